import type { FilePurpose } from '../../generated/types.js';

/** What a file of an import is for. */
export type IntakePurpose = Extract<FilePurpose, 'BOM' | 'MODEL' | 'DRAWING' | 'ATTACHMENT' | 'BUNDLE'>;
/** Bytes of the beginning that tell what a file is. */
export const HEAD_BYTES = 4096;
/** Why a file that was chosen cannot go along. */
export type IntakeRefusal = 'EMPTY' | 'OTHER_ARCHIVE' | 'UNKNOWN' | 'SECOND_LIST' | 'SECOND_BUNDLE';

/** A file on its way: chosen, being read for its hash, being sent, or there. */
export interface Piece {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  readonly purpose: IntakePurpose | null;
  readonly refusal: IntakeRefusal | null;
  /** Share that has gone, from 0 to 1; null before anything has. */
  readonly share: number | null;
  readonly broken: boolean;
  readonly fileId: string | null;
  /** A sentence of the house why it is not taken. */
  readonly refused: string | null;
}

const starts = (head: Uint8Array, bytes: readonly number[], at = 0): boolean => bytes.every((byte, i) => head[at + i] === byte);
const text = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));

/** What a file is by its beginning, never by its name alone; null for what nobody can read. */
export function purposeOf(head: Uint8Array): IntakePurpose | 'OTHER_ARCHIVE' | null {
  if (starts(head, [0x50, 0x4b, 0x03, 0x04])) return isWorkbook(head) ? 'BOM' : 'BUNDLE';
  if (starts(head, [0x50, 0x4b, 0x05, 0x06])) return 'BUNDLE';
  if ([[0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], [0x1f, 0x8b], [0x42, 0x5a, 0x68]].some((bytes) => starts(head, bytes))) return 'OTHER_ARCHIVE';
  // An old or locked workbook goes along: the reader says which of the two it is.
  if (starts(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'BOM';
  if (text(head, 0, 5) === '%PDF-' || text(head, 0, 4) === 'AC10' || text(head, 0, 18) === 'AutoCAD Binary DXF') return 'DRAWING';
  if (starts(head, [0x89, 0x50, 0x4e, 0x47]) || starts(head, [0xff, 0xd8, 0xff])) return 'ATTACHMENT';
  const beginning = text(head, 0, 128);
  if (/^(\u00ef\u00bb\u00bf)?\s*ISO-10303-21\s*;/.test(beginning) || beginning.startsWith('**ABCDEFGHIJKLMNOPQRSTUVWXYZ') || beginning.slice(72, 80) === 'S      1') return 'MODEL';
  if (/^\s*(0\r?\n\s*SECTION|999\r?\n)/.test(beginning)) return 'DRAWING';
  const isText = starts(head, [0xff, 0xfe]) || starts(head, [0xfe, 0xff]) || (head.length > 0 && head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d)));
  return isText ? 'BOM' : null;
}

/** Workbooks are archives that begin with their own table of contents. */
function isWorkbook(head: Uint8Array): boolean {
  const length = (head[26] ?? 0) + 256 * (head[27] ?? 0);
  return /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/.test(text(head, 30, 30 + Math.min(64, length)));
}

/** Files with what stands in the way of each: an import takes one list and one bundle, the first of each. */
export function checked(pieces: readonly Piece[]): Piece[] {
  const seen = new Set<IntakePurpose>();
  return pieces.map((piece) => {
    const { purpose, refusal } = piece;
    if (purpose === null) return piece;
    const second = (purpose === 'BOM' || purpose === 'BUNDLE') && seen.has(purpose);
    seen.add(purpose);
    const now = second ? (purpose === 'BOM' ? 'SECOND_LIST' : 'SECOND_BUNDLE') : refusal === 'SECOND_LIST' || refusal === 'SECOND_BUNDLE' ? null : refusal;
    return now === refusal ? piece : { ...piece, refusal: now };
  });
}

/** True for a file that will not go along as things are. */
export function isRefused({ refusal, refused }: Piece): boolean {
  return refusal !== null || refused !== null;
}

/** What the files together have come to: still on their way, all there, or waiting for a person to take one out. */
export function standingOf(pieces: readonly Piece[]): 'EMPTY' | 'SENDING' | 'ASK' | 'READY' {
  if (pieces.length === 0) return 'EMPTY';
  if (pieces.some((piece) => !isRefused(piece) && piece.fileId === null)) return 'SENDING';
  return pieces.some(isRefused) ? 'ASK' : 'READY';
}

/** Bytes for people: `820 kB`, `38.4 MB`, `1.20 GB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  return bytes < 1_000_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}
