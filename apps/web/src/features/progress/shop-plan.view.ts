import { localDay } from '../../lib/format/format.view.js';
import type { ShopOperation } from './shop-line.view.js';

/** An operation that is still to be done, with the day by whose end the shop means to be done with it. */
export interface PlanStep { seq: number; process: string; runIds: readonly string[]; day: string | null }

const TO_DO: ReadonlySet<string> = new Set(['PENDING', 'READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED']);
const DAY_MS = 86_400_000;

/** What can be planned: the operations of the line that are not done, each with the latest day that any of its pieces is planned for. */
export function planSteps(operations: readonly ShopOperation[]): PlanStep[] {
  return operations.flatMap(({ seq, process, runs }) => {
    const open = runs.filter(({ state }) => TO_DO.has(state));
    if (open.length === 0) return [];
    const ends = open.flatMap(({ plannedEnd }) => plannedEnd ?? []).sort();
    return [{ seq, process, runIds: open.map(({ runId }) => runId), day: ends.length < open.length ? null : localDay(ends.at(-1)!) }];
  });
}

/**
 * Days for so many operations between today and the promised day, reckoned back from it: the last ends on the promised day and the others lie
 * evenly before, none on a Sunday and none before today. A promise that is over leaves today for all of them.
 */
export function proposedDays(count: number, promisedDay: string, today: string): string[] {
  const from = Date.parse(`${today}T00:00:00Z`);
  const to = Math.max(from, Date.parse(`${promisedDay}T00:00:00Z`));
  const days = Math.round((to - from) / DAY_MS);
  return Array.from({ length: count }, (_, i) => {
    const ms = to - Math.floor((days * (count - 1 - i)) / count) * DAY_MS;
    const sunday = new Date(ms).getUTCDay() === 0 && i < count - 1;
    return new Date(Math.max(from, sunday ? ms - DAY_MS : ms)).toISOString().slice(0, 10);
  });
}

/** Places of the days that lie before an earlier operation's, or before today. */
export function wrongDays(days: readonly (string | null)[], today: string): number[] {
  let latest = today;
  return days.flatMap((day, i) => {
    if (day === null) return [];
    if (day < latest) return [i];
    latest = day;
    return [];
  });
}

/** The end of a day in the zone of this device, as the API takes it. */
export function endOfDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date, 23, 59).toISOString();
}
