import fc from 'fast-check';
import { CLOSES_AT, LotCase, OPENS_AT, fen, termsWith } from '../../../../test/builders/lots.js';
import { chainEntries, sha256 } from '../ledger/index.js';
import { deriveFeed } from './feed.view.js';
import { highestAcceptable } from './improvement.policy.js';
import { comparableOn, fold, rankOf, unpublishedLot } from './lot-state.policy.js';
import { decideTurn, type ProxySeat, type Turn } from './turn.policy.js';

let ids = 0;
const proxy = (companyId: string, floor: number | ProxySeat['floor'], given: Partial<ProxySeat> = {}): ProxySeat => ({
  companyId, floor: typeof floor === 'number' ? fen(floor) : floor, step: 100n, promisedDate: '2026-12-05', termsVersion: 1, quality: 1_000, gaps: [], alias: companyId,
  draw: () => ({ bidId: `bid_p${ids += 1}`, nonce: '00' }), ...given,
});
const seat = (companyId: string, amount: number) => ({
  attempt: { companyId, termsVersion: 1, amount: fen(amount), promisedDate: '2026-12-05', validUntil: null, confirmDrop: true, quality: 1_000 }, gaps: [], alias: companyId, bidId: `bid_m${ids += 1}`, nonce: '00',
});
const turnOf = (lot: LotCase, now: number, proxies: ProxySeat[], seats: ReturnType<typeof seat>[] = []): Turn => {
  const turn = decideTurn(lot.state, seats, now, { betweenBidsMs: 0 }, chainEntries, sha256, proxies);
  lot.entries.push(...turn.entries);
  lot.state = turn.after;
  return turn;
};
const bids = ({ entries }: Turn) => entries.flatMap((entry) => (entry.type === 'BID_PLACED' ? [[entry.bid!.companyId, Number(entry.bid!.amount.amountMinor)]] : []));
const free = { improvementPercent: '0', improvementMinor: '1' };

describe('automatic bidding', () => {
  it('begins at the ceiling, answers by its step, and stops at its floor', () => {
    const lot = new LotCase(termsWith({}, free));
    expect(bids(turnOf(lot, OPENS_AT, [proxy('p', 390_000)]))).toEqual([['p', 419_901]]);
    expect(bids(turnOf(lot, OPENS_AT + 1, [proxy('p', 390_000)], [seat('a', 400_000)]))).toEqual([['a', 400_000], ['p', 399_900]]);
    expect(bids(turnOf(lot, OPENS_AT + 2, [proxy('p', 390_000)], [seat('a', 390_050)]))).toEqual([['a', 390_050], ['p', 390_000]]);
    expect(bids(turnOf(lot, OPENS_AT + 3, [proxy('p', 390_000)], [seat('a', 389_999)]))).toEqual([['a', 389_999]]);
    expect(rankOf(lot.state, 'a')).toBe(1);
  });

  it('settles a duel of two floors in a few bids, for the lower one just below the other, and for the first at a tie', () => {
    const lot = new LotCase(termsWith({}, free));
    expect(bids(turnOf(lot, OPENS_AT, [proxy('high', 350_000), proxy('low', 200_000)]))).toEqual([['high', 350_000], ['low', 349_900]]);
    const tie = new LotCase(termsWith({}, free));
    expect(bids(turnOf(tie, OPENS_AT, [proxy('first', 350_000), proxy('later', 350_000)]))).toEqual([['first', 350_000]]);
    // Also when the first one led already before the later one was set, alone or with others.
    for (const later of [[proxy('later', 350_000)], [proxy('later', 350_000), proxy('last', 350_000)]]) {
      const defended = new LotCase(termsWith({}, free));
      turnOf(defended, OPENS_AT, [proxy('first', 350_000)], [seat('a', 400_000)]);
      expect(bids(turnOf(defended, OPENS_AT + 1, [proxy('first', 350_000), ...later]))).toEqual([['first', 350_000]]);
    }
    const attacked = new LotCase(termsWith({}, free));
    turnOf(attacked, OPENS_AT, [proxy('later', 350_000)], [seat('a', 400_000)]);
    expect(bids(turnOf(attacked, OPENS_AT + 1, [proxy('first', 350_000), proxy('later', 350_000)]))).toEqual([['first', 350_000]]);
  });

  it('keeps the hand off while it is on, sleeps while bids are sealed, and holds to the bidder\'s own tax', () => {
    const lot = new LotCase(termsWith({}, free));
    const turn = turnOf(lot, OPENS_AT, [proxy('p', 390_000)], [seat('p', 300_000)]);
    expect(turn.verdicts).toMatchObject([{ taken: false, refusal: { code: 'NOT_QUALIFIED', missing: ['PROXY_ON'] } }]);
    const sealed = new LotCase(termsWith({}, { ...free, sealedMinutes: 10 }));
    expect(bids(turnOf(sealed, OPENS_AT, [proxy('p', 390_000)], [seat('a', 400_000)]))).toEqual([['a', 400_000]]);
    expect(bids(turnOf(sealed, OPENS_AT + 600_000, [proxy('p', 390_000)]))).toEqual([['p', 399_900]]);
    const small = new LotCase(termsWith({}, free));
    turnOf(small, OPENS_AT, [], [seat('a', 400_000)]);
    turnOf(small, OPENS_AT + 1, [proxy('p', { amountMinor: '300000', currency: 'CNY', taxIncluded: true, taxRate: '3' })]);
    const { amount, comparable } = small.state.bidders.get('p')!;
    expect([amount.taxRate, comparable <= 399_900n, comparable > 399_800n]).toEqual(['3', true, true]);
  });

  it('leaves the hand free where it cannot act: on other terms, or when the day that it promises has passed', () => {
    const lot = new LotCase(termsWith({ wantedDate: '2026-11-20' }, free));
    const unable = [proxy('p', 390_000, { termsVersion: 2 }), proxy('q', 390_000, { promisedDate: '2026-11-22' })];
    expect(turnOf(lot, OPENS_AT, unable, [seat('p', 400_000), seat('q', 395_000)]).verdicts.map(({ taken }) => taken)).toEqual([true, true]);
  });

  it('leaves the hand free where a rival lies below its floor, and acts nowhere where only ranks are shown', () => {
    const lot = new LotCase(termsWith({}, free));
    const beaten = turnOf(lot, OPENS_AT, [proxy('p', 350_000)], [seat('a', 300_000), seat('p', 290_000)]);
    expect(beaten.verdicts.map(({ taken }) => taken)).toEqual([true, true]);
    expect(turnOf(lot, OPENS_AT + 1, [proxy('p', 350_000)], [seat('p', 280_000)]).verdicts).toMatchObject([{ taken: false, refusal: { missing: ['PROXY_ON'] } }]);
    const hidden = new LotCase(termsWith({}, { ...free, visibility: 'RANK_ONLY' }));
    const turn = turnOf(hidden, OPENS_AT, [proxy('p', 100_000, { step: 1n })], [seat('a', 387_654), seat('p', 400_000)]);
    expect([turn.automatic, turn.verdicts.map(({ taken }) => taken)]).toEqual([[], [true, true]]);
  });

  it('acts for nobody who may not bid, and on no terms but those that were read', () => {
    const lot = new LotCase(termsWith({}, free));
    expect(bids(turnOf(lot, OPENS_AT, [proxy('p', 1, { gaps: ['NDA'] }), proxy('q', 1, { termsVersion: 2 })], [seat('a', 400_000)]))).toEqual([['a', 400_000]]);
  });

  const rules = fc.record({ improvementPercent: fc.constantFrom('0', '1', '2.5'), improvementBase: fc.constantFrom('OWN_BID' as const, 'BEST_BID' as const), weights: fc.constantFrom<readonly number[]>([100, 0], [70, 30]), visibility: fc.constantFrom('BEST_PRICE' as const, 'OPEN' as const) });
  const floors = fc.array(fc.record({ floor: fc.integer({ min: 1_000, max: 420_000 }), step: fc.bigInt({ min: 1n, max: 5_000n }), date: fc.constantFrom('2026-12-05', '2026-12-09') }), { minLength: 1, maxLength: 5 });
  const hands = fc.array(fc.record({ company: fc.constantFrom('a', 'b'), amount: fc.integer({ min: 1_000, max: 420_000 }) }), { maxLength: 8 });

  it('never goes below a floor, never bids against itself, ends in few bids, and leaves a ledger that replays', () => {
    fc.assert(fc.property(rules, floors, hands, ({ weights: [priceWeight, dateWeight], ...given }, wishes, moves) => {
      const lot = new LotCase(termsWith({}, { ...given, priceWeight: priceWeight!, dateWeight: dateWeight!, improvementMinor: '1' }));
      const proxies = wishes.map(({ floor, step, date }, i) => proxy(`p${i}`, floor, { step, promisedDate: date }));
      turnOf(lot, OPENS_AT, proxies);
      moves.forEach(({ company, amount }, i) => {
        const turn = turnOf(lot, OPENS_AT + 1 + i, proxies, [seat(company, amount)]);
        expect(turn.automatic.length).toBeLessThanOrEqual(3 * proxies.length + 1);
      });
      for (const { companyId, floor } of proxies) {
        const bidder = lot.state.bidders.get(companyId);
        if (bidder !== undefined) expect(bidder.comparable >= BigInt(floor.amountMinor)).toBe(true);
      }
      // Whoever does not lead could not have led at its floor.
      const leader = lot.state.ranking[0];
      for (const one of proxies.filter(({ companyId }) => companyId !== leader?.companyId)) {
        const highest = highestAcceptable(lot.state, one.companyId);
        const floor = comparableOn(lot.state, one.floor);
        if (highest !== null && floor > highest) continue;
        const copy = new LotCase(termsWith({}, { ...given, priceWeight: priceWeight!, dateWeight: dateWeight!, improvementMinor: '1' }));
        copy.state = lot.state;
        copy.bid(one.companyId, Number(one.floor.amountMinor), OPENS_AT + 1_000, { promisedDate: one.promisedDate, confirmDrop: true });
        expect(rankOf(copy.state, one.companyId)).not.toBe(1);
      }
      expect(fold(unpublishedLot(lot.lotId), lot.entries)).toEqual(lot.state);
      expect(lot.state.closesAt).toBeLessThanOrEqual(CLOSES_AT);
    }), { numRuns: 300 });
  });

  it('tells nobody of a floor that was not reached: with another floor below it, every feed is the same', () => {
    fc.assert(fc.property(hands, fc.integer({ min: 1, max: 900 }), (moves, other) => {
      const feeds = [500, other].map((floor) => {
        ids = 0;
        const lot = new LotCase(termsWith({}, free));
        turnOf(lot, OPENS_AT, [proxy('p', floor)]);
        moves.forEach(({ company, amount }, i) => turnOf(lot, OPENS_AT + 1 + i, [proxy('p', floor)], [seat(company, Math.max(amount, 2_000))]));
        return [{ audience: 'buyer' as const }, { audience: 'bidder' as const, companyId: 'a' }, { audience: 'bidder' as const, companyId: 'p' }].map((listener) => deriveFeed(listener, lot.entries));
      });
      expect(JSON.stringify(feeds[1])).toBe(JSON.stringify(feeds[0]));
    }), { numRuns: 200 });
  });
});
