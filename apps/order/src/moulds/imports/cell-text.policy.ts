import { formatDecimal, isDecimal, parseDecimal } from '#kernel';

/**
 * A cell as it is read: compatibility forms made plain (full-width digits, ㎜), invisible and direction-changing characters gone,
 * blanks at the ends cut. The raw cell is kept beside it for the person who reviews.
 */
export function cellText(raw: string): string {
  if (PLAIN.test(raw)) return raw.trim();
  return raw.normalize('NFKC').replace(INVISIBLE, '').replace(/\r\n?/g, '\n').replace(/[\t\u2000-\u200a\u00a0]/g, ' ').trim();
}

const PLAIN = /^[\u0020-\u007e]*$/;
 
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]/g;

/** One line of text for names and numbers: line breaks and runs of blanks are one blank, none before a bracket or after one. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\s*([([)\]])\s*/g, (all, bracket: string, at: number, whole: string) => spaced(all, bracket, at, whole)).trim();
}

/** English keeps its blank before a bracket; Chinese names never have one. */
function spaced(all: string, bracket: string, at: number, whole: string): string {
  const latin = (char: string | undefined): boolean => char !== undefined && /[A-Za-z]/.test(char);
  if (bracket === '(' || bracket === '[') return latin(whole[at - 1]) && all.startsWith(' ') ? ` ${bracket}` : bracket;
  return latin(whole[at + all.length]) && all.endsWith(' ') ? `${bracket} ` : bracket;
}

const DITTO = /^(?:[-\s]*(?:〃|〞|”|“|"|′′|''|´´|``)[-\s]*|同上|同前|同右?上|ditto|do\.|[↑∥‖])$/i;

/** A mark that says "as above". */
export function isDitto(text: string): boolean {
  return DITTO.test(text);
}

/** A mark that says "there is none": the cell is filled, but with nothing. */
export function saysNone(text: string): boolean {
  return /^(?:[-–—_/\\.]+|无|不需要?|n\/?a|none|nil)$/i.test(text);
}

const DRAWING = /^(?:(?:详?见|按|如|依|参照?|看)(?:2d|3d)?(?:附图|图纸?|图档|图面)|图纸|(?:as|see|per)\s*(?:per\s*)?(?:the\s*)?(?:drawing|dwg)\.?)$/i;

/** A cell that points to the drawing instead of saying it. */
export function pointsToDrawing(text: string): boolean {
  return DRAWING.test(text.replace(/\s+/g, ' '));
}

/** A cell that says it is not decided yet. */
export function saysUndecided(text: string): boolean {
  return /^(?:待定|未定|待确认|另行通知|tbd|tba|\?+|？+)$/i.test(text);
}

/**
 * A written number as an exact decimal, or null. Thousands separators go (1,250.6; 1 250), a lone comma is a decimal comma where the list
 * uses it (12,5) or where it can be nothing else.
 */
export function numberText(text: string, decimalComma = false): string | null {
  let plain = text.replace(/(\d)[ '’](?=\d{3}(?:\D|$))/g, '$1').trim();
  if (/^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(plain)) plain = plain.replace(/\./g, '').replace(',', '.');
  else if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain) && !(decimalComma && /^-?\d{1,3},\d{3}$/.test(plain))) plain = plain.replace(/,/g, '');
  else if (/^-?\d+,\d+$/.test(plain)) plain = plain.replace(',', '.');
  else if (/^-?\.\d+$/.test(plain)) plain = plain.replace('.', '0.');
  const found = /^(-?)0*(\d+)(?:\.(\d*))?$/.exec(plain);
  if (!found) return null;
  const exact = `${found[1]}${found[2]}${found[3] ? `.${found[3].slice(0, 6)}` : ''}`;
  return isDecimal(exact) ? formatDecimal(parseDecimal(exact)) : null;
}

/** A decimal as the shortest text of at most `places` places, rounded half up. */
export function roundedDecimal(value: bigint, scale: bigint, places: number): string {
  const unit = 10n ** BigInt(places);
  const rounded = (value * unit * 2n + scale) / (scale * 2n);
  return formatDecimal((rounded * 1_000_000n) / unit);
}
