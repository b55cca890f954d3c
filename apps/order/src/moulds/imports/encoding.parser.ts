import { opened, refused, type BomEncoding, type Opened } from './bom-grid.policy.js';

export interface DecodedText { readonly text: string; readonly encoding: BomEncoding }

/**
 * Bytes to text, strictly: UTF-16 with its mark, UTF-8 with or without, else GB18030 (with its four-byte codes, which GBK lacks).
 * No byte is ever replaced; what fits nothing is refused, and so is binary.
 */
export function decodeText(bytes: Uint8Array): Opened<DecodedText> {
  for (const [encoding, mark] of marks) {
    if (!mark.every((byte, i) => bytes[i] === byte)) continue;
    const text = strictly(encoding, bytes.subarray(mark.length));
    return text === null ? refused('ENCODING_UNKNOWN', null, encoding) : plain(text, encoding);
  }
  for (const encoding of ['UTF-8', 'GB18030'] as const) {
    const text = strictly(encoding, bytes);
    if (text !== null) return plain(text, encoding);
  }
  return refused('ENCODING_UNKNOWN');
}

const marks: readonly (readonly [BomEncoding, readonly number[]])[] = [['UTF-8', [0xef, 0xbb, 0xbf]], ['UTF-16LE', [0xff, 0xfe]], ['UTF-16BE', [0xfe, 0xff]]];

function strictly(encoding: BomEncoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Text lists hold no NUL and hardly a control character; anything else is a program's file. */
function plain(text: string, encoding: BomEncoding): Opened<DecodedText> {
  if (text.includes('\u0000')) return refused('FILE_TYPE_UNKNOWN', null, 'binary');
   
  const controls = text.match(/[\u0001-\u0008\u000e-\u001f\u007f]/g)?.length ?? 0;
  return controls > 8 + text.length / 100 ? refused('FILE_TYPE_UNKNOWN', null, 'binary') : opened({ text, encoding });
}
