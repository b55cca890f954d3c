import type { Money } from '#kernel';
import type { BidState } from '#contracts/quoting-bidding';
import type { Tx } from '#platform/database';

/** One bidder's present bid on an opened lot, as awards need it. */
export interface RankedBid {
  bidId: string;
  lotId: string;
  companyId: string;
  /** From 1. */
  rank: number;
  state: BidState;
  /** As bid. */
  amount: Money;
  /** In minor units on the tender's basis, for approval limits. */
  comparableMinor: string;
  promisedDate: string;
  /** Last day on which the bid binds. */
  validUntil: string;
}

/** What awards ask of bidding. Both calls work in the given transaction, for any number of lots at once. */
export abstract class AwardBids {
  /** Bids by rank of lots whose bids are open; a lot whose bids are not is absent. */
  abstract ranked(tx: Tx, lotIds: readonly string[]): Promise<Map<string, RankedBid[]>>;
  /** Tells bidders what became of their bids when one is chosen: won, standby or lost, with their own rank. */
  abstract settle(tx: Tx, choices: readonly { lotId: string; winnerBidId: string }[]): Promise<void>;
}
