import { signingKey } from '#platform/tickets';
import { receiptText } from '#contracts/lot-record';
import { CLOSES_AT, LotCase, OPENS_AT, termsWith } from '../../test/builders/lots.js';
import { amendInTime, bytesOf, exported, forge, keptOf, recordKey } from '../../test/builders/records.js';
import { keptIn } from './kept.js';
import { verifyRecord } from './record.js';

const sealed = (): LotCase => new LotCase(termsWith({}, { visibility: 'SEALED', softClose: null, showBidCount: false }));
const held = (lot: LotCase, kept: unknown, companyId: string | null = null, published: Parameters<typeof verifyRecord>[3] = []) => (
  verifyRecord(bytesOf(companyId === null ? exported(lot) : exported(lot, 'BIDDER', companyId)), null, keptIn(kept), published));

/** A sealed lot with a bid that was confirmed after an amendment, and what its bidder kept; as its insider tells it after `forgery` before the bid. */
function confirmed(forgery: (lot: LotCase) => void = () => {}, confirms = true): LotCase {
  const lot = sealed();
  forgery(lot);
  lot.bid('wang', 380_000, OPENS_AT + 2);
  amendInTime(lot, OPENS_AT + 3, {});
  if (confirms) lot.confirm('wang', OPENS_AT + 4);
  lot.close(CLOSES_AT);
  return lot;
}

describe('a record held against what a participant kept', () => {
  it('is whole with all of it, in every shape in which it is handed out, for buyer and bidder', () => {
    const lot = confirmed();
    const { receipts: [receipt], confirmations: [confirmation], head } = keptOf(lot);
    for (const kept of [head, { lotId: lot.lotId, ...head }, receipt, { ok: true, bidId: 'bid_1', receipt, confirmation }, { data: { placeBid: { bid: { id: 'bid_1', receipt } } } }, [receipt, confirmation, head]]) {
      expect(Object.values(keptIn(kept)).flat().length).toBeGreaterThan(0);
      for (const companyId of [null, 'wang']) expect(held(lot, kept, companyId)).toMatchObject({ problems: [], unchecked: [] });
    }
    expect(Object.values(keptIn({ receiptNo: 'R1', commitment: 7, list: [null, undefined, 'x'] })).flat()).toEqual([]);
  });

  it('N73: is not, when the ledger was written anew with the key: a friend at the same price before the first, the head signed again', () => {
    const kept = keptOf(confirmed());
    const rewritten = confirmed((lot) => forge(lot, 380_000, OPENS_AT + 1));
    expect(held(rewritten, {}).problems).toEqual([]);
    expect(held(rewritten, kept.head).problems).toEqual([expect.stringMatching(/another head than the kept head [0-9a-f]{16}: the ledger was written anew/)]);
    expect(held(rewritten, kept.receipts).problems).toEqual([expect.stringMatching(/^Receipt R2 was given for another entry than number 3/)]);
    expect(held(rewritten, kept.confirmations).problems).toEqual([expect.stringMatching(/^Confirmation R4 was given for another entry than number 5/)]);
    expect(held(confirmed(undefined, false), kept.confirmations).problems).toEqual([expect.stringMatching(/^Confirmation R4 is of what is not in the record/)]);
  });

  it('N73: is not, when a bid vanished, came at another time, or its entry is not opened to whom it is', () => {
    const [lot, kept] = [confirmed(), keptOf(confirmed())];
    const late = sealed();
    late.bid('wang', 380_000, OPENS_AT + 9);
    late.close(CLOSES_AT);
    expect(held(late, kept.receipts).problems.join(' ')).toMatch(/was decided at .*, and stands in the record at .*given for another entry/);
    const record = exported(lot);
    record.entryNonces = [];
    expect(verifyRecord(bytesOf(record), null, keptIn(kept.receipts)).problems).toEqual([expect.stringMatching(/the record does not open how/)]);
    const vanished = sealed();
    vanished.bid('he', 390_000, OPENS_AT + 2);
    vanished.close(CLOSES_AT);
    expect(held(vanished, kept.receipts).problems).toEqual(['Receipt R2 is of what is not in the record.']);
    expect(held(vanished, kept.receipts, 'he').problems).toEqual(['Receipt R2 is of what is not in the record.']);
  });

  it('believes no signature that does not hold, and asks for keys that are not at hand', () => {
    const lot = confirmed();
    const [receipt] = keptOf(lot).receipts as { receiptNo: string; decidedAt: string; commitment: string; entryCommitment: string; signature: string; keyId: string }[];
    expect(held(lot, { ...receipt!, decidedAt: new Date(OPENS_AT).toISOString() }).problems).toEqual([expect.stringMatching(/signature of receipt R2 does not hold/)]);
    expect(held(lot, { ...receipt!, entryCommitment: null }).problems).toEqual([expect.stringMatching(/signature of receipt R2 does not hold/)]);
    const old = signingKey('the secret that the house had before this one');
    const { receiptNo, decidedAt, commitment, entryCommitment } = receipt!;
    const before = { ...receipt!, keyId: old.keyId, signature: old.sign(receiptText(receiptNo, lot.lotId, decidedAt, commitment, entryCommitment)) };
    expect(held(lot, before).problems).toEqual([expect.stringMatching(/neither in the record nor among the published ones/)]);
    expect(held(lot, before, null, [old.publicJwk]).problems).toEqual([]);
    // From before receipts bound their entry: held without its place, and said.
    const unbound = { ...receipt!, entryCommitment: null, signature: recordKey.sign(receiptText(receiptNo, lot.lotId, decidedAt, commitment, null)) };
    expect(held(lot, unbound)).toMatchObject({ problems: [], unchecked: [expect.stringMatching(/receipt R2 is from before receipts bound their entry/)] });
  });

  it('says what a bidder\'s record cannot show of the receipts of others', () => {
    const lot = sealed();
    lot.bid('wang', 380_000, OPENS_AT + 2);
    lot.bid('he', 370_000, OPENS_AT + 3);
    lot.close(CLOSES_AT);
    expect(held(lot, keptOf(lot).receipts, 'he')).toMatchObject({ problems: [], unchecked: expect.arrayContaining([expect.stringMatching(/the entry of receipt R2, which is not opened/)]) });
  });
});
