/** How a bid that was sent stands while no answer has come. */
export type Delivery = 'SENDING' | 'LATE' | 'UNDELIVERED';

export const REPEAT_MS = 2_000;
export const LATE_MS = 2_000;
export const UNDELIVERED_MS = 5_000;
/** So long after the closing a repeat may still bring the first answer. */
export const AFTER_CLOSING_MS = 10_000;

/** What to tell of a bid that was sent so long ago: at 2 s that it is tried again, from 5 s a standing warning. */
export function deliveryAfter(elapsedMs: number): Delivery {
  return elapsedMs >= UNDELIVERED_MS ? 'UNDELIVERED' : elapsedMs >= LATE_MS ? 'LATE' : 'SENDING';
}

/** True while a bid without an answer is worth repeating with the same key. */
export function mayRepeat(serverMs: number | null, closesAtMs: number): boolean {
  return serverMs === null || serverMs <= closesAtMs + AFTER_CLOSING_MS;
}
