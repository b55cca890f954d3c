import type { BlockReason, OperationState, PauseReason, ReportAction } from '#contracts/order-progress-views';
import { accept, MINUTE, refuse, type Result } from '#kernel';

/** What keeps an operation from beginning, as the piece's other operations tell. */
export type Hindrance = 'NONE' | 'OPEN' | 'WAITS_FOR_CHECK';

/** An operation about which something is reported. */
export interface RunToReport {
  id: string;
  state: OperationState;
  doneBy: string;
  /** Owner of the piece, who may skip. */
  ownerId: string;
  inspect: boolean;
  hindrance: Hindrance;
  /** The line rests or has ended, or the piece is held. */
  resting: boolean;
  /** The piece is on its way to somebody. */
  away: boolean;
  /** The piece was accepted, scrapped or given up: nothing happens to it any more. */
  over: boolean;
  /** Revision that was ordered, or of the piece for work in the own shop. */
  revision: string;
  /** True when a newer revision was issued. */
  outdated: boolean;
}

export interface Attempt { companyId: string; action: Exclude<ReportAction, 'CORRECT'>; revision: string }
export type Blocked = { code: BlockReason };

const FROM: Readonly<Record<Attempt['action'], readonly OperationState[]>> = {
  SETUP: ['READY', 'DISPATCHED', 'PAUSED'],
  START: ['READY', 'DISPATCHED', 'SETUP', 'PAUSED'],
  PAUSE: ['SETUP', 'RUNNING'],
  PROBLEM: ['READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED'],
  DONE: ['READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED'],
  SKIP: ['PENDING', 'READY', 'DISPATCHED'],
};

/** Actions that make something, which nobody does to an old drawing or on a line that rests. */
const MAKING: ReadonlySet<ReportAction> = new Set<ReportAction>(['SETUP', 'START', 'DONE']);

function stateAfter(action: Attempt['action'], inspect: boolean): OperationState {
  switch (action) {
    case 'SETUP': return 'SETUP';
    case 'START': return 'RUNNING';
    case 'PAUSE': case 'PROBLEM': return 'PAUSED';
    case 'DONE': return inspect ? 'DONE' : 'PASSED';
    case 'SKIP': return 'SKIPPED';
  }
}

/**
 * The state after a report, or why there is none. Only the shop that does an operation reports it; skipping is the owner's.
 * DONE passes by itself unless the operation needs an inspection record.
 */
export function decideReport(run: RunToReport, attempt: Attempt): Result<OperationState, Blocked> {
  const { action } = attempt;
  const right = action === 'SKIP' ? run.ownerId : run.doneBy;
  if (attempt.companyId !== right) return refuse('NOT_HOLDER');
  if (run.over) return refuse('STATE_CHANGED');
  if (run.resting && (MAKING.has(action) || action === 'SKIP')) return refuse('SUSPENDED');
  if (MAKING.has(action)) {
    if (run.outdated || attempt.revision !== run.revision) return refuse('REVISION_OUTDATED');
    if (run.away) return refuse('NOT_HOLDER');
  }
  if (!FROM[action].includes(run.state)) {
    if (run.state !== 'PENDING') return refuse('STATE_CHANGED');
    return refuse(run.hindrance === 'WAITS_FOR_CHECK' ? 'INSPECTION_NEEDED' : 'PREVIOUS_NOT_PASSED');
  }
  return accept(stateAfter(action, run.inspect));
}

/** The times of an operation by the server's clock. */
export interface RunTimes {
  startedAt: Date | null;
  endedAt: Date | null;
  runningSince: Date | null;
  /** Milliseconds of running that are over. */
  workedMs: number;
  pauseReason: PauseReason | null;
}

export const untouched: RunTimes = { startedAt: null, endedAt: null, runningSince: null, workedMs: 0, pauseReason: null };

/** The times after a step to a state at an instant. Only running counts as work, setting up and pauses do not. */
export function timesAfter(times: RunTimes, state: OperationState, at: Date, pauseReason: PauseReason | null): RunTimes {
  const worked = times.runningSince === null ? 0 : Math.max(0, at.getTime() - times.runningSince.getTime());
  const begun = state === 'SETUP' || state === 'RUNNING' || state === 'DONE' || state === 'PASSED';
  const ended = state === 'DONE' || state === 'PASSED' || state === 'SKIPPED';
  return {
    startedAt: times.startedAt ?? (begun ? at : null), endedAt: ended ? at : null, runningSince: state === 'RUNNING' ? at : null,
    workedMs: times.workedMs + worked, pauseReason: state === 'PAUSED' ? pauseReason : null,
  };
}

/** Whole minutes of running until now. */
export function minutesOf(times: Pick<RunTimes, 'runningSince' | 'workedMs'>, now: Date): number {
  const running = times.runningSince === null ? 0 : Math.max(0, now.getTime() - times.runningSince.getTime());
  return Math.floor((times.workedMs + running) / 60_000);
}

/** An earlier report of an operation. */
export interface PastReport {
  id: string;
  action: ReportAction;
  companyId: string;
  receivedAt: Date;
  pauseReason: PauseReason | null;
  scrap: number | null;
  correctsId: string | null;
}

/** Reports that still hold: corrections and what they took back are left out. Takes and gives them oldest first. */
export function holdingReports(reports: readonly PastReport[]): PastReport[] {
  const taken = new Set(reports.map((report) => report.correctsId));
  return reports.filter((report) => report.action !== 'CORRECT' && !taken.has(report.id));
}

/** State and times of an operation as its holding reports tell them; the row must say the same unless an inspection spoke. */
export function replay(reports: readonly PastReport[], inspect: boolean): { state: OperationState; times: RunTimes } {
  let state: OperationState = 'READY';
  let times = untouched;
  for (const report of holdingReports(reports)) {
    if (report.action === 'CORRECT') continue;
    state = stateAfter(report.action, inspect);
    times = timesAfter(times, state, report.receivedAt, report.pauseReason);
  }
  return { state, times };
}

export interface RunToCorrect extends RunToReport {
  /** Operations that wait for this one, or the delivery of the piece, have begun. */
  followedUp: boolean;
  reports: readonly PastReport[];
}

export interface Correction { takesBack: string; state: OperationState; times: RunTimes }

/**
 * Takes back the last report that holds. Only by the company that made it, before anybody built on it, and never after an inspection
 * spoke or pieces were scrapped: these are undone by an inspection or a new report, not by a correction.
 */
export function decideCorrection(run: RunToCorrect, companyId: string): Result<Correction, Blocked> {
  const last = holdingReports(run.reports).at(-1);
  const right = last?.action === 'SKIP' ? run.ownerId : run.doneBy;
  if (companyId !== right) return refuse('NOT_HOLDER');
  if (run.away) return refuse('NOT_HOLDER');
  if (run.over || last === undefined || last.companyId !== companyId || run.followedUp || (last.scrap ?? 0) > 0) return refuse('STATE_CHANGED');
  if (replay(run.reports, run.inspect).state !== run.state) return refuse('STATE_CHANGED');
  const before = replay(run.reports.filter((report) => report.id !== last.id), run.inspect);
  const state = before.state === 'READY' && run.hindrance !== 'NONE' ? 'PENDING' : before.state;
  return accept({ takesBack: last.id, state, times: before.times });
}

/** How far a phone's clock may be from the server's. */
export const CLOCK_SKEW_MS = 10 * MINUTE;

/**
 * The instants between which a report can have happened, when this one lies outside; null when it lies inside. Nothing happened before the latest of
 * its operations was ordered, nor after now; a phone's clock may be ten minutes off either way.
 */
export function happenedWithin(happenedAt: Date, orderedAt: readonly Date[], now: Date): { from: Date; until: Date } | null {
  const from = new Date(Math.max(...orderedAt.map((at) => at.getTime())) - CLOCK_SKEW_MS);
  const until = new Date(now.getTime() + CLOCK_SKEW_MS);
  return happenedAt < from || happenedAt > until ? { from, until } : null;
}

/** Minutes told for several pieces together, shared out by their articles in whole minutes; the shares add up to what was told. */
export function shareMinutes(minutes: number, counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let told = 0;
  let articles = 0;
  return counts.map((count) => {
    articles += count;
    const share = Math.round((minutes * articles) / all) - told;
    told += share;
    return share;
  });
}

/** Good and scrapped articles of one piece or batch for DONE: every article is accounted for. Null when the numbers do not add up. */
export function accountFor(count: number, good: number | null, scrap: number | null): { good: number; scrap: number } | null {
  const scrapped = scrap ?? (good === null ? 0 : count - good);
  const made = good ?? count - scrapped;
  return made < 0 || scrapped < 0 || made + scrapped !== count ? null : { good: made, scrap: scrapped };
}
