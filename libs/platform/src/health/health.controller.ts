import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import { Metrics } from '#platform/observability';
import { HEALTH_OPTIONS, Health, type HealthOptions, type Readiness } from './health.js';

/** What supervisors and monitoring ask: alive, ready, numbers. */
@Controller()
export class HealthController {
  constructor(private readonly health: Health, private readonly metrics: Metrics, @Inject(HEALTH_OPTIONS) private readonly options: HealthOptions) {}

  /** The process runs and its loop turns; says nothing about the database. */
  @Get('healthz')
  alive(): { alive: true } {
    return { alive: true };
  }

  /** 200 when work may be sent here, else 503 with what is missing. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const answer = await this.health.readiness();
    if (!answer.ready) void reply.code(503);
    return answer;
  }

  /** Prometheus' text; for holders of the token, or for this machine itself when there is none. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async numbers(@Req() request: FastifyRequest): Promise<string> {
    if (!this.mayRead(request)) throw Problem.notFound();
    return this.metrics.registry.metrics();
  }

  private mayRead(request: FastifyRequest): boolean {
    const { metricsToken } = this.options;
    if (metricsToken !== '') {
      const given = Buffer.from(request.headers.authorization ?? '');
      const expected = Buffer.from(`Bearer ${metricsToken}`);
      return given.length === expected.length && timingSafeEqual(given, expected);
    }
    // A proxy on this machine would speak for the whole world.
    const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
    return forwarded === undefined && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '');
  }
}
