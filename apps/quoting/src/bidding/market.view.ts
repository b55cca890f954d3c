import type { Money } from '#kernel';
import type { MarketView } from '#contracts/quoting-bidding';
import { onBasis } from './bid.policy.js';
import { highestAcceptable, shownBest } from './improvement.policy.js';
import { rankOf, type LotState } from './lot-state.policy.js';

/** The numbers behind a market view, already cut down to what the rules show one company. */
interface Glimpse {
  rank: number | null;
  bidCount: number | null;
  best: bigint | null;
  highest: bigint | null;
}

/**
 * What an invited company may know of a lot. The only place where it is decided: rank not while sealed, the number of bids only where the
 * rules show it and never while sealed, the best amount only in BEST_PRICE and OPEN lots, others only in OPEN ones, nothing of a cancelled lot.
 */
function glimpse(lot: LotState, companyId: string): Glimpse {
  const { showBidCount } = lot.rules;
  const visibility = lot.unsealed ? lot.rules.visibility : 'SEALED';
  const cancelled = lot.phase === 'CANCELLED';
  return {
    rank: lot.unsealed && !cancelled ? rankOf(lot, companyId) : null,
    bidCount: showBidCount && visibility !== 'SEALED' && !cancelled ? lot.ranking.length : null,
    best: cancelled ? null : shownBest(lot),
    highest: lot.phase === 'PUBLISHED' && lot.bidders.get(companyId)?.out !== true ? highestAcceptable(lot, companyId) : null,
  };
}

/** A text that differs exactly when the market differs for that company; cheaper than the market itself. */
export function marketMark(lot: LotState, companyId: string): string {
  const { rank, bidCount, best, highest } = glimpse(lot, companyId);
  return `${rank}|${bidCount}|${best}|${highest}|${lot.rules.visibility === 'OPEN' ? lot.rankedAt : ''}`;
}

/** The market of a lot for one company. */
export function marketView(lot: LotState, companyId: string): MarketView {
  const { rank, bidCount, best, highest } = glimpse(lot, companyId);
  const amount = (minor: bigint | null): Money | null => (minor === null ? null : onBasis(lot, minor));
  const open = lot.unsealed && lot.rules.visibility === 'OPEN' && lot.phase !== 'CANCELLED';
  return {
    rank, bidCount, best: amount(best), highestAcceptable: amount(highest),
    others: open
      ? lot.ranking.filter((other) => other.companyId !== companyId)
        .map((other) => ({ alias: other.lotAlias, amount: onBasis(lot, other.comparable), promisedDate: other.promisedDate }))
      : [],
  };
}

/** What the bidder of a sealed lot was told when a bid was taken: a function of the terms, so nothing of it needs keeping. */
export function sealedMarket(lot: LotState): MarketView {
  return { rank: null, bidCount: null, best: null, highestAcceptable: lot.ceiling === null ? null : onBasis(lot, lot.ceiling), others: [] };
}
