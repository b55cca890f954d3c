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
  const { softClose, visibility } = lot.rules;
  if (softClose === null || visibility === 'SEALED') return null;
  const late = lot.closesAt - now <= softClose.windowSeconds * SECOND;
  if (!late || rank > softClose.triggerRank || lot.extensions >= softClose.maxExtensions) return null;
  const wished = now + softClose.extendSeconds * SECOND;
  const hardClose = lot.plannedClosesAt + softClose.hardCloseMinutes * MINUTE;
  const closesAt = Math.min(wished, Math.max(hardClose, lot.closesAt));
  return closesAt > lot.closesAt ? { closesAt, extensions: lot.extensions + 1, maxExtensions: softClose.maxExtensions } : null;
}
