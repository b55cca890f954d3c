import { currencyPlaces } from '#kernel';
import type { Language } from '../words/words.js';

interface Amount { amountMinor: string; currency: string }

/** Outer size in millimetres; null where it is not known or the part is round. */
export interface SizeGiven { lengthMm: string | null; widthMm: string | null; heightMm: string | null; diameterMm: string | null }

const SIGNS: Readonly<Record<string, string>> = { CNY: '¥', EUR: '€', USD: '$', GBP: '£', JPY: '¥' };
/** Decimal places in which a currency is written. */
export function placesOf(currency: string): number {
  return currencyPlaces[currency] ?? 2;
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Minor units in words of money: `¥1,180.00`, or `CNY 1,180.00` in English; `short` leaves out a fraction of nothing. */
export function moneyText(money: Amount, language: Language, short = true): string {
  const places = placesOf(money.currency);
  const digits = money.amountMinor.padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = places === 0 ? '' : digits.slice(digits.length - places);
  const text = `${grouped.format(BigInt(whole))}${fraction === '' || (short && /^0+$/.test(fraction)) ? '' : `.${fraction}`}`;
  return language === 'en' ? `${money.currency} ${text}` : `${SIGNS[money.currency] ?? `${money.currency} `}${text}`;
}

/** Reads an amount as people type it, `1,180` or `1180.50`, into minor units of its currency; null for nothing and for what is no amount. */
export function readMoney(text: string, currency: string): string | null {
  const plain = text.normalize('NFKC').replace(/[\s,¥€$£]/g, '');
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(plain);
  const places = placesOf(currency);
  if (match === null || (match[2]?.length ?? 0) > places) return null;
  const minor = BigInt(`${match[1]}${(match[2] ?? '').padEnd(places, '0')}`);
  return minor === 0n ? null : minor.toString();
}

/** Minor units as they stand in a field: `1180`, `1180.50`. */
export function writeMoney(amountMinor: string, currency: string): string {
  const places = placesOf(currency);
  const digits = amountMinor.padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places);
  return `${digits.slice(0, digits.length - places)}${places === 0 || /^0+$/.test(fraction) ? '' : `.${fraction}`}`;
}

/** Time left: `2 d 04:12`, `04:12:30`, `00:41`, tenths below ten seconds; never less than nothing. */
export function countdownText(leftMs: number, language: Language): string {
  if (leftMs <= 0) return '00:00';
  if (leftMs < 10_000) return `00:0${(Math.floor(leftMs / 100) / 10).toFixed(1)}`;
  const seconds = Math.floor(leftMs / 1_000);
  const [d, h, m, s] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  if (d > 0) return `${d} ${language === 'en' ? 'd' : '天'} ${two(h)}:${two(m)}`;
  return h > 0 ? `${two(h)}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** Difference in percent with a direction in ink: `▼ 14.2%`, `▲ 3.0%`, `±0%`. */
export function changeText(percent: number): string {
  const rounded = Math.abs(percent).toFixed(1);
  if (rounded === '0.0') return '±0%';
  return `${percent < 0 ? '▼' : '▲'} ${rounded}%`;
}

/** Percent by which `to` differs from `from`, both in minor units; null when there is nothing to compare with. */
export function changePercent(from: string, to: string): number | null {
  const base = Number(from);
  return base === 0 ? null : ((Number(to) - base) / base) * 100;
}

/** `12 月 3 日`, `3 Dec`; the year only when it is another one. */
export function dayText(day: string, language: Language, today = ''): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const other = today !== '' && !today.startsWith(`${year}-`);
  if (language === 'en') return `${date} ${MONTHS[month - 1]}${other ? ` ${year}` : ''}`;
  return `${other ? `${year} 年 ` : ''}${month} 月 ${date} 日`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The calendar day of an instant in the zone of this device, `2026-12-03`. */
export function localDay(instant: string): string {
  const date = new Date(instant);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Time of day with seconds, in the zone of this device. */
export function timeText(instant: string): string {
  const date = new Date(instant);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Day and time of an instant in the zone of this device, to the minute: `12 月 3 日 08:05`, `3 Dec 08:05`. */
export function momentText(instant: string, language: Language): string {
  return `${dayText(localDay(instant), language)} ${timeText(instant).slice(0, 5)}`;
}

/** `186 × 124 × 62 mm`, `⌀30 × 150 mm`; null when nothing is known. */
export function sizeText(size: SizeGiven): string | null {
  const sides = size.diameterMm === null ? [size.lengthMm, size.widthMm, size.heightMm] : [`⌀${size.diameterMm}`, size.heightMm ?? size.lengthMm];
  const known = sides.filter((side) => side !== null);
  return known.length === 0 ? null : `${known.join(' × ')} mm`;
}

/** Names one after the other: `a、b`, or `a, b` in English. */
export function listText(names: readonly string[], language: Language): string {
  return names.join(language === 'en' ? ', ' : '、');
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** Operations that a shop can do on its machines, each by its code and name; buying is nobody's work. A name that begins with its code stands alone. */
export function workChoices(processes: readonly { code: string; nameZh: string; nameEn: string }[], language: Language): (readonly [code: string, words: string])[] {
  return processes.filter(({ code }) => code !== 'BUY').map(({ code, nameZh, nameEn }) => {
    const name = language === 'en' ? nameEn : nameZh;
    return [code, name.startsWith(`${code} `) ? name : `${code} ${name}`] as const;
  });
}
