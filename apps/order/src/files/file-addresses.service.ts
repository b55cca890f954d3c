import { Inject, Injectable } from '@nestjs/common';
import { Tickets } from '#platform/tickets';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';

/** An address holds for ten minutes at least; it stays the same for ten, so that a browser need not fetch a picture twice. */
const WINDOW_MS = 10 * 60_000;

/** Who an address was made for. */
export interface Viewer { companyId: string; userId: string | null }

/** What an address says. */
export interface AddressFacts extends Viewer { fileId: string; until: number }

/** Addresses that show one file to one viewer for a while. */
@Injectable()
export class FileAddresses {
  constructor(private readonly tickets: Tickets, @Inject(FILES_OPTIONS) private readonly options: FilesOptions) {}

  /** The address of a file of the viewer's company; valid ten to twenty minutes. */
  of(fileId: string, { companyId, userId }: Viewer, now = Date.now()): string {
    const until = (Math.floor(now / WINDOW_MS) + 2) * WINDOW_MS;
    const facts = { fileId, companyId, userId, until };
    return `${this.options.publicUrl}/files/${fileId}?by=${companyId}.${userId ?? ''}&until=${until}&mark=${this.tickets.mark(textOf(facts))}`;
  }

  /** What an address says; null for one that is not ours, was changed, or has ended. */
  read(fileId: string, query: { by?: unknown; until?: unknown; mark?: unknown }, now = Date.now()): AddressFacts | null {
    const by = /^(com_[0-9a-z]{26})\.((?:usr_[0-9a-z]{26})?)$/.exec(typeof query.by === 'string' ? query.by : '');
    const until = typeof query.until === 'string' && /^\d{13}$/.test(query.until) ? Number(query.until) : 0;
    if (!by || until <= now) return null;
    const facts = { fileId, companyId: by[1]!, userId: by[2] === '' ? null : by[2]!, until };
    return this.tickets.isMarked(textOf(facts), query.mark) ? facts : null;
  }
}

function textOf({ fileId, companyId, userId, until }: AddressFacts): string {
  return `file ${fileId} ${companyId} ${userId ?? ''} ${until}`;
}
