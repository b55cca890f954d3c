import { CreateUpload } from '../../generated/api/upload.js';
import type { FilePurpose } from '../../generated/types.js';
import type { Gateway } from './gateway.js';
import { ApiProblem, type ProblemCode } from './problem.js';
import { sha256 } from './sha256.js';

/** The file is there, or the sentence why it is not taken; `TYPE` when its bytes are of no kind that the purpose takes. */
export type Uploaded = { fileId: string } | { refused: string; why: 'LIMITS' | 'TYPE' };

export interface UploadAsked { key: string; purpose: FilePurpose; name: string; file: Blob; /** Told the share that has gone, from 0 to 1. */ onShare?: (share: number) => void }

const PATIENCE_MS = 5 * 60_000;
const LONGEST_NAME = 200;

/** Brings one file through the side door. The same key for the same file may be sent again; what the door refuses is a value, what fails is thrown. */
export async function uploadFile(gateway: Gateway, { key, purpose, name, file, onShare }: UploadAsked): Promise<Uploaded> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const input = { idempotencyKey: key, purpose, name: name.slice(-LONGEST_NAME), byteSize: String(bytes.length), sha256: await sha256(bytes) };
  const { createUpload: ticket } = await gateway.ask(CreateUpload, { input });
  if (ticket.__typename !== 'UploadTicket') return { refused: ticket.message, why: 'LIMITS' };
  const { status, answer } = await put(ticket.url, ticket.token, bytes, onShare);
  if (status === 201) return { fileId: ticket.file.id };
  if (status === 415) return { refused: answer?.message ?? '', why: 'TYPE' };
  // A ticket that ran out on a slow line is asked for anew.
  const code = status === 0 ? 'UNREACHABLE' : status === 401 ? 'UNAVAILABLE' : status < 500 ? 'BAD_INPUT' : (answer?.code ?? 'UNAVAILABLE') as ProblemCode;
  throw new ApiProblem(code, answer?.message ?? `HTTP ${status}`, answer?.requestId ?? null);
}

interface DoorAnswer { code?: string; message?: string; requestId?: string | null }

/** `fetch` does not tell how much has gone. Status 0 when nobody answered. */
function put(url: string, token: string, bytes: Uint8Array<ArrayBuffer>, onShare?: (share: number) => void): Promise<{ status: number; answer: DoorAnswer | null }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.timeout = PATIENCE_MS;
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    if (onShare) request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, answer: request.response as DoorAnswer | null });
    request.onerror = request.ontimeout = request.onabort = () => resolve({ status: 0, answer: null });
    request.send(bytes);
  });
}
