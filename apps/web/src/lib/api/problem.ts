/** What went wrong in a general way: the caller, the world, or the house. A business no is a value and never comes here. */
export type ProblemCode =
  | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_INPUT' | 'IDEMPOTENCY_MISMATCH' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'INTERNAL'
  /** The request did not get through. */
  | 'UNREACHABLE';

export class ApiProblem extends Error {
  constructor(readonly code: ProblemCode, message: string, /** What to quote to support; null when nobody answered. */ readonly requestId: string | null, readonly retryAfterMs: number | null = null) {
    super(message);
  }
}

interface AnswerError { message: string; extensions?: { code?: string; requestId?: string; retryAfterMs?: number } }

/** The problem in an answer, null when there is none. */
export function problemOf(answer: { errors?: readonly AnswerError[] }, requestId: string | null): ApiProblem | null {
  const error = answer.errors?.[0];
  if (error === undefined) return null;
  const { code = 'INTERNAL', requestId: own, retryAfterMs } = error.extensions ?? {};
  return new ApiProblem(code as ProblemCode, error.message, own ?? requestId, retryAfterMs ?? null);
}

/** True when the same question may be asked again and the answer may be another one. */
export function mayAskAgain(problem: unknown): boolean {
  return problem instanceof ApiProblem && ['UNREACHABLE', 'UNAVAILABLE', 'RATE_LIMITED'].includes(problem.code);
}
