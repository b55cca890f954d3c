import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, type ProblemCode } from '#kernel';
import { problemOf, type Logger } from '#platform/observability';

const STATUS: Readonly<Record<ProblemCode, number>> = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, BAD_INPUT: 400, IDEMPOTENCY_MISMATCH: 409,
  RATE_LIMITED: 429, QUERY_TOO_COSTLY: 429, UNAVAILABLE: 503, INTERNAL: 500,
};

/** Answers every problem over HTTP in one shape: code, sentence, request id. Other edges speak their own dialect. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() !== 'http') return thrown;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const foreign = frameworkStatus(thrown);
    if (foreign !== null) {
      void reply.code(foreign.status).send({ code: foreign.code, message: foreign.message, requestId: request.id });
      return undefined;
    }
    const problem = problemOf(thrown, this.logger, 'http');
    if (problem.details.retryAfterMs !== undefined) void reply.header('retry-after', String(Math.ceil(problem.details.retryAfterMs / 1_000)));
    void reply.code(STATUS[problem.code]).send({ code: problem.code, message: problem.message, ...problem.details, requestId: request.id });
    return undefined;
  }
}

/** What Nest and Fastify refuse by themselves: no such route, a body too large, JSON that is none. */
function frameworkStatus(thrown: unknown): { status: number; code: string; message: string } | null {
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: unknown } | null)?.statusCode;
  if (thrown instanceof Problem || typeof status !== 'number' || status < 400 || status > 499) return null;
  if (status === 404) return { status, code: 'NOT_FOUND', message: 'There is nothing at this address.' };
  if (status === 413) return { status, code: 'BAD_INPUT', message: 'The body is larger than this address takes.' };
  if (status === 415) return { status, code: 'BAD_INPUT', message: 'This address does not take that content type.' };
  return { status, code: 'BAD_INPUT', message: 'The request cannot be read.' };
}
