/** Why a name is not taken. */
export type NameFlaw = 'EMPTY' | 'TOO_LONG' | 'INVISIBLE' | 'LOOK_ALIKE';

export type NameReading = { ok: true; value: string } | { ok: false; flaw: NameFlaw };

/** Longest name of a person, in characters. */
export const PERSON_NAME_MAX = 80;
/** Longest registered name of a company, in characters. */
export const COMPANY_NAME_MAX = 120;

/** White space of any script; the byte order mark, which JavaScript counts among it, is an invisible character here. */
const BLANKS = /[^\S\ufeff]+/gu;
/** Controls, unassigned and private characters, and everything that screens show as nothing. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const PILED_MARKS = /\p{M}{3,}/u;
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
/** Scripts whose letters pass for Latin ones; a name in them must not use any other. */
const TWIN_SCRIPTS = [/\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u, /\p{Script=Cherokee}/u, /\p{Script=Coptic}/u] as const;
/** Letters of those scripts that nobody can tell from Latin ones on a screen. */
const TWIN_LETTERS = new Set('аеорсухіјѕһԁԛԝӏАВЕЅІЈКМНОРСТУХԌԚԜοανιρυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ');

/**
 * Reads a name that others will see: composed (NFC), single blanks, nothing invisible, and nothing made to be taken
 * for another name, so that two companies that look alike are alike.
 */
export function readName(text: string, max: number): NameReading {
  if (!text.isWellFormed()) return { ok: false, flaw: 'INVISIBLE' };
  const value = text.normalize('NFC').replace(BLANKS, ' ').replace(/^ | $/g, '');
  if (INVISIBLE.test(value)) return { ok: false, flaw: 'INVISIBLE' };
  if (!LETTER_OR_NUMBER.test(value)) return { ok: false, flaw: 'EMPTY' };
  if ([...value].length > max) return { ok: false, flaw: 'TOO_LONG' };
  return looksLikeAnother(value) ? { ok: false, flaw: 'LOOK_ALIKE' } : { ok: true, value };
}

function looksLikeAnother(value: string): boolean {
  if (PILED_MARKS.test(value)) return true;
  const letters = [...value].filter((character) => /\p{L}/u.test(character));
  // Full-width, mathematical and circled letters and digits are other characters with the same face.
  if ([...value].some((character) => LETTER_OR_NUMBER.test(character) && character.normalize('NFKC') !== character)) return true;
  const twin = TWIN_SCRIPTS.find((script) => letters.some((letter) => script.test(letter)));
  if (twin === undefined) return false;
  return letters.some((letter) => !twin.test(letter)) || letters.every((letter) => TWIN_LETTERS.has(letter));
}
