import { types } from 'node:util';

/** Fields whose values no log line may hold, at any depth: secrets, tickets, and every amount of money. */
const SECRET_FIELD = /token|password|passwd|secret|authorization|cookie|proof|ticket$|apikey|api_key|database_url|connectionstring|amount|price|minor$|ceiling|^sum$|^params$|^parameters$|^detail$/i;
/** Texts that are secrets wherever they stand. */
const SECRET_TEXT: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [hidden]'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '[token hidden]'],
  [/(\w+:\/\/[^\s:/@]+):[^\s@/]+@/g, '$1:[hidden]@'],
  [/\b(msk|msr|msi)_[\w-]{16,}/g, '[key hidden]'],
];
const MAX_TEXT = 2_000;
const MAX_KEYS = 50;
const MAX_DEPTH = 6;

/** A text that may stand in a log: one line's worth, without secrets and without characters that drive a terminal. */
export function safeText(text: string, limit = MAX_TEXT): string {
  let safe = text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
  for (const [pattern, instead] of SECRET_TEXT) safe = safe.replace(pattern, instead);
  // JSON escapes what stands below the blank; the C1 controls and direction marks it lets through.
  return safe.replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, '\ufffd').toWellFormed();
}

/** True of an error of any realm: those of Node's core are not `instanceof` the Error of a test sandbox. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** The same value as it may stand in a log. */
export function safeValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return safeText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (isError(value)) return safeError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (Array.isArray(value)) {
    const head = value.slice(0, MAX_KEYS).map((item) => safeValue(item, depth + 1));
    return value.length > MAX_KEYS ? [...head, `… ${value.length - MAX_KEYS} more`] : head;
  }
  const safe: Record<string, unknown> = {};
  const keys = Object.keys(value);
  for (const key of keys.slice(0, MAX_KEYS)) {
    safe[safeText(key, 100)] = SECRET_FIELD.test(key) ? '[hidden]' : safeValue((value as Record<string, unknown>)[key], depth + 1);
  }
  if (keys.length > MAX_KEYS) safe['…'] = `${keys.length - MAX_KEYS} more`;
  return safe;
}

/**
 * An error without the values that provoked it. Messages of the database quote what was written
 * (an amount in a sealed bid, for example), so of its errors only code, place and the masked sentence remain.
 */
export function safeError(error: Error, depth = 0): Record<string, unknown> {
  const from = error as Error & { code?: unknown; severity?: unknown; constraint?: unknown; table?: unknown; schema?: unknown; routine?: unknown; driverError?: unknown };
  const database = from.severity !== undefined || from.driverError !== undefined;
  const message = database ? error.message.replace(/"[^"]*"|'[^']*'|\([^)]*\)/g, '…') : error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).join('\n');
  return {
    name: error.name,
    message: safeText(message),
    ...(typeof from.code === 'string' ? { code: safeText(from.code, 60) } : {}),
    ...(database ? { constraint: from.constraint, table: from.table, schema: from.schema, routine: from.routine } : {}),
    ...(frames === '' ? {} : { stack: safeText(frames, 4_000) }),
    ...(error.cause !== undefined && depth < 3 ? { cause: safeValue(error.cause, depth + 1) } : {}),
  };
}
