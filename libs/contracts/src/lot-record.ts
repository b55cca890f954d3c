import { canonicalJson, type Money } from '#kernel';
import type { LotEventPayloads, LotEventType } from './lot-ledger.js';

/** One entry of a record; its lot is named once for all of them. */
export type RecordEntry = { [K in LotEventType]: { seq: number; turn: number; type: K; at: string; payload: LotEventPayloads[K]; hash: string } }[LotEventType];

/** A bid opened for the reader of a record: with these values its commitment, and with them the ledger, can be recomputed. */
export interface RecordOpening {
  seq: number; bidId: string; companyId: string; versionNo: number; termsVersion: number; amount: Money; promisedDate: string; nonce: string;
  /** Record of the supplier in thousandths, where the rules weigh it; bound together with the company. */
  quality?: number;
}

/**
 * Bids that were sealed and did not stand when the sealed bids were opened: replaced, withdrawn, or not confirmed, also later. The buyer reads their
 * amounts only when nothing is decided by them any more.
 */
export function shutBids(entries: readonly { [K in LotEventType]: { readonly type: K; readonly payload: LotEventPayloads[K] } }[LotEventType][]): Set<string> {
  const opened = entries.findIndex(({ type }) => type === 'OPENED');
  if (opened === -1) return new Set();
  const shut = new Set<string>();
  let standing = new Map<string, string>();
  for (const { type, payload } of entries.slice(0, opened)) {
    if (type === 'BID_PLACED') shut.add(payload.bidId);
    if (type === 'BID_PLACED' || type === 'BID_CONFIRMED') standing.set(payload.alias, payload.bidId);
    if (type === 'BID_WITHDRAWN' || type === 'BID_DISQUALIFIED') standing.delete(payload.alias);
    if (type === 'AMENDED') standing = new Map();
  }
  for (const { type, payload } of entries.slice(opened)) if (type === 'BID_CONFIRMED') shut.delete(payload.bidId);
  for (const bidId of standing.values()) shut.delete(bidId);
  return shut;
}

/** A public key of the house (RFC 8037). */
export interface RecordKey { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; use: 'sig'; alg: 'EdDSA' }

/** A ledger's head when bidding ended, signed at that moment. */
export interface SignedHead { headHash: string; signature: string; keyId: string; signedAt: string }

/**
 * Everything about a closed lot that one participant may know, from which anybody can recompute the rest. The buyer's record opens all bids, but for
 * `shutBids` while the lot is not at its end; a bidder's its own. It is exported as canonical JSON and is only whole in that form, byte for byte.
 */
export interface LotRecordDocument {
  format: 'mouldshare-lot-record-1';
  lotId: string;
  viewer: 'BUYER' | 'BIDDER';
  entries: RecordEntry[];
  openings: RecordOpening[];
  /** Salts of `entryCommitment` in the receipts of bids and confirmations that this reader sees opened, by number of the entry; absent in records from before. */
  entryNonces?: { seq: number; nonce: string }[];
  /** Bids by rank when bidding ended; null in a bidder's record. */
  ranking: { bidId: string; rank: number; comparableMinor: string }[] | null;
  /** The first rank; null in a bidder's record, and without a bid that counts. */
  winner: string | null;
  /** Bid whose award stands at the time of the export. */
  awarded: string | null;
  /** The buyer's secret reserve, opened for the buyer alone. */
  reserve: { amountMinor: string; nonce: string } | null;
  head: SignedHead;
  /** The public key of both signatures; compare it with the published one. */
  key: RecordKey;
  /** The public key of the head where the house has changed its secret since; published, too. */
  headKey?: RecordKey;
  /** Ed25519 over the canonical JSON of everything else, base64url. */
  signature: string;
}

export const RECORD_FORMAT = 'mouldshare-lot-record-1';

/** Text that the signature of a head covers, one value per line. */
export function headText(lotId: string, headHash: string): string {
  return `${lotId}\n${headHash}`;
}

/**
 * Text whose SHA-256 a receipt carries as `entryCommitment`: it binds the house to the very entry, and with its chain to all before it. Salted, because
 * of a sealed lot the plain hash, held against those of every number of bids before it, would tell how many there were; the record opens the salt.
 */
export function entryText(entryNonce: string, entryHash: string): string {
  return `${entryNonce}\n${entryHash}`;
}

/** Text that the signature of a bid's receipt covers, one value per line; receipts from before they bound their entry end with the commitment. */
export function receiptText(receiptNo: string, lotId: string, decidedAt: string, commitment: string, entryCommitment: string | null): string {
  return [receiptNo, lotId, decidedAt, commitment, ...(entryCommitment === null ? [] : [entryCommitment])].join('\n');
}

/** Text that the signature of a confirmation's receipt covers, one value per line. */
export function confirmationText(receiptNo: string, lotId: string, decidedAt: string, bidId: string, termsVersion: number, entryCommitment: string): string {
  return [receiptNo, lotId, decidedAt, bidId, termsVersion, entryCommitment].join('\n');
}

/** Text that the signature of a record covers. */
export function recordBody(record: Omit<LotRecordDocument, 'signature'>): string {
  return canonicalJson(record);
}
