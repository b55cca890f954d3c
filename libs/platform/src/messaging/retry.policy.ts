/** After so many failed attempts a delivery is given up and a person has to look. */
export const attemptsBeforeDead = 25;

/**
 * Milliseconds until the next attempt after the given number of failed ones: doubling from half a second to half a
 * minute, so that a short trouble heals within a minute of its end; from the sixteenth on ten minutes, for people to notice.
 */
export function pauseAfter(failed: number): number {
  if (failed > 15) return 600_000;
  return Math.min(30_000, 500 * 2 ** Math.max(0, failed - 1));
}
