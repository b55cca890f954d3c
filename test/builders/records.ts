import { canonicalJson, instantText } from '#kernel';
import type { LotEventPayloads, LotTerms } from '#contracts/lot-ledger';
import { confirmationText, entryText, headText, receiptText, recordBody, type LotRecordDocument, type RecordOpening } from '#contracts/lot-record';
import { signingKey } from '#platform/tickets';
import { decideDisqualification } from '../../apps/quoting/src/bidding/disqualification.policy.js';
import { bidderText, commitmentText } from '../../apps/quoting/src/bidding/receipt.policy.js';
import { recordOf } from '../../apps/quoting/src/bidding/record.view.js';
import { sha256 } from '../../apps/quoting/src/ledger/index.js';
import { closingAfterAmendment } from '../../apps/quoting/src/tenders/lot-amendment.policy.js';
import { goOnAfter, type LotTimes } from '../../apps/quoting/src/tenders/suspension.policy.js';
import { fen, type LotCase } from './lots.js';

/** The key that signs the records of the specs. */
export const recordKey = signingKey('a secret of the specs, at least 32 characters');

export type UnsignedRecord = Omit<LotRecordDocument, 'signature'>;

/** A record as it is exported, signed by whoever holds the key: the house, or an insider. */
export function bytesOf(record: UnsignedRecord): Buffer {
  return Buffer.from(canonicalJson({ ...record, signature: recordKey.sign(recordBody(record)) }), 'utf8');
}

/** The record of a lot as its buyer exports it, or the company that is named. */
export function exported(lot: LotCase, viewer: 'BUYER' | 'BIDDER' = 'BUYER', companyId: string | null = null): UnsignedRecord {
  const openings = lot.entries.flatMap((entry): RecordOpening[] => (entry.type === 'BID_PLACED' && entry.bid !== undefined && (companyId === null || entry.bid.companyId === companyId) ? [{
    seq: entry.seq, bidId: entry.payload.bidId, companyId: entry.bid.companyId, versionNo: entry.payload.versionNo, termsVersion: entry.payload.termsVersion,
    amount: entry.bid.amount, promisedDate: entry.bid.promisedDate, nonce: '00', ...(lot.state.rules.qualityWeight > 0 ? { quality: entry.bid.quality } : {}),
  }] : []));
  const closing = lot.entries.findLast((entry) => entry.turn === lot.entries.find((one) => one.type === 'CLOSED')!.turn)!;
  const head = { headHash: closing.hash, signature: recordKey.sign(headText(lot.lotId, closing.hash)), keyId: recordKey.keyId, signedAt: closing.at };
  const entryNonces = lot.entries.flatMap(({ seq, type, payload }) => ((type === 'BID_PLACED' || type === 'BID_CONFIRMED') && openings.some(({ bidId }) => bidId === (payload as { bidId: string }).bidId) ? [{ seq, nonce: nonceOf(seq) }] : []));
  return recordOf(lot.lotId, lot.entries, { viewer, openings, entryNonces, reserve: null, head, key: recordKey.publicJwk });
}

const nonceOf = (seq: number): string => `salt ${seq}`;

/** The receipts of a lot's bids and confirmations as their companies were given them, and its head, if it is closed. */
export function keptOf(lot: LotCase): { receipts: object[]; confirmations: object[]; head: object | null } {
  const signed = (text: string): { signature: string; keyId: string } => ({ signature: Buffer.from(recordKey.sign(text), 'base64url').toString('base64'), keyId: recordKey.keyId });
  const bound = lot.entries.map((entry) => ({ entry, receiptNo: `R${entry.seq}`, decidedAt: entry.at, entryCommitment: sha256(entryText(nonceOf(entry.seq), entry.hash)) }));
  return {
    receipts: bound.flatMap(({ entry, ...receipt }) => (entry.type !== 'BID_PLACED' ? [] : [{ ...receipt, commitment: entry.payload.commitment, nonce: '00', ...signed(receiptText(receipt.receiptNo, lot.lotId, entry.at, entry.payload.commitment, receipt.entryCommitment)) }])),
    confirmations: bound.flatMap(({ entry, ...receipt }) => {
      if (entry.type !== 'BID_CONFIRMED') return [];
      const { bidId, termsVersion } = entry.payload;
      return [{ ...receipt, bidId, termsVersion, ...signed(confirmationText(receipt.receiptNo, lot.lotId, entry.at, bidId, termsVersion, receipt.entryCommitment)) }];
    }),
    head: lot.state.closedAt === null ? null : exported(lot).head,
  };
}

const timesOf = ({ opensAt, closesAt, plannedClosesAt, unsealsAt }: LotCase['state']): LotTimes => (
  { opensAt: new Date(opensAt), closesAt: new Date(closesAt), plannedClosesAt: new Date(plannedClosesAt), unsealsAt: unsealsAt === null ? null : new Date(unsealsAt) });

/** Amends a lot with the time to answer that the rules leave. */
export function amendInTime(lot: LotCase, now: number, given: Partial<LotTerms>): void {
  lot.amend(now, { ...given, closesAt: instantText(closingAfterAmendment(timesOf(lot.state), null, new Date(now))) });
}

/** Stops the clock of a lot and lets it go on. */
export function pause(lot: LotCase, from: number, until: number): void {
  const { closesAt, plannedClosesAt, unsealsAt } = goOnAfter(timesOf(lot.state), new Date(from), new Date(until));
  lot.turn(from, [{ lotId: lot.lotId, type: 'SUSPENDED', payload: { reason: 'a file' } }]);
  lot.turn(until, [{ lotId: lot.lotId, type: 'RESUMED', payload: { closesAt: instantText(closesAt), plannedClosesAt: instantText(plannedClosesAt), ...(unsealsAt === null ? {} : { unsealsAt: instantText(unsealsAt) }) } }]);
}

/** Takes a company's bid out of the ranking if its buyer may. */
export function disqualify(lot: LotCase, companyId: string, now: number): void {
  const own = lot.state.bidders.get(companyId);
  if (own !== undefined && decideDisqualification(lot.state, own.bidId, now)?.ok === true) lot.turn(now, [{ lotId: lot.lotId, type: 'BID_DISQUALIFIED', payload: { bidId: own.bidId, alias: own.alias, reason: 'false data' } }]);
}

/** Writes a bid that no rule took, with a commitment that holds, and perhaps an extension in the same moment: what an insider can do. */
export function forge(lot: LotCase, minor: number, now: number, { versionNo = 1, companyId = 'friend', alias = companyId, promisedDate = '2026-12-05', extended }: { versionNo?: number; companyId?: string; alias?: string; promisedDate?: string; extended?: LotEventPayloads['EXTENDED'] } = {}): void {
  const [amount, bidId, { termsVersion }] = [fen(minor), `bid_forged_${lot.state.seq}`, lot.state];
  const commitment = sha256(commitmentText({ amount, bidId, lotId: lot.lotId, nonce: '00', promisedDate, termsVersion, versionNo }));
  lot.turn(now, [
    { lotId: lot.lotId, type: 'BID_PLACED', payload: { bidId, alias, versionNo, termsVersion, commitment, bidder: sha256(bidderText(companyId, '00', null)) } },
    ...(extended === undefined ? [] : [{ lotId: lot.lotId, type: 'EXTENDED' as const, payload: extended }]),
  ], { companyId, amount, promisedDate, quality: 1_000 });
}
