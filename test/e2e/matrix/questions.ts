import { readFileSync } from 'node:fs';
import {
  buildSchema, getNamedType, isEnumType, isInputObjectType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType, isRequiredArgument,
  isRequiredInputField, isUnionType, type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema,
} from 'graphql';
import type { IdKind } from '#kernel';

/** What an argument names: an object of the house, or the code on a traveller. */
export type Named = IdKind | 'travellerCode';

/** A place in the variables where the id of something goes. */
export class Slot {
  constructor(readonly kind: Named, readonly path: string) {}
}

/** One document that asks one root field, with a minimal valid input made from the types of the schema. */
export interface Question {
  /** `Query.tender`. */
  field: string;
  /** The optional id that is filled besides what must be there, empty for none. */
  besides: string;
  document: string;
  slots: Slot[];
  /** True when the field may answer null for what is not there. */
  nullable: boolean;
  /** True when the answer is a page or a list, which is empty for strangers. */
  list: boolean;
  /** Input with every slot filled; a fresh idempotency key each time. */
  fill(id: (slot: Slot) => string): Record<string, unknown>;
}

/** Which kind of object an id argument means, by its name. Every id of the schema must be found here, or there is no matrix. */
const KIND_BY_NAME: Readonly<Record<string, Named>> = {
  mouldId: 'mould', partId: 'part', importId: 'import', fileIds: 'file', fileId: 'file', tenderId: 'tender', priorTenderId: 'tender', lotId: 'lot', lotIds: 'lot', bidId: 'bid',
  awardId: 'award', awardIds: 'award', questionId: 'question', machineId: 'machine', orderId: 'order', orderLineId: 'orderLine', pieceId: 'piece', pieceIds: 'piece',
  runIds: 'run', deliveryId: 'delivery', memberId: 'member', apiKeyId: 'apiKey', companyId: 'company', companyIds: 'company', toCompanyId: 'company', excludedIds: 'company',
};
const KIND_BY_FIELD: Readonly<Record<string, Named>> = {
  'Query.company': 'company', 'Query.mould': 'mould', 'Query.import': 'import', 'Query.part': 'part', 'Query.order': 'order', 'Query.tender': 'tender', 'Query.bidderLot': 'lot',
};
/** Strings that name something although they are no ids. */
const NAMING_STRINGS: Readonly<Record<string, Named>> = { 'Query.traveller code': 'travellerCode' };

const day = (days: number) => new Date(Date.now() + days * 86_400_000);
const BY_NAME: Readonly<Record<string, () => unknown>> = {
  sha256: () => 'ab'.repeat(32), byteSize: () => '10', requestedDate: () => day(10).toISOString().slice(0, 10),
  opensAt: () => day(1).toISOString(), closesAt: () => day(2).toISOString(), happenedAt: () => new Date().toISOString(), expiresAt: () => day(30).toISOString(),
};
const BY_SCALAR: Readonly<Record<string, () => unknown>> = {
  String: () => 'x', Int: () => 1, Boolean: () => true, Decimal: () => '1', ByteCount: () => '10', MinorAmount: () => '100000', Currency: () => 'CNY', DateTime: () => day(1).toISOString(),
  Date: () => day(10).toISOString().slice(0, 10), IdempotencyKey: () => crypto.randomUUID(), ProcessCode: () => 'CNC', CategoryCode: () => 'CAV',
};

export const schema: GraphQLSchema = buildSchema(readFileSync(new URL('../../../apps/gateway/schema.graphql', import.meta.url), 'utf8'));

/** Names of all root fields. */
export function rootFields(): string[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) => (type ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`) : []));
}

/** Every root field, once as short as it may be and once more for each optional id it takes. Throws where the schema has something that has no example here. */
export function questions(): Question[] {
  return rootFields().flatMap((field) => ['', ...leavesOf(field).filter(({ optional, type }) => optional && type === 'ID').map(({ path }) => path)].map((besides) => questionWith(field, besides)));
}

/** The question about a root field in which the value at this path is given, whether it must be or not. */
export function questionWith(field: string, besides: string): Question {
  return question(field.slice(0, field.indexOf('.')), field, rootOf(field), besides);
}

export interface Leaf { path: string; type: string; optional: boolean; list: boolean }

/** Every single value that a root field takes, however deep. */
export function leavesOf(field: string): Leaf[] {
  const found: Leaf[] = [];
  const walk = (part: GraphQLArgument | GraphQLInputField, path: string, optional: boolean) => {
    const type = getNamedType(part.type);
    if (isInputObjectType(type)) for (const inner of Object.values(type.getFields())) walk(inner, `${path}.${inner.name}`, optional || !isRequiredInputField(inner));
    else found.push({ path, type: type.name, optional, list: isListType(isNonNullType(part.type) ? part.type.ofType : part.type) });
  };
  for (const arg of rootOf(field).args) walk(arg, arg.name, !isRequiredArgument(arg));
  return found;
}

/** Puts a value where a path leads; of lists on the way the first element is meant. */
export function put(variables: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const steps = path.split('.');
  let place = variables;
  for (const step of steps.slice(0, -1)) {
    const next = place[step];
    place = (Array.isArray(next) ? next[0] : next) as Record<string, unknown>;
  }
  place[steps.at(-1)!] = value;
  return variables;
}

function rootOf(field: string): GraphQLField<unknown, unknown> {
  const [parent, name] = field.split('.') as [string, string];
  return (schema.getType(parent) as GraphQLObjectType).getFields()[name]!;
}

function question(parent: string, field: string, root: GraphQLField<unknown, unknown>, besides: string): Question {
  const args = root.args.filter((arg) => isRequiredArgument(arg) || leadsTo(arg.name, besides));
  const shape = () => Object.fromEntries(args.map((arg) => [arg.name, example(arg.type, field, arg.name, besides)]));
  const slots: Slot[] = [];
  gather(shape(), slots);
  const head = args.length === 0 ? '' : `(${args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')})`;
  const call = args.length === 0 ? '' : `(${args.map(({ name }) => `${name}: $${name}`).join(', ')})`;
  return {
    field, besides, slots, nullable: !isNonNullType(root.type), list: isPage(root.type),
    document: `${parent.toLowerCase()} ${root.name[0]!.toUpperCase()}${root.name.slice(1)}${head} { ${root.name}${call}${selection(root.type)} }`,
    fill: (id) => filled(shape(), id) as Record<string, unknown>,
  };
}

function leadsTo(path: string, wanted: string): boolean {
  return wanted === path || wanted.startsWith(`${path}.`);
}

function example(type: GraphQLInputType, field: string, path: string, besides: string): unknown {
  if (isNonNullType(type)) return example(type.ofType, field, path, besides);
  if (isListType(type)) return [example(type.ofType, field, path, besides)];
  if (isInputObjectType(type)) {
    const wanted = Object.values(type.getFields()).filter((inner) => isRequiredInputField(inner) || leadsTo(`${path}.${inner.name}`, besides));
    return Object.fromEntries(wanted.map((inner) => [inner.name, example(inner.type, field, `${path}.${inner.name}`, besides)]));
  }
  const name = path.slice(path.lastIndexOf('.') + 1);
  const naming = NAMING_STRINGS[`${field} ${path}`];
  if (type.name === 'ID' || naming) {
    const kind = naming ?? (name === 'id' ? KIND_BY_FIELD[field] : KIND_BY_NAME[name]);
    if (kind === undefined) throw new Error(`${field}: nobody has said what the id ${path} is the id of.`);
    return new Slot(kind, path);
  }
  if (isEnumType(type)) return type.getValues()[0]!.value;
  const make = BY_NAME[name] ?? BY_SCALAR[type.name];
  if (make === undefined) throw new Error(`${field}: there is no example of the scalar ${type.name} for ${path}.`);
  return make();
}

function gather(value: unknown, into: Slot[]): void {
  if (value instanceof Slot) into.push(value);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) gather(inner, into);
}

function filled(value: unknown, id: (slot: Slot) => string): unknown {
  if (value instanceof Slot) return id(value);
  if (Array.isArray(value)) return value.map((inner) => filled(inner, id));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, id)]));
}

function isPage(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isListType(isNonNullType(type) ? type.ofType : type) || named.name.endsWith('Connection');
}

/** Everything flat that an answer may tell; of a page its elements, of a result the success and what every refusal says. */
function selection(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (isUnionType(named)) {
    const success = named.getTypes().find((member) => !member.getInterfaces().some(({ name }) => name === 'Refusal'))!;
    return ` { __typename ... on ${success.name} { __typename ${leaves(success)} } ... on Refusal { code message }${named.getTypes().some(({ name }) => name === 'VersionConflict') ? ' ... on VersionConflict { currentVersion }' : ''} }`;
  }
  if (!isObjectType(named) && !isInterfaceType(named)) return '';
  const edges = named.getFields().edges;
  if (!edges) return ` { __typename ${leaves(named)} }`;
  const edge = getNamedType(edges.type);
  const node = isObjectType(edge) ? getNamedType(edge.getFields().node!.type) : null;
  return ` { edges { cursor node { __typename ${isObjectType(node) ? leaves(node) : ''} } } pageInfo { hasNextPage } }`;
}

function leaves(type: { getFields(): Record<string, GraphQLField<unknown, unknown>> }): string {
  return Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument)).map(({ name }) => name).join(' ');
}
