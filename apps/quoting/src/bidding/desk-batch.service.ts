import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Problem, newId } from '#kernel';
import { placeBid } from '#contracts/quoting-bidding';
import { Database, isStale, together, type Tx } from '#platform/database';
import { RECEIPT_KEY, type SigningKey } from '#platform/tickets';
import { tellCompanies } from '../company-feed/index.js';
import { chainEntries, lotRings, sha256 } from '../ledger/index.js';
import { bidRefused } from './bidding-sentences.view.js';
import { signHeads } from './closing-heads.storage.js';
import { Chance } from './chance.service.js';
import { LEARN, NAME_BIDDERS, RECORD, recordValues, type AnswerRow, type AskerRow, type BidRow, type DeskRow } from './desk-rows.storage.js';
import { HOLD_LOTS, type HeldLot } from './desk.locks.js';
import { principalOf, type DeskAnswer, type KeptAnswer, type Waiting } from './desk-answer.view.js';
import { DeskPaper } from './desk-paper.service.js';
import { BIDDING_LIMITS, type BiddingLimits } from './limits.policy.js';
import type { LotBook } from './lot-book.policy.js';
import { LotBooks } from './lot-books.service.js';
import { LotDemands } from './lot-demands.service.js';
import { lotProjection, type LotProjection } from './lot-projection.policy.js';
import { PROXIES_OF_LOTS, proxyOf, type ProxyRow } from './proxy-rows.storage.js';
import { decideTurn, moveAlong, movesOthersTo, type ProxySeat, type Seated, type Turn } from './turn.policy.js';

/** A proxy with the person or key that set it. */
type SeatedProxy = ProxySeat & { readonly setBy: string };

/** One lot of a batch while it is worked on. */
interface Table { readonly held: HeldLot; readonly book: LotBook; readonly seats: number[]; readonly seated: Seated[]; proxies: readonly SeatedProxy[]; wakes: boolean; turn: Turn | null }

/** Lots that close together with the locked ones were not locked: nothing is decided, and all are locked in their order. */
class MoreLots extends Error {}
/** A bid that moves its lot may show that companions have to be asked for, and their answer that more lots have to be locked. */
const ROUNDS = 3;

/**
 * Plans of prepared statements are made once per connection and perhaps on empty tables: they must not count on that. Left alone, the database would
 * plan these statements anew for every batch, because it takes lists that it does not know yet for longer than they are.
 */
const BEGIN = `BEGIN; SET LOCAL app.company = ''; SET LOCAL app.house = 'on'; SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL plan_cache_mode = force_generic_plan`;

/**
 * One transaction of the desk: lock the lots, learn who asks, decide in the order of arrival, record everything by one statement, commit.
 * Five statements, however many bids and lots, in two round trips (three when a lot is new to this process). Nothing in memory is believed
 * that the locked rows do not confirm, and nothing is changed in memory before the commit.
 */
@Injectable()
export class DeskBatch {
  private readonly demands = new LotDemands();
  private readonly chance = new Chance();
  private readonly paper: DeskPaper;

  constructor(
    private readonly database: Database,
    private readonly books: LotBooks,
    @Inject(RECEIPT_KEY) private readonly receipts: SigningKey,
    @Inject(BIDDING_LIMITS) private readonly limits: BiddingLimits,
  ) {
    this.paper = new DeskPaper(receipts, books.offers, this.chance);
  }

  /** Decides attempts together. `announce` is to be called when they have their answers. Throws when nothing was kept, or nobody knows. */
  async run(batch: readonly Waiting[]): Promise<{ answers: DeskAnswer[]; announce: () => void }> {
    for (let left = ROUNDS; ; left -= 1) {
      try {
        return await this.attempt(batch);
      } catch (error) {
        if (!(error instanceof MoreLots) || left === 1) throw error;
      }
    }
  }

  private async attempt(batch: readonly Waiting[]): Promise<{ answers: DeskAnswer[]; announce: () => void }> {
    const client = await this.database.pool.connect();
    let broken: Error | undefined;
    let committing = false;
    const onError = (error: Error): void => { broken = error; };
    client.on('error', onError);
    try {
      const { tables, askers } = await this.open(client, batch);
      const { record, closed, answers, announce } = this.decide(batch, tables, askers);
      if (closed.length > 0) {
        await this.ask(client, record!);
        await this.tellOfClosings(client, closed);
      }
      committing = true;
      const [, { command }] = await together(client, () => [record === null || closed.length > 0 ? null : this.ask(client, record), this.ask(client, 'COMMIT')]);
      if (command !== 'COMMIT') throw new Error('The database undid the batch.');
      return { answers, announce };
    } catch (error) {
      // Whether a commit whose answer was lost has happened, nobody knows: the books of these lots are read anew.
      if (committing) for (const { lotId } of batch) this.books.distrust(lotId);
      if (broken === undefined) await client.query('ROLLBACK').catch((second: Error) => { broken = second; });
      if (isStale(error)) broken ??= error as Error;
      throw error;
    } finally {
      client.removeListener('error', onError);
      client.release(broken);
    }
  }

  private decide(batch: readonly Waiting[], tables: ReadonlyMap<string, Table>, askers: readonly (AskerRow | undefined)[]): { record: pg.QueryConfig | null; closed: Table[]; answers: DeskAnswer[]; announce: () => void } {
    const answers = new Array<DeskAnswer | undefined>(batch.length);
    const firstWithKey = new Map<string, number>();
    const echoes: [place: number, of: number][] = [];
    batch.forEach((waiting, place) => {
      const table = tables.get(waiting.lotId);
      const asker = askers[place];
      const early = this.withoutDeciding(waiting, table, asker);
      if (early !== null) { answers[place] = early; return; }
      if (waiting.wakes === true) {
        table!.wakes = true;
        answers[place] = { kind: 'woken', gaps: this.demands.gaps(table!.held, waiting.actor.companyId, asker!) };
        return;
      }
      const identity = `${waiting.actor.companyId} ${principalOf(waiting.actor)} ${waiting.key}`;
      const first = firstWithKey.get(identity);
      if (first !== undefined) {
        if (batch[first]!.bodySha256 === waiting.bodySha256) echoes.push([place, first]);
        else answers[place] = { kind: 'problem', problem: otherBody() };
        return;
      }
      firstWithKey.set(identity, place);
      table!.seats.push(place);
      table!.seated.push({ attempt: { ...waiting.attempt, quality: asker!.quality ?? waiting.attempt.quality }, gaps: this.demands.gaps(table!.held, waiting.actor.companyId, asker!), alias: `S${asker!.alias_no}`, bidId: newId('bid'), nonce: this.chance.take(16).toString('hex') });
    });
    for (const table of tables.values()) {
      if (table.seated.length > 0 || table.wakes) table.turn = decideTurn(table.book.state, table.seated, table.held.now.getTime(), this.limits, chainEntries, sha256, table.proxies);
    }
    this.moveTogether([...tables.values()]);
    const minute = this.minute(batch, [...tables.values()], answers);
    const record = minute.kept.length === 0 && minute.entries.length === 0 ? null
      : { ...RECORD, values: recordValues({ ...minute, answers: minute.kept, operation: placeBid.name, rings: lotRings(this.books.writer, minute.lots.map((lot) => lot.id)) }) };
    const closed = [...tables.values()].filter(({ book, turn }) => turn !== null && turn.after.closedAt !== null && book.state.closedAt === null);
    for (const [place, of] of echoes) answers[place] = answers[of];
    const announce = (): void => {
      for (const { book, turn } of tables.values()) if (turn !== null && turn.entries.length > 0) this.books.goOn(book, turn.entries, turn.after);
    };
    return { record, closed, answers: answers as DeskAnswer[], announce };
  }

  /** Where late bids move all lots of their tender, the others move in the same transaction: the extended end is the only end everywhere. */
  private moveTogether(tables: readonly Table[]): void {
    for (const { held, turn } of tables) {
      const closesAt = turn === null ? null : movesOthersTo(turn);
      if (closesAt === null) continue;
      if (!this.demands.hasCompanions(held.id)) {
        this.demands.forget([held.id]);
        throw new MoreLots('The lots of a tender began to close together.');
      }
      for (const other of tables) {
        if (other.held.tender_id === held.tender_id && other.held.id !== held.id) other.turn = moveAlong(other.book.state, other.turn, closesAt, other.held.now.getTime(), chainEntries);
      }
    }
  }

  /**
   * Begins, locks the lots, opens their books and reads who asks. Whose a lot is never changes, so where all lots are in books already the
   * question who asks leaves together with the lock, behind which it is carried out.
   */
  private async open(client: pg.PoolClient, batch: readonly Waiting[]): Promise<{ tables: Map<string, Table>; askers: (AskerRow | undefined)[] }> {
    const lotIds = this.demands.withCompanions(batch.map((waiting) => waiting.lotId));
    const books = new Map(lotIds.flatMap((id) => { const book = this.books.peek(id); return book === undefined ? [] : [[id, book] as const]; }));
    const foreseen = books.size < lotIds.length ? null : this.whoAsks(batch, books);
    const [, held, early] = await together(client, () => [
      this.ask(client, BEGIN),
      this.ask<HeldLot>(client, { ...HOLD_LOTS, values: [lotIds, lotIds.filter((id) => !this.demands.know(id, books.get(id)?.state.termsVersion))] }),
      foreseen === null ? null : this.ask<DeskRow>(client, foreseen),
    ]);
    if (this.demands.closesWithMore(held.rows)) throw new MoreLots('Lots that close together are locked together.');
    const tables = this.tables(held.rows);
    // A book that the lock proved wrong has to be read from its beginning.
    const asFound = [...tables.values()].every(({ held: { id }, book }) => books.get(id) === book);
    const question = this.whoAsks(batch, new Map([...tables].map(([id, { book }]) => [id, book])));
    const rows = early !== null && asFound && tables.size === lotIds.length ? early.rows : (await this.ask<DeskRow>(client, question)).rows;
    const askers = await this.learn(client, batch, tables, question, rows);
    const proxied = [...tables.values()].filter(({ held: one }) => one.proxies > 0);
    if (proxied.length > 0) await this.seatProxies(client, proxied);
    return { tables, askers };
  }

  /** The question who asks, for attempts on lots in these books, together with what the books lack. */
  private whoAsks(batch: readonly Waiting[], books: ReadonlyMap<string, LotBook>): pg.QueryConfig & { values: unknown[] } {
    const known = batch.map((waiting, place) => ({ waiting, place, book: books.get(waiting.lotId) })).filter(({ book }) => book !== undefined);
    return {
      ...LEARN,
      values: [
        known.map(({ place }) => place), known.map(({ book }) => book!.facts.tenderId), known.map(({ book }) => book!.facts.buyerId), known.map(({ waiting }) => waiting.actor.companyId),
        known.map(({ waiting }) => principalOf(waiting.actor)), known.map(({ waiting }) => waiting.key), known.map(({ waiting }) => waiting.actor.principalId), placeBid.name,
        [...books.keys()], [...books.values()].map((book) => book.state.seq),
      ],
    };
  }

  /** Lots under their locks with their books; a book that is ahead of its lot or beside it is begun anew. */
  private tables(rows: readonly HeldLot[]): Map<string, Table> {
    return new Map(rows.map((held) => {
      let book = this.books.peek(held.id);
      if (book !== undefined && (book.state.seq > held.last_seq || (book.state.seq === held.last_seq && book.state.headHash !== held.head_hash))) {
        this.books.distrust(held.id);
        book = undefined;
      }
      book ??= this.books.open(held.id, { tenderId: held.tender_id, buyerId: held.buyer_company_id });
      return [held.id, { held, book, seats: [], seated: [], proxies: [], wakes: false, turn: null } satisfies Table];
    }));
  }

  /** Takes in who asks and what the books lacked. Companies that bid for the first time in a tender get their name there. */
  private async learn(client: pg.PoolClient, batch: readonly Waiting[], tables: ReadonlyMap<string, Table>, question: pg.QueryConfig & { values: unknown[] }, rows: readonly DeskRow[]): Promise<(AskerRow | undefined)[]> {
    for (const { held, book } of tables.values()) {
      if (book.state.seq < held.last_seq) this.books.goOn(book, rows.filter((row) => row.lot_id === held.id && row.seq > book.state.seq).map((row) => this.books.entryOf(held.id, row)));
      if (book.state.seq !== held.last_seq || book.state.headHash !== held.head_hash) throw new Error(`The ledger of ${held.id} does not lead to its head.`);
    }
    for (const { held, book } of tables.values()) this.demands.remember(held, book.state.termsVersion);
    let askers = rows.filter((row) => row.lot_id === null);
    const nameless = [...new Set(askers.filter((row) => row.invited && row.alias_no === null).map((row) => tables.get(batch[row.place]!.lotId)!.held.tender_id))].sort();
    if (nameless.length > 0) {
      await this.ask(client, { text: `select pg_advisory_xact_lock(hashtextextended('aliases ' || id, 0)) from unnest($1::text[]) as id`, values: [nameless] });
      await this.ask(client, { text: NAME_BIDDERS, values: [nameless] });
      askers = (await this.ask<DeskRow>(client, { ...LEARN, values: [...question.values.slice(0, -2), [], []] })).rows;
    }
    const byPlace: (AskerRow | undefined)[] = new Array<AskerRow | undefined>(batch.length);
    for (const asker of askers) byPlace[asker.place] = asker;
    return byPlace;
  }

  /** Seats the proxies of these lots, whose companies are asked for like everybody who bids. Two statements, only where there are any. */
  private async seatProxies(client: pg.PoolClient, tables: readonly Table[]): Promise<void> {
    const { rows } = await this.ask<ProxyRow>(client, { ...PROXIES_OF_LOTS, values: [tables.map(({ held }) => held.id)] });
    const lots = new Map(tables.map((table) => [table.held.id, table]));
    const of = (row: ProxyRow): HeldLot => lots.get(row.lot_id)!.held;
    const nobody = rows.map(() => '');
    const { rows: askers } = await this.ask<DeskRow>(client, {
      ...LEARN, values: [rows.map((_, i) => i), rows.map((row) => of(row).tender_id), rows.map((row) => of(row).buyer_company_id), rows.map((row) => row.company_id), nobody, nobody, nobody, placeBid.name, [], []],
    });
    const byPlace = new Map(askers.map((asker) => [asker.place, asker]));
    for (const table of tables) {
      table.proxies = rows.flatMap((row, i): SeatedProxy[] => (row.lot_id !== table.held.id || byPlace.get(i)?.invited !== true ? [] : [{
        ...proxyOf(row, this.books.offers.open), quality: byPlace.get(i)!.quality!, gaps: this.demands.gaps(table.held, row.company_id, byPlace.get(i)!), alias: `S${byPlace.get(i)!.alias_no}`, setBy: row.set_by,
        draw: () => ({ bidId: newId('bid'), nonce: this.chance.take(16).toString('hex') }),
      }]));
    }
  }

  /** What can be said without judging the bid; null when it has to be judged. A lot that the company may not see is like one that is not there. */
  private withoutDeciding(waiting: Waiting, table: Table | undefined, asker: AskerRow | undefined): DeskAnswer | null {
    const problem = (what: Problem): DeskAnswer => ({ kind: 'problem', problem: what });
    if (table === undefined || asker === undefined || table.book.state.seq === 0) return problem(Problem.notFound());
    if (!asker.invited && table.held.buyer_company_id !== waiting.actor.companyId) return problem(Problem.notFound());
    if (asker.ended_at !== null && waiting.provenAt !== null && asker.ended_at >= waiting.provenAt) return problem(new Problem('UNAUTHENTICATED', 'The session has ended. Sign in again.'));
    if (asker.body_sha256 === null) return null;
    if (asker.body_sha256 !== waiting.bodySha256 && !waiting.formerSha256.includes(asker.body_sha256)) return problem(otherBody());
    return { kind: 'repeat', kept: this.paper.answerOf(waiting, asker.response!) };
  }

  /** Puts down what was decided: rows to write, and answers to give. */
  private minute(batch: readonly Waiting[], tables: readonly Table[], answers: (DeskAnswer | undefined)[]): { entries: Turn['entries']; headsBefore: Map<string, string | null>; bids: BidRow[]; replaced: string[]; lots: LotProjection[]; kept: AnswerRow[] } {
    const record = { entries: [] as Turn['entries'][number][], headsBefore: new Map<string, string | null>(), bids: [] as BidRow[], replaced: [] as string[], lots: [] as LotProjection[], kept: [] as AnswerRow[] };
    const keep = (bid: BidRow, replaces: string | null): void => {
      record.bids.push(bid);
      if (replaces !== null && !record.bids.some((other) => other.id === replaces)) record.replaced.push(replaces);
    };
    for (const { held, book, seats, seated, proxies, turn } of tables) {
      if (turn === null) continue;
      const { after } = turn;
      record.entries.push(...turn.entries);
      record.headsBefore.set(held.id, held.head_hash);
      if (turn.entries.length > 0) record.lots.push(lotProjection(after));
      for (const { seat, verdict } of turn.automatic) {
        const { setBy } = proxies.find(({ companyId }) => companyId === seat.attempt.companyId)!;
        keep(this.paper.bidRow({ attempt: seat.attempt, breakdown: null, note: null, arrivedAt: performance.now() }, setBy, seat, verdict, held, after), verdict.accepted.replaces);
      }
      turn.verdicts.forEach((verdict, i) => {
        const place = seats[i]!;
        const waiting = batch[place]!;
        if (!verdict.taken) {
          const refusal = bidRefused(verdict.refusal, waiting.actor.locale);
          answers[place] = { kind: 'refused', refusal };
          record.kept.push(this.paper.answerRow(waiting, refusal, !after.unsealed));
          return;
        }
        const bid = this.paper.bidRow({ ...waiting, attempt: seated[i]!.attempt }, principalOf(waiting.actor), seated[i]!, verdict, held, after);
        keep(bid, verdict.accepted.replaces);
        const taken = this.paper.taken(bid, waiting, seated[i]!.nonce, book, turn);
        answers[place] = { kind: 'taken', taken };
        const kept: KeptAnswer = { __typename: 'BidTaken', bidId: bid.id, market: after.unsealed ? taken.market : null, closesAt: taken.closesAt, seq: taken.seq };
        record.kept.push(this.paper.answerRow(waiting, kept, !after.unsealed));
      });
    }
    return record;
  }

  /** A lot that closed at its first bid is told like any other closing, its head signed and its rank final. */
  private async tellOfClosings(client: pg.PoolClient, closed: readonly Table[]): Promise<void> {
    const tx = { query: async (sql: string, params?: unknown[]) => (await this.ask(client, { text: sql, values: params ?? [] })).rows } as unknown as Tx;
    await signHeads(tx, this.receipts, closed.map(({ turn }) => turn!.after));
    const ranks = closed.flatMap(({ turn }) => turn!.after.ranking.map((bidder, i) => ({ bidId: bidder.bidId, rank: i + 1 })));
    await tx.query('update quoting.bids bid set final_rank = now.rank from unnest($1::text[], $2::int[]) as now (id, rank) where bid.id = now.id', [ranks.map(({ bidId }) => bidId), ranks.map(({ rank }) => rank)]);
    await tellCompanies(tx, closed.flatMap(({ held, turn }) => [held.buyer_company_id, ...turn!.after.bidders.keys()].map((companyId) => ({ companyId, type: 'lot.closed', subjectId: held.id }))));
  }

  private ask<R extends object>(client: pg.PoolClient, query: string | pg.QueryConfig): Promise<pg.QueryResult<R & pg.QueryResultRow>> {
    return client.query<R & pg.QueryResultRow>(query as pg.QueryConfig);
  }
}

function otherBody(): Problem {
  return new Problem('IDEMPOTENCY_MISMATCH', 'This idempotency key was used before with another input. Use a new key for a new command.');
}
