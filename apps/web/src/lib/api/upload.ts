import { CreateUpload } from '../../generated/api/upload.js';
import type { FilePurpose } from '../../generated/types.js';
import type { Gateway } from './gateway.js';
import { ApiProblem, type ProblemCode } from './problem.js';
import { sha256OfFile } from './sha256.js';

/** The file is there, or the sentence why it is not taken; `TYPE` when its bytes are of no kind that the purpose takes. */
export type Uploaded = { fileId: string } | { refused: string; why: 'LIMITS' | 'TYPE' };

export interface UploadAsked {
  /** One key per intention; with the hash of the file at hand it may be one that an earlier page began with. */
  key: string | ((sha256: string) => string);
  purpose: FilePurpose;
  name: string;
  file: Blob;
  /** Told the share that has gone, from 0 to 1. */
  onShare?: (share: number) => void;
  /** Told the share of a large file that has been read for its hash, before anything is sent. */
  onRead?: (share: number) => void;
  /** With it a broken line is waited out and sending goes on where it was; it is told when the line breaks (true) and when it is back. Without it a break is thrown. */
  onBroken?: (broken: boolean) => void;
  /** Gives the transfer up. */
  signal?: AbortSignal;
}

const PATIENCE_MS = 5 * 60_000;
const LONGEST_NAME = 200;
/** Chunks are of this size, and files of two of them go in one piece. */
export const CHUNK_BYTES = 8 * 1024 * 1024;
/** Pauses before the next try on a line that is broken. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

interface Ticket { url: string; token: string; fileId: string }
interface DoorAnswer { code?: string; message?: string; requestId?: string | null; received?: number }
interface Answered { status: number; answer: DoorAnswer | null; offset: number | null }

/**
 * Brings one file through the side door, a large one in chunks. The same key for the same file may be sent again; what the door refuses is a
 * value, what fails is thrown.
 */
export async function uploadFile(gateway: Gateway, asked: UploadAsked): Promise<Uploaded> {
  const { key, purpose, name, file, onShare, onRead, onBroken, signal } = asked;
  const hash = await sha256OfFile(file, onRead);
  const input = { idempotencyKey: typeof key === 'string' ? key : key(hash), purpose, name: name.slice(-LONGEST_NAME), byteSize: String(file.size), sha256: hash };
  const inChunks = file.size > 2 * CHUNK_BYTES;
  let ticket: Ticket | null = null;
  let at: number | null = inChunks ? null : 0;
  let [broken, denied] = [0, 0];
  for (;;) {
    if (signal?.aborted) throw new DOMException('Given up.', 'AbortError');
    let sent: Answered;
    try {
      if (ticket === null) {
        const { createUpload: given } = await gateway.ask(CreateUpload, { input }, signal);
        if (given.__typename !== 'UploadTicket') return { refused: given.message, why: 'LIMITS' };
        ticket = { url: given.url, token: given.token, fileId: given.file.id };
      }
      at ??= await offsetOf(ticket, file.size, signal);
      sent = await put(ticket, file, at, inChunks, onShare, signal);
    } catch (problem) {
      if (onBroken === undefined || !(problem instanceof ApiProblem) || !['UNREACHABLE', 'UNAVAILABLE', 'RATE_LIMITED'].includes(problem.code)) throw problem;
      sent = { status: 0, answer: null, offset: null };
    }
    const { status, answer } = sent;
    if (status === 201) return { fileId: ticket!.fileId };
    if (status === 415) return { refused: answer?.message ?? '', why: 'TYPE' };
    if (status === 202) {
      if (broken > 0) onBroken?.(false);
      [at, broken, denied] = [answer?.received ?? null, 0, 0];
    } else if (status === 416 && sent.offset !== null && sent.offset !== at) at = sent.offset;
    else if (status === 401 && inChunks && denied < 1) {
      // A ticket that ran out on a slow line is asked for anew; what has come stays.
      [ticket, at] = [null, null];
      denied += 1;
    } else if (onBroken !== undefined && (status === 0 || status === 423 || status === 429 || status >= 500)) {
      onBroken(true);
      await pause(PAUSES_MS[Math.min(broken, PAUSES_MS.length - 1)]!, signal);
      broken += 1;
      // A ticket must be used within a minute of being made, and another may be had at any time.
      [ticket, at] = [inChunks && broken < 3 ? ticket : null, inChunks ? null : 0];
    } else {
      const code = status === 0 ? 'UNREACHABLE' : status === 401 ? 'UNAVAILABLE' : status < 500 ? 'BAD_INPUT' : (answer?.code ?? 'UNAVAILABLE') as ProblemCode;
      throw new ApiProblem(code, answer?.message ?? `HTTP ${status}`, answer?.requestId ?? null);
    }
  }
}

/** Where sending goes on: behind the bytes that are safe; whoever has sent all of them says so with the last chunk. */
async function offsetOf({ url, token }: Ticket, size: number, signal?: AbortSignal): Promise<number> {
  const patience = AbortSignal.timeout(30_000);
  const answer = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${token}` }, credentials: 'omit', signal: signal === undefined ? patience : AbortSignal.any([signal, patience]) })
    .catch((error: unknown) => { throw signal?.aborted ? error : new ApiProblem('UNREACHABLE', String(error), null); });
  const offset = Number(answer.headers.get('upload-offset') ?? 0);
  return answer.ok && Number.isSafeInteger(offset) ? Math.min(offset, Math.floor((size - 1) / CHUNK_BYTES) * CHUNK_BYTES) : 0;
}

/** Sends the whole file or its next chunk. `fetch` does not tell how much has gone. Status 0 when nobody answered. */
function put({ url, token }: Ticket, file: Blob, at: number, inChunks: boolean, onShare?: (share: number) => void, signal?: AbortSignal): Promise<Answered> {
  const end = inChunks ? Math.min(at + CHUNK_BYTES, file.size) : file.size;
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const over = (answered: Answered): void => { signal?.removeEventListener('abort', stop); resolve(answered); };
    const stop = (): void => request.abort();
    signal?.addEventListener('abort', stop);
    request.open('PUT', url);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    if (inChunks) request.setRequestHeader('content-range', `bytes ${at}-${end - 1}/${file.size}`);
    request.responseType = 'json';
    if (onShare) request.upload.onprogress = ({ loaded }) => onShare(Math.min(1, (at + loaded) / file.size));
    request.onload = () => {
      const offset = request.getResponseHeader('upload-offset');
      over({ status: request.status, answer: request.response as DoorAnswer | null, offset: offset === null ? null : Number(offset) });
    };
    request.onerror = request.ontimeout = request.onabort = () => over({ status: 0, answer: null, offset: null });
    request.send(inChunks ? file.slice(at, end) : file);
  });
}

/** Waits; the network coming back ends it early. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    addEventListener('online', done);
    signal?.addEventListener('abort', done);
  });
}
