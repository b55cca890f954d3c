import { Inject, Injectable } from '@nestjs/common';
import { isId, Problem } from '#kernel';
import type { Actor, InputRefused } from '#contracts';
import { recallDrawings, type DrawingAccessInput, type DrawingAccessView, type DrawingGrantView, type RecallDrawingsInput, type RecallDrawingsResult } from '#contracts/order-grants';
import type { OrderLineState } from '#contracts/order-orders';
import { drawingGuests, type DrawingReach } from '#contracts/quoting-drawings';
import { Database, once, type Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { Rpc } from '#platform/rpc';
import { supplierReach, type Recall } from './grant.policy.js';
import { GRANT_OPTIONS, type GrantOptions } from './grants-options.port.js';
import { sentences } from './grants-sentences.view.js';
import { OpeningLog } from './opening-log.service.js';

const DEADLINE_MS = 4_000;

/** A part or tender of the own company. */
type Target = { partId: string; tenderId: null } | { partId: null; tenderId: string };

interface SupplierRow { companyId: string; state: OrderLineState; acceptedAt: Date | null; superseded: boolean; now: Date }

/** Who may see the drawings of a part or tender, and how their owner ends that. */
@Injectable()
export class RecallService {
  constructor(
    private readonly database: Database, private readonly rpc: Rpc, private readonly outbox: Outbox, private readonly log: OpeningLog,
    @Inject(GRANT_OPTIONS) private readonly options: Pick<GrantOptions, 'claimDays'>,
  ) {}

  /** Everybody with a part in it, and the newest entries of the log. */
  async access(actor: Actor, input: DrawingAccessInput): Promise<DrawingAccessView> {
    const target = targetOf(input);
    if (target === null) throw Problem.badInput([{ path: 'partId', message: sentences(actor.locale).ONE_OF_TWO }]);
    const [grants, openings] = await Promise.all([this.grants(actor, target), target.partId === null ? this.log.ofTender(actor, target.tenderId) : this.log.ofPart(actor, target.partId)]);
    return { __typename: 'DrawingAccess', grants, openings };
  }

  /** Ends what a company may see of a part or tender, or gives it again. What is so already changes nothing. Open pages of that company hear of it. */
  async recall(actor: Actor, input: RecallDrawingsInput): Promise<RecallDrawingsResult> {
    const target = targetOf(input);
    if (target === null) return inputRefused('partId', sentences(actor.locale).ONE_OF_TWO);
    const known = isId(input.companyId, 'company') && (await this.grants(actor, target)).some(({ companyId }) => companyId === input.companyId);
    if (!known) return inputRefused('companyId', sentences(actor.locale).NOTHING_GIVEN);
    await this.database.asCompany(actor.companyId, (tx) => once(tx, actor, recallDrawings.name, input.idempotencyKey, input, async () => {
      const changed = input.recall ? await this.takeBack(tx, actor, target, input) : await this.giveAgain(tx, actor, target, input);
      if (changed) {
        const subjectIds = await this.subjects(tx, actor, target, input.companyId);
        await this.outbox.add(tx, 'ordering.drawings.recalled.v1', { ownerId: actor.companyId, companyId: input.companyId, recalled: input.recall, subjectIds }, input.companyId);
      }
      return { changed };
    }));
    return this.access(actor, input);
  }

  private async takeBack(tx: Tx, actor: Actor, { partId, tenderId }: Target, { companyId, reason }: RecallDrawingsInput): Promise<boolean> {
    const made = await tx.query(
      `insert into ordering.drawing_recalls (company_id, guest_id, tender_id, part_id, reason, recalled_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (guest_id, company_id, (coalesce(tender_id, part_id))) where given_at is null do nothing returning 1`, [actor.companyId, companyId, tenderId, partId, reason, actor.userId ?? actor.principalId]);
    return made.length > 0;
  }

  private async giveAgain(tx: Tx, actor: Actor, { partId, tenderId }: Target, { companyId, reason }: RecallDrawingsInput): Promise<boolean> {
    const given = await tx.query(
      `update ordering.drawing_recalls set given_at = clock_timestamp(), given_by = $5, given_reason = $6
        where company_id = $1 and guest_id = $2 and given_at is null and (tender_id = $3 or part_id = $4) returning 1`, [actor.companyId, companyId, tenderId, partId, actor.userId ?? actor.principalId, reason]);
    return given.length > 0;
  }

  /** Order lines of the company, and lots of the owner: quoting, which knows the invitations, tells the company of those that it was invited to. */
  private async subjects(tx: Tx, actor: Actor, { partId, tenderId }: Target, companyId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select distinct lot_id as id from ordering.placements where company_id = $1 and (tender_id = $2 or part_id = $3)
       union select l.id from ordering.order_lines l join ordering.orders o on o.id = l.order_id where l.buyer_id = $1 and l.supplier_id = $4 and (o.tender_id = $2 or l.part_id = $3) limit 5000`, [actor.companyId, tenderId, partId, companyId]);
    return rows.map(({ id }) => id);
  }

  private async grants(actor: Actor, target: Target): Promise<DrawingGrantView[]> {
    if (target.partId !== null) {
      const own = await this.database.read(actor.companyId, 'select 1 from ordering.parts where company_id = $1 and id = $2', [actor.companyId, target.partId]);
      if (own.length === 0) throw Problem.notFound();
    }
    const [{ guests }, suppliers, recalls] = await Promise.all([this.rpc.callAsHouse(drawingGuests, actor, target, { deadlineMs: DEADLINE_MS }), this.suppliers(actor, target), this.recalls(actor, target)]);
    if (guests === null) throw Problem.notFound();
    const withRecall = (companyId: string, reach: DrawingReach): Pick<DrawingGrantView, 'stage' | 'hindrance' | 'until' | 'recall'> => {
      const recall = recalls.find(({ guestId }) => guestId === companyId);
      return recall ? { stage: null, hindrance: 'RECALLED', until: null, recall: { reason: recall.reason, recalledAt: recall.recalledAt } } : { ...reach, recall: null };
    };
    const supplierIds = [...new Set(suppliers.map(({ companyId }) => companyId))];
    return [
      ...supplierIds.map((companyId): DrawingGrantView => {
        const accepted = guests.find((guest) => guest.companyId === companyId);
        const [reach] = suppliers.filter((line) => line.companyId === companyId).map((line) => supplierReach(line, this.options.claimDays, line.now)).sort((a, b) => rank(b) - rank(a));
        return { companyId, as: 'SUPPLIER', ...withRecall(companyId, reach!), ndaAcceptedAt: accepted?.ndaAcceptedAt ?? null, ndaVersion: accepted?.ndaVersion ?? null };
      }),
      ...guests.filter(({ companyId }) => !supplierIds.includes(companyId)).map(({ companyId, stage, hindrance, until, ndaAcceptedAt, ndaVersion }): DrawingGrantView => (
        { companyId, as: 'BIDDER', ...withRecall(companyId, { stage, hindrance, until }), ndaAcceptedAt, ndaVersion })),
    ];
  }

  private suppliers(actor: Actor, { partId, tenderId }: Target): Promise<SupplierRow[]> {
    return this.database.read<SupplierRow>(actor.companyId,
      `select l.supplier_id as "companyId", l.state, l.accepted_at as "acceptedAt", clock_timestamp() as now,
              exists (select from ordering.part_revisions v where v.part_id = l.part_id and (length(v.revision), v.revision) > (length(l.revision), l.revision)) as superseded
         from ordering.order_lines l join ordering.orders o on o.id = l.order_id where l.buyer_id = $1 and (l.part_id = $2 or o.tender_id = $3) order by l.id limit 2000`, [actor.companyId, partId, tenderId]);
  }

  /** Those of the very part or tender. */
  private recalls(actor: Actor, { partId, tenderId }: Target): Promise<(Recall & { guestId: string })[]> {
    return this.database.read<Recall & { guestId: string }>(actor.companyId,
      `select guest_id as "guestId", tender_id as "tenderId", part_id as "partId", reason, to_char(recalled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recalledAt"
         from ordering.drawing_recalls where company_id = $1 and given_at is null and (part_id = $2 or tender_id = $3)`, [actor.companyId, partId, tenderId]);
  }
}

const rank = ({ stage }: DrawingReach): number => [null, 'OUTLINE', 'VIEW', 'DOWNLOAD'].indexOf(stage);

function targetOf({ partId, tenderId }: DrawingAccessInput): Target | null {
  if (partId && !tenderId) return { partId, tenderId: null };
  return tenderId && !partId ? { partId: null, tenderId } : null;
}

function inputRefused(path: string, message: string): InputRefused {
  return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message, problems: [{ path, message }] };
}
