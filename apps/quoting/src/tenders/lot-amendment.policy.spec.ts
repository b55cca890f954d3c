import { closingAfterAmendment } from './lot-amendment.policy.js';

const at = (minutes: number) => new Date(Date.parse('2026-11-23T08:00:00.000Z') + minutes * 60_000);
const clock = { opensAt: at(0), closesAt: at(40), plannedClosesAt: at(40) };

describe('the closing of a lot that is amended', () => {
  it('stays while a quarter of the bidding time is left', () => {
    expect(closingAfterAmendment(clock, null, at(5))).toEqual(at(40));
    expect(closingAfterAmendment(clock, null, at(30))).toEqual(at(40));
  });

  it('moves to leave a quarter when less is left', () => {
    expect(closingAfterAmendment(clock, null, at(31))).toEqual(at(41));
    expect(closingAfterAmendment(clock, null, at(39))).toEqual(at(49));
    expect(closingAfterAmendment({ ...clock, closesAt: at(43) }, null, at(42))).toEqual(at(52));
  });

  it('moves to where the buyer wishes, if that leaves enough', () => {
    expect(closingAfterAmendment(clock, at(60), at(5))).toEqual(at(60));
    expect(closingAfterAmendment(clock, at(41), at(39))).toEqual(at(49));
  });

  it('counts time before the opening as nobody’s', () => {
    expect(closingAfterAmendment(clock, null, at(-600))).toEqual(at(40));
  });
});
