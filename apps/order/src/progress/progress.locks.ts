import type { Tx } from '#platform/database';
import type { OperationState, PieceState, ReportAction } from '#contracts/order-progress-views';
import { lockPieces } from '../orders/index.js';

/** An operation under the lock of its piece and orders, with all that a report is judged by. */
export interface LockedRun {
  id: string;
  pieceId: string;
  ownerId: string;
  doneBy: string;
  supplierId: string | null;
  orderLineId: string | null;
  seq: number;
  reworkNo: number;
  state: OperationState;
  inspect: boolean;
  count: number;
  pieceState: PieceState;
  held: boolean;
  away: boolean;
  lineState: string | null;
  revision: string;
  outdated: boolean;
  /** When the order came into being, or the piece for work in the own shop. */
  orderedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  runningSince: Date | null;
  workedMs: string;
  pauseReason: string | null;
  /** All operations of the piece. */
  route: { id: string; seq: number; reworkNo: number; state: OperationState; dependsOn: number[]; plannedMinutes: number | null; plannedEnd: string | null; orderLineId: string | null }[];
  /** Articles of the piece that left with the run's line, and those of them that are still under way. */
  sent: number;
  underWay: number;
}

/**
 * Locks the pieces of these operations with their orders and reads the operations, in the order asked for. Undefined when one of them is
 * missing, or neither the company's work nor its piece.
 */
export async function lockRuns(tx: Tx, companyId: string, runIds: readonly string[]): Promise<LockedRun[] | undefined> {
  const pieces = await tx.query<{ pieceId: string }>(
    'select distinct piece_id as "pieceId" from ordering.runs where id = any($1) and (company_id = $2 or done_by = $2)', [runIds, companyId]);
  await lockPieces(tx, pieces.map(({ pieceId }) => pieceId));
  const runs = await tx.query<LockedRun>(
    `select r.id, r.piece_id as "pieceId", r.company_id as "ownerId", r.done_by as "doneBy", l.supplier_id as "supplierId", r.order_line_id as "orderLineId", r.seq,
            r.rework_no as "reworkNo", r.state, r.inspect, p.count, p.state as "pieceState", p.held, p.transit_delivery_id is not null as away, l.state as "lineState",
            coalesce(l.revision, p.revision) as revision,
            exists (select from ordering.part_revisions v where v.part_id = p.part_id
                     and (length(v.revision), v.revision) > (length(coalesce(l.revision, p.revision)), coalesce(l.revision, p.revision))) as outdated,
            coalesce(d.issued_at, p.created_at) as "orderedAt", r.started_at as "startedAt", r.ended_at as "endedAt", r.running_since as "runningSince", r.worked_ms as "workedMs", r.pause_reason as "pauseReason",
            coalesce(lp.sent, 0) as sent, coalesce(lp.sent - lp.counted, 0) as "underWay",
            (select json_agg(json_build_object('id', o.id, 'seq', o.seq, 'reworkNo', o.rework_no, 'state', o.state, 'dependsOn', o.depends_on, 'plannedMinutes', o.planned_minutes, 'plannedEnd', o.planned_end,
                                               'orderLineId', o.order_line_id)) from ordering.runs o where o.piece_id = r.piece_id) as route
       from ordering.runs r join ordering.pieces p on p.id = r.piece_id
       left join ordering.order_lines l on l.id = r.order_line_id
       left join ordering.orders d on d.id = l.order_id
       left join ordering.line_pieces lp on lp.order_line_id = r.order_line_id and lp.piece_id = r.piece_id
      where r.id = any($1) and (r.company_id = $2 or r.done_by = $2)`,
    [runIds, companyId]);
  const byId = new Map(runs.map((run) => [run.id, run]));
  if (byId.size < new Set(runIds).size) return undefined;
  return runIds.map((id) => byId.get(id)!);
}

export interface ReportOfRun {
  id: string;
  runId: string;
  action: ReportAction;
  companyId: string;
  receivedAt: Date;
  pauseReason: LockedRun['pauseReason'];
  scrap: number | null;
  correctsId: string | null;
}

/** All reports of operations whose pieces are locked, oldest first. */
export function reportsUnderLock(tx: Tx, runIds: readonly string[]): Promise<ReportOfRun[]> {
  return tx.query<ReportOfRun>(
    `select id, run_id as "runId", action, company_id as "companyId", received_at as "receivedAt", pause_reason as "pauseReason", scrap, corrects_id as "correctsId"
       from ordering.run_reports where run_id = any($1) order by received_at, id`, [runIds]);
}

/** A piece under its lock, as an inspection judges it. */
export interface LockedPiece {
  id: string;
  ownerId: string;
  state: PieceState;
  count: number;
  held: boolean;
  runs: { id: string; seq: number; reworkNo: number; state: OperationState; dependsOn: number[]; plannedMinutes: number | null; orderLineId: string | null; doneBy: string }[];
  lines: { orderLineId: string; supplierId: string; count: number; sent: number; arrived: number; counted: number; accepted: number }[];
}

/** Locks pieces with their orders; undefined when one is missing, or neither the company's own nor worked on by it. */
export async function lockPiecesToInspect(tx: Tx, companyId: string, pieceIds: readonly string[]): Promise<LockedPiece[] | undefined> {
  // Looked at before anything is locked: nobody holds up the pieces of others by naming them.
  const mine = await tx.query<{ id: string }>(
    'select p.id from ordering.pieces p where p.id = any($1) and (p.company_id = $2 or exists (select from ordering.runs r where r.piece_id = p.id and r.done_by = $2))', [pieceIds, companyId]);
  if (mine.length < new Set(pieceIds).size) return undefined;
  await lockPieces(tx, pieceIds);
  const pieces = await tx.query<LockedPiece>(
    `select p.id, p.company_id as "ownerId", p.state, p.count, p.held,
            coalesce((select json_agg(json_build_object('id', r.id, 'seq', r.seq, 'reworkNo', r.rework_no, 'state', r.state, 'dependsOn', r.depends_on, 'plannedMinutes', r.planned_minutes,
                                                        'orderLineId', r.order_line_id, 'doneBy', r.done_by)) from ordering.runs r where r.piece_id = p.id), '[]') as runs,
            coalesce((select json_agg(json_build_object('orderLineId', l.order_line_id, 'supplierId', l.supplier_id, 'count', l.count, 'sent', l.sent, 'arrived', l.arrived, 'counted', l.counted,
                                                        'accepted', l.accepted) order by l.order_line_id) from ordering.line_pieces l where l.piece_id = p.id and l.count > 0), '[]') as lines
       from ordering.pieces p
      where p.id = any($1) and (p.company_id = $2 or exists (select from ordering.runs r where r.piece_id = p.id and r.done_by = $2))`,
    [pieceIds, companyId]);
  const byId = new Map(pieces.map((piece) => [piece.id, piece]));
  return pieceIds.every((id) => byId.has(id)) ? pieceIds.map((id) => byId.get(id)!) : undefined;
}
