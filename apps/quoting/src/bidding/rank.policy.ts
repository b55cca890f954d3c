import { compareBids, daysLate, type Ranked } from './score.policy.js';
import type { LotState } from './lot-state.policy.js';

interface Offer { readonly companyId: string; readonly promisedDate: string; readonly quality: number }

/** Rank that a bid would take now, from 1; the company's own earlier bid does not stand in its way. */
export function rankFor(lot: LotState, bid: Offer, comparable: bigint): number {
  const candidate = candidateOf(lot, bid, comparable);
  let rank = 1;
  for (const other of lot.ranking) {
    if (other.companyId !== bid.companyId && compareBids(lot.rules, other, candidate, 0n) < 0) rank += 1;
  }
  return rank;
}

/** Would the bid stand better than the company's own last one? True without one. A later date may weigh more than a lower price. */
export function improves(lot: LotState, bid: Offer, comparable: bigint): boolean {
  const own = lot.ranking.find((other) => other.companyId === bid.companyId);
  return own === undefined || compareBids(lot.rules, candidateOf(lot, bid, comparable), own, 0n) < 0;
}

/** A bid as the ranking will see it: behind all that are there. */
function candidateOf(lot: LotState, bid: Offer, comparable: bigint): Ranked {
  return { comparable, promisedDate: bid.promisedDate, daysLate: daysLate(bid.promisedDate, lot.wantedDate), quality: bid.quality, seq: Number.MAX_SAFE_INTEGER };
}
