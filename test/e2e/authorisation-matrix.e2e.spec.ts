import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { denial, scopes, type Role, type Scope } from '#contracts';
import { newId } from '#kernel';
import { parse, validate } from 'graphql';
import { operationRules } from '../../apps/gateway/src/graphql/operation.policy.js';
import { aMember, aPlatformOperator, givenRoles, keysOf, nobody, ownerOf, whoSignedOut, withEveryRole, type Answer, type Principal } from './matrix/principals.js';
import { questions, rootFields, schema, type Named, type Question, type Slot } from './matrix/questions.js';
import { changesOf, everyRow, idsOf, type Rows } from './matrix/rows.js';
import { aRunningTrade, type RunningTrade } from './matrix/running-trade.js';
import { each, verdictOf } from './matrix/verdict.js';
import { Market, until } from './market.js';

const all = questions();

/** What ends the session that asks; asked last, by those who may. */
const ENDS_THE_SESSION = new Set(['Mutation.signOut', 'Mutation.signOutEverywhere']);

/** Values with which a command that names no object is refused by its service; so it shows that the door opens and changes nothing. */
const REFUSED_INPUT: Readonly<Record<string, object>> = {
  'Mutation.createUpload': { byteSize: '0' }, 'Mutation.createApiKey': { expiresAt: '2020-01-01T00:00:00.000Z' }, 'Mutation.updateCompany': { version: 2_000_000_000 },
  'Mutation.createMould': { mouldNo: '' }, 'Mutation.answerWorkload': { days: 0 },
};

/** Answers to a stranger that are neither NOT_FOUND nor empty, each for a reason. */
const FOR_STRANGERS: Readonly<Record<string, { why: string; holds(foreign: Answer, missing: Answer): boolean }>> = {
  'Query.company': {
    why: 'open companies have a public face', holds: ({ data, errors }) => errors.length === 0 && Object.keys(data!.company ?? {}).sort().join() === '__typename,id,name,processes,relation,status,town',
  },
  'Mutation.setSupplierRelation': { why: 'the list of trusted suppliers is the own one', holds: ({ data }) => typeOf(data?.setSupplierRelation) === 'CompanyCard' },
  'Mutation.switchCompany': { why: 'the refusal is the same for a company that is not there', holds: (foreign, missing) => typeOf(foreign.data?.switchCompany) === 'StateRefused' && plain(foreign) === plain(missing) },
  'Mutation.recallDrawings': {
    why: 'without a part or tender nothing is named that could be there; with one of another company it is not found',
    holds: (foreign, missing) => plain(foreign) === plain(missing) && (typeOf(foreign.data?.recallDrawings) === 'InputRefused' || foreign.errors[0]?.extensions.code === 'NOT_FOUND'),
  },
  'Query.traveller': {
    why: 'who holds the paper may read what stands on it, and no more',
    holds: ({ data }) => Object.keys(data!.traveller ?? {}).sort().join() === '__typename,code,itemNo,mayReport,name,outdated,revision,thumbnailUrl' && JSON.stringify(data!.traveller).includes('"mayReport":false'),
  },
};

let market: Market;
let ours: RunningTrade;
let theirs: RunningTrade;
let owners: Principal[];
let insiders: Principal[];
let keys: Principal[];
let outsiders: Principal[];
let strangers: Principal[];
let before: Rows;
let ourIds: Set<string>;
let versions: Map<string, number>;
const mails = mkdtempSync(join(tmpdir(), 'mouldshare-mail-'));
let cases = 0;

beforeAll(async () => {
  market = await Market.open({
    // Thousands of questions from one address in a minute: the limits have specs of their own.
    POINTS_PER_HOUR_KEY: '0', POINTS_PER_HOUR_SESSION: '0', POINTS_PER_HOUR_MEMBER: '0', POINTS_PER_HOUR_COMPANY: '0', POINTS_PER_HOUR_ADDRESS: '0', WRONG_SIGN_INS_PER_ADDRESS: '1000000', LOG_LEVEL: 'warn', MAIL_FOLDER: mails,
  });
  [ours, theirs] = await Promise.all([aRunningTrade(market, 'A1'), aRunningTrade(market, 'B1')]);
  const { lin } = ours.floor;
  const [gone, staff, everyRole] = await Promise.all([whoSignedOut(market), aPlatformOperator(market), withEveryRole(market, theirs)]);
  outsiders = [nobody(market), gone];
  strangers = [everyRole, ownerOf(market, theirs.shop.api, 'other company, supplier'), staff];
  owners = [ownerOf(market, lin, 'owner'), ownerOf(market, ours.shop.api, 'owner of the supplier')];
  insiders = [];
  for (const role of givenRoles) insiders.push(await aMember(market, lin, mails, [role]));
  keys = await keysOf(market, lin);
  await until(async () => (await market.owner.query('select type, consumer, last_error from post.deliveries where done_at is null')).rows, ({ length }) => length === 0, 20_000);
  before = await everyRow(market.owner);
  ourIds = idsOf(before, ours.ids.company, theirs.ids.company);
  versions = new Map([...before.values()].flatMap((rows) => [...rows]).map((row) => JSON.parse(row) as { id?: string; version?: number }).flatMap(({ id, version }) => (id && version ? [[id, version] as const] : [])));
}, 120_000);

afterAll(async () => {
  await market?.close();
  rmSync(mails, { recursive: true, force: true });
}, 30_000);

describe('the authorisation matrix', () => {
  it('has a question and a rule for every root field', () => {
    expect([...new Set(all.map(({ field }) => field))].sort()).toEqual(rootFields().sort());
    expect(all.flatMap(({ document }) => validate(schema, parse(document)))).toEqual([]);
    expect(rootFields().filter((field) => !Object.hasOwn(operationRules, field))).toEqual([]);
    for (const kind of new Set(all.flatMap(({ slots }) => slots.map((slot) => slot.kind)))) expect([kind, ours.ids[kind].length > 0]).toEqual([kind, true]);
  });

  it('says of some fields by hand what the table must say of them', () => {
    const may = (field: string, roles: readonly Role[]) => denial(operationRules[field], { companyId: 'c', userId: 'u', principalId: 'p', roles, scopes: null, locale: 'en' }) === null;
    expect(['placeBid', 'proposeAwards', 'createApiKey', 'releaseParts', 'recordInspection', 'cancelLots', 'inviteMember'].filter((name) => may(`Mutation.${name}`, ['SHOP_OPERATOR']) || may(`Mutation.${name}`, ['FINANCE']))).toEqual([]);
    expect(may('Mutation.reportOperation', ['SHOP_OPERATOR'])).toBe(true);
    expect(may('Mutation.createApiKey', givenRoles)).toBe(false);
    expect(Object.entries(operationRules).filter(([, rule]) => rule.kind === 'public').map(([field]) => field).sort()).toEqual(
      ['Mutation.acceptInvitation', 'Mutation.enterDemo', 'Mutation.refreshSession', 'Mutation.register', 'Mutation.signIn', 'Query.catalogue', 'Query.demo', 'Query.serverTime', 'Query.viewer']);
  });

  it('opens every door to those who may, and to nobody else', async () => {
    const wrong: string[] = [];
    const people = [...outsiders, ...insiders, ...owners.slice(0, 1)].flatMap((who) => all.map((question) => ({ who, question })));
    // What the keys with one scope have shown of a scope, those with all but one need not show again.
    const programs = keys.flatMap((who) => all.filter(({ besides, field }) => besides === '' && (who.actor!.scopes!.length === 1 || scopeOf(field) === null || !who.actor!.scopes!.includes(scopeOf(field)!))).map((question) => ({ who, question })));
    await each([...people, ...programs], async ({ who, question }) => {
      const expected = denial(operationRules[question.field], who.actor as never);
      if (expected === null && ENDS_THE_SESSION.has(question.field)) return;
      cases += 1;
      const answer = expected === null ? await who.ask(question.document, harmless(question)) : await who.ask(question.document, real(question, ours, 0));
      const name = `${who.name}: ${question.field} ${question.besides}`;
      if (expected !== null && !isRefusedAtTheDoor(answer, expected, question.field)) wrong.push(`${name} must be ${expected}: ${answer.text.slice(0, 300)}`);
      if (expected === null && !isLetIn(answer, question)) wrong.push(`${name} may: ${answer.text.slice(0, 300)}`);
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('shows those who may what they asked for', async () => {
    const found = new Set<string>();
    for (const who of owners) {
      for (const question of all.filter(({ field, nullable, slots }) => field.startsWith('Query.') && nullable && slots.length > 0)) {
        cases += 1;
        const { data, errors } = await who.ask(question.document, real(question, ours, 0));
        expect(errors).toEqual([]);
        if (data![question.field.slice(6)] !== null) found.add(question.field);
      }
    }
    expect([...found].sort()).toEqual(['Query.bidderLot', 'Query.company', 'Query.import', 'Query.lotRecord', 'Query.mould', 'Query.order', 'Query.part', 'Query.tender', 'Query.traveller']);
  }, 120_000);

  it("N29: answers for another company's objects exactly as for missing ones", async () => {
    const wrong: string[] = [];
    const used = new Set<string>();
    const asked = strangers.flatMap((who) => all.filter(({ slots }) => slots.length > 0)
      .flatMap((question) => Array.from({ length: Math.max(...question.slots.map(({ kind }) => ours.ids[kind].length)) }, (_, i) => ({ who, question, i }))));
    await each(asked, async ({ who, question, i }) => {
      cases += 1;
      const variables = real(question, ours, i);
      const foreign = await who.ask(question.document, variables);
      const missing = await who.ask(question.document, absent(question, variables));
      const name = `${who.name}: ${question.field} ${question.besides} ${i}`;
      const expected = denial(operationRules[question.field], who.actor as never);
      const exception = FOR_STRANGERS[question.field];
      if (expected !== null) {
        if (!isRefusedAtTheDoor(foreign, expected, question.field)) wrong.push(`${name} must be ${expected}: ${foreign.text.slice(0, 300)}`);
      } else if (exception) {
        used.add(question.field);
        if (!exception.holds(foreign, missing)) wrong.push(`${name}: ${foreign.text.slice(0, 300)}`);
      } else {
        // An optional id may be refused by name, as long as the words are the same for what is not there.
        if (!isHidden(foreign, question) && !(question.besides !== '' && isRefusal(foreign, question))) wrong.push(`${name} shows: ${foreign.text.slice(0, 300)}`);
        if (plain(foreign) !== plain(missing)) wrong.push(`${name} differs: ${plain(foreign).slice(0, 200)} | ${plain(missing).slice(0, 200)}`);
      }
    });
    expect(wrong).toEqual([]);
    expect([...used].sort()).toEqual(Object.keys(FOR_STRANGERS).sort());
  }, 120_000);

  it("N33: lets nobody tie another company's object to an own one", async () => {
    const wrong: string[] = [];
    const asked = strangers.slice(0, 2).flatMap((who) => all.filter(({ slots }) => slots.length > 1).flatMap((question) => question.slots
      // Companies are public, and naming one ties nothing of it.
      .filter(({ kind }) => kind !== 'company').flatMap((slot) => ours.ids[slot.kind].map((id) => ({ who, question, slot, id })))));
    await each(asked, async ({ who, question, slot, id }) => {
      cases += 1;
      const withId = (given: string) => withVersions(question.fill((other) => (other.path === slot.path ? given : theirs.ids[other.kind][0]!)));
      const foreign = await who.ask(question.document, withId(id));
      const missing = await who.ask(question.document, withId(idOf(slot.kind)));
      const name = `${who.name}: ${question.field} with a foreign ${slot.path}`;
      // Not a receiver, not this step: what concerns the own object may be said, as long as the words are the same for what is not there.
      if (!isHidden(foreign, question) && !isRefusal(foreign, question) && !['BAD_INPUT', 'FORBIDDEN'].includes(verdictOf(foreign, question.field))) wrong.push(`${name}: ${foreign.text.slice(0, 300)}`);
      if (plain(foreign) !== plain(missing)) wrong.push(`${name} differs: ${plain(foreign).slice(0, 250)} | ${plain(missing).slice(0, 250)}`);
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('shows strangers nothing of us in what they may ask for', async () => {
    for (const who of [...outsiders, ...strangers]) {
      for (const question of all.filter(({ field, slots }) => field.startsWith('Query.') && slots.length === 0)) {
        cases += 1;
        const { text } = await who.ask(question.document, question.fill(() => ''));
        const told = (text.match(/\b[a-z]{3}_[0-9a-z]{26}\b/g) ?? []).filter((id) => ourIds.has(id) && !ours.ids.company.includes(id));
        expect([who.name, question.field, told]).toEqual([who.name, question.field, []]);
      }
    }
  }, 120_000);

  it('holds for what hangs below a root field as well', async () => {
    const key = (scope: string) => keys.find(({ name }) => name === `key with ${scope} alone`)!;
    const below: [scope: string, lacks: string, document: string, id: string | null][] = [
      ['BIDS_READ', 'COMPANY_READ', '{ viewer { company { members { user { email } } } } }', null],
      ['MOULDS_READ', 'PROGRESS_READ', 'query M($id: ID!) { mould(id: $id) { progress { progressPercent } } }', ours.floor.mouldId],
      ['PROGRESS_READ', 'MOULDS_READ', 'query M($id: ID!) { mould(id: $id) { progress { progressPercent } } }', ours.floor.mouldId],
      ['TENDERS_READ', 'MOULDS_READ', 'query T($id: ID!) { tender(id: $id) { lots { parts { partNo } } } }', ours.ids.tender[0]!],
      ['ORDERS_READ', 'PROGRESS_READ', 'query O($id: ID!) { order(id: $id) { lines { pieces { serial } } } }', ours.ids.order[0]!],
      ['BIDS_READ', 'TENDERS_READ', 'query T($id: ID!) { tender(id: $id) { awards { state } } }', ours.ids.tender[0]!],
    ];
    for (const [scope, lacks, document, id] of below) {
      cases += 1;
      const { errors } = await key(scope).ask(document, id === null ? {} : { id });
      expect([scope, lacks, [...new Set(errors.map(({ extensions }) => extensions.code))]]).toEqual([scope, lacks, ['FORBIDDEN']]);
      const { errors: none } = await owners[0]!.ask(document, id === null ? {} : { id });
      expect(none).toEqual([]);
    }
    expect(scopes.length).toBe(keys.length / 2);
  }, 120_000);

  it('has changed nothing of ours by all of this', async () => {
    const explained = /^(accounts\.relations|quoting\.relations|post\.events) /;
    const changes = changesOf(before, await everyRow(market.owner), ourIds)
      // A stranger's own opinion of a public company; it names nothing of ours but the company.
      .filter((change) => !(explained.test(change) && /"relation": "/.test(change) && !ourObjectIn(change)))
      // The owner's log tells it of strangers who asked for its files.
      .filter((change) => !/^ordering\.file_openings \+ .*"why": "NONE"/.test(change));
    expect(changes.map((change) => change.slice(0, 300))).toEqual([]);
    console.log(`authorisation matrix: ${cases} cases over ${rootFields().length} root fields, ${outsiders.length + insiders.length + owners.length + keys.length + strangers.length} principals; ${ourIds.size} ids watched`);
    expect(cases).toBeGreaterThanOrEqual(1_000);
  }, 120_000);

  it('ends the sessions of those who ask for it, and only theirs', async () => {
    const [first, second] = insiders;
    for (const [who, field] of [[first!, 'Mutation.signOut'], [second!, 'Mutation.signOutEverywhere']] as const) {
      const { data } = await who.ask(all.find((question) => question.field === field)!.document);
      expect(data![field.slice(9)]).toMatchObject({ __typename: 'SignedOut' });
      await until(() => who.ask('{ machines { id } }'), ({ errors }) => errors[0]?.extensions.code === 'UNAUTHENTICATED', 3_000);
    }
    for (const who of insiders.slice(2)) expect((await who.ask('{ machines { id } }')).errors).toEqual([]);
  }, 30_000);
});

/** The scope that a key needs for a field; null where none helps or none is needed. */
function scopeOf(field: string): Scope | null {
  const rule = operationRules[field]!;
  return 'scope' in rule ? rule.scope : null;
}

function typeOf(answer: unknown): unknown {
  return (answer as { __typename?: unknown } | null | undefined)?.__typename;
}

function ourObjectIn(change: string): boolean {
  return (change.match(/\b[a-z]{3}_[0-9a-z]{26}\b/g) ?? []).some((id) => ourIds.has(id) && !ours.ids.company.includes(id));
}

/** A missing id of the same form. */
function idOf(kind: Named): string {
  return kind === 'travellerCode' ? Math.random().toString(36).slice(2, 12).toUpperCase() : newId(kind);
}

/** The objects of a trade, with the versions they really have: whoever gets past the door would change them. */
function real(question: Question, trade: RunningTrade, i: number): Record<string, unknown> {
  return withVersions(question.fill(({ kind }) => (kind === 'company' && question.slots.length > 1 ? trade.ids.company[0]! : trade.ids[kind][i % trade.ids[kind].length]!)));
}

/** The same question about objects that are not there; companies are public, so where one is named besides, it stays. */
function absent(question: Question, like: Record<string, unknown>): Record<string, unknown> {
  const variables = question.fill(({ kind }: Slot) => (kind === 'company' && question.slots.length > 1 ? ours.ids.company[0]! : idOf(kind)));
  copyVersions(like, variables);
  return variables;
}

function harmless(question: Question): Record<string, unknown> {
  if (question.field.startsWith('Query.')) return real(question, ours, 0);
  const variables = question.fill(({ kind }) => idOf(kind));
  return variables.input ? { input: { ...variables.input, ...REFUSED_INPUT[question.field] } } : variables;
}

function withVersions(variables: Record<string, unknown>): Record<string, unknown> {
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const known = Object.values(value).map((inner) => (typeof inner === 'string' ? versions.get(inner) : undefined)).find((version) => version !== undefined);
    if ('version' in value && known !== undefined) value.version = known;
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(variables);
  return variables;
}

function copyVersions(from: unknown, to: unknown): void {
  if (typeof from !== 'object' || from === null || typeof to !== 'object' || to === null) return;
  for (const [key, value] of Object.entries(from)) {
    if (key === 'version') Object.assign(to, { version: value });
    else copyVersions(value, (to as Record<string, unknown>)[key]);
  }
}

function isRefusedAtTheDoor({ data, errors }: Answer, code: string, field: string): boolean {
  const name = field.slice(field.indexOf('.') + 1);
  return errors.length === 1 && errors[0]!.extensions.code === code && (data === null || data === undefined || data[name] === null);
}

function isLetIn({ data, errors, status }: Answer, { field, nullable }: Question): boolean {
  const name = field.slice(field.indexOf('.') + 1);
  if (status !== 200) return false;
  if (errors.length > 0) return field.startsWith('Mutation.') && errors.length === 1 && ['NOT_FOUND', 'BAD_INPUT'].includes(errors[0]!.extensions.code) && errors[0]!.path?.[0] === name;
  return data![name] !== null || nullable;
}

/** NOT_FOUND, nothing, or an empty page: no word more. */
function isHidden({ data, errors }: Answer, { field, nullable, list }: Question): boolean {
  const name = field.slice(field.indexOf('.') + 1);
  if (errors.length > 0) return errors.length === 1 && errors[0]!.extensions.code === 'NOT_FOUND' && (data === null || data?.[name] === null);
  if (list) return JSON.stringify(data![name]) === '{"edges":[],"pageInfo":{"hasNextPage":false}}';
  return nullable && data![name] === null;
}

function isRefusal({ data, errors }: Answer, { field }: Question): boolean {
  return errors.length === 0 && typeof (data![field.slice(field.indexOf('.') + 1)] as { code?: unknown } | null)?.code === 'string';
}

/** An answer without what differs from question to question. */
function plain({ data, errors, status }: Answer): string {
  return JSON.stringify({ status, data, errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions.code })) })
    .replaceAll(/\b[a-z]{3}_[0-9a-z]{26}\b/g, 'ID').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T');
}
