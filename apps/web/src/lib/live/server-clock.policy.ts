/** One answered `time:ping`: monotonic milliseconds of this machine before and after, and the server's time in between. */
export interface Ping { sentAt: number; heardAt: number; serverMs: number }

export const PINGS_KEPT = 8;

/** What is known of the server's clock. */
export interface ServerClock {
  readonly pings: readonly Ping[];
  /** Server milliseconds = monotonic milliseconds + offset; null until the first answer. */
  readonly offsetMs: number | null;
  /** Fastest round trip among the pings that are kept. */
  readonly roundTripMs: number | null;
}

export const unknownClock: ServerClock = { pings: [], offsetMs: null, roundTripMs: null };

/** The fastest of the last eight pings says it best: what a ping lost on the way blurs its middle by at most half of that. */
export function withPing(clock: ServerClock, ping: Ping): ServerClock {
  const pings = [...clock.pings, ping].slice(-PINGS_KEPT);
  const fastest = pings.reduce((a, b) => (tripOf(b) < tripOf(a) ? b : a));
  return { pings, offsetMs: fastest.serverMs - (fastest.sentAt + fastest.heardAt) / 2, roundTripMs: tripOf(fastest) };
}

/** The slow end of the round trips, for the advice how early to bid: at least a second, or twice this. */
export function leadTimeMs(clock: ServerClock): number {
  const trips = clock.pings.map(tripOf).sort((a, b) => a - b);
  const slow = trips[Math.min(trips.length - 1, Math.floor(trips.length * 0.95))] ?? 0;
  return Math.max(1_000, 2 * slow);
}

/** The last round trip, as the connection chip shows it. */
export function lastTripMs(clock: ServerClock): number | null {
  const last = clock.pings.at(-1);
  return last === undefined ? null : tripOf(last);
}

function tripOf({ sentAt, heardAt }: Ping): number {
  return heardAt - sentAt;
}
