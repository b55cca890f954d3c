import { Injectable } from '@nestjs/common';
import type { Actor, InputRefused, Page } from '#contracts';
import {
  recordInspection, type DispositionInput, type ListInspectionsInput, type ListNonconformancesInput, type RecordInspectionInput, type RecordInspectionResult,
} from '#contracts/order-progress';
import type { InspectionView, NonconformanceView } from '#contracts/order-progress-views';
import { marketDay, newId, Problem, type FieldProblem } from '#kernel';
import { Database, once, type Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { countingRuns, DeliveryRecords, hasBegun, hasPassed, PieceOpening, StandingService } from '../orders/index.js';
import { decideDisposition, limitsCross, mayDispose, measuredInside, type InspectedPiece } from './inspection.policy.js';
import { InspectionReading } from './inspection-reading.service.js';
import { InspectionRecords, type DecidedPiece } from './inspection-records.service.js';
import { judgementsOf } from './judgement.policy.js';
import { progressSentences, type ProgressSentences } from './progress-sentences.view.js';
import { lockPiecesToInspect, type LockedPiece } from './progress.locks.js';
import { ReportRecords } from './report-records.service.js';

/** Inspects pieces and decides what becomes of them. */
@Injectable()
export class InspectionService {
  constructor(
    private readonly database: Database,
    private readonly records: InspectionRecords,
    private readonly reading: InspectionReading,
    private readonly reports: ReportRecords,
    private readonly opening: PieceOpening,
    private readonly deliveries: DeliveryRecords,
    private readonly standing: StandingService,
    private readonly outbox: Outbox,
  ) {}

  /** Records an inspection with a decision for every piece; all of them or none. A concession needs a manager. */
  async inspect(actor: Actor, input: RecordInspectionInput): Promise<RecordInspectionResult> {
    if (input.dispositions.some(({ disposition }) => disposition === 'CONCESSION') && !actor.roles.some((role) => role === 'MANAGER' || role === 'OWNER')) {
      throw new Problem('FORBIDDEN', 'Only a manager accepts by concession.');
    }
    return this.database.asHouse((tx) => once<RecordInspectionResult>(tx, actor, recordInspection.name, input.idempotencyKey, input, () => this.inspectOnce(tx, actor, input)));
  }

  /** Inspections of the own company's pieces as owner or supplier, newest first. */
  inspections(actor: Actor, input: ListInspectionsInput): Promise<Page<InspectionView>> {
    return this.reading.inspections(actor, input);
  }

  /** Nonconformances that the own company is a side of, newest first. */
  nonconformances(actor: Actor, input: ListNonconformancesInput): Promise<Page<NonconformanceView>> {
    return this.reading.nonconformances(actor, input);
  }

  private async inspectOnce(tx: Tx, actor: Actor, input: RecordInspectionInput): Promise<RecordInspectionResult> {
    const say = progressSentences(actor.locale);
    const pieces = await lockPiecesToInspect(tx, actor.companyId, [...new Set(input.dispositions.map(({ pieceId }) => pieceId))]);
    if (pieces === undefined) throw Problem.notFound();
    const at = await tx.now();
    const problems = problemsOf(input, marketDay(at), say);
    if (new Set(pieces.map(({ ownerId }) => ownerId)).size > 1) problems.push({ path: 'dispositions', message: say.oneOwner() });
    const fileIds = [...new Set(input.fileIds ?? [])];
    if (fileIds.length > 0 && !await this.reports.hasFiles(tx, actor.companyId, fileIds)) problems.push({ path: 'fileIds', message: say.unknownFile() });
    if (problems.length > 0) return inputRefused(say, problems);
    const decided: DecidedPiece[] = [];
    for (const [i, wish] of input.dispositions.entries()) {
      const piece = inspected(pieces.find(({ id }) => id === wish.pieceId)!);
      if (!mayDispose(piece, actor.companyId, wish.disposition, wish.reworkSeq ?? null)) throw new Problem('FORBIDDEN', 'This decision is the owner\'s of the piece.');
      const decision = decideDisposition(piece, actor.companyId, input.type, wish.disposition, wish.reworkSeq ?? null);
      if (decision.ok) decided.push({ wish, piece, verdict: decision.value, nonconformanceId: wish.disposition === 'ACCEPT' ? null : newId('nonconformance') });
      else if (decision.refusal.code === 'REWORK_SEQ') return inputRefused(say, [{ path: `dispositions.${i}.reworkSeq`, message: say.reworkSeqNeeded() }]);
      else return { __typename: 'StateRefused', code: 'STATE_REFUSED', message: say.cannotDecideNow(), currentState: decision.refusal.state };
    }
    const id = newId('inspection');
    await this.records.inspected(tx, { id, actor, input, decided, at });
    await this.consequences(tx, decided, input, at);
    const judged = decided.flatMap(({ piece, wish, verdict }) => judgementsOf(piece, actor.companyId, wish.disposition, verdict));
    if (judged.length > 0) await this.outbox.add(tx, 'ordering.pieces.judged.v1', { inspectionId: id, pieces: judged }, id);
    return this.reading.inTx(tx, actor.companyId, id);
  }

  private async consequences(tx: Tx, decided: readonly DecidedPiece[], input: RecordInspectionInput, at: Date): Promise<void> {
    const moved = await this.records.moveRuns(tx, decided, at);
    await this.records.movePieces(tx, decided, input, at);
    const pieceIds = decided.map(({ piece }) => piece.id);
    const remade: string[] = [];
    for (const { piece, verdict } of decided) {
      if (!verdict.scraps) continue;
      remade.push((await this.opening.scrap(tx, { pieceId: piece.id, articles: piece.count, orderLineId: verdict.orderLineId })).pieceId);
    }
    await this.deliveries.decided(tx, pieceIds);
    await this.standing.refresh(tx, [...pieceIds, ...remade], moved);
  }
}

function inspected(piece: LockedPiece): InspectedPiece & { count: number } {
  return { ...piece, runs: countingRuns(piece.runs).map((run) => ({ ...run, begun: hasBegun(run.state), passed: hasPassed(run.state) })) };
}

/** What breaks a rule whatever the state of the pieces. */
function problemsOf(input: RecordInspectionInput, today: string, say: ProgressSentences): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const ids = input.dispositions.map(({ pieceId }) => pieceId);
  const outside = new Set((input.measurements ?? []).filter((measure) => !measuredInside(measure)).map(({ pieceId }) => pieceId));
  input.dispositions.forEach((wish, i) => {
    const at = (field: string, message: string): void => void problems.push({ path: `dispositions.${i}.${field}`, message });
    if (ids.indexOf(wish.pieceId) < i) at('pieceId', say.pieceTwice());
    if (wish.disposition !== 'ACCEPT' && (wish.finding ?? '').trim() === '') at('finding', say.findingNeeded());
    if (wish.disposition === 'ACCEPT' && outside.has(wish.pieceId)) at('disposition', say.measuredOutside());
    problems.push(...reworkProblems(wish, i, today, say));
  });
  (input.measurements ?? []).forEach((measure, i) => {
    if (limitsCross(measure)) problems.push({ path: `measurements.${i}.upper`, message: say.limitsCrossed() });
    if (!ids.includes(measure.pieceId)) problems.push({ path: `measurements.${i}.pieceId`, message: say.pieceNotInspected() });
  });
  return problems.slice(0, 100);
}

function reworkProblems(wish: DispositionInput, i: number, today: string, say: ProgressSentences): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const seq = wish.reworkSeq ?? null;
  const again = wish.disposition === 'REWORK' || wish.disposition === 'REPAIR';
  if (again && seq === null) problems.push({ path: `dispositions.${i}.reworkSeq`, message: say.reworkSeqNeeded() });
  if (!again && wish.disposition !== 'RETURN' && seq !== null) problems.push({ path: `dispositions.${i}.reworkSeq`, message: say.notForThis() });
  const day = wish.promisedDate ?? null;
  if (day !== null && !['REWORK', 'REPAIR', 'RETURN'].includes(wish.disposition)) problems.push({ path: `dispositions.${i}.promisedDate`, message: say.notForThis() });
  else if (day !== null && day < today) problems.push({ path: `dispositions.${i}.promisedDate`, message: say.dayPast(today) });
  return problems;
}

function inputRefused(say: ProgressSentences, problems: FieldProblem[]): InputRefused {
  return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message: say.fieldsWrong(), problems };
}
