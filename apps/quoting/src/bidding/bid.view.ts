import { comparableMinor, formatDecimal, instantText, parseDecimal, ratio, timesRounded, type TaxBasis } from '#kernel';
import type { BidBreakdownView, BidState, BidView, ConfirmationReceiptView } from '#contracts/quoting-bidding';
import type { LotState as LotPhase, TenderRulesView } from '#contracts/quoting-tender-terms';

/** A bid as the table keeps it. */
export interface StoredBid {
  id: string;
  lotId: string;
  versionNo: number;
  state: BidState;
  amountMinor: string;
  currency: string;
  taxIncluded: boolean;
  taxRate: string;
  promisedDate: string;
  validUntil: string;
  breakdown: BidBreakdownView | null;
  note: string | null;
  termsVersion: number;
  receiptNo: string;
  commitment: string;
  /** Null for bids from before receipts bound their entry. */
  entryCommitment: string | null;
  nonce: string;
  signature: string;
  keyId: string;
  receivedAt: Date;
  decidedAt: Date;
  finalRank: number | null;
  outReason: string | null;
  confirmation: ConfirmationReceiptView | null;
}

/** What of its lot a bid is shown with. */
export interface BidsLot {
  lotState: LotPhase;
  rules: TenderRulesView;
  basis: TaxBasis;
  /** Lowest comparable amount, null while sealed. */
  bestMinor: string | null;
}

const DECIDED: readonly BidState[] = ['WON', 'STANDBY', 'LOST'];
const TO_HUNDREDTHS = 10_000n;

/** A bid for its own bidder. */
export function bidView(bid: StoredBid, lot: BidsLot | null): BidView {
  const amount = { amountMinor: bid.amountMinor, currency: bid.currency, taxIncluded: bid.taxIncluded, taxRate: formatDecimal(parseDecimal(bid.taxRate)) };
  return {
    __typename: 'Bid', id: bid.id, lotId: bid.lotId, versionNo: bid.versionNo, state: bid.state, amount, promisedDate: bid.promisedDate, validUntil: bid.validUntil,
    breakdown: bid.breakdown, note: bid.note, termsVersion: bid.termsVersion,
    receipt: {
      receiptNo: bid.receiptNo, receivedAt: instantText(bid.receivedAt), decidedAt: instantText(bid.decidedAt), commitment: bid.commitment, entryCommitment: bid.entryCommitment, nonce: bid.nonce,
      signature: bid.signature, keyId: bid.keyId,
    },
    finalRank: lot?.lotState === 'CANCELLED' ? null : bid.finalRank,
    gapPercent: lot !== null && lot.rules.tellGap && lot.bestMinor !== null && DECIDED.includes(bid.state) ? gap(comparableMinor(BigInt(amount.amountMinor), amount, lot.basis), BigInt(lot.bestMinor)) : null,
    outReason: bid.outReason,
    confirmation: bid.confirmation,
  };
}

/** Distance of an amount above the best one in percent, rounded to hundredths. */
function gap(comparable: bigint, best: bigint): string {
  return formatDecimal(timesRounded((comparable - best) * parseDecimal('100'), ratio(1n, best * TO_HUNDREDTHS)) * TO_HUNDREDTHS);
}
