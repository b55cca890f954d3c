import { compareDecimals, formatDecimal, isDecimal, parseDecimal } from '#kernel';

/** One measured characteristic as it was typed. */
export interface Measured { nominal: string; upper: string; lower: string; value: string }
/** `INCOMPLETE` until all four are numbers and the deviations do not cross. */
export type Verdict = 'INCOMPLETE' | 'INSIDE' | 'OUTSIDE';

/** What people type as a number: a comma or a plus sign is no mistake. Null for what is none. */
export function typedDecimal(text: string): string | null {
  const plain = text.normalize('NFKC').trim().replace(/^\+/, '').replace(',', '.').replace(/[−–]/, '-');
  return isDecimal(plain) ? formatDecimal(parseDecimal(plain)) : null;
}

/** A measured value against its tolerance: exact decimals, limits included, as the service reckons. */
export function verdictOf(measured: Measured): Verdict {
  const numbers = [measured.nominal, measured.upper, measured.lower, measured.value].map(typedDecimal).filter((one) => one !== null);
  if (numbers.length < 4) return 'INCOMPLETE';
  const [nominal, upper, lower, value] = numbers as [string, string, string, string];
  if (compareDecimals(upper, lower) < 0) return 'INCOMPLETE';
  const at = parseDecimal(value) - parseDecimal(nominal);
  return at >= parseDecimal(lower) && at <= parseDecimal(upper) ? 'INSIDE' : 'OUTSIDE';
}

/** Places of the band, the nominal and the value on a bar from 0 to 1; the band takes the middle half, and a value far outside stands at the end. */
export function toleranceBar(measured: Measured): { from: number; to: number; nominal: number; value: number } | null {
  if (verdictOf(measured) === 'INCOMPLETE') return null;
  const [nominal, upper, lower, value] = [measured.nominal, measured.upper, measured.lower, measured.value].map((text) => Number(typedDecimal(text))) as [number, number, number, number];
  const span = upper - lower || Math.abs(value - nominal) || 1;
  const place = (deviation: number) => Math.round(Math.min(1, Math.max(0, 0.25 + ((deviation - lower) / span) * 0.5)) * 1_000) / 1_000;
  return { from: place(lower), to: place(upper), nominal: place(0), value: place(value - nominal) };
}
