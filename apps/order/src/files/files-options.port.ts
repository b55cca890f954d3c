/** What the slice must be told of its surroundings. */
export interface FilesOptions {
  /** Folder that holds the bytes. */
  storageDir: string;
  /** Public address of the side door, without a slash at the end. */
  publicUrl: string;
  /** Origins of web pages that may send files, such as `http://127.0.0.1:3000`. */
  webOrigins: readonly string[];
}

export const FILES_OPTIONS = Symbol('files options');
