import fc from 'fast-check';
import type { LotFact } from '#contracts/live.protocol';
import type { TenderRulesView } from '#contracts/quoting-tender-terms';
import { CLOSES_AT, LotCase, OPENS_AT, fen, termsWith } from '../../../../test/builders/lots.js';
import { deriveFeed, deriveFeeds, type Listener } from './feed.view.js';
import { bestForBuyer, bidCountForBuyer, ledgerForBuyer, lotView, standingsForBuyer } from './lot.view.js';
import { marketView } from './market.view.js';

const MINUTE = 60_000;
const bidder = (companyId: string): Listener => ({ audience: 'bidder', companyId });
const facts = (lot: LotCase, listener: Listener): LotFact[] => deriveFeed(listener, lot.entries).map((told) => told.fact);
const offer = fc.record({
  company: fc.constantFrom('me', 'rival', 'other'), price: fc.integer({ min: 1_000, max: 420_000 }), withdraw: fc.integer({ min: 0, max: 7 }),
  date: fc.constantFrom('2026-12-03', '2026-12-09'),
});

function play(steps: { company: string; price: number; withdraw: number; date: string }[], visibility: 'SEALED' | 'RANK_ONLY' | 'BEST_PRICE' | 'OPEN', close: boolean, rules: Partial<TenderRulesView> = {}): LotCase {
  const lot = new LotCase(termsWith({}, { visibility, ...rules, confirmDropPercent: '100', improvementMinor: '0' }));
  steps.forEach(({ company, price, withdraw, date }, i) => {
    const now = OPENS_AT + (i + 1) * 1_000;
    if (withdraw === 0 && lot.withdraw(company, now).ok) return;
    lot.bid(company, price, now, { promisedDate: date, nonce: `${company}${i}` });
  });
  lot.turn(OPENS_AT + 30 * MINUTE, [{ lotId: lot.lotId, type: 'QUESTION_ANSWERED', payload: { questionId: 'qst_1', open: 0 } }]);
  if (close) lot.close(CLOSES_AT);
  return lot;
}

describe('feeds of a sealed lot', () => {
  it('are the same to the byte for everybody else, whatever a rival does', () => {
    const sealed: fc.Arbitrary<Partial<TenderRulesView>> = fc.constantFrom(
      { visibility: 'SEALED' as const }, ...(['RANK_ONLY', 'BEST_PRICE', 'OPEN'] as const).map((visibility) => ({ visibility, sealedMinutes: 31, improvementBase: visibility === 'OPEN' ? 'BEST_BID' as const : 'OWN_BID' as const })),
    );
    fc.assert(fc.property(fc.array(offer, { maxLength: 12 }), fc.array(offer, { maxLength: 12 }), sealed, (steps, others, rules) => {
      const quiet = play(steps.filter((s) => s.company !== 'rival'), 'SEALED', false, rules);
      // The same moments for everybody else: the rival's doings come in between.
      const loud = new LotCase(termsWith({}, { ...rules, confirmDropPercent: '100', improvementMinor: '0' }));
      const mine = steps.filter((s) => s.company !== 'rival');
      mine.forEach(({ company, price, withdraw, date }, i) => {
        const now = OPENS_AT + (i + 1) * 1_000;
        const rival = others[i];
        if (rival !== undefined) {
          if (rival.withdraw !== 0 || !loud.withdraw('rival', now - 1).ok) loud.bid('rival', rival.price, now - 1, { promisedDate: rival.date, nonce: 'ff' });
        }
        if (withdraw === 0 && loud.withdraw(company, now).ok) return;
        loud.bid(company, price, now, { promisedDate: date, nonce: `${company}${i}` });
      });
      loud.turn(OPENS_AT + 30 * MINUTE, [{ lotId: loud.lotId, type: 'QUESTION_ANSWERED', payload: { questionId: 'qst_1', open: 0 } }]);
      // Ids of bids are random in life; here they count over all bidders, so they are levelled.
      const level = (value: unknown): string => JSON.stringify(value).replace(/bid_\d+/g, 'bid');
      for (const listener of [{ audience: 'buyer' } as const, { audience: 'observer' } as const, bidder('me'), bidder('other'), bidder('onlooker')]) {
        expect(level(deriveFeed(listener, loud.entries))).toBe(level(deriveFeed(listener, quiet.entries)));
        expect(level(lotView(loud.state, listener))).toBe(level(lotView(quiet.state, listener)));
      }
      expect(standingsForBuyer(loud.state, () => ({ breakdown: null, note: null }))).toBeNull();
      expect(ledgerForBuyer(loud.state, loud.entries)).toBeNull();
      expect([bidCountForBuyer(loud.state), bestForBuyer(loud.state)]).toEqual([null, null]);
    }), { numRuns: 300 });
  });

  it('tell the buyer of the bids when they are opened, and each bidder his rank', () => {
    const lot = new LotCase(termsWith({}, { visibility: 'SEALED' }));
    lot.bid('a', 400_000, OPENS_AT);
    lot.bid('b', 390_000, OPENS_AT + 1);
    lot.close(CLOSES_AT);
    expect(facts(lot, { audience: 'buyer' })).toEqual([
      { type: 'opened', closesAt: new Date(CLOSES_AT).toISOString() },
      { type: 'closed', at: new Date(CLOSES_AT).toISOString(), outcome: 'EVALUATING' },
      { type: 'bids-unsealed', bidCount: 2, best: fen(390_000) },
    ]);
    expect(facts(lot, bidder('a')).at(-1)).toEqual({ type: 'market', market: { rank: 2, bidCount: null, best: null, highestAcceptable: null, others: [] } });
    expect(ledgerForBuyer(lot.state, lot.entries)?.map((entry) => [entry.seq, entry.type, entry.amount?.amountMinor ?? null]))
      .toEqual([[1, 'PUBLISHED', null], [2, 'BID_PLACED', '400000'], [3, 'BID_PLACED', '390000'], [4, 'CLOSED', null], [5, 'OPENED', null]]);
  });

  it('begin to speak to all at once when a sealed beginning is over', () => {
    const lot = new LotCase(termsWith({}, { visibility: 'BEST_PRICE', sealedMinutes: 10, improvementBase: 'BEST_BID', softClose: { windowSeconds: 86_400, extendSeconds: 180, triggerRank: 3, maxExtensions: 9, hardCloseMinutes: 60, scope: 'TRIGGERED_LOT' } }));
    const live = OPENS_AT + 10 * MINUTE;
    expect(lot.bid('a', 400_000, OPENS_AT + 1).ok).toBe(true);
    // Dearer than the best, which nobody may know of; and no extension, which would tell.
    expect(lot.bid('b', 410_000, OPENS_AT + 2).ok).toBe(true);
    expect(lot.withdraw('b', OPENS_AT + 3, null)).toMatchObject({ ok: true, value: { out: false } });
    expect(lot.bid('b', 408_000, OPENS_AT + 4).ok).toBe(true);
    expect([lot.state.extensions, marketView(lot.state, 'b')]).toEqual([0, { rank: null, bidCount: null, best: null, highestAcceptable: fen(420_000), others: [] }]);
    expect([lot.goLive(live - 1), lot.goLive(live), lot.goLive(live)]).toEqual([false, true, false]);
    expect(facts(lot, { audience: 'buyer' }).slice(1)).toEqual([{ type: 'bids-unsealed', bidCount: 2, best: fen(400_000) }]);
    expect(facts(lot, { audience: 'observer' }).map((fact) => fact.type)).toEqual(['opened']);
    expect(facts(lot, bidder('b')).slice(-2)).toEqual([
      { type: 'unsealed', closesAt: new Date(CLOSES_AT).toISOString() },
      { type: 'market', market: { rank: 2, bidCount: 2, best: fen(400_000), highestAcceptable: fen(396_000), others: [] } },
    ]);
    expect(lot.bid('b', 399_000, live)).toMatchObject({ ok: false, refusal: { code: 'BID_ABOVE_CEILING', highestAcceptable: fen(396_000) } });
    expect(lot.withdraw('a', live, null)).toMatchObject({ ok: false, refusal: { code: 'INPUT_REFUSED' } });
  });

  it('stay silent for ever about bids of a cancelled lot', () => {
    const lot = new LotCase(termsWith({}, { visibility: 'SEALED' }));
    lot.bid('a', 400_000, OPENS_AT);
    lot.turn(OPENS_AT + 1, [{ lotId: lot.lotId, type: 'CANCELLED', payload: { reason: 'the mould is put off' } }]);
    expect(JSON.stringify([facts(lot, { audience: 'buyer' }), lotView(lot.state, { audience: 'buyer' })])).not.toContain('400000');
    expect(facts(lot, bidder('a')).slice(-2)).toEqual([
      { type: 'cancelled', reason: 'the mould is put off' },
      { type: 'market', market: { rank: null, bidCount: null, best: null, highestAcceptable: null, others: [] } },
    ]);
  });
});

describe('feeds of a lot that shows ranks only', () => {
  it('never speak of an amount but the own ones and the ceiling', () => {
    fc.assert(fc.property(fc.array(offer, { maxLength: 20 }), fc.boolean(), (steps, close) => {
      const lot = play(steps, 'RANK_ONLY', close);
      const alone = play(steps.filter((s) => s.company === 'me'), 'RANK_ONLY', close);
      const numbers = (entries: LotFact[]) => entries.flatMap((fact) => (fact.type === 'market' ? [fact.market] : []));
      for (const market of numbers(facts(lot, bidder('me')))) {
        expect(market.best).toBeNull();
        expect(market.others).toEqual([]);
      }
      const told = new Set(numbers(facts(alone, bidder('me'))).map((market) => market.highestAcceptable?.amountMinor ?? null).concat('420000', null as never));
      for (const market of numbers(facts(lot, bidder('me')))) expect(told.has(market.highestAcceptable?.amountMinor ?? null)).toBe(true);
    }), { numRuns: 300 });
  });
});

describe('feeds of live lots', () => {
  it('tell what the journey tells, in its order', () => {
    const lot = new LotCase(termsWith({}, { softClose: { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const } }));
    lot.bid('wang', 386_000, OPENS_AT + MINUTE, { alias: 'S7' });
    lot.bid('he', 380_000, OPENS_AT + 2 * MINUTE, { alias: 'S3' });
    const late = CLOSES_AT - 40_000;
    lot.bid('wang', 379_000, late, { alias: 'S7' });
    lot.close(late + 180_000);
    const closesAt = new Date(late + 180_000).toISOString();
    expect(facts(lot, bidder('he'))).toMatchObject([
      { type: 'opened' },
      { type: 'market', market: { rank: null, best: fen(386_000), bidCount: 1 } },
      { type: 'mine', bidId: 'bid_2', state: 'VALID' },
      { type: 'market', market: { rank: 1, best: fen(380_000), bidCount: 2 } },
      { type: 'extended', closesAt, extensions: 1, maxExtensions: 10, why: 'SOFT_CLOSE' },
      { type: 'market', market: { rank: 2, best: fen(379_000), bidCount: 2 } },
      { type: 'closed', at: closesAt, outcome: 'EVALUATING' },
      { type: 'market', market: { rank: 2, highestAcceptable: null } },
    ]);
    expect(facts(lot, { audience: 'buyer' })).toMatchObject([
      { type: 'opened' },
      { type: 'bid', alias: 'S1', rank: 1, amount: fen(386_000), best: fen(386_000), bidCount: 1 },
      { type: 'bid', alias: 'S2', rank: 1, best: fen(380_000), bidCount: 2 },
      { type: 'bid', alias: 'S1', rank: 1, best: fen(379_000), bidCount: 2 },
      { type: 'extended', extensions: 1 },
      { type: 'closed' },
    ]);
    expect(facts(lot, { audience: 'observer' }).map((fact) => fact.type)).toEqual(['opened', 'extended', 'closed']);
    expect(JSON.stringify(deriveFeed({ audience: 'buyer' }, lot.entries))).not.toMatch(/wang|"he"/);
  });

  it('name nobody by what the first closing of the tender made known', () => {
    const [closed, open] = ['lot_first', 'lot_second'].map((lotId) => new LotCase(termsWith(), lotId));
    for (const [company, alias] of [['wang', 'S7'], ['he', 'S3']] as const) closed!.bid(company, 386_000, OPENS_AT + MINUTE, { alias });
    for (const [company, alias] of [['he', 'S3'], ['wang', 'S7']] as const) open!.bid(company, 386_000, OPENS_AT + MINUTE, { alias });
    open!.amend(OPENS_AT + 2 * MINUTE);
    open!.confirm('wang', OPENS_AT + 3 * MINUTE);
    open!.withdraw('he', OPENS_AT + 3 * MINUTE);
    closed!.close(CLOSES_AT);
    expect(standingsForBuyer(closed!.state, () => ({ breakdown: null, note: null }))).toMatchObject([{ bidderId: 'wang' }, { bidderId: 'he' }]);
    // The record of the closed lot names S7 and S3, too.
    const shown = [facts(open!, { audience: 'buyer' }), lotView(open!.state, { audience: 'buyer' }), standingsForBuyer(open!.state, () => ({ breakdown: null, note: null })), ledgerForBuyer(open!.state, open!.entries)];
    expect(JSON.stringify(shown)).not.toMatch(/"S7"|"S3"|wang|"he"/);
    expect(standingsForBuyer(open!.state, () => ({ breakdown: null, note: null }))).toMatchObject([{ alias: 'S2', bidderId: null }]);
    expect(facts(open!, { audience: 'buyer' })).toContainEqual(expect.objectContaining({ type: 'bid-out', alias: 'S1' }));
  });

  it('are moved by own rank, best and count in BEST_PRICE lots, and by every bid in OPEN ones', () => {
    const story = (visibility: 'BEST_PRICE' | 'OPEN'): LotCase => {
      const lot = new LotCase(termsWith({}, { visibility }));
      lot.bid('a', 380_000, OPENS_AT);
      lot.bid('b', 400_000, OPENS_AT + 1);
      lot.bid('b', 390_000, OPENS_AT + 2);
      return lot;
    };
    expect(facts(story('BEST_PRICE'), bidder('a')).filter((fact) => fact.type === 'market')).toHaveLength(2);
    expect(facts(story('OPEN'), bidder('a')).filter((fact) => fact.type === 'market')).toHaveLength(3);
    expect(marketView(story('OPEN').state, 'a').others).toEqual([{ alias: 'S2', amount: fen(390_000), promisedDate: '2026-12-05' }]);
  });

  it('are the same derived together or alone, and only ever grow at the end', () => {
    fc.assert(fc.property(fc.array(offer, { maxLength: 15 }), fc.constantFrom('SEALED' as const, 'RANK_ONLY' as const, 'BEST_PRICE' as const, 'OPEN' as const), (steps, visibility) => {
      const lot = play(steps, visibility, true);
      const listeners: Listener[] = [{ audience: 'buyer' }, { audience: 'observer' }, bidder('me'), bidder('rival')];
      expect(deriveFeeds(listeners, lot.entries)).toEqual(listeners.map((listener) => deriveFeed(listener, lot.entries)));
      const earlier = lot.entries.slice(0, Math.ceil(lot.entries.length / 2));
      for (const listener of listeners) {
        const begun = deriveFeed(listener, earlier);
        expect(deriveFeed(listener, lot.entries).slice(0, begun.length)).toEqual(begun);
      }
    }), { numRuns: 200 });
  });

  it('name bidders to the buyer only when the lot is closed or open to all eyes', () => {
    const words = () => ({ breakdown: null, note: null });
    const lot = new LotCase(termsWith());
    lot.bid('wang', 386_000, OPENS_AT);
    expect(standingsForBuyer(lot.state, words)?.map((s) => s.bidderId)).toEqual([null]);
    lot.close(CLOSES_AT);
    expect(standingsForBuyer(lot.state, words)?.map((s) => s.bidderId)).toEqual(['wang']);
    const open = new LotCase(termsWith({}, { visibility: 'OPEN' }));
    open.bid('wang', 386_000, OPENS_AT);
    expect(standingsForBuyer(open.state, words)?.map((s) => s.bidderId)).toEqual(['wang']);
  });
});
