import * as fc from 'fast-check';
import { PINGS_KEPT, lastTripMs, leadTimeMs, unknownClock, withPing, type Ping } from './server-clock.policy.js';

const ping = (sentAt: number, tripMs: number, offset: number, lopsided = 0.5): Ping => ({ sentAt, heardAt: sentAt + tripMs, serverMs: sentAt + tripMs * lopsided + offset });

describe('the server’s clock', () => {
  it('is unknown until a ping was answered', () => {
    expect(unknownClock.offsetMs).toBeNull();
    expect(leadTimeMs(unknownClock)).toBe(1_000);
    expect(lastTripMs(unknownClock)).toBeNull();
  });

  it('is taken from the fastest of the last eight pings', () => {
    const clock = [ping(0, 400, 50_000, 0.9), ping(3_000, 20, 50_000), ping(6_000, 900, 50_000, 0.1)].reduce(withPing, unknownClock);
    expect(clock.offsetMs).toBe(50_000);
    expect(clock.roundTripMs).toBe(20);
    expect(lastTripMs(clock)).toBe(900);
    const later = Array.from({ length: PINGS_KEPT }, (_, i) => ping(10_000 + i, 100, 50_040)).reduce(withPing, clock);
    expect(later.roundTripMs).toBe(100);
    expect(later.offsetMs).toBe(50_040);
  });

  it('errs by at most half of the fastest round trip, however lopsided the way is', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 8 }), fc.integer({ min: -1e9, max: 1e9 }), (trips, offset) => {
      const clock = trips.map(([trip, side], i) => ping(i * 2_500, trip, offset, side)).reduce(withPing, unknownClock);
      expect(Math.abs(clock.offsetMs! - offset)).toBeLessThanOrEqual(Math.min(...trips.map(([trip]) => trip)) / 2 + 1e-3);
    }));
  });

  it('advises to bid as early as twice the slow end of the trips', () => {
    expect(leadTimeMs([ping(0, 1_400, 0), ping(1, 30, 0)].reduce(withPing, unknownClock))).toBe(2_800);
  });
});
