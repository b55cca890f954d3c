import { createHash } from 'node:crypto';
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import type { Actor, Locale } from '#contracts';
import { requestContext } from '#platform/observability';
import { networkOf } from '#platform/process';
import { Actors, secretPrefixes, spokenLocale, type Visit } from '../accounts/index.js';
import { EdgeSettings } from './edge-settings.port.js';
import { RateLimiter } from './rate-limit.plugin.js';
import { refreshCookieFor, type RefreshCookie } from './refresh-cookie.policy.js';
import { shownBy, unauthenticated, type Shown } from './sign-in-sentence.view.js';

/** How long an answer may take before its services stop working on it. */
const DEADLINE_MS = 15_000;
/** Longer than any refresh token lives; what counts is the token. */
const REFRESH_COOKIE_SECONDS = 90 * 86_400;

/** What resolvers know of the request they answer. */
export class EdgeContext {
  constructor(
    /** Who asks; changes when the request itself begins a session. */
    public actor: Actor | null,
    readonly locale: Locale,
    readonly visit: Visit,
    /** Nest looks for it; resolvers do not. */
    readonly req: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly cookie: RefreshCookie,
    /** What the request showed, whether or not anybody stands behind it. */
    readonly shown: Shown = 'NOTHING',
  ) {}

  /** The refresh token that a browser keeps as a cookie, out of reach of any script. */
  get refreshCookie(): string | null {
    const pairs = (this.req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return pairs.find((pair) => pair.startsWith(`${this.cookie.name}=`))?.slice(this.cookie.name.length + 1) ?? null;
  }

  /** SHA-256 of the bearer token in lower-case hexadecimal: what must be shown again where an address is bound to this session or key. */
  get proof(): string {
    return createHash('sha256').update(bearerOf(this.req.headers.authorization) ?? '').digest('hex');
  }

  /** Gives the browser a refresh token to keep, or takes it back. */
  keepRefreshCookie(token: string | null): void {
    const age = token === null ? 0 : REFRESH_COOKIE_SECONDS;
    void this.reply.header('set-cookie', `${this.cookie.name}=${token ?? ''}; Path=/; Max-Age=${age}; HttpOnly;${this.cookie.secure ? ' Secure;' : ''} SameSite=Strict`);
  }
}

/** Finds out who is asking, before anything is parsed. Nothing a client says about itself is believed but its token. */
@Injectable()
export class Doorkeeper {
  private readonly cookie: RefreshCookie;

  constructor(private readonly actors: Actors, private readonly limiter: RateLimiter, settings: EdgeSettings) {
    this.cookie = refreshCookieFor(settings.publicUrl, settings.production);
  }

  async admit(request: FastifyRequest, reply: FastifyReply): Promise<EdgeContext> {
    const visit = { address: networkOf(request.ip) };
    const token = bearerOf(request.headers.authorization);
    const known = token === null ? null : await this.actors.behind(token);
    const locale = localeOf(known, request.headers['accept-language'] ?? '');
    const actor = known && { ...known, locale };
    // The platform made the context of this request before anybody knew who it is.
    Object.assign(requestContext.getStore() ?? {}, { actor, locale, deadlineAt: Date.now() + DEADLINE_MS });
    this.limiter.take(actor, visit, 1, (name, value) => void reply.header(name, value));
    return new EdgeContext(actor, locale, visit, request, reply, this.cookie, shownBy(token, secretPrefixes.apiKey));
  }
}

/** The actor of the request, in a resolver's parameters. The policy table has let nobody through without one. */
export const Asking = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor, shown } = GqlExecutionContext.create(context).getContext<EdgeContext>();
  if (actor === null) throw new Problem('UNAUTHENTICATED', unauthenticated(shown));
  return actor;
});

/** The language of the request: a person reads pages in the language that the request asks for, whatever was chosen at registration. */
function localeOf(actor: Actor | null, asked: string): Locale {
  return actor === null || (actor.userId !== null && /^(zh|en)\b/i.test(asked)) ? spokenLocale(asked) : actor.locale;
}

function bearerOf(header: string | undefined): string | null {
  const match = /^Bearer +([\w.~+/=-]+)$/i.exec(header ?? '');
  return match?.[1] ?? null;
}
