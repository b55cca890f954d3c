import type { TaxBasis } from '#kernel';
import type { LotState as LotPhase, TenderRulesView } from '#contracts/quoting-tender-terms';
import { bidView, type StoredBid } from './bid.view.js';
import { offerOf, type KeptOffer, type Opens } from './offer.view.js';
import type { BidView } from '#contracts/quoting-bidding';

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

/** Columns of a bid `b` and its lot `l`. */
export const BID_COLUMNS = `
  b.id, b.lot_id as "lotId", b.version_no as "versionNo", ${BID_STATE} as state, b.amount_minor as "amountMinor", b.currency, b.tax_included as "taxIncluded", b.tax_rate as "taxRate",
  b.promised_date as "promisedDate", coalesce(b.confirmed_until, b.valid_until) as "validUntil", b.breakdown, b.note, coalesce(b.confirmed_terms, b.terms_version) as "termsVersion", b.receipt_no as "receiptNo", b.commitment, b.nonce, b.offer_sealed as "offerSealed",
  b.signature, b.key_id as "keyId", b.received_at as "receivedAt", b.decided_at as "decidedAt", b.final_rank as "finalRank", b.out_reason as "outReason",
  l.state as "lotState", l.rules, l.currency as "lotCurrency", l.tax_included as "lotTaxIncluded", l.tax_rate as "lotTaxRate", l.best_minor as "bestMinor"`;

/** A bid for its own bidder. */
export function ownBid(row: BidWithLotRow, opens: Opens): BidView {
  const basis: TaxBasis = { currency: row.lotCurrency, taxIncluded: row.lotTaxIncluded, taxRate: plainRate(row.lotTaxRate) };
  return bidView({ ...row, ...offerOf(row.id, row, opens) }, { lotState: row.lotState, rules: row.rules, basis, bestMinor: row.bestMinor });
}

function plainRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}
