import type { OperationState } from '#contracts/order-progress-views';
import { decidePlan, endsTooEarly, plannedWithin, type PlannedRun } from './plan.policy.js';

const NOW = new Date('2026-11-23T08:00:00.000Z');
const day = (n: number): Date => new Date(NOW.getTime() + n * 86_400_000);

describe('who plans what', () => {
  it.each<[OperationState, boolean]>([['PENDING', true], ['READY', true], ['RUNNING', true], ['PAUSED', true], ['DONE', false], ['PASSED', false], ['FAILED', false], ['SKIPPED', false], ['ABORTED', false]])('an operation that is %s: %s', (state, may) => {
    expect(decidePlan({ state, doneBy: 'com_shop', over: false }, 'com_shop').ok).toBe(may);
  });

  it('is the shop that does it, not the owner, and nobody once the piece is over', () => {
    expect(decidePlan({ state: 'READY', doneBy: 'com_shop', over: false }, 'com_owner')).toMatchObject({ refusal: { code: 'NOT_HOLDER' } });
    expect(decidePlan({ state: 'READY', doneBy: 'com_shop', over: true }, 'com_shop')).toMatchObject({ refusal: { code: 'STATE_CHANGED' } });
  });
});

it('plans ahead, and not for ever', () => {
  expect([day(0.001), day(30), day(730)].map((at) => plannedWithin(at, NOW))).toEqual([null, null, null]);
  expect([day(0), day(-1), day(731)].map((at) => plannedWithin(at, NOW))).toEqual(Array.from({ length: 3 }, () => ({ from: NOW, until: day(730) })));
});

describe('the order of a route', () => {
  const run = (seq: number, endsAt: Date | null, given: Partial<PlannedRun> = {}): PlannedRun => ({ id: `run_${seq}`, seq, dependsOn: seq === 10 ? [] : [seq - 10], orderLineId: 'oln_1', state: 'PENDING', endsAt, ...given });

  it('is kept by the ends: none lies before that of an operation it waits for', () => {
    expect(endsTooEarly([run(10, day(1)), run(20, day(1)), run(30, day(2))])).toEqual([]);
    expect(endsTooEarly([run(10, day(3)), run(20, day(1)), run(30, day(2))])).toEqual([{ runId: 'run_20', beforeSeq: 10 }]);
    expect(endsTooEarly([run(10, day(3)), run(20, null), run(30, day(2))])).toEqual([]);
    expect(endsTooEarly([run(10, day(3)), run(20, day(1), { dependsOn: [] })])).toEqual([]);
  });

  it('asks nothing of what is done, nor of the plans of other shops', () => {
    expect(endsTooEarly([run(10, day(3), { state: 'PASSED' }), run(20, day(1))])).toEqual([]);
    expect(endsTooEarly([run(10, day(3), { orderLineId: 'oln_of_others' }), run(20, day(1))])).toEqual([]);
    expect(endsTooEarly([run(10, day(3), { orderLineId: null }), run(20, day(1), { orderLineId: null })])).toEqual([{ runId: 'run_20', beforeSeq: 10 }]);
  });
});
