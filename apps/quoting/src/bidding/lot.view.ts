import type { LotView } from '#contracts/live.protocol';
import { instantText, type Money } from '#kernel';
import { shutBids } from '#contracts/lot-record';
import type { BidBreakdownView, LedgerEntryView, StandingView } from '#contracts/quoting-bidding';
import { onBasis } from './bid.policy.js';
import type { Listener } from './feed.view.js';
import { draftOf, goOn, lotAliasOf, lowestOf, rankOf, unpublishedLot, type Bidder, type LotEntry, type LotState } from './lot-state.policy.js';
import { marketView } from './market.view.js';
import { scoreText } from './score.policy.js';

/** What a bid says besides its amount; read from the table of bids, for the buyer and the bidder alone. */
export interface BidWords {
  readonly breakdown: BidBreakdownView | null;
  readonly note: string | null;
}

/** May the buyer see bids? Not while they are sealed, and never those that were sealed when the lot was cancelled. */
export function buyerSees(lot: LotState): boolean {
  return lot.unsealed && lot.seq > 0;
}

/** Number of bidders with a bid that counts; null while sealed. */
export function bidCountForBuyer(lot: LotState): number | null {
  return buyerSees(lot) ? lot.ranking.length : null;
}

/** Best comparable amount; null while sealed or without bids. */
export function bestForBuyer(lot: LotState): Money | null {
  const lowest = buyerSees(lot) ? lowestOf(lot.ranking) : null;
  return lowest === null ? null : onBasis(lot, lowest);
}

/**
 * Standings for the buyer, by rank; null while sealed. Bidders are named when the lot is closed, or where the lot is OPEN. Their aliases are those of
 * the lot: one that held for the whole tender would be named by the first lot that closes, while others are still bid on.
 */
export function standingsForBuyer(lot: LotState, words: (bidId: string) => BidWords): StandingView[] | null {
  if (!buyerSees(lot)) return null;
  const named = lot.closedAt !== null || lot.rules.visibility === 'OPEN';
  const best = lot.ranking[0];
  const lowest = lowestOf(lot.ranking) ?? 0n;
  return lot.ranking.map((bidder, i) => ({
    bidId: bidder.bidId, lotId: lot.lotId, rank: i + 1, alias: bidder.lotAlias, bidderId: named ? bidder.companyId : null, state: bidder.state,
    amount: bidder.amount, comparable: onBasis(lot, bidder.comparable), promisedDate: bidder.promisedDate,
    score: scoreText(lot.rules, bidder, best!, lowest), ...words(bidder.bidId), decidedAt: instantText(new Date(bidder.decidedAt)),
  }));
}

/** Rank that a bidder may read at the end; null before the closing, for a cancelled lot, and where bids were never opened. */
export function finalRank(lot: LotState, companyId: string): number | null {
  return lot.closedAt !== null && lot.unsealed && lot.phase !== 'CANCELLED' ? rankOf(lot, companyId) : null;
}

/** A lot at this moment for one audience: the only door through which a lot leaves for /live. */
export function lotView(lot: LotState, listener: Listener): LotView {
  const clock = { state: lot.phase, closesAt: instantText(new Date(lot.closesAt)), extensions: lot.extensions };
  if (listener.audience === 'observer') return { audience: 'observer', ...clock };
  if (listener.audience === 'buyer') {
    const standings = standingsForBuyer(lot, () => ({ breakdown: null, note: null }));
    return {
      audience: 'buyer', ...clock, termsVersion: lot.termsVersion, bidCount: bidCountForBuyer(lot), best: bestForBuyer(lot),
      standings: standings?.map(({ bidId, alias, rank, amount, comparable, promisedDate }) => ({ bidId, alias, rank, amount, comparable, promisedDate })) ?? null,
    };
  }
  const own = lot.bidders.get(listener.companyId);
  return { audience: 'bidder', ...clock, termsVersion: lot.termsVersion, myBid: own === undefined ? null : myBid(own), market: marketView(lot, listener.companyId) };
}

function myBid(own: Bidder): { bidId: string; versionNo: number; amount: Money; promisedDate: string; state: string } {
  return { bidId: own.bidId, versionNo: own.versionNo, amount: own.amount, promisedDate: own.promisedDate, state: own.state };
}

/** States in which nothing is decided on a lot any more. */
const ENDED: readonly LotState['phase'][] = ['COMPLETED', 'UNSUCCESSFUL', 'CANCELLED'];

/** Bids whose amounts the buyer does not read yet although the lot is opened. */
export function shutForBuyer(lot: LotState, entries: readonly LotEntry[]): ReadonlySet<string> {
  return ENDED.includes(lot.phase) ? new Set() : shutBids(entries);
}

/**
 * The ledger for the buyer, oldest first; null while sealed, because even its numbers would tell of bids. `reasons` are those for which bids left, by bid.
 * Amounts of sealed bids that did not stand at the opening stay shut until the lot is at its end.
 */
export function ledgerForBuyer(lot: LotState, entries: readonly LotEntry[], reasons: ReadonlyMap<string, string> = new Map()): LedgerEntryView[] | null {
  if (!buyerSees(lot)) return null;
  const shut = shutForBuyer(lot, entries);
  const walk = draftOf(unpublishedLot(lot.lotId));
  return entries.map((entry) => {
    goOn(walk, [entry]);
    return {
      seq: entry.seq, type: entry.type, at: entry.at, hash: entry.hash, closesAt: instantText(new Date(walk.closesAt)),
      alias: 'alias' in entry.payload ? lotAliasOf(walk, entry.payload.alias) : null,
      amount: entry.type === 'BID_PLACED' && !shut.has(entry.payload.bidId) ? entry.bid!.amount : null,
      reason: entry.type === 'BID_WITHDRAWN' || entry.type === 'BID_DISQUALIFIED' ? entry.payload.reason ?? reasons.get(entry.payload.bidId) ?? null : null,
      extension: entry.type === 'EXTENDED' ? entry.payload.why : null,
    };
  });
}
