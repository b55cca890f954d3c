import type { BlockReason, OperationState } from '#contracts/order-progress-views';
import { accept, refuse, type Result } from '#kernel';

/** An operation that is to be planned. */
export interface RunToPlan { state: OperationState; doneBy: string; /** The piece was accepted, scrapped or given up. */ over: boolean }

const TO_DO: ReadonlySet<OperationState> = new Set<OperationState>(['PENDING', 'READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED']);

/** Whether a company may say when an operation is to be done: the shop that does it, until it is done. */
export function decidePlan(run: RunToPlan, companyId: string): Result<true, { code: BlockReason }> {
  if (run.doneBy !== companyId) return refuse('NOT_HOLDER');
  return run.over || !TO_DO.has(run.state) ? refuse('STATE_CHANGED') : accept(true);
}

/** The furthest that a plan may reach. */
const PLAN_DAYS = 730;

/** Null for an instant that a plan may name, else between which two it must lie. */
export function plannedWithin(plannedEnd: Date, now: Date): { from: Date; until: Date } | null {
  const until = new Date(now.getTime() + PLAN_DAYS * 86_400_000);
  return plannedEnd > now && plannedEnd <= until ? null : { from: now, until };
}

/** An operation of a piece with the end that it has, or will have with the plan. */
export interface PlannedRun { id: string; seq: number; dependsOn: readonly number[]; orderLineId: string | null; state: OperationState; endsAt: Date | null }

/**
 * Operations of a piece that would end before one of the same order line which they wait for, with the seq of that one. What others do
 * on the piece is not looked at, so that nobody learns of their plans; what is done is history.
 */
export function endsTooEarly(route: readonly PlannedRun[]): { runId: string; beforeSeq: number }[] {
  return route.flatMap((run) => {
    if (run.endsAt === null || !TO_DO.has(run.state)) return [];
    const first = route.find((other) => run.dependsOn.includes(other.seq) && other.orderLineId === run.orderLineId && TO_DO.has(other.state) && other.endsAt !== null && other.endsAt > run.endsAt!);
    return first === undefined ? [] : [{ runId: run.id, beforeSeq: first.seq }];
  });
}
