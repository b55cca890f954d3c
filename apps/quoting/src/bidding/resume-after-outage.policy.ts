import { MINUTE, SECOND } from '#kernel';
import type { LotState } from './lot-state.policy.js';

/** One process' stretch of uninterrupted service, in milliseconds since 1970. */
export interface Stretch {
  readonly since: number;
  readonly until: number;
}

/** Time in which nobody served; `from` is null when nobody is known to have served before. */
export interface Outage {
  readonly from: number | null;
}

/** Least time that bidders get after an outage when the rules have no soft close. */
const LEAST_MS = 5 * MINUTE;
/** Most time that is given back when the rules have no soft close. */
const MOST_MS = 120 * MINUTE;

/** Was nobody serving at that instant? Null when somebody was, who could take bids and close. */
export function outageAt(instant: number, stretches: readonly Stretch[]): Outage | null {
  if (stretches.some((stretch) => stretch.since <= instant && stretch.until >= instant)) return null;
  const before = stretches.filter((stretch) => stretch.until < instant).map((stretch) => stretch.until);
  return { from: before.length > 0 ? Math.max(...before) : null };
}

/**
 * New closing of a lot whose closing fell into an outage: bidders get back the time that they lost before the closing, at least the
 * extension of the soft close (or 5 minutes) and at most its hard close (or 2 hours), counted from now.
 */
export function resumeAfterOutage(lot: Pick<LotState, 'closesAt' | 'rules'>, outage: Outage, now: number): number {
  const { softClose } = lot.rules;
  const least = softClose === null ? LEAST_MS : softClose.extendSeconds * SECOND;
  const most = Math.max(least, softClose === null ? MOST_MS : softClose.hardCloseMinutes * MINUTE);
  const lost = outage.from === null ? least : lot.closesAt - outage.from;
  return now + Math.min(most, Math.max(least, lost));
}
