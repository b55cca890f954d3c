import type { S3Options } from './s3.storage.js';
import type { CompanyLimits } from './upload.policy.js';

/** What the slice must be told of its surroundings. */
export interface FilesOptions {
  /** Folder that holds the bytes; not used when there is a store. */
  storageDir: string;
  /** An S3-compatible store that holds them instead. */
  s3?: S3Options | null;
  /** What one company may upload; the usual when absent. */
  limits?: CompanyLimits;
  /** Public address of the side door, without a slash at the end. */
  publicUrl: string;
  /** Origins of web pages that may send files, such as `http://127.0.0.1:3000`. */
  webOrigins: readonly string[];
}

export const FILES_OPTIONS = Symbol('files options');

/** The store that the settings name; null when they name none. */
export function storeOf(settings: { S3_BUCKET: string; S3_ENDPOINT: string; S3_REGION: string; S3_PREFIX: string; S3_ACCESS_KEY_ID: string; S3_SECRET_ACCESS_KEY: string }): S3Options | null {
  if (settings.S3_BUCKET === '') return null;
  return {
    bucket: settings.S3_BUCKET, endpoint: settings.S3_ENDPOINT, region: settings.S3_REGION, prefix: settings.S3_PREFIX,
    accessKeyId: settings.S3_ACCESS_KEY_ID, secretAccessKey: settings.S3_SECRET_ACCESS_KEY,
  };
}
