import type { IncomingMessage } from 'node:http';
import { Controller, Inject, Options, Req, Res, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Logger, problemOf, requestContext } from '#platform/observability';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';
import { SideDoorRefusal, sideDoorAnswer, type SideDoorCode } from './side-door.view.js';
import { UploadService } from './upload.service.js';

interface Request { params: { id: string }; headers: Record<string, string | string[] | undefined>; raw: IncomingMessage }
interface Reply { header(name: string, value: string): Reply; code(status: number): Reply; send(body?: unknown): Reply }
interface FastifyLike {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(type: string, parser: (request: unknown, payload: unknown, done: (error: Error | null) => void) => void): void;
  put(path: string, handler: (request: Request, reply: Reply) => Promise<unknown>): void;
  register(plugin: (scope: FastifyLike, options: object, done: () => void) => void): void;
}

/** The side door for bytes: a ticket opens it for one file. */
@Controller('files')
export class FileController implements OnModuleInit {
  constructor(
    private readonly uploads: UploadService,
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
      scope.put('/files/:id', async (request, reply) => {
        await this.put(request, reply);
        return reply;
      });
      done();
    });
  }

  @Options(':id')
  preflight(@Req() request: Request, @Res() reply: Reply): void {
    this.allow(request, reply).header('Access-Control-Allow-Methods', 'PUT').header('Access-Control-Allow-Headers', 'authorization, content-type')
      .header('Access-Control-Max-Age', '600').code(204).send();
  }

  private async put(request: Request, reply: Reply): Promise<void> {
    this.allow(request, reply);
    try {
      const received = await this.uploads.receive(bearer(request), request.params.id, lengthOf(request), request.raw);
      reply.code(201).send(received);
    } catch (error) {
      const code = this.codeOf(error, request);
      const { status, message, retryAfter } = sideDoorAnswer(code);
      if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
      // What is left of the bytes is not worth reading, so the line is not kept.
      if (!request.raw.readableEnded) reply.header('Connection', 'close');
      reply.code(status).send({ code, message, requestId: requestContext.getStore()?.requestId ?? null });
    }
  }

  private codeOf(error: unknown, request: Request): SideDoorCode {
    if (error instanceof SideDoorRefusal) return error.code;
    // The sender went away: nobody reads this answer.
    if (request.raw.destroyed && !request.raw.complete) return 'CONTENT_MISMATCH';
    const { code } = problemOf(error, this.logger, 'files');
    return code === 'UNAVAILABLE' || code === 'RATE_LIMITED' || code === 'UNAUTHENTICATED' || code === 'NOT_FOUND' ? code : 'INTERNAL';
  }

  private allow(request: Request, reply: Reply): Reply {
    const origin = request.headers['origin'];
    if (typeof origin === 'string' && this.options.webOrigins.includes(origin)) reply.header('Access-Control-Allow-Origin', origin);
    return reply.header('Vary', 'Origin');
  }
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
