/** Token under which the limits of the desk and of /live are given. */
export const BIDDING_LIMITS = Symbol('bidding limits');

/** How much is taken how quickly. Every number is configuration. */
export interface BiddingLimits {
  /** Least time between two accepted bids of one company on one lot, in milliseconds. */
  readonly betweenBidsMs: number;
  /** Attempts that may wait at the desk of one process; more are told when to come again. */
  readonly deskQueue: number;
  /** Attempts that are decided in one transaction at most. */
  readonly deskBatch: number;
}

export const usualBiddingLimits: BiddingLimits = { betweenBidsMs: 2_000, deskQueue: 2_000, deskBatch: 512 };
