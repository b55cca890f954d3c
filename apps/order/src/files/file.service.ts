import type { Readable } from 'node:stream';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { FilePurpose, FileView } from '#contracts/order-files';
import { Database, type Tx } from '#platform/database';
import { FileStorage } from './file-storage.port.js';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';
import type { CompanyLimits } from './upload.policy.js';
import { fileView, type FileFacts } from './file.view.js';

/** A file whose bytes are there. */
export interface KeptFile {
  id: string;
  name: string;
  purpose: FilePurpose;
  mediaType: string;
  byteSize: string;
  sha256: string;
  /** True for a picture or mesh that we made of a model. */
  isMade: boolean;
  open(range?: { from: number; to: number }): Promise<Readable>;
}

/** What other slices may ask of stored files, always inside one company. */
@Injectable()
export class FileService {
  constructor(private readonly database: Database, private readonly storage: FileStorage, @Optional() @Inject(FILES_OPTIONS) private readonly options: Pick<FilesOptions, 'limits'> = {}) {}

  /** What one company may upload; null for the usual. */
  get limits(): CompanyLimits | null {
    return this.options.limits ?? null;
  }

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

  /** A READY file as it lies; null when it is missing, foreign or not usable. */
  async kept(companyId: string, id: string): Promise<KeptFile | null> {
    const [file] = await this.database.read<Omit<KeptFile, 'open'> & { key: string }>(companyId,
      `select id, name, purpose, media_type as "mediaType", byte_size::text as "byteSize", sha256, storage_key as key,
              (origin_id is not null and (purpose = 'PHOTO' or media_type = 'model/gltf-binary')) as "isMade"
         from ordering.files where company_id = $1 and id = $2 and state = 'READY'`, [companyId, id]);
    if (!file) return null;
    const { key, ...facts } = file;
    return { ...facts, open: (range) => this.storage.open(key, range) };
  }

  /** Marks a file as refused by a reader; its bytes go once the transaction is through. */
  async quarantine(tx: Tx, companyId: string, id: string, why: string): Promise<void> {
    await tx.query(`update ordering.files set state = 'QUARANTINED', refused_why = $3 where company_id = $1 and id = $2 and state = 'READY'`, [companyId, id, why]);
  }
}
