import { Injectable } from '@nestjs/common';
import type { Actor, InputRefused } from '#contracts';
import { reportOperation, type ReportOperationInput, type ReportOperationResult } from '#contracts/order-progress';
import type { BlockReason, OperationBlocked, OperationState, PauseReason } from '#contracts/order-progress-views';
import { Problem, type FieldProblem } from '#kernel';
import { Database, once, type Tx } from '#platform/database';
import { hasBegun, hindrance, PieceOpening, StandingService } from '../orders/index.js';
import { MachinePark } from './machines.port.js';
import { PieceReading } from './piece-reading.service.js';
import { progressSentences, type ProgressSentences } from './progress-sentences.view.js';
import { lockRuns, reportsUnderLock, type LockedRun } from './progress.locks.js';
import { ReportRecords, type RunStep } from './report-records.service.js';
import { accountFor, decideCorrection, decideReport, happenedWithin, shareMinutes, timesAfter, type PastReport, type RunToReport } from './report.policy.js';

const RESTING: ReadonlySet<string | null> = new Set(['SUSPENDED', 'CANCELLED', 'TERMINATED', 'SETTLED', 'CLOSED']);

const OVER: ReadonlySet<string> = new Set(['ACCEPTED', 'INSTALLED', 'SCRAPPED', 'CANCELLED']);

/** Takes reports from the shop. */
@Injectable()
export class ReportService {
  constructor(
    private readonly database: Database,
    private readonly records: ReportRecords,
    private readonly reading: PieceReading,
    private readonly opening: PieceOpening,
    private readonly standing: StandingService,
    private readonly machines: MachinePark,
  ) {}

  /**
   * Reports what happened to operations, all of them or none. Works across companies, because a report moves the supplier's operation, the
   * owner's piece and the order of both; what the actor may touch is decided under the lock.
   */
  async report(actor: Actor, input: ReportOperationInput): Promise<ReportOperationResult> {
    if (input.action === 'SKIP' && !actor.roles.some((role) => role === 'PLANNER' || role === 'ENGINEER' || role === 'OWNER')) {
      throw new Problem('FORBIDDEN', 'Only a planner or an engineer skips an operation.');
    }
    const owned = await this.owned(actor, input.machineId ?? null);
    return this.database.asHouse((tx) => once<ReportOperationResult>(tx, actor, reportOperation.name, input.idempotencyKey, input, async () => this.reportOnce(tx, actor, input, owned())));
  }

  /** Whether the machine is the company's, asked before anything is locked. Nobody's being there to tell is thrown where no earlier answer to the same key is kept. */
  private async owned(actor: Actor, machineId: string | null): Promise<() => boolean> {
    if (machineId === null) return () => true;
    try {
      const owned = await this.machines.has(actor, machineId);
      return () => owned;
    } catch (error) {
      return () => { throw error; };
    }
  }

  private async reportOnce(tx: Tx, actor: Actor, input: ReportOperationInput, ownMachine: boolean): Promise<ReportOperationResult> {
    const say = progressSentences(actor.locale);
    const runs = await lockRuns(tx, actor.companyId, input.runIds);
    if (runs === undefined) throw Problem.notFound();
    const at = await tx.now();
    const problems = [...problemsOf(input, runs, at, say), ...await this.fileProblems(tx, actor, input, say)];
    if (!ownMachine) problems.push({ path: 'machineId', message: say.unknownMachine() });
    if (problems.length > 0) return inputRefused(say, problems);
    const steps = input.action === 'CORRECT' ? await this.corrections(tx, actor, runs) : decisions(actor, input, runs, at);
    if ('blocked' in steps) return blocked(steps.run, steps.blocked, say);
    await this.records.record(tx, actor, input, steps, at);
    const remade = await this.scrap(tx, steps);
    const pieceIds = [...new Set(runs.map((run) => run.pieceId))];
    const ready = await this.standing.refresh(tx, [...pieceIds, ...remade], runs.map((run) => run.seq));
    return { __typename: 'OperationsReported', runs: await this.reading.runsInTx(tx, actor.companyId, [...new Set([...input.runIds, ...ready])]) };
  }

  private async corrections(tx: Tx, actor: Actor, runs: readonly LockedRun[]): Promise<RunStep[] | { run: LockedRun; blocked: BlockReason }> {
    const reports = await reportsUnderLock(tx, runs.map((run) => run.id));
    const steps: RunStep[] = [];
    for (const run of runs) {
      const facts = toReport(run);
      const own = reports.filter((report) => report.runId === run.id) as (PastReport & { runId: string })[];
      const decision = decideCorrection({ ...facts, followedUp: followedUp(run), reports: own }, actor.companyId);
      if (!decision.ok) return { run, blocked: decision.refusal.code };
      steps.push({ run, state: decision.value.state, times: decision.value.times, good: null, scrap: null, minutes: null, takesBack: decision.value.takesBack });
    }
    return steps;
  }

  /** Opens a re-make on the same line for what was scrapped; answers the new pieces. */
  private async scrap(tx: Tx, steps: readonly RunStep[]): Promise<string[]> {
    const remade: string[] = [];
    for (const { run, scrap } of steps) {
      if (scrap === null || scrap === 0) continue;
      const piece = await this.opening.scrap(tx, { pieceId: run.pieceId, articles: scrap, orderLineId: run.orderLineId });
      remade.push(piece.pieceId);
    }
    return remade;
  }

  private async fileProblems(tx: Tx, actor: Actor, input: ReportOperationInput, say: ProgressSentences): Promise<FieldProblem[]> {
    const fileIds = [...new Set(input.fileIds ?? [])];
    return fileIds.length === 0 || await this.records.hasFiles(tx, actor.companyId, fileIds) ? [] : [{ path: 'fileIds', message: say.unknownFile() }];
  }
}

function toReport(run: LockedRun): RunToReport {
  return {
    id: run.id, state: run.state, doneBy: run.doneBy, ownerId: run.ownerId, inspect: run.inspect, hindrance: hindrance(run.route.find(({ id }) => id === run.id)!, run.route),
    resting: run.held || RESTING.has(run.lineState), away: run.away, over: OVER.has(run.pieceState), revision: run.revision, outdated: run.outdated,
  };
}

/** Somebody built on the operation: one that waits for it has begun, or the piece has left. */
function followedUp(run: LockedRun): boolean {
  return run.sent > 0 || run.route.some((other) => other.dependsOn.includes(run.seq) && hasBegun(other.state));
}

function decisions(actor: Actor, input: ReportOperationInput, runs: readonly LockedRun[], at: Date): RunStep[] | { run: LockedRun; blocked: BlockReason } {
  const steps: RunStep[] = [];
  const minutes = input.action === 'DONE' && typeof input.minutes === 'number' ? shareMinutes(input.minutes, runs.map(({ count }) => count)) : null;
  for (const [i, run] of runs.entries()) {
    const decision = decideReport(toReport(run), { companyId: actor.companyId, action: input.action as Exclude<ReportOperationInput['action'], 'CORRECT'>, revision: input.revision });
    if (!decision.ok) return { run, blocked: decision.refusal.code };
    const times = timesAfter({ ...run, workedMs: Number(run.workedMs), pauseReason: run.pauseReason as PauseReason | null }, decision.value, at, input.pauseReason ?? null);
    const account = input.action === 'DONE' ? accountFor(run.count, input.good ?? null, input.scrap ?? null) : null;
    // What is under way is not here to be scrapped.
    if (account !== null && run.underWay > 0 && run.count - account.scrap < run.sent) return { run, blocked: 'NOT_HOLDER' };
    const state: OperationState = account !== null && account.good === 0 ? 'ABORTED' : decision.value;
    steps.push({ run, state, times, good: account?.good ?? null, scrap: account?.scrap ?? null, minutes: minutes?.[i] ?? null, takesBack: null });
  }
  return steps;
}

/** What breaks a rule whatever the state of the operations. */
function problemsOf(input: ReportOperationInput, runs: readonly LockedRun[], at: Date, say: ProgressSentences): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const outside = happenedWithin(new Date(input.happenedAt), runs.map(({ orderedAt }) => orderedAt), at);
  if (outside !== null) problems.push({ path: 'happenedAt', message: say.happenedOutside(outside.from.toISOString(), outside.until.toISOString()) });
  const seq = runs[0]?.seq;
  runs.forEach((run, i) => {
    if (run.seq !== seq) problems.push({ path: `runIds.${i}`, message: say.sameSeq() });
    if (input.action === 'DONE' && accountFor(run.count, input.good ?? null, input.scrap ?? null) === null) problems.push({ path: input.good === null || input.good === undefined ? 'scrap' : 'good', message: say.allArticles(run.count) });
  });
  for (const field of ['good', 'scrap', 'minutes'] as const) {
    if (input.action !== 'DONE' && input[field] !== null && input[field] !== undefined) problems.push({ path: field, message: say.onlyForDone() });
  }
  const words = (input.note ?? '').trim() !== '';
  if (input.action === 'PAUSE' && !input.pauseReason) problems.push({ path: 'pauseReason', message: say.pauseReasonNeeded() });
  if (input.action === 'PROBLEM' && !input.pauseReason && !words) problems.push({ path: 'pauseReason', message: say.problemNeeded() });
  if (input.action === 'SKIP' && !words) problems.push({ path: 'note', message: say.skipReasonNeeded() });
  return problems.slice(0, 100);
}

function blocked(run: LockedRun, reason: BlockReason, say: ProgressSentences): OperationBlocked {
  return { __typename: 'OperationBlocked', code: 'OPERATION_BLOCKED', message: say.blocked[reason], runId: run.id, reason };
}

function inputRefused(say: ProgressSentences, problems: FieldProblem[]): InputRefused {
  return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message: say.fieldsWrong(), problems };
}
