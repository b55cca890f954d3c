import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId } from '#kernel';
import type { FilePurpose } from '#contracts/order-files';
import type { Tx } from '#platform/database';
import { FileStorage, type IncomingBytes } from './file-storage.port.js';
import { mediaTypeOf, SNIFF_BYTES } from './media-type.policy.js';
import { cleanName } from './upload.policy.js';

/** A file that the house makes of another one: a picture of a model, or a drawing out of a bundle. */
export interface MadeFile { companyId: string; originId: string; purpose: FilePurpose; name: string }

/** Bytes on their way into such a file. */
export interface Making {
  readonly id: string;
  readonly size: number;
  readonly sha256: string;
  readonly head: Uint8Array;
}

/** Files that nobody uploaded. Bytes first, then the row: what a process leaves when it dies between the two is removed after a day. */
@Injectable()
export class KeptFiles {
  constructor(private readonly storage: FileStorage) {}

  /** Keeps bytes of a type that is known. Answers the id of the file; its row is written by `enter`. */
  async put(companyId: string, bytes: Uint8Array): Promise<Making> {
    return this.stream(companyId, [bytes], bytes.length);
  }

  /** Keeps bytes as they come, at most so many. Throws RangeError when there are more, and then, as after any other fault, nothing is left. */
  async stream(companyId: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, atMost: number): Promise<Making> {
    const id = newId('file');
    const incoming: IncomingBytes = await this.storage.receive(`${companyId}/${id}`);
    try {
      const hash = createHash('sha256');
      const head: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of bytes) {
        if (size < SNIFF_BYTES) head.push(chunk);
        size += chunk.length;
        if (size > atMost) throw new RangeError('More bytes than were told.');
        hash.update(chunk);
        await incoming.write(chunk);
      }
      await incoming.keep();
      return { id, size, sha256: hash.digest('hex'), head: Buffer.concat(head).subarray(0, SNIFF_BYTES) };
    } catch (error) {
      await incoming.discard();
      throw error;
    }
  }

  /** Writes the row of bytes that were kept. */
  async enter(tx: Tx, { companyId, originId, purpose, name }: MadeFile, { id, size, sha256 }: Making, mediaType: string): Promise<void> {
    await tx.query(
      `insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, media_type, state, storage_key, origin_id, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'READY', $2 || '/' || $1, $8, clock_timestamp())`,
      [id, companyId, purpose, cleanName(name).slice(0, 200), size, sha256, mediaType, originId]);
  }

  /** Removes bytes for which there is no row. */
  async drop(companyId: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.storage.remove(`${companyId}/${id}`);
  }

  /** What bytes are for a purpose, by looking; null when the purpose does not take them. */
  typeOf(head: Uint8Array, purpose: FilePurpose): string | null {
    return mediaTypeOf(head, purpose);
  }
}
