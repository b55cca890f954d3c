import { Inject, Injectable } from '@nestjs/common';
import { Problem, newId } from '#kernel';
import type { Actor, Locale } from '#contracts';
import { createUpload, type CreateUploadInput, type CreateUploadResult } from '#contracts/order-files';
import type { FileRefused, LimitReached } from '#contracts';
import { Database, once, type Tx } from '#platform/database';
import { Tickets } from '#platform/tickets';
import { fileView } from './file.view.js';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';
import { sentences } from './files-sentences.view.js';
import { SideDoorRefusal } from './side-door.view.js';
import { StoredFileEntity } from './stored-file.entity.js';
import { cleanName, companyLimits, decideUpload, promiseSeconds, ticketSeconds, transferSeconds, type UploadRefusal } from './upload.policy.js';

/** What a file ticket says. */
export interface FileClaims {
  fileId: string;
  companyId: string;
  /** Session or key that asked: with it the ticket ends. */
  principalId: string;
  /** Seconds since 1970 before which the transfer must begin; the ticket itself lives as long as a transfer may last. */
  beginBy: number;
}
type Promised = { fileId: string } | FileRefused | LimitReached;

/** Promises of bytes, and the tickets that open the side door for them. */
@Injectable()
export class UploadService {
  constructor(
    private readonly database: Database,
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
    const claims: FileClaims = { fileId: file.id, companyId: actor.companyId, principalId: actor.principalId, beginBy: Math.floor(Date.now() / 1_000) + ticketSeconds };
    const { token } = await this.tickets.mint('file', claims, ticketSeconds + transferSeconds);
    return { __typename: 'UploadTicket', file: fileView(file), url: `${this.options.publicUrl}/files/${file.id}`, token, expiresAt: new Date(claims.beginBy * 1_000).toISOString() };
  }

  /** What a ticket for this file says. Refuses UNAUTHENTICATED, also when the session or key that asked for it has ended, and NOT_FOUND for a ticket of another file. */
  async claimsOf(token: string | null, fileId: string): Promise<FileClaims> {
    const claims = await this.tickets.verify<FileClaims>('file', token).catch(() => { throw new SideDoorRefusal('UNAUTHENTICATED'); });
    if (claims.fileId !== fileId) throw new SideDoorRefusal('NOT_FOUND');
    const ended = await this.database.readAsHouse('select 1 from ordering.ended_principals where principal_id = $1', [claims.principalId]);
    if (ended.length > 0) throw new SideDoorRefusal('UNAUTHENTICATED');
    return claims;
  }

  private async promise(tx: Tx, actor: Actor, input: CreateUploadInput): Promise<Promised> {
    const byteSize = BigInt(input.byteSize);
    // One at a time for each company, so that many at once do not all find the same room.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`uploads of ${actor.companyId}`]);
    const [used] = await tx.query<{ uploads: string; bytes: string }>(
      `select count(*) filter (where origin_id is null and created_at > clock_timestamp() - interval '24 hours') as uploads,
              coalesce(sum(byte_size) filter (where state <> 'QUARANTINED'), 0) as bytes
         from ordering.files where company_id = $1`, [actor.companyId]);
    const decision = decideUpload(input.purpose, byteSize, { uploads: Number(used!.uploads), bytes: BigInt(used!.bytes) }, this.options.limits ?? companyLimits);
    if (!decision.ok) return refused(decision.refusal, actor.locale);
    const now = await tx.now();
    const id = newId('file');
    await tx.manager.insert(StoredFileEntity, {
      id, companyId: actor.companyId, userId: actor.userId, purpose: input.purpose, name: cleanName(input.name),
      byteSize: input.byteSize, sha256: input.sha256, expiresAt: new Date(now.getTime() + promiseSeconds * 1_000),
    });
    return { fileId: id };
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
