import { randomBytes } from 'node:crypto';
import type { TaxBasis } from '#kernel';
import type { LedgerEntry } from '#contracts/lot-ledger';
import { confirmationText, entryText } from '#contracts/lot-record';
import type { LotState as LotPhase, TenderRulesView } from '#contracts/quoting-tender-terms';
import type { Tx } from '#platform/database';
import type { SigningKey } from '#platform/tickets';
import { sha256 } from '../ledger/index.js';
import { bidView, type StoredBid } from './bid.view.js';
import { offerOf, type KeptOffer, type Opens } from './offer.view.js';
import { receiptNo } from './receipt.policy.js';
import type { BidView, ConfirmationReceiptView } from '#contracts/quoting-bidding';

/** A bid with what of its lot it is shown with. */
export interface BidWithLotRow extends Omit<StoredBid, keyof KeptOffer>, KeptOffer {
  lotState: LotPhase;
  rules: TenderRulesView;
  lotCurrency: string;
  lotTaxIncluded: boolean;
  lotTaxRate: string;
  bestMinor: string | null;
}

/** The day of the market at an instant, in SQL: what `marketDay` says of it. */
export const marketDaySql = (instant: string): string => `((${instant}) at time zone 'utc' + interval '8 hours')::date`;

/**
 * State of a bid `b` as its lot `l` leaves it: with a cancelled lot every bid on it is over, and a bid whose validity ended before anybody decided
 * binds nobody any more. Its row says what was decided, this what holds.
 */
export const BID_STATE = `case when b.state in ('VALID', 'NEEDS_CONFIRMATION', 'STANDBY') and (l.state = 'CANCELLED'
  or (l.state in ('EVALUATING', 'PARTIALLY_AWARDED', 'AWARDED', 'COMPLETED') and coalesce(b.confirmed_until, b.valid_until) < ${marketDaySql('clock_timestamp()')})) then 'EXPIRED' else b.state end`;

/** The receipt of the newest confirmation of a bid `b`, null when it was never confirmed, or before confirmations had receipts. */
const CONFIRMATION = `(select json_build_object('receiptNo', c.receipt_no, 'bidId', c.bid_id, 'termsVersion', c.terms_version, 'decidedAt', to_char(c.decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'entryCommitment', c.entry_commitment, 'signature', c.signature, 'keyId', c.key_id) from quoting.bid_confirmations c where c.bid_id = b.id order by c.terms_version desc limit 1)`;

/** Columns of a bid `b` and its lot `l`. */
export const BID_COLUMNS = `
  b.id, b.lot_id as "lotId", b.version_no as "versionNo", ${BID_STATE} as state, b.amount_minor as "amountMinor", b.currency, b.tax_included as "taxIncluded", b.tax_rate as "taxRate",
  b.promised_date as "promisedDate", coalesce(b.confirmed_until, b.valid_until) as "validUntil", b.breakdown, b.note, coalesce(b.confirmed_terms, b.terms_version) as "termsVersion", b.receipt_no as "receiptNo", b.commitment, b.entry_commitment as "entryCommitment", b.nonce, b.offer_sealed as "offerSealed",
  b.signature, b.key_id as "keyId", b.received_at as "receivedAt", b.decided_at as "decidedAt", b.final_rank as "finalRank", b.out_reason as "outReason", ${CONFIRMATION} as confirmation,
  l.state as "lotState", l.rules, l.currency as "lotCurrency", l.tax_included as "lotTaxIncluded", l.tax_rate as "lotTaxRate", l.best_minor as "bestMinor"`;

/** A bid for its own bidder. */
export function ownBid(row: BidWithLotRow, opens: Opens): BidView {
  const basis: TaxBasis = { currency: row.lotCurrency, taxIncluded: row.lotTaxIncluded, taxRate: plainRate(row.lotTaxRate) };
  return bidView({ ...row, ...offerOf(row.id, row, opens) }, { lotState: row.lotState, rules: row.rules, basis, bestMinor: row.bestMinor });
}

/** Signs and keeps the receipt of a confirmation, in the transaction that wrote its entry. */
export async function keepConfirmation(tx: Pick<Tx, 'query'>, key: SigningKey, { companyId, bidId, termsVersion }: { companyId: string; bidId: string; termsVersion: number }, entry: LedgerEntry): Promise<ConfirmationReceiptView> {
  const [number, entryNonce] = [receiptNo(randomBytes(8)), randomBytes(16).toString('hex')];
  const entryCommitment = sha256(entryText(entryNonce, entry.hash));
  const signature = Buffer.from(key.sign(confirmationText(number, entry.lotId, entry.at, bidId, termsVersion, entryCommitment)), 'base64url').toString('base64');
  await tx.query(
    `insert into quoting.bid_confirmations (bid_id, terms_version, lot_id, company_id, seq, receipt_no, decided_at, entry_commitment, entry_nonce, signature, key_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [bidId, termsVersion, entry.lotId, companyId, entry.seq, number, entry.at, entryCommitment, entryNonce, signature, key.keyId],
  );
  return { receiptNo: number, bidId, termsVersion, decidedAt: entry.at, entryCommitment, signature, keyId: key.keyId };
}

/** Salts of the receipts of bids and confirmations on a lot, of one company or of all, for the record. */
export async function entryNoncesOf(reads: Pick<Tx, 'query'>, lotId: string, companyId: string | null): Promise<{ seq: number; nonce: string }[]> {
  return reads.query<{ seq: number; nonce: string }>(
    `select seq, entry_nonce as nonce from quoting.bids where lot_id = $1 and ($2::text is null or company_id = $2) and entry_nonce is not null
     union all select seq, entry_nonce from quoting.bid_confirmations where lot_id = $1 and ($2::text is null or company_id = $2) order by seq`, [lotId, companyId],
  );
}

function plainRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}
