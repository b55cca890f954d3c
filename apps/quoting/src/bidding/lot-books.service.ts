import { Inject, Injectable, Logger } from '@nestjs/common';
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
import { LotsAside } from './lots-aside.policy.js';

/** Runs one statement; a transaction or a reading door. */
export interface Asks {
  query<T extends object>(sql: string, params?: unknown[]): Promise<T[]>;
}

/** Hears what the feed of one audience of one lot gained. */
export type Hears = (lotId: string, listener: Listener, events: readonly LotEvent[]) => void;

/** Entries of all books together that memory is used for; whole lots are forgotten beyond it, least used first. */
const MOST_ENTRIES = 300_000;
const REFRESH_AT_ONCE = 500;
/** A reading that failed is made again with so many times fewer lots, after a pause in milliseconds. */
const FEWER = 8;
const PAUSE_MS = 1_000;
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
  /** Followed lots that cannot be read even alone, and those of them whose time to be tried again will come. */
  private readonly aside = new LotsAside();
  private readonly waiting = new Set<string>();
  /** Lots of which the log knows already that they cannot be read. */
  private readonly saidOf = new Set<string>();
  private readonly log = new Logger(LotBooks.name);
  private entries = 0;
  private refreshing = false;
  private atOnce = REFRESH_AT_ONCE;

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

  /** Books as fresh as the database is now, in one statement; lots that do not exist are absent, and so are those that cannot be read: they keep no other from it. */
  async read(lotIds: readonly string[]): Promise<Map<string, LotBook>> {
    const { books, broken } = await this.readAll(lotIds);
    for (const [lotId, error] of broken) {
      if (!this.saidOf.has(lotId)) this.log.error(`The ledger of ${lotId} cannot be read.`, error);
      this.saidOf.add(lotId);
    }
    return books;
  }

  /** One book as fresh as the database is now; undefined for a lot that does not exist. Throws when it cannot be read. */
  async readOne(lotId: string): Promise<LotBook | undefined> {
    const { books, broken } = await this.readAll([lotId]);
    if (broken.has(lotId)) throw broken.get(lotId);
    return books.get(lotId);
  }

  private async readAll(lotIds: readonly string[]): Promise<{ books: Map<string, LotBook>; broken: ReadonlyMap<string, unknown> }> {
    const wanted = [...new Set(lotIds)];
    const broken = new Map<string, unknown>();
    if (wanted.length === 0) return { books: new Map(), broken };
    const news = (ids: readonly string[], seqs: readonly number[]): Promise<LotNewsRow[]> => this.database.readAsHouse<LotNewsRow>(NEWS_OF_LOTS, [ids, seqs]);
    const torn = this.absorb(await news(wanted, wanted.map((id) => this.books.get(id)?.state.seq ?? 0)), broken);
    const again = torn.length === 0 ? [] : this.absorb(await news(torn, torn.map(() => 0)), broken);
    for (const lotId of again) broken.set(lotId, new Error(`The ledger of ${lotId} does not lead to its head.`));
    const books = new Map(wanted.flatMap((id) => {
      const book = broken.has(id) ? undefined : this.peek(id);
      return book === undefined ? [] : [[id, book] as const];
    }));
    return { books, broken };
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
    const book = await this.readOne(lotId);
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
    void this.refreshStale();
  }

  private async refreshStale(): Promise<void> {
    try {
      while (this.stale.size > 0 && await this.refreshSome());
    } finally {
      this.refreshing = false;
    }
  }

  /** False when a reading failed and the next one should wait. */
  private async refreshSome(): Promise<boolean> {
    const some = [...this.stale].slice(0, this.atOnce);
    for (const id of some) this.stale.delete(id);
    const wanted = some.filter((id) => this.followed.has(id));
    let read: ReadonlySet<string> = new Set();
    try {
      read = new Set((await this.read(wanted)).keys());
      this.atOnce = Math.min(REFRESH_AT_ONCE, this.atOnce * FEWER);
    } catch {
      if (wanted.length > 1) {
        // A statement that took too long may pass with fewer lots. If the database is away, the bell reads everything when it has its connection again.
        this.atOnce = Math.max(1, Math.floor(this.atOnce / FEWER));
        setTimeout(() => this.lookAgain(wanted), PAUSE_MS).unref();
        return false;
      }
    }
    for (const id of some) {
      if (read.has(id) || !this.followed.has(id)) this.aside.succeeded(id);
      else this.readLater(id);
    }
    return true;
  }

  /** A lot that could not be read just now is tried again ever more rarely, so that its followers hear what they missed. */
  private readLater(lotId: string): void {
    this.stale.delete(lotId);
    if (this.waiting.has(lotId)) return;
    this.waiting.add(lotId);
    setTimeout(() => {
      this.waiting.delete(lotId);
      this.lookAgain([lotId]);
    }, this.aside.failed(lotId, performance.now())).unref();
  }

  /** Takes in what was read; names the lots whose book and row do not agree, whose books are gone then. Lots that cannot be read go to `broken`. */
  private absorb(rows: readonly LotNewsRow[], broken: Map<string, unknown>): string[] {
    const torn: string[] = [];
    for (const [lotId, news] of byLot(rows)) {
      try {
        if (!this.takeIn(lotId, news)) torn.push(lotId);
      } catch (error) {
        broken.set(lotId, error);
        if (this.books.get(lotId)?.state.seq === 0) this.books.delete(lotId);
      }
    }
    return torn;
  }

  private takeIn(lotId: string, news: readonly LotNewsRow[]): boolean {
    const row = news[0]!;
    const book = this.books.get(lotId) ?? this.open(lotId, { tenderId: row.tender_id, buyerId: row.buyer_company_id });
    const fresh = this.entriesOf(lotId, news).filter((entry) => entry.seq > book.state.seq);
    if (fresh[0]?.seq === book.state.seq + 1) this.goOn(book, fresh);
    // A book may be ahead of a reading that began before the last commit, never beside it.
    if (book.state.seq < row.last_seq || (book.state.seq === row.last_seq && book.state.headHash !== row.head_hash)) {
      this.distrust(lotId);
      return false;
    }
    this.saidOf.delete(lotId);
    this.tellOrphans(book);
    return true;
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
