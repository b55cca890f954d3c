import { canonicalJson } from '#kernel';
import type { BidBreakdownView } from '#contracts/quoting-bidding';

/** What of a bid nobody may read before its lot is opened; the nonce, because with it the commitment could be tried out amount by amount. */
export interface Offer {
  readonly amountMinor: string;
  readonly breakdown: BidBreakdownView | null;
  readonly nonce: string;
  readonly note: string | null;
}

/** The same as a row keeps it: readable, or sealed as a whole. */
export interface KeptOffer {
  readonly amountMinor: string | null;
  readonly breakdown: BidBreakdownView | null;
  readonly nonce: string | null;
  readonly note: string | null;
  readonly offerSealed: string | null;
}

/** Opens a seal about a bid. */
export type Opens = (sealed: string, bidId: string) => string;

/** The text that is sealed. */
export function offerText({ amountMinor, breakdown, nonce, note }: Offer): string {
  return canonicalJson({ amountMinor, breakdown: breakdown === null ? null : { ...breakdown }, nonce, note });
}

/** The offer of a row, whichever way it is kept. For those alone who have the right to it. */
export function offerOf(bidId: string, kept: KeptOffer, opens: Opens): Offer {
  if (kept.offerSealed === null) return { amountMinor: kept.amountMinor!, breakdown: kept.breakdown, nonce: kept.nonce!, note: kept.note };
  return JSON.parse(opens(kept.offerSealed, bidId)) as Offer;
}
