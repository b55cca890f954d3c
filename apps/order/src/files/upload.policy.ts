import { accept, refuse, type Result } from '#kernel';
import type { FilePurpose } from '#contracts/order-files';

const MIB = 1024n * 1024n;

/** Largest size in bytes that is taken for a purpose. */
export const largestBytes: Readonly<Record<FilePurpose, bigint>> = {
  BOM: 20n * MIB, MODEL: 200n * MIB, DRAWING: 50n * MIB, BUNDLE: 2048n * MIB, PHOTO: 10n * MIB, CERTIFICATE: 20n * MIB, ATTACHMENT: 20n * MIB,
};

/** What a company may upload: files in 24 hours, and bytes in all. */
export interface CompanyLimits { uploadsADay: number; bytes: bigint }

/** The limits of a company unless the settings say otherwise. */
export const companyLimits: CompanyLimits = { uploadsADay: 1_000, bytes: 20n * 1024n * MIB };

/** A transfer begins within a minute of its ticket and may then last half an hour, over as many requests as it takes. */
export const ticketSeconds = 60;
export const transferSeconds = 30 * 60;
/** The server cuts one request off after five minutes; a little later another may take its place. */
export const requestSeconds = 5 * 60 + 30;
/** A promise is remembered as long as its idempotency key, so that a repeat still finds its file. */
export const promiseSeconds = 72 * 3600;

export type UploadRefusal =
  | { code: 'FILE_REFUSED'; why: 'EMPTY' | 'TOO_LARGE'; maxBytes: string }
  | { code: 'LIMIT_REACHED'; of: 'UPLOADS' | 'BYTES'; limit: number };

/** May a company upload a file of this size for this purpose? `used` is what it uploaded in 24 hours and keeps in all. */
export function decideUpload(purpose: FilePurpose, byteSize: bigint, used: { uploads: number; bytes: bigint }, limits: CompanyLimits = companyLimits): Result<null, UploadRefusal> {
  const maxBytes = largestBytes[purpose].toString();
  if (byteSize === 0n) return refuse('FILE_REFUSED', { why: 'EMPTY' as const, maxBytes });
  if (byteSize > largestBytes[purpose]) return refuse('FILE_REFUSED', { why: 'TOO_LARGE' as const, maxBytes });
  if (used.uploads >= limits.uploadsADay) return refuse('LIMIT_REACHED', { of: 'UPLOADS' as const, limit: limits.uploadsADay });
  if (used.bytes + byteSize > limits.bytes) return refuse('LIMIT_REACHED', { of: 'BYTES' as const, limit: Number(limits.bytes / (1024n * MIB)) });
  return accept(null);
}

/** Controls, line breaks, and marks that turn the direction of writing: `fdp.exe` must not read `exe.pdf`. */
export const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A name that is safe to show and to offer as a file name: one line, no folders, no leading dots. */
export function cleanName(name: string): string {
  const clean = name.normalize('NFC').replace(UNSEEN, '').replace(/[/\\]+/g, '_').replace(/^[.\s]+/, '').trim();
  return clean === '' ? 'file' : clean;
}
