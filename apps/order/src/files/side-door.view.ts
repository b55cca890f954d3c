import { exhaustive } from '#kernel';
import type { FileState } from '#contracts/order-files';
import type { SheetRefusal } from '../sheets/sheet-job.view.js';

/** Answer to bytes that arrived. */
export interface Received { fileId: string; state: FileState }

/** Answer to a chunk that arrived: bytes that need not be sent again. */
export interface ChunkReceived { received: number }

export type SideDoorCode =
  | 'BAD_INPUT' | 'UNAUTHENTICATED' | 'NOT_FOUND' | 'CONTENT_MISMATCH' | 'LENGTH_REQUIRED' | 'TOO_LARGE' | 'TYPE_REFUSED' | 'RANGE_REFUSED' | 'PAGE_REFUSED' | 'NOT_READY' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'INTERNAL';

/** The side door says no; its codes are those of files.md. */
export class SideDoorRefusal extends Error {
  /** @param offset where a refused chunk should begin instead */
  constructor(readonly code: SideDoorCode, readonly offset: number | null = null) {
    super(code);
    this.name = 'SideDoorRefusal';
  }
}

/** Why a page is not shown, with the pages that the file has where that is known. */
export class PageRefusal extends SideDoorRefusal {
  constructor(readonly reason: SheetRefusal, readonly pages: number | null) { super(reason === 'BUSY' ? 'RATE_LIMITED' : 'PAGE_REFUSED'); }
}

/** Status and sentence of every no. */
export function sideDoorAnswer(code: SideDoorCode): { status: number; message: string; retryAfter?: number } {
  switch (code) {
    case 'BAD_INPUT': return { status: 400, message: 'Send the bytes as they are, or as a form with one field "file" and nothing else.' };
    case 'UNAUTHENTICATED': return { status: 401, message: 'The ticket is missing, used up, expired, or of another session. Ask for a new one.' };
    case 'NOT_FOUND': return { status: 404, message: 'There is no such file, or it is not yours to see.' };
    case 'CONTENT_MISMATCH': return { status: 409, message: 'Size or SHA-256 of the bytes differ from what createUpload was told; they were thrown away.' };
    case 'LENGTH_REQUIRED': return { status: 411, message: 'Send Content-Length.' };
    case 'TOO_LARGE': return { status: 413, message: 'The bytes are more than createUpload was told.' };
    case 'TYPE_REFUSED': return { status: 415, message: 'The bytes are not of a type that this purpose takes.' };
    case 'RANGE_REFUSED': return { status: 416, message: 'Chunks are of 8 MiB, but for the last, and follow one another; Upload-Offset says what is expected.' };
    case 'PAGE_REFUSED': return { status: 422, message: 'There is no such page to show; reason says why.' };
    case 'NOT_READY': return { status: 423, message: 'Another transfer of this file is under way.', retryAfter: 5 };
    case 'RATE_LIMITED': return { status: 429, message: 'Too many at once.', retryAfter: 5 };
    case 'UNAVAILABLE': return { status: 503, message: 'The file store does not answer. Try again.', retryAfter: 5 };
    case 'INTERNAL': return { status: 500, message: 'Something broke on our side; quote the request id.' };
    default: return exhaustive(code);
  }
}
