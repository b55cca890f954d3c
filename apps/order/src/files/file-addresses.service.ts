import { Inject, Injectable } from '@nestjs/common';
import type { DownloadStage } from '#contracts/order-files';
import { Tickets } from '#platform/tickets';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';

/** An address holds for ten minutes at least; it stays the same for ten, so that a browser need not fetch a picture twice. */
const WINDOW_MS = 10 * 60_000;
const MINUTE_MS = 60_000;

/** Who an address was made for. */
export interface Viewer { companyId: string; userId: string | null }

/** What an address says: the file as it is, or its pages. */
export interface AddressFacts extends Viewer { fileId: string; until: number; stage: DownloadStage }

/** Addresses that show one file to one viewer for a while. */
@Injectable()
export class FileAddresses {
  constructor(private readonly tickets: Tickets, @Inject(FILES_OPTIONS) private readonly options: FilesOptions) {}

  /** The address of a file of the viewer's company; valid ten to twenty minutes. */
  of(fileId: string, { companyId, userId }: Viewer, now = Date.now()): string {
    const until = (Math.floor(now / WINDOW_MS) + 2) * WINDOW_MS;
    return this.urlOf({ fileId, companyId, userId, until, stage: 'DOWNLOAD' });
  }

  /** An address that must be opened within a minute, for files that are worth writing down who got them. */
  briefly(fileId: string, { companyId, userId }: Viewer, stage: DownloadStage, now = Date.now()): { url: string; expiresAt: string } {
    const facts = { fileId, companyId, userId, until: now + MINUTE_MS, stage };
    return { url: this.urlOf(facts), expiresAt: new Date(facts.until).toISOString() };
  }

  /** What an address says; null for one that is not ours, was changed, or has ended. */
  read(fileId: string, query: { by?: unknown; until?: unknown; as?: unknown; mark?: unknown }, now = Date.now()): AddressFacts | null {
    const by = /^(com_[0-9a-z]{26})\.((?:usr_[0-9a-z]{26})?)$/.exec(typeof query.by === 'string' ? query.by : '');
    const until = typeof query.until === 'string' && /^\d{13}$/.test(query.until) ? Number(query.until) : 0;
    if (!by || until <= now) return null;
    const facts = { fileId, companyId: by[1]!, userId: by[2] === '' ? null : by[2]!, until, stage: query.as === 'pages' ? 'VIEW' as const : 'DOWNLOAD' as const };
    return this.tickets.isMarked(textOf(facts), query.mark) ? facts : null;
  }

  private urlOf(facts: AddressFacts): string {
    const { fileId, companyId, userId, until, stage } = facts;
    return `${this.options.publicUrl}/files/${fileId}?by=${companyId}.${userId ?? ''}&until=${until}${stage === 'VIEW' ? '&as=pages' : ''}&mark=${this.tickets.mark(textOf(facts))}`;
  }
}

function textOf({ fileId, companyId, userId, until, stage }: AddressFacts): string {
  return `file ${fileId} ${companyId} ${userId ?? ''} ${until}${stage === 'VIEW' ? ' pages' : ''}`;
}
