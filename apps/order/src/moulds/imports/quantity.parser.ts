import { excelDamage } from './excel-damage.parser.js';
import { cellText, numberText } from './cell-text.policy.js';

/** How many pieces a cell asks for. `unit` is the word written (件, 支, 套, PCS …), null when there was none. */
export type QuantityReading =
  | { readonly kind: 'PIECES'; readonly pieces: number; readonly spare: number; readonly unit: string | null; readonly words: QuantityWords | null }
  /** 各1: one each, of things that are not named. */
  | { readonly kind: 'EACH'; readonly pieces: number; readonly unit: string | null }
  /** 1+1 without a word on what the second is. */
  | { readonly kind: 'SUM'; readonly first: number; readonly second: number; readonly unit: string | null }
  | { readonly kind: 'BLANK' | 'DAMAGED' | 'UNREADABLE' };

/** Quantities said in words that mean more than a number. */
export type QuantityWords = 'LEFT_RIGHT' | 'ROUGH_FINISH' | 'PAIR' | 'WITH_SPARE';

const MOST = 100_000;
const UNIT = '(件|支|个|套|只|块|条|根|片|付|副|台|组|枚|粒|pcs?|ea|each|sets?|nos?|pieces?|units?)?';
const N = '(\\d+(?:\\.0+)?|\\d{1,3}(?:,\\d{3})+(?:\\.0+)?|[一二两三四五六七八九十])';
const PLAIN = new RegExp(`^[x×*]?${N}\\.?${UNIT}\\.?(?:\\/(?:套|模|副|付|set|mould|mold))?$`);
const SIDES = '(?:左右|左[/、,+&]右|l[/、,+&]?r|r[/、,+&]?l)';
const LEFT_RIGHT = new RegExp(`^${SIDES}(?:件|边|侧|对称)?各(?:做)?${N}${UNIT}$`);
const LEFT_AND_RIGHT = new RegExp(`^(?:左|l)${N}${UNIT}[/、,+&]?(?:右|r)${N}${UNIT}$`);
const EACH = new RegExp(`^各(?:做)?${N}${UNIT}$`);
const SUM = new RegExp(`^${N}${UNIT}\\+${N}${UNIT}(\\(?(?:备件?|备用|备品|spares?)\\)?)?$`);
const ROUGH_FINISH = new RegExp(`^(?:${N}粗[,+]?${N}精|粗${N}[,+]?精${N}|粗精各${N})$`);
const PAIR = new RegExp(`^${N}(?:对|pairs?|prs?)$`);
const SPARE = /备件|备用|备品|备\d|spare/i;

/**
 * Reads a quantity as lists write it: `2件`, `8PCS`, `左右各1` (two mirrored pieces), `1+1` (the second a spare where the note says so),
 * `1粗1精` (a rough and a finish electrode). Never rounds, never guesses below a whole piece.
 */
export function readQuantity(raw: string, note = ''): QuantityReading {
  const text = cellText(raw).toLowerCase().replace(/\s+/g, '');
  if (text === '') return { kind: 'BLANK' };
  if (excelDamage(cellText(raw)) !== null) return { kind: 'DAMAGED' };
  if (text.length > 40) return { kind: 'UNREADABLE' };
  return plain(text) ?? inWords(text, note) ?? { kind: 'UNREADABLE' };
}

function plain(text: string): QuantityReading | null {
  const found = PLAIN.exec(text);
  return found ? pieces(whole(found[1]), 0, found[2], null) : null;
}

function inWords(text: string, note: string): QuantityReading | null {
  const sides = LEFT_RIGHT.exec(text);
  if (sides) return pieces(2 * whole(sides[1]), 0, sides[2], 'LEFT_RIGHT');
  const both = LEFT_AND_RIGHT.exec(text);
  if (both) return pieces(whole(both[1]) + whole(both[3]), 0, both[2] ?? both[4], 'LEFT_RIGHT');
  const roughFinish = ROUGH_FINISH.exec(text);
  if (roughFinish) {
    const [, a, b, c, d, each] = roughFinish;
    return pieces(each === undefined ? whole(a ?? c) + whole(b ?? d) : 2 * whole(each), 0, undefined, 'ROUGH_FINISH');
  }
  const pair = PAIR.exec(text);
  if (pair) return pieces(2 * whole(pair[1]), 0, undefined, 'PAIR');
  const sum = SUM.exec(text);
  if (sum) {
    const [, first, unit, second, secondUnit, spare] = sum;
    if (spare !== undefined || SPARE.test(note)) return pieces(whole(first), whole(second), unit ?? secondUnit, 'WITH_SPARE');
    return { kind: 'SUM', first: whole(first), second: whole(second), unit: unit ?? secondUnit ?? null };
  }
  const each = EACH.exec(text);
  return each ? { kind: 'EACH', pieces: 2 * whole(each[1]), unit: each[2] ?? null } : null;
}

function pieces(count: number, spare: number, unit: string | undefined, words: QuantityWords | null): QuantityReading {
  if (count > MOST || spare > MOST) return { kind: 'UNREADABLE' };
  return { kind: 'PIECES', pieces: count, spare, unit: unit ?? null, words };
}

function whole(text: string | undefined): number {
  if (text === undefined) return 0;
  const spoken = '一二三四五六七八九十'.indexOf(text);
  if (text === '两') return 2;
  return spoken >= 0 ? spoken + 1 : Number(numberText(text) ?? Number.NaN);
}

/** The word of a unit on screen and its UN/ECE Rec 20 code: pins are counted in 支, small goods in 个, systems in 套. */
export interface PieceUnit { readonly word: string; readonly code: 'H87' | 'SET' }

const PINS = new Set(['CPN', 'EJP', 'EJF', 'EJS', 'EJC', 'EJR', 'RTP', 'ANP', 'SPP', 'GDP', 'EGP', 'DWL']);
const SMALL = new Set(['SPR', 'STB', 'SCW', 'NPP', 'PLG', 'ORG', 'EYE', 'SLR', 'LSW', 'CTR', 'GDB', 'EGB']);

/** The unit of a line: as written; a bare PCS takes the word of the kind of part, nothing written is 件. */
export function unitOf(written: string | null, category: string | null): PieceUnit {
  const word = written === null ? '' : cellText(written).toLowerCase().replace(/[\s.]/g, '');
  if (word === '' || word === '-') return { word: '件', code: 'H87' };
  if (/^(套|付|副|组|sets?)$/.test(word)) return { word: '套', code: 'SET' };
  if (/^(pcs?|ea|each|nos?|pieces?|units?|只|枚|粒)$/.test(word)) return { word: PINS.has(category ?? '') ? '支' : SMALL.has(category ?? '') ? '个' : '件', code: 'H87' };
  return /^(件|支|个|块|条|根|片|台)$/.test(word) ? { word, code: 'H87' } : { word: '件', code: 'H87' };
}
