/** How the names of a file were written: plain ASCII and escapes, UTF-8, or the GBK of Chinese seats. */
export type StepEncoding = 'ASCII' | 'UTF-8' | 'GB18030';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });
const loose = new TextDecoder('gb18030');

/** The encoding in which all these raw strings can be read. Decided once for a file: a single short name may fit both. */
export function encodingOf(raws: readonly Uint8Array[]): StepEncoding {
  const foreign = raws.filter((raw) => raw.some((byte) => byte >= 0x80));
  if (foreign.length === 0) return 'ASCII';
  return foreign.every((raw) => strictly(utf8, raw) !== null) ? 'UTF-8' : 'GB18030';
}

/** A string of Part 21 as people write it: quotes undoubled, and the escapes of ISO 10303-21 resolved. Bytes that fit nothing become a replacement mark; nothing throws. */
export function stepText(raw: Uint8Array, encoding: StepEncoding): string {
  // In GBK a backslash may be half a letter, so bytes become letters before escapes are looked for.
  const text = encoding === 'GB18030' ? strictly(gb18030, raw) ?? loose.decode(raw) : strictly(utf8, raw) ?? loose.decode(raw);
  const plain = text.replaceAll("''", "'");
  return plain.includes('\\') ? unescaped(plain) : plain;
}

const ESCAPES = /\\\\|\\P[A-I]\\|\\X2\\((?:[0-9A-F]{4})*)\\X0\\|\\X4\\((?:[0-9A-F]{8})*)\\X0\\|((?:\\X\\[0-9A-F]{2}|\\S\\[ -~])+)/gi;

function unescaped(text: string): string {
  return text.replace(ESCAPES, (whole, two: string | undefined, four: string | undefined, bytes: string | undefined) => {
    if (whole === '\\\\') return '\\';
    if (two !== undefined) return String.fromCharCode(...numbers(two, 4));
    if (four !== undefined) return numbers(four, 8).map((code) => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')).join('');
    if (bytes !== undefined) return fromBytes(bytes);
    return '';
  });
}

function numbers(hex: string, width: number): number[] {
  return Array.from({ length: hex.length / width }, (_, i) => parseInt(hex.slice(i * width, (i + 1) * width), 16));
}

/**
 * A run of `\X\` and `\S\` bytes. By the standard each is a letter of ISO 8859-1, but Chinese seats write the bytes of UTF-8 or GBK that way:
 * a run that is strictly UTF-8 is that, and four or more high bytes that are strictly GBK are that; no western word has such a run.
 */
function fromBytes(run: string): string {
  const bytes = Uint8Array.from([...run.matchAll(/\\X\\([0-9A-F]{2})|\\S\\(.)/gi)].map(([, hex, letter]) => (hex !== undefined ? parseInt(hex, 16) : (letter!.charCodeAt(0) + 0x80) & 0xff)));
  const high = bytes.every((byte) => byte >= 0x80);
  if (high && bytes.length >= 2) {
    const text = strictly(utf8, bytes) ?? (bytes.length >= 4 ? strictly(gb18030, bytes) : null);
    if (text !== null) return text;
  }
  return String.fromCharCode(...bytes);
}

function strictly(decoder: typeof utf8, raw: Uint8Array): string | null {
  try {
    return decoder.decode(raw);
  } catch {
    return null;
  }
}
