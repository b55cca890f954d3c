import { attemptsBeforeDead, pauseAfter } from './retry.policy.js';

describe('waiting between attempts', () => {
  it('grows, starts below a second and never exceeds ten minutes', () => {
    const pauses = Array.from({ length: attemptsBeforeDead }, (_, i) => pauseAfter(i + 1));
    expect(pauses[0]).toBe(500);
    expect(pauses.every((pause, i) => i === 0 || pause >= (pauses[i - 1] as number))).toBe(true);
    expect(Math.max(...pauses)).toBe(600_000);
  });

  it('lets a trouble of some minutes heal within half a minute of its end', () => {
    let waited = 0;
    for (let failed = 1; waited < 240_000; failed += 1) {
      expect(pauseAfter(failed)).toBeLessThanOrEqual(30_000);
      waited += pauseAfter(failed);
    }
  });
});
