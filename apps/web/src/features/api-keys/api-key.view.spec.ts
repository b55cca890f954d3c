import { endedAt, expiryOf, keyStanding } from './api-key.view.js';

const now = Date.parse('2026-11-23T08:00:00.000Z');
const key = (expiresAt: string, revokedAt: string | null = null) => ({ expiresAt, revokedAt });

describe('how long a key works', () => {
  it('is until its term, or until somebody ended it', () => {
    expect(keyStanding(key('2026-12-01T00:00:00.000Z'), now)).toBe('WORKS');
    expect(keyStanding(key('2026-11-23T08:00:00.000Z'), now)).toBe('ENDED');
    expect(keyStanding(key('2026-12-01T00:00:00.000Z', '2026-11-23T09:00:00.000Z'), now)).toBe('ENDING');
    expect(keyStanding(key('2026-12-01T00:00:00.000Z', '2026-11-23T07:00:00.000Z'), now)).toBe('ENDED');
    expect(endedAt(key('2026-11-20T00:00:00.000Z', '2026-11-23T09:00:00.000Z'))).toBe('2026-11-20T00:00:00.000Z');
  });

  it('is never more than the house takes, and the same all day', () => {
    expect([expiryOf(now, 365), expiryOf(now + 3_600_000, 365), expiryOf(now, 30)]).toEqual(['2027-11-23T00:00:00.000Z', '2027-11-23T00:00:00.000Z', '2026-12-23T00:00:00.000Z']);
  });
});
