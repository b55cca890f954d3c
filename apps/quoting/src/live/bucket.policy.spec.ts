import fc from 'fast-check';
import { fullBucket, takeOne, type Bucket } from './bucket.policy.js';

describe('a bucket of permissions', () => {
  const drain = (from: Bucket, times: readonly number[], perSecond: number, most: number): number => {
    let bucket = from;
    let taken = 0;
    for (const now of times) {
      const answer = takeOne(bucket, perSecond, most, now);
      bucket = answer.bucket;
      if (answer.waitMs === 0) taken += 1;
    }
    return taken;
  };

  it('gives the burst at once and then the steady rate', () => {
    expect(drain(fullBucket(40, 0), Array<number>(100).fill(0), 20, 40)).toBe(40);
    expect(takeOne({ left: 0, at: 0 }, 20, 40, 0).waitMs).toBe(50);
    expect(takeOne({ left: 0, at: 0 }, 20, 40, 50).waitMs).toBe(0);
  });

  it('never gives more than the burst and the rate together, also when the clock stumbles', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -5, max: 400 }), { maxLength: 200 }), (steps) => {
      let now = 0;
      let longest = 0;
      const times = steps.map((step) => { now += step; longest = Math.max(longest, now); return now; });
      const forward = steps.filter((step) => step > 0).reduce((a, b) => a + b, 0);
      expect(drain(fullBucket(10, 0), times, 5, 10)).toBeLessThanOrEqual(10 + Math.ceil(forward * 5 / 1_000));
    }));
  });
});
