/** What a spreadsheet did to a cell that looked like something else to it. */
export type ExcelDamage =
  | { readonly kind: 'DATE'; readonly month: number; readonly day: number }
  | { readonly kind: 'EXPONENT'; readonly mantissa: string; readonly exponent: number }
  | { readonly kind: 'HASHES' }
  | { readonly kind: 'ERROR' };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Recognises `1月8日`, `8-Jan`, `2025-01-08`, `2.51E+04`, `####` and `#REF!` where a size, quantity or number was meant. */
export function excelDamage(text: string): ExcelDamage | null {
  const plain = text.trim();
  if (/^#+$/.test(plain)) return { kind: 'HASHES' };
  if (/^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/i.test(plain)) return { kind: 'ERROR' };
  const exponent = /^(\d(?:\.\d+)?)e\+(\d{1,3})$/i.exec(plain);
  if (exponent) return { kind: 'EXPONENT', mantissa: exponent[1]!, exponent: Number(exponent[2]) };
  const date = /^(?:\d{4}年)?(\d{1,2})月(\d{1,2})[日号]$/.exec(plain) ?? /^\d{4}[-/.](\d{1,2})[-/.](\d{1,2})(?:\s+0+:00(?::00)?)?$/.exec(plain)
    ?? /^(\d{1,2})\/(\d{1,2})\/\d{4}$/.exec(plain);
  if (date) return dayOf(Number(date[1]), Number(date[2]));
  const named = /^(\d{1,2})[-\s]([a-z]{3})[a-z]*$/i.exec(plain);
  if (named) return dayOf(MONTHS.indexOf(named[2]!.toLowerCase()) + 1, Number(named[1]));
  const reversed = /^([a-z]{3})[a-z]*[-\s](\d{1,2})$/i.exec(plain);
  return reversed ? dayOf(MONTHS.indexOf(reversed[1]!.toLowerCase()) + 1, Number(reversed[2])) : null;
}

function dayOf(month: number, day: number): ExcelDamage | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { kind: 'DATE', month, day } : null;
}

/** What a damaged size may have been: a fraction first (of a pipe thread where the part has one), then a range. */
export function sizesBehindDate(damage: { month: number; day: number }, pipeThread: boolean): string[] {
  const { month, day } = damage;
  return pipeThread ? [`PT${month}/${day}`, `${month}/${day}`] : [`${month}/${day}`, `${month}-${day}`, `${month}×${day}`];
}

/**
 * What a number that became an exponent may have been, when its digits are those of the mould: of mould AC2507, 2.51E+04 was 2507E01.
 * Null when the digits do not fit.
 */
export function numberBehindExponent(damage: { mantissa: string; exponent: number }, mouldNo: string | null): string | null {
  const digits = /\d{2,8}/.exec(mouldNo ?? '')?.[0];
  if (digits === undefined) return null;
  const places = damage.mantissa.split('.')[1]?.length ?? 0;
  const serial = damage.exponent - (digits.length - 1);
  const shown = (Number(digits) / 10 ** (digits.length - 1)).toFixed(places);
  return serial >= 0 && serial < 100 && shown === damage.mantissa ? `${digits}E${String(serial).padStart(2, '0')}` : null;
}
