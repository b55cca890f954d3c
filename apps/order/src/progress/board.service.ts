import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import type { MouldProgressInput, MouldProgressView } from '#contracts/order-progress';
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
  with mould as (
    select id, company_id, t0_date, t1_date from ordering.moulds where id = $1 and company_id = $2
  ), pieces as (
    select p.id, p.part_id, p.count from ordering.pieces p join mould on p.mould_id = mould.id and p.company_id = mould.company_id
     where p.state not in ('SCRAPPED', 'CANCELLED')
  ), done as (
    select p.part_id, r.seq, r.order_line_id, r.done_by, max(r.process) as process, (${ROAD})[min(array_position(${ROAD}, r.state))] as state,
           coalesce(sum(p.count) filter (where r.state in ('PASSED', 'SKIPPED')), 0)::int as passed, sum(p.count)::int as articles, max(r.planned_minutes) as minutes, max(r.planned_end) as planned_end,
           min(greatest(r.ready_at, r.last_report_at)) filter (where r.state in ('SETUP', 'RUNNING')) as running_since,
           min(greatest(r.ready_at, r.last_report_at)) filter (where r.state in ('READY', 'DISPATCHED')) as ready_since
      from pieces p join ordering.runs r on r.piece_id = p.id and r.state not in ('FAILED', 'ABORTED')
     group by p.part_id, r.seq, r.order_line_id, r.done_by
  ), planned as (
    select t.id as part_id, o.seq, o.process, o.planned_minutes, t.quantity, t.company_id
      from mould join ordering.parts t on t.mould_id = mould.id join ordering.operations o on o.part_id = t.id
     where t.state <> 'CANCELLED' and not exists (select from pieces p where p.part_id = t.id)
  ), groups as materialized (
    select part_id, json_agg(json_build_object('seq', seq, 'process', process, 'orderLineId', order_line_id, 'doneById', done_by, 'state', state, 'passed', passed, 'articles', articles,
                                               'minutes', minutes, 'plannedEnd', planned_end, 'runningSince', running_since, 'readySince', ready_since)) as groups
      from (
        select part_id, seq, process, order_line_id, done_by, state, passed, articles, minutes, planned_end, running_since, ready_since from done
        union all select part_id, seq, process, null, company_id, 'PENDING', 0, quantity, planned_minutes, null, null, null from planned
      ) g group by part_id
  ), promises as materialized (
    select l.part_id, json_agg(json_build_object('orderLineId', l.id, 'state', l.state, 'promisedDate', coalesce(s.promised, l.promised_date), 'arrived', s.arrived >= l.quantity)) as promises
      from mould join ordering.order_lines l on l.mould_id = mould.id and l.buyer_id = mould.company_id
      cross join lateral (
        select min(coalesce(lp.promised_date, l.promised_date)) filter (where lp.count > lp.accepted) as promised,
               coalesce(sum(lp.arrived - case when lp.verdict in ('REWORK', 'REPAIR', 'RETURN', 'SCRAP') then lp.counted - lp.accepted else 0 end), 0)::int as arrived
          from ordering.line_pieces lp where lp.order_line_id = l.id) s
     group by l.part_id
  )
  select mould.t0_date::text as "t0Date", mould.t1_date::text as "t1Date", t.id as "partId", t.part_no as "partNo", t.name, t.state, t.position,
         coalesce(groups.groups, '[]') as groups, coalesce(promises.promises, '[]') as promises
    from mould left join ordering.parts t on t.mould_id = mould.id left join groups on groups.part_id = t.id left join promises on promises.part_id = t.id
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
