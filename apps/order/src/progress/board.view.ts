import type { Lateness, OrderLineState } from '#contracts/order-orders';
import type { MouldProgressView, OperationState, PartProgressView, PieceState, ProgressCellView } from '#contracts/order-progress-views';

/** Operations of one seq of a part that share an order line, summed up by the database over the living pieces. */
export interface CellGroup {
  seq: number;
  process: string;
  orderLineId: string | null;
  doneById: string;
  /** Of the slowest article. */
  state: OperationState;
  passed: number;
  articles: number;
  minutes: number | null;
  plannedEnd: string | null;
  /** First start, and latest end of what has passed. */
  startedAt: string | null;
  endedAt: string | null;
  runningSince: string | null;
  readySince: string | null;
}

/** A part of the board, with its operations and the promises about it. */
export interface BoardRow {
  t0Date: string | null;
  t1Date: string | null;
  partId: string | null;
  partNo: string;
  name: string;
  state: PieceState;
  position: number;
  groups: CellGroup[];
  promises: { orderLineId: string; promisedDate: string; arrived: boolean; state: OrderLineState }[];
}

/** What the rules of lateness say about a part. */
export interface RowOutlook { lateness: Lateness; promisedDate: string | null; slackDays: number | null; quietHours: (group: CellGroup) => number | null }

/** From the slowest to the furthest. */
const ROAD: readonly OperationState[] = ['PENDING', 'READY', 'DISPATCHED', 'PAUSED', 'SETUP', 'RUNNING', 'DONE', 'SKIPPED', 'PASSED'];

/** One cell per operation of the route; the slowest piece gives the state and says who does it. */
export function cellsOf({ groups, promises }: Pick<BoardRow, 'groups' | 'promises'>, quietHours: (group: CellGroup) => number | null): ProgressCellView[] {
  const cells: ProgressCellView[] = [];
  for (const seq of [...new Set(groups.map((group) => group.seq))].sort((a, b) => a - b)) {
    const same = groups.filter((group) => group.seq === seq);
    const slowest = same.reduce((slow, group) => (ROAD.indexOf(group.state) < ROAD.indexOf(slow.state) ? group : slow));
    const hours = same.map(quietHours).filter((hour) => hour !== null);
    const instants = (key: 'startedAt' | 'endedAt'): string[] => same.map((group) => group[key]).filter((at) => at !== null).map((at) => new Date(at).toISOString()).sort();
    cells.push({
      seq, process: slowest.process, state: slowest.state, passed: same.reduce((sum, group) => sum + group.passed, 0), pieces: same.reduce((sum, group) => sum + group.articles, 0),
      doneById: slowest.doneById, orderLineId: slowest.orderLineId, promisedDate: promises.find(({ orderLineId }) => orderLineId === slowest.orderLineId)?.promisedDate ?? null,
      plannedMinutes: slowest.minutes, plannedEnd: slowest.plannedEnd === null ? null : new Date(slowest.plannedEnd).toISOString(),
      startedAt: instants('startedAt')[0] ?? null, endedAt: instants('endedAt').at(-1) ?? null, quietHours: hours.length === 0 ? null : Math.max(...hours),
    });
  }
  return cells;
}

/** Share of planned minutes that has passed over all parts, in whole percent rounded down. Buying is nobody's work. */
export function boardPercent(rows: readonly BoardRow[], unplannedMinutes: number): number {
  let all = 0;
  let passed = 0;
  for (const group of rows.flatMap((row) => row.groups)) {
    if (group.process === 'BUY') continue;
    const minutes = group.minutes ?? unplannedMinutes;
    all += minutes * group.articles;
    passed += minutes * group.passed;
  }
  return all === 0 ? 0 : Math.floor((passed * 100) / all);
}

/** The board for the mould's owner: worst slack first, parts without a day of need in the order of the list behind them. */
export function boardView(rows: readonly { row: BoardRow; outlook: RowOutlook }[], mould: { forecastT1: string | null; slackDays: number | null }, progressPercent: number): MouldProgressView {
  const sorted = [...rows].sort((a, b) => (a.outlook.slackDays ?? Infinity) - (b.outlook.slackDays ?? Infinity) || a.row.position - b.row.position);
  return {
    ...mould, progressPercent,
    rows: sorted.map(({ row, outlook }): PartProgressView => ({
      partId: row.partId!, partNo: row.partNo, name: row.name, state: row.state, lateness: outlook.lateness, slackDays: outlook.slackDays, promisedDate: outlook.promisedDate,
      cells: cellsOf(row, outlook.quietHours),
    })),
  };
}
