import { accept, instantText, refuse, type Money, type Result } from '#kernel';
import type { BidState, QualificationGap } from '#contracts/quoting-bidding';
import type { LotState as LotPhase } from '#contracts/quoting-tender-terms';
import { shortestValidity } from './bid.policy.js';
import { extendIfLate, type Extension } from './extension.policy.js';
import { highestWorth, phaseAt, type Bidder, type LotState } from './lot-state.policy.js';
import { rankFor } from './rank.policy.js';

export type ConfirmationRefusal =
  | { code: 'LOT_NOT_OPEN'; state: LotPhase; opensAt: string; closesAt: string; decidedAt: string }
  | { code: 'NOT_QUALIFIED'; missing: QualificationGap[] }
  | { code: 'TERMS_OUTDATED'; termsVersion: number }
  | { code: 'STATE_REFUSED'; currentState: BidState }
  /** On the tax basis of the bid. */
  | { code: 'BID_ABOVE_CEILING'; highestAcceptable: Money };

/** A bid that counts again; it keeps its place among equals, because it was there before. */
export interface Confirmed {
  readonly bidder: Bidder;
  /** First day until which the closing as it is now wants bids to bind. */
  readonly bindsUntil: string;
  /** A confirmation that takes a leading rank late moves the closing like any bid: the others must be able to answer. */
  readonly extension: Extension | null;
}

/**
 * May a bid be confirmed at its price? Only while its lot takes bids, for the terms as they are now, and within the ceiling as it is now.
 * `now` is the database's clock after the lot was locked, `gaps` is what the company lacks.
 */
export function decideConfirmation(lot: LotState, companyId: string, bidId: string, termsVersion: number, gaps: readonly QualificationGap[], now: number): Result<Confirmed, ConfirmationRefusal> {
  const phase = phaseAt(lot, now);
  const text = (ms: number): string => instantText(new Date(ms));
  if (phase !== 'PUBLISHED' || now < lot.opensAt) return refuse('LOT_NOT_OPEN', { state: phase, opensAt: text(lot.opensAt), closesAt: text(lot.closesAt), decidedAt: text(now) });
  if (gaps.length > 0) return refuse('NOT_QUALIFIED', { missing: [...gaps] });
  if (termsVersion !== lot.termsVersion) return refuse('TERMS_OUTDATED', { termsVersion: lot.termsVersion });
  const bidder = lot.bidders.get(companyId);
  if (bidder === undefined || bidder.bidId !== bidId) return refuse('STATE_REFUSED', { currentState: 'REPLACED' });
  if (bidder.state !== 'NEEDS_CONFIRMATION') return refuse('STATE_REFUSED', { currentState: bidder.state });
  if (lot.ceiling !== null && bidder.comparable > lot.ceiling) return refuse('BID_ABOVE_CEILING', { highestAcceptable: highestWorth(lot, lot.ceiling, bidder.amount) });
  return accept({ bidder, bindsUntil: shortestValidity(lot), extension: lot.rules.closesAtFirstBid ? null : extendIfLate(lot, rankFor(lot, bidder, bidder.comparable), now) });
}
