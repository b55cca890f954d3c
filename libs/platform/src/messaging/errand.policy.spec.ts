import fc from 'fast-check';
import { errandsOf, runsOf } from './errand.policy.js';

describe('cutting queues into errands', () => {
  it('keeps every event once, every queue in one errand and in its order, and no portion over the size', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 40 }), fc.integer({ min: 1, max: 10 }), (lengths, size) => {
      const queues = lengths.map((length, q) => Array.from({ length }, (_, i) => `${q}:${i}`));
      const errands = errandsOf(queues, size);
      expect(errands.flat(2).sort()).toEqual(queues.flat().sort());
      expect(errands.flat().every((portion) => portion.length > 0 && portion.length <= size)).toBe(true);
      for (const queue of queues) {
        const home = errands.filter((errand) => errand.flat().some((id) => queue.includes(id)));
        expect(home).toHaveLength(1);
        expect(home[0]!.flat().filter((id) => queue.includes(id))).toEqual(queue);
      }
    }));
  });
});

describe('cutting a list into runs', () => {
  it('joins neighbours with the same key, leaves those without alone and changes no place', () => {
    expect(runsOf(['a1', 'a2', 'b1', 'a3', '-', '-'], (one) => (one === '-' ? null : one[0]!))).toEqual([['a1', 'a2'], ['b1'], ['a3'], ['-'], ['-']]);
    expect(runsOf([], () => null)).toEqual([]);
  });
});
