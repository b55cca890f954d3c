import { createHash, randomBytes } from 'node:crypto';
import { Controller, Get, Inject, Optional, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import { EdgeSettings } from '../edge-settings.port.js';
import { landing, type Landing } from './landing.view.js';
import { webFiles, type Packing, type WebFile } from './web-app.storage.js';
import { belongsOnPhone, entryOf, pagePolicy, WORKER_FILE, WORKER_HEADERS, type Browser, type WebEntry } from './web-page.policy.js';

const NONCE = '__NONCE__';
/** Token under which a spec gives the files of a web app. */
export const WEB_FILES = Symbol('web files');

/** The web app: its two pages under every address that is nobody else's, and its files. */
@Controller()
export class WebAppController {
  private readonly first: Landing;
  private readonly firstCsp: string;
  private readonly files: ReadonlyMap<string, WebFile>;

  constructor(private readonly settings: EdgeSettings, @Optional() @Inject(WEB_FILES) files: ReadonlyMap<string, WebFile> | undefined) {
    this.files = files ?? webFiles();
    this.first = landing(!settings.production);
    const style = createHash('sha256').update(this.first.style).digest('base64');
    this.firstCsp = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  }

  @Get()
  front(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void | Promise<void> {
    if (!this.files.has('index.html')) return void reply.type('text/html; charset=utf-8').header('content-security-policy', this.firstCsp).send(this.first.html);
    if (belongsOnPhone('/', request.query as object as Record<string, unknown>, browserOf(request))) return void reply.header('vary', 'user-agent, sec-ch-ua-mobile').redirect('/m/', 302);
    return this.page('index.html', reply);
  }

  @Get('*')
  async any(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = request.url.split(/[?#]/)[0]!;
    const file = path.endsWith('.html') ? undefined : this.files.get(path.slice(1));
    if (file !== undefined) return this.file(path, file, request, reply);
    const entry = entryOf(path, browserOf(request));
    if (entry === null || !this.files.has(entry)) throw Problem.notFound();
    return this.page(entry, reply);
  }

  private async page(entry: WebEntry, reply: FastifyReply): Promise<void> {
    const nonce = randomBytes(16).toString('base64');
    const html = this.files.get(entry)!.body.toString('utf8').replaceAll(NONCE, nonce);
    void reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy(entry, nonce, this.settings.liveUrl, this.settings.filesUrl)).send(html);
  }

  /** A file with its hash in its name never changes. */
  private async file(path: string, file: WebFile, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const packing = file.packs ? packingOf(request.headers['accept-encoding'] ?? '') : null;
    const body = packing === null ? file.body : await file.as(packing);
    if (packing !== null) reply.header('content-encoding', packing);
    reply.type(file.type).header('vary', 'accept-encoding').header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    if (path === `/${WORKER_FILE}`) for (const [name, value] of Object.entries(WORKER_HEADERS)) reply.header(name, value);
    void reply.send(body);
  }
}

function browserOf({ headers }: FastifyRequest): Browser {
  return { userAgent: headers['user-agent'] ?? '', mobileHint: headers['sec-ch-ua-mobile'] as string | undefined, accept: headers.accept ?? '' };
}

function packingOf(accepted: string): Packing | null {
  return /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
}
