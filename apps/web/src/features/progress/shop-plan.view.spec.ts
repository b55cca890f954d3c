import { localDay } from '../../lib/format/format.view.js';
import type { ShopOperation } from './shop-line.view.js';
import { endOfDay, planSteps, proposedDays, wrongDays } from './shop-plan.view.js';

describe('the plan of a line', () => {
  const run = (runId: string, state: 'PASSED' | 'RUNNING' | 'PENDING', plannedEnd: string | null = null) => ({ runId, pieceId: 'p', serial: '#1', count: 1, state, plannedEnd, held: false });
  const operation = (seq: number, ...runs: ReturnType<typeof run>[]): ShopOperation => ({ seq, process: 'CNC', state: runs[0]!.state, rework: false, passed: 0, pieces: runs.length, minutes: 0, runs, waiting: false });

  it('is about what is not done, by operation, and planned when all its pieces are', () => {
    const [one, two] = [endOfDay('2026-12-02'), endOfDay('2026-12-04')];
    expect(planSteps([operation(10, run('a', 'PASSED')), operation(20, run('b', 'PASSED'), run('c', 'RUNNING', one), run('d', 'PENDING', two)), operation(30, run('e', 'PENDING', two), run('f', 'PENDING'))])).toEqual([
      { seq: 20, process: 'CNC', runIds: ['c', 'd'], day: '2026-12-04' }, { seq: 30, process: 'CNC', runIds: ['e', 'f'], day: null },
    ]);
  });

  it('is proposed back from the promised day, evenly, never on a Sunday, never before today', () => {
    // 2026-11-23 is a Monday.
    expect(proposedDays(3, '2026-12-02', '2026-11-23')).toEqual(['2026-11-26', '2026-11-28', '2026-12-02']);
    expect(proposedDays(1, '2026-12-06', '2026-11-23')).toEqual(['2026-12-06']);
    expect(proposedDays(5, '2026-11-24', '2026-11-23')).toEqual(['2026-11-24', '2026-11-24', '2026-11-24', '2026-11-24', '2026-11-24']);
    expect(proposedDays(2, '2026-11-01', '2026-11-23')).toEqual(['2026-11-23', '2026-11-23']);
    for (const promised of ['2026-11-23', '2026-11-30', '2026-12-13', '2027-01-10']) for (const count of [1, 2, 7, 12]) expect(wrongDays(proposedDays(count, promised, '2026-11-23'), '2026-11-23')).toEqual([]);
  });

  it('goes in the order of the route', () => {
    expect(wrongDays(['2026-11-25', null, '2026-11-24', '2026-11-25', '2026-11-22'], '2026-11-23')).toEqual([2, 4]);
  });

  it('means the end of the day where the shop is', () => {
    expect(localDay(endOfDay('2026-12-31'))).toBe('2026-12-31');
    expect(new Date(endOfDay('2026-12-31')).getHours()).toBe(23);
  });
});
