import type { OperationState } from '../../generated/types.js';
import { daysOver, presentOperation, readyToSend, reportable, shopOperations, withWaiting, type ShopPiece } from './shop-line.view.js';

const PROCESSES = ['CNC', 'HT', 'EDM'];
const piece = (n: number, states: readonly OperationState[], given: Partial<ShopPiece> = {}): ShopPiece => ({
  id: `p${n}`, serial: `#${n}`, count: 1, state: 'IN_PROCESS', ...given,
  runs: given.runs ?? states.map((state, i) => ({ id: `r${n}-${i}`, pieceId: `p${n}`, serial: `#${n}`, seq: (i + 1) * 10, process: PROCESSES[i]!, state, rework: false, minutes: i, plannedEnd: null })),
});

describe('the route of a line', () => {
  it('is summed up over the living pieces; the slowest speaks', () => {
    const operations = shopOperations([piece(1, ['PASSED', 'RUNNING', 'PENDING']), piece(2, ['PASSED', 'READY', 'PENDING'], { count: 4 }), piece(3, ['READY', 'PENDING', 'PENDING'], { state: 'SCRAPPED' })]);
    expect(operations.map(({ seq, state, passed, pieces }) => [seq, state, passed, pieces])).toEqual([[10, 'PASSED', 5, 5], [20, 'READY', 0, 5], [30, 'PENDING', 0, 5]]);
    const present = presentOperation(operations)!;
    expect([present.process, reportable(present, 'START').map(({ serial }) => serial), reportable(present, 'PAUSE').map(({ serial }) => serial), reportable(present, 'DONE').length]).toEqual(['HT', ['#2'], ['#1'], 2]);
  });

  it('of a piece that is held takes no start and no end, but what went wrong', () => {
    const [operation] = shopOperations([piece(1, ['READY'], { state: 'ON_HOLD' }), piece(2, ['READY'])]);
    expect((['START', 'DONE', 'PROBLEM'] as const).map((action) => reportable(operation!, action).map(({ serial }) => serial))).toEqual([['#2'], ['#2'], ['#1', '#2']]);
  });

  it('counts a repeated operation by its last run', () => {
    const again = piece(1, ['PASSED', 'FAILED']);
    const runs = [...again.runs, { ...again.runs[1]!, id: 'r1-again', state: 'READY' as const, rework: true }];
    expect(shopOperations([{ ...again, runs }])[1]).toMatchObject({ state: 'READY', rework: true, runs: [{ runId: 'r1-again' }] });
  });

  it('has nothing to report when all is through or waits for others', () => {
    expect(presentOperation(shopOperations([piece(1, ['PASSED', 'DONE', 'PENDING'])]))).toBeNull();
    expect(shopOperations([])).toEqual([]);
  });
});

describe('what waits to be sent', () => {
  const waiting = (action: 'START' | 'DONE' | 'CORRECT', runIds: string[], state: 'WAITING' | 'REFUSED' = 'WAITING') => ({ action, runIds, state });

  it('is shown as if it were taken, and lets the next operation of the piece begin', () => {
    const [one, two] = withWaiting([piece(1, ['READY', 'PENDING']), piece(2, ['READY', 'PENDING'])], [waiting('START', ['r1-0', 'r2-0']), waiting('DONE', ['r1-0']), waiting('START', ['r1-1'])]);
    expect([one!.runs.map(({ state }) => state), two!.runs.map(({ state }) => state)]).toEqual([['PASSED', 'RUNNING'], ['RUNNING', 'PENDING']]);
  });

  it('says nothing when it was refused or takes something back', () => {
    const pieces = [piece(1, ['READY', 'PENDING'])];
    expect(withWaiting(pieces, [waiting('DONE', ['r1-0'], 'REFUSED'), waiting('CORRECT', ['r1-0'])])).toEqual(pieces);
    expect(shopOperations(pieces, [waiting('DONE', ['r1-0'], 'REFUSED')])[0]!.waiting).toBe(false);
    expect(shopOperations(pieces, [waiting('DONE', ['r1-0'])]).map((operation) => operation.waiting)).toEqual([true, false]);
  });
});

it('what is through all its operations and still here can be sent', () => {
  expect(readyToSend([piece(1, ['PASSED', 'SKIPPED'], { count: 7 }), piece(2, ['PASSED', 'DONE']), piece(3, ['PASSED', 'PASSED'], { state: 'IN_TRANSIT' })])).toBe(7);
});

it('a promise is over the day after its day', () => {
  const noon = Date.parse('2026-11-28T12:00:00Z');
  expect([daysOver('2026-11-28', noon), daysOver('2026-11-25', noon), daysOver('2026-12-01', noon), daysOver('2026-11-25', null)]).toEqual([null, 3, null, null]);
});
