interface Lasting { expiresAt: string; revokedAt: string | null }

const DAY_MS = 86_400_000;

/** When a key ends: at its term, or before where somebody ended it. */
export function endedAt({ expiresAt, revokedAt }: Lasting): string {
  return revokedAt !== null && Date.parse(revokedAt) < Date.parse(expiresAt) ? revokedAt : expiresAt;
}

/** Works, works for a while yet because it is being replaced, or is over. */
export function keyStanding(key: Lasting, nowMs: number): 'WORKS' | 'ENDING' | 'ENDED' {
  if (Date.parse(endedAt(key)) <= nowMs) return 'ENDED';
  return key.revokedAt === null ? 'WORKS' : 'ENDING';
}

/** The end of a key that is made now: the beginning of its last day, so that a repeat on the same day asks for the same. */
export function expiryOf(nowMs: number, days: number): string {
  return new Date(Math.floor((nowMs + days * DAY_MS) / DAY_MS) * DAY_MS).toISOString();
}
