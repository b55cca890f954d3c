/** How often something may happen under one name before it is refused for a time. */
export interface Throttle {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Wrong passwords from one address on one account: a person who mistypes stops here. */
export const signInPair: Throttle = { name: 'sign-in', limit: 10, windowSeconds: 900 };
/**
 * Wrong passwords on one account from anywhere. Addresses from which the person has signed in lately do not feel it,
 * so that nobody can lock an owner out of the own account.
 */
export const signInAccount: Throttle = { name: 'sign-in-account', limit: 100, windowSeconds: 3_600 };
/** Visits to the demo market from one network; each begins a session. */
export const demoVisits: Throttle = { name: 'demo', limit: 120, windowSeconds: 3_600 };
/** Wrong one-time codes on one invitation; then the link is dead. */
export const CODE_ATTEMPTS = 5;
/** Open invitations of one company. */
export const OPEN_INVITATIONS = 100;
/** Keys of one company that work. */
export const LIVE_KEYS = 50;
/** Companies that one person may belong to. */
export const COMPANIES_OF_A_PERSON = 50;

/** Is the count beyond the limit? The count includes the attempt in question. */
export function isThrottled(throttle: Throttle, count: number): boolean {
  return count > throttle.limit;
}
