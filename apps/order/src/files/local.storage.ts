import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStorage, checkedKey, type IncomingBytes, type StoredObject } from './file-storage.port.js';

const TRANSFER = /^[0-9a-f]{24}$/;

/** Files in a folder of this machine: written beside, synced, then renamed into place, so that a name always has all its bytes. */
export class LocalStorage extends FileStorage {
  private readonly arriving: string;

  constructor(private readonly folder: string) {
    super();
    this.arriving = join(folder, 'arriving');
  }

  override async receive(key: string): Promise<IncomingBytes> {
    const place = this.placeOf(key);
    await mkdir(this.arriving, { recursive: true, mode: 0o700 });
    const transfer = randomBytes(12).toString('hex');
    return this.incoming(place, transfer, await open(join(this.arriving, transfer), 'wx', 0o600), 0);
  }

  override async resume(key: string, transfer: string, at: number): Promise<IncomingBytes | null> {
    const place = this.placeOf(key);
    if (!TRANSFER.test(transfer)) return null;
    const file = await open(join(this.arriving, transfer), 'r+').catch(() => null);
    if (file === null) return null;
    if ((await file.stat()).size < at) {
      await file.close();
      return null;
    }
    // A chunk that broke may have left bytes behind its place.
    await file.truncate(at);
    return this.incoming(place, transfer, file, at);
  }

  override async abandon(_key: string, transfer: string): Promise<void> {
    if (TRANSFER.test(transfer)) await rm(join(this.arriving, transfer), { force: true });
  }

  override async read(key: string): Promise<Uint8Array> {
    return readFile(this.placeOf(key));
  }

  override async open(key: string, range?: { from: number; to: number }): Promise<Readable> {
    const place = this.placeOf(key);
    await stat(place);
    return createReadStream(place, range ? { start: range.from, end: range.to } : {});
  }

  override async remove(key: string): Promise<void> {
    await rm(this.placeOf(key), { force: true });
  }

  override async sweep(quietMs: number): Promise<number> {
    const names = await readdir(this.arriving).catch(() => [] as string[]);
    let removed = 0;
    for (const name of names) {
      const beside = join(this.arriving, name);
      const state = await stat(beside).catch(() => null);
      if (state === null || Date.now() - state.mtimeMs < quietMs) continue;
      await rm(beside, { force: true });
      removed += 1;
    }
    return removed;
  }

  override async* objects(): AsyncIterable<StoredObject> {
    for (const company of await readdir(this.folder).catch(() => [] as string[])) {
      if (company === 'arriving') continue;
      for (const file of await readdir(join(this.folder, company)).catch(() => [] as string[])) {
        const state = await stat(join(this.folder, company, file)).catch(() => null);
        if (state?.isFile()) yield { key: `${company}/${file}`, changedAt: state.mtime };
      }
    }
  }

  private incoming(place: string, transfer: string, file: FileHandle, from: number): IncomingBytes {
    const beside = join(this.arriving, transfer);
    let at = from;
    let closed = false;
    const close = async () => { if (!closed) { closed = true; await file.close(); } };
    return {
      write: async (chunk) => {
        for (let done = 0; done < chunk.length;) {
          const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at);
          done += bytesWritten;
          at += bytesWritten;
        }
      },
      keep: async () => {
        await file.sync();
        await close();
        await mkdir(dirname(place), { recursive: true, mode: 0o700 });
        await rename(beside, place);
        await syncFolder(dirname(place));
      },
      pause: async () => {
        await file.sync();
        await close();
        return transfer;
      },
      discard: async () => {
        await close();
        await rm(beside, { force: true });
      },
    };
  }

  private placeOf(key: string): string {
    return join(this.folder, checkedKey(key));
  }
}

/** A rename is durable only after its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
