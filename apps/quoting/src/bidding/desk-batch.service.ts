import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Problem, instantText, newId } from '#kernel';
import type { Actor } from '#contracts';
import { placeBid, type BidBreakdownView, type BidRefused, type BidView, type MarketView } from '#contracts/quoting-bidding';
import { Database, type Tx } from '#platform/database';
import { RECEIPT_KEY, type SigningKey } from '#platform/tickets';
import { demandsOf, fitOf } from '../capacity/index.js';
import { tellCompanies } from '../company-feed/index.js';
import { chainEntries, lotRings, sha256 } from '../ledger/index.js';
import type { BidAttempt } from './bid.policy.js';
import { bidRefused } from './bidding-sentences.view.js';
import { bidView, type StoredBid } from './bid.view.js';
import { LEARN, NAME_BIDDERS, RECORD, recordValues, type AnswerRow, type AskerRow, type BidRow, type DeskRow } from './desk-rows.storage.js';
import { HOLD_LOTS, type HeldLot } from './desk.locks.js';
import { tell } from './feed.view.js';
import { BIDDING_LIMITS, type BiddingLimits } from './limits.policy.js';
import { feedOf, type LotBook } from './lot-book.policy.js';
import { LotBooks } from './lot-books.service.js';
import { entryOf } from './lot-rows.storage.js';
import { lotProjection, type LotProjection } from './lot-projection.policy.js';
import type { LotState } from './lot-state.policy.js';
import { marketView } from './market.view.js';
import { gapsOf } from './qualification.policy.js';
import { receiptNo, receiptText } from './receipt.policy.js';
import { decideTurn, type Seated, type Turn } from './turn.policy.js';

/** An attempt that waits at the desk. */
export interface Waiting {
  readonly actor: Actor;
  readonly lotId: string;
  readonly attempt: BidAttempt;
  readonly breakdown: BidBreakdownView | null;
  readonly note: string | null;
  readonly key: string;
  readonly bodySha256: string;
  /** Milliseconds of the process' steady clock. */
  readonly arrivedAt: number;
  /** When the session was last proven, for rights that ended since; null when the caller has just proven it. */
  readonly provenAt: Date | null;
}

/** The bid counts. Market, closing and number are those after the moment in which it was decided. */
export interface Taken {
  readonly bid: BidView;
  readonly market: MarketView;
  readonly closesAt: string;
  readonly seq: number;
}

/** What is kept of a taken bid for repeats of its key: nothing that its own row does not say; the market of a sealed lot not at all. */
export interface KeptAnswer {
  readonly __typename: 'BidTaken';
  readonly bidId: string;
  readonly market: MarketView | null;
  readonly closesAt: string;
  readonly seq: number;
}

export type DeskAnswer =
  | { readonly kind: 'taken'; readonly taken: Taken }
  | { readonly kind: 'refused'; readonly refusal: BidRefused }
  /** The key came before; this is what was answered then. */
  | { readonly kind: 'repeat'; readonly kept: KeptAnswer | BidRefused }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** What is asked of bidders of a lot besides its terms; does not change while the terms do not. */
interface Demands { readonly termsVersion: number; readonly asked: string[]; readonly ndaRequired: boolean; readonly mayGiveOn: string[] }

/** One lot of a batch while it is worked on. */
interface Table { readonly held: HeldLot; readonly book: LotBook; readonly seats: number[]; readonly seated: Seated[]; turn: Turn | null }

const NO_SIZE = { lengthMm: null, widthMm: null, heightMm: null, diameterMm: null };
const MOST_DEMANDS = 50_000;

/**
 * One transaction of the desk: lock the lots, learn who asks, decide in the order of arrival, record everything by one statement, commit.
 * Five round trips, however many bids and lots. Nothing in memory is believed that the locked rows do not confirm, and nothing is changed
 * in memory before the commit.
 */
@Injectable()
export class DeskBatch {
  private readonly demands = new Map<string, Demands>();

  constructor(
    private readonly database: Database,
    private readonly books: LotBooks,
    @Inject(RECEIPT_KEY) private readonly receipts: SigningKey,
    @Inject(BIDDING_LIMITS) private readonly limits: BiddingLimits,
  ) {}

  /** Decides attempts together. `announce` is to be called when they have their answers. Throws when nothing was kept, or nobody knows. */
  async run(batch: readonly Waiting[]): Promise<{ answers: DeskAnswer[]; announce: () => void }> {
    const client = await this.database.pool.connect();
    let broken: Error | undefined;
    let committing = false;
    const onError = (error: Error): void => { broken = error; };
    client.on('error', onError);
    try {
      await this.ask(client, `BEGIN; SET LOCAL app.company = ''; SET LOCAL app.house = 'on'`);
      const done = await this.decide(client, batch);
      committing = true;
      const { command } = await this.ask(client, 'COMMIT');
      if (command !== 'COMMIT') throw new Error('The database undid the batch.');
      return done;
    } catch (error) {
      // Whether a commit whose answer was lost has happened, nobody knows: the books of these lots are read anew.
      if (committing) for (const { lotId } of batch) this.books.distrust(lotId);
      if (broken === undefined) await client.query('ROLLBACK').catch((second: Error) => { broken = second; });
      throw error;
    } finally {
      client.removeListener('error', onError);
      client.release(broken);
    }
  }

  private async decide(client: pg.PoolClient, batch: readonly Waiting[]): Promise<{ answers: DeskAnswer[]; announce: () => void }> {
    const tables = await this.hold(client, batch);
    const askers = await this.learn(client, batch, tables);
    const answers = new Array<DeskAnswer | undefined>(batch.length);
    const firstWithKey = new Map<string, number>();
    const echoes: [place: number, of: number][] = [];
    batch.forEach((waiting, place) => {
      const table = tables.get(waiting.lotId);
      const asker = askers[place];
      const early = this.withoutDeciding(waiting, table, asker);
      if (early !== null) { answers[place] = early; return; }
      const identity = `${waiting.actor.companyId} ${principalOf(waiting.actor)} ${waiting.key}`;
      const first = firstWithKey.get(identity);
      if (first !== undefined) {
        if (batch[first]!.bodySha256 === waiting.bodySha256) echoes.push([place, first]);
        else answers[place] = { kind: 'problem', problem: otherBody() };
        return;
      }
      firstWithKey.set(identity, place);
      table!.seats.push(place);
      table!.seated.push({ attempt: waiting.attempt, gaps: this.gaps(waiting, table!, asker!), alias: `S${asker!.alias_no}`, bidId: newId('bid'), nonce: randomBytes(16).toString('hex') });
    });
    for (const table of tables.values()) {
      if (table.seated.length > 0) table.turn = decideTurn(table.book.state, table.seated, table.held.now.getTime(), this.limits, chainEntries, sha256);
    }
    const record = this.minute(batch, [...tables.values()], answers);
    if (record.kept.length > 0) await this.ask(client, { ...RECORD, values: recordValues({ ...record, answers: record.kept, operation: placeBid.name, rings: lotRings(this.books.writer, record.lots.map((lot) => lot.id)) }) });
    await this.tellOfClosings(client, [...tables.values()]);
    for (const [place, of] of echoes) answers[place] = answers[of];
    const announce = (): void => {
      for (const { book, turn } of tables.values()) if (turn !== null && turn.entries.length > 0) this.books.goOn(book, turn.entries, turn.after);
    };
    return { answers: answers as DeskAnswer[], announce };
  }

  /** Locks the lots and opens their books. */
  private async hold(client: pg.PoolClient, batch: readonly Waiting[]): Promise<Map<string, Table>> {
    const lotIds = [...new Set(batch.map((waiting) => waiting.lotId))].sort();
    const { rows } = await this.ask<HeldLot>(client, { ...HOLD_LOTS, values: [lotIds, lotIds.filter((id) => !this.knowsDemands(id))] });
    return new Map(rows.map((held) => {
      let book = this.books.peek(held.id);
      if (book !== undefined && (book.state.seq > held.last_seq || (book.state.seq === held.last_seq && book.state.headHash !== held.head_hash))) {
        this.books.distrust(held.id);
        book = undefined;
      }
      book ??= this.books.open(held.id, { tenderId: held.tender_id, buyerId: held.buyer_company_id });
      return [held.id, { held, book, seats: [], seated: [], turn: null } satisfies Table];
    }));
  }

  /** Reads who asks and what the books lack. Companies that bid for the first time in a tender get their name there. */
  private async learn(client: pg.PoolClient, batch: readonly Waiting[], tables: ReadonlyMap<string, Table>): Promise<(AskerRow | undefined)[]> {
    const behind = [...tables.values()].filter(({ held, book }) => book.state.seq < held.last_seq);
    const known = batch.map((waiting, place) => ({ waiting, place, held: tables.get(waiting.lotId)?.held })).filter(({ held }) => held !== undefined);
    const values = [
      known.map(({ place }) => place), known.map(({ held }) => held!.tender_id), known.map(({ held }) => held!.buyer_company_id), known.map(({ waiting }) => waiting.actor.companyId),
      known.map(({ waiting }) => principalOf(waiting.actor)), known.map(({ waiting }) => waiting.key), known.map(({ waiting }) => waiting.actor.principalId), placeBid.name,
    ];
    const { rows } = await this.ask<DeskRow>(client, { ...LEARN, values: [...values, behind.map(({ held }) => held.id), behind.map(({ book }) => book.state.seq)] });
    for (const { held, book } of behind) {
      this.books.goOn(book, rows.filter((row) => row.lot_id === held.id).map((row) => entryOf(held.id, row)));
      if (book.state.seq !== held.last_seq || book.state.headHash !== held.head_hash) throw new Error(`The ledger of ${held.id} does not lead to its head.`);
    }
    for (const { held, book } of tables.values()) this.rememberDemands(held, book);
    let askers = rows.filter((row) => row.lot_id === null);
    const nameless = [...new Set(askers.filter((row) => row.invited && row.alias_no === null).map((row) => tables.get(batch[row.place]!.lotId)!.held.tender_id))].sort();
    if (nameless.length > 0) {
      await this.ask(client, { text: `select pg_advisory_xact_lock(hashtextextended('aliases ' || id, 0)) from unnest($1::text[]) as id`, values: [nameless] });
      await this.ask(client, { text: NAME_BIDDERS, values: [nameless] });
      askers = (await this.ask<DeskRow>(client, { ...LEARN, values: [...values, [], []] })).rows;
    }
    const byPlace: (AskerRow | undefined)[] = new Array<AskerRow | undefined>(batch.length);
    for (const asker of askers) byPlace[asker.place] = asker;
    return byPlace;
  }

  /** What can be said without judging the bid; null when it has to be judged. A lot that the company may not see is like one that is not there. */
  private withoutDeciding(waiting: Waiting, table: Table | undefined, asker: AskerRow | undefined): DeskAnswer | null {
    const problem = (what: Problem): DeskAnswer => ({ kind: 'problem', problem: what });
    if (table === undefined || asker === undefined || table.book.state.seq === 0) return problem(Problem.notFound());
    if (!asker.invited && table.held.buyer_company_id !== waiting.actor.companyId) return problem(Problem.notFound());
    if (asker.ended_at !== null && waiting.provenAt !== null && asker.ended_at >= waiting.provenAt) return problem(new Problem('UNAUTHENTICATED', 'The session has ended. Sign in again.'));
    if (asker.body_sha256 === null) return null;
    if (asker.body_sha256 !== waiting.bodySha256) return problem(otherBody());
    return { kind: 'repeat', kept: asker.response as KeptAnswer | BidRefused };
  }

  private gaps(waiting: Waiting, { held }: Table, asker: AskerRow): Seated['gaps'] {
    const { asked, ndaRequired, mayGiveOn } = this.demands.get(held.id)!;
    const demands = demandsOf({ operations: asked.map((process, seq) => ({ seq, process, plannedMinutes: null, inspect: false })), size: NO_SIZE, unitMassKg: null, requirements: null, hardness: null });
    return gapsOf({
      status: asker.status, isBuyer: held.buyer_company_id === waiting.actor.companyId, registrationNo: asker.registration_no, buyerRegistrationNo: asker.buyer_registration_no,
      ndaRequired, ndaAccepted: asker.nda_accepted,
      capable: demands.length === 0 || fitOf({ processes: asker.processes ?? [], machines: [] }, demands, mayGiveOn, null).fits,
    });
  }

  /** Puts down what was decided: rows to write, and answers to give. */
  private minute(batch: readonly Waiting[], tables: readonly Table[], answers: (DeskAnswer | undefined)[]): { entries: Turn['entries']; headsBefore: Map<string, string | null>; bids: BidRow[]; replaced: string[]; lots: LotProjection[]; kept: AnswerRow[] } {
    const record = { entries: [] as Turn['entries'][number][], headsBefore: new Map<string, string | null>(), bids: [] as BidRow[], replaced: [] as string[], lots: [] as LotProjection[], kept: [] as AnswerRow[] };
    for (const { held, book, seats, seated, turn } of tables) {
      if (turn === null) continue;
      const { after } = turn;
      record.entries.push(...turn.entries);
      record.headsBefore.set(held.id, held.head_hash);
      if (turn.entries.length > 0) record.lots.push(lotProjection(after));
      turn.verdicts.forEach((verdict, i) => {
        const place = seats[i]!;
        const waiting = batch[place]!;
        if (!verdict.taken) {
          const refusal = bidRefused(verdict.refusal, waiting.actor.locale);
          answers[place] = { kind: 'refused', refusal };
          record.kept.push(answerRow(waiting, refusal));
          return;
        }
        const bid = this.bidRow(waiting, seated[i]!, verdict, held, after);
        record.bids.push(bid);
        if (verdict.accepted.replaces !== null && !record.bids.some((other) => other.id === verdict.accepted.replaces)) record.replaced.push(verdict.accepted.replaces);
        const taken = this.taken(bid, book, turn);
        answers[place] = { kind: 'taken', taken };
        const kept: KeptAnswer = { __typename: 'BidTaken', bidId: bid.id, market: after.rules.visibility === 'SEALED' ? null : taken.market, closesAt: taken.closesAt, seq: taken.seq };
        record.kept.push(answerRow(waiting, kept));
      });
    }
    return record;
  }

  private bidRow(waiting: Waiting, seat: Seated, verdict: Extract<Turn['verdicts'][number], { taken: true }>, held: HeldLot, after: LotState): BidRow {
    const { attempt } = waiting;
    const decidedAt = instantText(held.now);
    const number = receiptNo(randomBytes(8));
    const signature = this.receipts.sign(receiptText(number, held.id, decidedAt, verdict.commitment));
    return {
      id: seat.bidId, lotId: held.id, tenderId: held.tender_id, companyId: attempt.companyId, seq: verdict.seq, versionNo: verdict.accepted.versionNo,
      state: after.bidders.get(attempt.companyId)!.bidId === seat.bidId ? 'VALID' : 'REPLACED',
      amountMinor: attempt.amount.amountMinor, currency: attempt.amount.currency, taxIncluded: attempt.amount.taxIncluded, taxRate: attempt.amount.taxRate,
      promisedDate: attempt.promisedDate, validUntil: verdict.accepted.validUntil, breakdown: waiting.breakdown, note: waiting.note, termsVersion: attempt.termsVersion,
      receiptNo: number, commitment: verdict.commitment, nonce: seat.nonce, signature: Buffer.from(signature, 'base64url').toString('base64'), keyId: this.receipts.keyId,
      placedBy: principalOf(waiting.actor),
      // The database's clock decides; how long the bid waited here is measured by the steady clock of this process.
      receivedAt: instantText(new Date(held.now.getTime() - Math.max(0, Math.round(performance.now() - waiting.arrivedAt)))), decidedAt,
    };
  }

  private taken(bid: BidRow, book: LotBook, turn: Turn): Taken {
    const listener = { audience: 'bidder', companyId: bid.companyId } as const;
    const stored: StoredBid = { ...bid, breakdown: bid.breakdown as BidBreakdownView | null, receivedAt: new Date(bid.receivedAt), decidedAt: new Date(bid.decidedAt), finalRank: null };
    return {
      bid: bidView(stored, null), market: marketView(turn.after, bid.companyId), closesAt: instantText(new Date(turn.after.closesAt)),
      seq: feedOf(book, listener).seq + tell(listener, book.state, turn.entries, turn.after).length,
    };
  }

  /** A lot that closed at its first bid is told like any other closing. */
  private async tellOfClosings(client: pg.PoolClient, tables: readonly Table[]): Promise<void> {
    const closed = tables.filter(({ book, turn }) => turn !== null && turn.after.closedAt !== null && book.state.closedAt === null);
    if (closed.length === 0) return;
    const tx = { query: async (sql: string, params?: unknown[]) => (await this.ask(client, { text: sql, values: params ?? [] })).rows } as unknown as Tx;
    await tellCompanies(tx, closed.flatMap(({ held, turn }) => [held.buyer_company_id, ...turn!.after.bidders.keys()].map((companyId) => ({ companyId, type: 'lot.closed', subjectId: held.id }))));
  }

  private knowsDemands(lotId: string): boolean {
    const known = this.demands.get(lotId);
    return known !== undefined && known.termsVersion === this.books.peek(lotId)?.state.termsVersion;
  }

  private rememberDemands(held: HeldLot, book: LotBook): void {
    if (held.nda_required === null) return;
    if (this.demands.size > MOST_DEMANDS) this.demands.clear();
    this.demands.set(held.id, { termsVersion: book.state.termsVersion, asked: held.asked ?? [], ndaRequired: held.nda_required, mayGiveOn: held.may_give_on ?? [] });
  }

  private ask<R extends object>(client: pg.PoolClient, query: string | pg.QueryConfig): Promise<pg.QueryResult<R & pg.QueryResultRow>> {
    return client.query<R & pg.QueryResultRow>(query as pg.QueryConfig);
  }
}

/** Whose key it is: the person's over all his sessions, or the API key's. The same as for every other command. */
export function principalOf(actor: Actor): string {
  return actor.userId ?? actor.principalId;
}

function answerRow(waiting: Waiting, response: object): AnswerRow {
  return { companyId: waiting.actor.companyId, principal: principalOf(waiting.actor), key: waiting.key, bodySha256: waiting.bodySha256, response: JSON.stringify(response) };
}

function otherBody(): Problem {
  return new Problem('IDEMPOTENCY_MISMATCH', 'This idempotency key was used before with another input. Use a new key for a new command.');
}
