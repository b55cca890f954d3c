/** Bytes that are arriving; nothing of them can be read before `keep`. */
export interface IncomingBytes {
  write(chunk: Uint8Array): Promise<void>;
  /** Makes the bytes durable under their key in one step. */
  keep(): Promise<void>;
  /** Throws the bytes away; safe to call at any time, also twice. */
  discard(): Promise<void>;
}

/** Where bytes lie. Keys are made by the house, `<company>/<file>`, never by a client. */
export abstract class FileStorage {
  abstract receive(key: string): Promise<IncomingBytes>;
  /** All bytes of a kept file. Throws when there are none. */
  abstract read(key: string): Promise<Uint8Array>;
  /** Forgets a kept file; a missing one is fine. */
  abstract remove(key: string): Promise<void>;
  /** Removes bytes that never were kept and that nobody has written to for so long. Answers how many. */
  abstract sweep(quietMs: number): Promise<number>;
}
