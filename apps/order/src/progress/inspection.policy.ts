import type { Disposition, InspectionType, OperationState, PieceState } from '#contracts/order-progress-views';
import { accept, formatDecimal, parseDecimal, refuse, type Result } from '#kernel';

/** An operation of the piece, the one that counts of each seq, in order of the route. */
export interface InspectedRun { id: string; seq: number; state: OperationState; orderLineId: string | null; doneBy: string; begun: boolean; passed: boolean }

/** The piece in one order line, in articles. */
export interface InspectedLine { orderLineId: string; supplierId: string; count: number; sent: number; arrived: number; counted: number; accepted: number }

export interface InspectedPiece {
  id: string;
  state: PieceState;
  ownerId: string;
  held: boolean;
  runs: readonly InspectedRun[];
  lines: readonly InspectedLine[];
}

/** What becomes of a piece by a decision. */
export interface Verdict {
  /** Line that the decision is about, null for work in the own shop. */
  orderLineId: string | null;
  supplierId: string | null;
  /** Operations that waited for this record. */
  passes: string[];
  /** Operation that has to be repeated. */
  fails: string | null;
  /** Lines whose counted articles are accepted with this; accepting a finished piece accepts what every shop did on it. */
  accepts: string[];
  /** What is counted later of the line is accepted with the count. */
  clears: boolean;
  /** The whole piece is good, its last operation having been done in the own shop. */
  clearsPiece: boolean;
  holds: boolean;
  scraps: boolean;
}

export type InspectionRefusal = { code: 'STATE'; state: PieceState } | { code: 'REWORK_SEQ' };

const OVER: ReadonlySet<PieceState> = new Set<PieceState>(['ACCEPTED', 'INSTALLED', 'SCRAPPED', 'CANCELLED', 'IN_TRANSIT']);

/** Line that a decision about the piece is about: the one whose delivery waits for it, else the one whose operation was worked on last. */
export function lineUnderInspection(piece: InspectedPiece): InspectedLine | null {
  const lastOf = (line: InspectedLine): number => Math.max(0, ...piece.runs.filter((run) => run.orderLineId === line.orderLineId).map((run) => run.seq));
  const waiting = piece.lines.filter((line) => line.arrived > line.accepted).sort((a, b) => lastOf(b) - lastOf(a));
  if (waiting[0] !== undefined) return waiting[0];
  const last = [...piece.runs].reverse().find((run) => run.begun);
  return piece.lines.find((line) => line.orderLineId === last?.orderLineId) ?? null;
}

/**
 * What a company's decision does to a piece, or why it cannot be taken now. Only the owner's acceptance counts for the line; a shop's own
 * check passes its operations. A final inspection or re-inspection needs the operations through;
 * only what has arrived is returned; nothing is decided while the piece is on its way or after it was accepted.
 */
export function decideDisposition(piece: InspectedPiece, companyId: string, type: InspectionType, disposition: Disposition, reworkSeq: number | null): Result<Verdict, InspectionRefusal> {
  const refusal = refuse('STATE', { state: piece.state });
  if (OVER.has(piece.state)) return refusal;
  const line = lineUnderInspection(piece);
  const verdict: Verdict = {
    orderLineId: line?.orderLineId ?? null, supplierId: line?.supplierId ?? null, passes: [], fails: null, accepts: [], clears: false, clearsPiece: false,
    holds: false, scraps: false,
  };
  const begun = piece.runs.some((run) => run.begun) || piece.lines.some((entry) => entry.arrived > 0);
  switch (disposition) {
    case 'ACCEPT': case 'CONCESSION': {
      const owner = companyId === piece.ownerId;
      const waiting = piece.runs.filter((run) => run.state === 'DONE' && (owner || run.doneBy === companyId));
      const done = (run: InspectedRun): boolean => run.passed || waiting.includes(run);
      const throughIn = (orderLineId: string | null): boolean => piece.runs.every((run) => run.orderLineId !== orderLineId || done(run));
      const through = throughIn(line?.orderLineId ?? null);
      const final = type === 'FINAL' || type === 'RE_INSPECTION';
      if (!begun && type !== 'INCOMING' && !piece.held) return refusal;
      if (final && !through && waiting.length === 0 && !piece.held) return refusal;
      return accept({
        ...verdict, passes: waiting.map((run) => run.id),
        accepts: owner ? piece.lines.filter((entry) => entry.counted > entry.accepted && throughIn(entry.orderLineId)).map((entry) => entry.orderLineId) : [],
        clears: owner && through && line !== null && begun && (final || line.arrived > line.counted),
        clearsPiece: owner && begun && piece.runs.every(done) && piece.runs.at(-1)?.orderLineId === null,
      });
    }
    case 'REWORK': case 'REPAIR': case 'RETURN': {
      if (disposition === 'RETURN' && (line === null || line.counted <= line.accepted)) return refusal;
      if (disposition === 'RETURN' && reworkSeq === null) return accept(verdict);
      const run = piece.runs.find((candidate) => candidate.seq === reworkSeq);
      if (run === undefined) return refuse('REWORK_SEQ');
      if (run.state !== 'DONE' && run.state !== 'PASSED') return refusal;
      const of = piece.lines.find((entry) => entry.orderLineId === run.orderLineId);
      const about = line !== null && line.counted > line.accepted ? line : of ?? null;
      return accept({ ...verdict, orderLineId: about?.orderLineId ?? null, supplierId: about?.supplierId ?? null, fails: run.id });
    }
    case 'SCRAP':
      // Articles under way cannot be judged, and accepted ones stay accepted.
      return !begun || piece.lines.some((entry) => entry.sent > entry.counted || (entry.orderLineId === line?.orderLineId && entry.accepted > 0)) ? refusal : accept({ ...verdict, scraps: true });
    case 'HOLD':
      return accept({ ...verdict, holds: true });
  }
}

/** True when the company may decide this about the piece: the owner everything; a shop checks its own work before it has left, and what is held waits for its owner. */
export function mayDispose(piece: InspectedPiece, companyId: string, disposition: Disposition, reworkSeq: number | null): boolean {
  if (companyId === piece.ownerId) return true;
  if (piece.held || !['ACCEPT', 'REWORK', 'SCRAP', 'HOLD'].includes(disposition)) return false;
  const line = lineUnderInspection(piece);
  if (line === null || line.supplierId !== companyId || line.arrived > line.accepted) return false;
  return disposition !== 'REWORK' || piece.runs.some((run) => run.seq === reworkSeq && run.doneBy === companyId);
}

/** True when no value could lie between the deviations. */
export function limitsCross({ upper, lower }: { upper: string; lower: string }): boolean {
  return parseDecimal(upper) < parseDecimal(lower);
}

/** One measured value against its nominal and deviations; exact decimals, limits included. */
export function measuredInside(measure: { nominal: string; upper: string; lower: string; value: string }): boolean {
  const [nominal, upper, lower, value] = [measure.nominal, measure.upper, measure.lower, measure.value].map(parseDecimal) as [bigint, bigint, bigint, bigint];
  return value >= nominal + lower && value <= nominal + upper;
}

/** The shortest form of a decimal, as it goes back to clients. */
export function plainDecimal(text: string): string {
  return formatDecimal(parseDecimal(text));
}
