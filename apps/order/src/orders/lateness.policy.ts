import type { Lateness } from '#contracts/order-orders';
import { plusDays, workingDaysBetween } from '#kernel';

/** What the forecast is made with; configuration with these defaults. */
export interface LatenessRules {
  /** Minutes that a shop works on one thing in a working day. */
  minutesPerWorkingDay: number;
  /** Hours without a report after which running work is silent. */
  silentRunningHours: number;
  /** Hours without a start after which ready work is silent. */
  silentReadyHours: number;
  /** Minutes taken for an operation that nobody planned. */
  unplannedMinutes: number;
}

export const defaultLatenessRules: LatenessRules = { minutesPerWorkingDay: 480, silentRunningHours: 24, silentReadyHours: 48, unplannedMinutes: 120 };

/** What is left of one operation: minutes for one article and articles that have not passed it. */
export interface OpenWork { minutes: number; articles: number }

/**
 * Minutes until the last article is through: the first one goes through every open operation, the others follow behind
 * the slowest of them. Never less than the longest single operation, never more than everything in a row.
 */
export function remainingMinutes(open: readonly OpenWork[]): number {
  const left = open.filter((work) => work.articles > 0);
  const first = left.reduce((sum, work) => sum + work.minutes, 0);
  const queue = left.reduce((most, work) => Math.max(most, (work.articles - 1) * work.minutes), 0);
  return first + queue;
}

/** True for a Sunday, the one day on which mould shops rest. */
function isRestDay(day: string): boolean {
  return workingDaysBetween(plusDays(day, -1), day) === 0;
}

/** The day that many working days (Monday to Saturday) after the given one; the first working day from it for zero. */
export function plusWorkingDays(day: string, days: number): string {
  let on = day;
  while (isRestDay(on)) on = plusDays(on, 1);
  for (let left = days; left > 0; left -= 1) {
    on = plusDays(on, 1);
    while (isRestDay(on)) on = plusDays(on, 1);
  }
  return on;
}

/** The day on which that many minutes of work are done when they go on today; work that fits into today ends today. */
export function forecastDay(today: string, minutes: number, rules: LatenessRules): string {
  const days = Math.ceil(minutes / rules.minutesPerWorkingDay);
  return plusWorkingDays(today, Math.max(0, days - 1));
}

/** Whole hours since the last word about an operation that is running or ready; null when nothing is due. */
export function quietHours(state: string, since: Date | null, now: Date): number | null {
  if (since === null || !['READY', 'DISPATCHED', 'SETUP', 'RUNNING'].includes(state)) return null;
  return Math.max(0, Math.floor((now.getTime() - since.getTime()) / 3_600_000));
}

export function isSilent(state: string, hours: number | null, rules: LatenessRules): boolean {
  if (hours === null) return false;
  return hours >= (state === 'RUNNING' || state === 'SETUP' ? rules.silentRunningHours : rules.silentReadyHours);
}

/** What lateness is judged on. */
export interface LatenessFacts {
  today: string;
  /** Promised day of what is open; null for work in the own shop. */
  promisedDate: string | null;
  /** Everything has arrived at the other side. */
  arrived: boolean;
  /** The line is decided to rest or has ended: nobody waits. */
  resting: boolean;
  remainingMinutes: number;
  silent: boolean;
}

/** Whether something is late: told when the forecast says so, not only when the day has passed. Silence is never "on time". */
export function latenessOf(facts: LatenessFacts, rules: LatenessRules): Lateness {
  if (facts.arrived || facts.resting) return 'ON_TIME';
  if (facts.promisedDate !== null) {
    if (facts.today > facts.promisedDate) return 'LATE';
    if (forecastDay(facts.today, facts.remainingMinutes, rules) > facts.promisedDate) return 'AT_RISK';
  }
  return facts.silent ? 'SILENT' : 'ON_TIME';
}

/** Working days from the expected day to the day of need; negative is late. */
export function slackDays(expected: string | null, needed: string | null): number | null {
  return expected === null || needed === null ? null : workingDaysBetween(expected, needed);
}
