import type { Server as HttpServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '#kernel';
import { requestContext } from '#platform/observability';
import type { Drain } from './drain.js';

/** Bytes of a body, unless a route says otherwise. */
export const BODY_LIMIT = 64 * 1024;

/** What a browser may do with an answer that says nothing itself: nothing. Pages and files set their own. */
const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** The HTTP server of a process: small bodies, ids of our own for requests, forwarded addresses believed only from our proxies. */
export function httpAdapter(trustedProxies: number): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies > 0 ? (_address, hop) => hop < trustedProxies : false,
    requestIdHeader: false,
    genReqId: () => newId('request'),
    logger: false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 300 },
    http: { headersTimeout: 15_000, requestTimeout: 300_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 },
  });
}

/** Texts from this length on are worth encoding by hand. */
const LONG_TEXT = 4_096;

/** For so long after the stop was asked for, a connection that is open may bring one more request. */
const GRACE_MS = 1_000;

/** Gives every request its context and headers, and lets the server stop without cutting anybody off. */
export function prepareHttp(app: NestFastifyApplication, drain: Drain, secure: boolean): void {
  const fastify = app.getHttpAdapter().getInstance();
  let inside = 0;
  let onEmpty: (() => void) | null = null;
  let state: 'open' | 'last orders' | 'closed' = 'open';
  const leave = (): void => {
    inside -= 1;
    if (inside === 0) onEmpty?.();
  };

  fastify.addHook('onRequest', (request, reply, done) => {
    inside += 1;
    // Comes after every end, an answer or a client that went away.
    reply.raw.once('close', leave);
    reply.headers(HEADERS);
    if (secure) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
    reply.header('x-request-id', request.id);
    if (state !== 'open') reply.header('connection', 'close');
    if (state === 'closed') {
      reply.header('retry-after', '1').code(503).send({ code: 'UNAVAILABLE', message: 'The service is stopping; the request was not begun.', requestId: request.id });
      return;
    }
    requestContext.run({ requestId: request.id, actor: null, locale: 'zh-CN', deadlineAt: null }, done);
  });

  // Node encodes long texts that are not plain ASCII several times slower on their way into a socket than into a buffer.
  fastify.addHook('onSend', (_request, _reply, payload, done) => done(null, typeof payload === 'string' && payload.length >= LONG_TEXT ? Buffer.from(payload) : payload));

  drain.add('http', async (atMostMs) => {
    const server: HttpServer = app.getHttpServer();
    state = 'last orders';
    // Stops listening and no more. The server's own close() would cut connections on which a request is just arriving,
    // and its sender could not know whether it was begun.
    NetServer.prototype.close.call(server);
    if ((await connectionsOf(server)) > 0) await pause(Math.min(GRACE_MS, atMostMs));
    state = 'closed';
    server.closeIdleConnections();
    if (inside > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMostMs - GRACE_MS);
        onEmpty = () => { clearTimeout(timer); resolve(); };
      });
    }
    return inside === 0;
  });
}

function connectionsOf(server: HttpServer): Promise<number> {
  return new Promise((resolve) => { server.getConnections((error, count) => resolve(error ? 0 : count)); });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
