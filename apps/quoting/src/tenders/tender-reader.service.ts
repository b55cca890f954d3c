import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, Locale, Page, PageInput } from '#contracts';
import type { BidderLotFilterInput, LotQuestionsInput, TenderQuestionsInput, TendersInput } from '#contracts/quoting-tenders';
import type { BidderLotView, BuyerTenderView, DeclineReason, InvitationState, InvitationView, QuestionView } from '#contracts/quoting-tender-views';
import { Database } from '#platform/database';
import { fitSentences, type FitReason } from '../capacity/index.js';
import { sha256 } from '../ledger/index.js';
import { bidderLotView, hiddenOf } from './lot.view.js';
import { masked } from './mask.policy.js';
import { ID, pageOf, readCursor, WHOLE } from './page.view.js';
import {
  LOTS_OF_TENDER, ownedLots, placeOfTender, readBidderLots, readTender, TENDER_COLUMNS, tendersPage, tendersPageValues, type RawBidderLot, type Reads,
} from './tender-rows.storage.js';
import { buyerTenderView, invitationView, questionView, type ListedTender, type TenderRow } from './tender.view.js';

/** How bidding narrows a company's list by what only bidding knows: its bids. */
export interface BidderLotChoice {
  /** Only these lots. */
  among?: readonly string[] | null;
  /** Not these lots. */
  except?: readonly string[];
}

const NO_LOTS = `'[]'::json`;

interface QuestionRow { id: string; lotId: string; companyId: string; text: string; answer: string | null; askedAt: Date; askedMicros: string; open: number }

/**
 * Reads tenders for their buyers and lots for the invited. Views are complete but for the market (bids, ranks, ledgers),
 * which bidding adds. Whatever belongs to another company, or was never shared, is null or NOT_FOUND.
 */
@Injectable()
export class TenderReader {
  constructor(private readonly database: Database) {}

  /** A tender of the actor's company in one statement; null when there is none. */
  async tender(actor: Actor, tenderId: string, reads: Reads = this.reads(actor)): Promise<BuyerTenderView | null> {
    const found = await readTender(reads, actor.companyId, tenderId);
    return found && buyerTenderView(found.tender, found.lots);
  }

  /** Tenders of the actor's company: those that still run by next closing, then the ended ones, latest first. */
  async tenders(actor: Actor, input: TendersInput): Promise<Page<BuyerTenderView>> {
    const rows = await this.reads(actor).query<TenderRow & ListedTender & { lots: Parameters<typeof ownedLots>[0] }>(
      tendersPage(`${TENDER_COLUMNS}, ${input.withLots ? LOTS_OF_TENDER : NO_LOTS} as lots`), tendersPageValues(actor.companyId, input),
    );
    return pageOf(rows, input.first, ({ lots, ...tender }) => buyerTenderView(tender, ownedLots(lots), tender.states), placeOfTender);
  }

  /** Lots that the actor's company is invited to, best fit and next closing first. Declined ones are left out unless bidding names them. */
  async bidderLots(actor: Actor, filter: BidderLotFilterInput | null | undefined, page: PageInput, choice: BidderLotChoice = {}): Promise<Page<BidderLotView>> {
    const after = readCursor(page.after, [WHOLE, WHOLE, ID]);
    const rows = await readBidderLots<FitReason>(this.reads(actor), {
      companyId: actor.companyId, lotIds: choice.among ?? null, exceptLotIds: choice.except ?? [], hideDeclined: !choice.among,
      states: filter === null || filter === undefined || filter.states === undefined ? ['PUBLISHED'] : filter.states, process: filter?.process ?? null,
      after: after && { score: after[0]!, closesMicros: after[1]!, id: after[2]! }, limit: page.first + 1,
    });
    return pageOf(rows, page.first, (row) => this.view(row, actor.locale), (row) => [String(row.fitScore), row.closesMicros, row.id]);
  }

  /** One lot that the actor's company is invited to, null otherwise. A person's look is noted on the invitation. */
  async bidderLot(actor: Actor, lotId: string): Promise<BidderLotView | null> {
    const [row] = await this.rows(this.reads(actor), actor.companyId, [lotId]);
    if (!row) return null;
    if (row.invitationState === 'SENT' && actor.userId !== null) {
      await this.database.asCompany(actor.companyId, (tx) => tx.query(
        `update quoting.invitations set state = 'SEEN', seen_at = clock_timestamp() where tender_id = $1 and company_id = $2 and state = 'SENT'`, [row.tenderId, actor.companyId],
      ));
    }
    return this.view(row, actor.locale);
  }

  /** Lots of one invited company by id, unordered. For use inside a transaction too. */
  async bidderLotsByIds(companyId: string, lotIds: readonly string[], locale: Locale, options: { reads?: Reads } = {}): Promise<Map<string, BidderLotView>> {
    if (lotIds.length === 0) return new Map();
    const reads = options.reads ?? { query: (sql, params) => this.database.read(companyId, sql, params) };
    const rows = await this.rows(reads, companyId, lotIds);
    return new Map(rows.map((row) => [row.id, this.view(row, locale)]));
  }

  /** Invitations of a tender of the actor's company in the order in which they went out. */
  async invitations(actor: Actor, tenderId: string): Promise<InvitationView[]> {
    await this.mustOwn(actor, tenderId);
    const rows = await this.reads(actor).query<{ id: string; companyId: string; state: InvitationState; declines: DeclineReason[] }>(
      `select i.id, i.company_id as "companyId", i.state,
              (select coalesce(array_agg(d.reason order by d.declined_at), '{}') from quoting.declines d where d.tender_id = i.tender_id and d.company_id = i.company_id) as declines
         from quoting.invitations i where i.tender_id = $1 and i.buyer_company_id = $2 order by i.id limit 300`, [tenderId, actor.companyId],
    );
    return rows.map(invitationView);
  }

  /** Questions over all lots of an own tender, open ones first, then by time. */
  async tenderQuestions(actor: Actor, input: TenderQuestionsInput): Promise<Page<QuestionView>> {
    await this.mustOwn(actor, input.tenderId);
    return this.questions(actor, input, 'q.tender_id = $1 and q.buyer_company_id = $2', input.tenderId);
  }

  /** What was answered on a lot, and what the actor's company asked itself. */
  async lotQuestions(actor: Actor, input: LotQuestionsInput): Promise<Page<QuestionView>> {
    const [row] = await this.rows(this.reads(actor), actor.companyId, [input.lotId]);
    if (!row) throw Problem.notFound();
    const hidden = row.awarded ? [] : hiddenOf(row.mouldNames, row.disclosure);
    const page = await this.questions(actor, input, 'q.lot_id = $1 and (q.answer is not null or q.company_id = $2)', input.lotId);
    return { ...page, edges: page.edges.map((edge) => ({ ...edge, node: { ...edge.node, text: edge.node.mine ? edge.node.text : masked(edge.node.text, hidden), answer: edge.node.answer && masked(edge.node.answer, hidden) } })) };
  }

  private async questions(actor: Actor, page: PageInput, which: string, id: string): Promise<Page<QuestionView>> {
    const after = readCursor(page.after, [/^[01]$/, WHOLE, ID]);
    const rows = await this.reads(actor).query<QuestionRow>(
      `select q.id, q.lot_id as "lotId", q.company_id as "companyId", q.text, q.answer, q.asked_at as "askedAt", (q.answer is not null)::int as open,
              (extract(epoch from q.asked_at) * 1000000)::bigint::text as "askedMicros"
         from quoting.questions q
        where ${which}
          and ($3::int is null or ((q.answer is not null)::int, (extract(epoch from q.asked_at) * 1000000)::bigint, q.id) > ($3::int, $4::bigint, $5::text))
        order by (q.answer is not null)::int, q.asked_at, q.id limit $6`,
      [id, actor.companyId, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, page.first + 1],
    );
    return pageOf(rows, page.first, (row) => questionView(row, actor.companyId), (row) => [String(row.open), row.askedMicros, row.id]);
  }

  private async mustOwn(actor: Actor, tenderId: string): Promise<void> {
    const rows = await this.reads(actor).query('select 1 from quoting.tenders where id = $1 and buyer_company_id = $2', [tenderId, actor.companyId]);
    if (rows.length === 0) throw Problem.notFound();
  }

  private rows(reads: Reads, companyId: string, lotIds: readonly string[]): Promise<RawBidderLot<FitReason>[]> {
    return readBidderLots<FitReason>(reads, { companyId, lotIds, exceptLotIds: [], states: null, process: null, hideDeclined: false, after: null, limit: lotIds.length });
  }

  private view(row: RawBidderLot<FitReason>, locale: Locale): BidderLotView {
    const fitReasons = fitSentences(row.fitReasons, locale);
    return bidderLotView({ ...row, fitReasons }, locale, sha256, new Date());
  }

  private reads(actor: Actor): Reads {
    return { query: (sql, params) => this.database.read(actor.companyId, sql, params) };
  }
}
