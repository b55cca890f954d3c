import fc from 'fast-check';
import { decidePicks, needsManager, nextStandby, takeable, type LotToAward } from './award.policy.js';
import type { RankedBid } from './award.policy.js';

const TODAY = '2026-11-23';
const bid = (rank: number, given: Partial<RankedBid> = {}): RankedBid => ({
  bidId: `bid_${given.lotId ?? 'a'}${rank}`, lotId: 'a', companyId: `com_${rank}`, rank, state: 'VALID', amount: { amountMinor: String(100_000 + rank), currency: 'CNY', taxIncluded: true, taxRate: '13' },
  comparableMinor: String(100_000 + rank), aboveReserve: false, promisedDate: '2026-12-05', validUntil: '2026-12-01', ...given,
});
const lot = (lotId: string, given: Partial<LotToAward> = {}): LotToAward => ({
  lotId, state: 'EVALUATING', parts: [{ partId: `prt_${lotId}`, mirrorOfId: null }], bids: [1, 2, 3, 4].map((rank) => bid(rank, { lotId, bidId: `bid_${lotId}${rank}` })), fallenBidIds: [], ...given,
});
const decide = (picks: [string, string][], lots: LotToAward[], given: { reason?: string; standing?: { lotId: string; supplierId: string }[]; stopped?: string[] } = {}) =>
  decidePicks(picks.map(([lotId, bidId]) => ({ lotId, bidId })), new Map(lots.map((one) => [one.lotId, one])), given.standing ?? [], new Set(given.stopped), given.reason ?? null, TODAY);

describe('deciding for bids', () => {
  it('takes the best rank without a word, another one with a reason', () => {
    expect(decide([['a', 'bid_a1']], [lot('a')])).toMatchObject({ ok: true, value: [{ lotId: 'a', best: true }] });
    expect(decide([['a', 'bid_a2']], [lot('a')])).toMatchObject({ ok: false, refusal: { rule: 'REASON_MISSING', lotId: 'a' } });
    expect(decide([['a', 'bid_a2']], [lot('a')], { reason: 'three days earlier' })).toMatchObject({ ok: true, value: [{ best: false }] });
  });

  it('wants a reason above the reserve, and asks nobody there by itself', () => {
    const dear = lot('a', { bids: [bid(1, { aboveReserve: true }), bid(2, { aboveReserve: true })] });
    expect(decide([['a', 'bid_a1']], [dear])).toMatchObject({ ok: false, refusal: { rule: 'REASON_MISSING', lotId: 'a' } });
    expect(decide([['a', 'bid_a1']], [dear], { reason: 'no time for another round' })).toMatchObject({ ok: true, value: [{ best: true }] });
    expect(nextStandby({ ...dear, fallenBidIds: ['bid_a1'] }, new Set(), TODAY)).toBeNull();
  });

  it.each([
    ['a bid of another lot', 'bid_b1', {}], ['one that was withdrawn', 'bid_a1', { state: 'WITHDRAWN' }], ['one that was replaced', 'bid_a1', { state: 'REPLACED' }],
    ['one that waits for confirmation', 'bid_a1', { state: 'NEEDS_CONFIRMATION' }], ['one whose validity ended', 'bid_a1', { validUntil: '2026-11-22' }],
  ] as [string, string, Partial<RankedBid>][])('N18: refuses %s', (_what, bidId, given) => {
    const one = lot('a');
    expect(decide([['a', bidId]], [{ ...one, bids: one.bids.map((b) => (b.rank === 1 ? { ...b, ...given } : b)) }], { reason: 'x' })).toMatchObject({ ok: false, refusal: { rule: 'BID_NOT_VALID' } });
  });

  it('awards a lot once, in one decision and over several', () => {
    expect(decide([['a', 'bid_a1'], ['a', 'bid_a1']], [lot('a')])).toMatchObject({ ok: false, refusal: { rule: 'ALREADY_AWARDED' } });
    expect(decide([['a', 'bid_a1']], [lot('a', { state: 'AWARDED' })], { standing: [{ lotId: 'a', supplierId: 'com_1' }] })).toMatchObject({ ok: false, refusal: { rule: 'ALREADY_AWARDED' } });
  });

  it('names the state of a lot that is not compared', () => {
    for (const state of ['DRAFT', 'PUBLISHED', 'CLOSED', 'CANCELLED', 'UNSUCCESSFUL'] as const) {
      expect(decide([['a', 'bid_a1']], [lot('a', { state })])).toMatchObject({ ok: false, refusal: { code: 'STATE', state } });
    }
  });

  it('passes a stopped supplier by', () => {
    expect(decide([['a', 'bid_a1']], [lot('a')], { stopped: ['com_1'] })).toMatchObject({ ok: false, refusal: { rule: 'SUPPLIER_STOPPED' } });
  });

  it('keeps mirrored parts with one supplier, also over two decisions, unless a reason is given', () => {
    const left = lot('a', { parts: [{ partId: 'prt_l', mirrorOfId: null }] });
    const right = lot('b', { parts: [{ partId: 'prt_r', mirrorOfId: 'prt_l' }], bids: [bid(1, { lotId: 'b', bidId: 'bid_b1', companyId: 'com_9' })] });
    expect(decide([['a', 'bid_a1'], ['b', 'bid_b1']], [left, right])).toMatchObject({ ok: false, refusal: { rule: 'MATCHED_PARTS', lotId: 'a' } });
    expect(decide([['b', 'bid_b1']], [left, right], { standing: [{ lotId: 'a', supplierId: 'com_1' }] })).toMatchObject({ ok: false, refusal: { rule: 'MATCHED_PARTS', lotId: 'b' } });
    expect(decide([['b', 'bid_b1']], [left, right], { standing: [{ lotId: 'a', supplierId: 'com_9' }] }).ok).toBe(true);
    expect(decide([['a', 'bid_a1'], ['b', 'bid_b1']], [left, right], { reason: 'each has the machine' }).ok).toBe(true);
  });

  it('asks a manager above the limit and where the best is passed over', () => {
    const limits = new Map([['CNY', 5_000_000n], ['JPY', 1_000_000n]]);
    expect(needsManager(bid(1, { comparableMinor: '5000000' }), true, limits)).toBe(false);
    expect(needsManager(bid(1, { comparableMinor: '5000001' }), true, limits)).toBe(true);
    expect(needsManager(bid(1, { comparableMinor: '1' }), false, limits)).toBe(true);
  });

  it('is by currency: five million yen are no five million fen, and a currency without a limit always asks', () => {
    const limits = new Map([['CNY', 5_000_000n], ['JPY', 1_000_000n]]);
    const of = (currency: string, comparableMinor: string) => bid(1, { comparableMinor, amount: { amountMinor: comparableMinor, currency, taxIncluded: true, taxRate: '13' } });
    expect([of('CNY', '1000001'), of('JPY', '1000000'), of('JPY', '1000001'), of('USD', '1')].map((one) => needsManager(one, true, limits))).toEqual([false, false, true, true]);
  });
});

describe('standing by', () => {
  const bound = lot('a').bids.map((b): RankedBid => ({ ...b, state: b.rank === 1 ? 'WON' : b.rank <= 3 ? 'STANDBY' : 'LOST' }));

  it('goes down the ranks, each once, and ends behind the third', () => {
    const fallen = ['bid_a1'];
    const asked: number[] = [];
    for (let next = nextStandby({ bids: bound, fallenBidIds: fallen }, new Set(), TODAY); next !== null; next = nextStandby({ bids: bound, fallenBidIds: fallen }, new Set(), TODAY)) {
      asked.push(next.rank);
      fallen.push(next.bidId);
    }
    expect(asked).toEqual([2, 3]);
  });

  it('takes the first rank when the buyer had passed it over, and leaves out the stopped', () => {
    const passed = bound.map((b): RankedBid => ({ ...b, state: b.rank === 2 ? 'WON' : b.rank === 4 ? 'LOST' : 'STANDBY' }));
    expect(nextStandby({ bids: passed, fallenBidIds: ['bid_a2'] }, new Set(), TODAY)!.rank).toBe(1);
    expect(nextStandby({ bids: passed, fallenBidIds: ['bid_a2'] }, new Set(['com_1']), TODAY)!.rank).toBe(3);
  });

  it('never asks a bid that does not bind any more or fell before', () => {
    const anyBid = fc.record({ rank: fc.integer({ min: 1, max: 6 }), state: fc.constantFrom('VALID', 'STANDBY', 'LOST', 'WITHDRAWN', 'WON', 'EXPIRED' as const), validUntil: fc.constantFrom('2026-11-22', '2026-11-23', '2026-12-30') });
    fc.assert(fc.property(fc.uniqueArray(anyBid, { selector: (b) => b.rank }), fc.uniqueArray(fc.integer({ min: 1, max: 6 })), (bids, fallenRanks) => {
      const one = { bids: bids.map((b) => bid(b.rank, b as Partial<RankedBid>)), fallenBidIds: fallenRanks.map((rank) => `bid_a${rank}`) };
      const next = nextStandby(one, new Set(), TODAY);
      if (next === null) return;
      expect(next.validUntil >= TODAY && !one.fallenBidIds.includes(next.bidId) && ['VALID', 'STANDBY'].includes(next.state)).toBe(true);
      expect(takeable(one, TODAY).filter((b) => b.state !== 'LOST').every((b) => b.rank >= next.rank)).toBe(true);
    }));
  });
});
