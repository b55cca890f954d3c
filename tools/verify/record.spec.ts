import fc from 'fast-check';
import { canonicalJson, instantText } from '#kernel';
import { headText, recordBody, type LotRecordDocument, type RecordOpening } from '#contracts/lot-record';
import type { TenderRulesView } from '#contracts/quoting-tender-terms';
import { signingKey } from '#platform/tickets';
import { recordOf } from '../../apps/quoting/src/bidding/record.view.js';
import { CLOSES_AT, LotCase, OPENS_AT, fen, termsWith } from '../../test/builders/lots.js';
import { verifyRecord } from './record.js';

const key = signingKey('a secret of the specs, at least 32 characters');
const bytesOf = (record: Omit<LotRecordDocument, 'signature'>) => Buffer.from(canonicalJson({ ...record, signature: key.sign(recordBody(record)) }), 'utf8');

/** The record of a lot as its buyer exports it. */
function exported(lot: LotCase, viewer: 'BUYER' | 'BIDDER' = 'BUYER', companyId: string | null = null): Omit<LotRecordDocument, 'signature'> {
  const openings = lot.entries.flatMap((entry): RecordOpening[] => (entry.type === 'BID_PLACED' && entry.bid !== undefined && (companyId === null || entry.bid.companyId === companyId) ? [{
    seq: entry.seq, bidId: entry.payload.bidId, companyId: entry.bid.companyId, versionNo: entry.payload.versionNo, termsVersion: entry.payload.termsVersion,
    amount: entry.bid.amount, promisedDate: entry.bid.promisedDate, nonce: '00', ...(lot.state.rules.qualityWeight > 0 ? { quality: entry.bid.quality } : {}),
  }] : []));
  const closing = lot.entries.findLast((entry) => entry.turn === lot.entries.find((one) => one.type === 'CLOSED')!.turn)!;
  const head = { headHash: closing.hash, signature: key.sign(headText(lot.lotId, closing.hash)), keyId: key.keyId, signedAt: closing.at };
  return recordOf(lot.lotId, lot.entries, { viewer, openings, reserve: null, head, key: key.publicJwk });
}

const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 2, maxExtensions: 5, hardCloseMinutes: 20, scope: 'TRIGGERED_LOT' as const };
const step = fc.record({
  company: fc.constantFrom('a', 'b', 'c', 'd'), price: fc.integer({ min: 1, max: 500_000 }), after: fc.integer({ min: 1, max: 200_000 }),
  date: fc.constantFrom('2026-12-03', '2026-12-05', '2026-12-09', '2026-12-30'), withdraw: fc.integer({ min: 0, max: 9 }), amend: fc.integer({ min: 0, max: 11 }), quality: fc.integer({ min: 0, max: 1_000 }), tax: fc.constantFrom('13', '3', '1', '0'), included: fc.boolean(),
});
const rules = fc.record({
  visibility: fc.constantFrom('SEALED' as const, 'RANK_ONLY' as const, 'BEST_PRICE' as const, 'OPEN' as const), weights: fc.constantFrom([100, 0, 0], [60, 25, 15], [70, 30, 0], [80, 0, 20]),
  improvementPercent: fc.constantFrom('0', '1'), minBids: fc.constantFrom(1, 3), sealedMinutes: fc.constantFrom(null, 12), tieOrder: fc.constantFrom(['PRICE', 'DATE', 'FIRST_COME'] as const, ['PRICE', 'LATENESS'] as const),
});
type Steps = { company: string; price: number; after: number; date: string; withdraw: number; amend: number; quality: number; tax: string; included: boolean }[];

function played(steps: Steps, given: { weights: readonly number[] } & Pick<TenderRulesView, 'visibility' | 'improvementPercent' | 'minBids' | 'sealedMinutes'> & { tieOrder: readonly TenderRulesView['tieOrder'][number][] }): LotCase {
  const { weights: [priceWeight, dateWeight, qualityWeight], sealedMinutes, tieOrder, ...rest } = given;
  const sealed = given.visibility === 'SEALED';
  const lot = new LotCase(termsWith({ ceilingMinor: null }, {
    ...rest, tieOrder: [...tieOrder], priceWeight: priceWeight!, dateWeight: dateWeight!, qualityWeight: qualityWeight!, improvementMinor: '0', confirmDropPercent: '100',
    sealedMinutes: sealed ? null : sealedMinutes, softClose: sealed ? null : softClose,
  }));
  let now = OPENS_AT;
  for (const { company, price, after, date, withdraw, amend, quality, tax, included } of steps) {
    now += after;
    lot.goLive(now);
    if (amend === 0 && now < lot.state.closesAt) lot.amend(now, { wantedDate: date, ceilingMinor: price % 2 === 0 ? null : String(price + 50_000), closesAt: instantText(new Date(lot.state.closesAt + 60_000)) });
    if (amend < 5 && lot.confirm(company, now).ok) continue;
    if (withdraw !== 0 || !lot.withdraw(company, now).ok) lot.bid(company, { amountMinor: String(price), currency: 'CNY', taxIncluded: included, taxRate: tax }, now, { promisedDate: date, quality });
    if (lot.close(now)) break;
  }
  lot.close(lot.state.closesAt);
  return lot;
}

/** A closed lot with something of everything: tax bases, a tie, an extension, a withdrawal, an award that fell. */
function aFullLot(): LotCase {
  const lot = new LotCase(termsWith({}, { softClose, priceWeight: 70, dateWeight: 30 }));
  lot.bid('wang', 386_000, OPENS_AT + 1, { alias: 'S7' });
  lot.bid('he', { amountMinor: '333000', currency: 'CNY', taxIncluded: false, taxRate: '1' }, OPENS_AT + 2, { alias: 'S3', promisedDate: '2026-12-08' });
  lot.bid('li', 386_000, OPENS_AT + 3, { alias: 'S9', promisedDate: '2026-12-01' });
  lot.withdraw('he', OPENS_AT + 4);
  lot.bid('wang', 380_000, CLOSES_AT - 1_000, { alias: 'S7' });
  lot.close(lot.state.closesAt);
  const award = (awardId: string, bidId: string, state: string, lotState: 'AWARDED' | null, at: number) => lot.turn(at, [{ lotId: lot.lotId, type: 'AWARDED', payload: { awardId, bidId, state, lotState } }]);
  const after = lot.state.closesAt + 1;
  award('awd_1', 'bid_4', 'OFFERED', 'AWARDED', after);
  award('awd_1', 'bid_4', 'DECLINED', null, after + 1);
  award('awd_2', 'bid_3', 'OFFERED', 'AWARDED', after + 2);
  return lot;
}

describe('verifying a record', () => {
  it('finds a whole record whole, and tells first and awarded', () => {
    const { problems, record } = verifyRecord(bytesOf(exported(aFullLot())));
    expect(problems).toEqual([]);
    expect([record!.winner, record!.awarded, record!.ranking!.map(({ bidId }) => bidId)]).toEqual(['bid_4', 'bid_3', ['bid_4', 'bid_3']]);
    expect(verifyRecord(bytesOf(exported(aFullLot())), [key.keyId]).problems).toEqual([]);
    expect(verifyRecord(bytesOf(exported(aFullLot())), ['0123456789abcdef']).problems).toEqual(['The key is not one that is trusted.']);
    expect(verifyRecord(bytesOf(exported(aFullLot(), 'BIDDER', 'wang'))).problems).toEqual([]);
  });

  it('finds every bidder\'s record whole where the rules want more bids than its reader has', () => {
    const lot = new LotCase(termsWith({}, { minBids: 2 }));
    for (const company of ['wang', 'he', 'li']) lot.bid(company, 386_000, OPENS_AT + 1);
    lot.withdraw('li', OPENS_AT + 2);
    lot.close(CLOSES_AT);
    for (const company of ['wang', 'he', 'li']) expect(verifyRecord(bytesOf(exported(lot, 'BIDDER', company))).problems).toEqual([]);
    lot.entries.findLast((entry) => entry.type === 'CLOSED')!.payload.outcome = 'UNSUCCESSFUL';
    expect(verifyRecord(bytesOf(exported(lot, 'BIDDER', 'wang'))).problems.join(' ')).toMatch(/an outcome that the number of bids does not give/);
  });

  it('computes the ranking of any lot as the engine did, without a line of the engine', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), rules, (steps, given) => {
      const lot = played(steps, given);
      if (lot.state.unsealed) expect(verifyRecord(bytesOf(exported(lot))).problems).toEqual([]);
      for (const companyId of ['nobody', ...lot.state.bidders.keys()]) expect(verifyRecord(bytesOf(exported(lot, 'BIDDER', companyId))).problems).toEqual([]);
    }), { numRuns: 300 });
  });

  it('N74: finds 1,000 of 1,000 edits of one byte, wherever they fall', () => {
    const whole = bytesOf(exported(aFullLot()));
    expect(verifyRecord(whole).problems).toEqual([]);
    let [found, seed] = [0, 20261128];
    const chance = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const missed: string[] = [];
    for (let i = 0; i < 1_000; i += 1) {
      const edited = Buffer.from(whole);
      const at = chance(edited.length);
      edited[at] = (edited[at]! + 1 + chance(255)) % 256;
      if (verifyRecord(edited).problems.length > 0) found += 1;
      else missed.push(`${at}: ${whole.subarray(at - 20, at + 5).toString()} became ${edited.subarray(at - 20, at + 5).toString()}`);
    }
    expect([found, missed]).toEqual([1_000, []]);
  }, 60_000);

  it('finds every possible edit of the last letters of key and signatures, where loose bits would hide', () => {
    const whole = bytesOf(exported(aFullLot())).toString();
    const { signature, head, key: { x } } = JSON.parse(whole) as LotRecordDocument;
    for (const text of [signature, head.signature, x]) {
      for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
        const edited = whole.replace(text, text.slice(0, -1) + letter);
        if (edited !== whole) expect(verifyRecord(Buffer.from(edited)).problems).not.toEqual([]);
      }
    }
  });

  it('N73: finds what an insider with the signing key changed: an order, an opening, a winner, a bid left out', () => {
    const record = exported(aFullLot());
    const lie = (change: (copy: typeof record) => void): string => {
      const copy = structuredClone(record);
      change(copy);
      return verifyRecord(bytesOf(copy)).problems.join(' ');
    };
    expect(lie((copy) => copy.ranking!.reverse())).toMatch(/ranking is not what the rules give/);
    expect(lie((copy) => { copy.winner = 'bid_3'; })).toMatch(/winner is not the first/);
    expect(lie((copy) => { copy.awarded = 'bid_4'; })).toMatch(/awarded bid/);
    expect(lie((copy) => { copy.openings[0]!.amount = fen(1); })).toMatch(/bid_1 is not the one that was committed to/);
    expect(lie((copy) => { copy.openings[0]!.companyId = 'li'; })).toMatch(/bid_1 is not this company's/);
    expect(lie((copy) => { copy.openings.pop(); })).toMatch(/Bids are missing/);
    expect(lie((copy) => { copy.entries.splice(2, 1); })).toMatch(/chain breaks at entry 3/);
    expect(lie((copy) => { copy.head.headHash = copy.entries.at(-1)!.hash; })).toMatch(/signature of the head.*signed head is not the end/);
    expect(lie((copy) => { copy.reserve = { amountMinor: '1', nonce: 'x' }; })).toMatch(/reserve is not the one/);
  });

  it('takes nothing that is no record, and never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map((text) => Buffer.from(text))), (bytes) => {
      expect(verifyRecord(bytes).problems.length).toBeGreaterThan(0);
    }));
  });
});
