const DAY_MS = 86_400_000;

export interface TimeScale { fromMs: number; toMs: number; width: number }

/** A scale over whole days around everything that is to be shown. */
export function timeScale(moments: readonly number[], width: number): TimeScale {
  const fromMs = Math.floor(Math.min(...moments) / DAY_MS) * DAY_MS;
  const toMs = Math.max(Math.ceil(Math.max(...moments) / DAY_MS) * DAY_MS, fromMs + DAY_MS);
  return { fromMs, toMs, width };
}

export function placeOf({ fromMs, toMs, width }: TimeScale, ms: number): number {
  const place = ((Math.min(Math.max(ms, fromMs), toMs) - fromMs) / (toMs - fromMs)) * width;
  return Math.round(place * 10) / 10;
}

/** Days at which the scale is written, at most so many and evenly apart. */
export function dayMarks(scale: TimeScale, most: number): { day: string; x: number }[] {
  const days = Math.round((scale.toMs - scale.fromMs) / DAY_MS);
  const step = Math.max(1, Math.ceil(days / most));
  return Array.from({ length: Math.floor(days / step) + 1 }, (_, i) => scale.fromMs + i * step * DAY_MS).map((ms) => ({ day: new Date(ms).toISOString().slice(0, 10), x: placeOf(scale, ms) }));
}

/** A line through points that rises in steps: what is done counts when it is done. */
export function stairs(points: readonly { x: number; y: number }[]): string {
  return points.map(({ x, y }, i) => (i === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
}
