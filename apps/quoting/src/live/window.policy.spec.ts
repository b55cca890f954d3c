import fc from 'fast-check';
import { takeWithinSecond, type Window } from './window.policy.js';

describe('permissions within a second', () => {
  it('are given at once, then none until the oldest is a second old', () => {
    expect(takeWithinSecond([0, 300], 2, 400)).toEqual({ window: [0, 300], waitMs: 600 });
    expect(takeWithinSecond([0, 300], 2, 1_000)).toEqual({ window: [300, 1_000], waitMs: 0 });
  });

  it('are never more than allowed in any second', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (steps) => {
      let window: Window = [];
      let now = 0;
      const taken: number[] = [];
      for (const step of steps) {
        now += step;
        const answer = takeWithinSecond(window, 5, now);
        window = answer.window;
        if (answer.waitMs === 0) taken.push(now);
      }
      for (const start of taken) expect(taken.filter((at) => at >= start && at - start < 1_000).length).toBeLessThanOrEqual(5);
    }));
  });
});
