import { accept, instantText, refuse, type Result } from '#kernel';
import type { BidState } from '#contracts/quoting-bidding';
import type { LotState as LotPhase } from '#contracts/quoting-tender-terms';
import { phaseAt, sealedAt, type Bidder, type LotState } from './lot-state.policy.js';

export type WithdrawalRefusal =
  | { code: 'LOT_NOT_OPEN'; state: LotPhase; opensAt: string; closesAt: string; decidedAt: string }
  | { code: 'STATE_REFUSED'; currentState: BidState }
  | { code: 'INPUT_REFUSED'; path: 'reason' };

/**
 * May a bid be taken back? Only while its lot takes bids, and only the one that stands. Free while bids are sealed, when the company may bid again;
 * in a live lot with a reason, and the company is then out of the lot, because others have answered to the bid.
 */
export function decideWithdrawal(lot: LotState, companyId: string, bidId: string, reason: string | null, now: number): Result<{ bidder: Bidder; out: boolean }, WithdrawalRefusal> {
  const phase = phaseAt(lot, now);
  const text = (ms: number): string => instantText(new Date(ms));
  if (phase !== 'PUBLISHED' || now < lot.opensAt) {
    return refuse('LOT_NOT_OPEN', { state: phase, opensAt: text(lot.opensAt), closesAt: text(lot.closesAt), decidedAt: text(now) });
  }
  const bidder = lot.bidders.get(companyId);
  if (bidder === undefined || bidder.bidId !== bidId) return refuse('STATE_REFUSED', { currentState: 'REPLACED' });
  if (bidder.state !== 'VALID' && bidder.state !== 'NEEDS_CONFIRMATION') return refuse('STATE_REFUSED', { currentState: bidder.state });
  const sealed = sealedAt(lot, now);
  if (!sealed && (reason === null || reason.trim() === '')) return refuse('INPUT_REFUSED', { path: 'reason' });
  return accept({ bidder, out: !sealed });
}
