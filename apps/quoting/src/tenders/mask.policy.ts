import type { MouldNames } from '#contracts';

/** What stands where a name was. */
const HIDDEN = '···';
/** One sign says too little to be a name, and stands in half of all texts. */
const FEWEST = 2;
/** Names of two letters or digits (LG, 3M) are hidden where they stand alone and as they were written: within words and numbers they are the trade's. */
const SHORT = 2;
/** A number with letters and at least so many signs begins numbers of parts, also where nothing stands between: AC2507001. */
const NUMBER = 5;

/** Which names of a mould bidders may read. */
export interface Unmasked { mouldName: boolean; customerName: boolean }

/** The names as far as bidders may know them; null when nothing is left. */
export function namesShown(names: MouldNames | undefined, shown: Unmasked): MouldNames | null {
  if (names === undefined) return null;
  const left = { mouldNo: shown.mouldName ? names.mouldNo : null, title: shown.mouldName ? names.title : null, customerName: shown.customerName ? names.customerName : null };
  return Object.values(left).some((name) => name !== null) ? left : null;
}

/** The names that must stand in no text for bidders. */
export function namesHidden(names: MouldNames | undefined, shown: Unmasked): string[] {
  if (names === undefined) return [];
  return [...(shown.mouldName ? [] : [names.mouldNo, names.title]), ...(shown.customerName ? [] : [names.customerName])].flatMap((name) => name ?? []);
}

/**
 * A text without these names, however they are written: in other cases, full width, with or without signs between. A name that is only a part of a longer
 * word or number is another one and stays, but a mould number also goes from the front of a longer number. What is not hidden: a name of one sign, a name of two
 * letters written apart or next to other letters and digits, a short form of a name that is known in its long form only, and other spellings.
 */
export function masked(text: string, names: readonly string[]): string {
  const signs = signsOf(text);
  const gone = new Array<boolean>(text.length).fill(false);
  for (const name of names) {
    const word = signsOf(name).map(({ sign }) => sign);
    if (word.length < FEWEST) continue;
    const isShort = word.length <= SHORT && word.every(isLatin);
    const begins = word.length >= NUMBER && word.some((sign) => /[a-z]/.test(sign)) && /\d/.test(word.at(-1)!);
    for (let at = 0; at + word.length <= signs.length; at += 1) {
      const end = at + word.length;
      if (!word.every((sign, i) => signs[at + i]!.sign === sign) || goesOn(signs, at) || (goesOn(signs, end) && !begins)) continue;
      if (isShort && (touches(signs, at) || touches(signs, end) || !touches(signs, end - 1))) continue;
      for (let i = signs[at]!.from; i < signs[at + word.length - 1]!.to; i += 1) gone[i] = true;
    }
  }
  return written(text, gone);
}

/** A letter or digit in its plain form, and where it stands. */
interface Sign { sign: string; from: number; to: number }

function signsOf(text: string): Sign[] {
  const signs: Sign[] = [];
  let from = 0;
  for (const point of text) {
    for (const sign of point.normalize('NFKC').toLowerCase()) if (/[\p{L}\p{N}]/u.test(sign)) signs.push({ sign, from, to: from + point.length });
    from += point.length;
  }
  return signs;
}

const isLatin = (sign: string): boolean => /[a-z0-9]/.test(sign);

/** True when the signs before and after a place belong to one word: letters to letters, digits to digits, with nothing between. */
function goesOn(signs: readonly Sign[], at: number): boolean {
  const [before, after] = [signs[at - 1], signs[at]];
  if (!before || !after || before.to !== after.from) return false;
  return (/[a-z]/.test(before.sign) && /[a-z]/.test(after.sign)) || (/\d/.test(before.sign) && /\d/.test(after.sign));
}

/** True when the signs before and after a place are letters or digits of one run, with nothing between. */
function touches(signs: readonly Sign[], at: number): boolean {
  const [before, after] = [signs[at - 1], signs[at]];
  return before !== undefined && after !== undefined && before.to === after.from && isLatin(before.sign) && isLatin(after.sign);
}

function written(text: string, gone: readonly boolean[]): string {
  let result = '';
  for (let i = 0; i < text.length; i += 1) {
    if (!gone[i]) result += text[i];
    else if (i === 0 || !gone[i - 1]) result += HIDDEN;
  }
  return result;
}
