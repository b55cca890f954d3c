import { lastToTakeBack, shopReports } from './shop-history.view.js';

type Piece = Parameters<typeof shopReports>[0][number];
const report = (id: string, action: 'START' | 'DONE' | 'CORRECT', receivedAt: string, given: object = {}) => ({ id, action, happenedAt: receivedAt, receivedAt, by: 'He', good: null, scrap: null, minutes: null, pauseReason: null, note: null, evidence: [], ...given });
const piece = (n: number, ...reports: ReturnType<typeof report>[]): Piece => ({
  id: `p${n}`, serial: `#${n}`, count: 1, state: 'IN_PROCESS', holder: null,
  runs: [{ id: `r${n}`, pieceId: `p${n}`, serial: `#${n}`, seq: 10, process: 'CNC', state: 'RUNNING', rework: false, minutes: 0, pauseReason: null, quietHours: null, plannedEnd: null, orderLineId: 'oln', reports }],
});

describe('what was reported', () => {
  const pieces = [piece(1, report('a', 'START', '08:00'), report('c', 'DONE', '09:00', { good: 1, minutes: 30 })), piece(2, report('b', 'START', '08:00'), report('d', 'DONE', '09:00', { good: 1, minutes: 31 }))];

  it('is told newest first, one press over several pieces as one', () => {
    expect(shopReports(pieces).map(({ action, serials, good, minutes, runIds }) => [action, serials, good, minutes, runIds.length])).toEqual([['DONE', '#1, #2', 2, 61, 2], ['START', '#1, #2', null, null, 2]]);
  });

  it('can be taken back once, and not when something was scrapped', () => {
    expect(lastToTakeBack(pieces)).toMatchObject({ action: 'DONE', runIds: ['r1', 'r2'] });
    expect(lastToTakeBack([piece(1, report('a', 'START', '08:00'), report('b', 'CORRECT', '08:01'))])).toBeNull();
    expect(lastToTakeBack([piece(1, report('a', 'DONE', '08:00', { scrap: 1 }))])).toBeNull();
    expect(lastToTakeBack([])).toBeNull();
  });
});
