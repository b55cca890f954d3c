/** The body is no form of exactly one file. */
export class FormBroken extends Error {
  constructor(readonly what: string) {
    super(what);
    this.name = 'FormBroken';
  }
}

/** Bytes of the lines above a file; a browser writes 200. */
const LONGEST_HEAD = 8 * 1024;
/** What a form adds to the bytes of its file: two boundaries and the lines above it. */
export const FORM_BYTES = LONGEST_HEAD + 256;

/** The boundary that a content type names; null when it is no form with one. */
export function boundaryOf(contentType: string): string | null {
  const found = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType);
  return found?.[1] ?? found?.[2] ?? null;
}

/**
 * The bytes of the one field `file` of a form (RFC 7578), as they come and without ever holding more than a boundary back.
 * Throws FormBroken when the form holds anything else, or ends before its last boundary.
 */
export async function* fileOfForm(bytes: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Uint8Array> {
  const end = Buffer.from(`\r\n--${boundary}`);
  let state: 'HEAD' | 'BODY' | 'TAIL' = 'HEAD';
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    held = held.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([held, chunk]);
    if (state === 'HEAD') {
      const at = held.indexOf('\r\n\r\n');
      if (at < 0 && held.length > LONGEST_HEAD) throw new FormBroken('The form does not begin with a file.');
      if (at < 0) continue;
      checkHead(held.subarray(0, at).toString('utf8'), boundary);
      held = held.subarray(at + 4);
      state = 'BODY';
    }
    if (state === 'BODY') {
      const at = held.indexOf(end);
      if (at >= 0) {
        if (at > 0) yield held.subarray(0, at);
        held = held.subarray(at);
        state = 'TAIL';
      } else if (held.length > end.length) {
        yield held.subarray(0, held.length - end.length);
        held = held.subarray(held.length - end.length);
      }
    }
    if (state === 'TAIL' && held.length > end.length + 4) throw new FormBroken('The form holds more than one file.');
  }
  if (state !== 'TAIL' || !/^--(\r\n)?$/.test(held.subarray(end.length).toString('latin1'))) throw new FormBroken('The form does not end with its file.');
}

function checkHead(head: string, boundary: string): void {
  const [first, ...lines] = head.replace(/^\r\n/, '').split('\r\n');
  if (first !== `--${boundary}`) throw new FormBroken('The form does not begin with its boundary.');
  const disposition = lines.find((line) => /^content-disposition\s*:/i.test(line)) ?? '';
  if (!/^[^:]*:\s*form-data\s*;(?:.*;)?\s*name="?file"?\s*(?:;|$)/i.test(disposition)) throw new FormBroken('The one field of the form is called "file".');
  if (lines.some((line) => /^content-transfer-encoding\s*:\s*(?!binary|8bit|7bit)/i.test(line))) throw new FormBroken('The file is sent as it is.');
}
