import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform/database';
import type { ChunkRange } from './content-range.parser.js';
import { CHUNK_BYTES, FileStorage, type IncomingBytes } from './file-storage.port.js';
import { lockFile } from './file.locks.js';
import { mediaTypeOf, SNIFF_BYTES } from './media-type.policy.js';
import { FORM_BYTES } from './multipart.parser.js';
import { SideDoorRefusal, type ChunkReceived, type Received } from './side-door.view.js';
import { StoredFileEntity } from './stored-file.entity.js';
import { requestSeconds, transferSeconds } from './upload.policy.js';
import { UploadService, type FileClaims } from './upload.service.js';

type Bytes = AsyncIterable<Uint8Array>;
/** What a person asks the side door to take. A form is longer than its file. */
export interface Arriving { token: string | null; fileId: string; length: number | null; bytes: Bytes; form?: boolean }

const NO_TRANSFER = { received: '0', transfer: null, transferEnds: null };

/** The bytes of promised files: taken in one piece or in chunks, measured, and kept only when they are what was promised. */
@Injectable()
export class Receiving {
  constructor(private readonly database: Database, private readonly storage: FileStorage, private readonly uploads: UploadService) {}

  /**
   * Takes the bytes of one file. Nothing is left behind unless size, hash and type are what was promised;
   * repeating a finished upload answers the same.
   */
  async whole({ token, fileId, length, bytes, form }: Arriving): Promise<Received> {
    const claims = await this.uploads.claimsOf(token, fileId);
    if (length === null) throw new SideDoorRefusal('LENGTH_REQUIRED');
    const file = await this.begin(claims, async (found, tx) => {
      if (BigInt(length) > BigInt(found.byteSize) + BigInt(form ? FORM_BYTES : 0)) throw new SideDoorRefusal('TOO_LARGE');
      if (!form && BigInt(length) !== BigInt(found.byteSize)) throw new SideDoorRefusal('CONTENT_MISMATCH');
      if (Date.now() > claims.beginBy * 1_000) throw new SideDoorRefusal('UNAUTHENTICATED');
      if (found.transfer === null) return;
      await this.storage.abandon(keyOf(found), found.transfer);
      await tx.manager.update(StoredFileEntity, { id: found.id }, NO_TRANSFER);
    });
    if (file.state !== 'AWAITED') return { fileId, state: file.state };
    const incoming = await this.storage.receive(keyOf(file));
    try {
      const mediaType = await this.take(file, bytes, incoming);
      await incoming.keep();
      await this.finish(claims, { state: 'READY', mediaType, storageKey: keyOf(file), transferUntil: null });
      return { fileId, state: 'READY' };
    } catch (error) {
      await incoming.discard();
      await this.finish(claims, endOf(error));
      throw error;
    }
  }

  /**
   * Takes the next chunk of one file: 8 MiB each but the last, which answers as the whole would. A chunk counts once it is safe, so that
   * after a break its sender goes on with that chunk.
   */
  async chunk({ token, fileId, length, bytes }: Arriving, range: ChunkRange): Promise<ChunkReceived | Received> {
    const claims = await this.uploads.claimsOf(token, fileId);
    const size = range.to - range.from + 1;
    if (length === null) throw new SideDoorRefusal('LENGTH_REQUIRED');
    if (length !== size) throw new SideDoorRefusal('CONTENT_MISMATCH');
    const file = await this.begin(claims, (found, tx) => this.placeChunk(claims, found, range, tx));
    if (file.state !== 'AWAITED') return { fileId, state: file.state };
    const incoming = await this.takeUp(claims, file);
    try {
      await this.takeChunk(file, bytes, size, incoming);
      if (range.to + 1 < range.total) {
        const transfer = await incoming.pause();
        await this.finish(claims, { received: String(range.to + 1), transfer, transferUntil: null });
        return { received: range.to + 1 };
      }
      await incoming.keep();
    } catch (error) {
      // What came before this chunk is worth keeping, unless it is no file that anybody wants.
      if (file.transfer === null || isRefused(error)) await incoming.discard();
      else await incoming.pause().catch(() => undefined);
      await this.finish(claims, isRefused(error) ? { ...endOf(error), ...NO_TRANSFER } : { transferUntil: null });
      throw error;
    }
    return this.proved(claims, file);
  }

  /** How many bytes of a transfer are safe. */
  async offset(token: string | null, fileId: string): Promise<number> {
    const claims = await this.uploads.claimsOf(token, fileId);
    const file = await this.database.asCompany(claims.companyId, (tx) => tx.manager.findOneBy(StoredFileEntity, { id: fileId, companyId: claims.companyId }));
    if (file === null) throw new SideDoorRefusal('NOT_FOUND');
    if (file.state === 'QUARANTINED') throw new SideDoorRefusal('TYPE_REFUSED');
    return Number(file.state === 'AWAITED' ? file.received : file.byteSize);
  }

  /** Marks a request as begun; one at a time. `check` looks at a file that waits for bytes. */
  private begin(claims: FileClaims, check: (file: StoredFileEntity, tx: Tx) => Promise<void>): Promise<StoredFileEntity> {
    return this.database.asCompany(claims.companyId, async (tx) => {
      const file = await lockFile(tx, claims.companyId, claims.fileId);
      if (file === null) throw new SideDoorRefusal('NOT_FOUND');
      if (file.state === 'QUARANTINED') throw new SideDoorRefusal('TYPE_REFUSED');
      if (file.state === 'READY') return file;
      const now = await tx.now();
      if (file.transferUntil !== null && file.transferUntil > now) throw new SideDoorRefusal('NOT_READY');
      await check(file, tx);
      await tx.manager.update(StoredFileEntity, { id: file.id }, { transferUntil: new Date(now.getTime() + requestSeconds * 1_000) });
      return file;
    });
  }

  private async placeChunk(claims: FileClaims, file: StoredFileEntity, { from, to, total }: ChunkRange, tx: Tx): Promise<void> {
    if (BigInt(total) !== BigInt(file.byteSize)) throw new SideDoorRefusal('CONTENT_MISMATCH');
    const received = Number(file.received);
    if (from !== received || (to + 1 < total && to - from + 1 !== CHUNK_BYTES) || to - from + 1 > CHUNK_BYTES) throw new SideDoorRefusal('RANGE_REFUSED', received);
    const now = await tx.now();
    if (received > 0 && (file.transferEnds === null || file.transferEnds < now)) throw new SideDoorRefusal('UNAUTHENTICATED');
    if (received > 0) return;
    if (Date.now() > claims.beginBy * 1_000) throw new SideDoorRefusal('UNAUTHENTICATED');
    await tx.manager.update(StoredFileEntity, { id: file.id }, { transferEnds: new Date(now.getTime() + transferSeconds * 1_000) });
  }

  private async takeUp(claims: FileClaims, file: StoredFileEntity): Promise<IncomingBytes> {
    if (file.transfer === null) return this.storage.receive(keyOf(file));
    const incoming = await this.storage.resume(keyOf(file), file.transfer, Number(file.received));
    if (incoming !== null) return incoming;
    await this.finish(claims, { ...NO_TRANSFER, transferUntil: null });
    throw new SideDoorRefusal('RANGE_REFUSED', 0);
  }

  /** Writes the bytes away while counting and hashing them; answers their media type. */
  private async take(file: StoredFileEntity, bytes: Bytes, incoming: IncomingBytes): Promise<string> {
    const proof = new Proof(file);
    for await (const chunk of bytes) {
      proof.add(chunk);
      await incoming.write(chunk);
    }
    return proof.mediaType();
  }

  private async takeChunk(file: StoredFileEntity, bytes: Bytes, size: number, incoming: IncomingBytes): Promise<void> {
    let got = 0;
    let head = Buffer.alloc(0);
    for await (const chunk of bytes) {
      got += chunk.length;
      if (got > size) throw new SideDoorRefusal('CONTENT_MISMATCH');
      if (file.transfer === null && head.length < SNIFF_BYTES) head = Buffer.concat([head, chunk]);
      await incoming.write(chunk);
    }
    if (got !== size) throw new SideDoorRefusal('CONTENT_MISMATCH');
    // Nobody should send two gigabytes to learn that a list was no list.
    if (file.transfer === null && mediaTypeOf(head.subarray(0, SNIFF_BYTES), file.purpose) === null) throw new SideDoorRefusal('TYPE_REFUSED');
  }

  /** Reads what many requests have brought once more: only the whole has a hash. */
  private async proved(claims: FileClaims, file: StoredFileEntity): Promise<Received> {
    try {
      const proof = new Proof(file);
      for await (const chunk of await this.storage.open(keyOf(file))) proof.add(chunk as Uint8Array);
      const mediaType = proof.mediaType();
      await this.finish(claims, { state: 'READY', mediaType, storageKey: keyOf(file), transferUntil: null, ...NO_TRANSFER });
      return { fileId: file.id, state: 'READY' };
    } catch (error) {
      await this.storage.remove(keyOf(file));
      await this.finish(claims, { ...endOf(error), ...NO_TRANSFER });
      throw error;
    }
  }

  private finish(claims: FileClaims, change: Partial<StoredFileEntity>): Promise<void> {
    return this.database.asCompany(claims.companyId, async (tx) => {
      await tx.manager.update(StoredFileEntity, { id: claims.fileId, companyId: claims.companyId, state: 'AWAITED' }, change);
    });
  }
}

/** Measures bytes against a promise. */
class Proof {
  private readonly hash = createHash('sha256');
  private readonly head: Uint8Array[] = [];
  private got = 0n;

  constructor(private readonly file: Pick<StoredFileEntity, 'byteSize' | 'sha256' | 'purpose'>) {}

  add(chunk: Uint8Array): void {
    if (this.got < SNIFF_BYTES) this.head.push(chunk);
    this.got += BigInt(chunk.length);
    if (this.got > BigInt(this.file.byteSize)) throw new SideDoorRefusal('CONTENT_MISMATCH');
    this.hash.update(chunk);
  }

  /** The type of bytes that are all there and the right ones. */
  mediaType(): string {
    if (this.got !== BigInt(this.file.byteSize) || this.hash.digest('hex') !== this.file.sha256) throw new SideDoorRefusal('CONTENT_MISMATCH');
    const mediaType = mediaTypeOf(Buffer.concat(this.head).subarray(0, SNIFF_BYTES), this.file.purpose);
    if (mediaType === null) throw new SideDoorRefusal('TYPE_REFUSED');
    return mediaType;
  }
}

function keyOf(file: Pick<StoredFileEntity, 'companyId' | 'id'>): string {
  return `${file.companyId}/${file.id}`;
}

function isRefused(error: unknown): boolean {
  return error instanceof SideDoorRefusal && error.code === 'TYPE_REFUSED';
}

/** What becomes of the row of bytes that were not taken. */
function endOf(error: unknown): Partial<StoredFileEntity> {
  return isRefused(error) ? { state: 'QUARANTINED', refusedWhy: 'TYPE_REFUSED', transferUntil: null } : { transferUntil: null };
}
