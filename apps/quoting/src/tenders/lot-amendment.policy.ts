import { dayText } from '#kernel';
import type { PartSnapshot } from '#contracts';
import type { AmendLotInput } from '#contracts/quoting-amendments';
import type { LotRow } from './lot.view.js';
import { farthestInstant, onBasis } from './tender-draft.policy.js';
import type { Complaint } from './tender-rules.policy.js';

/** The clock of a lot that is amended. While it is suspended, `now` is the moment in which its clock was stopped. */
export interface AmendedClock {
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly plannedClosesAt: Date;
}

/** Of the bidding time so much must be left after an amendment, in percent. */
const LEAST_LEFT_PERCENT = 25;

/**
 * Closing after an amendment: the present one, the one that the buyer wishes, or a quarter of the whole bidding time from now on,
 * whichever is the latest, so that bidders can read what changed.
 */
export function closingAfterAmendment(clock: AmendedClock, wished: Date | null, now: Date): Date {
  const whole = clock.plannedClosesAt.getTime() - clock.opensAt.getTime();
  const least = Math.max(now.getTime(), clock.opensAt.getTime()) + Math.ceil((whole * LEAST_LEFT_PERCENT) / 100);
  return new Date(Math.max(clock.closesAt.getTime(), wished?.getTime() ?? 0, least));
}

/** What of an amendment cannot be. `parts` are those of the lines as they are released now, null when they stay as they were. */
export function complaintsAboutAmendment(lot: LotRow, input: AmendLotInput, parts: readonly PartSnapshot[] | null, suspended: boolean, now: Date): Complaint[] {
  const found: Complaint[] = [];
  if (input.ceiling) {
    const ceiling = onBasis(input.ceiling, lot);
    if (ceiling === null) found.push({ path: 'ceiling.currency', code: 'BASIS_DIFFERS' });
    else if (ceiling <= 0n) found.push({ path: 'ceiling.amountMinor', code: 'AMOUNT_ZERO' });
    else if (lot.reserveMinor !== null && ceiling < BigInt(lot.reserveMinor)) found.push({ path: 'ceiling.amountMinor', code: 'RESERVE_ABOVE_CEILING' });
  }
  if (input.requestedDate && input.requestedDate < dayText(now)) found.push({ path: 'requestedDate', code: 'WANTED_PAST' });
  if (input.closesAt) {
    const wished = new Date(input.closesAt);
    if (suspended) found.push({ path: 'closesAt', code: 'CLOCK_STANDS' });
    else if (wished <= lot.closesAt) found.push({ path: 'closesAt', code: 'CLOSES_EARLIER' });
    if (wished > farthestInstant(now)) found.push({ path: 'closesAt', code: 'TOO_FAR' });
  }
  parts?.forEach((part, i) => {
    if (!part.released || part.gaps.length > 0) found.push({ path: 'newRevision', code: 'PART_NOT_READY' });
    // What order holds for the lot are these steps of these pieces.
    else if (stepsOf(part) !== stepsOf(lot.lines[i]!.snapshot)) found.push({ path: 'newRevision', code: 'OTHER_OPERATIONS' });
  });
  return found;
}

function stepsOf(part: PartSnapshot): string {
  return part.operations.map(({ seq, process }) => `${seq} ${process}`).join();
}
