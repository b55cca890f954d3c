import type { OperationState, PauseReason, ReportAction, ShopRunFragment, ShopTravellerQuery } from '../../generated/types.js';
import type { WaitingReport } from './outbox.policy.js';

export type Traveller = NonNullable<ShopTravellerQuery['traveller']>;
export type TravellerLine = NonNullable<Traveller['order']>['lines'][number];

type Run = Pick<ShopRunFragment, 'id' | 'pieceId' | 'serial' | 'seq' | 'process' | 'state' | 'rework' | 'minutes' | 'plannedEnd'>;
export interface ShopPiece<R extends Run = Run> { id: string; serial: string; count: number; state: string; runs: readonly R[] }

/** One operation of the line over its pieces. */
export interface ShopOperation {
  seq: number;
  process: string;
  /** Of the slowest piece. */
  state: OperationState;
  rework: boolean;
  passed: number;
  pieces: number;
  minutes: number;
  runs: readonly ShopPieceRun[];
  /** True while a report about it has not reached the server. */
  waiting: boolean;
}
export interface ShopPieceRun { runId: string; pieceId: string; serial: string; count: number; state: OperationState; plannedEnd: string | null; /** The piece waits for its owner's decision. */ held: boolean }

/** From the slowest to the furthest. */
const ROAD: readonly OperationState[] = ['FAILED', 'PENDING', 'READY', 'DISPATCHED', 'PAUSED', 'SETUP', 'RUNNING', 'DONE', 'SKIPPED', 'PASSED', 'ABORTED'];
const OVER: ReadonlySet<string> = new Set(['SCRAPPED', 'CANCELLED']);
const THROUGH: ReadonlySet<OperationState> = new Set<OperationState>(['PASSED', 'SKIPPED', 'ABORTED']);

/** States from which each report may be made, as the service has them; it has the last word. */
const FROM: Readonly<Record<'START' | 'PAUSE' | 'DONE' | 'PROBLEM', readonly OperationState[]>> = {
  START: ['READY', 'DISPATCHED', 'SETUP', 'PAUSED'],
  PAUSE: ['SETUP', 'RUNNING'],
  DONE: ['READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED'],
  PROBLEM: ['READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED'],
};
export type ShopAction = keyof typeof FROM;

/** What a report says besides what it is about. */
export interface Told { good?: number | null; scrap?: number | null; minutes?: number | null; pauseReason?: PauseReason | null; note?: string | null }
/** Makes a report about pieces of the present operation. */
export type Tell = (action: ShopAction, runs: readonly ShopPieceRun[], told?: Told) => void;

const AFTER: Readonly<Partial<Record<ReportAction, OperationState>>> = { SETUP: 'SETUP', START: 'RUNNING', PAUSE: 'PAUSED', PROBLEM: 'PAUSED', DONE: 'PASSED', SKIP: 'SKIPPED' };

/**
 * The pieces as they will stand when everything that waits has been taken, so that a shop without a line can go on. An operation that is done
 * lets the next one of its piece begin; whether it does is the service's word.
 */
export function withWaiting<R extends Run>(pieces: readonly ShopPiece<R>[], waiting: readonly Pick<WaitingReport<unknown>, 'runIds' | 'action' | 'state'>[]): ShopPiece<R>[] {
  return pieces.map((piece) => {
    let { runs } = piece;
    for (const report of waiting) {
      const state = AFTER[report.action];
      if (report.state === 'REFUSED' || state === undefined || !runs.some(({ id }) => report.runIds.includes(id))) continue;
      runs = runs.map((run) => (report.runIds.includes(run.id) ? { ...run, state } : run));
      if (!THROUGH.has(state)) continue;
      const next = latest(runs).find((run) => !THROUGH.has(run.state));
      if (next?.state === 'PENDING') runs = runs.map((run) => (run.id === next.id ? { ...run, state: 'READY' as const } : run));
    }
    return { ...piece, runs };
  });
}

/** The run that counts of every operation: the last one, where it was repeated after an inspection. In the order of the route. */
function latest<R extends Run>(runs: readonly R[]): R[] {
  const bySeq = new Map<number, R>();
  for (const run of runs) if (!bySeq.has(run.seq) || run.rework) bySeq.set(run.seq, run);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** The route of the line, each operation over all living pieces. */
export function shopOperations(pieces: readonly ShopPiece[], waiting: readonly Pick<WaitingReport<unknown>, 'runIds' | 'state'>[] = []): ShopOperation[] {
  const living = pieces.filter(({ state }) => !OVER.has(state));
  const runs = living.flatMap((piece) => latest(piece.runs).map((run) => ({ piece, run })));
  return [...new Set(runs.map(({ run }) => run.seq))].sort((a, b) => a - b).map((seq) => {
    const same = runs.filter(({ run }) => run.seq === seq);
    const slowest = same.reduce((slow, one) => (ROAD.indexOf(one.run.state) < ROAD.indexOf(slow.run.state) ? one : slow));
    return {
      seq, process: slowest.run.process, state: slowest.run.state, rework: same.some(({ run }) => run.rework && !THROUGH.has(run.state)),
      passed: sum(same.filter(({ run }) => run.state === 'PASSED' || run.state === 'SKIPPED').map(({ piece }) => piece.count)), pieces: sum(same.map(({ piece }) => piece.count)), minutes: sum(same.map(({ run }) => run.minutes)),
      runs: same.map(({ piece, run }) => ({ runId: run.id, pieceId: piece.id, serial: piece.serial, count: piece.count, state: run.state, plannedEnd: run.plannedEnd, held: piece.state === 'ON_HOLD' })),
      waiting: waiting.some((report) => report.state === 'WAITING' && same.some(({ run }) => report.runIds.includes(run.id))),
    };
  });
}

/** The operation to report about next: the first with a piece that can be worked on. Null when everything is through or waits for others. */
export function presentOperation(operations: readonly ShopOperation[]): ShopOperation | null {
  return operations.find(({ runs }) => runs.some(({ state }) => FROM.DONE.includes(state))) ?? null;
}

/** Pieces of the operation that can take this report; nothing is made of a piece that is held. */
export function reportable(operation: ShopOperation, action: ShopAction): ShopPieceRun[] {
  return operation.runs.filter(({ state, held }) => FROM[action].includes(state) && !(held && (action === 'START' || action === 'DONE')));
}

/** Articles that are through all operations of the line and still in the shop. */
export function readyToSend(pieces: readonly ShopPiece[]): number {
  return sum(pieces.filter(({ state, runs }) => (state === 'IN_PROCESS' || state === 'ORDERED') && runs.length > 0 && latest(runs).every((run) => run.state === 'PASSED' || run.state === 'SKIPPED')).map(({ count }) => count));
}

/** Days from the promised day to today; null when it is not over. */
export function daysOver(promisedDate: string, nowMs: number | null): number | null {
  if (nowMs === null) return null;
  const days = Math.floor((nowMs - Date.parse(`${promisedDate}T00:00:00Z`)) / 86_400_000);
  return days > 0 ? days : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
