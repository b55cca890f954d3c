import fc from 'fast-check';
import { headText, type LotRecordDocument } from '#contracts/lot-record';
import { signingKey } from '#platform/tickets';
import { ledgerForBuyer } from '../../apps/quoting/src/bidding/lot.view.js';
import { CLOSES_AT, LotCase, OPENS_AT, fen, termsWith } from '../../test/builders/lots.js';
import { bytesOf, exported, recordKey } from '../../test/builders/records.js';
import { verifyRecord } from './record.js';

const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 2, maxExtensions: 5, hardCloseMinutes: 20, scope: 'TRIGGERED_LOT' as const };
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
    expect(verifyRecord(bytesOf(exported(aFullLot())), [recordKey.keyId]).problems).toEqual([]);
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

  it('holds a head against the key that the house had then, which must be trusted as well', () => {
    const [old, record] = [signingKey('the secret that the house had before this one'), exported(aFullLot())];
    record.head = { ...record.head, keyId: old.keyId, signature: old.sign(headText(record.lotId, record.head.headHash)) };
    expect(verifyRecord(bytesOf(record)).problems.join(' ')).toMatch(/not the one that it is called.*signature of the head/);
    const whole = bytesOf({ ...record, headKey: old.publicJwk });
    expect(verifyRecord(whole).problems).toEqual([]);
    expect(verifyRecord(whole, [recordKey.keyId, old.keyId]).problems).toEqual([]);
    expect(verifyRecord(whole, [recordKey.keyId]).problems).toEqual(['The key is not one that is trusted.']);
  });

  it('reads ledgers from before reasons were kept by their hash', () => {
    const lot = new LotCase(termsWith());
    lot.bid('wang', 386_000, OPENS_AT + 1);
    lot.bid('he', 380_000, OPENS_AT + 1);
    lot.turn(OPENS_AT + 2, [{ lotId: lot.lotId, type: 'BID_WITHDRAWN', payload: { bidId: 'bid_1', alias: 'wang', reason: 'typing error', out: true } }]);
    lot.turn(OPENS_AT + 3, [{ lotId: lot.lotId, type: 'BID_DISQUALIFIED', payload: { bidId: 'bid_2', alias: 'he', reason: 'false data' } }]);
    lot.close(CLOSES_AT);
    expect(verifyRecord(bytesOf(exported(lot))).problems).toEqual([]);
    expect(ledgerForBuyer(lot.state, lot.entries)!.flatMap(({ reason }) => reason ?? [])).toEqual(['typing error', 'false data']);
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
