import type { BidState } from '#contracts/quoting-bidding';
import type { Bidder, LotDraft, LotState } from './lot-shape.policy.js';
import { compareBids } from './score.policy.js';

/** States of bids that stand in a ranking. */
export const RANKED = new Set<BidState>(['VALID', 'WON', 'STANDBY', 'LOST']);

/** Rank of a company's bid from 1, null when it has none that counts. */
export function rankOf(state: LotState, companyId: string): number | null {
  const place = state.ranking.findIndex((bidder) => bidder.companyId === companyId);
  return place === -1 ? null : place + 1;
}

/** Name in the lot of the bidder who has this one in the ledger. */
export function lotAliasOf(lot: Pick<LotState, 'bidders'>, alias: string): string {
  return [...lot.bidders.values()].find((bidder) => bidder.alias === alias)!.lotAlias;
}

/** Lowest comparable amount among the bids that count, null without any. With weights it need not be that of the first rank. */
export function lowestOf(ranking: readonly Bidder[]): bigint | null {
  let lowest: bigint | null = null;
  for (const { comparable } of ranking) if (lowest === null || comparable < lowest) lowest = comparable;
  return lowest;
}

/** Ranks all bids that count anew, if bids may be spoken of. */
export function rankAll(lot: LotDraft, seq: number): void {
  if (!lot.unsealed) return;
  const counting = [...lot.bidders.values()].filter((bidder) => RANKED.has(bidder.state));
  const lowest = lowestOf(counting) ?? 0n;
  const order = counting.sort((a, b) => compareBids(lot.rules, a, b, lowest));
  const same = order.length === lot.ranking.length && order.every((bidder, i) => bidder.bidId === lot.ranking[i]!.bidId);
  lot.ranking = order;
  if (!same) lot.rankedAt = seq;
}

/** Takes a company's bid out of the ranking. */
export function leave(lot: LotDraft, companyId: string): void {
  const place = lot.ranking.findIndex((bidder) => bidder.companyId === companyId);
  if (place !== -1) lot.ranking.splice(place, 1);
}

/** Puts a live bid into the ranking; nobody else's order depends on it, so no other bid moves against another. */
export function insert(lot: LotDraft, bidder: Bidder): void {
  let low = 0;
  for (let high = lot.ranking.length; low < high;) {
    const middle = (low + high) >> 1;
    if (compareBids(lot.rules, bidder, lot.ranking[middle]!, 0n) < 0) high = middle;
    else low = middle + 1;
  }
  lot.ranking.splice(low, 0, bidder);
}
