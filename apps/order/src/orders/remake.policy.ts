import type { OperationState } from '#contracts/order-progress-views';
import { countingRuns, hasPassed, type RunStanding } from './piece.policy.js';

/** An operation of a scrapped piece. */
export interface ScrappedRun extends RunStanding {
  process: string;
  doneBy: string;
  inspect: boolean;
}

/** The same operation on the piece that is made instead. */
export interface RemakeRun {
  seq: number;
  process: string;
  state: Extract<OperationState, 'READY' | 'PENDING'>;
  dependsOn: number[];
  plannedMinutes: number | null;
  inspect: boolean;
  doneBy: string;
  orderLineId: string | null;
}

/**
 * The operations of a re-make: all of the route again. They stay with the line that scrapped the piece and with lines that had not done
 * theirs yet; what another shop had finished is the owner's again, because that shop has delivered what it was paid for.
 */
export function remakeRuns(runs: readonly ScrappedRun[], lineId: string | null, ownerId: string): RemakeRun[] {
  const counting = countingRuns(runs);
  return runs.filter((run) => run.reworkNo === 0).sort((a, b) => a.seq - b.seq).map((run) => {
    const last = counting.find(({ seq }) => seq === run.seq) ?? run;
    const stays = run.orderLineId !== null && (run.orderLineId === lineId || !hasPassed(last.state));
    return {
      seq: run.seq, process: run.process, state: run.dependsOn.length === 0 ? 'READY' : 'PENDING', dependsOn: [...run.dependsOn],
      plannedMinutes: run.plannedMinutes, inspect: run.inspect, doneBy: stays ? run.doneBy : ownerId, orderLineId: stays ? run.orderLineId : null,
    };
  });
}

/** The lines that wait for the re-make instead of the scrapped piece. */
export function linesOfRemake(runs: readonly RemakeRun[], lineId: string | null): string[] {
  return [...new Set([...(lineId === null ? [] : [lineId]), ...runs.flatMap((run) => (run.orderLineId === null ? [] : [run.orderLineId]))])];
}
