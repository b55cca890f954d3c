import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import type { DrawingGuestView, DrawingGuestsInput, DrawingStandingView, DrawingStandingsInput } from '#contracts/quoting-drawings';
import { Database } from '#platform/database';
import { drawingReach, widest, type ReachFacts } from './drawing-reach.policy.js';
import { declinedBy } from './tender-rows.storage.js';

/** True for a guest that the buyer has blocked or the house has stopped. */
const STOPPED = `(exists (select 1 from quoting.relations r where r.owner_id = t.buyer_company_id and r.company_id = i.company_id and r.relation = 'BLOCKED')
  or exists (select 1 from quoting.supplier_profiles p where p.company_id = i.company_id and p.status in ('SUSPENDED', 'TERMINATED')))`;
const OWN = { stage: 'DOWNLOAD', hindrance: null, until: null } as const;

type Standing = ReachFacts & { now: Date } & Omit<DrawingStandingView, 'stage' | 'hindrance' | 'until'>;
type Guest = ReachFacts & { now: Date; ndaAcceptedAt: Date | null; ndaVersion: string | null };

/** What tenders let companies see of drawings, at this moment. */
@Injectable()
export class DrawingStandings {
  constructor(private readonly database: Database) {}

  /** Lines that the actor's company is invited to or has published itself, by their ids or by the parts behind them, in one statement. */
  async of(actor: Actor, { lineIds, partIds }: DrawingStandingsInput): Promise<DrawingStandingView[]> {
    // What a buyer holds of its guests is read by the house: the guest has no door to it.
    const rows = await this.database.readAsHouse<Standing>(
      `select n.id as "lineId", n.lot_id as "lotId", l.lot_no as "lotNo", n.line_no as "lineNo", n.tender_id as "tenderId", n.buyer_company_id as "buyerId", n.part_id as "partId", n.revision,
              t.disclosure, l.state as "lotState", l.closes_at as "closesAt", l.closed_at as "closedAt", i.nda_accepted_at is not null as "ndaAccepted", ${declinedBy('i')} as declined,
              ${STOPPED} as stopped, clock_timestamp() as now
         from quoting.lot_lines n join quoting.lots l on l.id = n.lot_id and l.published_at is not null join quoting.tenders t on t.id = n.tender_id
         left join quoting.invitations i on i.tender_id = n.tender_id and i.company_id = $1
        where (n.id = any ($2::text[]) or n.part_id = any ($3::text[])) and (i.id is not null or n.buyer_company_id = $1) order by n.id`, [actor.companyId, lineIds ?? [], partIds ?? []]);
    return rows.map(({ lineId, lotId, lotNo, lineNo, tenderId, buyerId, partId, revision, now, ...facts }) => (
      { lineId, lotId, lotNo, lineNo, tenderId, buyerId, partId, revision, ...(buyerId === actor.companyId ? OWN : drawingReach(facts, now)) }));
  }

  /** Guests of an own tender, or of all own tenders with a part, each with the most that it sees; null when there is no such tender. */
  async guests(actor: Actor, { tenderId, partId }: DrawingGuestsInput): Promise<DrawingGuestView[] | null> {
    // Lots of one tender in one state differ in when they end alone; the last end lasts longest. A bid after a refusal takes that back for the guest, but its buyer must not read from here that there is one.
    const rows = await this.database.readAsHouse<Guest & { companyId: string | null }>(
      `select i.company_id as "companyId", i.nda_accepted_at as "ndaAcceptedAt", i.nda_version as "ndaVersion", i.nda_accepted_at is not null as "ndaAccepted", t.disclosure, l.state as "lotState",
              max(l.closes_at) as "closesAt", max(coalesce(l.closed_at, l.closes_at)) as "closedAt", d.lot_id is not null as declined, ${STOPPED} as stopped, clock_timestamp() as now
         from quoting.tenders t left join quoting.lots l on l.tender_id = t.id and l.published_at is not null left join quoting.invitations i on i.tender_id = t.id
         left join quoting.declines d on d.lot_id = l.id and d.company_id = i.company_id
        where t.buyer_company_id = $1 and ($2::text is null or t.id = $2)
          and ($3::text is null or exists (select 1 from quoting.lot_lines n where n.lot_id = l.id and n.part_id = $3)) and ($2::text is not null or $3::text is not null)
        group by t.id, i.id, l.state, d.lot_id is not null order by i.company_id`, [actor.companyId, tenderId ?? null, partId ?? null]);
    if (rows.length === 0 && tenderId) return null;
    const byCompany = new Map<string, Guest[]>();
    for (const row of rows) if (row.companyId !== null && (row.lotState as string | null) !== null) byCompany.set(row.companyId, [...byCompany.get(row.companyId) ?? [], row]);
    return [...byCompany].map(([companyId, lots]) => {
      const accepted = lots.find(({ ndaAcceptedAt }) => ndaAcceptedAt !== null);
      return { companyId, ndaAcceptedAt: accepted?.ndaAcceptedAt?.toISOString() ?? null, ndaVersion: accepted?.ndaVersion ?? null, ...widest(lots.map(({ now, ...facts }) => drawingReach(facts, now)))! };
    });
  }
}
