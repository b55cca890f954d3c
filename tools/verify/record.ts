import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from '#kernel';
import { firstBreak, reserveText } from '#contracts/lot-ledger';
import { RECORD_FORMAT, headText, recordBody, shutBids, type LotRecordDocument, type RecordKey } from '#contracts/lot-record';
import { replay } from './course.js';
import { heldAgainst, NOTHING_KEPT, type Kept } from './kept.js';
import { awardedBy } from './ranking.js';

/** What was found in a record. */
export interface Verdict {
  /** Sentences; empty when the record is whole. */
  readonly problems: string[];
  /** What the record alone cannot show, as sentences: it is neither right nor wrong. */
  readonly unchecked: string[];
  /** What it says, when it could be read at all. */
  readonly record: LotRecordDocument | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Checks an exported record without asking anybody: form, signatures, chain, commitments, and by the rules in it the course of the lot, ranking and winner.
 * With `keyIds` given, it must be signed by keys among these; without, by those that it carries. It must say what is `kept` of it, too, whose
 * signatures may be of further `published` keys.
 */
export function verifyRecord(bytes: Uint8Array, keyIds: readonly string[] | null = null, kept: Kept = NOTHING_KEPT, published: readonly Pick<RecordKey, 'kty' | 'crv' | 'x'>[] = []): Verdict {
  let record: LotRecordDocument;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    record = JSON.parse(text) as LotRecordDocument;
    if (canonicalJson(record) !== text) return { problems: ['The file is not in its one canonical form.'], unchecked: [], record: null };
  } catch (error) {
    return { problems: [`The file cannot be read: ${(error as Error).message}`], unchecked: [], record: null };
  }
  try {
    const [found, held] = [check(record, keyIds), heldAgainst(record, kept, published)];
    return { problems: [...found.problems, ...held.problems], unchecked: [...found.unchecked, ...held.unchecked], record };
  } catch (error) {
    return { problems: [`The record is not built as it should be: ${(error as Error).message}`], unchecked: [], record };
  }
}

function check(record: LotRecordDocument, keyIds: readonly string[] | null): Omit<Verdict, 'record'> {
  const problems: string[] = [];
  const want = (holds: boolean, sentence: string): void => { if (!holds) problems.push(sentence); };
  const { signature, ...body } = record;
  const { lotId, key, head, entries } = record;
  want(record.format === RECORD_FORMAT, 'The format is not known.');
  // The house may have changed its secret since the bidding ended.
  const headKey = record.headKey ?? key;
  const ids = [key, headKey].map(({ x }) => createHash('sha256').update(strictBytes(x)).digest('hex').slice(0, 16));
  want(key.kid === ids[0] && headKey.kid === ids[1] && head.keyId === ids[1], 'The key is not the one that it is called.');
  want(keyIds === null || ids.every((id) => keyIds.includes(id)), 'The key is not one that is trusted.');
  want(signed(recordBody(body), signature, key), 'The signature of the record does not hold.');
  want(signed(headText(lotId, head.headHash), head.signature, headKey), 'The signature of the head does not hold.');

  const broken = firstBreak(entries.map((entry) => ({ lotId, ...entry })), sha256);
  if (broken !== null) problems.push(`The chain breaks at entry ${broken.seq} (${broken.why}).`);
  problems.push(...commitments(record));
  const openings = new Map(record.openings.map((opening) => [opening.bidId, opening]));
  const again = replay(entries, openings);
  const shut = shutBids(entries);
  problems.push(...again.problems.map((problem) => `By the rules: ${problem}.`));
  want(again.closingHash === head.headHash, 'The signed head is not the end of the bidding.');
  want(awardedBy(entries) === record.awarded, 'The awarded bid is not the one of the ledger.');
  if (record.viewer === 'BUYER') {
    want(entries.every((entry) => entry.type !== 'BID_PLACED' || openings.has(entry.payload.bidId) || shut.has(entry.payload.bidId)), 'Bids are missing.');
    want(canonicalJson(again.ranking) === canonicalJson(record.ranking), 'The ranking is not what the rules give.');
    want((again.ranking[0]?.bidId ?? null) === record.winner, 'The winner is not the first by the rules.');
  } else want(record.ranking === null && record.winner === null && record.reserve === null, 'A bidder is shown what is not his.');
  return { problems, unchecked: again.unchecked.map((what) => `Not checked: ${what}.`) };
}

/** Every opened bid against its commitment, and the reserve against its own. */
function commitments({ lotId, entries, openings, reserve }: LotRecordDocument): string[] {
  const problems: string[] = [];
  const placed = new Map(entries.flatMap((entry) => (entry.type === 'BID_PLACED' ? [[entry.seq, entry.payload] as const] : [])));
  for (const { seq, bidId, companyId, versionNo, termsVersion, amount, promisedDate, nonce, quality } of openings) {
    const entry = placed.get(seq);
    if (entry?.bidId !== bidId) problems.push(`Bid ${bidId} is not in the ledger.`);
    else {
      if (sha256(canonicalJson({ amount, bidId, lotId, nonce, promisedDate, termsVersion, versionNo })) !== entry.commitment) problems.push(`Bid ${bidId} is not the one that was committed to.`);
      if (sha256(canonicalJson(quality === undefined ? { companyId, nonce } : { companyId, nonce, quality })) !== entry.bidder) problems.push(`Bid ${bidId} is not this company's, or not of this quality.`);
    }
  }
  if (reserve !== null) {
    const terms = entries.flatMap((entry) => (entry.type === 'PUBLISHED' ? [entry.payload] : entry.type === 'AMENDED' ? [entry.payload.terms] : []));
    if (terms.some(({ reserveCommitment }) => reserveCommitment !== sha256(reserveText(lotId, reserve.amountMinor, reserve.nonce)))) problems.push('The reserve is not the one that was set at publication.');
  }
  return problems;
}

function signed(text: string, signature: string, { kty, crv, x }: LotRecordDocument['key']): boolean {
  return verify(null, Buffer.from(text, 'utf8'), createPublicKey({ key: { kty, crv, x }, format: 'jwk' }), strictBytes(signature));
}

/** Bytes of base64url that has only one way to be written; a last letter with loose bits is refused. */
function strictBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new Error('base64url with loose ends');
  return bytes;
}
