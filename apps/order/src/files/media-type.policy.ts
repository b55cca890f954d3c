import type { FilePurpose } from '#contracts/order-files';

/** Bytes of the beginning that are needed to tell a type. */
export const SNIFF_BYTES = 4096;

export const OLE = 'application/x-ole-storage';
export const ZIP = 'application/zip';
const CSV = 'text/csv';
const STEP = 'model/step';

const taken: Readonly<Record<FilePurpose, readonly string[]>> = {
  // An old or encrypted workbook is let in so that the reader can say which of the two it is.
  BOM: [CSV, ZIP, OLE],
  MODEL: [STEP, 'model/iges', 'model/x-parasolid'],
  DRAWING: ['application/pdf', 'image/vnd.dxf', 'image/vnd.dwg'],
  BUNDLE: [ZIP],
  PHOTO: ['image/jpeg', 'image/png', 'image/webp'],
  CERTIFICATE: ['application/pdf', 'image/jpeg', 'image/png'],
  ATTACHMENT: ['application/pdf', 'image/jpeg', 'image/png'],
};

const magic: readonly [string, (head: Uint8Array) => boolean][] = [
  [ZIP, (head) => starts(head, 0, [0x50, 0x4b, 0x03, 0x04])],
  [OLE, (head) => starts(head, 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['application/pdf', (head) => starts(head, 0, ascii('%PDF-'))],
  ['image/png', (head) => starts(head, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', (head) => starts(head, 0, [0xff, 0xd8, 0xff])],
  ['image/webp', (head) => starts(head, 0, ascii('RIFF')) && starts(head, 8, ascii('WEBP'))],
  ['image/vnd.dwg', (head) => starts(head, 0, ascii('AC10'))],
  [STEP, (head) => /^(\u00ef\u00bb\u00bf)?\s*ISO-10303-21\s*;/.test(text(head))],
  ['model/x-parasolid', (head) => starts(head, 0, ascii('**ABCDEFGHIJKLMNOPQRSTUVWXYZ'))],
  ['model/iges', (head) => starts(head, 72, ascii('S      1'))],
  ['image/vnd.dxf', (head) => /^\s*(0\r?\n\s*SECTION|999\r?\n)/.test(text(head)) || starts(head, 0, ascii('AutoCAD Binary DXF'))],
];

/**
 * The media type of a file by looking at its beginning, never by its name; null when the purpose does not take it.
 * Text without control bytes counts as a list when the purpose is one; whether it can be read as a list is the reader's to say.
 */
export function mediaTypeOf(head: Uint8Array, purpose: FilePurpose): string | null {
  const found = magic.find(([, fits]) => fits(head))?.[0] ?? (looksLikeText(head) ? CSV : null);
  return found !== null && taken[purpose].includes(found) ? found : null;
}

/**
 * What a file out of a bundle is for, by looking at its beginning; null when it is for nothing. Workbooks are archives that begin with their table of
 * contents; any other archive inside a bundle is left packed.
 */
export function purposeOfContent(head: Uint8Array): { purpose: FilePurpose; mediaType: string } | null {
  if (isArchive(head)) return null;
  for (const purpose of ['MODEL', 'DRAWING', 'ATTACHMENT', 'BOM'] as const) {
    const mediaType = mediaTypeOf(head, purpose);
    if (mediaType !== null) return { purpose, mediaType };
  }
  return null;
}

/** True for an archive that is no workbook. */
export function isArchive(head: Uint8Array): boolean {
  const packed = [[0x50, 0x4b, 0x05, 0x06], [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], [0x1f, 0x8b], [0x42, 0x5a, 0x68], [0xfd, 0x37, 0x7a, 0x58, 0x5a]];
  if (packed.some((bytes) => starts(head, 0, bytes)) || starts(head, 257, ascii('ustar'))) return true;
  if (!starts(head, 0, [0x50, 0x4b, 0x03, 0x04])) return false;
  const first = String.fromCharCode(...head.subarray(30, 30 + Math.min(64, (head[26] ?? 0) + 256 * (head[27] ?? 0))));
  return !/^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/.test(first);
}

function looksLikeText(head: Uint8Array): boolean {
  if (starts(head, 0, [0xff, 0xfe]) || starts(head, 0, [0xfe, 0xff])) return true;
  return head.length > 0 && head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c);
}

function starts(head: Uint8Array, at: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => head[at + i] === byte);
}

function ascii(word: string): number[] {
  return [...word].map((letter) => letter.charCodeAt(0));
}

function text(head: Uint8Array): string {
  return String.fromCharCode(...head.subarray(0, 64));
}
