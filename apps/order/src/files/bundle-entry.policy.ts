import { UNSEEN } from './upload.policy.js';

/** One entry of an archive as its directory says it. */
export interface RawEntry {
  readonly rawName: Uint8Array;
  /** True when the archive says that the name is UTF-8. */
  readonly isUtf8: boolean;
  /** Name in UTF-8 from the Info-ZIP extra field; null without one. */
  readonly unicodeName: string | null;
  readonly packed: number;
  readonly unpacked: number;
  readonly isEncrypted: boolean;
  /** True for a link or device of Unix. */
  readonly isSpecial: boolean;
}

/** How much a bundle may hold; configuration with these defaults. */
export interface BundleLimits {
  readonly entries: number;
  /** Bytes of all files unpacked, and of one. */
  readonly unpacked: number;
  readonly oneUnpacked: number;
  /** Bytes unpacked for each byte packed. */
  readonly ratio: number;
}

export const bundleLimits: BundleLimits = { entries: 2_000, unpacked: 4 * 1024 ** 3, oneUnpacked: 200 * 1024 ** 2, ratio: 200 };

/** Why a whole bundle is not taken. */
export type BundleRefusal = 'BUNDLE_BROKEN' | 'BUNDLE_ENCRYPTED' | 'BUNDLE_TOO_MANY' | 'BUNDLE_TOO_LARGE' | 'BUNDLE_TOO_DENSE' | 'BUNDLE_EMPTY';

/** Why one file of a bundle is left out. */
export type SkipReason = 'NESTED_ARCHIVE' | 'UNKNOWN_TYPE' | 'FILE_TOO_LARGE' | 'FILE_EMPTY' | 'FILE_BROKEN' | 'SPECIAL_FILE' | 'NO_LIST' | 'OTHER_LIST' | 'TOO_MANY_MODELS' | 'MODEL_UNREADABLE';

export interface SkippedFile { readonly name: string; readonly why: SkipReason }

/** What is to be unpacked of a directory, by place in it, and what is left out. */
export interface BundlePlan { readonly wanted: readonly { readonly index: number; readonly name: string }[]; readonly skipped: readonly SkippedFile[] }

const RATIO_FROM = 1024 * 1024;
/** What systems and programs leave in archives that people never put there. */
const LITTER = /(^|\/)(__MACOSX(\/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\.)/i;

/**
 * Judges an archive by its directory alone, before a byte is unpacked: how many files, how large, how dense, locked or not. `size` is that of the
 * archive: entries whose packed bytes add up to more than it lie over each other, which only bombs do.
 */
export function judgeBundle(entries: readonly RawEntry[], size: number, limits: BundleLimits = bundleLimits): { ok: true; plan: BundlePlan } | { ok: false; why: BundleRefusal } {
  if (entries.length > limits.entries) return { ok: false, why: 'BUNDLE_TOO_MANY' };
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  if (packed > size) return { ok: false, why: 'BUNDLE_BROKEN' };
  if (unpacked > limits.unpacked) return { ok: false, why: 'BUNDLE_TOO_LARGE' };
  if (unpacked > RATIO_FROM && unpacked > packed * limits.ratio) return { ok: false, why: 'BUNDLE_TOO_DENSE' };
  if (entries.some((entry) => entry.unpacked > RATIO_FROM && entry.unpacked > entry.packed * limits.ratio)) return { ok: false, why: 'BUNDLE_TOO_DENSE' };
  if (entries.some(({ isEncrypted }) => isEncrypted)) return { ok: false, why: 'BUNDLE_ENCRYPTED' };
  const wanted: { index: number; name: string }[] = [];
  const skipped: SkippedFile[] = [];
  entries.forEach((entry, index) => {
    const path = entryName(entry).replaceAll('\\', '/');
    if (path.endsWith('/') || LITTER.test(path.replace(/^(\.{1,2}\/)+/, ''))) return;
    const name = plainName(path);
    if (entry.isSpecial) skipped.push({ name, why: 'SPECIAL_FILE' });
    else if (entry.unpacked === 0) skipped.push({ name, why: 'FILE_EMPTY' });
    else if (entry.unpacked > limits.oneUnpacked) skipped.push({ name, why: 'FILE_TOO_LARGE' });
    else wanted.push({ index, name });
  });
  return { ok: true, plan: { wanted, skipped } };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

/** The name of an entry: as the archive declares it, else UTF-8 when it can be that, else the GBK of a Chinese Windows. */
export function entryName({ rawName, isUtf8, unicodeName }: Pick<RawEntry, 'rawName' | 'isUtf8' | 'unicodeName'>): string {
  if (unicodeName !== null) return unicodeName;
  for (const decoder of isUtf8 ? [utf8] : [utf8, gb18030]) {
    try {
      return decoder.decode(rawName);
    } catch {
      // The next one may fit.
    }
  }
  return String.fromCharCode(...rawName.subarray(0, 500));
}

/** The last part of a path, without what could hide or turn a name around. Folders only say where somebody kept a file. */
function plainName(path: string): string {
  const clean = path.normalize('NFC').replace(UNSEEN, '');
  const last = clean.split('/').filter((part) => part !== '' && part !== '.' && part !== '..').at(-1) ?? 'file';
  return last.slice(-200);
}
