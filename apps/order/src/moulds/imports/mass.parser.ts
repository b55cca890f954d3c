import { compareDecimals, numberOf, parseDecimal } from '#kernel';
import { cellText, numberText, roundedDecimal, saysNone } from './cell-text.policy.js';

/** A mass as a list writes it, in kilograms. `unit` is the written unit when it was not kilograms. */
export type MassReading =
  | { readonly kind: 'MASS'; readonly kg: string; readonly written: string; readonly unit: string | null; readonly places: number }
  | { readonly kind: 'BLANK' | 'UNREADABLE' };

const KILOGRAMS_PER: Readonly<Record<string, bigint>> = {
  kg: 1_000_000n, kgs: 1_000_000n, 公斤: 1_000_000n, 千克: 1_000_000n, g: 1_000n, 克: 1_000n, t: 1_000_000_000n, ton: 1_000_000_000n, 吨: 1_000_000_000n, lb: 453_592n, lbs: 453_592n, 斤: 500_000n,
};

/** Reads `153.9`, `428.6KG`, `0.4616T`, `37130g`, `1,250.6`; `columnUnit` is the unit in the heading, where there is one. */
export function readMass(raw: string, columnUnit: string | null = null, decimalComma = false): MassReading {
  const text = cellText(raw).toLowerCase().replace(/\s+/g, '').replace(/^(约|≈|~|ca\.?)/, '').replace(/\/(件|支|个|pcs?|ea)$/, '');
  if (text === '' || saysNone(text)) return { kind: 'BLANK' };
  if (text.length > 40) return { kind: 'UNREADABLE' };
  const found = /^([\d.,']+)(kgs?|公斤|千克|g|克|t|ton|吨|lbs?|斤)?$/.exec(text);
  const number = found ? numberText(found[1]!, decimalComma) : null;
  if (!found || number === null) return { kind: 'UNREADABLE' };
  const unit = found[2] ?? columnUnit ?? 'kg';
  const factor = KILOGRAMS_PER[unit];
  if (factor === undefined) return { kind: 'UNREADABLE' };
  const kg = roundedDecimal(parseDecimal(number) * factor, 1_000_000_000_000n, 6);
  if (compareDecimals(kg, '0') <= 0) return { kind: 'BLANK' };
  if (compareDecimals(kg, '1000000') >= 0) return { kind: 'UNREADABLE' };
  const places = factor === 1_000_000n ? found[1]!.split('.')[1]?.length ?? 0 : 6;
  return { kind: 'MASS', kg, written: number, unit: factor === 1_000_000n ? null : unit, places };
}

/** True when two masses differ by more than 5 % and by more than the last written place hides. */
export function massDiffers(readKg: string, computedKg: string, places: number): boolean {
  const read = numberOf(readKg);
  const computed = numberOf(computedKg);
  const difference = Math.abs(read - computed);
  return difference > 0.05 * Math.max(read, computed) && difference > 0.51 * 10 ** -places;
}

/** Kilograms as lists show them: two places from one kilogram, three below. */
export function shownKg(value: bigint, scale: bigint): string {
  return roundedDecimal(value, scale, value >= scale ? 2 : 3);
}
