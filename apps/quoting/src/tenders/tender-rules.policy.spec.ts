import fc from 'fast-check';
import { bidVisibilities, improvementBases, SoftCloseInput, TenderRulesInput, TradeTermsInput } from '#contracts/quoting-tender-terms';
import { complaintsAboutRules, complaintsAboutTerms, rulesOf, termsOf } from './tender-rules.policy.js';

const rules = (given: Partial<TenderRulesInput> = {}) => rulesOf(Object.assign(new TenderRulesInput(), given));
const codes = (given: Partial<TenderRulesInput>) => complaintsAboutRules(rules(given)).map((one) => `${one.path} ${one.code}`);

describe('rules of a tender', () => {
  it('hold together as they come', () => {
    expect(complaintsAboutRules(rules())).toEqual([]);
    expect(complaintsAboutTerms(termsOf(new TradeTermsInput()))).toEqual([]);
    expect(rules({ softClose: new SoftCloseInput() }).softClose).toEqual({ windowSeconds: 180, extendSeconds: 180, triggerRank: 3, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' });
  });

  it('let a sealed tender tell nothing before its end', () => {
    expect(codes({ visibility: 'SEALED', softClose: new SoftCloseInput(), closesAtFirstBid: true, improvementBase: 'BEST_BID' })).toEqual([
      'rules.softClose SEALED_HAS_NO_SOFT_CLOSE', 'rules.showBidCount SEALED_SHOWS_NO_COUNT', 'rules.closesAtFirstBid SEALED_CANNOT_CLOSE_AT_FIRST_BID', 'rules.improvementBase OWN_BID_ONLY',
    ]);
    expect(codes({ visibility: 'SEALED', showBidCount: false })).toEqual([]);
  });

  it.each([
    [{ visibility: 'RANK_ONLY', improvementBase: 'BEST_BID' }, 'rules.improvementBase OWN_BID_ONLY'],
    [{ priceWeight: 60, dateWeight: 25, qualityWeight: 14 }, 'rules.priceWeight WEIGHTS_SUM'],
    [{ priceWeight: 120, dateWeight: -20 }, 'rules.priceWeight WEIGHT_RANGE'],
    [{ minBids: 0 }, 'rules.minBids MIN_BIDS_RANGE'], [{ minBids: 2 ** 53 }, 'rules.minBids MIN_BIDS_RANGE'],
    [{ validityDays: 0 }, 'rules.validityDays VALIDITY_RANGE'], [{ acceptWithinMinutes: 0 }, 'rules.acceptWithinMinutes ACCEPT_RANGE'],
    [{ visibility: 'SEALED', sealedMinutes: 10 }, 'rules.sealedMinutes SEALED_ANYWAY'], [{ sealedMinutes: 10, closesAtFirstBid: true }, 'rules.closesAtFirstBid SEALED_CANNOT_CLOSE_AT_FIRST_BID'],
    [{ direct: true, minBids: 2 }, 'rules.minBids DIRECT_ASKS_ONE'], [{ tieOrder: ['DATE', 'PRICE'] }, 'rules.tieOrder PRICE_DECIDES_TIES'],
    [{ improvementBands: [{ fromMinor: '500', percent: '1', minor: '0' }, { fromMinor: '500', percent: '2', minor: '0' }] }, 'rules.improvementBands.1.fromMinor BANDS_RISE'],
    [{ improvementBands: [{ fromMinor: '0', percent: '1', minor: '0' }] }, 'rules.improvementBands.0.fromMinor BANDS_RISE'],
    [{ improvementPercent: '50.1' }, 'rules.improvementPercent PERCENT_RANGE'], [{ confirmDropPercent: 'NaN' }, 'rules.confirmDropPercent PERCENT_RANGE'],
    [{ softClose: Object.assign(new SoftCloseInput(), { extendSeconds: 7_201 }) }, 'rules.softClose.extendSeconds WINDOW_ABOVE_HARD_CLOSE'],
  ] as [Partial<TenderRulesInput>, string][])('refuse %j', (given, complaint) => {
    expect(codes(given)).toContain(complaint);
  });

  it('that pass never let a rival be seen through a closed door', () => {
    const weights = fc.tuple(fc.integer({ min: -5, max: 100 }), fc.integer({ min: -5, max: 100 })).map(([a, b]) => ({ priceWeight: a, dateWeight: b, qualityWeight: 100 - a - b }));
    fc.assert(fc.property(fc.record({
      visibility: fc.constantFrom(...bidVisibilities), showBidCount: fc.boolean(), improvementBase: fc.constantFrom(...improvementBases), closesAtFirstBid: fc.boolean(),
      softClose: fc.option(fc.constant(new SoftCloseInput()), { nil: null }),
    }), weights, (given, weighed) => {
      const accepted = rules({ ...given, ...weighed });
      fc.pre(complaintsAboutRules(accepted).length === 0);
      for (const weight of [accepted.priceWeight, accepted.dateWeight, accepted.qualityWeight]) expect(weight).toBeGreaterThanOrEqual(0);
      if (accepted.visibility === 'SEALED') expect([accepted.softClose, accepted.showBidCount, accepted.closesAtFirstBid, accepted.improvementBase]).toEqual([null, false, false, 'OWN_BID']);
      if (accepted.visibility === 'RANK_ONLY') expect(accepted.improvementBase).toBe('OWN_BID');
    }));
  });
});
