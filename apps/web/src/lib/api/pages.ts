import { RequestPages } from '../../generated/api/pages.js';
import type { Gateway } from './gateway.js';
import { ApiProblem, type ProblemCode } from './problem.js';

/** Why a page is not shown; words of the side door. */
export type PageReason = 'NOT_SHOWN' | 'DAMAGED' | 'ENCRYPTED' | 'EMPTY' | 'TOO_MANY_PAGES' | 'NO_SUCH_PAGE' | 'TOO_HEAVY';
export type Page = { picture: Blob; pages: number } | { reason: PageReason | null; /** The house's own sentence, where it has one. */ message: string };

/** An address is used up to so long before its end. */
const SPARE_MS = 8_000;
const BUSY_TRIES = 4;

/** Reads the pages of one file; asks for an address only when the last one is about to end. Nothing is kept anywhere but by the caller. */
export class FilePages {
  private ticket: { url: string; until: number } | null = null;

  constructor(private readonly gateway: Gateway, private readonly fileId: string, private readonly now: () => number) {}

  /** One page from 1. A file that cannot be shown is a value; what may work another time is thrown. */
  async page(pageNo: number, signal: AbortSignal): Promise<Page> {
    for (let attempt = 1; ; attempt += 1) {
      const address = await this.address(signal);
      if (typeof address !== 'string') return address;
      const answer = await this.gateway.open(`${address}&page=${pageNo}`, signal);
      if (answer.ok) return { picture: await answer.blob(), pages: Number(answer.headers.get('page-count')) };
      const said = await answer.json().catch(() => ({})) as { code?: string; message?: string; reason?: PageReason; requestId?: string };
      if (answer.status === 422) return { reason: said.reason ?? null, message: said.message ?? '' };
      // Others are being served, or the address ended, was used for this page, or belongs to the token of before. Whether there is another one is asked anew.
      if (answer.status === 404 || answer.status === 401) this.ticket = null;
      if ((answer.status === 429 || answer.status === 404 || answer.status === 401) && attempt < BUSY_TRIES) {
        await pause(answer.status === 429 ? 1_000 * attempt : 0, signal);
        continue;
      }
      throw new ApiProblem((said.code ?? 'UNAVAILABLE') as ProblemCode, said.message ?? `HTTP ${answer.status}`, said.requestId ?? null);
    }
  }

  private async address(signal: AbortSignal): Promise<string | Page> {
    if (this.ticket !== null && this.ticket.until - SPARE_MS > this.now()) return this.ticket.url;
    const { requestDownload } = await this.gateway.ask(RequestPages, { input: { fileId: this.fileId, stage: 'VIEW' } }, signal);
    if (requestDownload.__typename !== 'DownloadTicket') return { reason: null, message: requestDownload.message };
    this.ticket = { url: requestDownload.url, until: Date.parse(requestDownload.expiresAt) };
    return this.ticket.url;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); reject(new DOMException('stopped', 'AbortError')); }, { once: true });
  });
}
