import type { BoardCell, BoardRow } from './board.view.js';

const DAY_MS = 86_400_000;
/** Minutes that a shop works on one thing in a working day, as the forecast of the service has it. */
const MINUTES_A_DAY = 480;
/** Minutes taken for an operation that nobody planned, as the service has it. */
const UNPLANNED_MINUTES = 120;

export interface PlannedCell {
  cell: BoardCell;
  /** When it is planned, where somebody planned it; else the latest start and end that keep the promise. Null without either. */
  plan: { fromMs: number; toMs: number; planned: boolean } | null;
  /** What really happened; until now while it is going on. */
  real: { fromMs: number; toMs: number; over: boolean } | null;
  /** Planned minutes of all its pieces, and of those that have passed. */
  minutes: number;
  passedMinutes: number;
}

/**
 * The operations of a part against their plan. Where the shop planned the end of an operation, that is its plan. Everything else is reckoned back
 * from what comes later on the same order line, at last from the day that is promised for it, in working days of 480 minutes, Monday to Saturday.
 */
export function plannedCells({ cells }: Pick<BoardRow, 'cells'>, nowMs: number): PlannedCell[] {
  const planned: PlannedCell[] = [];
  const ends = new Map<string, number>();
  for (const cell of [...cells].reverse()) {
    if (cell.process === 'BUY') continue;
    const minutes = (cell.plannedMinutes ?? UNPLANNED_MINUTES) * cell.pieces;
    let plan: PlannedCell['plan'] = null;
    const plannedMs = cell.plannedEnd === null ? null : Date.parse(cell.plannedEnd);
    const promised = cell.orderLineId !== null && cell.promisedDate !== null;
    if (plannedMs !== null || promised) {
      const line = cell.orderLineId ?? '';
      const toMs = plannedMs ?? ends.get(line) ?? Date.parse(`${cell.promisedDate}T00:00:00Z`) + DAY_MS;
      const fromMs = workedBefore(toMs, minutes);
      ends.set(line, fromMs);
      plan = { fromMs, toMs, planned: plannedMs !== null };
    }
    const over = cell.passed >= cell.pieces && cell.endedAt !== null;
    const real = cell.startedAt === null ? null : { fromMs: Date.parse(cell.startedAt), toMs: over ? Date.parse(cell.endedAt!) : nowMs, over };
    planned.push({ cell, plan, real, minutes, passedMinutes: cell.pieces === 0 ? 0 : (minutes * cell.passed) / cell.pieces });
  }
  return planned.reverse();
}

/** How many of the operations with a plan were planned by somebody, and how many are reckoned. */
export function planSource(cells: readonly PlannedCell[]): { planned: number; reckoned: number } {
  const plans = cells.flatMap(({ plan }) => plan ?? []);
  const planned = plans.filter((plan) => plan.planned).length;
  return { planned, reckoned: plans.length - planned };
}

/** The moment that lies so many minutes of work before another one; a day of work is the whole day on the chart, and Sundays are none. */
export function workedBefore(toMs: number, minutes: number): number {
  let left = (minutes / MINUTES_A_DAY) * DAY_MS;
  let at = toMs;
  while (left > 0) {
    const dayStart = Math.ceil(at / DAY_MS) * DAY_MS - DAY_MS;
    if (new Date(dayStart).getUTCDay() === 0) {
      at = dayStart;
      continue;
    }
    const here = Math.min(left, at - dayStart);
    at -= here;
    left -= here;
  }
  return at;
}

export interface CurvePoint { atMs: number; percent: number }
export interface Curve {
  planned: CurvePoint[];
  done: CurvePoint[];
  /** Percent that should have passed by now, and that has. */
  plannedNow: number;
  doneNow: number;
}

/**
 * Planned against done, in percent of the planned minutes that are promised. What nobody promised yet is in neither. An operation counts when it
 * ends; of several pieces those that have passed count at the time of the latest. Null when nothing is promised.
 */
export function sCurve(cells: readonly PlannedCell[], nowMs: number): Curve | null {
  const promised = cells.filter(({ plan }) => plan !== null);
  const all = promised.reduce((sum, { minutes }) => sum + minutes, 0);
  if (all === 0) return null;
  const planned = summed(promised.map(({ plan, minutes }) => ({ atMs: plan!.toMs, minutes })), all);
  const done = summed(promised.filter(({ passedMinutes, cell }) => passedMinutes > 0 && cell.endedAt !== null).map(({ passedMinutes, cell }) => ({ atMs: Date.parse(cell.endedAt!), minutes: passedMinutes })), all);
  const doneNow = done.at(-1)?.percent ?? 0;
  return {
    planned: [{ atMs: Math.min(...promised.map(({ plan }) => plan!.fromMs)), percent: 0 }, ...planned],
    done: done.length === 0 ? [] : [{ atMs: Math.min(done[0]!.atMs, ...promised.map(({ cell }) => (cell.startedAt === null ? Infinity : Date.parse(cell.startedAt)))), percent: 0 }, ...done, { atMs: Math.max(nowMs, done.at(-1)!.atMs), percent: doneNow }],
    plannedNow: planned.filter(({ atMs }) => atMs <= nowMs).at(-1)?.percent ?? 0, doneNow,
  };
}

function summed(steps: readonly { atMs: number; minutes: number }[], all: number): CurvePoint[] {
  let sum = 0;
  const points = [...steps].sort((a, b) => a.atMs - b.atMs).map(({ atMs, minutes }) => ({ atMs, percent: ((sum += minutes) / all) * 100 }));
  // One point for each moment, the last.
  return points.filter(({ atMs }, i) => points[i + 1]?.atMs !== atMs);
}

/** Both lines at the end of every day, for a table; nothing is done on days to come. */
export function byDay({ planned, done }: Pick<Curve, 'planned' | 'done'>, nowMs: number): { day: string; planned: number; done: number | null }[] {
  const moments = [...planned, ...done].map(({ atMs }) => atMs);
  const first = Math.floor(Math.min(...moments) / DAY_MS);
  const last = Math.floor((Math.max(...moments) - 1) / DAY_MS);
  const reached = (points: readonly CurvePoint[], atMs: number) => points.filter((point) => point.atMs <= atMs).at(-1)?.percent ?? 0;
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * DAY_MS).map((start) => ({
    day: new Date(start).toISOString().slice(0, 10), planned: reached(planned, start + DAY_MS), done: start > nowMs ? null : reached(done, start + DAY_MS),
  }));
}
