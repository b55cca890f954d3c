export interface PriceStep { atMs: number; amount: number }

export interface StepPath {
  /** The best price as it fell: it holds until the next one. */
  path: string;
  dots: { x: number; y: number; lead: boolean }[];
  extensions: number[];
  target: number | null;
  low: number;
  high: number;
}

/** The course of a lot's price as a path: every bid a dot, the best so far a step line, closings that moved as ticks. */
export function stepPath(bids: readonly PriceStep[], extensions: readonly number[], target: number | null, untilMs: number, width: number, height: number, pad: number): StepPath | null {
  if (bids.length === 0) return null;
  const from = bids[0]!.atMs;
  const span = Math.max(untilMs - from, 1_000);
  const amounts = [...bids.map(({ amount }) => amount), ...(target === null ? [] : [target])];
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  const x = (ms: number) => round(pad + ((Math.min(ms, untilMs) - from) / span) * (width - 2 * pad));
  const y = (amount: number) => round(pad + (high === low ? 0.5 : (high - amount) / (high - low)) * (height - 2 * pad));
  let best = Infinity;
  let path = '';
  const dots = bids.map(({ atMs, amount }) => {
    const lead = amount < best;
    if (lead) {
      path += path === '' ? `M${x(atMs)} ${y(amount)}` : `H${x(atMs)}V${y(amount)}`;
      best = amount;
    }
    return { x: x(atMs), y: y(amount), lead };
  });
  return { path: `${path}H${x(untilMs)}`, dots, extensions: extensions.map(x), target: target === null ? null : y(target), low, high };
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
