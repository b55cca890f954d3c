import { Inject, Injectable } from '@nestjs/common';
import { Tickets } from '#platform/tickets';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';

/** An address holds for ten minutes at least; it stays the same for ten, so that a browser need not fetch a picture twice. */
const WINDOW_MS = 10 * 60_000;

/** Who an address was made for. */
export interface Viewer { companyId: string; userId: string | null }

/** What an address says. `via` is the line of a lot or order by which another company's file is shown; null for an own one. */
export interface AddressFacts extends Viewer { fileId: string; via: string | null; until: number }

/** Addresses that show one file to one viewer for a while. */
@Injectable()
export class FileAddresses {
  constructor(private readonly tickets: Tickets, @Inject(FILES_OPTIONS) private readonly options: Pick<FilesOptions, 'publicUrl'>) {}

  /** The address of a file of the viewer's company, or of one that a line shows it; valid ten to twenty minutes. What it shows is asked again when it is opened. */
  of(fileId: string, { companyId, userId }: Viewer, now = Date.now(), via: string | null = null): string {
    const until = (Math.floor(now / WINDOW_MS) + 2) * WINDOW_MS;
    const facts = { fileId, companyId, userId, via, until };
    return `${this.at(fileId)}?by=${companyId}.${userId ?? ''}${via === null ? '' : `&via=${via}`}&until=${until}&mark=${this.tickets.mark(textOf(facts))}`;
  }

  /** Where a file is opened, by whoever shows a ticket. */
  at(fileId: string): string {
    return `${this.options.publicUrl}/files/${fileId}`;
  }

  /** What an address says; null for one that is not ours, was changed, or has ended. */
  read(fileId: string, query: { by?: unknown; via?: unknown; until?: unknown; mark?: unknown }, now = Date.now()): AddressFacts | null {
    const by = /^(com_[0-9a-z]{26})\.((?:usr_[0-9a-z]{26})?)$/.exec(typeof query.by === 'string' ? query.by : '');
    const via = query.via === undefined ? null : typeof query.via === 'string' && /^lin_[0-9a-z]{26}$/.test(query.via) ? query.via : undefined;
    const until = typeof query.until === 'string' && /^\d{13}$/.test(query.until) ? Number(query.until) : 0;
    if (!by || via === undefined || until <= now) return null;
    const facts = { fileId, companyId: by[1]!, userId: by[2] === '' ? null : by[2]!, via, until };
    return this.tickets.isMarked(textOf(facts), query.mark) ? facts : null;
  }
}

function textOf({ fileId, companyId, userId, via, until }: AddressFacts): string {
  return `file ${fileId} ${companyId} ${userId ?? ''}${via === null ? '' : ` via ${via}`} ${until}`;
}
