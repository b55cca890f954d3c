/** An entity that a reader of the structure wants: its number, its keyword, and the bytes of its arguments between the outer brackets. */
export interface StepEntity { readonly id: number; readonly name: string; readonly args: Uint8Array }

/** What going once over a file shows. */
export interface StepScan {
  readonly entities: StepEntity[];
  /** All instances of the data section. */
  readonly count: number;
  /** Solids and shells by keyword. */
  readonly solids: number;
  /** References to instances that are not there. */
  readonly dangling: number;
  /** Instances whose number is taken. */
  readonly twice: number;
  /** Number of the instance that the file ends in; 0 when it ends between two; null when it ends as it should. */
  readonly truncatedIn: number | null;
  /** Schema named in the header, such as AP214. */
  readonly schema: string | null;
}

const WANTED = new Set([
  'PRODUCT', 'PRODUCT_DEFINITION', 'PRODUCT_DEFINITION_WITH_ASSOCIATED_DOCUMENTS', 'PRODUCT_DEFINITION_FORMATION', 'PRODUCT_DEFINITION_FORMATION_WITH_SPECIFIED_SOURCE',
  'PRODUCT_DEFINITION_SHAPE', 'NEXT_ASSEMBLY_USAGE_OCCURRENCE', 'SHAPE_DEFINITION_REPRESENTATION', 'CONVERSION_BASED_UNIT',
]);
const SOLIDS = new Set(['MANIFOLD_SOLID_BREP', 'BREP_WITH_VOIDS', 'FACETED_BREP', 'SHELL_BASED_SURFACE_MODEL', 'TESSELLATED_SOLID']);
/** Second letter of the keywords that matter by their first; an F is only FACETED_BREP, not one of the many faces. */
const BEGINNINGS = new Uint8Array(256);
for (const name of [...WANTED, ...SOLIDS]) BEGINNINGS[name.charCodeAt(0)] = name.charCodeAt(1);
/** Longest keyword that is looked at. */
const LONGEST_NAME = 64;
/** Numbers beyond this are kept in a set; no exporter counts that far. */
const DENSE_IDS = 1 << 28;

const QUOTE = 0x27, SEMICOLON = 0x3b, HASH = 0x23, SLASH = 0x2f, STAR = 0x2a, OPEN = 0x28, CLOSE = 0x29, EQUALS = 0x3d;

/** Numbers that were seen, a bit each, growing as needed. */
class Seen {
  private bits = new Uint32Array(1 << 12);
  private readonly far = new Set<number>();

  /** Notes a number; true when it was noted before. */
  add(id: number): boolean {
    if (id >= DENSE_IDS) return this.far.size === this.far.add(id).size;
    const word = id >>> 5;
    if (word >= this.bits.length) {
      const more = new Uint32Array(Math.max(word + 1, this.bits.length * 2));
      more.set(this.bits);
      this.bits = more;
    }
    const before = this.bits[word]!;
    this.bits[word] = before | (1 << (id & 31));
    return before === this.bits[word];
  }

  /** How many of these numbers the other lacks. */
  without(other: Seen): number {
    let count = [...this.far].filter((id) => !other.far.has(id)).length;
    for (let i = 0; i < this.bits.length; i += 1) {
      for (let left = (this.bits[i]! & ~(other.bits[i] ?? 0)) >>> 0; left !== 0; left = (left & (left - 1)) >>> 0) count += 1;
    }
    return count;
  }
}

/**
 * Goes once over the bytes of a Part 21 file (ISO 10303-21) and keeps what says how parts are put together. Linear in the size of the file, and
 * never throws on any content. Null when it does not begin as such a file does.
 */
export function scanStep(bytes: Uint8Array): StepScan | null {
  const head = latin(bytes, 0, Math.min(bytes.length, 65_536));
  if (!/^(\u00ef\u00bb\u00bf)?\s*ISO-10303-21\s*;/.test(head)) return null;
  const start = dataStart(head);
  const found = { entities: [] as StepEntity[], count: 0, solids: 0, dangling: 0, twice: 0, truncatedIn: 0 as number | null, schema: schemaOf(head) };
  if (start === null) return found;
  const defined = new Seen();
  const referenced = new Seen();
  const end = bytes.length;
  let at = start;
  // One statement a round: `#12=NAME(...);`, or a word such as ENDSEC.
  while (at < end) {
    let byte = bytes[at]!;
    if (byte <= 0x20) { at += 1; continue; }
    if (byte === SLASH && bytes[at + 1] === STAR) { at = afterComment(bytes, at); continue; }
    const from = at;
    let id = 0;
    if (byte === HASH) {
      at += 1;
      for (byte = bytes[at]!; byte >= 0x30 && byte <= 0x39; byte = bytes[at]!) { id = id * 10 + byte - 0x30; at += 1; }
    }
    const body = at;
    let inText = false;
    let ended = false;
    while (at < end) {
      byte = bytes[at]!;
      at += 1;
      if (byte === QUOTE) inText = !inText;
      else if (inText) continue;
      else if (byte === SEMICOLON) { ended = true; break; }
      else if (byte === HASH) {
        let reference = 0;
        for (byte = bytes[at]!; byte >= 0x30 && byte <= 0x39; byte = bytes[at]!) { reference = reference * 10 + byte - 0x30; at += 1; }
        referenced.add(reference);
      } else if (byte === SLASH && bytes[at] === STAR) at = afterComment(bytes, at - 1);
    }
    if (!ended) { found.truncatedIn = id; break; }
    if (id === 0) {
      const word = latin(bytes, from, Math.min(at, from + 40)).replace(/\s+/g, '');
      if (word.startsWith('END-ISO-10303-21')) { found.truncatedIn = null; break; }
      continue;
    }
    found.count += 1;
    if (defined.add(id)) found.twice += 1;
    note(bytes, id, body, at - 1, found);
  }
  found.dangling = referenced.without(defined);
  return found;
}

function note(bytes: Uint8Array, id: number, from: number, to: number, found: { entities: StepEntity[]; solids: number }): void {
  let at = from;
  while (at < to && (bytes[at]! <= 0x20 || bytes[at] === EQUALS)) at += 1;
  const first = bytes[at]!;
  // A unit is a complex instance: ( LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.) ).
  if (first === OPEN) {
    let word = at + 1;
    while (word < to && bytes[word]! <= 0x20) word += 1;
    // Its words are in the order of the alphabet, so that it begins with LENGTH_UNIT or CONVERSION_BASED_UNIT.
    if ((bytes[word] === 0x4c || bytes[word] === 0x43) && to - at < 400) {
      const text = latin(bytes, at, to);
      if (text.includes('LENGTH_UNIT')) found.entities.push({ id, name: 'LENGTH_UNIT', args: bytes.subarray(at, to) });
    }
    return;
  }
  // Most instances are points and curves: two letters tell, so that no word is made of them.
  if (BEGINNINGS[first] !== bytes[at + 1] || (first === 0x46 && bytes[at + 4] !== 0x54)) return;
  const begin = at;
  while (at < to && at - begin < LONGEST_NAME && bytes[at] !== OPEN && bytes[at]! > 0x20) at += 1;
  const name = latin(bytes, begin, at);
  if (SOLIDS.has(name)) found.solids += 1;
  if (!WANTED.has(name)) return;
  while (at < to && bytes[at] !== OPEN) at += 1;
  let last = to - 1;
  while (last > at && bytes[last] !== CLOSE) last -= 1;
  found.entities.push({ id, name, args: bytes.subarray(at + 1, last) });
}

/** The arguments of an instance, cut at the commas of its outermost level. Strings keep their quotes. */
export function argumentsOf(args: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0;
  let depth = 0;
  let inText = false;
  for (let at = 0; at <= args.length; at += 1) {
    const byte = args[at];
    if (byte === QUOTE) inText = !inText;
    else if (inText) continue;
    else if (byte === OPEN) depth += 1;
    else if (byte === CLOSE) depth -= 1;
    else if ((byte === 0x2c && depth === 0) || at === args.length) {
      parts.push(trimmed(args, from, at));
      from = at + 1;
    }
  }
  return parts;
}

/** The bytes of a string argument without its quotes; empty for `$`, `*` and everything that is no string. */
export function rawText(argument: Uint8Array | undefined): Uint8Array {
  return argument !== undefined && argument.length >= 2 && argument[0] === QUOTE && argument[argument.length - 1] === QUOTE ? argument.subarray(1, -1) : new Uint8Array();
}

/** The number of a reference argument; null for everything else. */
export function reference(argument: Uint8Array | undefined): number | null {
  if (argument === undefined || argument[0] !== HASH) return null;
  const digits = latin(argument, 1, argument.length);
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

export function latin(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  if (to - from < 64) {
    for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at]!);
    return text;
  }
  for (let at = from; at < to; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + 8_192)));
  return text;
}

function trimmed(bytes: Uint8Array, from: number, to: number): Uint8Array {
  while (from < to && bytes[from]! <= 0x20) from += 1;
  while (to > from && bytes[to - 1]! <= 0x20) to -= 1;
  return bytes.subarray(from, to);
}

function afterComment(bytes: Uint8Array, at: number): number {
  for (let i = at + 2; i < bytes.length - 1; i += 1) if (bytes[i] === STAR && bytes[i + 1] === SLASH) return i + 2;
  return bytes.length;
}

/** Where instances begin; null without a data section within the first 64 KiB. */
function dataStart(head: string): number | null {
  const found = /(?:^|;)\s*(?:\/\*[\s\S]*?\*\/\s*)*DATA\s*(?:\([^;]*\))?\s*;/.exec(head);
  return found === null ? null : found.index + found[0].length;
}

function schemaOf(head: string): string | null {
  const name = /FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'/.exec(head)?.[1]?.toUpperCase() ?? null;
  if (name === null) return null;
  return /AP242|MANAGED_MODEL/.test(name) ? 'AP242' : /AUTOMOTIVE_DESIGN/.test(name) ? 'AP214' : /CONFIG_CONTROL_DESIGN|AP203/.test(name) ? 'AP203' : name.slice(0, 40);
}
