import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { CHUNK_BYTES, type FileStorage } from './file-storage.port.js';
import { LocalStorage } from './local.storage.js';
import { S3Storage } from './s3.storage.js';

const folder = mkdtempSync(join(tmpdir(), 'storage-spec-'));
const key = { endpoint: '', bucket: 'files', region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', prefix: 'house/' };
let store: { close(): Promise<void> };
const storages: Record<string, FileStorage> = {};

beforeAll(async () => {
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 's3'), configureBuckets: [{ name: 'files' }] });
  const { port } = await server.run() as AddressInfo;
  store = { close: async () => { await server.close(); } };
  key.endpoint = `http://127.0.0.1:${port}`;
  storages['a folder'] = new LocalStorage(join(folder, 'local'));
  storages['an S3-compatible store'] = new S3Storage(key);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const name = () => `com_${randomBytes(6).toString('hex')}/fil_${randomBytes(6).toString('hex')}`;
const all = async (bytes: AsyncIterable<Uint8Array>) => {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
};
const keys = async (storage: FileStorage) => {
  const found: string[] = [];
  for await (const object of storage.objects()) found.push(object.key);
  return found;
};

describe.each(['a folder', 'an S3-compatible store'])('%s', (kind) => {
  const storage = () => storages[kind]!;

  it.each([['small', 1_000], ['of a chunk', CHUNK_BYTES], ['of more than a chunk', CHUNK_BYTES + 12_345]])('keeps a %s file, whole or in part', async (_, size) => {
    const [place, bytes] = [name(), randomBytes(size)];
    const incoming = await storage().receive(place);
    for (let at = 0; at < size; at += 300_001) await incoming.write(bytes.subarray(at, at + 300_001));
    expect(await keys(storage())).not.toContain(place);
    await incoming.keep();
    expect(Buffer.from(await storage().read(place)).equals(bytes)).toBe(true);
    expect((await all(await storage().open(place, { from: 10, to: 19 }))).equals(bytes.subarray(10, 20))).toBe(true);
    expect(await keys(storage())).toContain(place);
    await storage().remove(place);
    await storage().remove(place);
    await expect(storage().read(place)).rejects.toThrow();
    await expect(storage().open(place)).rejects.toThrow();
    expect(await keys(storage())).not.toContain(place);
  });

  it('takes a transfer up where it was paused, whatever came after', async () => {
    const [place, bytes] = [name(), randomBytes(CHUNK_BYTES + 700)];
    const first = await storage().receive(place);
    await first.write(bytes.subarray(0, CHUNK_BYTES));
    const transfer = await first.pause();
    const broken = (await storage().resume(place, transfer, CHUNK_BYTES))!;
    await broken.write(randomBytes(5_000));
    await broken.pause();
    const second = (await storage().resume(place, transfer, CHUNK_BYTES))!;
    await second.write(bytes.subarray(CHUNK_BYTES));
    await second.keep();
    expect((await all(await storage().open(place))).equals(bytes)).toBe(true);
    expect(await storage().resume(place, transfer, 2 * CHUNK_BYTES)).toBeNull();
  });

  it('shows nothing of what was thrown away', async () => {
    const place = name();
    const small = await storage().receive(place);
    await small.write(randomBytes(10));
    await small.discard();
    await small.discard();
    const large = await storage().receive(place);
    await large.write(randomBytes(CHUNK_BYTES + 1));
    const transfer = await large.pause();
    await storage().abandon(place, transfer);
    expect(await keys(storage())).not.toContain(place);
  });

  it('takes no path for a key', async () => {
    await expect(storage().receive('com_a/../../etc')).rejects.toThrow('storage key');
    await expect(storage().open('/etc/passwd')).rejects.toThrow('storage key');
  });
});

it('says that a store which refuses our key does not answer, instead of keeping quiet', async () => {
  const storage = new S3Storage({ ...key, secretAccessKey: 'wrong' });
  const incoming = await storage.receive(name());
  await incoming.write(randomBytes(5));
  await expect(incoming.keep()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
