import type { BoardCell } from './board.view.js';
import { byDay, plannedCells, planSource, sCurve, workedBefore } from './plan.view.js';

const at = (text: string) => Date.parse(`${text}Z`);
const cell = (seq: number, given: Partial<BoardCell> = {}): BoardCell => ({
  seq, process: 'CNC', state: 'PENDING', passed: 0, pieces: 1, doneById: 'com', orderLineId: 'oln_1', promisedDate: '2026-12-04', plannedMinutes: 480, plannedEnd: null, startedAt: null, endedAt: null, quietHours: null, ...given,
});
const NOW = at('2026-12-03T12:00');

describe('work reckoned back', () => {
  it('takes a working day for 480 minutes and rests on Sundays', () => {
    // 2026-12-06 is a Sunday.
    expect([workedBefore(at('2026-12-05T00:00'), 480), workedBefore(at('2026-12-08T00:00'), 960), workedBefore(at('2026-12-07T00:00'), 240), workedBefore(at('2026-12-05T00:00'), 0)])
      .toEqual([at('2026-12-04T00:00'), at('2026-12-05T00:00'), at('2026-12-05T12:00'), at('2026-12-05T00:00')]);
  });

  it('gives every operation of a line the room that the later ones leave', () => {
    const [first, second, own] = plannedCells({ cells: [cell(10), cell(20, { plannedMinutes: 240, pieces: 2 }), cell(30, { orderLineId: null, promisedDate: null })] }, NOW);
    expect([first!.plan, second!.plan, own!.plan]).toEqual([{ fromMs: at('2026-12-03T00:00'), toMs: at('2026-12-04T00:00'), planned: false }, { fromMs: at('2026-12-04T00:00'), toMs: at('2026-12-05T00:00'), planned: false }, null]);
  });

  it('takes what the shop planned where it planned, and reckons the earlier ones back from it', () => {
    const cells = plannedCells({ cells: [cell(10), cell(20, { plannedEnd: '2026-12-03T00:00:00.000Z' }), cell(30)] }, NOW);
    expect(cells.map(({ plan }) => [plan!.fromMs, plan!.toMs, plan!.planned])).toEqual([[at('2026-12-01T00:00'), at('2026-12-02T00:00'), false], [at('2026-12-02T00:00'), at('2026-12-03T00:00'), true], [at('2026-12-04T00:00'), at('2026-12-05T00:00'), false]]);
    expect(planSource(cells)).toEqual({ planned: 1, reckoned: 2 });
    expect(plannedCells({ cells: [cell(10, { orderLineId: null, promisedDate: null, plannedEnd: '2026-12-03T00:00:00.000Z' })] }, NOW)[0]!.plan).toMatchObject({ planned: true });
  });

  it('sets what happened beside it, until now while it goes on', () => {
    const [over, going] = plannedCells({ cells: [cell(10, { passed: 1, startedAt: '2026-12-01T08:00:00Z', endedAt: '2026-12-01T16:00:00Z' }), cell(20, { startedAt: '2026-12-02T08:00:00Z' })] }, NOW);
    expect([over!.real, going!.real]).toEqual([{ fromMs: at('2026-12-01T08:00'), toMs: at('2026-12-01T16:00'), over: true }, { fromMs: at('2026-12-02T08:00'), toMs: NOW, over: false }]);
  });
});

describe('planned against done', () => {
  it('is in percent of what is promised, and knows where both stand now', () => {
    const cells = plannedCells({ cells: [cell(10, { pieces: 2, passed: 1, startedAt: '2026-12-01T08:00:00Z', endedAt: '2026-12-02T08:00:00Z', plannedMinutes: 240 }), cell(20), cell(30, { plannedMinutes: null, orderLineId: null, promisedDate: null })] }, NOW);
    const curve = sCurve(cells, at('2026-12-04T06:00'))!;
    expect([curve.plannedNow, curve.doneNow]).toEqual([50, 25]);
    expect(curve.planned.map(({ percent }) => percent)).toEqual([0, 50, 100]);
    expect(curve.done).toEqual([{ atMs: at('2026-12-01T08:00'), percent: 0 }, { atMs: at('2026-12-02T08:00'), percent: 25 }, { atMs: at('2026-12-04T06:00'), percent: 25 }]);
  });

  it('is nothing before anything is promised', () => {
    expect(sCurve(plannedCells({ cells: [cell(10, { promisedDate: null })] }, NOW), NOW)).toBeNull();
    expect(sCurve(plannedCells({ cells: [cell(10)] }, NOW), NOW)).toMatchObject({ doneNow: 0, done: [] });
  });

  it('can be read by the day', () => {
    const days = byDay({ planned: [{ atMs: at('2026-12-03T00:00'), percent: 0 }, { atMs: at('2026-12-05T00:00'), percent: 100 }], done: [{ atMs: at('2026-12-03T10:00'), percent: 40 }] }, at('2026-12-03T12:00'));
    expect(days).toEqual([{ day: '2026-12-03', planned: 0, done: 40 }, { day: '2026-12-04', planned: 100, done: null }]);
  });
});
