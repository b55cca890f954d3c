/** An instant on the wire: RFC 3339 in UTC with milliseconds, `2026-11-23T08:00:00.000Z`. */
export type InstantText = string;
/** A calendar day on the wire: `2026-11-23`. */
export type DayText = string;

/** The only source of time for services. Decisions about bids use the database clock read after the lock instead. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isInstant(text: unknown): text is InstantText {
  if (typeof text !== 'string' || !INSTANT.test(text)) return false;
  const ms = Date.parse(text);
  return Number.isFinite(ms) && isDay(text.slice(0, 10));
}

/** True for a day that exists, from 2000 to 2099. */
export function isDay(text: unknown): text is DayText {
  if (typeof text !== 'string') return false;
  const parts = DAY.exec(text);
  if (!parts) return false;
  const date = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text && text >= '2000-01-01' && text < '2100-01-01';
}

export function instantText(date: Date): InstantText {
  return date.toISOString();
}

export function dayText(date: Date): DayText {
  return date.toISOString().slice(0, 10);
}

/**
 * The day it is in the market now: that of China, which has one time zone and no summer time. What somebody promises must lie on it or later,
 * whatever day it is at the server.
 */
export function marketDay(now: Date): DayText {
  return dayText(new Date(now.getTime() + 8 * HOUR));
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY_MS = 24 * HOUR;

/** The day n days after the given one. */
export function plusDays(day: DayText, days: number): DayText {
  return dayText(new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS));
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: DayText, to: DayText): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY_MS);
}

/** Working days (Monday to Saturday, as mould shops work) from one day to another; negative when the second is earlier. */
export function workingDaysBetween(from: DayText, to: DayText): number {
  if (to < from) return -workingDaysBetween(to, from);
  let count = 0;
  for (let day = from; day < to; day = plusDays(day, 1)) {
    if (new Date(`${plusDays(day, 1)}T00:00:00.000Z`).getUTCDay() !== 0) count += 1;
  }
  return count;
}
