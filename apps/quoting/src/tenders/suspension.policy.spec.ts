import fc from 'fast-check';
import { goOnAfter, mayStop } from './suspension.policy.js';

const at = (ms: number): Date => new Date(Date.parse('2026-11-23T08:00:00.000Z') + ms);
const HOUR = 3_600_000;

describe('stopping the clock of a lot', () => {
  it('is possible to the last instant before the closing', () => {
    expect([at(HOUR - 1), at(HOUR), at(HOUR + 1)].map((now) => mayStop({ state: 'PUBLISHED', closesAt: at(HOUR) }, now))).toEqual([true, false, false]);
    expect(mayStop({ state: 'SUSPENDED', closesAt: at(HOUR) }, at(0))).toBe(false);
  });

  it('leaves as much time as there was, for closing, hard close and sealed beginning alike', () => {
    fc.assert(fc.property(fc.integer({ min: -HOUR, max: HOUR - 1 }), fc.nat(90 * HOUR), fc.option(fc.integer({ min: 1, max: HOUR })), (stopped, lasted, sealed) => {
      const lot = { opensAt: at(0), closesAt: at(HOUR), plannedClosesAt: at(HOUR / 2), unsealsAt: sealed === null ? null : at(sealed) };
      const now = at(stopped + lasted);
      const after = goOnAfter(lot, at(stopped), now);
      const leftBefore = HOUR - Math.max(0, stopped);
      expect(after.closesAt.getTime() - Math.max(now.getTime(), lot.opensAt.getTime())).toBe(leftBefore);
      const moved = after.closesAt.getTime() - lot.closesAt.getTime();
      expect(moved).toBeGreaterThanOrEqual(0);
      expect([after.plannedClosesAt.getTime() - lot.plannedClosesAt.getTime(), after.unsealsAt === null ? moved : after.unsealsAt.getTime() - lot.unsealsAt!.getTime()]).toEqual([moved, moved]);
    }));
  });
});
