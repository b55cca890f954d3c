import { exhaustive } from '#kernel';

/** What a request showed to prove who asks. */
export type Shown = 'NOTHING' | 'ACCESS_TOKEN' | 'API_KEY';

/** What a bearer token claims to be, by its form alone; keys begin with the prefix. */
export function shownBy(token: string | null, keyPrefix: string): Shown {
  if (token === null) return 'NOTHING';
  return token.startsWith(keyPrefix) ? 'API_KEY' : 'ACCESS_TOKEN';
}

/** Why nobody stands behind a request. Revoked, expired and unknown keys read the same, so that nobody learns which exist. */
export function unauthenticated(shown: Shown): string {
  switch (shown) {
    case 'NOTHING': return 'Sign in first.';
    case 'ACCESS_TOKEN': return 'This access token is over; get a new one with refreshSession.';
    case 'API_KEY': return 'This key was revoked, has expired or never existed.';
    default: return exhaustive(shown);
  }
}
