/** When permissions were taken within the last second, in milliseconds of one steady clock, oldest first. */
export type Window = readonly number[];

const SECOND_MS = 1_000;

/** Takes one permission, at most so many within any second; `waitMs` is 0 when there was one, else how long until there is. */
export function takeWithinSecond(window: Window, most: number, now: number): { window: Window; waitMs: number } {
  const recent = window.filter((at) => now - at < SECOND_MS);
  if (recent.length < most) return { window: [...recent, now], waitMs: 0 };
  return { window: recent, waitMs: Math.max(1, Math.ceil(recent[recent.length - most]! + SECOND_MS - now)) };
}
