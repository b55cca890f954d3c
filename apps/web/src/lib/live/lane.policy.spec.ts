import * as fc from 'fast-check';
import { standAt, take, type Lane } from './lane.policy.js';

const at = (seq: number): Lane<{ seq: number }> => ({ seq, held: [] });
const seqs = (list: readonly { seq: number }[]) => list.map(({ seq }) => seq);

describe('the facts of one lot', () => {
  it('are applied one after the other, and old ones are dropped', () => {
    expect(take(at(3), { seq: 4 })).toEqual({ lane: { seq: 4, held: [] }, apply: [{ seq: 4 }], gap: false });
    expect(take(at(3), { seq: 3 }).apply).toEqual([]);
    expect(take(at(3), { seq: 1 }).gap).toBe(false);
  });

  it('wait for a missing one', () => {
    const early = take(at(3), { seq: 6 });
    expect([early.apply, early.gap]).toEqual([[], true]);
    const still = take(early.lane, { seq: 4 });
    expect([seqs(still.apply), still.gap]).toEqual([[4], true]);
    const filled = take(still.lane, { seq: 5 });
    expect([seqs(filled.apply), filled.gap, filled.lane.seq]).toEqual([[5, 6], false, 6]);
  });

  it('go on after a snapshot with those that came meanwhile', () => {
    const early = take(take(at(3), { seq: 8 }).lane, { seq: 9 });
    expect(seqs(standAt(early.lane, 7).apply)).toEqual([8, 9]);
    expect(standAt(early.lane, 12)).toEqual({ lane: { seq: 12, held: [] }, apply: [], gap: false });
  });

  it('end up whole, each once and in order, in whatever order and however often they come', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }).chain((n) => fc.tuple(fc.shuffledSubarray(Array.from({ length: n }, (_, i) => i + 1), { minLength: n }), fc.array(fc.integer({ min: 1, max: n })))), ([order, again]) => {
      let lane = at(0);
      const applied: number[] = [];
      for (const seq of [...order, ...again]) {
        const step = take(lane, { seq });
        lane = step.lane;
        applied.push(...seqs(step.apply));
      }
      expect(applied).toEqual(Array.from({ length: order.length }, (_, i) => i + 1));
      expect(lane.held).toEqual([]);
    }));
  });
});
