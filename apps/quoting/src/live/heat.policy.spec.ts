import fc from 'fast-check';
import { HOT_FACTS_PER_SECOND, isHot, warmed, type Heat } from './heat.policy.js';

const after = (times: readonly number[]): Heat => times.reduce<Heat | undefined>((heat, at) => warmed(heat, 1, at), undefined)!;
const every = (ms: number, count: number): number[] => Array.from({ length: count }, (_, i) => 5_000 + i * ms);

describe('the heat of a lot', () => {
  it('is hot at fifty facts a second and cold at five', () => {
    const hot = every(20, 100);
    const cold = every(200, 100);
    expect(isHot(after(hot), hot.at(-1)!)).toBe(true);
    expect(isHot(after(cold), cold.at(-1)!)).toBe(false);
  });

  it('is cold again when nothing was heard for a second', () => {
    const heat = warmed(after(every(10, 200)), 1, 9_500);
    expect(isHot(heat, 9_500)).toBe(false);
  });

  it('counts facts that come together', () => {
    expect(isHot(warmed(undefined, HOT_FACTS_PER_SECOND, 1_000), 1_000)).toBe(true);
    expect(isHot(warmed(undefined, HOT_FACTS_PER_SECOND - 1, 1_000), 1_000)).toBe(false);
  });

  it('is never hot when fewer facts than the limit came within any two seconds', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 110, max: 5_000 }), { minLength: 1, maxLength: 50 }), (gaps) => {
      let at = 0;
      let heat: Heat | undefined;
      for (const gap of gaps) heat = warmed(heat, 1, at += gap);
      expect(isHot(heat!, at)).toBe(false);
    }));
  });
});
