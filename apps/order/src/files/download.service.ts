import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import type { FileOpeningView, FileState, RequestDownloadInput, RequestDownloadResult } from '#contracts/order-files';
import { Database } from '#platform/database';
import { SheetPages } from '../sheets/index.js';
import { FileAddresses } from './file-addresses.service.js';
import { sentences } from './files-sentences.view.js';

/** Openings that one answer holds. */
const SHOWN = 500;

/** Files on their way out, and who got them. */
@Injectable()
export class DownloadService {
  constructor(private readonly database: Database, private readonly addresses: FileAddresses, private readonly sheets: SheetPages) {}

  /** An address of an own file or of its pages for a minute, written down before it is given. */
  requestDownload(actor: Actor, { fileId, stage }: RequestDownloadInput): Promise<RequestDownloadResult> {
    return this.database.asCompany(actor.companyId, async (tx): Promise<RequestDownloadResult> => {
      const [file] = await tx.query<{ state: FileState; mediaType: string | null }>('select state, media_type as "mediaType" from ordering.files where company_id = $1 and id = $2', [actor.companyId, fileId]);
      if (!file) throw Problem.notFound();
      const refused = (message: string): RequestDownloadResult => ({ __typename: 'FileRefused', code: 'FILE_REFUSED', message, maxBytes: null, grantedStage: null });
      if (file.state !== 'READY') return refused(sentences(actor.locale).notThere());
      if (stage === 'VIEW' && !this.sheets.isShown(file.mediaType)) return refused(sentences(actor.locale).notShown());
      await tx.query('insert into ordering.file_openings (company_id, file_id, user_id, principal_id) values ($1, $2, $3, $4)', [actor.companyId, fileId, actor.userId, actor.principalId]);
      return { __typename: 'DownloadTicket', ...this.addresses.briefly(fileId, actor, stage ?? 'DOWNLOAD') };
    });
  }

  /** Who got addresses of an own file, newest first. */
  async openings(actor: Actor, fileId: string): Promise<FileOpeningView[]> {
    const own = await this.database.read(actor.companyId, 'select 1 from ordering.files where company_id = $1 and id = $2', [actor.companyId, fileId]);
    if (own.length === 0) throw Problem.notFound();
    const rows = await this.database.read<{ userId: string | null; openedAt: Date }>(actor.companyId,
      `select user_id as "userId", opened_at as "openedAt" from ordering.file_openings where company_id = $1 and file_id = $2 order by id desc limit ${SHOWN}`, [actor.companyId, fileId]);
    return rows.map(({ userId, openedAt }) => ({ userId, byKey: userId === null, openedAt: openedAt.toISOString() }));
  }
}
