import fc from 'fast-check';
import { qualityOf } from './quality.policy.js';

describe('the quality of a supplier', () => {
  const market = { judged: 200, good: 180 };

  it('is its share of pieces without fault, drawn to the market as long as there are few', () => {
    expect(qualityOf({ judged: 10, good: 10 }, market)).toBe(950);
    expect(qualityOf({ judged: 90, good: 45 }, market)).toBe(540);
    expect(qualityOf({ judged: 1, good: 0 }, market)).toBe(818);
  });

  it('is the mean of the market for a newcomer, and without fault where nobody has a record', () => {
    expect(qualityOf(null, market)).toBe(900);
    expect(qualityOf(null, { judged: 0, good: 0 })).toBe(1_000);
  });

  it('stays a share, and never falls by a piece that is good', () => {
    fc.assert(fc.property(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), (a, b, c, d) => {
      const own = { judged: a + b, good: a };
      const all = { judged: own.judged + c + d, good: own.good + c };
      const quality = qualityOf(own, all);
      expect(quality).toBeGreaterThanOrEqual(0);
      expect(quality).toBeLessThanOrEqual(1_000);
      expect(qualityOf({ judged: own.judged + 1, good: own.good + 1 }, all)).toBeGreaterThanOrEqual(quality);
    }));
  });
});
