import { Inject, Injectable } from '@nestjs/common';
import { formatDecimal, newId, parseDecimal, Problem, type TaxBasis } from '#kernel';
import type { Actor, PartSnapshot } from '#contracts';
import {
  createTender, updateTender, type CreateTenderInput, type CreateTenderResult, type LotInput, type UpdateTenderInput, type UpdateTenderResult,
} from '#contracts/quoting-tenders';
import type { TenderAudienceView, TenderDisclosureView, TenderRulesView, TradeTermsView } from '#contracts/quoting-tender-terms';
import { Database, once, type Tx } from '#platform/database';
import { SupplierService } from '../capacity/index.js';
import { AmendmentService } from './amendment.service.js';
import { TenderCheckService } from './check.service.js';
import { openLotStates } from './lot.lifecycle.js';
import { PartService, type Described } from './part.service.js';
import type { TenderLimits } from './tender-check.policy.js';
import { audienceOf, basisOf, complaintsAboutAudience, complaintsAboutBeginning, complaintsAboutDirect, complaintsAboutLots, complaintsAboutTimes, lotTitle, onBasis, type TenderTimes } from './tender-draft.policy.js';
import { complaintsAboutRules, complaintsAboutTerms, rulesOf, termsOf, type Complaint } from './tender-rules.policy.js';
import { readTender } from './tender-rows.storage.js';
import { buyerTenderView, type TenderRow } from './tender.view.js';
import { lockTender } from './tenders.locks.js';
import { TENDER_LIMITS } from './limits.port.js';
import { inputRefused, stateRefused, versionConflict } from './refusals.view.js';

/** What a draft says besides its lots. */
interface Draft extends TenderTimes {
  title: string;
  rules: TenderRulesView;
  audience: TenderAudienceView;
  disclosure: TenderDisclosureView;
  terms: TradeTermsView;
}

/** Drafts of tenders: made, changed, and not yet seen by anybody else. */
@Injectable()
export class DraftService {
  constructor(
    private readonly database: Database,
    private readonly parts: PartService,
    private readonly suppliers: SupplierService,
    private readonly checks: TenderCheckService,
    private readonly amendments: AmendmentService,
    @Inject(TENDER_LIMITS) private readonly limits: TenderLimits,
  ) {}

  /** Makes a draft with one lot per entry. Refuses rules that cannot hold together, and a buyer that is stopped. NOT_FOUND for foreign parts. */
  async createTender(actor: Actor, input: CreateTenderInput): Promise<CreateTenderResult> {
    const described = await this.parts.describe(actor, linesOf(input.lots));
    return this.database.asHouse((tx) => once(tx, actor, createTender.name, input.idempotencyKey, input, async () => {
      const draft: Draft = {
        title: input.title, rules: rulesOf(input.rules), audience: audienceOf(input.audience), disclosure: { ...input.disclosure }, terms: termsOf(input.terms),
        opensAt: new Date(input.opensAt), closesAt: new Date(input.closesAt), enquiryEndsAt: input.enquiryEndsAt ? new Date(input.enquiryEndsAt) : null,
      };
      const basis = basisOf(draft.rules, input.lots, this.limits.taxRate);
      const found = await this.suppliers.byIds(tx, actor.companyId, [...draft.audience.companyIds, ...draft.audience.excludedIds]);
      if (found.buyer && found.buyer.status !== 'OPEN' && found.buyer.status !== 'PENDING') return stateRefused(actor, 'STOPPED', found.buyer.status);
      const complaints = [
        ...this.complaints(draft, input.lots, basis, await tx.now(), described),
        ...complaintsAboutAudience(draft.audience, actor.companyId, new Set(found.suppliers.map((one) => one.companyId))),
        ...await priorComplaint(tx, actor, input.priorTenderId ?? null),
      ];
      if (complaints.length > 0) return inputRefused(actor, complaints);
      const tenderId = newId('tender');
      await this.insertTender(tx, actor, tenderId, draft, basis, input.priorTenderId ?? null);
      await this.insertLots(tx, actor.companyId, tenderId, draft, basis, input.lots, described.take());
      return this.answer(tx, actor, tenderId, described.take());
    }));
  }

  /** Changes a draft; what is null stays. A published tender is amended as far as it still may be. */
  async updateTender(actor: Actor, input: UpdateTenderInput): Promise<UpdateTenderResult> {
    const before = await readTender({ query: (sql, params) => this.database.read(actor.companyId, sql, params) }, actor.companyId, input.tenderId);
    if (!before) throw Problem.notFound();
    const asked = input.lots ? linesOf(input.lots) : before.lots.flatMap((lot) => lot.lines);
    const described = before.tender.publishedAt === null ? await this.parts.describe(actor, asked) : null;
    return this.database.asHouse((tx) => once(tx, actor, updateTender.name, input.idempotencyKey, input, async () => {
      const tender = await lockTender(tx, actor.companyId, input.tenderId);
      if (tender.version !== input.version || tender.version !== before.tender.version) return versionConflict(actor, tender.version);
      if (tender.publishedAt !== null || described === null) return this.amendments.amend(tx, actor, tender, input);
      return this.changeDraft(tx, actor, tender, input, described);
    }));
  }

  private async changeDraft(tx: Tx, actor: Actor, tender: TenderRow, input: UpdateTenderInput, described: Described): Promise<UpdateTenderResult> {
    const before = (await readTender(tx, actor.companyId, tender.id))!;
    if (before.lots.some((lot) => lot.state !== 'DRAFT')) return stateRefused(actor, 'NOT_DRAFT', before.lots.find((lot) => lot.state !== 'DRAFT')!.state);
    const draft: Draft = {
      title: input.title ?? tender.title,
      rules: input.rules ? rulesOf(input.rules) : tender.rules,
      audience: input.audience ? audienceOf(input.audience) : tender.audience,
      disclosure: input.disclosure ? { ...input.disclosure } : tender.disclosure,
      terms: input.terms ? termsOf(input.terms) : tender.terms,
      opensAt: input.opensAt ? new Date(input.opensAt) : tender.opensAt,
      closesAt: input.closesAt ? new Date(input.closesAt) : tender.closesAt,
      enquiryEndsAt: input.enquiryEndsAt ? new Date(input.enquiryEndsAt) : tender.enquiryEndsAt,
    };
    const lots = input.lots ?? before.lots.map((lot): LotInput => ({
      title: lot.title, closesAt: lot.ownClosesAt?.toISOString() ?? null,
      ceiling: amountOf(lot.ceilingMinor, lot), reserve: amountOf(lot.reserveMinor, lot),
      lines: lot.lines.map(({ partId, operationSeqs, quantity, requestedDate, materialSupply }) => ({ partId, operationSeqs, quantity, requestedDate, materialSupply })),
    }));
    const basis = basisOf(draft.rules, lots, formatDecimal(parseDecimal(tender.taxRate)));
    const found = await this.suppliers.byIds(tx, actor.companyId, [...draft.audience.companyIds, ...draft.audience.excludedIds]);
    const complaints = [
      ...this.complaints(draft, lots, basis, await tx.now(), described),
      ...complaintsAboutAudience(draft.audience, actor.companyId, new Set(found.suppliers.map((one) => one.companyId))),
    ];
    if (complaints.length > 0) return inputRefused(actor, complaints);
    await tx.query(
      `update quoting.tenders set version = version + 1, title = $2, rules = $3, audience = $4, disclosure = $5, terms = $6, currency = $7, tax_included = $8, tax_rate = $9,
         opens_at = $10, closes_at = $11, enquiry_ends_at = $12 where id = $1`,
      [tender.id, draft.title, JSON.stringify(draft.rules), JSON.stringify(draft.audience), JSON.stringify(draft.disclosure), JSON.stringify(draft.terms),
        basis.currency, basis.taxIncluded, basis.taxRate, draft.opensAt, draft.closesAt, draft.enquiryEndsAt],
    );
    const kept = input.lots ? null : before.lots.map((lot) => lot.id);
    await tx.query('delete from quoting.lots where tender_id = $1', [tender.id]);
    await this.insertLots(tx, actor.companyId, tender.id, draft, basis, lots, described.take(), kept);
    return this.answer(tx, actor, tender.id, described.take());
  }

  private complaints(draft: Draft, lots: readonly LotInput[], basis: TaxBasis, now: Date, described: Described): Complaint[] {
    const closings = lots.map((lot) => ({ closesAt: lot.closesAt ? new Date(lot.closesAt) : null }));
    const complaints = [
      ...complaintsAboutRules(draft.rules), ...complaintsAboutTerms(draft.terms), ...complaintsAboutLots(lots, draft.rules, basis), ...complaintsAboutDirect(draft.rules, draft.audience),
      ...complaintsAboutTimes(draft, closings, now), ...complaintsAboutBeginning(draft, closings, draft.rules),
    ];
    if (described.unknownOperation !== null) complaints.push({ path: pathOfLine(lots, described.unknownOperation), code: 'UNKNOWN_OPERATION' });
    return complaints;
  }

  private async answer(tx: Tx, actor: Actor, tenderId: string, parts: readonly PartSnapshot[]) {
    const { tender, lots } = (await readTender(tx, actor.companyId, tenderId))!;
    const { check } = await this.checks.weigh(tx, actor, tender, lots, parts);
    return { ...buyerTenderView(tender, lots), check };
  }

  private async insertTender(tx: Tx, actor: Actor, id: string, draft: Draft, basis: TaxBasis, priorTenderId: string | null): Promise<void> {
    await tx.query(
      `with counted as (
         insert into quoting.tender_numbers as numbers (month, last) values (to_char(clock_timestamp() at time zone 'UTC', 'YYMM'), 1)
         on conflict (month) do update set last = numbers.last + 1 returning month, last
       )
       insert into quoting.tenders (id, buyer_company_id, tender_no, title, rules, audience, disclosure, terms, currency, tax_included, tax_rate,
         opens_at, closes_at, enquiry_ends_at, prior_tender_id, created_by)
       select $1, $2, 'T' || month || '-' || lpad(last::text, 5, '0'), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15 from counted`,
      [id, actor.companyId, draft.title, JSON.stringify(draft.rules), JSON.stringify(draft.audience), JSON.stringify(draft.disclosure), JSON.stringify(draft.terms),
        basis.currency, basis.taxIncluded, basis.taxRate, draft.opensAt, draft.closesAt, draft.enquiryEndsAt, priorTenderId, actor.userId ?? actor.principalId],
    );
  }

  /** Writes lots and lines by one statement each; ids are new unless a change of the tender keeps its lots. */
  private async insertLots(tx: Tx, buyerId: string, tenderId: string, draft: Draft, basis: TaxBasis, lots: readonly LotInput[], parts: readonly PartSnapshot[], keptIds: readonly string[] | null = null): Promise<void> {
    let place = 0;
    const rows = lots.map((lot, i) => {
      const lines = lot.lines.map((line, j) => ({ line, part: parts[place + j]! }));
      place += lot.lines.length;
      return { id: keptIds?.[i] ?? newId('lot'), lot, lines };
    });
    await tx.query(
      `insert into quoting.lots (id, tender_id, buyer_company_id, lot_no, title, state, currency, tax_included, tax_rate, ceiling_minor, reserve_minor, own_closes_at, part_ids, opens_at, closes_at, planned_closes_at)
       select n.id, $1, $2, n.lot_no, n.title, 'DRAFT', $3, $4, $5, n.ceiling, n.reserve, n.closes_at, n.part_ids, $6, coalesce(n.closes_at, $7), coalesce(n.closes_at, $7)
         from jsonb_to_recordset($8::jsonb) as n (id text, lot_no int, title text, ceiling bigint, reserve bigint, closes_at timestamptz, part_ids text)`,
      [tenderId, buyerId, basis.currency, basis.taxIncluded, basis.taxRate, draft.opensAt, draft.closesAt, JSON.stringify(rows.map(({ id, lot, lines }, i) => ({
        id, lot_no: i + 1, title: lot.title ?? lotTitle(lines.map(({ part }) => part.name)),
        ceiling: lot.ceiling ? onBasis(lot.ceiling, basis)?.toString() : null, reserve: lot.reserve ? onBasis(lot.reserve, basis)?.toString() : null, closes_at: lot.closesAt ?? null,
        part_ids: lines.map(({ line }) => line.partId).join(),
      })))],
    );
    await tx.query(
      `insert into quoting.lot_lines (id, lot_id, tender_id, buyer_company_id, line_no, part_id, operation_seqs, quantity, requested_date, material_supply, revision, processes, snapshot)
       select n.id, n.lot_id, $1, $2, n.line_no, n.part_id, n.operation_seqs, n.quantity, n.requested_date, n.material_supply, n.revision, n.processes, n.snapshot
         from jsonb_to_recordset($3::jsonb) as n (id text, lot_id text, line_no int, part_id text, operation_seqs int[], quantity int, requested_date date, material_supply text, revision text, processes text[], snapshot jsonb)`,
      [tenderId, buyerId, JSON.stringify(rows.flatMap(({ id, lines }) => lines.map(({ line, part }, j) => ({
        id: newId('lotLine'), lot_id: id, line_no: j + 1, part_id: line.partId, operation_seqs: line.operationSeqs ?? null, quantity: line.quantity ?? null,
        requested_date: line.requestedDate, material_supply: line.materialSupply, revision: part.revision, processes: part.operations.map((operation) => operation.process), snapshot: part,
      }))))],
    );
  }
}

function linesOf(lots: readonly LotInput[]): LotInput['lines'] {
  return lots.flatMap((lot) => lot.lines);
}

function amountOf(minor: string | null, lot: { currency: string; taxIncluded: boolean; taxRate: string }) {
  return minor === null ? null : { amountMinor: minor, currency: lot.currency, taxIncluded: lot.taxIncluded, taxRate: formatDecimal(parseDecimal(lot.taxRate)) };
}

function pathOfLine(lots: readonly LotInput[], index: number): string {
  let rest = index;
  for (const [i, lot] of lots.entries()) {
    if (rest < lot.lines.length) return `lots.${i}.lines.${rest}.operationSeqs`;
    rest -= lot.lines.length;
  }
  return 'lots';
}

/** What a tender follows on must be an own one that was published and takes no bids any more. */
async function priorComplaint(tx: Tx, actor: Actor, priorTenderId: string | null): Promise<Complaint[]> {
  if (priorTenderId === null) return [];
  const [prior] = await tx.query<{ over: boolean }>(
    `select t.published_at is not null and not exists (select 1 from quoting.lots l where l.tender_id = t.id and l.state = any ($3)) as over
       from quoting.tenders t where t.id = $1 and t.buyer_company_id = $2`, [priorTenderId, actor.companyId, openLotStates],
  );
  if (prior === undefined) return [{ path: 'priorTenderId', code: 'UNKNOWN_TENDER' }];
  return prior.over ? [] : [{ path: 'priorTenderId', code: 'NOT_OVER' }];
}
