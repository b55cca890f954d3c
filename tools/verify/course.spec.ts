import fc from 'fast-check';
import { instantText } from '#kernel';
import type { LotEventDraft, LotEventPayloads, LotEventType, LotTerms } from '#contracts/lot-ledger';
import type { TenderRulesView } from '#contracts/quoting-tender-terms';
import { CLOSES_AT, LotCase, OPENS_AT, termsWith } from '../../test/builders/lots.js';
import { amendInTime, bytesOf, disqualify, exported, forge, pause } from '../../test/builders/records.js';
import { verifyRecord } from './record.js';

const text = (ms: number): string => instantText(new Date(ms));
const verified = (lot: LotCase) => verifyRecord(bytesOf(exported(lot)));
const minutes = (many: number): number => many * 60_000;

const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 2, maxExtensions: 5, hardCloseMinutes: 20, scope: 'TRIGGERED_LOT' as const };
const companies = ['a', 'b', 'c', 'd'];
const step = fc.record({
  company: fc.constantFrom(...companies), price: fc.integer({ min: 1, max: 500_000 }), after: fc.integer({ min: 1, max: 200_000 }), date: fc.constantFrom('2026-12-03', '2026-12-05', '2026-12-09', '2026-12-30'),
  withdraw: fc.integer({ min: 0, max: 9 }), amend: fc.integer({ min: 0, max: 11 }), halt: fc.integer({ min: 0, max: 14 }), oust: fc.integer({ min: 0, max: 14 }), tax: fc.constantFrom('13', '3', '1', '0'), included: fc.boolean(),
});
const rules = fc.record({
  visibility: fc.constantFrom('SEALED' as const, 'RANK_ONLY' as const, 'BEST_PRICE' as const, 'OPEN' as const), weights: fc.constantFrom<number[]>([100, 0, 0], [60, 25, 15], [70, 30, 0], [80, 0, 20]),
  improvementPercent: fc.constantFrom('0', '1', '2.5'), improvementBase: fc.constantFrom('OWN_BID' as const, 'BEST_BID' as const), improvementBands: fc.constantFrom<TenderRulesView['improvementBands'][]>([], [{ fromMinor: '1000', percent: '0.333333', minor: '7' }, { fromMinor: '200000', percent: '5', minor: '0' }]),
  minBids: fc.constantFrom(1, 3), sealedMinutes: fc.constantFrom(null, 12), tieOrder: fc.constantFrom<TenderRulesView['tieOrder'][]>(['PRICE', 'DATE', 'FIRST_COME'], ['PRICE', 'LATENESS']),
  qualities: fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 4, maxLength: 4 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Given = typeof rules extends fc.Arbitrary<infer T> ? T : never;

/** A lot of any course that the engine lets it take. */
function played(steps: readonly Step[], { weights: [priceWeight, dateWeight, qualityWeight], sealedMinutes, qualities, ...rest }: Given): LotCase {
  const sealed = rest.visibility === 'SEALED';
  const lot = new LotCase(termsWith({ ceilingMinor: null }, {
    ...rest, priceWeight: priceWeight!, dateWeight: dateWeight!, qualityWeight: qualityWeight!, improvementMinor: '0', confirmDropPercent: '100', sealedMinutes: sealed ? null : sealedMinutes, softClose: sealed ? null : softClose,
  }));
  let now = OPENS_AT;
  for (const { company, price, after, date, withdraw, amend, halt, oust, tax, included } of steps) {
    now += after;
    lot.goLive(now);
    if (amend === 0 && now < lot.state.closesAt) amendInTime(lot, now, { wantedDate: date, ceilingMinor: price % 2 === 0 ? null : String(price + 50_000) });
    else if (halt === 0 && now < lot.state.closesAt) pause(lot, now, now += after);
    if (oust === 0) disqualify(lot, company, now);
    if (amend < 5 && lot.confirm(company, now).ok) continue;
    if (withdraw !== 0 || !lot.withdraw(company, now).ok) lot.bid(company, { amountMinor: String(price), currency: 'CNY', taxIncluded: included, taxRate: tax }, now, { promisedDate: date, quality: qualities[companies.indexOf(company)]! });
    if (lot.close(now)) break;
  }
  lot.close(lot.state.closesAt);
  return lot;
}

const quick = { windowSeconds: 60, extendSeconds: 60, triggerRank: 1, maxExtensions: 1, hardCloseMinutes: 60, scope: 'TRIGGERED_LOT' as const };
const open = (given: Partial<TenderRulesView> = {}, terms: Partial<LotTerms> = {}): LotCase => new LotCase(termsWith(terms, { softClose: quick, ...given }));
/** Writes what no rule gave. */
const write = <T extends LotEventType>(lot: LotCase, now: number, type: T, payload: LotEventPayloads[T]): void => { lot.turn(now, [{ lotId: lot.lotId, type, payload } as LotEventDraft]); };
const softly = (closesAt: number, extensions = 1): LotEventPayloads['EXTENDED'] => ({ closesAt: text(closesAt), extensions, maxExtensions: 1, why: 'SOFT_CLOSE' });

describe('the course of a lot in its record', () => {
  it('is found whole, and its ranking computed, as the engine made it, without a line of the engine: for the buyer and for every bidder', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), rules, (steps, given) => {
      const lot = played(steps, given);
      if (lot.state.unsealed) expect(verified(lot)).toMatchObject({ problems: [], unchecked: [] });
      for (const companyId of ['nobody', ...lot.state.bidders.keys()]) expect(verifyRecord(bytesOf(exported(lot, 'BIDDER', companyId))).problems).toEqual([]);
    }), { numRuns: 300 });
  });

  it.each<[string, RegExp, (lot: LotCase) => void]>([
    ['an extension without a bid, longer than the rule, the ninth of one, in which a friend wins', /no bid brought about.*counted wrongly|counted wrongly.*no bid brought about/, (lot) => {
      write(lot, CLOSES_AT - 1, 'EXTENDED', softly(CLOSES_AT + minutes(50), 9));
      forge(lot, 380_000, CLOSES_AT + minutes(49));
    }],
    ['an extension that is too long', /another time than the rules give/, (lot) => forge(lot, 380_000, CLOSES_AT - 1, { extended: softly(CLOSES_AT + minutes(5)) })],
    ['an extension by a bid that came in good time', /no bid brought about/, (lot) => forge(lot, 380_000, OPENS_AT + 5, { extended: softly(CLOSES_AT + minutes(1)) })],
    ['an extension by a bid of no leading rank', /no bid brought about/, (lot) => forge(lot, 400_001, CLOSES_AT - 1, { extended: softly(CLOSES_AT - 1 + minutes(1)) })],
    ['more extensions than the rules allow', /no bid brought about/, (lot) => {
      forge(lot, 380_000, CLOSES_AT - 1, { extended: softly(CLOSES_AT - 1 + minutes(1)) });
      forge(lot, 370_000, lot.state.closesAt - 1, { versionNo: 2, extended: softly(lot.state.closesAt - 1 + minutes(1), 2) });
    }],
    ['a late leading bid without the extension that it owes', /owes is missing/, (lot) => forge(lot, 390_000, CLOSES_AT - 1)],
    ['an extension with another lot where none goes along', /another lot that the rules do not know/, (lot) => write(lot, CLOSES_AT - 1, 'EXTENDED', { ...softly(CLOSES_AT + minutes(1), 0), why: 'OTHER_LOT' })],
    ['an outage that gives back more than there was', /outage that the rules do not give/, (lot) => write(lot, CLOSES_AT, 'EXTENDED', { ...softly(CLOSES_AT + minutes(90), 0), why: 'OUTAGE' })],
    ['an outage before the closing', /outage that the rules do not give/, (lot) => write(lot, CLOSES_AT - minutes(9), 'EXTENDED', { ...softly(CLOSES_AT + minutes(9), 0), why: 'OUTAGE' })],
    ['a bid of a company that is out', /company that is out/, (lot) => {
      lot.withdraw('wang', OPENS_AT + 3);
      forge(lot, 390_000, OPENS_AT + 4, { companyId: 'wang', versionNo: 2 });
    }],
    ['a company that left a live lot and is not out of it', /left a live lot/, (lot) => write(lot, OPENS_AT + 3, 'BID_WITHDRAWN', { bidId: 'bid_1', alias: 'wang', reason: null, out: false })],
    ['a bid above the own last one', /as far below/, (lot) => forge(lot, 400_001, OPENS_AT + 4, { companyId: 'wang', versionNo: 2 })],
    ['a bid that is not a step below the own last one', /as far below/, (lot) => forge(lot, 396_001, OPENS_AT + 4, { companyId: 'wang', versionNo: 2 })],
    ['one company under two names', /two names/, (lot) => forge(lot, 390_000, OPENS_AT + 4, { companyId: 'wang', alias: 'another' })],
    ['a day that has passed', /day in the past/, (lot) => forge(lot, 390_000, OPENS_AT + 4, { promisedDate: '2026-11-22' })],
    ['a bid under the number of another one', /version that does not follow/, (lot) => forge(lot, 390_000, OPENS_AT + 4, { companyId: 'wang' })],
    ['a clock that goes on without having been stopped, to an early end', /without having been stopped/, (lot) => write(lot, OPENS_AT + 3, 'RESUMED', { closesAt: text(OPENS_AT + 4) })],
    ['a clock that goes on with less time than was left', /other time than was left/, (lot) => {
      write(lot, OPENS_AT + 3, 'SUSPENDED', { reason: 'a file' });
      write(lot, OPENS_AT + minutes(2), 'RESUMED', { closesAt: text(CLOSES_AT - minutes(20)), plannedClosesAt: text(CLOSES_AT - minutes(20)) });
    }],
    ['a clock that is stopped just after the end, for a friend who bids an hour later', /a clock stopped that does not run/, (lot) => {
      write(lot, CLOSES_AT + 1_000, 'SUSPENDED', { reason: 'a file' });
      write(lot, CLOSES_AT + 1_000 + minutes(60), 'RESUMED', { closesAt: text(CLOSES_AT + minutes(60)), plannedClosesAt: text(CLOSES_AT + minutes(60)) });
      forge(lot, 380_000, CLOSES_AT + minutes(60) - 1);
    }],
    ['terms that change just after the end', /terms that changed after the closing/, (lot) => {
      lot.amend(CLOSES_AT + 1, { closesAt: text(CLOSES_AT + minutes(11)) });
      forge(lot, 380_000, CLOSES_AT + minutes(10));
    }],
    ['many short stops that each bring the end a little nearer', /other time than was left/, (lot) => {
      for (let now = OPENS_AT + 10; now < OPENS_AT + 50; now += 2) {
        write(lot, now, 'SUSPENDED', { reason: 'a file' });
        write(lot, now + 1, 'RESUMED', { closesAt: text(lot.state.closesAt), plannedClosesAt: text(lot.state.plannedClosesAt) });
      }
    }],
    ['a withdrawal just after the end', /a withdrawal outside/, (lot) => write(lot, CLOSES_AT, 'BID_WITHDRAWN', { bidId: 'bid_1', alias: 'wang', reason: null, out: true })],
    ['a hard close that moved while the clock stood', /hard close that moved/, (lot) => {
      write(lot, OPENS_AT + 3, 'SUSPENDED', { reason: 'a file' });
      write(lot, OPENS_AT + 3 + minutes(2), 'RESUMED', { closesAt: text(CLOSES_AT + minutes(2)), plannedClosesAt: text(CLOSES_AT + minutes(99)) });
    }],
    ['rules that changed after a bid', /rules that changed/, (lot) => lot.amend(OPENS_AT + 4, { rules: { ...lot.state.rules, priceWeight: 1, dateWeight: 99 } })],
    ['an amendment that brings the closing nearer', /without the time/, (lot) => lot.amend(OPENS_AT + 4, { closesAt: text(CLOSES_AT - minutes(25)) })],
    ['an amendment in the last moment, that nobody can answer', /without the time/, (lot) => lot.amend(CLOSES_AT - 1)],
    ['sealed bids that are opened before their time', /opened before their time/, (lot) => write(lot, OPENS_AT + 4, 'OPENED', { bidCount: 1 })],
    ['a bid after the end', /goes on after its end/, (lot) => {
      lot.close(CLOSES_AT);
      forge(lot, 380_000, CLOSES_AT + 1);
    }],
  ])('N73: shows what an insider with the key made up: %s', (_what, sentence, forgery) => {
    const lot = open();
    lot.bid('wang', 400_000, OPENS_AT + 1);
    forgery(lot);
    lot.close(lot.state.closesAt);
    expect(verified(lot).problems.join(' ')).toMatch(sentence);
  });

  it('N73: holds a lot at a fixed price to its first bid, and a sealed one to its opening', () => {
    const fixed = open({ closesAtFirstBid: true, softClose: null });
    forge(fixed, 400_000, OPENS_AT + 1);
    forge(fixed, 380_000, OPENS_AT + 2, { companyId: 'other' });
    fixed.close(CLOSES_AT);
    expect(verified(fixed).problems.join(' ')).toMatch(/a bid that ends the bidding and did not/);
    const sealed = open({ visibility: 'SEALED', softClose: null });
    write(sealed, OPENS_AT + 1, 'OPENED', { bidCount: 0 });
    forge(sealed, 380_000, OPENS_AT + 2);
    sealed.close(CLOSES_AT);
    expect(verified(sealed).problems.join(' ')).toMatch(/opened before their time/);
  });

  it('measures the hard close from the plan that an outage moved, and says that the outage itself is not in the record', () => {
    const lot = open({}, { ceilingMinor: null });
    const back = CLOSES_AT + minutes(30);
    const end = back + minutes(60);
    write(lot, back, 'EXTENDED', { ...softly(end, 0), why: 'OUTAGE' });
    forge(lot, 380_000, end - 1, { extended: softly(end - 1 + minutes(1)) });
    lot.close(lot.state.closesAt);
    expect(verified(lot)).toMatchObject({ problems: [], unchecked: [expect.stringMatching(/entry 2 gave back the time of an outage/)] });
  });

  it('says that another lot of the tender moved the closing, which only its own record can show', () => {
    const lot = open({ softClose: { ...quick, scope: 'ALL_LOTS' } });
    write(lot, CLOSES_AT - 1, 'EXTENDED', { ...softly(CLOSES_AT + minutes(1), 0), why: 'OTHER_LOT' });
    lot.close(lot.state.closesAt);
    expect(verified(lot)).toMatchObject({ problems: [], unchecked: [expect.stringMatching(/entry 2 moved the closing with that of another lot/)] });
  });

  it('is checked in part for a bidder, who is told what was left, and still finds what needs no price of others', () => {
    const lot = open();
    lot.bid('wang', 400_000, OPENS_AT + 1);
    lot.bid('he', 390_000, CLOSES_AT - 1);
    lot.close(lot.state.closesAt);
    const own = verifyRecord(bytesOf(exported(lot, 'BIDDER', 'wang')));
    expect(own).toMatchObject({ problems: [], unchecked: [expect.stringMatching(/1 of 2 bids are not opened for this reader/)] });
    const forged = open();
    forged.bid('wang', 400_000, OPENS_AT + 1);
    forge(forged, 380_000, CLOSES_AT - 1, { extended: softly(CLOSES_AT + minutes(5)) });
    forged.close(forged.state.closesAt);
    expect(verifyRecord(bytesOf(exported(forged, 'BIDDER', 'wang'))).problems.join(' ')).toMatch(/another time than the rules give/);
  });
});
