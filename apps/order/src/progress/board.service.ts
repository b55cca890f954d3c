import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import type { MouldProgressInput } from '#contracts/order-progress';
import type { MouldProgressView } from '#contracts/order-progress-views';
import { dayText, Problem } from '#kernel';
import { Database } from '#platform/database';
import { LATENESS_RULES, mouldOutlook, neededBy, outlookOf, quietHours, slackDays, type LatenessRules, type Work } from '../orders/index.js';
import { boardPercent, boardView, type BoardRow, type CellGroup, type RowOutlook } from './board.view.js';

const ROAD = "array['PENDING', 'READY', 'DISPATCHED', 'PAUSED', 'SETUP', 'RUNNING', 'DONE', 'SKIPPED', 'PASSED']";

/**
 * The whole board in one statement: every part, its operations summed up by order line over the living pieces (planned ones for parts that
 * have no pieces yet), and what is promised. No row at all means that the mould is missing or another company's. The sums are materialized
 * because a planner without statistics, just after an import, would do them anew for every part.
 */
const BOARD = `
  select mould.t0_date::text as "t0Date", mould.t1_date::text as "t1Date", t.id as "partId", t.part_no as "partNo", t.name, t.state, t.position,
         coalesce(made.groups, planned.groups, '[]') as groups, coalesce(promised.promises, '[]') as promises
    from ordering.moulds mould left join ordering.parts t on t.mould_id = mould.id and t.company_id = mould.company_id
    left join lateral (
      select json_agg(g) as groups
        from (
          select r.seq, max(r.process) as process, r.order_line_id as "orderLineId", r.done_by as "doneById", (${ROAD})[min(array_position(${ROAD}, r.state))] as state,
                 coalesce(sum(p.count) filter (where r.state in ('PASSED', 'SKIPPED')), 0)::int as passed, sum(p.count)::int as articles, max(r.planned_minutes) as minutes,
                 max(r.planned_end) as "plannedEnd", min(r.started_at) as "startedAt", max(r.ended_at) filter (where r.state = 'PASSED') as "endedAt",
                 min(greatest(r.ready_at, r.last_report_at)) filter (where r.state in ('SETUP', 'RUNNING')) as "runningSince",
                 min(greatest(r.ready_at, r.last_report_at)) filter (where r.state in ('READY', 'DISPATCHED')) as "readySince"
            from ordering.pieces p join ordering.runs r on r.piece_id = p.id
           where p.part_id = t.id and p.state not in ('SCRAPPED', 'CANCELLED') and r.state not in ('FAILED', 'ABORTED')
           group by r.seq, r.order_line_id, r.done_by) g) made on true
    left join lateral (
      select json_agg(json_build_object('seq', o.seq, 'process', o.process, 'orderLineId', null, 'doneById', t.company_id, 'state', 'PENDING', 'passed', 0, 'articles', t.quantity,
                                        'minutes', o.planned_minutes, 'plannedEnd', null, 'startedAt', null, 'endedAt', null, 'runningSince', null, 'readySince', null)) as groups
        from ordering.operations o where o.part_id = t.id and t.state <> 'CANCELLED') planned on made.groups is null
    left join lateral (
      select json_agg(json_build_object('orderLineId', l.id, 'state', l.state, 'promisedDate', coalesce(s.promised, l.promised_date), 'arrived', s.arrived >= l.quantity)) as promises
        from ordering.order_lines l
        cross join lateral (
          select min(coalesce(lp.promised_date, l.promised_date)) filter (where lp.count > lp.accepted) as promised,
                 coalesce(sum(lp.arrived - case when lp.verdict in ('REWORK', 'REPAIR', 'RETURN', 'SCRAP') then lp.counted - lp.accepted else 0 end), 0)::int as arrived
            from ordering.line_pieces lp where lp.order_line_id = l.id) s
       where l.part_id = t.id and l.buyer_id = t.company_id) promised on true
   where mould.id = $1 and mould.company_id = $2
   order by t.position, t.part_no`;

const RESTING: ReadonlySet<string> = new Set(['ACCEPTED', 'SETTLED', 'CLOSED', 'SUSPENDED', 'CANCELLED', 'TERMINATED']);

/** The tracking board of a mould. */
@Injectable()
export class BoardService {
  constructor(private readonly database: Database, @Inject(LATENESS_RULES) private readonly rules: LatenessRules) {}

  /** Every part with every operation, worst slack first, read by one statement. NOT_FOUND for the mould of another company. */
  async board(actor: Actor, input: MouldProgressInput): Promise<MouldProgressView> {
    const found = await this.database.read<BoardRow>(actor.companyId, BOARD, [input.mouldId, actor.companyId]);
    const first = found[0];
    if (first === undefined) throw Problem.notFound();
    const now = new Date();
    const rows = found.filter((row) => row.partId !== null).map((row) => ({ row, ...this.outlook(row, now) }));
    const mould = mouldOutlook(first, rows.map(({ expected }) => expected), rows.some(({ row }) => row.promises.length > 0), dayText(now));
    return boardView(rows, mould, boardPercent(found, this.rules.unplannedMinutes));
  }

  private outlook(row: BoardRow, now: Date): { outlook: RowOutlook; expected: string | null } {
    const over = row.state === 'ACCEPTED' || row.state === 'INSTALLED' || row.state === 'CANCELLED';
    const work = over ? [] : row.groups.map(workOf);
    const promises = row.promises.map((promise) => ({ ...promise, resting: RESTING.has(promise.state) }));
    const { lateness, promisedDate, expected } = outlookOf(work, promises, now, dayText(now), this.rules);
    return { outlook: { lateness, promisedDate, slackDays: slackDays(expected, neededBy(row)), quietHours: (group) => quietOf(group, now) }, expected };
  }
}

function workOf(group: CellGroup): Work {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    seq: group.seq, orderLineId: group.orderLineId, minutes: group.minutes, open: group.articles - group.passed, runningSince: instant(group.runningSince), readySince: instant(group.readySince),
  };
}

function quietOf(group: CellGroup, now: Date): number | null {
  const hours = [['RUNNING', group.runningSince], ['READY', group.readySince]].map(([state, since]) => quietHours(state!, since === null ? null : new Date(since!), now)).filter((hour) => hour !== null);
  return hours.length === 0 ? null : Math.max(...hours);
}
