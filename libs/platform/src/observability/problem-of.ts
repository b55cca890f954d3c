import { Problem } from '#kernel';
import type { Logger } from './logger.js';
import { isError } from './redaction.js';
import { requestContext } from './request-context.js';

/** Codes of the database and the network that mean "not now": the transaction is gone, a new attempt may pass. */
const WEATHER = /^(08...|40001|40P01|53...|55P03|57014|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const WEATHER_SENTENCE = /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Cannot use a pool after)/;

/**
 * What to tell a caller about anything that was thrown. A problem passes as it is; the weather (database or network
 * away, deadlock, overload) becomes UNAVAILABLE; everything else is our fault, logged once with the request id and
 * told as INTERNAL without a word of the cause.
 */
export function problemOf(thrown: unknown, logger: Logger, place: string): Problem {
  if (thrown instanceof Problem) {
    // The service behind has logged its own faults already.
    if (thrown.code === 'UNAVAILABLE') logger.warn('Something this service needs is away.', isError(thrown.cause) ? thrown.cause : thrown, place);
    else if (thrown.code !== 'INTERNAL') logger.info(thrown.code, { problem: thrown.code }, place);
    return thrown;
  }
  const requestId = requestContext.getStore()?.requestId ?? 'no request';
  if (isWeather(thrown)) {
    logger.warn('Something this service needs is away.', thrown as Error, place);
    return new Problem('UNAVAILABLE', 'The service cannot answer now. Try again in a moment.', { retryAfterMs: 1_000 });
  }
  logger.error('Fault', isError(thrown) ? thrown : { thrown }, place);
  return new Problem('INTERNAL', `Something broke on our side. Quote ${requestId} when you report it.`);
}

function isWeather(thrown: unknown): boolean {
  if (!isError(thrown)) return false;
  const { code, driverError } = thrown as Error & { code?: unknown; driverError?: unknown };
  if (typeof code === 'string' && WEATHER.test(code)) return true;
  return WEATHER_SENTENCE.test(thrown.message) || (driverError !== undefined && isWeather(driverError));
}
