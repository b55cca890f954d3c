import { IsIn, IsString, Length, Matches } from 'class-validator';
import { IsIdempotencyKey, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import type { FileRefused, LimitReached } from './refusal.js';

/** What a file is for; words of `enum FilePurpose`. */
export const filePurposes = ['BOM', 'MODEL', 'DRAWING', 'BUNDLE', 'PHOTO', 'CERTIFICATE', 'ATTACHMENT'] as const;
export type FilePurpose = (typeof filePurposes)[number];

/** What a report, an inspection or a delivery may carry, and what the door of evidence shows. Drawings and models have doors of their own, which mark and write down. */
export const evidencePurposes = ['PHOTO', 'CERTIFICATE', 'ATTACHMENT'] as const satisfies readonly FilePurpose[];

/** True for a file that may be evidence. Meshes that the house makes of models are kept as attachments and are none. */
export function isEvidence({ purpose, mediaType }: Pick<FileView, 'purpose' | 'mediaType'>): boolean {
  return mediaType !== 'model/gltf-binary' && (evidencePurposes as readonly FilePurpose[]).includes(purpose);
}

/** How far a stored file has come; words of `enum FileState`. */
export const fileStates = ['AWAITED', 'CHECKING', 'READY', 'QUARANTINED'] as const;
export type FileState = (typeof fileStates)[number];

/** A stored file as its own company sees it, or whoever was given sight of it, with a neutral name; never contains its address. */
export interface FileView {
  id: string;
  name: string;
  purpose: FilePurpose;
  /** Found by looking at the bytes; null while AWAITED. */
  mediaType: string | null;
  /** Bytes, as a decimal string. */
  byteSize: string;
  /** Lower-case hexadecimal; null while AWAITED. */
  sha256: string | null;
  state: FileState;
  thumbnailUrl: string | null;
  grantedStage: 'OUTLINE' | 'VIEW' | 'DOWNLOAD';
  createdAt: string;
}

/** Permission to send the bytes of one file with `PUT url` and `Authorization: Bearer token`. */
export interface UploadTicketView {
  __typename: 'UploadTicket';
  file: FileView;
  url: string;
  token: string;
  /** The transfer must begin before this instant. */
  expiresAt: string;
}
export type CreateUploadResult = UploadTicketView | FileRefused | LimitReached;

/** What a client wants to upload; size and hash are promises that the bytes are held to. */
export class CreateUploadInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsIn(filePurposes) purpose!: FilePurpose;
  @IsString() @IsPlainText() @Length(1, 200) name!: string;
  /** Bytes as a plain digit string. */
  @Matches(/^(0|[1-9]\d{0,12})$/, { message: 'must be a whole number of bytes as a digit string' }) byteSize!: string;
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be a SHA-256 in lower-case hexadecimal' }) sha256!: string;
}

/** Gives a ticket for one upload. Refuses FILE_REFUSED (too large, empty) and LIMIT_REACHED (uploads or bytes of the company). */
export const createUpload = operation<CreateUploadInput, CreateUploadResult>('order', 'files', 'create-upload', CreateUploadInput);

export const filesRules: Record<string, Rule> = {
  [createUpload.name]: { kind: 'member', scope: 'MOULDS_WRITE' },
};
