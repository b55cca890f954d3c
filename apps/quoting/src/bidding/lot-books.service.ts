import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { LotEvent, Resumed } from '#contracts/live.protocol';
import { Database } from '#platform/database';
import { Bell } from '#platform/messaging';
import { OFFER_KEY, type SealingKey } from '#platform/tickets';
import { LOTS_CHANNEL, readLotRing } from '../ledger/index.js';
import type { Listener } from './feed.view.js';
import { advance, feedOf, openBook, resume, type LotBook } from './lot-book.policy.js';
import { NEWS_OF_LOTS, entryOf, type EntryRow, type LotNewsRow } from './lot-rows.storage.js';
import { fold, unpublishedLot, type LotEntry, type LotState } from './lot-state.policy.js';

/** Runs one statement; a transaction or a reading door. */
export interface Asks {
  query<T extends object>(sql: string, params?: unknown[]): Promise<T[]>;
}

/** Hears what the feed of one audience of one lot gained. */
export type Hears = (lotId: string, listener: Listener, events: readonly LotEvent[]) => void;

/** Entries of all books together that memory is used for; whole lots are forgotten beyond it, least used first. */
const MOST_ENTRIES = 300_000;
const REFRESH_AT_ONCE = 500;
/** Readings of a book that is given up again and again, before that is said. */
const READINGS = 5;

/**
 * The lots that this process has in memory, folded, with the feeds that somebody follows. A book is only believed where its last number
 * and hash are those of the lot's row; whatever is missing is read. What other processes write reaches followed lots through the bell.
 */
@Injectable()
export class LotBooks {
  /** Name of this process in its own rings, so that it does not read back what it has just written. */
  readonly writer = `q${Math.random().toString(36).slice(2, 10)}`;
  private readonly books = new Map<string, LotBook>();
  private readonly followed = new Map<string, number>();
  private readonly ears: Hears[] = [];
  private readonly stale = new Set<string>();
  /** How far the followers of books that were given up had been told. */
  private readonly orphans = new Map<string, { listener: Listener; seq: number }[]>();
  private entries = 0;
  private refreshing = false;

  constructor(private readonly database: Database, bell: Bell, @Inject(OFFER_KEY) readonly offers: SealingKey) {
    bell.on(LOTS_CHANNEL, (payload) => this.heard(payload), () => this.lookAgain(this.followed.keys()));
  }

  /** Calls with everything that feeds gain from now on. */
  onGain(hears: Hears): void {
    this.ears.push(hears);
  }

  /** A book as it stands in memory, perhaps behind its lot. */
  peek(lotId: string): LotBook | undefined {
    const book = this.books.get(lotId);
    if (book !== undefined) {
      this.books.delete(lotId);
      this.books.set(lotId, book);
    }
    return book;
  }

  /** Books as fresh as the database is now, in one statement; lots that do not exist are absent. */
  async read(lotIds: readonly string[], asks: Asks = { query: (sql, params) => this.database.readAsHouse(sql, params) }): Promise<Map<string, LotBook>> {
    const wanted = [...new Set(lotIds)];
    if (wanted.length === 0) return new Map();
    const rows = await asks.query<LotNewsRow>(NEWS_OF_LOTS, [wanted, wanted.map((id) => this.books.get(id)?.state.seq ?? 0)]);
    const torn = this.absorb(rows);
    if (torn.length > 0) this.absorb(await asks.query<LotNewsRow>(NEWS_OF_LOTS, [torn, torn.map(() => 0)]));
    return new Map(wanted.flatMap((id) => {
      const book = this.peek(id);
      return book === undefined ? [] : [[id, book] as const];
    }));
  }

  /**
   * Lots as a transaction sees them, its own unfinished writing included. Nothing of it is kept: it may yet be undone.
   * Lots that do not exist are absent.
   */
  async statesIn(tx: Asks, lotIds: readonly string[]): Promise<Map<string, { facts: LotBook['facts']; state: LotState }>> {
    const found = new Map<string, { facts: LotBook['facts']; state: LotState }>();
    let bases = new Map([...new Set(lotIds)].map((id) => [id, this.books.get(id)?.state ?? unpublishedLot(id)]));
    for (let attempt = 1; bases.size > 0 && attempt <= 2; attempt += 1) {
      const rows = await tx.query<LotNewsRow>(NEWS_OF_LOTS, [[...bases.keys()], [...bases.values()].map((state) => state.seq)]);
      const torn = new Map<string, LotState>();
      for (const [lotId, news] of byLot(rows)) {
        const row = news[0]!;
        const state = fold(bases.get(lotId)!, this.entriesOf(lotId, news));
        if (state.seq === row.last_seq && state.headHash === row.head_hash) found.set(lotId, { facts: { tenderId: row.tender_id, buyerId: row.buyer_company_id }, state });
        else torn.set(lotId, unpublishedLot(lotId));
      }
      bases = torn;
    }
    return found;
  }

  /** Begins a book that is not there yet, for whoever has read the lot's row himself. */
  open(lotId: string, facts: LotBook['facts']): LotBook {
    const book = openBook(lotId, facts);
    this.books.set(lotId, book);
    return book;
  }

  /** Writes entries into a book and tells those who follow it. */
  goOn(book: LotBook, entries: readonly LotEntry[], after?: LotState): void {
    const before = book.entries.length;
    const gained = advance(book, entries, after);
    this.entries += book.entries.length - before;
    for (const { listener, events } of gained) for (const hears of this.ears) hears(book.lotId, listener, events);
    this.forgetBeyond(MOST_ENTRIES);
  }

  /** Forgets a book of which nobody knows any more whether it is true. Followers get what they missed with the next reading. */
  distrust(lotId: string): void {
    const book = this.books.get(lotId);
    if (book === undefined) return;
    this.books.delete(lotId);
    this.entries -= book.entries.length;
    if (!this.followed.has(lotId)) return;
    const told = [...book.feeds.values()].map(({ listener, seq }) => ({ listener, seq }));
    this.orphans.set(lotId, [...(this.orphans.get(lotId) ?? []), ...told]);
    this.lookAgain([lotId]);
  }

  /** What a listener has missed since a number, read afresh; null for an unknown lot or a number of the future. */
  async resume(lotId: string, listener: Listener, lastSeq: number): Promise<Resumed | null> {
    const book = (await this.read([lotId])).get(lotId);
    return book === undefined ? null : resume(book, listener, lastSeq);
  }

  /**
   * Reads lots afresh and acts on their books in one step: all that a feed holds then has been told, and all that it gains later will be.
   * They are followed from before the reading, so that what others write in between is not missed.
   */
  async whileFresh<T>(lotIds: readonly string[], act: (books: ReadonlyMap<string, LotBook>) => T): Promise<T> {
    for (const id of lotIds) this.follow(id);
    try {
      for (let attempt = 1; attempt <= READINGS; attempt += 1) {
        const books = await this.read(lotIds);
        // A book that was given up between its reading and this step gains nothing any more.
        if ([...books].every(([id, book]) => this.books.get(id) === book)) return act(books);
      }
      throw new Problem('UNAVAILABLE', 'The lot could not be read just now. Try again.', { retryAfterMs: 500 });
    } finally {
      for (const id of lotIds) this.unfollow(id);
    }
  }

  /** From now on what this audience gains is told, whoever writes it. Balanced by `unfollow`. */
  follow(lotId: string): void {
    this.followed.set(lotId, (this.followed.get(lotId) ?? 0) + 1);
  }

  unfollow(lotId: string): void {
    const left = (this.followed.get(lotId) ?? 1) - 1;
    if (left > 0) this.followed.set(lotId, left);
    else this.followed.delete(lotId);
  }

  /** An entry as it was read, its offer opened where it is sealed. */
  entryOf(lotId: string, row: EntryRow): LotEntry {
    return entryOf(lotId, row, this.offers.open);
  }

  private entriesOf(lotId: string, news: readonly LotNewsRow[]): LotEntry[] {
    return news.flatMap((row) => (row.seq === null ? [] : [this.entryOf(lotId, row as EntryRow)]));
  }

  private heard(payload: string): void {
    const { writer, lotIds } = readLotRing(payload);
    if (writer !== this.writer) this.lookAgain(lotIds.filter((id) => this.followed.has(id)));
  }

  /** Reads followed lots anew, many rings in one statement. */
  private lookAgain(lotIds: Iterable<string>): void {
    for (const id of lotIds) this.stale.add(id);
    if (this.stale.size === 0 || this.refreshing) return;
    this.refreshing = true;
    void this.refreshStale().finally(() => { this.refreshing = false; });
  }

  private async refreshStale(): Promise<void> {
    while (this.stale.size > 0) {
      const some = [...this.stale].slice(0, REFRESH_AT_ONCE);
      for (const id of some) this.stale.delete(id);
      try {
        await this.read(some);
      } catch {
        // The database is away: when the bell has its connection again, everything that is followed is read.
        return;
      }
    }
  }

  /** Takes in what was read; names the lots whose book and row do not agree, whose books are gone then. */
  private absorb(rows: readonly LotNewsRow[]): string[] {
    const torn: string[] = [];
    for (const [lotId, news] of byLot(rows)) {
      const row = news[0]!;
      const book = this.books.get(lotId) ?? this.open(lotId, { tenderId: row.tender_id, buyerId: row.buyer_company_id });
      const fresh = this.entriesOf(lotId, news).filter((entry) => entry.seq > book.state.seq);
      if (fresh[0]?.seq === book.state.seq + 1) this.goOn(book, fresh);
      // A book may be ahead of a reading that began before the last commit, never beside it.
      if (book.state.seq < row.last_seq || (book.state.seq === row.last_seq && book.state.headHash !== row.head_hash)) {
        this.distrust(lotId);
        torn.push(lotId);
      } else this.tellOrphans(book);
    }
    return torn;
  }

  /** Tells those who followed a book that was given up what they have missed since. */
  private tellOrphans(book: LotBook): void {
    const orphans = this.orphans.get(book.lotId);
    if (orphans === undefined) return;
    this.orphans.delete(book.lotId);
    for (const { listener, seq } of orphans) {
      const missed = feedOf(book, listener).recent.filter((event) => event.seq > seq);
      if (missed.length > 0) for (const hears of this.ears) hears(book.lotId, listener, missed);
    }
  }

  private forgetBeyond(most: number): void {
    for (const [lotId, book] of this.books) {
      if (this.entries <= most || this.books.size <= 1) return;
      if (this.followed.has(lotId)) continue;
      this.books.delete(lotId);
      this.entries -= book.entries.length;
    }
  }
}

function byLot(rows: readonly LotNewsRow[]): Map<string, LotNewsRow[]> {
  const lots = new Map<string, LotNewsRow[]>();
  for (const row of rows) {
    const known = lots.get(row.lot_id);
    if (known === undefined) lots.set(row.lot_id, [row]);
    else known.push(row);
  }
  return lots;
}
