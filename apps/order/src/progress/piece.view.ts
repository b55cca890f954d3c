import type { OperationReportView, OperationRunView, OperationState, PauseReason, PieceState, PieceView, ReportAction } from '#contracts/order-progress-views';
import { minutesOf } from './report.policy.js';

/** An operation as the database gives it; times come as text inside of JSON. */
export interface RunRow {
  id: string;
  pieceId: string;
  serial: string;
  seq: number;
  reworkNo: number;
  process: string;
  state: OperationState;
  doneById: string;
  orderLineId: string | null;
  machineId: string | null;
  dependsOn: number[];
  plannedMinutes: number | null;
  plannedStart: string | null;
  plannedEnd: string | null;
  startedAt: string | null;
  endedAt: string | null;
  runningSince: string | null;
  workedMs: number;
  pauseReason: PauseReason | null;
  /** Last report, or when it became ready. */
  since: string | null;
}

export interface PieceRow {
  id: string;
  ownerId: string;
  partId: string;
  serial: string;
  count: number;
  state: PieceState;
  holderId: string | null;
  inTransit: boolean;
  orderLineIds: string[];
  /** As far as the viewer may see them, in order of the route. */
  runs: RunRow[];
}

function instant(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}

/** One operation for somebody who may see it; `quietHours` as the rules of silence count them. */
export function runView(run: RunRow, now: Date, quietHours: number | null): OperationRunView {
  return {
    id: run.id, pieceId: run.pieceId, serial: run.serial, seq: run.seq, process: run.process, state: run.state, rework: run.reworkNo > 0, doneById: run.doneById,
    orderLineId: run.orderLineId, machineId: run.machineId, plannedStart: instant(run.plannedStart), plannedEnd: instant(run.plannedEnd),
    startedAt: instant(run.startedAt), endedAt: instant(run.endedAt),
    minutes: minutesOf({ runningSince: run.runningSince === null ? null : new Date(run.runningSince), workedMs: run.workedMs }, now), pauseReason: run.pauseReason, quietHours,
  };
}

/**
 * A piece for its owner or for a company that works on it. Another supplier is never named: a shop learns whether it, or the owner, has
 * the piece, and nothing of the operations of others.
 */
export function pieceView(piece: PieceRow, viewerId: string, runs: OperationRunView[], progressPercent: number): PieceView {
  const knows = viewerId === piece.ownerId || piece.holderId === viewerId || piece.holderId === piece.ownerId;
  return {
    id: piece.id, serial: piece.serial, count: piece.count, state: piece.state, holderId: piece.inTransit || !knows ? null : piece.holderId, progressPercent, runs,
  };
}

export interface ReportRow {
  id: string;
  runId: string;
  action: ReportAction;
  happenedAt: Date;
  receivedAt: Date;
  companyId: string;
  userId: string | null;
  good: number | null;
  scrap: number | null;
  minutes: number | null;
  pauseReason: PauseReason | null;
  note: string | null;
}

/** A report; only its own company learns which person made it. */
export function reportView(report: ReportRow, viewerId: string): OperationReportView {
  return {
    id: report.id, action: report.action, happenedAt: report.happenedAt.toISOString(), receivedAt: report.receivedAt.toISOString(),
    byUserId: report.companyId === viewerId ? report.userId : null, byCompanyId: report.companyId, good: report.good, scrap: report.scrap, minutes: report.minutes,
    pauseReason: report.pauseReason, note: report.note,
  };
}
