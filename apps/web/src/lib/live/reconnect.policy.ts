/** Milliseconds before the n-th attempt to connect anew (from 1): 0.3 s doubled, at most 5 s, spread by half so that not all come at once. `roll` is 0 to 1. */
export function waitBefore(attempt: number, roll: number): number {
  return Math.min(5_000, 300 * 2 ** (attempt - 1)) * (0.5 + roll);
}

/** How the line to the market stands. */
export type LineState = 'IDLE' | 'CONNECTING' | 'ONLINE' | 'SLOW' | 'CATCHING_UP' | 'RECONNECTING' | 'OFFLINE' | 'ENDED';

export const SLOW_MS = 300;

export function lineState(line: { wanted: boolean; seated: boolean; before: boolean; network: boolean; catchingUp: number; tripMs: number | null; ended: boolean }): LineState {
  if (line.ended) return 'ENDED';
  if (!line.wanted) return 'IDLE';
  if (!line.seated) return !line.network ? 'OFFLINE' : line.before ? 'RECONNECTING' : 'CONNECTING';
  if (line.catchingUp > 0) return 'CATCHING_UP';
  return line.tripMs !== null && line.tripMs > SLOW_MS ? 'SLOW' : 'ONLINE';
}
