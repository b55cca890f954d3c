import { instantText } from '#kernel';
import type { LotFact } from '#contracts/live.protocol';
import type { LotTerms } from '#contracts/lot-ledger';
import { onBasis } from './bid.policy.js';
import { fold, goOn, lotAliasOf, lowestOf, draftOf, rankOf, turnsOf, unpublishedLot, type LotEntry, type LotState } from './lot-state.policy.js';
import { marketMark, marketView } from './market.view.js';

/** Who listens to a lot. Worked out by the server. */
export type Listener =
  | { readonly audience: 'buyer' }
  | { readonly audience: 'bidder'; readonly companyId: string }
  | { readonly audience: 'observer' };

/** A fact with the moment it was decided in; its number is its place in the feed. */
export interface Told {
  readonly t: string;
  readonly fact: LotFact;
}

/**
 * What one audience is told of one turn of a lot's ledger: a pure function of the lot before, the turn, and the lot after. Feeds are the
 * concatenation over the turns and their numbers count what is in them, so every process derives the same numbers, and a rival's bid in a
 * sealed lot, of which nothing is told, moves none. A market is told once per turn, as it is after it, and only to those for whom it changed.
 */
export function tell(listener: Listener, before: LotState, turn: readonly LotEntry[], after: LotState): Told[] {
  const told: Told[] = [];
  for (const entry of turn) {
    const fact = everybody(entry, after) ?? (listener.audience === 'buyer' ? forBuyer(entry, after) : listener.audience === 'bidder' ? forBidder(entry, after, listener.companyId) : forObserver(entry));
    // When the opening was written may be when somebody bid.
    if (fact !== null) told.push({ t: entry.type === 'BIDDING_OPENED' ? instantText(new Date(after.opensAt)) : entry.at, fact });
    const own = listener.audience === 'bidder' && entry.type === 'AMENDED' ? after.bidders.get(listener.companyId) : undefined;
    if (own?.state === 'NEEDS_CONFIRMATION') told.push({ t: entry.at, fact: { type: 'mine', bidId: own.bidId, state: own.state, finalRank: null } });
  }
  if (listener.audience === 'bidder' && before.seq > 0 && marketMark(before, listener.companyId) !== marketMark(after, listener.companyId)) {
    told.push({ t: turn.at(-1)!.at, fact: { type: 'market', market: marketView(after, listener.companyId) } });
  }
  return told;
}

/** The whole feed of one audience from the beginning of a ledger. */
export function deriveFeed(listener: Listener, entries: readonly LotEntry[]): Told[] {
  const feed: Told[] = [];
  let before = unpublishedLot(entries[0]?.lotId ?? '');
  for (const turn of turnsOf(entries)) {
    const after = fold(before, turn);
    feed.push(...tell(listener, before, turn, after));
    before = after;
  }
  return feed;
}

/** The feeds of several listeners, walking the ledger once. */
export function deriveFeeds(listeners: readonly Listener[], entries: readonly LotEntry[]): Told[][] {
  const feeds: Told[][] = listeners.map(() => []);
  let before = unpublishedLot(entries[0]?.lotId ?? '');
  for (const turn of turnsOf(entries)) {
    const after = draftOf(before);
    goOn(after, turn);
    listeners.forEach((listener, i) => feeds[i]!.push(...tell(listener, before, turn, after)));
    before = after;
  }
  return feeds;
}

/** The words that are the same for all audiences: clocks and states, no bids. */
function everybody(entry: LotEntry, after: LotState): LotFact | null {
  switch (entry.type) {
    case 'PUBLISHED': return after.opened ? { type: 'opened', closesAt: entry.payload.closesAt } : null;
    case 'BIDDING_OPENED': return { type: 'opened', closesAt: entry.payload.closesAt };
    case 'EXTENDED': {
      const { closesAt, extensions, maxExtensions, why } = entry.payload;
      return { type: 'extended', closesAt, extensions, maxExtensions, why };
    }
    case 'SUSPENDED': return { type: 'suspended', reason: entry.payload.reason };
    case 'RESUMED': return { type: 'resumed', closesAt: entry.payload.closesAt };
    case 'CLOSED': return { type: 'closed', at: entry.payload.closesAt, outcome: entry.payload.outcome };
    case 'UNSUCCESSFUL': return { type: 'unsuccessful', reason: entry.payload.reason };
    case 'CANCELLED': return { type: 'cancelled', reason: entry.payload.reason };
    default: return null;
  }
}

function forBuyer(entry: LotEntry, after: LotState): LotFact | null {
  const lowest = lowestOf(after.ranking);
  const best = lowest === null ? null : onBasis(after, lowest);
  const bidCount = after.ranking.length;
  switch (entry.type) {
    case 'BID_PLACED': {
      const bid = entry.bid!;
      const rank = after.unsealed ? rankOf(after, bid.companyId) : null;
      if (rank === null || best === null) return null;
      const { comparable, lotAlias } = after.ranking[rank - 1]!;
      return {
        type: 'bid', bidId: entry.payload.bidId, alias: lotAlias, amount: bid.amount, comparable: onBasis(after, comparable),
        promisedDate: bid.promisedDate, rank, best, bidCount,
      };
    }
    case 'BID_CONFIRMED': {
      const place = after.ranking.findIndex((bidder) => bidder.bidId === entry.payload.bidId);
      if (place === -1 || best === null) return null;
      const { bidId, lotAlias, amount, comparable, promisedDate } = after.ranking[place]!;
      return { type: 'bid', bidId, alias: lotAlias, amount, comparable: onBasis(after, comparable), promisedDate, rank: place + 1, best, bidCount };
    }
    case 'BID_WITHDRAWN': return after.unsealed ? { type: 'bid-out', bidId: entry.payload.bidId, alias: lotAliasOf(after, entry.payload.alias), why: 'WITHDRAWN', best, bidCount } : null;
    case 'BID_DISQUALIFIED': return after.unsealed ? { type: 'bid-out', bidId: entry.payload.bidId, alias: lotAliasOf(after, entry.payload.alias), why: 'DISQUALIFIED', best, bidCount } : null;
    case 'OPENED': return { type: 'bids-unsealed', bidCount, best };
    case 'QUESTION_ASKED':
    case 'QUESTION_ANSWERED': return { type: 'question', questionId: entry.payload.questionId, open: entry.payload.open };
    case 'AWARDED': return { type: 'award', awardId: entry.payload.awardId, state: entry.payload.state };
    case 'AMENDED': return amended(entry.payload.terms);
    default: return null;
  }
}

function forObserver(entry: LotEntry): LotFact | null {
  return entry.type === 'AMENDED' ? amended(entry.payload.terms) : null;
}

function amended({ termsVersion, closesAt }: LotTerms): { type: 'amended'; termsVersion: number; closesAt: string } {
  return { type: 'amended', termsVersion, closesAt };
}

function forBidder(entry: LotEntry, after: LotState, companyId: string): LotFact | null {
  const own = after.bidders.get(companyId);
  const mine = (bidId: string, state: string, finalRank: number | null): LotFact => ({ type: 'mine', bidId, state, finalRank });
  switch (entry.type) {
    case 'BID_PLACED': return entry.bid!.companyId === companyId ? mine(entry.payload.bidId, 'VALID', null) : null;
    case 'BID_WITHDRAWN': return own?.bidId === entry.payload.bidId ? mine(own.bidId, 'WITHDRAWN', null) : null;
    case 'BID_DISQUALIFIED': return own?.bidId === entry.payload.bidId ? mine(own.bidId, 'DISQUALIFIED', null) : null;
    case 'BID_CONFIRMED': return own?.bidId === entry.payload.bidId ? mine(own.bidId, 'VALID', null) : null;
    case 'SETTLED': {
      const settled = entry.payload.bids.find((bid) => bid.bidId === own?.bidId);
      return settled === undefined ? null : mine(settled.bidId, settled.state, rankOf(after, companyId));
    }
    case 'OPENED': return after.phase === 'PUBLISHED' ? { type: 'unsealed', closesAt: instantText(new Date(after.closesAt)) } : null;
    case 'QUESTION_ANSWERED': return { type: 'question', questionId: entry.payload.questionId };
    case 'AMENDED': return { ...amended(entry.payload.terms), note: entry.payload.note };
    default: return null;
  }
}
