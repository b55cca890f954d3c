import { lieOf } from './mark-lie.policy.js';

const lines = (request: number): string[] => ['Jianda EDM (com_1)', 'Wang Lei', '2026-11-28 10:00:00 UTC', `req_${request}`];

describe('the lie of a mark', () => {
  const lies = Array.from({ length: 400 }, (_, i) => lieOf(lines(i)));

  it('is the same for the same lines, and another one for every request', () => {
    expect(lieOf(lines(7))).toEqual(lies[7]);
    expect(new Set(lies.map((lie) => JSON.stringify(lie))).size).toBe(lies.length);
  });

  it('keeps the letters readable, slanting and within a step, and uses the room that it has', () => {
    for (const { rise, across, down, strength } of lies) {
      expect([rise >= -(31 * Math.PI) / 180, rise <= -(21 * Math.PI) / 180, across >= 0 && across < 1, down >= 0 && down < 1, strength >= 0.26 && strength <= 0.34]).toEqual([true, true, true, true, true]);
    }
    for (const key of ['across', 'down'] as const) {
      const quarters = [0, 1, 2, 3].map((quarter) => lies.filter((lie) => Math.floor(lie[key] * 4) === quarter).length);
      expect(Math.min(...quarters)).toBeGreaterThan(60);
    }
  });
});
