import type { Readable } from 'node:stream';

/** Bytes that are arriving; nothing of them can be read before `keep`. */
export interface IncomingBytes {
  write(chunk: Uint8Array): Promise<void>;
  /** Makes the bytes durable under their key in one step. */
  keep(): Promise<void>;
  /** Makes what came so far durable and lets go; answers the name by which `resume` finds it again. */
  pause(): Promise<string>;
  /** Throws the bytes away; safe to call at any time, also twice. */
  discard(): Promise<void>;
}

/** A kept object as a listing shows it. */
export interface StoredObject { key: string; changedAt: Date }

/** Bytes of one pause to the next, but for the last; stores that take pieces want them of one size. */
export const CHUNK_BYTES = 8 * 1024 * 1024;

/** Where bytes lie. Keys are made by the house, `<company>/<file>`, never by a client. Nothing is ever held in memory beyond one chunk. */
export abstract class FileStorage {
  abstract receive(key: string): Promise<IncomingBytes>;
  /** Goes on with a paused transfer after so many bytes, a multiple of the chunk; null when it is gone. */
  abstract resume(key: string, transfer: string, at: number): Promise<IncomingBytes | null>;
  /** Forgets a paused transfer; one that is gone is fine. */
  abstract abandon(key: string, transfer: string): Promise<void>;
  /** All bytes of a kept file. Throws when there are none. */
  abstract read(key: string): Promise<Uint8Array>;
  /** The bytes of a kept file as they come, from one place to another, both included. Throws when there are none. */
  abstract open(key: string, range?: { from: number; to: number }): Promise<Readable>;
  /** Forgets a kept file; a missing one is fine. */
  abstract remove(key: string): Promise<void>;
  /** Removes bytes that never were kept and that nobody has written to for so long. Answers how many. */
  abstract sweep(quietMs: number): Promise<number>;
  /** Every kept object. */
  abstract objects(): AsyncIterable<StoredObject>;
}

const KEY = /^[a-z0-9_]+\/[a-z0-9_]+$/;

/** The key, if it is one; what a client wrote never becomes a path. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error('A storage key is made of a company and a file.');
  return key;
}
