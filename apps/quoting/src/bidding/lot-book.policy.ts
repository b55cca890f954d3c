import type { LotEvent } from '#contracts/live.protocol';
import { RESUME_EVENTS, type Resumed } from '#contracts/live.protocol';
import { tell, type Listener } from './feed.view.js';
import { fold, draftOf, goOn, turnsOf, unpublishedLot, type LotEntry, type LotState } from './lot-state.policy.js';
import { lotView } from './lot.view.js';

/** What does not change about a lot once it is published, and what bids are judged by besides its ledger. */
export interface LotFacts {
  readonly tenderId: string;
  readonly buyerId: string;
}

/** One audience's feed as far as it has been derived: its length, and the newest part of it. */
export interface Feed {
  readonly listener: Listener;
  seq: number;
  recent: LotEvent[];
}

/** One lot in memory: its ledger, what the ledger says, and the feeds that somebody asked for. All derived, never the truth. */
export interface LotBook {
  readonly lotId: string;
  readonly facts: LotFacts;
  state: LotState;
  readonly entries: LotEntry[];
  readonly feeds: Map<string, Feed>;
}

/** Name of a listener's feed within a lot. */
export function feedKey(listener: Listener): string {
  return listener.audience === 'bidder' ? `bidder:${listener.companyId}` : listener.audience;
}

export function openBook(lotId: string, facts: LotFacts): LotBook {
  return { lotId, facts, state: unpublishedLot(lotId), entries: [], feeds: new Map() };
}

/** What the feeds gained when a book went on. */
export interface Gained { readonly listener: Listener; readonly events: LotEvent[] }

/**
 * Writes the next entries into a book and derives what its feeds gain. Entries that the book has are passed over; a hole throws.
 * `after` saves folding when whoever decided the entries has done it, which goes for one turn.
 */
export function advance(book: LotBook, entries: readonly LotEntry[], after?: LotState): Gained[] {
  const fresh = entries.filter((entry) => entry.seq > book.state.seq);
  const gained = new Map<Feed, LotEvent[]>();
  for (const turn of turnsOf(fresh)) {
    const before = book.state;
    book.state = after ?? fold(before, turn);
    book.entries.push(...turn);
    for (const feed of book.feeds.values()) {
      const events = append(book.lotId, feed, tell(feed.listener, before, turn, book.state));
      if (events.length > 0) gained.set(feed, [...(gained.get(feed) ?? []), ...events]);
    }
  }
  return [...gained].map(([feed, events]) => ({ listener: feed.listener, events }));
}

/**
 * The feed of a listener. The first asking derives it from the beginning, together with those of all who have bid,
 * who will be asked for next: the ledger is walked once for all of them.
 */
export function feedOf(book: LotBook, listener: Listener): Feed {
  const key = feedKey(listener);
  const known = book.feeds.get(key);
  if (known !== undefined) return known;
  const asked: Listener[] = [listener];
  if (listener.audience === 'bidder') {
    for (const companyId of book.state.bidders.keys()) if (companyId !== listener.companyId && !book.feeds.has(`bidder:${companyId}`)) asked.push({ audience: 'bidder', companyId });
  }
  const feeds = asked.map((one): Feed => ({ listener: one, seq: 0, recent: [] }));
  let before = unpublishedLot(book.lotId);
  for (const turn of turnsOf(book.entries)) {
    const after = draftOf(before);
    goOn(after, turn);
    for (const feed of feeds) append(book.lotId, feed, tell(feed.listener, before, turn, after));
    before = after;
  }
  for (const feed of feeds) book.feeds.set(feedKey(feed.listener), feed);
  return feeds[0]!;
}

/** What a listener with this last number has missed: events, or a snapshot when he has none or too much was missed. Null for a number of the future. */
export function resume(book: LotBook, listener: Listener, lastSeq: number): Resumed | null {
  const feed = feedOf(book, listener);
  if (lastSeq > feed.seq) return null;
  const missed = feed.seq - lastSeq;
  if (lastSeq === 0 || missed > feed.recent.length) {
    return { kind: 'snapshot', audience: listener.audience, view: lotView(book.state, listener), seq: feed.seq };
  }
  const events = missed === 0 ? [] : feed.recent.slice(-missed).slice(0, RESUME_EVENTS);
  return { kind: 'events', audience: listener.audience, events, seq: lastSeq + events.length };
}

/** True when an answer reaches the end of the feed, so that the next frame follows it without a gap. */
export function caughtUp(book: LotBook, listener: Listener, answer: Resumed): boolean {
  return answer.seq === feedOf(book, listener).seq;
}

function append(lotId: string, feed: Feed, told: ReturnType<typeof tell>): LotEvent[] {
  const events = told.map(({ t, fact }, i): LotEvent => ({ lotId, seq: feed.seq + 1 + i, t, ...fact }));
  feed.seq += events.length;
  feed.recent.push(...events);
  // Cut seldom, so that a busy feed does not move its whole tail for every event.
  if (feed.recent.length > 2 * RESUME_EVENTS) feed.recent = feed.recent.slice(-RESUME_EVENTS);
  return events;
}
