import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileStorage, type IncomingBytes } from './file-storage.port.js';

const KEY = /^[a-z0-9_]+\/[a-z0-9_]+$/;

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
    const beside = join(this.arriving, randomBytes(12).toString('hex'));
    const file = await open(beside, 'wx', 0o600);
    let closed = false;
    const close = async () => { if (!closed) { closed = true; await file.close(); } };
    return {
      write: async (chunk) => { await file.writeFile(chunk); },
      keep: async () => {
        await file.sync();
        await close();
        await mkdir(dirname(place), { recursive: true, mode: 0o700 });
        await rename(beside, place);
        await syncFolder(dirname(place));
      },
      discard: async () => {
        await close();
        await rm(beside, { force: true });
      },
    };
  }

  override async read(key: string): Promise<Uint8Array> {
    return readFile(this.placeOf(key));
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

  private placeOf(key: string): string {
    if (!KEY.test(key)) throw new Error('A storage key is made of a company and a file.');
    return join(this.folder, key);
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
