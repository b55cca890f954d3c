/**
 * What the caller or the world did wrong in a general way. Business refusals are not here: they are data.
 * A foreign object and a missing one are the same NOT_FOUND.
 */
export const problemCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_INPUT',
  'IDEMPOTENCY_MISMATCH',
  'RATE_LIMITED',
  'QUERY_TOO_COSTLY',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** One value that broke a rule: where it is and what would pass. */
export interface FieldProblem {
  /** Path inside the input, such as `lots.3.closesAt`. */
  path: string;
  /** One sentence that says what would pass, with its unit. */
  message: string;
}

export interface ProblemDetails {
  problems?: FieldProblem[];
  /** When a new attempt makes sense, in milliseconds from now. */
  retryAfterMs?: number;
}

/** Thrown inside, mapped to each edge's own dialect by one exhaustive switch per edge. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly details: ProblemDetails = {},
  ) {
    super(message);
    this.name = 'Problem';
  }

  static notFound(): Problem {
    return new Problem('NOT_FOUND', 'There is no such object, or it is not yours.');
  }

  static badInput(problems: FieldProblem[]): Problem {
    const first = problems[0];
    return new Problem('BAD_INPUT', first ? `${first.path}: ${first.message}` : 'The input is not valid.', { problems });
  }
}
