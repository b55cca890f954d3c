import { HeaderMap } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { Injectable } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Problem, exhaustive, type ProblemCode } from '#kernel';
import { Logger, problemOf, requestContext } from '#platform/observability';

/** What Apollo calls the mistakes of a client. */
const CLIENT_MISTAKES = new Set<unknown>([
  ...Object.values(ApolloServerErrorCode).filter((code) => code !== ApolloServerErrorCode.INTERNAL_SERVER_ERROR), 'BAD_INPUT',
]);
const SUGGESTION = /\s*Did you mean [^?]*\?/g;

/** HTTP status of a problem that keeps the whole request from being answered. */
function statusOf(code: ProblemCode): number {
  switch (code) {
    case 'UNAUTHENTICATED': return 401;
    case 'FORBIDDEN': return 403;
    case 'NOT_FOUND': return 404;
    case 'BAD_INPUT': return 400;
    case 'IDEMPOTENCY_MISMATCH': return 409;
    case 'RATE_LIMITED': return 429;
    case 'QUERY_TOO_COSTLY': return 400;
    case 'UNAVAILABLE': return 503;
    case 'INTERNAL': return 500;
    default: return exhaustive(code);
  }
}

/** A problem that keeps the whole request from being answered, in the dress in which Apollo answers with its status. */
export function wholeRequestProblem(thrown: unknown): unknown {
  if (!(thrown instanceof Problem)) return thrown;
  return new GraphQLError(thrown.message, { originalError: thrown, extensions: { code: thrown.code, http: { status: statusOf(thrown.code), headers: new HeaderMap() } } });
}

/** Turns whatever went wrong into the one form in which clients hear of it: a sentence, a code, and the id of the request. */
@Injectable()
export class Problems {
  constructor(private readonly logger: Logger) {}

  /** For Apollo's formatError; `production` hides what suggestions tell about the schema. */
  format(formatted: GraphQLFormattedError, thrown: unknown, production: boolean): GraphQLFormattedError {
    const { code, message } = this.problemIn(formatted, thrown);
    return {
      message: production ? message.replaceAll(SUGGESTION, '') : message,
      ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
      extensions: { code, requestId: requestContext.getStore()?.requestId ?? 'none' },
    };
  }

  private problemIn(formatted: GraphQLFormattedError, thrown: unknown): { code: ProblemCode; message: string } {
    const original = innermost(thrown);
    if (original instanceof Problem) return problemOf(original, this.logger, 'graphql');
    const code = formatted.extensions?.code;
    if (code === 'QUERY_TOO_COSTLY') return { code, message: formatted.message };
    if (original instanceof GraphQLError && CLIENT_MISTAKES.has(code)) return { code: 'BAD_INPUT', message: formatted.message };
    return problemOf(original, this.logger, 'graphql');
  }
}

/** Executors wrap what resolvers threw; this is the thing itself. */
function innermost(thrown: unknown): unknown {
  let error = thrown;
  while (error instanceof GraphQLError && error.originalError) error = error.originalError;
  return error;
}
