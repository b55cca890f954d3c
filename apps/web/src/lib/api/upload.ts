import { CreateUpload } from '../../generated/api/upload.js';
import type { FilePurpose } from '../../generated/types.js';
import type { Gateway } from './gateway.js';
import { newKey } from './one-at-a-time.js';
import { ApiProblem, type ProblemCode } from './problem.js';
import { sha256 } from './sha256.js';

/** The file is there, or why it is not taken: the API's sentence, or `TYPE` when its bytes are of no kind that the purpose takes. */
export type Sent = { fileId: string } | { refusal: string } | { refusal: null; why: 'TYPE' };

/** Sends one file through the side door; tells the share that has gone, from 0 to 1. */
export async function sendFile(gateway: Gateway, file: File, purpose: FilePurpose, onShare: (share: number) => void): Promise<Sent> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const input = { idempotencyKey: newKey(), purpose, name: file.name.slice(-200), byteSize: String(bytes.length), sha256: await sha256(bytes) };
  const { createUpload: ticket } = await gateway.ask(CreateUpload, { input });
  if (ticket.__typename !== 'UploadTicket') return { refusal: ticket.message };
  const { status, answer } = await put(ticket.url, ticket.token, bytes, onShare);
  if (status === 201) return { fileId: ticket.file.id };
  if (status === 415) return { refusal: null, why: 'TYPE' };
  throw new ApiProblem((answer?.code ?? 'UNREACHABLE') as ProblemCode, answer?.message ?? '', answer?.requestId ?? null);
}

interface DoorAnswer { code?: string; message?: string; requestId?: string | null }

/** `fetch` does not tell how much has gone. */
function put(url: string, token: string, bytes: Uint8Array<ArrayBuffer>, onShare: (share: number) => void): Promise<{ status: number; answer: DoorAnswer | null }> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, answer: request.response as DoorAnswer | null });
    request.onerror = request.ontimeout = request.onabort = () => resolve({ status: 0, answer: null });
    request.send(bytes);
  });
}
