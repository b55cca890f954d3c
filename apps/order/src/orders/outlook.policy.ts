import type { Lateness } from '#contracts/order-orders';
import { workingDaysBetween } from '#kernel';
import { forecastDay, isSilent, latenessOf, plusWorkingDays, quietHours, remainingMinutes, slackDays, type LatenessRules } from './lateness.policy.js';

/** One operation over the living articles that share it. */
export interface Work {
  seq: number;
  orderLineId: string | null;
  /** Minutes for one article, null when nobody planned it. */
  minutes: number | null;
  /** Articles that have not passed it. */
  open: number;
  /** Last word about the quietest article being worked on, and about the one that waits longest to be begun. */
  runningSince: Date | null;
  readySince: Date | null;
}

/** An order line as far as it promises something about the work. */
export interface Promised {
  orderLineId: string;
  promisedDate: string;
  arrived: boolean;
  resting: boolean;
}

export interface Outlook {
  lateness: Lateness;
  /** Next promised day that is still open. */
  promisedDate: string | null;
  /** Day by which everything is expected to be through and delivered; null when nothing is open. */
  expected: string | null;
}

const WORST: readonly Lateness[] = ['LATE', 'AT_RISK', 'SILENT', 'ON_TIME'];

function minutesOf(work: readonly Work[], rules: LatenessRules): number {
  return remainingMinutes(work.map((entry) => ({ minutes: entry.minutes ?? rules.unplannedMinutes, articles: entry.open })));
}

/** True when an operation is running, or has waited for its order line's shop, without a word for too long. In the own shop only running work is watched. */
function silentIn(work: readonly Work[], now: Date, rules: LatenessRules): boolean {
  return work.some((entry) => isSilent('RUNNING', quietHours('RUNNING', entry.runningSince, now), rules)
    || (entry.orderLineId !== null && isSilent('READY', quietHours('READY', entry.readySince, now), rules)));
}

/** What to expect of some work and the promises about it: a line is late when the operations up to its last one will not be through in time. */
export function outlookOf(work: readonly Work[], promises: readonly Promised[], now: Date, today: string, rules: LatenessRules): Outlook {
  const open = promises.filter((promise) => !promise.arrived && !promise.resting);
  const verdicts: Lateness[] = open.map((promise) => {
    const last = Math.max(0, ...work.filter((entry) => entry.orderLineId === promise.orderLineId).map((entry) => entry.seq));
    return latenessOf({
      today, promisedDate: promise.promisedDate, arrived: false, resting: false, remainingMinutes: minutesOf(work.filter((entry) => entry.seq <= last), rules),
      silent: silentIn(work.filter((entry) => entry.orderLineId === promise.orderLineId), now, rules),
    }, rules);
  });
  if (silentIn(work.filter((entry) => entry.orderLineId === null), now, rules)) verdicts.push('SILENT');
  const promisedDate = open.map((promise) => promise.promisedDate).sort()[0] ?? null;
  const forecast = work.some((entry) => entry.open > 0) || open.length > 0 ? forecastDay(today, minutesOf(work, rules), rules) : null;
  const expected = forecast === null ? null : [forecast, ...open.map((promise) => promise.promisedDate)].sort().at(-1)!;
  return { lateness: WORST.find((word) => verdicts.includes(word)) ?? 'ON_TIME', promisedDate, expected };
}

/** Milestones of a mould: parts are needed for T0, or for T1 when no T0 is planned. */
export interface Milestones { t0Date: string | null; t1Date: string | null }

/** The day on which the mould needs its parts. */
export function neededBy(milestones: Milestones): string | null {
  return milestones.t0Date ?? milestones.t1Date;
}

/**
 * Expected day of T1 and its slack against the plan: the last part that is expected, and then the working days that the plan has
 * between T0 and T1. Null before any order.
 */
export function mouldOutlook(milestones: Milestones, expected: readonly (string | null)[], ordered: boolean, today: string): { forecastT1: string | null; slackDays: number | null } {
  if (!ordered) return { forecastT1: null, slackDays: null };
  const { t0Date, t1Date } = milestones;
  const gap = t0Date !== null && t1Date !== null ? Math.max(0, workingDaysBetween(t0Date, t1Date)) : 0;
  const last = expected.reduce<string>((latest, day) => (day !== null && day > latest ? day : latest), today);
  const forecastT1 = plusWorkingDays(last, gap);
  return { forecastT1, slackDays: slackDays(forecastT1, t1Date) };
}
