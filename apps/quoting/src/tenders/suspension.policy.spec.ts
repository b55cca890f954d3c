import fc from 'fast-check';
import { catchUp, goOnAfter, mayStop } from './suspension.policy.js';

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

  it('ends where late bids have moved the others meanwhile, only where lots close together, and within the hard close', () => {
    const lot = { opensAt: at(0), closesAt: at(HOUR), plannedClosesAt: at(HOUR), unsealsAt: null };
    const softClose = { scope: 'ALL_LOTS' as const, hardCloseMinutes: 20 };
    const moved = { closesAt: at(HOUR + 300_000), plannedClosesAt: at(HOUR) };
    expect(catchUp(lot, softClose, [moved]).closesAt).toEqual(moved.closesAt);
    expect(catchUp(lot, softClose, [{ ...moved, closesAt: at(2 * HOUR) }]).closesAt).toEqual(at(HOUR + 20 * 60_000));
    const asItWas = [catchUp(lot, { ...softClose, scope: 'TRIGGERED_LOT' }, [moved]), catchUp(lot, null, [moved]), catchUp(lot, softClose, []), catchUp(lot, softClose, [{ closesAt: at(2 * HOUR), plannedClosesAt: at(2 * HOUR) }]), catchUp({ ...lot, closesAt: at(2 * HOUR) }, softClose, [moved])];
    expect(asItWas.map(({ closesAt }) => closesAt)).toEqual([at(HOUR), at(HOUR), at(HOUR), at(HOUR), at(2 * HOUR)]);
  });
});
