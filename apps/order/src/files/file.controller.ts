import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Inject, Options, Req, Res, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Logger, problemOf, requestContext } from '#platform/observability';
import { contentRange, downloadRange } from './content-range.parser.js';
import { FileAddresses } from './file-addresses.service.js';
import { FileDoors } from './file-doors.service.js';
import { FileService, type KeptFile } from './file.service.js';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';
import { FormBroken, boundaryOf, fileOfForm } from './multipart.parser.js';
import { Receiving, type Arriving } from './receiving.service.js';
import { PageRefusal, SideDoorRefusal, sideDoorAnswer, type SideDoorCode } from './side-door.view.js';

interface Request { params: { id: string }; query: Record<string, unknown>; headers: Record<string, string | string[] | undefined>; raw: IncomingMessage }
interface Reply { raw: ServerResponse; header(name: string, value: string): Reply; code(status: number): Reply; send(body?: unknown): Reply }
interface FastifyLike {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(type: string, parser: (request: unknown, payload: unknown, done: (error: Error | null) => void) => void): void;
  route(route: { method: string; url: string; exposeHeadRoute: boolean; handler: (request: Request, reply: Reply) => Promise<unknown> }): void;
  register(plugin: (scope: FastifyLike, options: object, done: () => void) => void): void;
}

/** What a browser may show; anything else could be more than it seems. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/webp', 'model/gltf-binary']);

/** The side door for bytes: a ticket opens it for one file. */
@Controller('files')
export class FileController implements OnModuleInit {
  constructor(
    private readonly receiving: Receiving,
    private readonly addresses: FileAddresses,
    private readonly doors: FileDoors,
    private readonly files: FileService,
    @Inject(FILES_OPTIONS) private readonly options: FilesOptions,
    private readonly adapter: HttpAdapterHost,
    private readonly logger: Logger,
  ) {}

  /**
   * Bytes go to the storage as they come, whatever the sender calls them: curl says that they are a form, and a parser of forms would eat them.
   * Parsers belong to a scope of Fastify, so the route has one of its own; Nest has no word for that.
   */
  onModuleInit(): void {
    const fastify = this.adapter.httpAdapter?.getInstance?.() as FastifyLike | undefined;
    fastify?.register?.((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
      const at = (method: string, take: (request: Request, reply: Reply) => Promise<void>) => scope.route({
        method, url: '/files/:id', exposeHeadRoute: false,
        handler: async (request, reply) => {
          await this.answering(request, reply, () => take(request, reply));
          return reply;
        },
      });
      at('PUT', (request, reply) => this.put(request, reply));
      at('POST', (request, reply) => this.post(request, reply));
      at('GET', (request, reply) => this.get(request, reply));
      at('HEAD', async (request, reply) => {
        reply.header('Upload-Offset', String(await this.receiving.offset(bearer(request), request.params.id))).code(200).send();
      });
      done();
    });
  }

  @Options(':id')
  preflight(@Req() request: Request, @Res() reply: Reply): void {
    this.allow(request, reply).header('Access-Control-Allow-Methods', 'GET, PUT, POST, HEAD').header('Access-Control-Allow-Headers', 'authorization, content-type, content-range, range')
      .header('Access-Control-Max-Age', '600').code(204).send();
  }

  private async put(request: Request, reply: Reply): Promise<void> {
    const header = request.headers['content-range'];
    if (header === undefined) {
      reply.code(201).send(await this.receiving.whole(arriving(request)));
      return;
    }
    const range = typeof header === 'string' ? contentRange(header) : null;
    if (range === null) throw new SideDoorRefusal('RANGE_REFUSED');
    const answer = await this.receiving.chunk(arriving(request), range);
    reply.code('received' in answer ? 202 : 201).send(answer);
  }

  private async post(request: Request, reply: Reply): Promise<void> {
    const boundary = boundaryOf(String(request.headers['content-type'] ?? ''));
    if (boundary === null) throw new SideDoorRefusal('BAD_INPUT');
    reply.code(201).send(await this.receiving.whole({ ...arriving(request), bytes: fileOfForm(request.raw, boundary), form: true }));
  }

  /** Shows a file to whom its address was made for, or to who shows a ticket and the session behind it. */
  private async get(request: Request, reply: Reply): Promise<void> {
    const { ticket, page } = request.query;
    if (ticket !== undefined) {
      const left = new AbortController();
      reply.raw.once('close', () => left.abort());
      const number = page === undefined ? null : typeof page === 'string' && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 0;
      const out = await this.doors.open(request.params.id, { ticket: typeof ticket === 'string' ? ticket : '', bearer: bearer(request), page: number, fromByte: fromByteOf(request), stop: left.signal });
      return 'file' in out ? this.send(request, reply, out.file, false) : this.sendPage(reply, out.page, out.pages);
    }
    const facts = this.addresses.read(request.params.id, request.query);
    const file = facts === null ? null : facts.via === null ? await this.files.kept(facts.companyId, facts.fileId) : await this.doors.look(facts);
    if (file === null) throw new SideDoorRefusal('NOT_FOUND');
    await this.send(request, reply, file, facts!.via === null && file.isMade);
  }

  /** A page as a picture, painted for this answer and kept nowhere. */
  private sendPage(reply: Reply, page: Uint8Array, pages: number): void {
    reply.header('Content-Type', 'image/webp').header('Content-Length', String(page.length)).header('Page-Count', String(pages)).header('Content-Disposition', 'inline').header('Cache-Control', 'private, no-store')
      .header('Cross-Origin-Resource-Policy', 'cross-origin').header('Content-Security-Policy', "default-src 'none'; sandbox").code(200).send(page);
  }

  /** Nothing that a stranger uploaded is ever run: pictures are shown, all else is saved. What may be taken back is kept by no browser. */
  private async send(request: Request, reply: Reply, file: KeptFile, mayStay: boolean): Promise<void> {
    const size = Number(file.byteSize);
    const header = request.headers['range'];
    const range = downloadRange(typeof header === 'string' ? header : undefined, size);
    if (range === 'UNSATISFIABLE') throw new SideDoorRefusal('RANGE_REFUSED');
    const bytes = await file.open(range ?? undefined);
    reply.header('Content-Type', SHOWN.has(file.mediaType) ? file.mediaType : 'application/octet-stream').header('Content-Length', String(range ? range.to - range.from + 1 : size))
      .header('Content-Disposition', `${SHOWN.has(file.mediaType) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
      .header('Accept-Ranges', 'bytes').header('Repr-Digest', `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`)
      .header('Cache-Control', mayStay ? 'private, max-age=600' : 'private, no-store').header('Cross-Origin-Resource-Policy', 'cross-origin').header('Content-Security-Policy', "default-src 'none'; sandbox");
    if (range) reply.header('Content-Range', `bytes ${range.from}-${range.to}/${size}`);
    reply.code(range ? 206 : 200).send(bytes);
  }

  private async answering(request: Request, reply: Reply, take: () => Promise<void>): Promise<void> {
    this.allow(request, reply);
    try {
      await take();
    } catch (error) {
      const code = this.codeOf(error, request);
      const { status, message, retryAfter } = sideDoorAnswer(code);
      if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
      if (error instanceof SideDoorRefusal && error.offset !== null) reply.header('Upload-Offset', String(error.offset));
      // What is left of the bytes is not worth reading, so the line is not kept.
      if (!request.raw.readableEnded) reply.header('Connection', 'close');
      reply.code(status).send({ code, message, ...(error instanceof PageRefusal ? { reason: error.reason, pages: error.pages } : {}), requestId: requestContext.getStore()?.requestId ?? null });
    }
  }

  private codeOf(error: unknown, request: Request): SideDoorCode {
    if (error instanceof SideDoorRefusal) return error.code;
    if (error instanceof FormBroken) return 'BAD_INPUT';
    // The sender went away: nobody reads this answer.
    if (request.raw.destroyed && !request.raw.complete) return 'CONTENT_MISMATCH';
    const { code } = problemOf(error, this.logger, 'files');
    return code === 'UNAVAILABLE' || code === 'RATE_LIMITED' || code === 'UNAUTHENTICATED' || code === 'NOT_FOUND' ? code : 'INTERNAL';
  }

  private allow(request: Request, reply: Reply): Reply {
    const origin = request.headers['origin'];
    if (typeof origin === 'string' && this.options.webOrigins.includes(origin)) reply.header('Access-Control-Allow-Origin', origin).header('Access-Control-Expose-Headers', 'Upload-Offset, Retry-After, Page-Count, Content-Disposition');
    return reply.header('Vary', 'Origin');
  }
}

function arriving(request: Request): Arriving {
  return { token: bearer(request), fileId: request.params.id, length: lengthOf(request), bytes: request.raw };
}

/** First byte that a range asks for; 0 without one. */
function fromByteOf(request: Request): number {
  const header = request.headers['range'];
  const from = typeof header === 'string' ? /^bytes=(\d{1,15})-/.exec(header) : null;
  return from === null ? 0 : Number(from[1]);
}

function bearer(request: Request): string | null {
  const header = request.headers['authorization'];
  const found = typeof header === 'string' ? /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(header) : null;
  return found?.[1] ?? null;
}

function lengthOf(request: Request): number | null {
  const header = request.headers['content-length'];
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}
