/**
 * The door of bidding. Awards decide over `BidOutcomes`; the live side door takes bids to the `BidDesk` and follows lots in the `LotBooks`.
 */
export { BidDesk, type BidOutcome } from './bid-desk.service.js';
export { BidReader } from './bid-reader.service.js';
export { BidOutcomes, type RankedBid } from './bid-outcome.service.js';
export { BiddingModule } from './bidding.module.js';
export { ConfirmationService } from './confirmation.service.js';
export type { Taken } from './desk-answer.view.js';
export { DeskBatch } from './desk-batch.service.js';
export type { Listener } from './feed.view.js';
export { usualBiddingLimits, type BiddingLimits } from './limits.policy.js';
export { caughtUp, feedKey, resume } from './lot-book.policy.js';
export { LotBooks } from './lot-books.service.js';
export { LotsAside, isAway } from './lots-aside.policy.js';
export { RecordService, tookPart } from './record.service.js';
export { UnsuccessfulService } from './unsuccessful.service.js';
