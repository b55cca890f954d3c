import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import { Problem } from '#kernel';
import { CHUNK_BYTES, FileStorage, checkedKey, type IncomingBytes, type StoredObject } from './file-storage.port.js';
import { listingOf, textOf } from './s3-listing.parser.js';

/** Where an S3-compatible store is and who we are there. */
export interface S3Options {
  /** Address of the store, such as `https://s3.example.com`; the bucket is a folder of it (path style). */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Put before every key, such as `mouldshare/`; empty for none. */
  prefix: string;
}

/** Longest wait for a store to begin its answer, tries included; bytes that it then sends may take as long as they do. */
const ANSWER_MS = 120_000;

/** A transfer that several requests share: the store's name for it and the marks of the pieces it has. */
interface Pieces { uploadId: string; etags: string[] }

/** Objects in an S3-compatible store. Small files go in one piece, larger ones as a multipart upload, so that a key always has all its bytes. */
export class S3Storage extends FileStorage {
  private readonly client: AwsClient;

  constructor(private readonly options: S3Options) {
    super();
    const { accessKeyId, secretAccessKey, region } = options;
    this.client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3, initRetryMs: 100 });
  }

  override async receive(key: string): Promise<IncomingBytes> {
    return this.incoming(checkedKey(key), null);
  }

  override async resume(key: string, transfer: string, at: number): Promise<IncomingBytes | null> {
    const pieces = JSON.parse(transfer) as Pieces;
    if (at % CHUNK_BYTES !== 0 || pieces.etags.length < at / CHUNK_BYTES) return null;
    return this.incoming(checkedKey(key), { uploadId: pieces.uploadId, etags: pieces.etags.slice(0, at / CHUNK_BYTES) });
  }

  override async abandon(key: string, transfer: string): Promise<void> {
    await this.abort(checkedKey(key), (JSON.parse(transfer) as Pieces).uploadId);
  }

  override async read(key: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.get(key)).arrayBuffer());
  }

  override async open(key: string, range?: { from: number; to: number }): Promise<Readable> {
    const answer = await this.get(key, range ? { range: `bytes=${range.from}-${range.to}` } : {});
    return answer.body === null ? Readable.from([]) : Readable.fromWeb(answer.body as ReadableStream<Uint8Array>);
  }

  override async remove(key: string): Promise<void> {
    await this.ask('DELETE', this.addressOf(checkedKey(key)), { fine: [404] });
  }

  /** What never was kept is forgotten with its row; pieces of a process that died are the bucket's to expire, by a rule for unfinished uploads. */
  override async sweep(): Promise<number> {
    return 0;
  }

  override async* objects(): AsyncIterable<StoredObject> {
    const { prefix } = this.options;
    let next: string | null = null;
    do {
      const asked: string = `?list-type=2&max-keys=1000&prefix=${encodeURIComponent(prefix)}${next === null ? '' : `&continuation-token=${encodeURIComponent(next)}`}`;
      const page = listingOf(await (await this.ask('GET', this.bucketAddress() + asked)).text(), prefix);
      yield* page.objects;
      next = page.next;
    } while (next !== null);
  }

  private incoming(key: string, begun: Pieces | null): IncomingBytes {
    let pieces = begun;
    let held: Uint8Array[] = [];
    let size = 0;
    const piece = async () => {
      pieces ??= { uploadId: await this.begin(key), etags: [] };
      const body = Buffer.concat(held, size);
      held = [];
      size = 0;
      const address = `${this.addressOf(key)}?partNumber=${pieces.etags.length + 1}&uploadId=${encodeURIComponent(pieces.uploadId)}`;
      pieces.etags.push((await this.ask('PUT', address, { body })).headers.get('etag') ?? '');
    };
    return {
      write: async (chunk) => {
        for (let at = 0; at < chunk.length;) {
          const part = chunk.subarray(at, at + CHUNK_BYTES - size);
          held.push(part);
          size += part.length;
          at += part.length;
          if (size === CHUNK_BYTES) await piece();
        }
      },
      keep: async () => {
        if (pieces === null) {
          await this.ask('PUT', this.addressOf(key), { body: Buffer.concat(held, size) });
          return;
        }
        if (size > 0) await piece();
        await this.complete(key, pieces);
      },
      pause: async () => {
        if (size > 0) await piece();
        pieces ??= { uploadId: await this.begin(key), etags: [] };
        return JSON.stringify(pieces);
      },
      discard: async () => {
        held = [];
        size = 0;
        const { uploadId } = pieces ?? {};
        pieces = null;
        if (uploadId !== undefined) await this.abort(key, uploadId);
      },
    };
  }

  private async begin(key: string): Promise<string> {
    const uploadId = textOf(await (await this.ask('POST', `${this.addressOf(key)}?uploads=`)).text(), 'UploadId');
    if (uploadId === null) throw new Problem('UNAVAILABLE', 'The file store began no upload.');
    return uploadId;
  }

  private async complete(key: string, { uploadId, etags }: Pieces): Promise<void> {
    const parts = etags.map((etag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${etag}</ETag></Part>`).join('');
    const answer = await this.ask('POST', `${this.addressOf(key)}?uploadId=${encodeURIComponent(uploadId)}`, { body: Buffer.from(`<CompleteMultipartUpload>${parts}</CompleteMultipartUpload>`) });
    // A store may answer 200 and only then find out that it cannot.
    if ((await answer.text()).includes('<Error>')) throw new Problem('UNAVAILABLE', 'The file store did not put the pieces together.');
  }

  /** A store that keeps the pieces all the same costs room, not correctness. */
  private async abort(key: string, uploadId: string): Promise<void> {
    await this.ask('DELETE', `${this.addressOf(key)}?uploadId=${encodeURIComponent(uploadId)}`, { fine: [404, 405, 501] }).catch(() => undefined);
  }

  private get(key: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask('GET', this.addressOf(checkedKey(key)), { headers });
  }

  private async ask(method: string, address: string, { body, headers, fine }: { body?: Buffer; headers?: Record<string, string>; fine?: readonly number[] } = {}): Promise<Response> {
    // The hash is signed with the request, so that a store refuses bytes that changed on the way.
    const signed = { ...headers, 'x-amz-content-sha256': createHash('sha256').update(body ?? '').digest('hex') };
    const patience = new AbortController();
    const clock = setTimeout(() => patience.abort(), ANSWER_MS);
    const answer = await this.client.fetch(address, { method, headers: signed, signal: patience.signal, ...(body ? { body: new Uint8Array(body) } : {}) })
      .catch(() => { throw new Problem('UNAVAILABLE', 'The file store does not answer.'); })
      .finally(() => clearTimeout(clock));
    if (answer.ok || fine?.includes(answer.status)) return answer;
    const why = textOf(await answer.text().catch(() => ''), 'Code') ?? 'no reason';
    throw new Problem('UNAVAILABLE', `The file store answered ${answer.status} (${why}).`);
  }

  private bucketAddress(): string {
    return `${this.options.endpoint.replace(/\/$/, '')}/${this.options.bucket}`;
  }

  private addressOf(key: string): string {
    return `${this.bucketAddress()}/${this.options.prefix}${key}`;
  }
}
