import { formatDecimal, parseDecimal } from '#kernel';
import type { SizeView } from '#contracts';
import { cellText, numberText, pointsToDrawing, saysNone } from './cell-text.policy.js';
import { excelDamage } from './excel-damage.parser.js';

/** The solid behind a size, in millimetres as exact decimals; what mass is computed from. */
export type Solid =
  | { readonly form: 'BLOCK'; readonly edges: readonly [string, string, string] }
  | { readonly form: 'ROUND'; readonly diameter: string; readonly length: string }
  | { readonly form: 'TUBE'; readonly diameter: string; readonly inner: string; readonly length: string }
  /** A pin or blade with a thicker shank: tip (round or flat) over `tipLength`, shank over the rest. */
  | { readonly form: 'STEPPED'; readonly tip: readonly [string] | readonly [string, string]; readonly tipLength: string | null; readonly shank: string; readonly length: string };

/** A size that was understood. The flags say what was not literal: a person is told. */
export interface SizeFound {
  readonly kind: 'SIZE';
  /** As a list shows it: `340×200×70`, `φ6×300`, `φ51×φ26×125`, `M10×70`, `PT1/4`. */
  readonly text: string;
  readonly size: SizeView;
  /** Null for threads, which have no plain solid. */
  readonly solid: Solid | null;
  readonly reference: boolean;
  /** Unit that was converted to millimetres, or null. */
  readonly converted: string | null;
  readonly inch: boolean;
  /** True when the shape was concluded from the kind of part, not from a sign. */
  readonly assumed: boolean;
}

export type SizeReading = SizeFound | { readonly kind: 'BLANK' | 'DRAWING' | 'DAMAGED' } | { readonly kind: 'TEXT' | 'INCOMPLETE'; readonly text: string };

/** What the kind of part says about an unmarked size: round parts are diameter × length, springs outer × inner × length. */
export type ShapeHint = 'ROUND' | 'COIL' | null;

export interface SizeContext { readonly hint: ShapeHint; readonly unit: string | null; readonly decimalComma: boolean }

/** No size is longer; longer text is not searched for one. */
const LONGEST = 120;

const literal: SizeContext = { hint: null, unit: null, decimalComma: false };

/**
 * Reads a size in any of the trade's spellings: `340*200*70`, `62×34×72`, `φ4×75`, Cyrillic Ф, ⌀, `D16*140L`, `M10*85L`, `110×80×t10`, `25×20×(245)`,
 * `70cm`, `TF51×26×125`, `φ2×φ4×300(刃长100)`. Text that is no size is returned as text; nothing is invented.
 */
export function readSize(raw: string, context: SizeContext = literal): SizeReading {
  const text = cellText(raw).replace(/\s*\n\s*/g, ' ');
  if (text === '' || saysNone(text)) return { kind: 'BLANK' };
  if (pointsToDrawing(text)) return { kind: 'DRAWING' };
  if (excelDamage(text) !== null) return { kind: 'DAMAGED' };
  if (text.length > LONGEST) return { kind: 'TEXT', text };
  const notes: string[] = [];
  let reference = false;
  const plain = normalised(text).replace(/\(([^()]*)\)/g, (_all, inside: string) => {
    if (/^\d+(\.\d+)?(mm)?$/.test(inside)) {
      reference = true;
      return inside;
    }
    notes.push(inside);
    return '';
  });
  const thread = readThread(plain);
  if (thread) return { kind: 'SIZE', ...thread, solid: null, reference, converted: null, inch: false, assumed: false };
  const spring = /^(?:t[flmhb]|sw[a-z])(?=\d)/.exec(plain);
  const tokens = plain.slice(spring?.[0].length ?? 0).split('×').map((token) => readToken(token, context));
  if (tokens.some((token) => token === null)) return { kind: 'TEXT', text };
  const measured = tokens as Token[];
  const shape = shapeOf(measured, spring ? 'COIL' : context.hint, notes);
  if (shape === null) return { kind: measured.length < 3 ? 'INCOMPLETE' : 'TEXT', text };
  const converted = measured.find(({ unit }) => unit !== null)?.unit ?? null;
  return {
    kind: 'SIZE', text: shape.solid.form === 'STEPPED' ? text.replace(/\s+/g, '') : textOf(shape.solid), size: sizeOf(shape.solid), solid: shape.solid,
    reference, converted, inch: converted === 'in', assumed: shape.assumed,
  };
}

/** One spelling for diameter signs, separators and blanks. */
function normalised(text: string): string {
  return text.toLowerCase()
    .replace(/%%c/g, 'φ').replace(/[фϕø∅⌀⊘]/g, 'φ')
    .replace(/(?:直径|外径|内径|dia\.?|diameter|o\.?d\.?|i\.?d\.?)\s*[:=]?\s*(?=φ?\s*\d)/g, 'φ').replace(/φφ/g, 'φ')
    .replace(/[x*х✕✖╳]/g, '×')
    .replace(/[【[]/g, '(').replace(/[】\]]/g, ')')
    .replace(/\s+/g, '');
}

interface Token { readonly mm: string; readonly mark: 'φ' | 't' | 'l' | 'w' | 'h' | null; readonly unit: 'cm' | 'dm' | 'm' | 'in' | null }

const TOKEN = /^(φ|d(?=\d)|[ltwhb](?=[=:\d])|长|宽|高|厚)?[=:]?(\d+-\d+\/\d+|\d+\/\d+|\d*[.,]?\d+|\d+\.)(mm|cm|dm|m|"|′′|''|inch|in|英寸)?([ltwhb]|长|宽|高|厚)?(?:±\d*\.?\d+|[+-]\d*\.?\d+(?:\/[+-]?\d*\.?\d+)?|\/-\d*\.?\d+)?$/;
const MARK: Readonly<Record<string, Token['mark']>> = { φ: 'φ', d: 'φ', l: 'l', 长: 'l', w: 'w', b: 'w', 宽: 'w', h: 'h', 高: 'h', t: 't', 厚: 't' };
const MM_PER: Readonly<Record<string, readonly [Token['unit'], bigint]>> = {
  mm: [null, 1_000_000n], cm: ['cm', 10_000_000n], dm: ['dm', 100_000_000n], m: ['m', 1_000_000_000n],
  '"': ['in', 25_400_000n], '′′': ['in', 25_400_000n], "''": ['in', 25_400_000n], inch: ['in', 25_400_000n], in: ['in', 25_400_000n], 英寸: ['in', 25_400_000n],
};

function readToken(token: string, { unit, decimalComma }: SizeContext): Token | null {
  const found = TOKEN.exec(token);
  if (!found) return null;
  const scale = MM_PER[found[3] ?? unit ?? 'mm'];
  if (!scale) return null;
  const value = measure(found[2]!, scale[0] === 'in', decimalComma);
  if (value === null) return null;
  const millionths = (value * scale[1]) / 1_000_000n;
  if (millionths <= 0n || millionths >= 1_000_000_000_000n) return null;
  return { mm: formatDecimal(millionths), mark: MARK[found[1] ?? found[4] ?? ''] ?? null, unit: scale[0] };
}

/** Millionths of a written number; fractions only where inches are meant. */
function measure(text: string, inch: boolean, decimalComma: boolean): bigint | null {
  const fraction = /^(?:(\d+)-)?(\d+)\/(\d+)$/.exec(text);
  if (fraction) {
    if (!inch || fraction[3] === '0' || /^0+$/.test(fraction[3]!)) return null;
    return BigInt(fraction[1] ?? '0') * 1_000_000n + (BigInt(fraction[2]!) * 1_000_000n) / BigInt(fraction[3]!);
  }
  const number = numberText(text.replace(/\.$/, ''), decimalComma);
  return number === null ? null : parseDecimal(number);
}

function shapeOf(tokens: readonly Token[], hint: ShapeHint, notes: readonly string[]): { solid: Solid; assumed: boolean } | null {
  const [first, second, third] = tokens;
  const round = (diameter: Token, length: Token, assumed: boolean): { solid: Solid; assumed: boolean } =>
    ({ solid: { form: 'ROUND', diameter: diameter.mm, length: length.mm }, assumed });
  if (tokens.length === 2 && first && second) {
    if (first.mark === 'φ' && second.mark !== 'φ') return round(first, second, false);
    if (second.mark === 'φ' && first.mark !== 'φ') return round(second, first, false);
    return first.mark !== 'φ' && hint === 'ROUND' ? round(first, second, true) : null;
  }
  if (tokens.length !== 3 || !first || !second || !third || third.mark === 'φ') return null;
  if (first.mark === 'φ' || (hint === 'COIL' && second.mark !== 't')) return hollow(first, second, third, notes);
  if (second.mark === 'φ') return null;
  const shank = notes.map((note) => /(?:柄|杆|shank)φ?(\d+(?:\.\d+)?)/.exec(note)?.[1]).find((found) => found !== undefined);
  const tipLength = tipLengthIn(notes);
  if (shank !== undefined) {
    return { solid: { form: 'STEPPED', tip: [first.mm, second.mm], tipLength, shank: numberText(shank)!, length: third.mm }, assumed: false };
  }
  return { solid: { form: 'BLOCK', edges: inOrder(first, second, third) }, assumed: false };
}

function hollow(first: Token, second: Token, third: Token, notes: readonly string[]): { solid: Solid; assumed: boolean } | null {
  const [outer, inner] = [parseDecimal(first.mm), parseDecimal(second.mm)];
  if (inner < outer) return { solid: { form: 'TUBE', diameter: first.mm, inner: second.mm, length: third.mm }, assumed: second.mark !== 'φ' };
  if (inner === outer || second.mark !== 'φ') return null;
  return { solid: { form: 'STEPPED', tip: [first.mm], tipLength: tipLengthIn(notes), shank: second.mm, length: third.mm }, assumed: false };
}

function tipLengthIn(notes: readonly string[]): string | null {
  const found = notes.map((note) => /(?:刃长|刃|尖长|头长|tip)[=:]?(\d+(?:\.\d+)?)/.exec(note)?.[1]).find((each) => each !== undefined);
  return found === undefined ? null : numberText(found);
}

/** Length, width, height by their marks; a thickness goes last, what has no mark keeps its place. */
function inOrder(...tokens: readonly [Token, Token, Token]): [string, string, string] {
  const place = (mark: Token['mark']): number => (mark === 'l' ? 0 : mark === 'w' ? 1 : mark === 'h' || mark === 't' ? 2 : -1);
  const edges: (string | undefined)[] = [undefined, undefined, undefined];
  const unplaced: string[] = [];
  for (const { mm, mark } of tokens) {
    const at = place(mark);
    if (at >= 0 && edges[at] === undefined) edges[at] = mm;
    else unplaced.push(mm);
  }
  return edges.map((edge) => edge ?? unplaced.shift()!) as [string, string, string];
}

function textOf(solid: Solid): string {
  if (solid.form === 'BLOCK') return solid.edges.join('×');
  if (solid.form === 'ROUND') return `φ${solid.diameter}×${solid.length}`;
  return solid.form === 'TUBE' ? `φ${solid.diameter}×φ${solid.inner}×${solid.length}` : '';
}

function sizeOf(solid: Solid): SizeView {
  if (solid.form === 'BLOCK') return { lengthMm: solid.edges[0], widthMm: solid.edges[1], heightMm: solid.edges[2], diameterMm: null };
  return { lengthMm: null, widthMm: null, heightMm: solid.length, diameterMm: solid.form === 'STEPPED' ? solid.shank : solid.diameter };
}

/** Metric threads are diameter, pitch and length (`M10×70`, `M10×1.5×70`); pipe threads name inches and have no millimetres but their length. */
function readThread(plain: string): Pick<SizeFound, 'text' | 'size'> | null {
  const metric = /^m(\d+(?:\.\d+)?)(?:×(\d+(?:\.\d+)?)(l)?)?(?:×(\d+(?:\.\d+)?)l?)?$/.exec(plain);
  if (metric) {
    const [nominal, second, third] = [numberText(metric[1]!)!, metric[2] && numberText(metric[2]), metric[4] && numberText(metric[4])];
    const isPitch = second !== undefined && metric[3] === undefined && Number(second) <= 6 && Number(second) < Number(nominal) / 2;
    const length = third ?? (isPitch ? undefined : second);
    const text = ['M' + nominal, second, third].filter((part) => part !== undefined).join('×');
    return nominal === '0' || length === '0' ? null : { text, size: { lengthMm: null, widthMm: null, heightMm: length || null, diameterMm: nominal } };
  }
  const pipe = /^(npt|pt|pf|zg|rc|rp|g|r|z)(\d+-)?(\d+\/\d+)"?(?:×(\d+(?:\.\d+)?)l?)?$/.exec(plain);
  if (!pipe) return null;
  const length = pipe[4] === undefined ? null : numberText(pipe[4]);
  const name = /^r[cp]$/.test(pipe[1]!) ? `R${pipe[1]![1]}` : pipe[1]!.toUpperCase();
  return { text: `${name}${pipe[2] ?? ''}${pipe[3]}${length === null ? '' : `×${length}`}`, size: { lengthMm: null, widthMm: null, heightMm: length, diameterMm: null } };
}
