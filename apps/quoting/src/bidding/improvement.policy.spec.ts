import fc from 'fast-check';
import { CLOSES_AT, LotCase, OPENS_AT, termsWith } from '../../../../test/builders/lots.js';
import { highestBelow } from './improvement.policy.js';
import { marketView } from './market.view.js';

const bands = [
  { fromMinor: '5000', percent: '0', minor: '30' },
  { fromMinor: '10000', percent: '0', minor: '50' },
  { fromMinor: '20000', percent: '2.5', minor: '70' },
];
const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 3, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const };

describe('the least improvement', () => {
  it('follows the price through its bands', () => {
    const lot = new LotCase(termsWith({ ceilingMinor: null }, { improvementPercent: '0', improvementMinor: '10', improvementBands: bands }));
    expect([4_999n, 5_000n, 9_999n, 10_000n, 19_999n, 20_000n, 1_000_000n].map((base) => base - highestBelow(lot.state, base)!))
      .toEqual([10n, 30n, 30n, 50n, 50n, 500n, 25_000n]);
    lot.bid('a', 10_000, OPENS_AT);
    expect(lot.bid('a', 9_951, OPENS_AT + 1)).toMatchObject({ ok: false, refusal: { code: 'BID_ABOVE_CEILING', highestAcceptable: { amountMinor: '9950' } } });
    expect(lot.bid('a', 9_950, OPENS_AT + 1).ok).toBe(true);
    expect(marketView(lot.state, 'a').highestAcceptable?.amountMinor).toBe('9920');
  });

  it('is the larger of percent and minor units of the one band that holds, whatever the bands', () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 6 }).map((prices) => prices.sort((a, b) => a - b))
      .chain((prices) => fc.tuple(...prices.map((from) => fc.record({ fromMinor: fc.constant(String(from)), percent: fc.constantFrom('0', '0.5', '1', '12.5'), minor: fc.nat(5_000).map(String) }))));
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 2_000_000 }), (improvementBands, base) => {
      const lot = new LotCase(termsWith({ ceilingMinor: null }, { improvementPercent: '1', improvementMinor: '7', improvementBands }));
      const band = improvementBands.findLast(({ fromMinor }) => base >= Number(fromMinor)) ?? { percent: '1', minor: '7' };
      const left = Math.floor((base * (1_000 - Number(band.percent) * 10)) / 1_000);
      expect(highestBelow(lot.state, BigInt(base))).toBe(BigInt(Math.max(0, Math.min(left, base - Number(band.minor)))));
    }), { numRuns: 300 });
  });

  it('is asked of nobody while bids are sealed: up to the ceiling any amount takes the place of the last one', () => {
    for (const rules of [{ visibility: 'SEALED' as const, softClose: null }, { sealedMinutes: 10 }]) {
      const lot = new LotCase(termsWith({}, { ...rules, improvementPercent: '5' }));
      expect(['300000', '299999', '420000', '419999'].map((amount) => lot.bid('a', Number(amount), OPENS_AT, { confirmDrop: true }).ok)).toEqual([true, true, true, true]);
      expect(lot.state.bidders.get('a')).toMatchObject({ comparable: 419_999n, versionNo: 4 });
      expect(marketView(lot.state, 'a').highestAcceptable?.amountMinor).toBe('420000');
      expect(lot.bid('a', 420_001, OPENS_AT)).toMatchObject({ ok: false, refusal: { code: 'BID_ABOVE_CEILING', highestAcceptable: { amountMinor: '420000' } } });
    }
  });

  it('reads a ledger from before there were bands as one without', () => {
    const kept = termsWith({ ceilingMinor: null });
    const { improvementBands, tieOrder, ...before } = kept.rules;
    const lot = new LotCase({ ...kept, rules: before });
    expect([improvementBands, tieOrder]).toEqual([[], ['PRICE', 'DATE', 'FIRST_COME']]);
    expect(lot.state.rules).toMatchObject({ improvementBands: [], tieOrder: ['PRICE', 'LATENESS', 'FIRST_COME'] });
    lot.bid('late', 400_000, OPENS_AT, { promisedDate: '2026-12-04' });
    lot.bid('early', 400_000, OPENS_AT + 1, { promisedDate: '2026-12-01' });
    expect(lot.state.ranking.map((bidder) => bidder.companyId)).toEqual(['late', 'early']);
  });
});

describe('ties', () => {
  it('are broken in the order that the tender published', () => {
    const winner = (tieOrder: ('PRICE' | 'DATE' | 'FIRST_COME')[]) => {
      const lot = new LotCase(termsWith({}, { tieOrder }));
      lot.bid('first', 400_000, OPENS_AT, { promisedDate: '2026-12-04' });
      lot.bid('early', 400_000, OPENS_AT + 1, { promisedDate: '2026-12-01' });
      return lot.state.ranking[0]!.companyId;
    };
    expect(winner(['PRICE', 'DATE', 'FIRST_COME'])).toBe('early');
    expect(winner(['PRICE', 'FIRST_COME', 'DATE'])).toBe('first');
    expect(winner(['PRICE'])).toBe('first');
  });
});

describe('a bid that does not improve', () => {
  it('never extends: neither the same again, nor a lower price with a date that weighs more', () => {
    const free = new LotCase(termsWith({}, { improvementPercent: '0', improvementMinor: '0', softClose }));
    free.bid('a', 400_000, OPENS_AT);
    expect(free.bid('a', 400_000, CLOSES_AT - 1).ok).toBe(true);
    expect(free.state.extensions).toBe(0);
    expect(free.bid('a', 399_999, CLOSES_AT - 1).ok).toBe(true);
    expect(free.state.extensions).toBe(1);

    const weighted = new LotCase(termsWith({}, { priceWeight: 60, dateWeight: 40, softClose }));
    weighted.bid('a', 400_000, OPENS_AT);
    expect(weighted.bid('a', 390_000, CLOSES_AT - 1, { promisedDate: '2026-12-07' }).ok).toBe(true);
    expect(weighted.state.extensions).toBe(0);
  });
});
