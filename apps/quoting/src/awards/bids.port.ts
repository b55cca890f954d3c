import type { Tx } from '#platform/database';
import type { RankedBid } from './award.policy.js';

/** What awards ask of bidding. All calls work in the given transaction, for any number of lots at once. */
export abstract class AwardBids {
  /** Bids by rank of lots whose bids are open; a lot whose bids are not is absent. */
  abstract ranked(tx: Tx, lotIds: readonly string[]): Promise<Map<string, RankedBid[]>>;
  /** Tells bidders what became of their bids when one is chosen: won, standby or lost, with their own rank. */
  abstract settle(tx: Tx, choices: readonly { lotId: string; winnerBidId: string }[]): Promise<void>;
  /** Tells bidders whose chosen bid fell, while nobody was offered in its place, that it is lost. */
  abstract fall(tx: Tx, fallen: readonly { lotId: string; bidId: string }[]): Promise<void>;
  /** Tells bidders who stood by that an order was made of the chosen bid: theirs is lost. */
  abstract dismiss(tx: Tx, lotIds: readonly string[]): Promise<void>;
}
