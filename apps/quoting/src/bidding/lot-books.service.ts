import { Injectable } from '@nestjs/common';
import type { LotEvent, Resumed } from '#contracts/live.protocol';
import { Database } from '#platform/database';
import { Bell } from '#platform/messaging';
import { LOTS_CHANNEL, readLotRing } from '../ledger/index.js';
import type { Listener } from './feed.view.js';
import { advance, openBook, resume, type LotBook } from './lot-book.policy.js';
import { NEWS_OF_LOTS, entryOf, type EntryRow, type LotNewsRow } from './lot-rows.storage.js';
import type { LotEntry, LotState } from './lot-state.policy.js';

/** Runs one statement; a transaction or a reading door. */
export interface Asks {
  query<T extends object>(sql: string, params?: unknown[]): Promise<T[]>;
}

/** Hears what the feed of one audience of one lot gained. */
export type Hears = (lotId: string, listener: Listener, events: readonly LotEvent[]) => void;

/** Entries of all books together that memory is used for; whole lots are forgotten beyond it, least used first. */
const MOST_ENTRIES = 300_000;
const REFRESH_AT_ONCE = 500;

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
  private entries = 0;
  private refreshing = false;

  constructor(private readonly database: Database, bell: Bell) {
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
    if (this.followed.has(lotId)) this.lookAgain([lotId]);
  }

  /** What a listener has missed since a number, read afresh; null for an unknown lot or a number of the future. */
  async resume(lotId: string, listener: Listener, lastSeq: number): Promise<Resumed | null> {
    const book = (await this.read([lotId])).get(lotId);
    return book === undefined ? null : resume(book, listener, lastSeq);
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
    const byLot = Map.groupBy(rows, (row) => row.lot_id);
    for (const [lotId, news] of byLot) {
      const row = news[0]!;
      const book = this.books.get(lotId) ?? this.open(lotId, { tenderId: row.tender_id, buyerId: row.buyer_company_id });
      const fresh = news.flatMap((one) => (one.seq !== null && one.seq > book.state.seq ? [entryOf(lotId, one as EntryRow)] : []));
      if (fresh.length > 0 && fresh[0]!.seq === book.state.seq + 1) this.goOn(book, fresh);
      // A book may be ahead of a reading that began before the last commit, never beside it.
      if (book.state.seq < row.last_seq || (book.state.seq === row.last_seq && book.state.headHash !== row.head_hash)) {
        this.distrust(lotId);
        torn.push(lotId);
      }
    }
    return torn;
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

