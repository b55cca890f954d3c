import { MINUTE, SECOND } from '#kernel';
import type { LotState } from './lot-state.policy.js';

/** A closing that moved, in milliseconds since 1970, and how many times it has moved. */
export interface Extension {
  readonly closesAt: number;
  readonly extensions: number;
  readonly maxExtensions: number;
}

/**
 * Moves the closing when an accepted bid that improves lands late. Only bids that take one of the leading ranks count, as often as the rules
 * say, and never beyond the hard close. Sealed lots never move: it would tell of a bid.
 */
export function extendIfLate(lot: LotState, rank: number, now: number): Extension | null {
  const { softClose } = lot.rules;
  if (softClose === null || !lot.unsealed) return null;
  const late = lot.closesAt - now <= softClose.windowSeconds * SECOND;
  if (!late || rank > softClose.triggerRank || lot.extensions >= softClose.maxExtensions) return null;
  const closesAt = withinHardClose(lot, now + softClose.extendSeconds * SECOND);
  return closesAt > lot.closesAt ? { closesAt, extensions: lot.extensions + 1, maxExtensions: softClose.maxExtensions } : null;
}

/** Moves the closing of a lot that closes together with another one, which was extended to this instant; within its own hard close. Its own extensions are not used up. */
export function extendWithOther(lot: LotState, closesAtOfOther: number, now: number): Extension | null {
  const { softClose } = lot.rules;
  if (softClose?.scope !== 'ALL_LOTS' || lot.phase !== 'PUBLISHED' || now >= lot.closesAt) return null;
  const closesAt = withinHardClose(lot, closesAtOfOther);
  return closesAt > lot.closesAt ? { closesAt, extensions: lot.extensions, maxExtensions: softClose.maxExtensions } : null;
}

function withinHardClose(lot: LotState, wished: number): number {
  return Math.min(wished, Math.max(lot.plannedClosesAt + lot.rules.softClose!.hardCloseMinutes * MINUTE, lot.closesAt));
}
