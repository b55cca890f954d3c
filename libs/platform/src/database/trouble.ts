import { Problem } from '#kernel';

const ABORTED_TO_BE_REPEATED = new Set(['40001', '40P01']);
const NULL_CHARACTER = new Set(['22021', '22P05']);
const OVERLOADED_OR_ENDING = new Set([
  '53000', '53100', '53200', '53300', '53400', '55P03', '57014', '57P01', '57P02', '57P03', '57P05', '25P03', '25P04',
]);
const SOCKET_TROUBLE = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
]);
const CONNECTION_LOST = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|timeout expired/;

interface DatabaseTrouble {
  code?: unknown;
  message?: unknown;
  constraint?: unknown;
  routine?: unknown;
  driverError?: unknown;
}

/** TypeORM wraps what the driver threw; this gives the driver's own error. */
export function driverErrorOf(error: unknown): DatabaseTrouble | null {
  if (typeof error !== 'object' || error === null) return null;
  const inner = (error as DatabaseTrouble).driverError;
  return typeof inner === 'object' && inner !== null ? inner : (error as DatabaseTrouble);
}

/** The SQLSTATE or socket error code, or null. */
export function codeOf(error: unknown): string | null {
  const code = driverErrorOf(error)?.code;
  return typeof code === 'string' ? code : null;
}

/** Name of the database constraint that an error broke, or null for any other error. */
export function constraintOf(error: unknown): string | null {
  const name = driverErrorOf(error)?.constraint;
  return typeof name === 'string' ? name : null;
}

/** True when the database undid the transaction and asks for another attempt: nothing of it was kept. */
export function wantsRepeat(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && ABORTED_TO_BE_REPEATED.has(code);
}

/** True when the database could not be reached, ended the connection, or had no room for more. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== null && (code.startsWith('08') || OVERLOADED_OR_ENDING.has(code) || SOCKET_TROUBLE.has(code))) return true;
  const message = driverErrorOf(error)?.message;
  return typeof message === 'string' && CONNECTION_LOST.test(message);
}

/**
 * True when the connection's prepared statements are of another time: a migration changed what one of them answers (0A000 from the check of a kept plan),
 * or the server does not know it any more (26000). The same statement works on a connection made after that.
 */
export function isStale(error: unknown): boolean {
  const code = codeOf(error);
  return code === '26000' || (code === '0A000' && driverErrorOf(error)?.routine === 'RevalidateCachedQuery');
}

/** What the caller is told about an error of the database; errors of our own making pass unchanged. */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (wantsRepeat(error) || isOutage(error)) {
    const problem = new Problem('UNAVAILABLE', 'The database cannot answer just now. Repeat with the same idempotency key.', { retryAfterMs: 1_000 });
    problem.cause = error;
    return problem;
  }
  const code = codeOf(error);
  if (code !== null && NULL_CHARACTER.has(code)) return new Problem('BAD_INPUT', 'Text must not contain the null character or broken UTF-8.');
  return error;
}
