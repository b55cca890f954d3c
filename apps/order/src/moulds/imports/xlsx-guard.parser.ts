import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { opened, refused, type BomLimits, type Opened } from './bom-grid.policy.js';

/** One file out of a workbook's archive, unpacked and measured. */
export interface UnpackedEntry { readonly name: string; readonly bytes: Uint8Array }

/** What a reader of cells needs; pictures, printers and macros stay packed. */
const NEEDED = /^(\[Content_Types\]\.xml|_rels\/|xl\/).*?\.(xml|rels)$|^\[Content_Types\]\.xml$/;
const SKIPPED = /^xl\/(media|drawings|embeddings|printerSettings|activeX|theme|externalLinks|calcChain)/;

/**
 * Unpacks a workbook under measure: first the directory alone is summed (size, entries, density, locks), then the needed entries are
 * unpacked one by one and cut off the moment one is longer than the directory said. What nobody measured reaches no reader.
 */
export async function unpackWorkbook(bytes: Uint8Array, limits: BomLimits): Promise<Opened<UnpackedEntry[]>> {
  let zip: ZipFile;
  try {
    zip = await openZip(bytes);
  } catch {
    return refused('FILE_BROKEN', null, 'ZIP');
  }
  try {
    const entries = await directory(zip, limits);
    if (!entries.ok) return entries;
    const unpacked: UnpackedEntry[] = [];
    for (const entry of entries.value) {
      if (NEEDED.test(entry.fileName) && !SKIPPED.test(entry.fileName)) unpacked.push({ name: entry.fileName, bytes: await unpack(zip, entry) });
    }
    return opened(unpacked);
  } catch {
    return refused('FILE_BROKEN', null, 'ZIP');
  } finally {
    zip.close();
  }
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function directory(zip: ZipFile, limits: BomLimits): Promise<Opened<Entry[]>> {
  return new Promise((resolve, reject) => {
    if (zip.entryCount > limits.entries) return resolve(refused('TOO_MANY_ENTRIES', limits.entries, zip.entryCount));
    const entries: Entry[] = [];
    const names = new Set<string>();
    let unpacked = 0;
    let packed = 0;
    zip.on('error', reject);
    zip.on('entry', (entry) => {
      unpacked += entry.uncompressedSize;
      packed += entry.compressedSize;
      if (entry.isEncrypted()) return resolve(refused('FILE_ENCRYPTED'));
      if (unpacked > limits.unpackedBytes) return resolve(refused('UNPACKS_TOO_LARGE', limits.unpackedBytes));
      if (entry.uncompressedSize > 1024 * 1024 && entry.uncompressedSize > entry.compressedSize * limits.ratio) return resolve(refused('UNPACKS_TOO_DENSE', limits.ratio));
      if (names.has(entry.fileName)) return reject(new Error('Two entries of one name.'));
      names.add(entry.fileName);
      entries.push(entry);
      return zip.readEntry();
    });
    zip.on('end', () => {
      if (unpacked > 1024 * 1024 && unpacked > packed * limits.ratio) return resolve(refused('UNPACKS_TOO_DENSE', limits.ratio));
      return resolve(names.has('xl/workbook.xml') ? opened(entries) : refused('NOT_A_WORKBOOK'));
    });
    zip.readEntry();
  });
}

function unpack(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(chunks)));
      return undefined;
    });
  });
}
