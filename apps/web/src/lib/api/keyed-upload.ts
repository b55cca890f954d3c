import { CreateUpload } from '../../generated/api/upload.js';
import type { CreateUploadMutation, FilePurpose } from '../../generated/types.js';
import type { Gateway } from './gateway.js';
import { ApiProblem, type ProblemCode } from './problem.js';
import { sha256 } from './sha256.js';

export type UploadRefused = Exclude<CreateUploadMutation['createUpload'], { __typename: 'UploadTicket' }>;
export type Uploaded = { fileId: string } | { refused: UploadRefused };

const PATIENCE_MS = 5 * 60_000;

/** Brings one file through the side door. The same key for the same file may be sent again; what the door refuses is a value, what fails is thrown. */
export async function uploadFile(gateway: Gateway, key: string, purpose: FilePurpose, name: string, file: Blob, post: typeof fetch = (...given) => fetch(...given)): Promise<Uploaded> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { createUpload: ticket } = await gateway.ask(CreateUpload, { input: { idempotencyKey: key, purpose, name, byteSize: String(bytes.length), sha256: await sha256(bytes) } });
  if (ticket.__typename !== 'UploadTicket') return { refused: ticket };
  let answer: Response;
  try {
    answer = await post(ticket.url, {
      method: 'PUT', body: bytes, signal: AbortSignal.timeout(PATIENCE_MS), headers: { authorization: `Bearer ${ticket.token}`, 'content-type': 'application/octet-stream' },
    });
  } catch (error) {
    throw new ApiProblem('UNREACHABLE', error instanceof Error ? error.message : String(error), null);
  }
  if (answer.ok) return { fileId: ticket.file.id };
  const { code, message, requestId } = await answer.json().catch(() => ({})) as { code?: string; message?: string; requestId?: string };
  // A ticket that ran out on a slow line is asked for anew; a type that is not taken stays one.
  throw new ApiProblem(answer.status === 401 ? 'UNAVAILABLE' : answer.status < 500 ? 'BAD_INPUT' : (code ?? 'UNAVAILABLE') as ProblemCode, message ?? `HTTP ${answer.status}`, requestId ?? null);
}
