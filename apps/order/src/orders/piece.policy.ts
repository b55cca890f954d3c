import type { OperationState, PieceState } from '#contracts/order-progress-views';
import { isRefusal, type Verdict } from './fulfilment.policy.js';

/** An operation on a piece as far as standing and readiness depend on it. */
export interface RunStanding {
  id: string;
  seq: number;
  /** 0 for the first pass, 1 for the first rework, and so on. */
  reworkNo: number;
  state: OperationState;
  dependsOn: readonly number[];
  plannedMinutes: number | null;
  orderLineId: string | null;
}

const PAST: ReadonlySet<OperationState> = new Set(['PASSED', 'SKIPPED']);
const UNBEGUN: ReadonlySet<OperationState> = new Set(['PENDING', 'READY', 'DISPATCHED', 'SKIPPED', 'ABORTED']);

export function hasPassed(state: OperationState): boolean {
  return PAST.has(state);
}

export function hasBegun(state: OperationState): boolean {
  return !UNBEGUN.has(state);
}

/** Of each operation the run that counts: the last rework, else the first pass. In order of the route. */
export function countingRuns<R extends Pick<RunStanding, 'seq' | 'reworkNo'>>(runs: readonly R[]): R[] {
  const bySeq = new Map<number, R>();
  for (const run of runs) {
    const other = bySeq.get(run.seq);
    if (other === undefined || run.reworkNo > other.reworkNo) bySeq.set(run.seq, run);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** What keeps an operation from beginning: nothing, an open operation before it, or only a check that is not recorded yet. */
export type Hindrance = 'NONE' | 'OPEN' | 'WAITS_FOR_CHECK';

/**
 * Looks at everything that has to come before, however far back: behind a skipped operation wait those that it waited for, and
 * a rework of an early operation stops the later ones.
 */
export function hindrance(run: RunStanding, runs: readonly RunStanding[]): Hindrance {
  const counting = new Map(countingRuns(runs).map((other) => [other.seq, other]));
  const seen = new Set<number>([run.seq]);
  const ahead = [...run.dependsOn];
  let answer: Hindrance = 'NONE';
  for (let seq = ahead.pop(); seq !== undefined; seq = ahead.pop()) {
    const before = counting.get(seq);
    if (before === undefined || seen.has(seq)) continue;
    seen.add(seq);
    ahead.push(...before.dependsOn);
    if (hasPassed(before.state)) continue;
    if (before.state !== 'DONE') return 'OPEN';
    answer = 'WAITS_FOR_CHECK';
  }
  return answer;
}

/** Waiting operations that may begin now, and ready ones that may not any more because something before them failed. */
export function readiness(runs: readonly RunStanding[]): { ready: string[]; waiting: string[] } {
  const ready: string[] = [];
  const waiting: string[] = [];
  for (const run of countingRuns(runs)) {
    if (run.state === 'PENDING' && hindrance(run, runs) === 'NONE') ready.push(run.id);
    if ((run.state === 'READY' || run.state === 'DISPATCHED') && hindrance(run, runs) !== 'NONE') waiting.push(run.id);
  }
  return { ready, waiting };
}

/** Share of planned minutes that has passed, in whole percent rounded down; an unplanned operation weighs as the given minutes. */
export function progressPercent(runs: readonly Pick<RunStanding, 'seq' | 'reworkNo' | 'state' | 'plannedMinutes'>[], unplannedMinutes: number): number {
  let all = 0;
  let passed = 0;
  for (const run of countingRuns(runs)) {
    if (run.state === 'ABORTED') continue;
    const minutes = run.plannedMinutes ?? unplannedMinutes;
    all += minutes;
    if (hasPassed(run.state)) passed += minutes;
  }
  return all === 0 ? 0 : Math.floor((passed * 100) / all);
}

/** A piece in one order line, as its standing needs it. */
export interface PieceInLine { orderLineId: string; count: number; arrived: number; accepted: number; verdict: Verdict | null }

export interface PieceFacts {
  state: PieceState;
  count: number;
  held: boolean;
  inTransit: boolean;
  /** A final inspection of the own shop's work accepted it. */
  cleared: boolean;
  runs: readonly RunStanding[];
  lines: readonly PieceInLine[];
}

/**
 * Where a piece stands. It is accepted when every operation has passed, whoever did the last one has had it accepted (the order line for
 * work outside, a final inspection for work in the own shop), and no delivery of it waits for a decision.
 */
export function pieceState(piece: PieceFacts): PieceState {
  if (piece.state === 'SCRAPPED' || piece.state === 'CANCELLED' || piece.state === 'INSTALLED') return piece.state;
  if (piece.held) return 'ON_HOLD';
  if (piece.inTransit) return 'IN_TRANSIT';
  const runs = countingRuns(piece.runs).filter((run) => run.state !== 'ABORTED');
  const through = runs.length > 0 && runs.every((run) => hasPassed(run.state));
  const line = piece.lines.find((entry) => entry.orderLineId === runs.at(-1)?.orderLineId);
  const undecided = piece.lines.filter((entry) => entry.arrived > entry.accepted && !isRefusal(entry.verdict) && lineIsThrough(entry.orderLineId, runs));
  if (through && undecided.length === 0 && (line === undefined ? piece.cleared : line.accepted >= piece.count)) return 'ACCEPTED';
  if (undecided.some((entry) => !goneOn(entry.orderLineId, runs))) return 'TO_INSPECT';
  if (runs.some((run) => run.state === 'DONE') || (through && line === undefined)) return 'TO_INSPECT';
  if (runs.some((run) => hasBegun(run.state))) return 'IN_PROCESS';
  if (piece.lines.length > 0) return 'ORDERED';
  return piece.state === 'SOURCING' ? 'SOURCING' : 'PLANNED';
}

/** True when work behind that of the line has begun and is not through: the piece is on a machine, not on the inspector's table. */
function goneOn(orderLineId: string, runs: readonly RunStanding[]): boolean {
  const last = Math.max(0, ...runs.filter((run) => run.orderLineId === orderLineId).map((run) => run.seq));
  const behind = runs.filter((run) => run.seq > last);
  return behind.some((run) => hasBegun(run.state)) && !behind.every((run) => hasPassed(run.state));
}

function lineIsThrough(orderLineId: string, runs: readonly RunStanding[]): boolean {
  return runs.every((run) => run.orderLineId !== orderLineId || hasPassed(run.state));
}
