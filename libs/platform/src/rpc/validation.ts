import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';
import { Problem, type FieldProblem } from '#kernel';
import type { InputClass } from '#contracts';

const MAX_DEPTH = 24;
const MAX_PROBLEMS = 50;
/** Keys that mean something to the language itself; no input has a field of that name. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);
const known = new WeakMap<object, boolean>();

/**
 * Reads an input as its class and holds it to its rules: unknown fields, wrong types and broken values are
 * all told at once, each with its dotted path. Nothing is converted: "5" is not 5.
 */
export async function readInput<I extends object>(type: InputClass<I>, plain: unknown): Promise<I> {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw Problem.badInput([{ path: 'input', message: 'must be an object' }]);
  }
  const oddities: FieldProblem[] = [];
  findOddities(plain, '', 0, oddities);
  if (oddities.length > 0) throw Problem.badInput(oddities);
  if (!hasRules(type)) {
    const extra = Object.keys(plain);
    if (extra.length > 0) throw Problem.badInput(extra.slice(0, MAX_PROBLEMS).map((path) => ({ path, message: UNKNOWN })));
    return new type();
  }
  const input = plainToInstance(type, plain, { enableImplicitConversion: false });
  const errors = await validate(input, {
    whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, validationError: { target: false, value: false },
  });
  if (errors.length === 0) return input;
  const problems: FieldProblem[] = [];
  collect(errors, '', problems);
  throw Problem.badInput(problems);
}

const UNKNOWN = 'is not a field of this input';

function hasRules(type: new () => object): boolean {
  let answer = known.get(type);
  if (answer === undefined) {
    answer = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).length > 0;
    known.set(type, answer);
  }
  return answer;
}

/** What no field may contain, whatever its rules: reserved keys, NUL and lone surrogates (the database refuses both), bottomless nesting. */
function findOddities(value: unknown, path: string, depth: number, into: FieldProblem[]): void {
  if (into.length >= MAX_PROBLEMS) return;
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed()) into.push({ path, message: 'must be well-formed text without NUL characters' });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) {
    into.push({ path: path.slice(0, 200), message: `must not be nested deeper than ${MAX_DEPTH} levels` });
    return;
  }
  const prefix = path === '' ? '' : `${path}.`;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) findOddities(value[i], `${prefix}${i}`, depth + 1, into);
    return;
  }
  for (const key of Object.keys(value)) {
    if (RESERVED.has(key)) into.push({ path: `${prefix}${key}`, message: UNKNOWN });
    else if (key.includes('\u0000') || !key.isWellFormed()) into.push({ path: `${prefix}?`, message: UNKNOWN });
    else findOddities((value as Record<string, unknown>)[key], `${prefix}${key}`, depth + 1, into);
  }
}

function collect(errors: readonly ValidationError[], prefix: string, into: FieldProblem[]): void {
  for (const error of errors) {
    const path = `${prefix}${error.property}`.slice(0, 200);
    for (const [rule, message] of Object.entries(error.constraints ?? {})) {
      if (into.length >= MAX_PROBLEMS) return;
      into.push({ path, message: rule === 'whitelistValidation' ? UNKNOWN : withoutName(message, error.property) });
    }
    collect(error.children ?? [], `${path}.`, into);
  }
}

/** The path says which field it is; the sentence need not repeat it. */
function withoutName(message: string, property: string): string {
  for (const start of [`${property} `, `each value in ${property} `]) {
    if (message.startsWith(start)) return start.startsWith('each') ? `each value ${message.slice(start.length)}` : message.slice(start.length);
  }
  return message;
}
