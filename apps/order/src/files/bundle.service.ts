import { PassThrough, type Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { RandomAccessReader, fromRandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import type { FilePurpose } from '#contracts/order-files';
import { Database } from '#platform/database';
import { bundleLimits, judgeBundle, type BundleLimits, type BundleRefusal, type RawEntry, type SkippedFile, type SkipReason } from './bundle-entry.policy.js';
import { FileService, type KeptFile } from './file.service.js';
import { KeptFiles, type Making } from './kept-files.service.js';
import { isArchive, purposeOfContent } from './media-type.policy.js';
import { companyLimits } from './upload.policy.js';

/** A file that was taken out of a bundle. */
export interface UnpackedFile { id: string; name: string; purpose: FilePurpose }
export type Unpacked = { ok: true; files: UnpackedFile[]; skipped: SkippedFile[] } | { ok: false; why: BundleRefusal | 'COMPANY_FULL' };

interface Taken { making: Making; name: string; purpose: FilePurpose; mediaType: string }

/** Bundles: ZIP archives of lists, models and drawings. Everything in them is hostile until it was measured. */
@Injectable()
export class Bundles {
  readonly limits: BundleLimits = bundleLimits;

  constructor(private readonly database: Database, private readonly files: FileService, private readonly kept: KeptFiles) {}

  /**
   * Takes the files out of a bundle, one after the other, from the storage into the storage. What they are is found by looking; folders are ignored.
   * Archives in it, unknown types and damaged files are left out by name; a bundle that is not to be trusted is refused as a whole, and nothing of it is kept.
   * A bundle that was unpacked before gives the same files again.
   */
  async unpack(companyId: string, bundleId: string): Promise<Unpacked> {
    const file = await this.files.kept(companyId, bundleId);
    if (file === null) return { ok: false, why: 'BUNDLE_BROKEN' };
    let zip: ZipFile;
    try {
      zip = await openZip(file);
    } catch {
      return { ok: false, why: 'BUNDLE_BROKEN' };
    }
    try {
      if (zip.entryCount > this.limits.entries) return { ok: false, why: 'BUNDLE_TOO_MANY' };
      const entries = await directory(zip);
      const judged = judgeBundle(entries.map(rawEntry), Number(file.byteSize), this.limits);
      if (!judged.ok) return judged;
      if (!(await this.hasRoom(companyId, judged.plan.wanted.reduce((sum, { index }) => sum + entries[index]!.uncompressedSize, 0)))) return { ok: false, why: 'COMPANY_FULL' };
      return await this.take(companyId, bundleId, zip, judged.plan.wanted.map(({ index, name }) => ({ entry: entries[index]!, name })), [...judged.plan.skipped]);
    } catch (error) {
      if (error instanceof ZipFault) return { ok: false, why: 'BUNDLE_BROKEN' };
      throw error;
    } finally {
      zip.close();
    }
  }

  private async take(companyId: string, bundleId: string, zip: ZipFile, wanted: readonly { entry: Entry; name: string }[], skipped: SkippedFile[]): Promise<Unpacked> {
    const taken: Taken[] = [];
    try {
      for (const { entry, name } of wanted) {
        const one = await this.takeOne(companyId, zip, entry, name);
        if ('why' in one) skipped.push({ name, why: one.why });
        else taken.push(one);
      }
      if (taken.length === 0) return { ok: false, why: 'BUNDLE_EMPTY' };
      const files = await this.enter(companyId, bundleId, taken);
      return { ok: true, files, skipped };
    } catch (error) {
      await this.kept.drop(companyId, taken.map(({ making }) => making.id));
      throw error;
    }
  }

  private async takeOne(companyId: string, zip: ZipFile, entry: Entry, name: string): Promise<Taken | { why: SkipReason }> {
    let making: Making;
    try {
      making = await this.kept.stream(companyId, checkedBytes(await streamOf(zip, entry), entry.crc32), entry.uncompressedSize);
    } catch (error) {
      // A file longer than told, of another checksum, or packed in a way that cannot be undone. What is ours to answer for goes on.
      if (error instanceof ZipFault || error instanceof RangeError || (error as { code?: string }).code?.startsWith('Z_')) return { why: 'FILE_BROKEN' };
      throw error;
    }
    const found = purposeOfContent(making.head);
    if (found !== null && making.size === entry.uncompressedSize) return { making, name, ...found };
    await this.kept.drop(companyId, [making.id]);
    return { why: making.size !== entry.uncompressedSize ? 'FILE_BROKEN' : isArchive(making.head) ? 'NESTED_ARCHIVE' : 'UNKNOWN_TYPE' };
  }

  /** Rows for what was taken. A bundle that somebody else unpacked meanwhile keeps his. */
  private async enter(companyId: string, bundleId: string, taken: readonly Taken[]): Promise<UnpackedFile[]> {
    const { files, spare } = await this.database.asCompany(companyId, async (tx) => {
      await tx.query('select from ordering.files where company_id = $1 and id = $2 for update', [companyId, bundleId]);
      const known = await tx.query<UnpackedFile & { sha256: string }>(`select id, name, purpose, sha256 from ordering.files where company_id = $1 and origin_id = $2 and state = 'READY'`, [companyId, bundleId]);
      const unused = new Map(known.map((file) => [`${file.sha256} ${file.name}`, file]));
      const entered: UnpackedFile[] = [];
      const dropped: string[] = [];
      for (const { making, name, purpose, mediaType } of taken) {
        const same = unused.get(`${making.sha256} ${name}`);
        if (same) {
          unused.delete(`${making.sha256} ${name}`);
          dropped.push(making.id);
          entered.push({ id: same.id, name: same.name, purpose: same.purpose });
        } else {
          await this.kept.enter(tx, { companyId, originId: bundleId, purpose, name }, making, mediaType);
          entered.push({ id: making.id, name, purpose });
        }
      }
      return { files: entered, spare: dropped };
    });
    await this.kept.drop(companyId, spare);
    return files;
  }

  private async hasRoom(companyId: string, bytes: number): Promise<boolean> {
    const [used] = await this.database.read<{ bytes: string }>(companyId, `select coalesce(sum(byte_size) filter (where state <> 'QUARANTINED'), 0) as bytes from ordering.files where company_id = $1`, [companyId]);
    return BigInt(used!.bytes) + BigInt(bytes) <= (this.files.limits ?? companyLimits).bytes;
  }
}

/** The archive is not what it says. */
class ZipFault extends Error {}

/** Reads an archive where it lies, a range at a time. */
class StoredReader extends RandomAccessReader {
  constructor(private readonly file: KeptFile) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const through = new PassThrough();
    this.file.open({ from: start, to: end - 1 }).then((bytes) => {
      // Whoever asked has gone meanwhile: what came too late is let go, or it would hold its file or connection for ever.
      if (through.destroyed) return void bytes.destroy();
      bytes.on('error', (error) => through.destroy(error));
      through.on('close', () => bytes.destroy());
      bytes.pipe(through);
    }, (error: Error) => through.destroy(error));
    return through;
  }
}

function openZip(file: KeptFile): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(new StoredReader(file), Number(file.byteSize), { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true, strictFileNames: false },
      (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function directory(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('error', (error: Error) => reject(new ZipFault(error.message)));
    zip.on('entry', (entry: Entry) => { entries.push(entry); zip.readEntry(); });
    zip.on('end', () => resolve(entries));
    zip.readEntry();
  });
}

function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(new ZipFault(error.message));
      // It may fail before anybody reads it; whoever reads it then hears of it all the same.
      stream.on('error', () => undefined);
      return resolve(stream);
    });
  });
}

async function* checkedBytes(stream: Readable, expected: number): AsyncGenerator<Uint8Array> {
  let sum = 0;
  try {
    for await (const chunk of stream) {
      sum = crc32(chunk as Buffer, sum);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    // The unpacker's own complaints; those of the storage carry codes of the system.
    throw (error as NodeJS.ErrnoException).syscall === undefined ? new ZipFault((error as Error).message) : error;
  }
  if (sum >>> 0 !== expected >>> 0) throw new ZipFault('The checksum differs.');
}

function rawEntry(entry: Entry): RawEntry {
  const type = (entry.externalFileAttributes >>> 28) & 0xf;
  return {
    rawName: entry.fileNameRaw, isUtf8: (entry.generalPurposeBitFlag & 0x800) !== 0, unicodeName: unicodeName(entry), packed: entry.compressedSize, unpacked: entry.uncompressedSize,
    isEncrypted: entry.isEncrypted(), isSpecial: entry.versionMadeBy >>> 8 === 3 && type !== 0 && type !== 8 && type !== 4,
  };
}

/** Info-ZIP's second name (0x7075), when it belongs to the first. */
function unicodeName(entry: Entry): string | null {
  const field = entry.extraFields?.find(({ id }) => id === 0x7075)?.data;
  if (!field || field.length < 6 || field[0] !== 1 || field.readUInt32LE(1) !== crc32(entry.fileNameRaw) >>> 0) return null;
  return field.subarray(5).toString('utf8');
}
