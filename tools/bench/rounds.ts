/** Several takes of one number. */
export interface Takes {
  median: number;
  least: number;
  most: number;
}

/** Median with the two ends; of an even number of takes the mean of the middle two. */
export function takesOf(values: readonly number[]): Takes {
  if (values.length === 0) throw new Error('A number that was never taken has no median.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return { median, least: sorted[0]!, most: sorted.at(-1)! };
}

/**
 * Takes several numbers turn by turn, so that whatever else the machine does meets all of them alike. Every second round goes
 * the other way about. The first round only warms up.
 */
export async function turnByTurn<K extends string>(rounds: number, takes: Readonly<Record<K, (round: number) => Promise<number>>>): Promise<Record<K, number[]>> {
  const names = Object.keys(takes) as K[];
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const value = await takes[name](round);
      if (round > 0) taken[name].push(value);
    }
  }
  return taken;
}

/** Quotients of two series round by round: what disturbed a round disturbed both sides of its quotient. */
export function ratios(values: readonly number[], references: readonly number[]): number[] {
  return values.map((value, i) => value / references[i]!);
}

/** Milliseconds that a piece of work took. */
export async function clocked(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN;
}
