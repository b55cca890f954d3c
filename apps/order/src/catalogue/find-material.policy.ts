import { materialEntries, type MaterialEntry } from './materials.policy.js';
import { editDistance, tradeKey } from './trade-key.policy.js';

/** How a written material was understood. `written` is the word to keep in the list. */
export type MaterialReading =
  | { readonly kind: 'CLEAR'; readonly by: 'GRADE' | 'DESIGNATION' | 'TRADE_NAME' | 'TWO_NAMES'; readonly entry: MaterialEntry; readonly written: string }
  /** Could mean several steels at several prices: a person decides. `entry` is the nearest, `candidates` what to choose from. */
  | { readonly kind: 'DOUBTFUL'; readonly entry: MaterialEntry; readonly written: string; readonly candidates: readonly string[] }
  | { readonly kind: 'UNKNOWN'; readonly written: string; readonly candidates: readonly string[] };

interface Known { readonly entry: MaterialEntry; readonly by: 'GRADE' | 'DESIGNATION' | 'TRADE_NAME'; readonly written: string }

const known = new Map<string, Known>();
for (const entry of materialEntries) {
  const add = (name: string, by: Known['by'], written: string): void => {
    const key = tradeKey(name);
    if (!known.has(key)) known.set(key, { entry, by, written });
  };
  add(entry.grade, 'GRADE', entry.grade);
  add(entry.code, 'GRADE', entry.grade);
  for (const name of entry.designations) add(name, 'DESIGNATION', name);
  for (const name of entry.tradeNames) add(name, 'TRADE_NAME', entry.grade);
}

/** Words before a grade that name an importer or a country, and words that name a domestic mill. */
const FROM_ABROAD = /^(进口|原装|瑞典|一胜百|assab|日本|大同|日立|德国|葛利兹|gröditz)/;
const FROM_HERE = /^(国产|国内|抚顺|宝钢|东特|长城|上钢|大冶|舞阳|天工)/;
const GENERIC_TAIL = /(模具钢|钢材|钢料|圆钢|圆棒|板料|材料|钢|料|材)$/;

/**
 * Reads a material as a list writes it. Names of other standards stay as written (`SUJ2`), shop talk becomes the grade (`油钢` is O1),
 * and a "domestic" imported grade (`国产8407`) is never taken for the grade itself: it is another steel at a third of the price.
 */
export function findMaterial(text: string): MaterialReading {
  const written = text.normalize('NFKC').replace(/\s+/g, ' ').trim();
  return single(written) ?? twoNames(written) ?? { kind: 'UNKNOWN', written, candidates: nearNames(written) };
}

/** Density in grams per cubic centimetre of a material as kept in a list, or null for one that nobody knows. */
export function densityOf(material: string): string | null {
  const reading = findMaterial(material);
  return reading.kind === 'UNKNOWN' ? null : reading.entry.density;
}

function single(written: string): MaterialReading | null {
  const key = tradeKey(written);
  const direct = known.get(key) ?? known.get(key.replace(GENERIC_TAIL, ''));
  if (direct) return { kind: 'CLEAR', ...direct };
  const abroad = key.replace(FROM_ABROAD, '');
  const abroadKnown = abroad === key ? undefined : known.get(abroad) ?? known.get(abroad.replace(GENERIC_TAIL, ''));
  if (abroadKnown) return { kind: 'CLEAR', ...abroadKnown, by: 'TRADE_NAME' };
  const here = key.replace(FROM_HERE, '');
  const hereKnown = here === key ? undefined : known.get(here) ?? known.get(here.replace(GENERIC_TAIL, ''));
  if (!hereKnown) return null;
  if (!hereKnown.entry.imported) return { kind: 'CLEAR', ...hereKnown, by: 'TRADE_NAME' };
  return { kind: 'DOUBTFUL', entry: hereKnown.entry, written, candidates: [hereKnown.written, ...domesticLike(hereKnown.entry), written] };
}

/** `H13(SKD61)`, `SKD61/H13`: two names of one steel are clear, of two steels a question; a remark in brackets is set aside. */
function twoNames(written: string): MaterialReading | null {
  const parts = written.split(/[()[\]【】/、|]|或/).map((part) => part.trim()).filter((part) => part !== '');
  if (parts.length < 2) return null;
  const readings = parts.map(single);
  const first = readings[0];
  if (!first) return null;
  const names = readings.filter((reading) => reading !== null);
  if (names.length === 1) return first.kind === 'CLEAR' ? { ...first, by: 'TRADE_NAME' } : first;
  const steels = new Set(names.map((reading) => (reading.kind === 'UNKNOWN' ? '' : workstoff(reading.entry))));
  if (steels.size === 1 && first.kind === 'CLEAR') return { ...first, by: 'TWO_NAMES' };
  if (first.kind === 'UNKNOWN') return null;
  return { kind: 'DOUBTFUL', entry: first.entry, written, candidates: [...new Set(names.map((reading) => reading.written)), written] };
}

/** Steels of one number in the German list are one composition under several names. */
function workstoff(entry: MaterialEntry): string {
  return /1\.\d{4}/.exec(entry.din)?.[0] ?? entry.code;
}

function domesticLike(entry: MaterialEntry): string[] {
  return materialEntries.filter((other) => !other.imported && workstoff(other) === workstoff(entry)).map((other) => other.grade).slice(0, 2);
}

function nearNames(written: string): string[] {
  const key = tradeKey(written);
  if (key.length < 3 || key.length > 24) return [];
  const reach = key.length < 5 ? 1 : 2;
  return [...known.entries()]
    .filter(([name]) => Math.abs(name.length - key.length) <= reach)
    .map(([name, { written: grade }]) => ({ grade, distance: editDistance(name, key) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance || (a.grade < b.grade ? -1 : 1))
    .map(({ grade }) => grade)
    .filter((grade, i, all) => all.indexOf(grade) === i)
    .slice(0, 3);
}

/** The load class behind the colour of a die spring, by JIS B 5012; ISO 10243 gives the colours other meanings. */
export interface SpringLoad { readonly colour: string; readonly zh: string; readonly en: string }

const springLoads: readonly (SpringLoad & { readonly words: RegExp })[] = [
  { words: /^(黄色?|yellow)$/, colour: '黄', zh: '最轻', en: 'lightest' },
  { words: /^(蓝色?|blue)$/, colour: '蓝', zh: '轻', en: 'light' },
  { words: /^(红色?|red)$/, colour: '红', zh: '中', en: 'medium' },
  { words: /^(绿色?|green)$/, colour: '绿', zh: '重', en: 'heavy' },
  { words: /^([茶棕褐咖]啡?色?|brown)$/, colour: '茶', zh: '最重', en: 'heaviest' },
];

export function springLoadOf(text: string): SpringLoad | null {
  const key = tradeKey(text);
  return springLoads.find(({ words }) => words.test(key)) ?? null;
}
