import 'reflect-metadata';
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
  const problems: FieldProblem[] = [];
  findMisplacedLists(input, '', problems);
  const errors = await validate(input, {
    whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, validationError: { target: false, value: false },
  });
  collect(errors, '', problems);
  if (problems.length > 0) throw Problem.badInput(problems);
  return input;
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

/** What no field may contain, whatever its rules: reserved keys, NUL and lone surrogates (the database refuses both), lists of lists, bottomless nesting. */
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
    for (let i = 0; i < value.length; i += 1) {
      if (Array.isArray(value[i])) into.push({ path: `${prefix}${i}`, message: 'must not be a list within a list' });
      else findOddities(value[i], `${prefix}${i}`, depth + 1, into);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    if (RESERVED.has(key)) into.push({ path: `${prefix}${key}`, message: UNKNOWN });
    else if (key.includes('\u0000') || !key.isWellFormed()) into.push({ path: `${prefix}?`, message: UNKNOWN });
    else findOddities((value as Record<string, unknown>)[key], `${prefix}${key}`, depth + 1, into);
  }
}

/** The validator looks into a list wherever an object belongs and finds nothing wrong with an empty one. */
function findMisplacedLists(value: object, prefix: string, into: FieldProblem[]): void {
  for (const { name, each } of nestedFields(value.constructor)) {
    const nested = (value as Record<string, unknown>)[name];
    if (typeof nested !== 'object' || nested === null) continue;
    const path = `${prefix}${name}`;
    if (Array.isArray(nested) !== each) {
      into.push({ path, message: each ? 'must be a list' : 'must be an object, not a list' });
    } else if (!each) findMisplacedLists(nested, `${path}.`, into);
    else {
      for (const [i, item] of (nested as unknown[]).entries()) {
        if (typeof item === 'object' && item !== null && into.length < MAX_PROBLEMS) findMisplacedLists(item, `${path}.${i}.`, into);
      }
    }
  }
}

const nestedOf = new WeakMap<object, { name: string; each: boolean }[]>();

function nestedFields(type: Function): { name: string; each: boolean }[] {
  let fields = nestedOf.get(type);
  if (fields === undefined) {
    fields = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false)
      .filter((rule) => rule.type === 'nestedValidation').map((rule) => ({ name: rule.propertyName, each: rule.each === true }));
    nestedOf.set(type, fields);
  }
  return fields;
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
