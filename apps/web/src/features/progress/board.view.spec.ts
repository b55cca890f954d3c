import { boardColumns, bottleneck, cellsByColumn, countsByView, presentCell, rowsInView, trackedRows, withCell, type Board, type BoardCell, type BoardRow } from './board.view.js';

const cell = (seq: number, process: string, given: Partial<BoardCell> = {}): BoardCell => ({
  seq, process, state: 'PENDING', passed: 0, pieces: 1, doneById: 'com_wang', orderLineId: 'oln_1', promisedDate: null, plannedMinutes: 60, plannedEnd: null, startedAt: null, endedAt: null, quietHours: null, ...given,
});
const row = (partNo: string, given: Partial<BoardRow> = {}): BoardRow => ({ partId: `prt ${partNo}`, partNo, name: `part ${partNo}`, state: 'IN_PROCESS', lateness: 'ON_TIME', slackDays: 3, promisedDate: null, cells: [cell(10, 'CNC'), cell(20, 'EDM')], ...given });
const board = (...rows: BoardRow[]): Board => ({ id: 'mld', mouldNo: 'M', title: '', state: 'MACHINING', t0Date: null, t1Date: null, summary: { parts: rows.length, outside: 0, accepted: 0 }, progress: { forecastT1: null, slackDays: null, progressPercent: 0, companies: [], rows } });

describe('the columns of the board', () => {
  it('follow the usual order of the routes; a process done twice has two', () => {
    const rows = [row('1', { cells: [cell(10, 'SAW'), cell(20, 'CNC'), cell(30, 'HT'), cell(40, 'CNC')] }), row('2', { cells: [cell(10, 'CNC'), cell(20, 'EDM')] }), row('3', { cells: [cell(10, 'BUY')] })];
    expect(boardColumns(rows).map(({ key }) => key)).toEqual(['SAW 1', 'CNC 1', 'HT 1', 'EDM 1', 'CNC 2']);
    expect(cellsByColumn(rows[0]!).get('CNC 2')!.seq).toBe(40);
    expect(trackedRows(board(...rows)).map(({ partNo }) => partNo)).toEqual(['1', '2']);
  });
});

describe('where a part stands', () => {
  it('is its first operation that has not passed', () => {
    expect(presentCell(row('1', { cells: [cell(10, 'BUY'), cell(20, 'CNC', { state: 'PASSED' }), cell(30, 'EDM', { state: 'PAUSED' })] }))!.process).toBe('EDM');
    expect(presentCell(row('1', { cells: [cell(10, 'CNC', { state: 'PASSED' })] }))).toBeNull();
  });
});

describe('the bottleneck', () => {
  it('is the open part with the least slack; late before not, quiet before busy', () => {
    const quiet = [cell(10, 'CNC', { quietHours: 30 })];
    expect(bottleneck([row('1', { slackDays: 2 }), row('2', { slackDays: -4, state: 'ACCEPTED' }), row('3', { slackDays: -1 })])!.row.partNo).toBe('3');
    expect(bottleneck([row('1', { slackDays: -1 }), row('2', { slackDays: -1, lateness: 'LATE' })])!.row.partNo).toBe('2');
    expect(bottleneck([row('1'), row('2', { cells: quiet }), row('3')])).toMatchObject({ row: { partNo: '2' }, cell: { quietHours: 30 } });
    expect(bottleneck([row('1', { slackDays: null })])).toBeNull();
  });
});

it('a view keeps the order of the board and finds words in number, name and holder', () => {
  const rows = [row('1', { lateness: 'LATE' }), row('2', { lateness: 'SILENT' }), row('3', { lateness: 'AT_RISK' }), row('4', { state: 'PLANNED' })];
  expect(countsByView(rows)).toEqual({ all: 4, late: 1, silent: 1, risk: 1, open: 3 });
  expect(rowsInView(rows, 'all', ' WANG', ({ partNo }) => (partNo === '2' ? 'Wang EDM' : '')).map(({ partNo }) => partNo)).toEqual(['2']);
  expect(rowsInView(rows, 'open', '', () => '').map(({ partNo }) => partNo)).toEqual(['1', '2', '3']);
});

describe('news of a cell', () => {
  const before = board(row('1', { cells: [cell(10, 'CNC', { pieces: 2, quietHours: 9 })] }), row('2'));
  const change = { mouldId: 'mld', partId: 'prt 1', orderLineId: 'oln_1', seq: 10, state: 'RUNNING', passed: 1, pieces: 2 };

  it('changes that cell and nothing else', () => {
    const after = withCell(before, change);
    expect(after.progress.rows[0]!.cells[0]).toMatchObject({ state: 'RUNNING', passed: 1, quietHours: null });
    expect(after.progress.rows[1]).toBe(before.progress.rows[1]);
  });

  it('that counts other pieces than the board does leaves it to be read anew', () => {
    expect(withCell(before, { ...change, pieces: 1 })).toBe(before);
    expect(withCell(before, { ...change, orderLineId: null })).toBe(before);
  });
});
