import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isScalarType, isUnionType, getNamedType, isListType, isNonNullType, parse, visit, type GraphQLField, type GraphQLType } from 'graphql';
import { denial, roles, scopes, type Actor, type Rule } from '#contracts';
import * as accounts from '#contracts/gateway-accounts';
import * as files from '#contracts/order-files';
import * as imports from '#contracts/order-imports';
import * as mouldViews from '#contracts/order-mould-view';
import * as parts from '#contracts/order-parts';
import * as orders from '#contracts/order-orders';
import * as progress from '#contracts/order-progress-views';
import * as awards from '#contracts/quoting-awards';
import * as bidding from '#contracts/quoting-bidding';
import * as tenderTerms from '#contracts/quoting-tender-terms';
import * as tenderViews from '#contracts/quoting-tender-views';
import { problemCodes } from '#kernel';
import { anActor, anApiKey } from '#testing';
import { authorised, rootFields } from './authorisation.plugin.js';
import { operationRules, policyGaps } from './operation.policy.js';
import { scalars } from './scalars.plugin.js';
import { schemaText } from './schema-text.storage.js';

const text = schemaText();
const schema = buildSchema(text);
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const isList = (type: GraphQLType): boolean => (isNonNullType(type) ? isList(type.ofType) : isListType(type));

describe('the policy table', () => {
  const names = rootFields(schema).map(([name]) => name);

  it('has one line for every root field and none besides', () => {
    expect(policyGaps(names)).toEqual([]);
  });

  it('keeps the gateway from starting when a field has no line, or a line no field', () => {
    const { 'Query.tender': _left, ...rest } = operationRules;
    expect(() => authorised(buildSchema(text), rest)).toThrow('Query.tender has no rule.');
    expect(() => authorised(buildSchema(text), { ...operationRules, 'Query.nothing': { kind: 'public' } })).toThrow('The rule of Query.nothing names no field.');
  });

  it('opens to nobody what is not for everybody, and to keys nothing that is for people', () => {
    const nobody = names.filter((name) => denial(operationRules[name], null) === null);
    expect(nobody.sort()).toEqual(['Mutation.acceptInvitation', 'Mutation.enterDemo', 'Mutation.refreshSession', 'Mutation.register', 'Mutation.signIn', 'Query.catalogue', 'Query.demo', 'Query.serverTime', 'Query.viewer']);
    const bare = anApiKey({ scopes: [] });
    expect(names.filter((name) => denial(operationRules[name], bare) === null).sort()).toEqual(nobody);
    const full = anApiKey({ scopes });
    expect(names.filter((name) => denial(operationRules[name], full) !== null).sort()).toEqual([
      'Mutation.changeMember', 'Mutation.createApiKey', 'Mutation.inviteMember', 'Mutation.revokeApiKey', 'Mutation.signOut', 'Mutation.signOutEverywhere', 'Mutation.switchCompany', 'Query.apiKeys',
    ]);
  });

  it('gives a member without any fitting role no deed that needs one', () => {
    const open = (actor: Actor) => names.filter((name) => name.startsWith('Mutation.') && denial(operationRules[name], actor) === null);
    const needsRole = Object.entries(operationRules).filter(([, rule]: [string, Rule]) => rule.kind === 'roles').map(([name]) => name);
    expect(needsRole.length).toBeGreaterThan(25);
    expect(open(anActor({ roles: ['FINANCE'] })).filter((name) => needsRole.includes(name))).toEqual([]);
    expect(open(anActor({ roles: ['PLATFORM_OPERATOR'] })).filter((name) => needsRole.includes(name))).toEqual([]);
    expect(needsRole.filter((name) => denial(operationRules[name], anActor({ roles: ['OWNER'] })) !== null)).toEqual([]);
  });
});

describe('the words of the API', () => {
  const words: [string, readonly string[]][] = [
    ['Role', roles], ['Scope', scopes], ['CompanyStatus', accounts.companyStatuses], ['SupplierRelation', accounts.supplierRelations], ['FilePurpose', files.filePurposes], ['FileState', files.fileStates],
    ['MouldState', mouldViews.mouldStates], ['PartSupply', parts.partSupplies], ['PartState', parts.partStates], ['PartGap', parts.partGaps], ['ImportState', imports.importStates], ['ImportMeaning', imports.importMeanings],
    ['LotState', tenderTerms.lotStates], ['BidVisibility', tenderTerms.bidVisibilities], ['ImprovementBase', tenderTerms.improvementBases], ['TieBreak', tenderTerms.tieBreaks], ['SoftCloseScope', tenderTerms.softCloseScopes], ['ExtensionReason', bidding.extensionReasons], ['MaterialSupply', tenderTerms.materialSupplies],
    ['DrawingStage', tenderTerms.drawingStages], ['RequiredDocument', tenderTerms.requiredDocuments], ['DeclineReason', tenderViews.declineReasons], ['BidState', bidding.bidStates],
    ['LedgerEntryType', bidding.ledgerEntryTypes], ['QualificationGap', bidding.qualificationGaps], ['AwardState', awards.awardStates], ['OrderLineState', orders.orderLineStates],
    ['Lateness', orders.latenesses], ['TradeSide', orders.tradeSides], ['DeliveryKind', orders.deliveryKinds], ['DeliveryState', orders.deliveryStates], ['ReceiptStep', orders.receiptSteps],
    ['OperationState', progress.operationStates], ['PauseReason', progress.pauseReasons], ['ReportAction', progress.reportActions], ['BlockReason', progress.blockReasons],
    ['InspectionType', progress.inspectionTypes], ['Disposition', progress.dispositions], ['NonconformanceState', progress.nonconformanceStates],
  ];
  it.each(words)('are those of the services: %s', (name, known) => {
    const type = schema.getType(name);
    expect(isEnumType(type) && type.getValues().map(({ name: word }) => word).sort()).toEqual([...known].sort());
  });

  it('are explained, every one of them', () => {
    const silent: string[] = [];
    for (const type of types) {
      if (isScalarType(type) && !scalars[type.name]) continue;
      if (!type.description) silent.push(type.name);
      if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) for (const field of Object.values(type.getFields())) if (!field.description) silent.push(`${type.name}.${field.name}`);
      if (isEnumType(type)) for (const value of type.getValues()) if (!value.description) silent.push(`${type.name}.${value.name}`);
    }
    expect(silent).toEqual([]);
  });
});

describe('the shape of the API', () => {
  it('has a scalar behind every scalar', () => {
    const builtIn = ['ID', 'String', 'Int', 'Float', 'Boolean'];
    expect(types.filter(isScalarType).map(({ name }) => name).filter((name) => !builtIn.includes(name)).sort()).toEqual(Object.keys(scalars).sort());
    expect(text).not.toMatch(/: \[?Float/);
  });

  it('answers every deed with one success and its refusals', () => {
    for (const field of Object.values(schema.getMutationType()!.getFields())) {
      const result = getNamedType(field.type);
      const members = isUnionType(result) ? [...result.getTypes()] : [];
      expect([field.name, members.filter((member) => !member.getInterfaces().some(({ name }) => name === 'Refusal')).length]).toEqual([field.name, 1]);
      expect([field.name, field.args.map(({ name }) => name).filter((name) => name !== 'input')]).toEqual([field.name, []]);
    }
  });

  it('bounds every list', () => {
    const unbounded: string[] = [];
    visit(parse(text), {
      FieldDefinition(node, _key, _parent, _path, ancestors) { if (listNode(node) && !bounded(node)) unbounded.push(`${nameOf(ancestors)}.${node.name.value}`); },
      InputValueDefinition(node, _key, _parent, _path, ancestors) { if (listNode(node) && !bounded(node)) unbounded.push(`${nameOf(ancestors)}.${node.name.value}`); },
    });
    expect(unbounded).toEqual([]);
    const pages = types.filter(isObjectType).flatMap((type) => Object.values(type.getFields()).filter((field) => /Connection$/.test(getNamedType(field.type).name)).map((field): [string, GraphQLField<unknown, unknown>] => [`${type.name}.${field.name}`, field]));
    expect(pages.filter(([, field]) => !['first', 'after'].every((arg) => field.args.some(({ name }) => name === arg))).map(([name]) => name)).toEqual([]);
    expect(pages.length).toBeGreaterThan(10);
    expect(types.filter(isObjectType).flatMap((type) => Object.values(type.getFields()).filter((field) => isList(field.type) && field.args.some(({ name }) => name === 'first')).map(({ name }) => name))).toEqual([]);
  });

  it('keeps to the codes that the house knows', () => {
    const codes = schema.getType('RefusalCode');
    const types = [...text.matchAll(/^type (\w+) implements Refusal/gm)].map(([, name]) => name!.replaceAll(/(?<!^)([A-Z])/g, '_$1').toUpperCase());
    expect(isEnumType(codes) && codes.getValues().map(({ name }) => name).sort()).toEqual(types.sort());
    expect(problemCodes).toContain('QUERY_TOO_COSTLY');
  });

  it('N03: has no way to sort, filter or sum up by an amount: what is sealed could be found by asking often enough', () => {
    const filters = types.filter(isInputObjectType).filter(({ name }) => name.endsWith('Filter')).flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    const args = types.filter(isObjectType).flatMap((type) => Object.values(type.getFields()).flatMap((field) => field.args.map(({ name }) => `${type.name}.${field.name}(${name})`)));
    const wrong = /orderBy|sort|amount|price|minor|best|rank|\b(lt|gt|lte|gte|min|max|sum|avg|count)\b/i;
    expect(filters.filter((name) => wrong.test(name.split('.')[1]!))).toEqual([]);
    expect(args.filter((name) => wrong.test(name.slice(name.indexOf('('))))).toEqual([]);
    expect(filters.length).toBeGreaterThan(5);
  });

  it('has no subscriptions and no way to ask for anything by its id alone', () => {
    expect(schema.getSubscriptionType()).toBeUndefined();
    expect(schema.getQueryType()!.getFields()).not.toHaveProperty('node');
  });
});

interface Listable { type: { kind: string; type?: unknown }; directives?: readonly { name: { value: string } }[] }

function listNode(node: unknown): boolean {
  const { type } = node as Listable;
  return type.kind === 'ListType' || (type.kind === 'NonNullType' && (type.type as { kind: string }).kind === 'ListType');
}

function bounded(node: unknown): boolean {
  return (node as Listable).directives?.some(({ name }) => name.value === 'bounded') ?? false;
}

function nameOf(ancestors: readonly unknown[]): string {
  return ancestors.map((node) => (node as { name?: { value?: string } }).name?.value).filter((name) => name !== undefined).join('.');
}
