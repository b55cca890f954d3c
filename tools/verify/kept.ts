import { createHash, createPublicKey, verify } from 'node:crypto';
import { confirmationText, entryText, headText, receiptText, type LotRecordDocument, type RecordEntry } from '#contracts/lot-record';

type Jwk = Pick<LotRecordDocument['key'], 'kty' | 'crv' | 'x'>;
interface Signed { signature: string; keyId: string }
type Head = Signed & { headHash: string };
type Receipt = Signed & { receiptNo: string; decidedAt: string; commitment: string; entryCommitment?: string | null };
type Confirmation = Signed & { receiptNo: string; decidedAt: string; bidId: string; termsVersion: number; entryCommitment: string };

/** What a participant kept: signed heads, and receipts of bids and confirmations. */
export interface Kept { readonly heads: readonly Head[]; readonly receipts: readonly Receipt[]; readonly confirmations: readonly Confirmation[] }

/** Nothing but the record is at hand. */
export const NOTHING_KEPT: Kept = { heads: [], receipts: [], confirmations: [] };

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const strings = (value: object, names: readonly string[]): boolean => names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string');

/** Finds what was kept in an answer of the API, however deep it lies there: a head or receipt by itself, an ack of /live, a whole answer of GraphQL, or a list of these. */
export function keptIn(value: unknown): Kept {
  const kept = { heads: [] as Head[], receipts: [] as Receipt[], confirmations: [] as Confirmation[] };
  const left: unknown[] = [value];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    if (strings(one, ['signature', 'keyId'])) {
      if (strings(one, ['headHash'])) kept.heads.push(one as Head);
      if (strings(one, ['receiptNo', 'decidedAt', 'commitment'])) kept.receipts.push(one as Receipt);
      if (strings(one, ['receiptNo', 'decidedAt', 'bidId', 'entryCommitment']) && 'termsVersion' in one) kept.confirmations.push(one as Confirmation);
    }
    left.push(...Object.values(one).filter((inner) => inner !== undefined));
  }
  return kept;
}

/** Holds a record against what was kept of its lot. `published` are the keys of the house beside those that the record carries. */
export function heldAgainst(record: LotRecordDocument, kept: Kept, published: readonly Jwk[] = []): { problems: string[]; unchecked: string[] } {
  const problems: string[] = [];
  const unchecked: string[] = [];
  const keys = new Map([record.key, ...(record.headKey === undefined ? [] : [record.headKey]), ...published].map((key) => [keyIdOf(key.x), key]));
  const holds = (what: string, { keyId, signature }: Signed, text: string, encoding: 'base64' | 'base64url'): boolean => {
    const key = keys.get(keyId);
    if (key === undefined) problems.push(`${what} is signed by the key ${keyId}, which is neither in the record nor among the published ones: give them with --keys.`);
    else if (!verify(null, Buffer.from(text, 'utf8'), createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: 'jwk' }), Buffer.from(signature, encoding))) {
      problems.push(`The signature of ${what} does not hold for this lot.`);
    } else return true;
    return false;
  };
  const opened = new Set(record.openings.map(({ bidId }) => bidId));
  const nonces = new Map((record.entryNonces ?? []).map(({ seq, nonce }) => [seq, nonce]));
  /** The entry of a receipt, and that it is the very one. */
  const stands = (what: string, entry: RecordEntry | undefined, bidId: string | undefined, { decidedAt, entryCommitment }: { decidedAt: string; entryCommitment?: string | null }): void => {
    if (entry === undefined) return void problems.push(`${what} is of what is not in the record.`);
    if (entry.at !== decidedAt) problems.push(`${what} was decided at ${decidedAt}, and stands in the record at ${entry.at}.`);
    if (entryCommitment === undefined || entryCommitment === null) return void unchecked.push(`Not checked: ${what} is from before receipts bound their entry, so its place among the others is not held by it.`);
    const nonce = nonces.get(entry.seq);
    if (nonce !== undefined) {
      if (sha256(entryText(nonce, entry.hash)) !== entryCommitment) problems.push(`${what} was given for another entry than number ${entry.seq} of the record: this one or one before it was changed.`);
    } else if (opened.has(bidId!)) problems.push(`${what} binds its entry, and the record does not open how.`);
    else unchecked.push(`Not checked: the entry of ${what}, which is not opened for this reader.`);
  };

  for (const head of kept.heads) {
    const what = `the kept head ${head.headHash.slice(0, 16)}`;
    if (holds(what, head, headText(record.lotId, head.headHash), 'base64url') && head.headHash !== record.head.headHash) problems.push(`The record ends with another head than ${what}: the ledger was written anew.`);
  }
  for (const receipt of kept.receipts) {
    const what = `receipt ${receipt.receiptNo}`;
    if (!holds(what, receipt, receiptText(receipt.receiptNo, record.lotId, receipt.decidedAt, receipt.commitment, receipt.entryCommitment ?? null), 'base64')) continue;
    const entry = record.entries.find((one) => one.type === 'BID_PLACED' && one.payload.commitment === receipt.commitment);
    stands(what, entry, entry?.type === 'BID_PLACED' ? entry.payload.bidId : undefined, receipt);
  }
  for (const confirmation of kept.confirmations) {
    const { receiptNo, decidedAt, bidId, termsVersion, entryCommitment } = confirmation;
    const what = `confirmation ${receiptNo}`;
    if (!holds(what, confirmation, confirmationText(receiptNo, record.lotId, decidedAt, bidId, termsVersion, entryCommitment), 'base64')) continue;
    stands(what, record.entries.find((one) => one.type === 'BID_CONFIRMED' && one.payload.bidId === bidId && one.payload.termsVersion === termsVersion), bidId, confirmation);
  }
  return { problems: problems.map((problem) => problem.charAt(0).toUpperCase() + problem.slice(1)), unchecked };
}

/** Id of a key: it is not believed to have the one that stands beside it. */
function keyIdOf(x: string): string {
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 16);
}
