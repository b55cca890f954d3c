import fc from 'fast-check';
import { comparableMinor } from '#kernel';
import { firstBreak } from '#contracts/lot-ledger';
import { sha256 } from '../ledger/index.js';
import { CLOSES_AT, LotCase, OPENS_AT, fen, rulesWith, termsWith } from '../../../../test/builders/lots.js';
import { fold, lowestOf, turnsOf, unpublishedLot, type LotState } from './lot-state.policy.js';
import { adjustedPrice, compareBids, scoreText } from './score.policy.js';

const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 2, maxExtensions: 5, hardCloseMinutes: 20, scope: 'TRIGGERED_LOT' as const };
const step = fc.record({
  company: fc.constantFrom('a', 'b', 'c', 'd'), price: fc.integer({ min: 1, max: 500_000 }), after: fc.integer({ min: 1, max: 200_000 }),
  date: fc.constantFrom('2026-12-03', '2026-12-05', '2026-12-09'), withdraw: fc.integer({ min: 0, max: 9 }),
});
const story = fc.record({
  steps: fc.array(step, { maxLength: 40 }),
  visibility: fc.constantFrom('SEALED' as const, 'RANK_ONLY' as const, 'BEST_PRICE' as const, 'OPEN' as const),
  dateWeight: fc.constantFrom(0, 30),
  improvementPercent: fc.constantFrom('0', '1', '2.5'),
});

/** Plays a story and shows every state that the lot went through. */
function play(given: typeof story extends fc.Arbitrary<infer T> ? T : never): { lot: LotCase; states: LotState[]; withdrawnAt: Set<number> } {
  const { visibility, dateWeight, improvementPercent } = given;
  const lot = new LotCase(termsWith({ ceilingMinor: null }, {
    visibility, dateWeight, priceWeight: 100 - dateWeight, improvementPercent, improvementMinor: '0', confirmDropPercent: '100',
    softClose: visibility === 'SEALED' ? null : softClose,
  }));
  const states = [lot.state];
  const withdrawnAt = new Set<number>();
  let now = OPENS_AT;
  for (const { company, price, after, date, withdraw } of given.steps) {
    now += after;
    if (withdraw === 0 && lot.withdraw(company, now).ok) withdrawnAt.add(lot.state.seq);
    else lot.bid(company, price, now, { promisedDate: date });
    lot.close(now);
    states.push(lot.state);
  }
  return { lot, states, withdrawnAt };
}

describe('a lot as the fold of its ledger', () => {
  it('is the same however the ledger is cut', () => {
    fc.assert(fc.property(story, fc.array(fc.nat(200), { maxLength: 5 }), (given, cuts) => {
      const { lot } = play(given);
      const places = [0, ...cuts.map((cut) => cut % (lot.entries.length + 1)).sort((x, y) => x - y), lot.entries.length];
      let state = unpublishedLot(lot.lotId);
      for (let i = 1; i < places.length; i += 1) state = fold(state, lot.entries.slice(places[i - 1], places[i]));
      expect(state).toEqual(lot.state);
      expect(turnsOf(lot.entries).flat()).toEqual(lot.entries);
    }), { numRuns: 200 });
  });

  it('does not change what it was given', () => {
    const lot = new LotCase(termsWith());
    lot.bid('a', 400_000, OPENS_AT);
    const before = lot.state;
    const asItWas = structuredClone(before);
    lot.bid('b', 390_000, OPENS_AT + 1);
    lot.turn(OPENS_AT + 2, [{ lotId: lot.lotId, type: 'CANCELLED', payload: { reason: 'x' } }]);
    expect(before).toEqual(asItWas);
  });

  it('refuses a ledger with a hole', () => {
    const lot = new LotCase(termsWith());
    lot.bid('a', 400_000, OPENS_AT);
    expect(() => fold(unpublishedLot(lot.lotId), lot.entries.slice(1))).toThrow(/does not go on/);
  });

  it('never lets the best amount rise, except after a withdrawal', () => {
    fc.assert(fc.property(story, (given) => {
      const { states, withdrawnAt } = play(given);
      for (let i = 1; i < states.length; i += 1) {
        const [before, after] = [states[i - 1]!, states[i]!];
        if (withdrawnAt.has(after.seq) || after.unsealed !== before.unsealed) continue;
        const [was, is] = [lowestOf(before.ranking), lowestOf(after.ranking)];
        if (was !== null && before.rules.dateWeight === 0) expect(is! <= was).toBe(true);
      }
    }), { numRuns: 200 });
  });

  it('ranks every counting bid once, in the published order, and says nothing while sealed', () => {
    fc.assert(fc.property(story, (given) => {
      const { states } = play(given);
      for (const lot of states) {
        if (!lot.unsealed) { expect(lot.ranking).toEqual([]); continue; }
        const counting = [...lot.bidders.values()].filter((bidder) => ['VALID', 'WON', 'STANDBY', 'LOST'].includes(bidder.state));
        expect(new Set(lot.ranking)).toEqual(new Set(counting));
        const lowest = lowestOf(lot.ranking) ?? 0n;
        const scores = lot.ranking.map((bidder) => Number(scoreText(lot.rules, bidder, lot.ranking[0]!, lowest)));
        for (let i = 1; i < lot.ranking.length; i += 1) {
          expect(compareBids(lot.rules, lot.ranking[i - 1]!, lot.ranking[i]!, lowest)).toBeLessThan(0);
          expect(scores[i]!).toBeLessThanOrEqual(scores[i - 1]!);
        }
        for (const score of scores) { expect(score).toBeGreaterThanOrEqual(0); expect(score).toBeLessThanOrEqual(100); }
      }
    }), { numRuns: 200 });
  });

  it('keeps a chain in which any change is found', () => {
    fc.assert(fc.property(story, fc.nat(), fc.nat(5), (given, place, what) => {
      const { lot } = play(given);
      expect(firstBreak(lot.entries, sha256)).toBeNull();
      const i = place % lot.entries.length;
      const tampered = lot.entries.map((entry, k) => (k !== i ? entry : [
        { ...entry, at: '2026-11-23T08:00:00.001Z' === entry.at ? '2026-11-23T08:00:00.002Z' : '2026-11-23T08:00:00.001Z' },
        { ...entry, payload: { ...entry.payload, alias: 'S99' } },
        { ...entry, type: 'SUSPENDED' },
        { ...entry, hash: sha256(entry.hash) },
        { ...entry, lotId: 'lot_other' },
        { ...entry, turn: entry.turn + 1 },
      ][what] as typeof entry));
      expect(firstBreak(tampered, sha256)).not.toBeNull();
      if (i < lot.entries.length - 1) expect(firstBreak(lot.entries.filter((_, k) => k !== i), sha256)).not.toBeNull();
    }), { numRuns: 200 });
  });

  it('converts every tax basis the way the kernel does, and a bid on the tender basis not at all', () => {
    const amount = fc.record({ minor: fc.bigInt({ min: 1n, max: 10n ** 12n }), taxIncluded: fc.boolean(), taxRate: fc.constantFrom('0', '1', '3', '6', '9', '13') });
    fc.assert(fc.property(amount, ({ minor, taxIncluded, taxRate }) => {
      const lot = new LotCase(termsWith({ ceilingMinor: null }, { confirmDropPercent: '100' }));
      const money = { amountMinor: minor.toString(), currency: 'CNY', taxIncluded, taxRate };
      expect(lot.bid('a', money, OPENS_AT).ok).toBe(true);
      const { comparable } = lot.state.bidders.get('a')!;
      expect(comparable).toBe(comparableMinor(minor, money, lot.state.basis));
      if (taxIncluded && taxRate === '13') expect(comparable).toBe(minor);
      // There and back again is off by less than one unit of the smaller amount.
      const back = comparableMinor(comparable, lot.state.basis, money);
      expect(back - minor <= 1n && minor - back <= 1n).toBe(true);
    }));
  });
});

describe('ranking', () => {
  it('breaks ties by price, then date, then who came first', () => {
    const lot = new LotCase(termsWith());
    lot.bid('late', 400_000, OPENS_AT, { promisedDate: '2026-12-09' });
    lot.bid('second', 400_000, OPENS_AT + 1, { promisedDate: '2026-12-04' });
    lot.bid('third', 400_000, OPENS_AT + 2, { promisedDate: '2026-12-05' });
    expect(lot.state.ranking.map((bidder) => bidder.companyId)).toEqual(['second', 'third', 'late']);
  });

  it('puts lateness on the price of live lots, so that a newcomer turns nobody round', () => {
    const rules = rulesWith({ priceWeight: 70, dateWeight: 30 });
    // Ten days late at a weight of 30 cost 30 %.
    expect(adjustedPrice(rules, { comparable: 1_000n, daysLate: 10, promisedDate: '2026-12-15', quality: 1_000, seq: 1 })).toBe(130_000_000n);
    const lot = new LotCase(termsWith({}, { priceWeight: 70, dateWeight: 30 }));
    lot.bid('cheap', 360_000, OPENS_AT, { promisedDate: '2026-12-15' });
    lot.bid('punctual', 400_000, OPENS_AT + 1, { promisedDate: '2026-12-05' });
    expect(lot.state.ranking.map((bidder) => bidder.companyId)).toEqual(['punctual', 'cheap']);
    expect(lowestOf(lot.state.ranking)).toBe(360_000n);
  });

  it('puts faults of the past on the price of live lots, and takes points for them in sealed ones, exactly', () => {
    const rules = rulesWith({ priceWeight: 80, qualityWeight: 20 });
    // Half of the pieces with a fault at a weight of 20 cost 10 %.
    expect(adjustedPrice(rules, { comparable: 1_000n, daysLate: 0, promisedDate: '2026-12-05', quality: 500, seq: 1 })).toBe(110_000_000n);
    const lot = new LotCase(termsWith({}, { priceWeight: 80, qualityWeight: 20 }));
    lot.bid('cheap', 380_000, OPENS_AT, { quality: 500 });
    lot.bid('good', 400_000, OPENS_AT + 1, { quality: 960 });
    expect(lot.state.ranking.map((bidder) => bidder.companyId)).toEqual(['good', 'cheap']);
    const sealed = new LotCase(termsWith({}, { visibility: 'SEALED', priceWeight: 60, qualityWeight: 40 }));
    sealed.bid('cheap', 360_000, OPENS_AT, { quality: 500 });
    sealed.bid('good', 400_000, OPENS_AT + 1, { quality: 1_000 });
    sealed.close(CLOSES_AT);
    expect(sealed.state.ranking.map((bidder) => [bidder.companyId, scoreText(sealed.state.rules, bidder, sealed.state.ranking[0]!, 360_000n)])).toEqual([['good', '94'], ['cheap', '80']]);
    // Where it is not weighed it decides nothing.
    const plain = new LotCase(termsWith());
    plain.bid('cheap', 380_000, OPENS_AT, { quality: 0 });
    plain.bid('good', 400_000, OPENS_AT + 1, { quality: 1_000 });
    expect(plain.state.ranking.map((bidder) => bidder.companyId)).toEqual(['cheap', 'good']);
  });

  it('weighs sealed bids against the lowest price, exactly', () => {
    const lot = new LotCase(termsWith({}, { visibility: 'SEALED', priceWeight: 60, dateWeight: 40 }));
    lot.bid('cheap', 360_000, OPENS_AT, { promisedDate: '2026-12-15' });
    lot.bid('punctual', 400_000, OPENS_AT + 1, { promisedDate: '2026-12-05' });
    expect(lot.state.ranking).toEqual([]);
    expect(lot.close(CLOSES_AT)).toBe(true);
    expect(lot.state.ranking.map((bidder) => [bidder.companyId, scoreText(lot.state.rules, bidder, lot.state.ranking[0]!, 360_000n)]))
      .toEqual([['punctual', '94'], ['cheap', '60']]);
  });

  it('leaves bids of an unsuccessful sealed lot closed for ever', () => {
    const lot = new LotCase(termsWith({}, { visibility: 'SEALED', minBids: 2 }));
    lot.bid('a', 360_000, OPENS_AT);
    lot.close(CLOSES_AT);
    expect(lot.state).toMatchObject({ phase: 'UNSUCCESSFUL', unsealed: false, ranking: [] });
    expect(lot.state.bidders.get('a')?.state).toBe('LOST');
    expect(lot.state.bidders.get('a')?.amount).toEqual(fen(360_000));
  });
});
