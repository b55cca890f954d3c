import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Problem, newId } from '#kernel';
import type { Actor, Locale } from '#contracts';
import { createUpload, type CreateUploadInput, type CreateUploadResult } from '#contracts/order-files';
import type { FileRefused, LimitReached } from '#contracts';
import { Database, once, type Tx } from '#platform/database';
import { Tickets } from '#platform/tickets';
import { FileStorage } from './file-storage.port.js';
import { lockFile } from './file.locks.js';
import { fileView } from './file.view.js';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';
import { sentences } from './files-sentences.view.js';
import { mediaTypeOf, SNIFF_BYTES } from './media-type.policy.js';
import { StoredFileEntity } from './stored-file.entity.js';
import { SideDoorRefusal, type Received } from './side-door.view.js';
import { cleanName, decideUpload, promiseSeconds, ticketSeconds, transferSeconds, type UploadRefusal } from './upload.policy.js';

/** What a file ticket says. */
interface FileClaims { fileId: string; companyId: string }
type Promised = { fileId: string } | FileRefused | LimitReached;

/** Promises of bytes, and the bytes themselves. */
@Injectable()
export class UploadService {
  constructor(
    private readonly database: Database,
    private readonly storage: FileStorage,
    private readonly tickets: Tickets,
    @Inject(FILES_OPTIONS) private readonly options: FilesOptions,
  ) {}

  /** Gives a ticket for one upload; a repeat gives a fresh ticket for the same file. */
  async createUpload(actor: Actor, input: CreateUploadInput): Promise<CreateUploadResult> {
    const { promised, file } = await this.database.asCompany(actor.companyId, async (tx) => {
      const answer = await once<Promised>(tx, actor, createUpload.name, input.idempotencyKey, input, () => this.promise(tx, actor, input));
      const promisedFile = 'fileId' in answer ? await tx.manager.findOneBy(StoredFileEntity, { id: answer.fileId, companyId: actor.companyId }) : null;
      return { promised: answer, file: promisedFile };
    });
    if (!('fileId' in promised)) return promised;
    if (file === null) throw Problem.notFound();
    // The token is minted anew and never stored: what lies in a table must not open a door.
    const claims: FileClaims = { fileId: file.id, companyId: actor.companyId };
    const { token, expiresAt } = await this.tickets.mint('file', claims, ticketSeconds);
    return { __typename: 'UploadTicket', file: fileView(file), url: `${this.options.publicUrl}/files/${file.id}`, token, expiresAt };
  }

  /**
   * Takes the bytes of one file. Nothing is left behind unless size, hash and type are what was promised;
   * repeating a finished upload answers the same.
   */
  async receive(token: string | null, fileId: string, length: number | null, bytes: AsyncIterable<Uint8Array>): Promise<Received> {
    const claims = await this.claimsOf(token, fileId);
    if (length === null) throw new SideDoorRefusal('LENGTH_REQUIRED');
    const file = await this.begin(claims, length);
    if (file.state !== 'AWAITED') return { fileId, state: file.state };
    const key = `${claims.companyId}/${fileId}`;
    const incoming = await this.storage.receive(key);
    try {
      const mediaType = await this.take(file, bytes, incoming.write);
      await incoming.keep();
      await this.finish(claims, { state: 'READY', mediaType, storageKey: key, transferUntil: null });
      return { fileId, state: 'READY' };
    } catch (error) {
      await incoming.discard();
      if (error instanceof SideDoorRefusal && error.code === 'TYPE_REFUSED') await this.finish(claims, { state: 'QUARANTINED', refusedWhy: error.code, transferUntil: null });
      else await this.finish(claims, { transferUntil: null });
      throw error;
    }
  }

  private async promise(tx: Tx, actor: Actor, input: CreateUploadInput): Promise<Promised> {
    const byteSize = BigInt(input.byteSize);
    // One at a time for each company, so that many at once do not all find the same room.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`uploads of ${actor.companyId}`]);
    const [used] = await tx.query<{ uploads: string; bytes: string }>(
      `select count(*) filter (where created_at > clock_timestamp() - interval '24 hours') as uploads,
              coalesce(sum(byte_size) filter (where state <> 'QUARANTINED'), 0) as bytes
         from ordering.files where company_id = $1`, [actor.companyId]);
    const decision = decideUpload(input.purpose, byteSize, { uploads: Number(used!.uploads), bytes: BigInt(used!.bytes) });
    if (!decision.ok) return refused(decision.refusal, actor.locale);
    const now = await tx.now();
    const id = newId('file');
    await tx.manager.insert(StoredFileEntity, {
      id, companyId: actor.companyId, userId: actor.userId, purpose: input.purpose, name: cleanName(input.name),
      byteSize: input.byteSize, sha256: input.sha256, expiresAt: new Date(now.getTime() + promiseSeconds * 1_000),
    });
    return { fileId: id };
  }

  private async claimsOf(token: string | null, fileId: string): Promise<FileClaims> {
    const claims = await this.tickets.verify<FileClaims>('file', token).catch(() => { throw new SideDoorRefusal('UNAUTHENTICATED'); });
    if (claims.fileId !== fileId) throw new SideDoorRefusal('NOT_FOUND');
    return claims;
  }

  /** Marks the transfer as begun; one at a time. */
  private begin(claims: FileClaims, length: number): Promise<StoredFileEntity> {
    return this.database.asCompany(claims.companyId, async (tx) => {
      const file = await lockFile(tx, claims.companyId, claims.fileId);
      if (file === null) throw new SideDoorRefusal('NOT_FOUND');
      if (file.state === 'QUARANTINED') throw new SideDoorRefusal('TYPE_REFUSED');
      if (file.state === 'READY') return file;
      if (BigInt(length) > BigInt(file.byteSize)) throw new SideDoorRefusal('TOO_LARGE');
      if (BigInt(length) !== BigInt(file.byteSize)) throw new SideDoorRefusal('CONTENT_MISMATCH');
      const now = await tx.now();
      if (file.transferUntil !== null && file.transferUntil > now) throw new SideDoorRefusal('NOT_READY');
      await tx.manager.update(StoredFileEntity, { id: file.id }, { transferUntil: new Date(now.getTime() + transferSeconds * 1_000) });
      return file;
    });
  }

  /** Writes the bytes away while counting and hashing them; answers their media type. */
  private async take(file: StoredFileEntity, bytes: AsyncIterable<Uint8Array>, write: (chunk: Uint8Array) => Promise<void>): Promise<string> {
    const hash = createHash('sha256');
    const head: Uint8Array[] = [];
    const promised = BigInt(file.byteSize);
    let got = 0n;
    for await (const chunk of bytes) {
      if (got < SNIFF_BYTES) head.push(chunk);
      got += BigInt(chunk.length);
      if (got > promised) throw new SideDoorRefusal('CONTENT_MISMATCH');
      hash.update(chunk);
      await write(chunk);
    }
    if (got !== promised || hash.digest('hex') !== file.sha256) throw new SideDoorRefusal('CONTENT_MISMATCH');
    const mediaType = mediaTypeOf(Buffer.concat(head).subarray(0, SNIFF_BYTES), file.purpose);
    if (mediaType === null) throw new SideDoorRefusal('TYPE_REFUSED');
    return mediaType;
  }

  private finish(claims: FileClaims, change: Partial<StoredFileEntity>): Promise<void> {
    return this.database.asCompany(claims.companyId, async (tx) => {
      await tx.manager.update(StoredFileEntity, { id: claims.fileId, companyId: claims.companyId, state: 'AWAITED' }, change);
    });
  }
}

function refused(refusal: UploadRefusal, locale: Locale): FileRefused | LimitReached {
  const say = sentences(locale);
  if (refusal.code === 'FILE_REFUSED') {
    const message = refusal.why === 'EMPTY' ? say.empty() : say.tooLarge((BigInt(refusal.maxBytes) / (1024n * 1024n)).toString());
    return { __typename: 'FileRefused', code: refusal.code, message, maxBytes: refusal.maxBytes, grantedStage: null };
  }
  const message = refusal.of === 'UPLOADS' ? say.uploadsADay(refusal.limit) : say.bytes(refusal.limit);
  return { __typename: 'LimitReached', code: refusal.code, message, limit: refusal.limit, retryAt: null };
}
