import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, Locale, PartSnapshot } from '#contracts';
import type { LotMatchView, TenderCheckView } from '#contracts/quoting-tender-views';
import { Database, type Tx } from '#platform/database';
import { demandsOf, distanceKm, fitOf, SupplierService, type Fit, type Supplier } from '../capacity/index.js';
import { chooseInvited, MOST_INVITATIONS, type Candidate, type Choice } from './audience.policy.js';
import { TENDER_LIMITS } from './limits.port.js';
import { holdingLotStates } from './lot.lifecycle.js';
import { matchViews } from './match.view.js';
import { PartService } from './part.service.js';
import { checkTender, placeKey, type Finding, type TenderLimits } from './tender-check.policy.js';
import { readTender, type OwnedLot } from './tender-rows.storage.js';
import type { TenderRow } from './tender.view.js';
import { findingSentence } from './tenders-sentences.view.js';

/** Everything that is known of a draft just before it goes out. */
export interface Weighed {
  buyer: Supplier | null;
  choice: Choice;
  /** Fits of the invited by company and then lot. */
  fits: ReadonlyMap<string, ReadonlyMap<string, Fit>>;
  blocking: Finding[];
  warnings: Finding[];
  check: TenderCheckView;
  now: Date;
}

/** A long search lets bids pass after this many companies. */
const BREATH = 20;

/** Weighs drafts: who would be invited, what fits whom, what is missing. */
@Injectable()
export class TenderCheckService {
  constructor(
    private readonly database: Database,
    private readonly parts: PartService,
    private readonly suppliers: SupplierService,
    @Inject(TENDER_LIMITS) private readonly limits: TenderLimits,
  ) {}

  /** `BuyerTender.check`, computed now. After publication nothing hinders any more and the invitees are those who were invited. */
  async check(actor: Actor, tenderId: string): Promise<TenderCheckView> {
    const found = await readTender({ query: (sql, params) => this.database.read(actor.companyId, sql, params) }, actor.companyId, tenderId);
    if (!found) throw Problem.notFound();
    if (found.tender.publishedAt !== null) {
      const [row] = await this.database.read<{ invitees: number }>(
        actor.companyId, 'select count(*)::int as invitees from quoting.invitations where tender_id = $1 and buyer_company_id = $2', [tenderId, actor.companyId],
      );
      return { blocking: [], warnings: [], invitees: Math.min(MOST_INVITATIONS, row!.invitees) };
    }
    const parts = (await this.parts.describe(actor, found.lots.flatMap((lot) => lot.lines))).take();
    return this.database.asHouse(async (tx) => (await this.weigh(tx, actor, found.tender, found.lots, parts)).check);
  }

  /** `BuyerTender.matches`, computed now; nothing after publication, when invitations tell. */
  async matches(actor: Actor, tenderId: string): Promise<LotMatchView[]> {
    const found = await readTender({ query: (sql, params) => this.database.read(actor.companyId, sql, params) }, actor.companyId, tenderId);
    if (!found) throw Problem.notFound();
    if (found.tender.publishedAt !== null) return [];
    const parts = (await this.parts.describe(actor, found.lots.flatMap((lot) => lot.lines))).take();
    const { fits, choice } = await this.database.asHouse((tx) => this.weigh(tx, actor, found.tender, found.lots, parts));
    return matchViews(found.lots.map(({ id }) => id), fits, new Set(choice.invited.map(({ companyId }) => companyId)), actor.locale);
  }

  /** Weighs a draft whose parts were described in the order of its lines. Needs the rights of the house: it looks across companies. */
  async weigh(tx: Tx, actor: Actor, tender: TenderRow, lots: readonly OwnedLot[], parts: readonly PartSnapshot[]): Promise<Weighed> {
    let place = 0;
    const asked = lots.map((lot) => {
      const lines = lot.lines.map((line, i) => ({ partId: line.partId, quantity: line.quantity, requestedDate: line.requestedDate, part: parts[place + i]! }));
      place += lot.lines.length;
      return { lot, lines, demands: lines.flatMap((line) => demandsOf(line.part)) };
    });
    const firstRound = tender.priorTenderId === null || tender.rules.direct ? [] : await this.invitedTo(tx, tender.priorTenderId);
    const found = await this.suppliers.find(tx, {
      buyerId: actor.companyId, trusted: tender.audience.trusted, withinKm: tender.audience.withinKm,
      namedIds: [...tender.audience.companyIds, ...firstRound], processes: [...new Set(asked.flatMap(({ demands }) => demands.map((demand) => demand.process)))],
    });
    const fits = await this.fits(found, asked.map(({ lot, demands }) => ({ lotId: lot.id, demands })), tender.terms.subcontracting);
    const candidates = found.suppliers.map((supplier): Candidate => {
      const own = [...fits.get(supplier.companyId)!.values()];
      return {
        companyId: supplier.companyId, status: supplier.status, registrationNo: supplier.registrationNo, relation: supplier.relation,
        distanceKm: between(found.buyer, supplier), fits: own.some((fit) => fit.fits), score: Math.max(0, ...own.map((fit) => fit.score)),
      };
    });
    const choice = chooseInvited({ companyId: actor.companyId, registrationNo: found.buyer?.registrationNo ?? null }, tender.audience, candidates, firstRound);
    const now = await tx.now();
    const { blocking, warnings } = checkTender({
      visibility: tender.rules.visibility, direct: tender.rules.direct, heldElsewhere: await this.heldElsewhere(tx, tender, asked.flatMap(({ lines }) => lines.map((line) => line.partId))), invited: choice.invited.length, refused: choice.refused.length,
      placeMissing: tender.audience.withinKm !== null && (found.buyer?.place ?? null) === null,
      lots: asked.map(({ lot, lines }) => ({
        lotId: lot.id, opensAt: lot.opensAt, closesAt: lot.closesAt, lines,
        matches: choice.invited.filter(({ companyId }) => fits.get(companyId)!.get(lot.id)!.fits).length,
      })),
    }, this.limits, now);
    return { buyer: found.buyer, choice, fits, blocking, warnings, now, check: checkView(blocking, warnings, choice.invited.length, lots, actor.locale) };
  }

  /** Fits of companies for lots whose needs are known. */
  async fits(found: { buyer: Supplier | null; suppliers: readonly Supplier[] }, lots: readonly { lotId: string; demands: ReturnType<typeof demandsOf> }[], mayGiveOn: readonly string[]): Promise<Map<string, Map<string, Fit>>> {
    const fits = new Map<string, Map<string, Fit>>();
    for (const [i, supplier] of found.suppliers.entries()) {
      if (i % BREATH === BREATH - 1) await setImmediate();
      const km = between(found.buyer, supplier);
      fits.set(supplier.companyId, new Map(lots.map(({ lotId, demands }) => [lotId, fitOf(supplier.ability, demands, mayGiveOn, km)])));
    }
    return fits;
  }

  /** Pieces of these parts in other lots of the buyer that have not ended, by part and operation. */
  private async heldElsewhere(tx: Tx, tender: TenderRow, partIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ partId: string; seq: number; pieces: number }>(
      `select n.part_id as "partId", (step->>'seq')::int as seq, sum(n.quantity)::int as pieces
         from quoting.lot_lines n join quoting.lots l on l.id = n.lot_id cross join lateral jsonb_array_elements(n.snapshot->'operations') as step
        where n.part_id = any ($1) and n.buyer_company_id = $2 and n.tender_id <> $3 and l.state = any ($4) group by 1, 2`,
      [[...new Set(partIds)], tender.buyerId, tender.id, holdingLotStates],
    );
    return new Map(rows.map((row) => [placeKey(row.partId, row.seq), row.pieces]));
  }

  private async invitedTo(tx: Tx, tenderId: string): Promise<string[]> {
    return (await tx.query<{ id: string }>('select company_id as id from quoting.invitations where tender_id = $1', [tenderId])).map((row) => row.id);
  }
}

function between(buyer: Supplier | null, supplier: Supplier): number | null {
  return buyer?.place && supplier.place ? distanceKm(buyer.place, supplier.place) : null;
}

function checkView(blocking: readonly Finding[], warnings: readonly Finding[], invitees: number, lots: readonly { id: string; lotNo: number }[], locale: Locale): TenderCheckView {
  const numbers = new Map(lots.map((lot) => [lot.id, lot.lotNo]));
  const view = (finding: Finding) => ({
    code: finding.code, lotId: finding.lotId, message: findingSentence(finding, finding.lotId === null ? null : numbers.get(finding.lotId) ?? null, locale),
  });
  return { blocking: blocking.map(view), warnings: warnings.map(view), invitees };
}
