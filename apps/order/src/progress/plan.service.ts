import { Injectable } from '@nestjs/common';
import type { Actor, InputRefused } from '#contracts';
import { planOperations, type PlanOperationsInput, type PlanOperationsResult } from '#contracts/order-progress';
import { Problem, type FieldProblem } from '#kernel';
import { Database, once, type Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { lineChanged } from '../orders/index.js';
import { PieceReading } from './piece-reading.service.js';
import { decidePlan, endsTooEarly, plannedWithin } from './plan.policy.js';
import { progressSentences, type ProgressSentences } from './progress-sentences.view.js';
import { lockRuns, type LockedRun } from './progress.locks.js';

const OVER: ReadonlySet<string> = new Set(['ACCEPTED', 'INSTALLED', 'SCRAPPED', 'CANCELLED']);

/** Keeps until when shops mean to be done with their operations. */
@Injectable()
export class PlanService {
  constructor(private readonly database: Database, private readonly reading: PieceReading, private readonly outbox: Outbox) {}

  /** Plans operations, all of them or none. Works across companies, because a supplier's plan stands on the owner's piece; both sides of the order are told. */
  async plan(actor: Actor, input: PlanOperationsInput): Promise<PlanOperationsResult> {
    return this.database.asHouse((tx) => once<PlanOperationsResult>(tx, actor, planOperations.name, input.idempotencyKey, input, () => this.planOnce(tx, actor, input)));
  }

  private async planOnce(tx: Tx, actor: Actor, input: PlanOperationsInput): Promise<PlanOperationsResult> {
    const say = progressSentences(actor.locale);
    const runIds = input.steps.flatMap((step) => step.runIds);
    const runs = await lockRuns(tx, actor.companyId, runIds);
    if (runs === undefined) throw Problem.notFound();
    const at = await tx.now();
    for (const run of runs) {
      const decision = decidePlan({ state: run.state, doneBy: run.doneBy, over: OVER.has(run.pieceState) }, actor.companyId);
      if (!decision.ok) return { __typename: 'OperationBlocked', code: 'OPERATION_BLOCKED', message: say.blocked[decision.refusal.code], runId: run.id, reason: decision.refusal.code };
    }
    const ends = new Map(input.steps.flatMap((step) => step.runIds.map((id) => [id, step.plannedEnd ? new Date(step.plannedEnd) : null] as const)));
    const problems = problemsOf(input, runs, ends, at, say);
    if (problems.length > 0) return inputRefused(say, problems);
    await tx.query(
      'update ordering.runs r set planned_end = n.planned_end, version = r.version + 1 from unnest($1::text[], $2::timestamptz[]) as n (id, planned_end) where r.id = n.id and r.planned_end is distinct from n.planned_end',
      [[...ends.keys()], [...ends.values()]]);
    const lines = await tx.query<Parameters<typeof lineChanged>[0]>(
      'select order_id as "orderId", id as "orderLineId", buyer_id as "buyerId", supplier_id as "supplierId", state from ordering.order_lines where id = any($1) order by id',
      [[...new Set(runs.flatMap(({ orderLineId }) => orderLineId ?? []))]]);
    await this.outbox.addMany(tx, lines.map(lineChanged));
    return { __typename: 'OperationsPlanned', runs: await this.reading.runsInTx(tx, actor.companyId, runIds) };
  }
}

/** What breaks a rule, at the step that breaks it. */
function problemsOf(input: PlanOperationsInput, runs: readonly LockedRun[], ends: ReadonlyMap<string, Date | null>, at: Date, say: ProgressSentences): FieldProblem[] {
  const stepOf = new Map(input.steps.flatMap((step, i) => step.runIds.map((id) => [id, i] as const)));
  const problems: FieldProblem[] = input.steps.flatMap(({ runIds, plannedEnd }, i) => {
    const outside = plannedEnd ? plannedWithin(new Date(plannedEnd), at) : null;
    return [
      ...(runIds.some((id) => stepOf.get(id) !== i) ? [{ path: `steps.${i}.runIds`, message: say.runTwice() }] : []),
      ...(outside === null ? [] : [{ path: `steps.${i}.plannedEnd`, message: say.planOutside(outside.from.toISOString(), outside.until.toISOString()) }]),
    ];
  });
  const early = new Map<number, number>();
  const pieces = new Map(runs.map((run) => [run.pieceId, run]));
  for (const { route } of pieces.values()) {
    const planned = route.map((one) => ({ ...one, endsAt: ends.has(one.id) ? ends.get(one.id)! : one.plannedEnd === null ? null : new Date(one.plannedEnd) }));
    // Whatever of the two is in the plan is what has to change.
    for (const { runId, beforeSeq } of endsTooEarly(planned)) early.set(stepOf.get(runId) ?? stepOf.get(planned.find(({ seq, id }) => seq === beforeSeq && ends.has(id))!.id)!, beforeSeq);
  }
  for (const [i, seq] of early) problems.push({ path: `steps.${i}.plannedEnd`, message: say.planBefore(seq) });
  return problems.slice(0, 100);
}

function inputRefused(say: ProgressSentences, problems: FieldProblem[]): InputRefused {
  return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message: say.fieldsWrong(), problems };
}
