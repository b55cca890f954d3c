import { CLOSES_AT, LotCase, OPENS_AT, termsWith } from '../../../../test/builders/lots.js';
import { deriveFeed } from './feed.view.js';

const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 5, hardCloseMinutes: 20, scope: 'TRIGGERED_LOT' as const };
const ranks = (lot: LotCase) => lot.state.ranking.map(({ companyId }) => companyId);

describe('a lot that is amended', () => {
  const amendedLot = (rules: Parameters<typeof termsWith>[1] = {}) => {
    const lot = new LotCase(termsWith({}, rules));
    lot.bid('wang', 400_000, OPENS_AT + 1);
    lot.bid('he', 390_000, OPENS_AT + 2);
    lot.amend(OPENS_AT + 3);
    return lot;
  };

  it('has no ranking until bids are confirmed, one action each at the same price', () => {
    const lot = amendedLot();
    expect(ranks(lot)).toEqual([]);
    expect([...lot.state.bidders.values()].map(({ state }) => state)).toEqual(['NEEDS_CONFIRMATION', 'NEEDS_CONFIRMATION']);
    expect(lot.confirm('wang', OPENS_AT + 4).ok).toBe(true);
    expect(ranks(lot)).toEqual(['wang']);
    expect(lot.confirm('he', OPENS_AT + 5).ok).toBe(true);
    expect(lot.state.ranking.map(({ companyId, amount, state, termsVersion, versionNo }) => [companyId, amount.amountMinor, state, termsVersion, versionNo]))
      .toEqual([['he', '390000', 'VALID', 2, 1], ['wang', '400000', 'VALID', 2, 1]]);
    expect(lot.confirm('he', OPENS_AT + 6)).toMatchObject({ ok: false, refusal: { code: 'STATE_REFUSED', currentState: 'VALID' } });
  });

  it('lets a bidder bid anew at any price within the ceiling instead, because its old bid does not count', () => {
    const lot = amendedLot();
    expect(lot.bid('he', 415_000, OPENS_AT + 4).ok).toBe(true);
    expect(lot.bid('wang', 421_000, OPENS_AT + 5)).toMatchObject({ ok: false, refusal: { code: 'BID_ABOVE_CEILING' } });
    expect(lot.bid('he', 414_900, OPENS_AT + 6)).toMatchObject({ ok: false, refusal: { code: 'BID_ABOVE_CEILING' } });
    expect(lot.confirm('he', OPENS_AT + 7)).toMatchObject({ ok: false, refusal: { code: 'STATE_REFUSED', currentState: 'VALID' } });
  });

  it('refuses a confirmation above the new ceiling, of old terms, of another bid, by a company that lacks something, and too late', () => {
    const lot = new LotCase(termsWith());
    lot.bid('wang', 400_000, OPENS_AT + 1);
    lot.amend(OPENS_AT + 2, { ceilingMinor: '399999' });
    expect(lot.confirm('wang', OPENS_AT + 3)).toMatchObject({ ok: false, refusal: { code: 'BID_ABOVE_CEILING', highestAcceptable: { amountMinor: '399999' } } });
    lot.amend(OPENS_AT + 4, { ceilingMinor: null });
    expect(lot.confirm('nobody', OPENS_AT + 5)).toMatchObject({ ok: false, refusal: { code: 'STATE_REFUSED', currentState: 'REPLACED' } });
    expect(lot.confirm('wang', CLOSES_AT)).toMatchObject({ ok: false, refusal: { code: 'LOT_NOT_OPEN', state: 'CLOSED' } });
    expect(lot.confirm('wang', CLOSES_AT - 1).ok).toBe(true);
  });

  it('is ranked by the day that is wanted now', () => {
    const lot = new LotCase(termsWith({}, { priceWeight: 70, dateWeight: 30 }));
    lot.bid('cheap', 360_000, OPENS_AT + 1, { promisedDate: '2026-12-15' });
    lot.bid('punctual', 400_000, OPENS_AT + 2, { promisedDate: '2026-12-05' });
    expect(ranks(lot)).toEqual(['punctual', 'cheap']);
    lot.amend(OPENS_AT + 3, { wantedDate: '2026-12-15' });
    lot.confirm('cheap', OPENS_AT + 4);
    lot.confirm('punctual', OPENS_AT + 5);
    expect(ranks(lot)).toEqual(['cheap', 'punctual']);
  });

  it('moves its closing when a late confirmation takes the lead, so that the others can answer', () => {
    const lot = amendedLot({ softClose });
    lot.confirm('he', CLOSES_AT - 5_000);
    expect([lot.state.closesAt, lot.state.extensions]).toEqual([CLOSES_AT + 175_000, 1]);
    lot.confirm('wang', CLOSES_AT - 4_000);
    expect(lot.state.extensions).toBe(1);
  });

  it('counts and opens only what was confirmed; the rest has ended, in the sight of its bidders', () => {
    const lot = amendedLot({ minBids: 1 });
    lot.confirm('wang', OPENS_AT + 4);
    lot.close(CLOSES_AT);
    expect(lot.state.phase).toBe('EVALUATING');
    expect([...lot.state.bidders.values()].map(({ companyId, state }) => [companyId, state])).toEqual([['wang', 'VALID'], ['he', 'EXPIRED']]);
    const none = amendedLot();
    none.close(CLOSES_AT);
    expect(none.state.phase).toBe('UNSUCCESSFUL');
  });

  it('tells each side of it: the clock to all, the need to confirm to its bidders alone, and nothing of sealed bids', () => {
    const lot = amendedLot();
    lot.confirm('wang', OPENS_AT + 4);
    const facts = (listener: Parameters<typeof deriveFeed>[0]) => deriveFeed(listener, lot.entries).map(({ fact }) => fact);
    const closesAt = new Date(CLOSES_AT).toISOString();
    expect(facts({ audience: 'buyer' }).slice(-2)).toEqual([{ type: 'amended', termsVersion: 2, closesAt }, expect.objectContaining({ type: 'bid', alias: 'S1', rank: 1, bidCount: 1 })]);
    expect(facts({ audience: 'bidder', companyId: 'he' }).filter(({ type }) => type !== 'market').slice(-2))
      .toEqual([{ type: 'amended', termsVersion: 2, closesAt, note: 'another radius' }, { type: 'mine', bidId: 'bid_2', state: 'NEEDS_CONFIRMATION', finalRank: null }]);
    expect(facts({ audience: 'bidder', companyId: 'guest' }).filter(({ type }) => type === 'mine' || type === 'amended')).toHaveLength(1);
    expect(facts({ audience: 'observer' }).at(-1)).toEqual({ type: 'amended', termsVersion: 2, closesAt });
    const sealed = amendedLot({ visibility: 'SEALED', showBidCount: false });
    const before = deriveFeed({ audience: 'buyer' }, sealed.entries);
    sealed.confirm('wang', OPENS_AT + 4);
    expect(deriveFeed({ audience: 'buyer' }, sealed.entries)).toEqual(before);
  });
});
