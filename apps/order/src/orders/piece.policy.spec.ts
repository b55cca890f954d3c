import fc from 'fast-check';
import { operationStates, type OperationState } from '#contracts/order-progress-views';
import { countingRuns, hasPassed, hindrance, pieceState, progressPercent, readiness, type PieceFacts, type RunStanding } from './piece.policy.js';

const aRun = (seq: number, state: OperationState, given: Partial<RunStanding> = {}): RunStanding => ({
  id: `${seq}/${given.reworkNo ?? 0}`, seq, reworkNo: 0, state, dependsOn: seq > 10 ? [seq - 10] : [], plannedMinutes: 60, orderLineId: 'oln', ...given,
});
const aPiece = (given: Partial<PieceFacts> = {}): PieceFacts => ({ state: 'ORDERED', count: 1, held: false, inTransit: false, cleared: false, runs: [aRun(10, 'READY')], lines: [], ...given });
const inLine = (given: object = {}) => ({ orderLineId: 'oln', count: 1, arrived: 0, accepted: 0, verdict: null, ...given });

describe('readiness of operations', () => {
  it('opens what waits for nothing any more, and closes what waits again', () => {
    expect(readiness([aRun(10, 'PASSED'), aRun(20, 'PENDING'), aRun(30, 'PENDING')])).toEqual({ ready: ['20/0'], waiting: [] });
    expect(readiness([aRun(10, 'FAILED'), aRun(10, 'PENDING', { reworkNo: 1 }), aRun(20, 'READY')])).toEqual({ ready: ['10/1'], waiting: ['20/0'] });
  });

  it('looks behind a skipped operation and through passed ones', () => {
    expect(hindrance(aRun(30, 'PENDING'), [aRun(10, 'READY'), aRun(20, 'SKIPPED'), aRun(30, 'PENDING')])).toBe('OPEN');
    expect(hindrance(aRun(30, 'READY'), [aRun(10, 'FAILED'), aRun(10, 'RUNNING', { reworkNo: 1 }), aRun(20, 'PASSED'), aRun(30, 'READY')])).toBe('OPEN');
    expect(hindrance(aRun(20, 'PENDING'), [aRun(10, 'DONE'), aRun(20, 'PENDING')])).toBe('WAITS_FOR_CHECK');
    expect(hindrance(aRun(20, 'PENDING'), [aRun(20, 'PENDING')])).toBe('NONE');
  });

  it('ends even on a route that goes round in circles', () => {
    expect(hindrance(aRun(10, 'PENDING', { dependsOn: [20] }), [aRun(10, 'PENDING', { dependsOn: [20] }), aRun(20, 'PENDING', { dependsOn: [10] })])).toBe('OPEN');
  });

  it('never opens an operation before everything in front of it has passed', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...operationStates.filter((state) => state !== 'FAILED')), { minLength: 1, maxLength: 6 }), (states) => {
      const runs = states.map((state, i) => aRun((i + 1) * 10, state));
      for (const id of readiness(runs).ready) {
        const at = runs.findIndex((run) => run.id === id);
        expect(runs.slice(0, at).every((run) => hasPassed(run.state))).toBe(true);
      }
    }));
  });
});

describe('progress of a piece', () => {
  const route = fc.array(fc.record({ minutes: fc.option(fc.integer({ min: 1, max: 5000 })), state: fc.constantFrom<OperationState>('PENDING', 'READY', 'RUNNING', 'DONE', 'PASSED', 'SKIPPED') }), { minLength: 1, maxLength: 8 })
    .map((steps) => steps.map(({ minutes, state }, i) => aRun((i + 1) * 10, state, { plannedMinutes: minutes })));

  it('is the share of planned minutes that has passed', () => {
    expect(progressPercent([aRun(10, 'PASSED', { plannedMinutes: 240 }), aRun(20, 'READY', { plannedMinutes: 600 }), aRun(30, 'PENDING', { plannedMinutes: 360 })], 120)).toBe(20);
    expect(progressPercent([], 120)).toBe(0);
    expect(progressPercent([aRun(10, 'PASSED', { plannedMinutes: null }), aRun(20, 'READY', { plannedMinutes: null })], 120)).toBe(50);
  });

  it('goes from 0 to 100 and never back when one more operation passes', () => {
    fc.assert(fc.property(route, fc.nat(), (runs, i) => {
      const before = progressPercent(runs, 120);
      const after = progressPercent(runs.map((run, j) => (j === i % runs.length ? { ...run, state: 'PASSED' as const } : run)), 120);
      expect(before).toBeGreaterThanOrEqual(0);
      expect(after).toBeGreaterThanOrEqual(before);
      expect(progressPercent(runs.map((run) => ({ ...run, state: 'PASSED' as const })), 120)).toBe(100);
      expect(after === 100).toBe(runs.every((run, j) => hasPassed(run.state) || j === i % runs.length));
    }));
  });

  it('counts a repeated operation once, as it stands now', () => {
    expect(countingRuns([aRun(10, 'PASSED', { reworkNo: 2 }), aRun(10, 'FAILED'), aRun(10, 'FAILED', { reworkNo: 1 })]).map(({ id }) => id)).toEqual(['10/2']);
    expect(progressPercent([aRun(10, 'FAILED'), aRun(10, 'PASSED', { reworkNo: 1 })], 120)).toBe(100);
  });
});

describe('where a piece stands', () => {
  const passed = [aRun(10, 'PASSED')];
  it.each<[string, Partial<PieceFacts>, string]>([
    ['planned only', { state: 'PLANNED', runs: [aRun(10, 'READY', { orderLineId: null })] }, 'PLANNED'],
    ['asked for by a tender', { state: 'SOURCING', runs: [aRun(10, 'READY', { orderLineId: null })] }, 'SOURCING'],
    ['ordered', { lines: [inLine()] }, 'ORDERED'],
    ['being worked on', { runs: [aRun(10, 'PAUSED')], lines: [inLine()] }, 'IN_PROCESS'],
    ['waiting for a check', { runs: [aRun(10, 'DONE'), aRun(20, 'PENDING')], lines: [inLine()] }, 'TO_INSPECT'],
    ['through, but still at the shop', { runs: passed, lines: [inLine()] }, 'IN_PROCESS'],
    ['on its way', { runs: passed, inTransit: true, lines: [inLine()] }, 'IN_TRANSIT'],
    ['there and not looked at', { runs: passed, lines: [inLine({ arrived: 1 })] }, 'TO_INSPECT'],
    ['there and refused', { runs: passed, lines: [inLine({ arrived: 1, verdict: 'REWORK' })] }, 'IN_PROCESS'],
    ['accepted', { runs: passed, lines: [inLine({ arrived: 1, accepted: 1, verdict: 'ACCEPT' })] }, 'ACCEPTED'],
    ['accepted from one shop, with another to come', { runs: [...passed, aRun(20, 'READY', { orderLineId: null })], lines: [inLine({ arrived: 1, accepted: 1 })] }, 'IN_PROCESS'],
    ['on the next machine before anybody looked at it', { runs: [...passed, aRun(20, 'RUNNING', { orderLineId: null })], lines: [inLine({ arrived: 1 })] }, 'IN_PROCESS'],
    ['through, with an earlier delivery still to decide about', { runs: [...passed, aRun(20, 'PASSED', { orderLineId: 'b' })], lines: [inLine({ arrived: 1 }), inLine({ orderLineId: 'b', arrived: 1, accepted: 1 })] }, 'TO_INSPECT'],
    ['through in the own shop', { runs: [aRun(10, 'PASSED', { orderLineId: null })] }, 'TO_INSPECT'],
    ['through and cleared in the own shop', { runs: [aRun(10, 'PASSED', { orderLineId: null })], cleared: true }, 'ACCEPTED'],
    ['held', { held: true, runs: passed }, 'ON_HOLD'],
    ['scrapped', { state: 'SCRAPPED', runs: passed, held: true }, 'SCRAPPED'],
  ])('when it is %s', (_, given, state) => expect(pieceState(aPiece(given))).toBe(state));
});
