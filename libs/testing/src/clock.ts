import type { Clock } from '#kernel';

export interface FixedClock extends Clock {
  /** Moves the clock on by milliseconds. */
  pass(ms: number): void;
  set(instant: string | Date): void;
}

/** A clock that stands still until it is moved. */
export function fixedClock(instant: string | Date = '2026-11-23T08:00:00.000Z'): FixedClock {
  let now = new Date(instant).getTime();
  return {
    now: () => new Date(now),
    pass: (ms) => { now += ms; },
    set: (next) => { now = new Date(next).getTime(); },
  };
}
