import { parseDecimal, ratio, timesFloor } from '#kernel';
import { lowestOf, type LotState } from './lot-state.policy.js';

const HUNDRED_PERCENT = parseDecimal('100');

/**
 * Highest comparable amount that would be taken from a company now; null when any would. The ceiling, and, once bids are open, what the rules
 * want below the base: the company's own bid, or the best one.
 */
export function highestAcceptable(lot: LotState, companyId: string): bigint | null {
  return highestBelow(lot, improvementBase(lot, companyId));
}

/**
 * The same below a given base: the step is the larger of percent and minor units of the band that the base lies in; what remains is rounded
 * down, and never below zero.
 */
export function highestBelow(lot: LotState, base: bigint | null): bigint | null {
  if (base === null) return lot.ceiling;
  const step = lot.exact.steps.find(({ from }) => base >= from)!;
  const belowByPercent = timesFloor(base, ratio(HUNDRED_PERCENT - step.percent, HUNDRED_PERCENT));
  const belowByMinor = base - step.minor;
  let highest = belowByPercent < belowByMinor ? belowByPercent : belowByMinor;
  if (lot.ceiling !== null && lot.ceiling < highest) highest = lot.ceiling;
  return highest < 0n ? 0n : highest;
}

/** The best comparable amount where bidders are shown it: never while sealed; null without any. */
export function shownBest(lot: LotState): bigint | null {
  const shown = lot.unsealed && (lot.rules.visibility === 'BEST_PRICE' || lot.rules.visibility === 'OPEN');
  return shown ? lowestOf(lot.ranking) : null;
}

/** What a new bid of the company is measured against; null for a first one, after an amendment, when its old one does not count, and while sealed, when bids are replaced freely. */
function improvementBase(lot: LotState, companyId: string): bigint | null {
  if (!lot.unsealed) return null;
  if (lot.rules.improvementBase === 'BEST_BID') return lowestOf(lot.ranking);
  return lot.bidders.get(companyId)?.state === 'VALID' ? lot.bidders.get(companyId)!.comparable : null;
}

/** The company's last bid, whether it counts now or needs confirming first; null without one. */
export function lastComparable(lot: LotState, companyId: string): bigint | null {
  const own = lot.bidders.get(companyId);
  return own !== undefined && (own.state === 'VALID' || own.state === 'NEEDS_CONFIRMATION') ? own.comparable : null;
}
