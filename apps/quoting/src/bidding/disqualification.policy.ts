import { accept, refuse, type Result } from '#kernel';
import type { BidState } from '#contracts/quoting-bidding';
import type { LotState as LotPhase } from '#contracts/quoting-tender-terms';
import { phaseAt, type Bidder, type LotState } from './lot-state.policy.js';

/** Phases in which a buyer may take a bid out: while bids come in the open, and while they are compared. */
const PHASES: readonly LotPhase[] = ['PUBLISHED', 'SUSPENDED', 'EVALUATING'];
/** A chosen bid is not taken out: its award is another matter. */
const STATES: readonly BidState[] = ['VALID', 'NEEDS_CONFIRMATION', 'STANDBY', 'LOST'];

/**
 * May the buyer take a bid out of the ranking? Null when the buyer must not even know that it is there: while it is sealed, and for a bid
 * that is none of the lot's. Only the bid that stands; its company is then out of the lot.
 */
export function decideDisqualification(lot: LotState, bidId: string, now: number): Result<Bidder, { code: 'STATE_REFUSED'; currentState: LotPhase | BidState }> | null {
  const bidder = [...lot.bidders.values()].find((one) => one.bidId === bidId);
  if (!lot.unsealed) return null;
  const phase = phaseAt(lot, now);
  if (!PHASES.includes(phase)) return refuse('STATE_REFUSED', { currentState: phase });
  if (bidder === undefined) return refuse('STATE_REFUSED', { currentState: 'REPLACED' as const });
  if (!STATES.includes(bidder.state)) return refuse('STATE_REFUSED', { currentState: bidder.state });
  return accept(bidder);
}
