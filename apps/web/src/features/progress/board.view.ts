import type { ProgressCellChange } from '#contracts/live.protocol';
import type { BoardQuery } from '../../generated/types.js';

export type Board = NonNullable<BoardQuery['mould']>;
export type BoardRow = Board['progress']['rows'][number];
export type BoardCell = BoardRow['cells'][number];
export type BoardView = 'all' | 'late' | 'risk' | 'silent' | 'open';

export interface BoardColumn { key: string; process: string; /** 2 for the second time that a route has this process. */ time: number }

/** Buying is nobody's work on a machine. */
const BUYING = 'BUY';
const OVER: ReadonlySet<string> = new Set(['ACCEPTED', 'INSTALLED', 'CANCELLED', 'SCRAPPED']);

/** Rows with work to follow; what is bought is not tracked here. */
export function trackedRows(board: Board): BoardRow[] {
  return board.progress.rows.filter(({ cells }) => cells.some(({ process }) => process !== BUYING));
}

/** The cells of a row by the key of their column. */
export function cellsByColumn({ cells }: Pick<BoardRow, 'cells'>): Map<string, BoardCell> {
  const times = new Map<string, number>();
  return new Map(cells.filter(({ process }) => process !== BUYING).map((cell) => {
    const time = (times.get(cell.process) ?? 0) + 1;
    times.set(cell.process, time);
    return [`${cell.process} ${time}`, cell];
  }));
}

/** One column for every process that the routes have, in the order in which routes usually have them. */
export function boardColumns(rows: readonly Pick<BoardRow, 'cells'>[]): BoardColumn[] {
  const places = new Map<string, { sum: number; count: number }>();
  for (const row of rows) {
    const keys = [...cellsByColumn(row).keys()];
    keys.forEach((key, i) => {
      const known = places.get(key) ?? { sum: 0, count: 0 };
      places.set(key, { sum: known.sum + (i + 1) / (keys.length + 1), count: known.count + 1 });
    });
  }
  const mean = (key: string) => { const { sum, count } = places.get(key)!; return sum / count; };
  return [...places.keys()].sort((a, b) => mean(a) - mean(b) || a.localeCompare(b)).map((key) => ({ key, process: key.split(' ')[0]!, time: Number(key.split(' ')[1]) }));
}

/** The operation that a part stands at: the first that has not passed. Null when all have. */
export function presentCell({ cells }: Pick<BoardRow, 'cells'>): BoardCell | null {
  return cells.find(({ process, state }) => process !== BUYING && state !== 'PASSED' && state !== 'SKIPPED' && state !== 'ABORTED') ?? null;
}

export interface Bottleneck { row: BoardRow; cell: BoardCell | null }

/**
 * The one part that decides about the mould: the least slack among parts that are not over; of several, one that is late already, then one that
 * has been quiet for the longest. Null while nothing has slack.
 */
export function bottleneck(rows: readonly BoardRow[]): Bottleneck | null {
  const open = rows.filter(({ state, slackDays }) => slackDays !== null && !OVER.has(state));
  const rank = (row: BoardRow): [number, number, number] => [row.slackDays!, row.lateness === 'LATE' ? 0 : 1, -(presentCell(row)?.quietHours ?? 0)];
  const worst = open.reduce<BoardRow | null>((found, row) => {
    if (found === null) return row;
    const [a, b] = [rank(row), rank(found)];
    return a.map((n, i) => n - b[i]!).find((difference) => difference !== 0)! < 0 ? row : found;
  }, null);
  return worst === null ? null : { row: worst, cell: presentCell(worst) };
}

/** What the words of a row are searched in. */
function matches(row: BoardRow, words: string, holder: (row: BoardRow) => string): boolean {
  return words === '' || `${row.partNo} ${row.name} ${holder(row)}`.toLowerCase().includes(words.toLowerCase());
}

const IN_VIEW: Readonly<Record<BoardView, (row: BoardRow) => boolean>> = {
  all: () => true, late: ({ lateness }) => lateness === 'LATE', risk: ({ lateness }) => lateness === 'AT_RISK', silent: ({ lateness }) => lateness === 'SILENT',
  open: ({ state }) => !OVER.has(state) && state !== 'PLANNED' && state !== 'SOURCING',
};

/** Rows of a view, in the order of the board: worst slack first. */
export function rowsInView(rows: readonly BoardRow[], view: BoardView, words: string, holder: (row: BoardRow) => string): BoardRow[] {
  return rows.filter((row) => IN_VIEW[view](row) && matches(row, words.trim(), holder));
}

export function countsByView(rows: readonly BoardRow[]): Record<BoardView, number> {
  const count = (view: BoardView) => rows.filter(IN_VIEW[view]).length;
  return { all: rows.length, late: count('late'), risk: count('risk'), silent: count('silent'), open: count('open') };
}

/** The board after one change of a cell; the same board when the change is about pieces that it sums up otherwise, and has to be read anew. */
export function withCell(board: Board, change: ProgressCellChange): Board {
  const rows = board.progress.rows.map((row) => (row.partId !== change.partId ? row : {
    ...row,
    cells: row.cells.map((cell) => (cell.seq !== change.seq || cell.orderLineId !== change.orderLineId || cell.pieces !== change.pieces ? cell : { ...cell, state: change.state as BoardCell['state'], passed: change.passed, quietHours: null })),
  }));
  return rows.some((row, i) => row.cells.some((cell, j) => cell !== board.progress.rows[i]!.cells[j])) ? { ...board, progress: { ...board.progress, rows } } : board;
}
