import { MINUTE } from '#kernel';

/** The clock of a lot as its row keeps it. */
export interface LotTimes {
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly plannedClosesAt: Date;
  /** End of a sealed beginning that is still going on; null for none. */
  readonly unsealsAt: Date | null;
}

/** How a lot is extended by late bids, as far as going on needs it. */
export interface Extended {
  readonly scope: 'ALL_LOTS' | 'TRIGGERED_LOT';
  readonly hardCloseMinutes: number;
}

/** May the clock be stopped? Only while it runs: a lot whose closing has passed is closed, also while nobody has written it yet. */
export function mayStop(lot: { readonly state: string; readonly closesAt: Date }, now: Date): boolean {
  return lot.state === 'PUBLISHED' && now < lot.closesAt;
}

/**
 * The clock of a lot that goes on: closing, planned closing and the end of a sealed beginning move by the bidding time that was lost, so
 * bidders have as much left as when it was stopped. Time before the opening is nobody's bidding time.
 */
export function goOnAfter(lot: LotTimes, stoppedAt: Date, now: Date): LotTimes {
  const lost = Math.max(0, now.getTime() - Math.max(stoppedAt.getTime(), lot.opensAt.getTime()));
  const later = (instant: Date): Date => new Date(instant.getTime() + lost);
  return { opensAt: lot.opensAt, closesAt: later(lot.closesAt), plannedClosesAt: later(lot.plannedClosesAt), unsealsAt: lot.unsealsAt === null ? null : later(lot.unsealsAt) };
}

/** Where all lots of a tender close together, a lot that goes on ends no earlier than late bids have moved the others meanwhile, within its own hard close. */
export function catchUp(lot: LotTimes, softClose: Extended | null, others: readonly Pick<LotTimes, 'closesAt' | 'plannedClosesAt'>[]): LotTimes {
  if (softClose?.scope !== 'ALL_LOTS') return lot;
  const moved = others.filter((other) => other.closesAt > other.plannedClosesAt).map((other) => other.closesAt.getTime());
  const common = Math.min(Math.max(...moved), lot.plannedClosesAt.getTime() + softClose.hardCloseMinutes * MINUTE);
  return common > lot.closesAt.getTime() ? { ...lot, closesAt: new Date(common) } : lot;
}
