import fc from 'fast-check';
import { dispositions, inspectionTypes, partStates, type Disposition, type InspectionType, type OperationState } from '#contracts/order-progress-views';
import { formatDecimal } from '#kernel';
import { decideDisposition, lineUnderInspection, mayDispose, measuredInside, type InspectedLine, type InspectedPiece, type InspectedRun } from './inspection.policy.js';
import { boardPercent, boardView, cellsOf, type BoardRow, type CellGroup } from './board.view.js';
import { pieceView, reportView, type PieceRow, type ReportRow } from './piece.view.js';

const lin = 'com_lin';
const he = 'com_he';
const aRun = (seq: number, state: OperationState, orderLineId: string | null = 'oln'): InspectedRun => ({
  id: `run_${seq}`, seq, state, orderLineId, doneBy: orderLineId === null ? lin : he, begun: !['PENDING', 'READY'].includes(state), passed: state === 'PASSED',
});
const aLine = (given: Partial<InspectedLine> = {}): InspectedLine => ({ orderLineId: 'oln', supplierId: he, count: 1, sent: given.arrived ?? 0, arrived: 0, counted: 0, accepted: 0, ...given });
const aPiece = (given: Partial<InspectedPiece> = {}): InspectedPiece => ({ id: 'pce', state: 'IN_PROCESS', ownerId: lin, held: false, runs: [aRun(10, 'PASSED'), aRun(20, 'PASSED')], lines: [aLine()], ...given });
const decide = (piece: InspectedPiece, type: InspectionType, disposition: Disposition, seq: number | null = null, who = lin) => decideDisposition(piece, who, type, disposition, seq);
const there = aLine({ arrived: 1, counted: 1 });

describe('a decision about a piece', () => {
  it('of acceptance passes what waited, accepts what was counted, and clears what is still to come', () => {
    expect(decide(aPiece({ runs: [aRun(10, 'DONE'), aRun(20, 'PENDING')] }), 'IN_PROCESS', 'ACCEPT')).toMatchObject({ ok: true, value: { passes: ['run_10'], accepts: [], clears: false } });
    expect(decide(aPiece({ lines: [there] }), 'INCOMING', 'ACCEPT')).toMatchObject({ value: { accepts: ['oln'], clears: false } });
    expect(decide(aPiece(), 'FINAL', 'ACCEPT')).toMatchObject({ value: { accepts: [], clears: true } });
    expect(decide(aPiece({ lines: [aLine({ arrived: 1 })] }), 'INCOMING', 'ACCEPT')).toMatchObject({ value: { accepts: [], clears: true } });
    expect(decide(aPiece({ runs: [aRun(10, 'PASSED', null)], lines: [] }), 'IN_PROCESS', 'ACCEPT')).toMatchObject({ value: { orderLineId: null, clears: false, clearsPiece: true } });
  });

  it('of acceptance at the end accepts what every shop did on the piece', () => {
    const lines = [aLine({ orderLineId: 'a', arrived: 1, counted: 1 }), aLine({ orderLineId: 'b', arrived: 1, counted: 1 })];
    const runs = [aRun(10, 'PASSED', 'a'), aRun(20, 'PASSED', 'b'), aRun(30, 'PASSED', null)];
    expect(decide(aPiece({ lines, runs }), 'INCOMING', 'ACCEPT')).toMatchObject({ value: { orderLineId: 'b', accepts: ['a', 'b'], clearsPiece: true } });
    expect(decide(aPiece({ lines, runs: [runs[0]!, aRun(20, 'READY', 'b')] }), 'INCOMING', 'ACCEPT')).toMatchObject({ value: { accepts: ['a'], clearsPiece: false } });
  });

  it('of rework repeats an operation that was done, and no other', () => {
    expect(decide(aPiece(), 'FINAL', 'REWORK', 20)).toMatchObject({ value: { fails: 'run_20', orderLineId: 'oln', supplierId: he } });
    expect(decide(aPiece(), 'FINAL', 'REWORK', 30)).toEqual({ ok: false, refusal: { code: 'REWORK_SEQ' } });
    expect(decide(aPiece({ runs: [aRun(10, 'PASSED'), aRun(20, 'READY')] }), 'FINAL', 'REWORK', 20)).toMatchObject({ refusal: { code: 'STATE' } });
  });

  it.each<[string, InspectedPiece, InspectionType, Disposition]>([
    ['a return of what has not arrived', aPiece(), 'FINAL', 'RETURN'],
    ['a final acceptance with open operations', aPiece({ runs: [aRun(10, 'PASSED'), aRun(20, 'READY')] }), 'FINAL', 'ACCEPT'],
    ['an acceptance of what nobody touched', aPiece({ state: 'ORDERED', runs: [aRun(10, 'READY')] }), 'IN_PROCESS', 'ACCEPT'],
    ['scrap of what nobody touched', aPiece({ state: 'ORDERED', runs: [aRun(10, 'READY')] }), 'IN_PROCESS', 'SCRAP'],
    ['scrap of a batch that is accepted in part', aPiece({ lines: [aLine({ count: 9, arrived: 9, counted: 9, accepted: 3 })] }), 'INCOMING', 'SCRAP'],
    ['scrap of a batch that is partly under way', aPiece({ lines: [aLine({ count: 9, sent: 2 })] }), 'FINAL', 'SCRAP'],
  ])('refuses %s', (_, piece, type, disposition) => expect(decide(piece, type, disposition)).toEqual({ ok: false, refusal: { code: 'STATE', state: piece.state } }));

  it('is never taken about a piece that is over or on its way', () => {
    fc.assert(fc.property(fc.constantFrom(...partStates), fc.constantFrom(...inspectionTypes), fc.constantFrom(...dispositions), (state, type, disposition) => {
      const decision = decide(aPiece({ state, lines: [there] }), type, disposition, 20);
      expect(decision.ok).toBe(!['ACCEPTED', 'INSTALLED', 'SCRAPPED', 'CANCELLED', 'IN_TRANSIT'].includes(state));
    }));
  });

  it('is about the delivery that waits for it, else about the last work', () => {
    const lines = [aLine({ orderLineId: 'a', arrived: 1, counted: 1 }), aLine({ orderLineId: 'b' })];
    const runs = [aRun(10, 'PASSED', 'a'), aRun(20, 'RUNNING', 'b'), aRun(30, 'PENDING', 'c')];
    expect(lineUnderInspection(aPiece({ lines, runs }))?.orderLineId).toBe('a');
    expect(lineUnderInspection(aPiece({ lines: [{ ...lines[0]!, accepted: 1 }, lines[1]!], runs }))?.orderLineId).toBe('b');
    expect(lineUnderInspection(aPiece({ lines: [], runs: [aRun(10, 'RUNNING', null)] }))).toBeNull();
  });

  it('is the owner\'s; a shop checks its own work before it has left, and what is held waits for the owner', () => {
    expect(mayDispose(aPiece(), lin, 'CONCESSION', null)).toBe(true);
    expect(dispositions.filter((word) => mayDispose(aPiece(), he, word, 20))).toEqual(['ACCEPT', 'REWORK', 'SCRAP', 'HOLD']);
    expect(dispositions.filter((word) => mayDispose(aPiece({ held: true }), he, word, 20))).toEqual([]);
    expect(mayDispose(aPiece({ lines: [there] }), he, 'ACCEPT', null)).toBe(false);
    expect(mayDispose(aPiece(), 'com_x', 'ACCEPT', null)).toBe(false);
    expect(decide(aPiece(), 'FINAL', 'ACCEPT', null, he)).toMatchObject({ value: { clears: false, accepts: [] } });
  });
});

describe('a measured value', () => {
  it('passes inside its tolerance, limits included, exactly', () => {
    const measure = { nominal: '42', upper: '0.01', lower: '-0.01' };
    expect(['41.99', '42.01', '42'].map((value) => measuredInside({ ...measure, value }))).toEqual([true, true, true]);
    expect(['41.989999', '42.010001', '41.97'].map((value) => measuredInside({ ...measure, value }))).toEqual([false, false, false]);
  });

  it('is compared as whole millionths', () => {
    const millionths = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
    fc.assert(fc.property(millionths, millionths, millionths, millionths, (nominal, upper, lower, value) => {
      const [n, u, l, v] = [nominal, upper, lower, value].map(formatDecimal) as [string, string, string, string];
      expect(measuredInside({ nominal: n, upper: u, lower: l, value: v })).toBe(value >= nominal + lower && value <= nominal + upper);
    }));
  });
});

describe('what leaves the slice', () => {
  const piece: PieceRow = { id: 'pce', ownerId: lin, partId: 'prt', serial: 's', count: 1, state: 'IN_PROCESS', holderId: 'com_wang', inTransit: false, orderLineIds: [], runs: [] };
  it('never names another supplier as the holder to a supplier', () => {
    expect(pieceView(piece, lin, [], 0).holderId).toBe('com_wang');
    expect(pieceView(piece, he, [], 0).holderId).toBeNull();
    expect(pieceView({ ...piece, holderId: lin }, he, [], 0).holderId).toBe(lin);
    expect(pieceView({ ...piece, inTransit: true }, lin, [], 0).holderId).toBeNull();
  });

  it('names the reporter to his own company only', () => {
    const report: ReportRow = { id: 'rpt', runId: 'run', action: 'START', happenedAt: new Date(0), receivedAt: new Date(0), companyId: he, userId: 'usr', good: null, scrap: null, minutes: null, pauseReason: null, note: null };
    expect([reportView(report, he).byUserId, reportView(report, lin).byUserId]).toEqual(['usr', null]);
  });
});

describe('the board', () => {
  const group = (seq: number, given: Partial<CellGroup> = {}): CellGroup => ({
    seq, process: 'CNC', orderLineId: null, doneById: lin, state: 'PENDING', passed: 0, articles: 1, minutes: 60, plannedEnd: null, startedAt: null, endedAt: null, runningSince: null, readySince: null, ...given,
  });
  const row = (partNo: string, position: number, groups: CellGroup[]): BoardRow => ({ t0Date: null, t1Date: null, partId: partNo, partNo, name: partNo, state: 'ORDERED', position, groups, promises: [] });
  const outlook = (slackDays: number | null) => ({ lateness: 'ON_TIME' as const, promisedDate: null, slackDays, quietHours: () => null });

  it('sums an operation up; the slowest piece speaks', () => {
    const groups = [
      group(20), group(10, { state: 'PASSED', passed: 3, articles: 3, startedAt: '2026-03-02T08:00:00Z', endedAt: '2026-03-02T10:00:00Z' }),
      group(10, { state: 'PAUSED', articles: 2, doneById: he, orderLineId: 'oln_2', startedAt: '2026-03-01T08:00:00+08:00' }),
    ];
    const promises = [{ orderLineId: 'oln_1', promisedDate: '2026-03-09' }, { orderLineId: 'oln_2', promisedDate: '2026-03-12' }].map((promise) => ({ ...promise, arrived: false, state: 'IN_PROGRESS' as const }));
    expect(cellsOf({ groups, promises }, ({ state }) => (state === 'PAUSED' ? 5 : 1))).toMatchObject([
      { seq: 10, state: 'PAUSED', passed: 3, pieces: 5, doneById: he, orderLineId: 'oln_2', promisedDate: '2026-03-12', plannedMinutes: 60, startedAt: '2026-03-01T00:00:00.000Z', endedAt: '2026-03-02T10:00:00.000Z', quietHours: 5 },
      { seq: 20, state: 'PENDING', orderLineId: null, promisedDate: null, startedAt: null, endedAt: null },
    ]);
  });

  it('has the worst slack first and rows without one at the end, in the order of the list', () => {
    const rows = [[1, null], [2, 5], [3, -2], [4, null], [5, 5]].map(([position, slack]) => ({ row: row(`P${position}`, position!, []), outlook: outlook(slack!) }));
    expect(boardView(rows, { forecastT1: null, slackDays: null }, 0).rows.map(({ partNo }) => partNo)).toEqual(['P3', 'P2', 'P5', 'P1', 'P4']);
  });

  it('weighs progress by minutes and articles, and leaves buying out', () => {
    expect(boardPercent([row('a', 1, [group(10, { passed: 1, state: 'PASSED' }), group(20, { minutes: null })]), row('b', 2, [group(10, { process: 'BUY', articles: 500 })])], 120)).toBe(33);
    expect(boardPercent([], 120)).toBe(0);
  });
});
