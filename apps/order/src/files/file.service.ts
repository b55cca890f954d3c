import { Injectable } from '@nestjs/common';
import type { FileView } from '#contracts/order-files';
import { Database, type Tx } from '#platform/database';
import { FileStorage } from './file-storage.port.js';
import { fileView, type FileFacts } from './file.view.js';

/** Bytes that nobody has written to for this long belong to a transfer that is no more. */
const QUIET_MS = 40 * 60_000;
const BATCH = 200;

/** What other slices may ask of stored files, always inside one company. */
@Injectable()
export class FileService {
  constructor(private readonly database: Database, private readonly storage: FileStorage) {}

  /** Views of own files in the order of the ids; foreign and missing ones are absent. */
  async views(tx: Tx, companyId: string, ids: readonly string[]): Promise<FileView[]> {
    const facts = await tx.query<FileFacts>(
      `select id, name, purpose, media_type as "mediaType", byte_size::text as "byteSize", sha256, state, created_at as "createdAt"
         from ordering.files where company_id = $1 and id = any($2) order by array_position($2, id)`, [companyId, ids]);
    return facts.map(fileView);
  }

  /** Name and bytes of a READY file; null when it is missing, foreign or not usable. */
  async contents(companyId: string, id: string): Promise<{ name: string; mediaType: string; bytes: Uint8Array } | null> {
    const [file] = await this.database.read<{ name: string; mediaType: string; key: string }>(companyId,
      `select name, media_type as "mediaType", storage_key as key from ordering.files where company_id = $1 and id = $2 and state = 'READY'`, [companyId, id]);
    if (!file) return null;
    return { name: file.name, mediaType: file.mediaType, bytes: await this.storage.read(file.key) };
  }

  /** Marks a file as refused by a reader; its bytes go once the transaction is through. */
  async quarantine(tx: Tx, companyId: string, id: string, why: string): Promise<void> {
    await tx.query(`update ordering.files set state = 'QUARANTINED', refused_why = $3 where company_id = $1 and id = $2 and state = 'READY'`, [companyId, id, why]);
  }

  /** Forgets promises that nobody kept, bytes of refused files and bytes that were never kept. Answers how many rows it touched. */
  async forget(): Promise<number> {
    await this.storage.sweep(QUIET_MS);
    let touched = 0;
    for (let batch = BATCH; batch === BATCH; touched += batch) batch = await this.forgetBatch();
    return touched;
  }

  private forgetBatch(): Promise<number> {
    return this.database.asHouse(async (tx) => {
      const due = await tx.query<{ id: string; companyId: string; state: string }>(
        `select id, company_id as "companyId", state from ordering.files
          where (state = 'AWAITED' and expires_at < clock_timestamp() and (transfer_until is null or transfer_until < clock_timestamp()))
             or (state = 'QUARANTINED' and storage_key is not null)
          limit ${BATCH} for update skip locked`);
      for (const file of due) await this.storage.remove(`${file.companyId}/${file.id}`);
      await tx.query(`delete from ordering.files where id = any($1)`, [due.filter((f) => f.state === 'AWAITED').map((f) => f.id)]);
      await tx.query(`update ordering.files set storage_key = null where id = any($1)`, [due.filter((f) => f.state === 'QUARANTINED').map((f) => f.id)]);
      return due.length;
    });
  }
}
