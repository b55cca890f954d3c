/** Why a password is not taken. */
export type PasswordFlaw = 'LENGTH' | 'GUESSABLE' | 'PERSONAL';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
const FEWEST_CHARACTERS = 5;
const LONGEST_UNIT = 6;
/** Runs that people type along the keyboard or the alphabet; a password made of a piece of one is no secret. */
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm', 'qazwsxedcrfvtgbyhnujm', 'q1w2e3r4t5y6u7i8o9p0'];
/** Words that guessers begin with; what is left of a password without them must still be a secret. */
const WORDS = /password|passw0rd|letmein|welcome|iloveyou|administrator|admin|woaini|mima|mouldshare|mould/g;
const LEFT_OVER = 4;

/** A password as it is hashed: composed, so that the same keys on two machines are the same password. */
export function composedPassword(password: string): string {
  return password.normalize('NFC');
}

/**
 * May this be a password? Long enough to withstand guessing and short enough to be hashed without harm; no demand on kinds of
 * characters. `personal` are words that others know of the person: address, name, company. Null means yes.
 */
export function passwordFlaw(password: string, personal: readonly string[] = []): PasswordFlaw | null {
  const composed = composedPassword(password);
  const length = [...composed].length;
  if (length < PASSWORD_MIN || length > PASSWORD_MAX) return 'LENGTH';
  const small = composed.toLowerCase();
  if (new Set(small).size < FEWEST_CHARACTERS || repeats(small) || runs(small)) return 'GUESSABLE';
  if (small.replace(WORDS, '').replace(/[\d\W_]/gu, '').length < LEFT_OVER && small.replace(WORDS, '') !== small) return 'GUESSABLE';
  const plain = bare(small);
  if (personal.map(bare).some((word) => word.length >= 4 && plain.replaceAll(word, '').length < LEFT_OVER)) return 'PERSONAL';
  return null;
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function repeats(text: string): boolean {
  for (let unit = 1; unit <= LONGEST_UNIT; unit += 1) {
    if (text === text.slice(0, unit).repeat(Math.ceil(text.length / unit)).slice(0, text.length)) return true;
  }
  return false;
}

function runs(text: string): boolean {
  return RUNS.some((run) => `${run}${run}`.includes(text) || [...`${run}${run}`].reverse().join('').includes(text));
}
