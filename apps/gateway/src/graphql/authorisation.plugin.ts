import { GraphQLSchema, defaultFieldResolver, isObjectType, type GraphQLField, type GraphQLFieldResolver } from 'graphql';
import { Problem } from '#kernel';
import { denial, missingRight, type Rule } from '#contracts';
import { unauthenticated } from './sign-in-sentence.view.js';
import type { EdgeContext } from './edge-context.plugin.js';
import { fieldRules, operationRules, policyGaps } from './operation.policy.js';

/** Objects on one page at most, however many were asked for. */
const LONGEST_PAGE = 100;

/**
 * Puts the policy table before every root field. The field's own resolver cannot be reached by any other way, whatever document,
 * alias, fragment or executor asks for it. Throws when a root field has no rule or a rule has no field: such a gateway never starts.
 */
export function authorised(schema: GraphQLSchema, rules: Readonly<Record<string, Rule>> = operationRules): GraphQLSchema {
  const roots = rootFields(schema);
  const gaps = policyGaps(roots.map(([name]) => name), rules);
  if (gaps.length > 0) throw new Error(gaps.join(' '));
  for (const [name, field] of roots) guard(field, rules[name]);
  for (const [name, rule] of Object.entries(fieldRules)) {
    const [type, field] = name.split('.') as [string, string];
    const owner = schema.getType(type);
    const below = isObjectType(owner) ? owner.getFields()[field] : undefined;
    if (!below) throw new Error(`The rule of ${name} names no field.`);
    guard(below, rule);
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) if (field.args.some(({ name }) => name === 'first')) field.resolve = clamped(field.resolve ?? defaultFieldResolver);
  }
  return schema;
}

/** Names and fields of the roots, `Query.tender` and so on. */
export function rootFields(schema: GraphQLSchema): [string, GraphQLField<unknown, unknown>][] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    type ? Object.values(type.getFields()).map((field): [string, GraphQLField<unknown, unknown>] => [`${type.name}.${field.name}`, field]) : []);
}

function guard(field: GraphQLField<unknown, unknown>, rule: Rule | undefined): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    assertAllowed(rule, context as EdgeContext | undefined);
    return resolve(source, args, context, info) as unknown;
  };
}

function assertAllowed(rule: Rule | undefined, context: EdgeContext | undefined): void {
  const actor = context?.actor ?? null;
  const why = denial(rule, actor);
  if (why === 'UNAUTHENTICATED') throw new Problem('UNAUTHENTICATED', unauthenticated(context?.shown ?? 'NOTHING'));
  if (why === 'FORBIDDEN') throw new Problem('FORBIDDEN', missingRight(rule, actor));
}

/** A page is never longer than the longest, and never shorter than one. */
function clamped(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (source, args: { first: number }, context, info) => {
    if (args.first < 1) throw Problem.badInput([{ path: 'first', message: `must be 1 to ${LONGEST_PAGE}` }]);
    return resolve(source, args.first > LONGEST_PAGE ? { ...args, first: LONGEST_PAGE } : args, context, info) as unknown;
  };
}
