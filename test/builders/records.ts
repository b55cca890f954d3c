import { canonicalJson } from '#kernel';
import { headText, recordBody, type LotRecordDocument, type RecordOpening } from '#contracts/lot-record';
import { signingKey } from '#platform/tickets';
import { recordOf } from '../../apps/quoting/src/bidding/record.view.js';
import type { LotCase } from './lots.js';

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
  return recordOf(lot.lotId, lot.entries, { viewer, openings, reserve: null, head, key: recordKey.publicJwk });
}
