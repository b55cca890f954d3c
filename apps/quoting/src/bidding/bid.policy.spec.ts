import { money } from '#kernel';
import { CLOSES_AT, LotCase, OPENS_AT, fen, termsWith } from '../../../../test/builders/lots.js';
import { decideBid } from './bid.policy.js';
import { marketView } from './market.view.js';

const MINUTE = 60_000;
const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const };
const refusal = (decision: { ok: boolean; refusal?: unknown }) => (decision.ok ? 'taken' : decision.refusal);

describe('a live lot as the journey plays it', () => {
  it('takes, ranks, refuses and extends with exactly these numbers', () => {
    const lot = new LotCase(termsWith({}, { softClose }));
    expect(marketView(lot.state, 'wang').highestAcceptable).toEqual(fen(420_000));
    expect(lot.bid('wang', 386_000, OPENS_AT + MINUTE, { promisedDate: '2026-12-07' }).ok).toBe(true);
    expect(marketView(lot.state, 'wang')).toMatchObject({ rank: 1, bidCount: 1, best: fen(386_000), highestAcceptable: fen(382_140), others: [] });
    expect(marketView(lot.state, 'he')).toMatchObject({ rank: null, bidCount: 1, best: fen(386_000), highestAcceptable: fen(420_000) });

    expect(lot.bid('he', 380_000, OPENS_AT + 2 * MINUTE, { promisedDate: '2026-12-04' }).ok).toBe(true);
    expect(marketView(lot.state, 'wang')).toMatchObject({ rank: 2, best: fen(380_000) });

    expect(refusal(lot.bid('wang', 384_500, OPENS_AT + 3 * MINUTE))).toEqual({ code: 'BID_ABOVE_CEILING', highestAcceptable: fen(382_140) });
    expect(refusal(lot.bid('wang', 300_000, OPENS_AT + 4 * MINUTE))).toEqual({ code: 'BID_DROP_UNCONFIRMED', dropPercent: '22.28', against: 'OWN_BID' });
    expect(lot.entries).toHaveLength(3);

    const late = CLOSES_AT - 40_000;
    expect(lot.bid('wang', 379_000, late, { promisedDate: '2026-12-07' }).ok).toBe(true);
    expect(lot.state).toMatchObject({ closesAt: late + 180_000, extensions: 1 });
    expect(marketView(lot.state, 'wang').rank).toBe(1);

    expect(refusal(lot.bid('he', 370_000, late + 180_000))).toMatchObject({ code: 'LOT_NOT_OPEN', state: 'CLOSED', decidedAt: new Date(late + 180_000).toISOString() });
  });
});

describe('deciding a bid', () => {
  const taken = (lot: LotCase, now: number) => lot.bid('a', 400_000, now).ok;

  it('N12: counts the last millisecond before the closing and not the closing itself', () => {
    expect(taken(new LotCase(termsWith()), CLOSES_AT - 1)).toBe(true);
    expect(taken(new LotCase(termsWith()), CLOSES_AT)).toBe(false);
    expect(taken(new LotCase(termsWith()), OPENS_AT)).toBe(true);
    const early = new LotCase(termsWith(), 'lot_case', OPENS_AT - 10 * MINUTE);
    expect(refusal(early.bid('a', 400_000, OPENS_AT - 1))).toMatchObject({ code: 'LOT_NOT_OPEN', state: 'PUBLISHED' });
  });

  it('asks for the larger of percent and minor units below the own bid, rounded down', () => {
    const lot = new LotCase(termsWith({ ceilingMinor: null }));
    lot.bid('a', 50_050, OPENS_AT);
    expect(marketView(lot.state, 'a').highestAcceptable?.amountMinor).toBe('49050');
    lot.bid('b', 386_099, OPENS_AT);
    expect(marketView(lot.state, 'b').highestAcceptable?.amountMinor).toBe('382238');
    lot.bid('c', 900, OPENS_AT, { confirmDrop: true });
    expect(marketView(lot.state, 'c').highestAcceptable?.amountMinor).toBe('0');
  });

  it('binds for days of the market: a lot that closes late in UTC closes on its next day', () => {
    const lot = new LotCase(termsWith({ closesAt: '2026-11-23T17:00:00.000Z' }));
    expect(lot.bid('wang', 400_000, OPENS_AT)).toMatchObject({ ok: true, value: { validUntil: '2026-12-01' } });
    expect(refusal(lot.bid('he', 400_000, OPENS_AT, { validUntil: '2026-11-30' }))).toMatchObject({ code: 'INPUT_REFUSED', faults: [{ rule: 'TOO_SHORT', limit: '2026-12-01' }] });
  });

  it('measures against the best bid where the rules say so, and never without a ceiling above it', () => {
    const lot = new LotCase(termsWith({ ceilingMinor: '300000' }, { improvementBase: 'BEST_BID' }));
    lot.bid('a', 300_000, OPENS_AT);
    expect(refusal(lot.bid('b', 299_000, OPENS_AT))).toMatchObject({ code: 'BID_ABOVE_CEILING', highestAcceptable: fen(297_000) });
    expect(lot.bid('b', 297_000, OPENS_AT).ok).toBe(true);
    expect(refusal(lot.bid('a', 297_000, OPENS_AT))).toMatchObject({ code: 'BID_ABOVE_CEILING' });
  });

  it('compares other tax bases by their net value', () => {
    const lot = new LotCase(termsWith());
    const net = { amountMinor: '371682', currency: 'CNY', taxIncluded: false, taxRate: '13' };
    expect(refusal(lot.bid('a', net, OPENS_AT))).toMatchObject({ code: 'BID_ABOVE_CEILING', highestAcceptable: { ...net, amountMinor: '371681' } });
    expect(lot.bid('a', { ...net, amountMinor: '371681' }, OPENS_AT).ok).toBe(true);
    expect(lot.bid('b', money(100_000n, 'CNY', true, '3'), OPENS_AT, { confirmDrop: true }).ok).toBe(true);
    expect(lot.state.bidders.get('b')?.comparable).toBe(109_709n);
  });

  it('takes no tax rate that an invoice cannot carry: a high price would look low', () => {
    const lot = new LotCase(termsWith());
    const faults = [{ path: 'amount.taxRate', rule: 'TAX_RATE', limit: '0, 1, 3, 5, 6, 9, 13' }];
    for (const rate of ['100', '13.5', '17']) expect(refusal(lot.bid('a', money(739_000n, 'CNY', true, rate), OPENS_AT))).toEqual({ code: 'INPUT_REFUSED', faults });
  });

  it('wants drops confirmed, against the ceiling for a first bid', () => {
    const lot = new LotCase(termsWith());
    expect(refusal(lot.bid('a', 335_999, OPENS_AT))).toEqual({ code: 'BID_DROP_UNCONFIRMED', dropPercent: '20', against: 'CEILING' });
    expect(lot.bid('a', 336_000, OPENS_AT).ok).toBe(true);
    expect(lot.bid('a', 100_000, OPENS_AT, { confirmDrop: true }).ok).toBe(true);
  });

  it('wants a first bid without a ceiling confirmed against the best price, only where that is shown', () => {
    const first = (rules: Parameters<typeof termsWith>[1], amount: number) => {
      const lot = new LotCase(termsWith({ ceilingMinor: null }, rules));
      lot.bid('a', 386_000, OPENS_AT);
      return refusal(lot.bid('b', amount, OPENS_AT + 1));
    };
    for (const visibility of ['BEST_PRICE', 'OPEN'] as const) expect(first({ visibility }, 3_860)).toEqual({ code: 'BID_DROP_UNCONFIRMED', dropPercent: '99', against: 'BEST_BID' });
    expect(first({ visibility: 'BEST_PRICE' }, 308_800)).toBe('taken');
    for (const hidden of [{ visibility: 'RANK_ONLY' as const }, { visibility: 'SEALED' as const }, { visibility: 'BEST_PRICE' as const, sealedMinutes: 10 }]) expect(first(hidden, 3_860)).toBe('taken');
  });

  it('names every value that breaks a rule', () => {
    const lot = new LotCase(termsWith());
    const decision = lot.bid('a', money(1n, 'EUR', true, '13'), OPENS_AT, { promisedDate: '2026-11-01', validUntil: '2026-11-29' });
    expect(decision.ok ? [] : 'faults' in decision.refusal ? decision.refusal.faults : []).toEqual([
      { path: 'amount.currency', rule: 'CURRENCY', limit: 'CNY' },
      { path: 'promisedDate', rule: 'PAST', limit: '2026-11-23' },
      { path: 'validUntil', rule: 'TOO_SHORT', limit: '2026-11-30' },
    ]);
    expect(refusal(lot.bid('a', 400_000, OPENS_AT, { promisedDate: '2026-11-22' }))).toMatchObject({ faults: [{ path: 'promisedDate', rule: 'PAST', limit: '2026-11-23' }] });
    expect(lot.bid('b', 400_000, OPENS_AT, { promisedDate: '2026-11-23' }).ok).toBe(true);
    expect(refusal(lot.bid('a', 0, OPENS_AT))).toMatchObject({ code: 'INPUT_REFUSED', faults: [{ path: 'amount.amountMinor', rule: 'NOT_POSITIVE' }] });
    expect(refusal(lot.bid('a', 400_000, OPENS_AT, { promisedDate: '2090-01-01' }))).toMatchObject({ faults: [{ rule: 'TOO_FAR' }] });
    const net = new LotCase(termsWith({ ceilingMinor: null }));
    expect(refusal(net.bid('a', { ...fen('1000000000000000'), taxIncluded: false }, OPENS_AT))).toMatchObject({ faults: [{ rule: 'TOO_LARGE' }] });
  });

  it('says what is missing, and that terms moved on', () => {
    const lot = new LotCase(termsWith());
    const attempt = { companyId: 'a', termsVersion: 1, amount: fen(400_000), promisedDate: '2026-12-05', validUntil: null, confirmDrop: false, quality: 1_000 };
    const pace = { betweenBidsMs: 0 };
    expect(refusal(decideBid(lot.state, attempt, ['NDA', 'CAPABILITY'], OPENS_AT, pace))).toEqual({ code: 'NOT_QUALIFIED', missing: ['NDA', 'CAPABILITY'] });
    lot.turn(OPENS_AT, [{ lotId: lot.lotId, type: 'AMENDED', payload: { note: 'steel', terms: termsWith({ termsVersion: 2 }) } }]);
    expect(refusal(decideBid(lot.state, attempt, [], OPENS_AT, pace))).toEqual({ code: 'TERMS_OUTDATED', termsVersion: 2 });
  });

  it('holds the pace of one bid in two seconds, and tells the other reason first', () => {
    const lot = new LotCase(termsWith());
    lot.bid('a', 400_000, OPENS_AT);
    const attempt = { companyId: 'a', termsVersion: 1, amount: fen(390_000), promisedDate: '2026-12-05', validUntil: null, confirmDrop: false, quality: 1_000 };
    const pace = { betweenBidsMs: 2_000 };
    expect(refusal(decideBid(lot.state, attempt, [], OPENS_AT + 1_999, pace))).toEqual({ code: 'LIMIT_REACHED', limit: 1, retryAt: new Date(OPENS_AT + 2_000).toISOString() });
    expect(refusal(decideBid(lot.state, { ...attempt, amount: fen(399_999) }, [], OPENS_AT + 1_999, pace))).toMatchObject({ code: 'BID_ABOVE_CEILING' });
    expect(decideBid(lot.state, attempt, [], OPENS_AT + 2_000, pace).ok).toBe(true);
  });
});

describe('the soft close', () => {
  const lateLot = (given: Partial<typeof softClose> = {}) => new LotCase(termsWith({ ceilingMinor: null }, { softClose: { ...softClose, ...given } }));

  it('N15: moves from the first instant of the window on', () => {
    const early = lateLot();
    early.bid('a', 400_000, CLOSES_AT - 180_001);
    expect(early.state.extensions).toBe(0);
    const late = lateLot();
    late.bid('a', 400_000, CLOSES_AT - 180_000);
    // At the very edge the wished closing is the present one: nothing to move.
    expect(late.state).toMatchObject({ extensions: 0, closesAt: CLOSES_AT });
    const inside = lateLot();
    inside.bid('a', 400_000, CLOSES_AT - 179_999);
    expect(inside.state).toMatchObject({ extensions: 1, closesAt: CLOSES_AT + 1 });
  });

  it('is not moved by ranks behind the trigger, nor by refused bids', () => {
    const lot = lateLot();
    lot.bid('a', 300_000, OPENS_AT);
    lot.bid('b', 310_000, CLOSES_AT - 1_000);
    expect(lot.state.extensions).toBe(0);
    lot.bid('a', 299_999, CLOSES_AT - 1_000);
    expect(lot.state.extensions).toBe(0);
    const second = lateLot({ triggerRank: 2 });
    second.bid('a', 300_000, OPENS_AT);
    second.bid('b', 310_000, CLOSES_AT - 1_000);
    expect(second.state.extensions).toBe(1);
  });

  it('N15: ends after so many extensions, and at the hard close', () => {
    const lot = lateLot({ maxExtensions: 3 });
    let price = 400_000;
    for (let i = 0; i < 10; i += 1) lot.bid('a', price -= 5_000, lot.state.closesAt - 1);
    expect(lot.state.extensions).toBe(3);
    const hard = lateLot({ maxExtensions: 1_000, hardCloseMinutes: 10 });
    price = 400_000;
    for (let i = 0; i < 20; i += 1) hard.bid('a', price -= 5_000, hard.state.closesAt - 1);
    expect(hard.state.closesAt).toBe(CLOSES_AT + 10 * MINUTE);
  });

  it('never moves a sealed lot', () => {
    const lot = new LotCase(termsWith({}, { visibility: 'SEALED', softClose }));
    lot.bid('a', 400_000, CLOSES_AT - 1);
    expect(lot.state.closesAt).toBe(CLOSES_AT);
  });
});

describe('other endings', () => {
  it('closes at the first bid where the rules say so', () => {
    const lot = new LotCase(termsWith({}, { closesAtFirstBid: true }));
    expect(lot.bid('a', 420_000, OPENS_AT).ok).toBe(true);
    expect(lot.state).toMatchObject({ phase: 'EVALUATING', closedAt: OPENS_AT, closesAt: OPENS_AT });
    expect(refusal(lot.bid('b', 100_000, OPENS_AT + 1))).toMatchObject({ code: 'LOT_NOT_OPEN', state: 'EVALUATING' });
  });

  it('lets nobody out of a live lot twice, and sealed bidders come back', () => {
    const live = new LotCase(termsWith());
    live.bid('a', 400_000, OPENS_AT);
    expect(live.withdraw('a', OPENS_AT, null)).toMatchObject({ ok: false, refusal: { code: 'INPUT_REFUSED' } });
    expect(live.withdraw('a', OPENS_AT).ok).toBe(true);
    expect(live.withdraw('a', OPENS_AT)).toMatchObject({ ok: false, refusal: { code: 'STATE_REFUSED', currentState: 'WITHDRAWN' } });
    expect(refusal(live.bid('a', 300_000, OPENS_AT, { confirmDrop: true }))).toEqual({ code: 'NOT_QUALIFIED', missing: ['OUT_OF_LOT'] });

    const sealed = new LotCase(termsWith({}, { visibility: 'SEALED' }));
    sealed.bid('a', 400_000, OPENS_AT);
    expect(sealed.withdraw('a', OPENS_AT, null).ok).toBe(true);
    expect(sealed.bid('a', 410_000, OPENS_AT).ok).toBe(true);
    expect(sealed.state.bidders.get('a')).toMatchObject({ versionNo: 2, state: 'VALID' });
    expect(sealed.withdraw('a', CLOSES_AT, null)).toMatchObject({ ok: false, refusal: { code: 'LOT_NOT_OPEN', state: 'CLOSED' } });
  });
});
