import { compareBids, daysLate } from './score.policy.js';
import type { LotState } from './lot-state.policy.js';

/** Rank that a bid would take now, from 1; the company's own earlier bid does not stand in its way. */
export function rankFor(lot: LotState, bid: { readonly companyId: string; readonly promisedDate: string }, comparable: bigint): number {
  const candidate = { comparable, daysLate: daysLate(bid.promisedDate, lot.wantedDate), seq: Number.MAX_SAFE_INTEGER };
  let rank = 1;
  for (const other of lot.ranking) {
    if (other.companyId !== bid.companyId && compareBids(lot.rules, other, candidate, 0n) < 0) rank += 1;
  }
  return rank;
}
