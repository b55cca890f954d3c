import { Inject, Injectable } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import type { ListWorkItemsInput } from '#contracts/order-progress';
import type { OperationReportView, OperationRunView, PieceView } from '#contracts/order-progress-views';
import { Database, type Tx } from '#platform/database';
import { LATENESS_RULES, pageOf, placeOf, progressPercent, quietHours, type LatenessRules } from '../orders/index.js';
import { pieceView, reportView, runView, type PieceRow, type ReportRow, type RunRow } from './piece.view.js';

const RUN = `'id', r.id, 'pieceId', p.id, 'serial', p.serial, 'seq', r.seq, 'reworkNo', r.rework_no, 'process', r.process, 'state', r.state, 'doneById', r.done_by,
  'orderLineId', r.order_line_id, 'machineId', r.machine_id, 'dependsOn', r.depends_on, 'plannedMinutes', r.planned_minutes, 'plannedStart', r.planned_start,
  'plannedEnd', r.planned_end, 'startedAt', r.started_at, 'endedAt', r.ended_at, 'runningSince', r.running_since, 'workedMs', r.worked_ms,
  'pauseReason', r.pause_reason, 'since', greatest(r.ready_at, r.last_report_at)`;

/** Pieces with the operations that the company ($1) may see: all of its own pieces, of others' those that it does itself. */
const piecesSql = (where: string): string => `
  select p.id, p.company_id as "ownerId", p.part_id as "partId", p.serial, p.count, p.state, p.holder_company_id as "holderId", p.transit_delivery_id is not null as "inTransit",
         array(select l.order_line_id from ordering.line_pieces l where l.piece_id = p.id and (l.buyer_id = $1 or l.supplier_id = $1)) as "orderLineIds",
         coalesce((select json_agg(json_build_object(${RUN}) order by r.seq, r.rework_no)
                     from ordering.runs r where r.piece_id = p.id and (p.company_id = $1 or r.done_by = $1)), '[]') as runs
    from ordering.pieces p
   where ${where} and (p.company_id = $1 or exists (select from ordering.line_pieces l where l.piece_id = p.id and l.supplier_id = $1))
   order by p.part_id, p.serial_no`;

/** Reads pieces, operations and reports for whoever may see them. */
@Injectable()
export class PieceReading {
  constructor(private readonly database: Database, @Inject(LATENESS_RULES) private readonly rules: LatenessRules) {}

  /** Pieces by id inside a command's transaction, for one company's eyes. */
  async inTx(tx: Tx, companyId: string, pieceIds: readonly string[]): Promise<Map<string, PieceView>> {
    const rows = await tx.query<PieceRow>(piecesSql('p.id = any($2)'), [companyId, pieceIds]);
    const now = new Date();
    return new Map(rows.map((row) => [row.id, this.view(row, companyId, now)]));
  }

  async byIds(companyId: string, pieceIds: readonly string[]): Promise<Map<string, PieceView>> {
    const rows = await this.database.read<PieceRow>(companyId, piecesSql('p.id = any($2)'), [companyId, pieceIds]);
    const now = new Date();
    return new Map(rows.map((row) => [row.id, this.view(row, companyId, now)]));
  }

  /** Pieces of order lines, in the order of the lines; none for lines that the company is no side of. One statement. */
  async ofLines(actor: Actor, orderLineIds: readonly string[]): Promise<{ orderLineId: string; pieces: PieceView[] }[]> {
    const rows = await this.database.read<PieceRow>(actor.companyId,
      piecesSql('p.id in (select m.piece_id from ordering.line_pieces m where m.order_line_id = any($2) and (m.buyer_id = $1 or m.supplier_id = $1))'), [actor.companyId, orderLineIds]);
    const now = new Date();
    return orderLineIds.map((orderLineId) => ({
      orderLineId, pieces: rows.filter((row) => row.orderLineIds.includes(orderLineId)).map((row) => this.view(ofLine(row, orderLineId, actor.companyId), actor.companyId, now)),
    }));
  }

  /** Pieces of own parts, in the order of the parts. One statement. */
  async ofParts(actor: Actor, partIds: readonly string[]): Promise<{ partId: string; pieces: PieceView[] }[]> {
    const rows = await this.database.read<PieceRow>(actor.companyId, piecesSql('p.part_id = any($2) and p.company_id = $1'), [actor.companyId, partIds]);
    const now = new Date();
    return partIds.map((partId) => ({ partId, pieces: rows.filter((row) => row.partId === partId).map((row) => this.view(row, actor.companyId, now)) }));
  }

  /** Operations inside a command's transaction, for one company's eyes; in the order of seq, piece and pass. */
  async runsInTx(tx: Tx, companyId: string, runIds: readonly string[]): Promise<OperationRunView[]> {
    const rows = await tx.query<{ run: RunRow }>(
      `select json_build_object(${RUN}) as run from ordering.runs r join ordering.pieces p on p.id = r.piece_id
        where r.id = any($2) and (r.company_id = $1 or r.done_by = $1) order by r.seq, p.serial_no, r.rework_no`, [companyId, runIds]);
    const now = await tx.now();
    return rows.map(({ run }) => this.run(run, now));
  }

  /** Operations that the own company has to do, next planned start first. Steps that are planned outside wait for their order. */
  async workItems(actor: Actor, input: ListWorkItemsInput): Promise<Page<OperationRunView>> {
    const place = placeOf(input.after, 'seconds', 'id');
    const rows = await this.database.read<{ run: RunRow; due: string }>(actor.companyId,
      `select json_build_object(${RUN}) as run, due.at::text as due
         from ordering.runs r join ordering.pieces p on p.id = r.piece_id left join ordering.order_lines l on l.id = r.order_line_id
         left join ordering.operations o on o.part_id = p.part_id and o.seq = r.seq and r.order_line_id is null
         cross join lateral (select extract(epoch from coalesce(r.planned_start, l.promised_date::timestamp at time zone 'UTC', timestamptz '9999-12-31'))::bigint as at) due
        where r.done_by = $1 and r.state = any($2) and p.state not in ('SCRAPPED', 'CANCELLED') and (r.order_line_id is not null or o.outside is not true)
          and ($3::text is null or r.machine_id = $3) and ($4::text is null or r.order_line_id = $4)
          and ($5::bigint is null or (due.at, r.id) > ($5, $6::text))
        order by due.at, r.id limit $7`,
      [
        actor.companyId, input.states?.length ? input.states : ['READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED'], input.machineId ?? null, input.orderLineId ?? null,
        place?.[0] ?? null, place?.[1] ?? null, input.first + 1,
      ]);
    const now = new Date();
    return pageOf(rows, input.first, (row) => [row.due, row.run.id], (row) => this.run(row.run, now));
  }

  /** The latest 100 reports of each operation, oldest first, in the order of the runs. One statement. */
  async reportsOf(actor: Actor, runIds: readonly string[]): Promise<{ runId: string; reports: OperationReportView[] }[]> {
    const rows = await this.database.read<ReportRow>(actor.companyId,
      `select n.* from unnest($2::text[]) as wanted (run_id)
         cross join lateral (
           select id, run_id as "runId", action, happened_at as "happenedAt", received_at as "receivedAt", company_id as "companyId", user_id as "userId", good, scrap, minutes,
                  pause_reason as "pauseReason", note
             from ordering.run_reports where run_id = wanted.run_id and (owner_id = $1 or supplier_id = $1) order by received_at desc, id desc limit 100) n
        order by n."receivedAt", n.id`, [actor.companyId, runIds]);
    const byRun = new Map<string, OperationReportView[]>();
    for (const row of rows) byRun.set(row.runId, [...(byRun.get(row.runId) ?? []), reportView(row, actor.companyId)]);
    return runIds.map((runId) => ({ runId, reports: byRun.get(runId) ?? [] }));
  }

  private view(row: PieceRow, viewerId: string, now: Date): PieceView {
    return pieceView(row, viewerId, row.runs.map((run) => this.run(run, now)), progressPercent(row.runs, this.rules.unplannedMinutes));
  }

  private run(run: RunRow, now: Date): OperationRunView {
    return runView(run, now, quietHours(run.state, run.since === null ? null : new Date(run.since), now));
  }
}

/** Under an order line a supplier sees the operations of that line; the owner sees the whole piece. */
function ofLine(row: PieceRow, orderLineId: string, viewerId: string): PieceRow {
  return viewerId === row.ownerId ? row : { ...row, runs: row.runs.filter((run) => run.orderLineId === orderLineId) };
}
