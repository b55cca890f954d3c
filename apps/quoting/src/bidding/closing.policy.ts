import { instantText } from '#kernel';
import type { BidState } from '#contracts/quoting-bidding';
import type { LotEventDraft } from '#contracts/lot-ledger';
import type { LotState } from './lot-state.policy.js';

/** The closing of a lot as its ledger will tell it. */
export interface Closing {
  readonly outcome: 'EVALUATING' | 'UNSUCCESSFUL';
  readonly events: LotEventDraft[];
}

/** The beginning of the bidding time, where the clock has not written it yet; empty when it is not due. Decided with the lot locked. */
export function openIfDue(lot: LotState, now: number): LotEventDraft[] {
  if (lot.opened || lot.phase !== 'PUBLISHED' || now < lot.opensAt || now >= lot.closesAt) return [];
  return [{ lotId: lot.lotId, type: 'BIDDING_OPENED', payload: { closesAt: instantText(new Date(lot.closesAt)) } }];
}

/** The end of a sealed beginning, with what must stand before it; empty when it is not due. Decided with the lot locked. */
export function goLiveIfDue(lot: LotState, now: number): LotEventDraft[] {
  if (lot.phase !== 'PUBLISHED' || lot.unsealsAt === null || now < lot.unsealsAt || now >= lot.closesAt) return [];
  const live: LotEventDraft = { lotId: lot.lotId, type: 'OPENED', payload: { bidCount: validBids(lot) } };
  return [...openIfDue(lot, now), live];
}

/** Bids that count towards the fewest that the rules want. */
export function validBids(lot: LotState): number {
  let count = 0;
  for (const bidder of lot.bidders.values()) if (bidder.state === 'VALID') count += 1;
  return count;
}

/** Closes a lot whose time has come; null when it is not due. Decided with the lot locked. */
export function closeIfDue(lot: LotState, now: number): Closing | null {
  return lot.phase === 'PUBLISHED' && now >= lot.closesAt ? closing(lot, 'TIME', lot.closesAt) : null;
}

/**
 * What a closing does: the lot is evaluated, or unsuccessful when fewer bids came than the rules want. Sealed bids are opened all at once,
 * but only for evaluation: those of an unsuccessful lot stay sealed.
 */
export function closing(lot: LotState, why: 'TIME' | 'FIRST_BID', closesAt: number): Closing {
  const bids = validBids(lot);
  const outcome = why === 'FIRST_BID' || bids >= Math.max(1, lot.rules.minBids) ? 'EVALUATING' : 'UNSUCCESSFUL';
  const events: LotEventDraft[] = [{ lotId: lot.lotId, type: 'CLOSED', payload: { closesAt: instantText(new Date(closesAt)), why, outcome } }];
  if (outcome === 'EVALUATING' && !lot.unsealed) events.push({ lotId: lot.lotId, type: 'OPENED', payload: { bidCount: bids } });
  return { outcome, events };
}

/**
 * What becomes of the bids when one of them is chosen: the next two stay bound in case its supplier declines, all others are told no.
 * Without a chosen bid all are told no. One that had been chosen before and is not now has declined, and who declined stands by no more. Only bids that change are named.
 */
export function settle(lot: LotState, winnerBidId: string | null): { bidId: string; companyId: string; state: BidState; rank: number }[] {
  const inWaiting = lot.ranking.filter((bidder) => bidder.bidId !== winnerBidId && bidder.state !== 'WON' && !bidder.fell).slice(0, STANDBYS);
  return lot.ranking.map((bidder, i) => {
    const state: BidState = bidder.bidId === winnerBidId ? 'WON' : winnerBidId !== null && inWaiting.includes(bidder) ? 'STANDBY' : 'LOST';
    return { bidId: bidder.bidId, companyId: bidder.companyId, state, rank: i + 1, before: bidder.state };
  }).filter((bid) => bid.state !== bid.before).map(({ bidId, companyId, state, rank }) => ({ bidId, companyId, state, rank }));
}

/** What becomes of a chosen bid that fell while nobody was offered in its place: it is lost, and the others stay as they are. Empty when it is not chosen. */
export function fall(lot: LotState, bidId: string): ReturnType<typeof settle> {
  return lot.ranking.flatMap((bidder, i) => (bidder.bidId === bidId && bidder.state === 'WON' ? [{ bidId, companyId: bidder.companyId, state: 'LOST' as const, rank: i + 1 }] : []));
}

/** What becomes of the bids that stood by when the chosen one became an order: they are lost, and their suppliers free to plan. */
export function dismiss(lot: LotState): ReturnType<typeof settle> {
  return lot.ranking.flatMap((bidder, i) => (bidder.state === 'STANDBY' ? [{ bidId: bidder.bidId, companyId: bidder.companyId, state: 'LOST' as const, rank: i + 1 }] : []));
}

/** Bids that stay bound behind the chosen one. */
const STANDBYS = 2;
