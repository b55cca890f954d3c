/**
 * Exact decimals as strings with at most six places, for millimetres, kilograms, percent and rates.
 * Inside, a decimal is a bigint of millionths; no binary floating point touches it.
 */
const PLACES = 6;
const ONE = 10n ** BigInt(PLACES);
const FORM = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/;

/** True when the text is an exact decimal: optional minus, no exponent, no blanks, at most 6 places. */
export function isDecimal(text: unknown): text is string {
  return typeof text === 'string' && FORM.test(text);
}

/** Reads a decimal into millionths; throws RangeError on anything that `isDecimal` refuses. */
export function parseDecimal(text: string): bigint {
  if (!isDecimal(text)) throw new RangeError(`Not an exact decimal: ${String(text).slice(0, 40)}`);
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const millionths = BigInt(whole) * ONE + BigInt(fraction.padEnd(PLACES, '0'));
  return negative ? -millionths : millionths;
}

/** Writes millionths as the shortest exact decimal. */
export function formatDecimal(millionths: bigint): string {
  const negative = millionths < 0n;
  const digits = (negative ? -millionths : millionths).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${negative ? '-' : ''}${digits.slice(0, -PLACES)}${fraction ? `.${fraction}` : ''}`;
}

/** Compares two decimals: negative, zero or positive as a is less than, equal to or more than b. */
export function compareDecimals(a: string, b: string): number {
  const difference = parseDecimal(a) - parseDecimal(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Nearest decimal with the given places to a measured (floating) number; for masses and sizes only, never for money. */
export function decimalOf(value: number, places = PLACES): string {
  if (!Number.isFinite(value)) throw new RangeError('Not a finite number.');
  const fixed = value.toFixed(places);
  return formatDecimal(parseDecimal(fixed.startsWith('-0') && Number(fixed) === 0 ? '0' : fixed));
}

/** One decimal as a number, for measures that are only compared or drawn. */
export function numberOf(text: string): number {
  return Number(text);
}
