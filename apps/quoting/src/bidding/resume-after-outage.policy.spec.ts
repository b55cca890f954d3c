import { instantText } from '#kernel';
import { CLOSES_AT, LotCase, rulesWith, termsWith } from '../../../../test/builders/lots.js';
import { outageAt, resumeAfterOutage } from './resume-after-outage.policy.js';

const MINUTE = 60_000;

describe('a closing while nobody served', () => {
  it('is told from one that somebody saw', () => {
    const alive = { since: CLOSES_AT - 60 * MINUTE, until: CLOSES_AT + 100 };
    const died = { since: CLOSES_AT - 60 * MINUTE, until: CLOSES_AT - 5_000 };
    const back = { since: CLOSES_AT + 2_000, until: CLOSES_AT + 3_000 };
    expect(outageAt(CLOSES_AT, [alive])).toBeNull();
    expect(outageAt(CLOSES_AT, [died, alive])).toBeNull();
    expect(outageAt(CLOSES_AT, [died, back])).toEqual({ from: CLOSES_AT - 5_000 });
    expect(outageAt(CLOSES_AT, [back])).toEqual({ from: null });
  });

  it('gives back the time that was lost, within the rules', () => {
    const now = CLOSES_AT + 20 * MINUTE;
    const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 60 };
    const lot = (given: object) => ({ closesAt: CLOSES_AT, rules: rulesWith(given) });
    expect(resumeAfterOutage(lot({}), { from: CLOSES_AT - 30 * MINUTE }, now)).toBe(now + 30 * MINUTE);
    expect(resumeAfterOutage(lot({}), { from: CLOSES_AT - 2_000 }, now)).toBe(now + 5 * MINUTE);
    expect(resumeAfterOutage(lot({ softClose }), { from: CLOSES_AT - 2_000 }, now)).toBe(now + 3 * MINUTE);
    expect(resumeAfterOutage(lot({ softClose }), { from: CLOSES_AT - 300 * MINUTE }, now)).toBe(now + 60 * MINUTE);
    expect(resumeAfterOutage(lot({}), { from: CLOSES_AT - 9_000 * MINUTE }, now)).toBe(now + 120 * MINUTE);
    expect(resumeAfterOutage(lot({}), { from: null }, now)).toBe(now + 5 * MINUTE);
  });

  it('takes the hard close along, so that late bids extend as before', () => {
    const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 20, hardCloseMinutes: 20, scope: 'TRIGGERED_LOT' as const };
    const lot = new LotCase(termsWith({}, { softClose }));
    lot.bid('a', 400_000, CLOSES_AT - 1_000);
    const [before, up] = [lot.state.closesAt, CLOSES_AT + 30 * MINUTE];
    const closesAt = resumeAfterOutage(lot.state, { from: CLOSES_AT }, up);
    lot.turn(up, [{ lotId: lot.lotId, type: 'EXTENDED', payload: { closesAt: instantText(new Date(closesAt)), extensions: 1, maxExtensions: 20, why: 'OUTAGE' } }]);
    expect(lot.state.plannedClosesAt - CLOSES_AT).toBe(closesAt - before);
    lot.bid('b', 380_000, closesAt - 1_000);
    expect(lot.state.closesAt).toBe(closesAt - 1_000 + 3 * MINUTE);
  });
});
