import { getNamedType, isEnumType, isInputObjectType, type GraphQLObjectType } from 'graphql';
import { newId } from '#kernel';
import { bidInput } from '../journeys/trade.js';
import { MALFORMED, NO_IDS, TEXT, type Nasty } from './matrix/nasty-values.js';
import { ownerOf, type Answer, type Principal } from './matrix/principals.js';
import { leavesOf, put, questionWith, rootFields, schema, type Leaf, type Question, type Slot } from './matrix/questions.js';
import { differences, everyRow, type Rows } from './matrix/rows.js';
import { aRunningTrade, type RunningTrade } from './matrix/running-trade.js';
import { each, INSIDES, verdictOf } from './matrix/verdict.js';
import { Market, until } from './market.js';

/** What the supplier does; everything else is asked by the buyer. */
const SUPPLIERS = new Set(['placeBid', 'setProxyBid', 'withdrawBid', 'answerAward', 'acceptNda', 'declineLot', 'askQuestion', 'dispatchDelivery', 'reportOperation', 'planOperations', 'myBids', 'bidderLot', 'workItems']);
/** Texts that are secrets: they are never shown, and any character may be in them. */
const SECRETS = new Set(['Mutation.register input.password', 'Mutation.signIn input.password', 'Mutation.acceptInvitation input.password']);
const REFUSED = /^(BAD_INPUT|NOT_FOUND|[A-Z_]+_REFUSED|[A-Z]+_[A-Z_]+)$/;

let market: Market;
let trade: RunningTrade;
let buyer: Principal;
let supplier: Principal;
let versions: Map<string, number>;
let before: Rows;
const said: string[] = [];
let cases = 0;

/** Asks, and keeps what was answered for the reading at the end. */
async function ask(who: Principal, document: string, variables: object): Promise<Answer> {
  const answer = await who.ask(document, variables);
  cases += 1;
  if (answer.errors.length > 0 || answer.status !== 200) said.push(answer.text);
  return answer;
}

const askerOf = (field: string): Principal => (SUPPLIERS.has(field.slice(field.indexOf('.') + 1)) ? supplier : buyer);

/** The own object that a command is really about: a draft to change, a lot that takes bids, a machine of the one who asks. */
function lively(field: string, { kind }: Slot): string {
  const own = trade.ids[kind];
  if (kind === 'tender') return own[/update|publish/.test(field) ? 4 : 1]!;
  if (kind === 'machine') return own[askerOf(field) === buyer ? 1 : 0]!;
  return own[['lot', 'bid', 'part', 'company'].includes(kind) ? 1 : 0]!;
}

/** A valid question about own objects at their present versions. */
function valid(question: Question): Record<string, unknown> {
  const variables = question.fill((slot) => lively(question.field, slot));
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const version = Object.values(value as object).map((inner) => (typeof inner === 'string' ? versions.get(inner) : undefined)).find((known) => known !== undefined);
    if ('version' in value && version !== undefined) value.version = version;
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(variables);
  return variables;
}

/** Every value of every root field, each with the question in which it stands among valid ones. */
function everyLeaf(wanted: (leaf: Leaf, field: string) => boolean): { field: string; leaf: Leaf; question: Question }[] {
  return rootFields().flatMap((field) => leavesOf(field).filter((leaf) => wanted(leaf, field)).map((leaf) => ({ field, leaf, question: questionWith(field, leaf.path) })));
}

async function expectNothingWritten(): Promise<void> {
  // The numbers under which the guests of a tender bid are drawn for all of them when the first one asks, whatever becomes of it.
  const written = differences(before, await everyRow(market.owner)).filter((row) => !row.startsWith('quoting.bidder_aliases + '));
  expect(written.map((row) => row.slice(0, 300))).toEqual([]);
}

beforeAll(async () => {
  // As it is deployed; only the budget of requests is taken away, for there are thousands here.
  market = await Market.open({ NODE_ENV: 'production', LOG_LEVEL: 'warn', POINTS_PER_HOUR_KEY: '0', POINTS_PER_HOUR_SESSION: '0', POINTS_PER_HOUR_MEMBER: '0', POINTS_PER_HOUR_COMPANY: '0', POINTS_PER_HOUR_ADDRESS: '0', WRONG_SIGN_INS_PER_ADDRESS: '1000000', REGISTRATIONS_PER_ADDRESS: '1000000' });
  trade = await aRunningTrade(market, 'C1');
  [buyer, supplier] = [ownerOf(market, trade.floor.lin, 'buyer'), ownerOf(market, trade.shop.api, 'supplier')];
  await until(async () => (await market.owner.query('select type, consumer, last_error from post.deliveries where done_at is null')).rows, ({ length }) => length === 0, 20_000);
  before = await everyRow(market.owner);
  versions = new Map([...before.values()].flatMap((rows) => [...rows]).map((row) => JSON.parse(row) as { id?: string; version?: number }).flatMap(({ id, version }) => (id && version ? [[id, version] as const] : [])));
}, 120_000);
afterAll(() => market?.close(), 30_000);

describe('values of the wrong form', () => {
  it('N21, N22, N23: are refused wherever they may stand', async () => {
    const wrong: string[] = [];
    const asked = everyLeaf(() => true).flatMap(({ field, leaf, question }) => malformed(leaf).map((nasty) => ({ field, leaf, question, nasty })));
    await each(asked, async ({ field, leaf, question, nasty }) => {
      // A list of one and the one are the same to GraphQL.
      const value = leaf.list && !Array.isArray(nasty.value) ? [nasty.value] : nasty.value;
      const answer = await ask(askerOf(field), question.document, put(valid(question), leaf.path, value));
      if (verdictOf(answer, field) !== 'BAD_INPUT' || answer.status >= 500) wrong.push(`${field} ${leaf.path} ${nasty.what}: ${verdictOf(answer, field)} ${answer.text.slice(0, 200)}`);
    });
    expect(wrong).toEqual([]);
    expect(asked.length).toBeGreaterThan(2_000);
    await expectNothingWritten();
  }, 120_000);

  it('are refused as literals as well', async () => {
    const money = (literal: string) => `mutation { placeBid(input: {idempotencyKey: "${newId('request')}", lotId: "${trade.ids.lot[1]}", termsVersion: 1, promisedDate: "2026-12-24", amount: {amountMinor: ${literal}, currency: "CNY", taxIncluded: true, taxRate: "13"}}) { __typename } }`;
    for (const literal of ['1e309', '1e400', '-1', '5', '5.0', '12345678901234567890', 'NaN', 'null', 'true', '"""5"""x', '"5', '[["5"]]']) expect([literal, verdictOf(await ask(supplier, money(literal), {}), 'Mutation.placeBid')]).toEqual([literal, 'BAD_INPUT']);
    const raw = JSON.stringify({ query: questionWith('Mutation.placeBid', '').document, variables: { input: { ...bidInput(trade.ids.lot[1]!, 'HERE') } } });
    for (const number of ['1e309', '1e400', '5', '-0', '12345678901234567890']) expect([number, verdictOf(await supplier.send(raw.replace('"HERE"', number)), 'Mutation.placeBid')]).toEqual([number, 'BAD_INPUT']);
  });

  it('are refused beyond the length that a list may have', async () => {
    for (const { field, path, most } of boundedLists()) {
      const question = questionWith(field, path);
      const variables = valid(question);
      const one = stepTo(variables, path)[0];
      put(variables, path, Array.from({ length: most + 1 }, (_, i) => (typeof one === 'string' && one.startsWith('x') ? `${one}${i}` : one)));
      const answer = await ask(askerOf(field), question.document, variables);
      expect([field, path, most, ['BAD_INPUT'].includes(verdictOf(answer, field)) || answer.status === 413]).toEqual([field, path, most, true]);
    }
    await expectNothingWritten();
  }, 60_000);
});

describe('values of the right form that mean nothing', () => {
  it('are refused when they are texts nobody can read', async () => {
    const wrong: string[] = [];
    const asked = everyLeaf(({ type }) => type === 'String').flatMap(({ field, leaf, question }) => TEXT.map((nasty) => ({ field, leaf, question, nasty })));
    await each(asked.filter(({ field, leaf, nasty }) => !SECRETS.has(`${field} ${leaf.path}`) || /NUL|surrogate/.test(nasty.what)), async ({ field, leaf, question, nasty }) => {
      const answer = await ask(askerOf(field), question.document, put(valid(question), leaf.path, nasty.value));
      const verdict = verdictOf(answer, field);
      // What is only looked for may be anything that can be read at all; it finds nothing.
      const fine = field.startsWith('Query.') ? ['BAD_INPUT', 'EMPTY', 'NOTHING'] : ['BAD_INPUT', 'INPUT_REFUSED', 'CREDENTIALS_REFUSED', 'FILE_REFUSED',
        // A revision is only compared with the one that was ordered.
        ...(leaf.path === 'input.revision' ? ['OPERATION_BLOCKED'] : [])];
      if (!fine.includes(verdict)) wrong.push(`${field} ${leaf.path} ${nasty.what}: ${verdict} ${answer.text.slice(0, 200)}`);
    });
    expect(wrong).toEqual([]);
    await expectNothingWritten();
  }, 120_000);

  it('N30: are refused when they are ids of nothing, of another kind, or no ids at all', async () => {
    const wrong: string[] = [];
    const others: Nasty[] = [trade.ids.mould[0]!, trade.ids.tender[0]!, trade.ids.company[0]!, newId('lot'), newId('company')].map((value) => ({ what: value, value }));
    const asked = everyLeaf(({ type }) => type === 'ID').flatMap(({ field, leaf, question }) => [...NO_IDS, ...others].map((nasty) => ({ field, leaf, question, nasty })));
    await each(asked, async ({ field, leaf, question, nasty }) => {
      const own = trade.ids[question.slots.find(({ path }) => path === leaf.path)!.kind];
      if (own.includes(nasty.value as string) || (nasty.value === trade.ids.company[0] && /companyIds|excludedIds|toCompanyId|companyId/.test(leaf.path))) return;
      const variables = put(valid(question), leaf.path, leaf.list ? [nasty.value] : nasty.value);
      const answer = await ask(askerOf(field), question.document, variables);
      const verdict = verdictOf(answer, field);
      const fine = field.startsWith('Query.') ? /^(BAD_INPUT|NOT_FOUND|EMPTY|NOTHING)$/ : REFUSED;
      if (!fine.test(verdict) || ['INTERNAL', 'UNAVAILABLE', 'SUCCESS'].includes(verdict)) wrong.push(`${field} ${leaf.path} ${nasty.what}: ${verdict} ${answer.text.slice(0, 200)}`);
    });
    expect(wrong).toEqual([]);
    await expectNothingWritten();
  }, 120_000);

  it('N24, N25, N27: are refused when they are amounts and numbers that the trade has no use for', async () => {
    const wrong: string[] = [];
    const cents = (amountMinor: string, currency = 'CNY') => ({ amountMinor, currency, taxIncluded: true, taxRate: '13' });
    const bid = (change: object) => ({ field: 'Mutation.placeBid', input: bidInput(trade.ids.lot[1]!, '400000', change) });
    const tender = (line: object, change: object = {}) => ({ field: 'Mutation.createTender', input: { ...(valid(questionWith('Mutation.createTender', '')).input as object), lots: [{ lines: [{ partId: trade.ids.part[1], requestedDate: '2026-12-24', ...line }] }], ...change } });
    const draft = { field: 'Mutation.updateTender', input: { idempotencyKey: newId('request'), tenderId: trade.ids.tender[4], version: versions.get(trade.ids.tender[4]!) } };
    const inDays = (days: number) => new Date(Date.now() + days * 864e5).toISOString();
    const asked: [string, { field: string; input: object }][] = [
      ['a bid of nothing', bid({ amount: cents('0') })], ['euros for yuan', bid({ amount: cents('400000', 'EUR') })], ['yen for yuan', bid({ amount: cents('400000', 'JPY') })],
      ['tax of 101 %', bid({ amount: { ...cents('400000'), taxRate: '101' } })], ['tax below nothing', bid({ amount: { ...cents('400000'), taxRate: '-1' } })], ['tax of 13.005 %', bid({ amount: { ...cents('400000'), taxRate: '13.005' } })],
      ['a promise for yesterday', bid({ promisedDate: inDays(-2).slice(0, 10) })], ['a promise in a hundred years', bid({ promisedDate: '2126-12-24' })], ['validity before today', bid({ validUntil: '2020-01-01' })],
      ['hours below nothing', bid({ breakdown: { machineHours: '-1' } })], ['terms nobody published', bid({ termsVersion: 99 })], ['terms before the first', bid({ termsVersion: 0 })],
      ['no pieces', tender({ quantity: 0 })], ['pieces below nothing', tender({ quantity: -1 })], ['a million and one pieces', tender({ quantity: 1_000_001 })],
      ['operation 0', tender({ operationSeqs: [0] })], ['an operation twice', tender({ operationSeqs: [10, 10] })], ['an operation the route lacks', tender({ operationSeqs: [9_999] })], ['no operations', tender({ operationSeqs: [] })],
      ['no lots', tender({}, { lots: [] })], ['a lot of nothing', tender({}, { lots: [{ lines: [] }] })], ['a ceiling of nothing', tender({}, { lots: [{ lines: [{ partId: trade.ids.part[1], requestedDate: '2026-12-24' }], ceiling: cents('0') }] })],
      ['a ceiling in euros', tender({}, { lots: [{ lines: [{ partId: trade.ids.part[1], requestedDate: '2026-12-24' }], ceiling: cents('5', 'EUR') }] })],
      ['closing before opening', tender({}, { opensAt: inDays(2), closesAt: inDays(1) })], ['closing in the past', tender({}, { closesAt: inDays(-1) })], ['closing in ten years', tender({}, { closesAt: inDays(3_652) })],
      ['an empty title', tender({}, { title: '' })], ['weights that are no hundred', tender({}, { rules: { priceWeight: 99 } })], ['weights below nothing', tender({}, { rules: { priceWeight: 200, dateWeight: -100 } })],
      ['an improvement of 101 %', tender({}, { rules: { improvementPercent: '101' } })], ['no bids needed', tender({}, { rules: { minBids: -1 } })], ['acceptance within no time', tender({}, { rules: { acceptWithinMinutes: 0 } })],
      ['a window of no time', tender({}, { rules: { softClose: { windowSeconds: 0 } } })], ['soft close without end', tender({}, { rules: { softClose: { maxExtensions: 1_001 } } })], ['deduction below nothing', tender({}, { terms: { latePercentPerDay: '-1' } })],
      ['closing of a draft before its opening', { ...draft, input: { ...draft.input, opensAt: inDays(5), closesAt: inDays(4) } }],
      ['part of no pieces', { field: 'Mutation.updateParts', input: { idempotencyKey: newId('request'), parts: [{ partId: trade.ids.part[1], version: versions.get(trade.ids.part[1]!), quantity: 0 }] } }],
      ['part of negative size', { field: 'Mutation.updateParts', input: { idempotencyKey: newId('request'), parts: [{ partId: trade.ids.part[1], version: versions.get(trade.ids.part[1]!), size: { lengthMm: '-1', widthMm: '1', heightMm: '1' } }] } }],
      ['the same part twice', { field: 'Mutation.updateParts', input: { idempotencyKey: newId('request'), parts: [1, 2].map((quantity) => ({ partId: trade.ids.part[1], version: versions.get(trade.ids.part[1]!), quantity })) } }],
      ['a route in a circle', route([{ seq: 10, process: 'CNC', dependsOn: [20] }, { seq: 20, process: 'HT', dependsOn: [10] }])], ['the same step twice', route([{ seq: 10, process: 'CNC' }, { seq: 10, process: 'HT' }])],
      ['a step before the first', route([{ seq: -10, process: 'CNC' }])], ['a process nobody knows', route([{ seq: 10, process: 'ZZZ' }])], ['a step of negative minutes', route([{ seq: 10, process: 'CNC', plannedMinutes: -1 }])],
      ['sending nothing', { field: 'Mutation.dispatchDelivery', input: { idempotencyKey: newId('request'), lines: [{ orderLineId: trade.ids.orderLine[0], quantity: 0 }] } }],
      ['sending more than there is', { field: 'Mutation.dispatchDelivery', input: { idempotencyKey: newId('request'), lines: [{ orderLineId: trade.ids.orderLine[0], quantity: 3 }] } }],
      ['sending a piece twice', { field: 'Mutation.dispatchDelivery', input: { idempotencyKey: newId('request'), lines: [{ orderLineId: trade.ids.orderLine[0], quantity: 2, pieceIds: [trade.ids.piece[0], trade.ids.piece[0]] }] } }],
      ['counting below nothing', { field: 'Mutation.recordReceipt', input: { idempotencyKey: newId('request'), deliveryId: trade.ids.delivery[0], version: versions.get(trade.ids.delivery[0]!), step: 'COUNT', counts: [{ orderLineId: trade.ids.orderLine[0], counted: -1 }] } }],
      ['counting more than was sent', { field: 'Mutation.recordReceipt', input: { idempotencyKey: newId('request'), deliveryId: trade.ids.delivery[0], version: versions.get(trade.ids.delivery[0]!), step: 'COUNT', counts: [{ orderLineId: trade.ids.orderLine[0], counted: 1_000_001 }] } }],
      ['a machine that runs 25 hours a day', { field: 'Mutation.saveMachine', input: { idempotencyKey: newId('request'), machineId: trade.ids.machine[1], version: versions.get(trade.ids.machine[1]!), hoursPerDay: '25' } }],
      ['a machine of negative travel', { field: 'Mutation.saveMachine', input: { idempotencyKey: newId('request'), machineId: trade.ids.machine[1], version: versions.get(trade.ids.machine[1]!), maxSize: { lengthMm: '-600' } } }],
      ['a shop beyond the pole', { field: 'Mutation.updateCompany', input: { idempotencyKey: newId('request'), version: versions.get(trade.ids.company[0]!), latitude: '91', longitude: '0' } }],
      ['half a position', { field: 'Mutation.updateCompany', input: { idempotencyKey: newId('request'), version: versions.get(trade.ids.company[0]!), latitude: '30' } }],
      ['a time zone nobody knows', { field: 'Mutation.updateCompany', input: { idempotencyKey: newId('request'), version: versions.get(trade.ids.company[0]!), timeZone: 'Asia/Atlantis' } }],
      ['a file of nothing', { field: 'Mutation.createUpload', input: { idempotencyKey: newId('request'), purpose: 'BOM', name: 'a.csv', byteSize: '0', sha256: 'ab'.repeat(32) } }],
      ['a file beyond every size', { field: 'Mutation.createUpload', input: { idempotencyKey: newId('request'), purpose: 'BOM', name: 'a.csv', byteSize: '99999999999', sha256: 'ab'.repeat(32) } }],
      ['half a byte', { field: 'Mutation.createUpload', input: { idempotencyKey: newId('request'), purpose: 'BOM', name: 'a.csv', byteSize: '0.5', sha256: 'ab'.repeat(32) } }],
      ['a report of negative pieces', { field: 'Mutation.reportOperation', input: { idempotencyKey: newId('request'), runIds: [trade.ids.run[0]], action: 'DONE', revision: 'A', happenedAt: inDays(0), good: -1 } }],
      ['a report on a machine of nobody', { field: 'Mutation.reportOperation', input: { idempotencyKey: newId('request'), runIds: [trade.ids.run[0]], action: 'START', revision: 'A', happenedAt: inDays(0), machineId: newId('machine') } }],
      ['a report from the future', { field: 'Mutation.reportOperation', input: { idempotencyKey: newId('request'), runIds: [trade.ids.run[0]], action: 'START', revision: 'A', happenedAt: '2030-01-01T00:00:00.000Z' } }],
      ['a report from before the order', { field: 'Mutation.reportOperation', input: { idempotencyKey: newId('request'), runIds: [trade.ids.run[0]], action: 'START', revision: 'A', happenedAt: '2001-01-01T00:00:00.000Z' } }],
      ['limits that cross', { field: 'Mutation.recordInspection', input: { idempotencyKey: newId('request'), type: 'FINAL', dispositions: [{ pieceId: trade.ids.piece[0], disposition: 'HOLD', finding: 'f' }], measurements: [{ pieceId: trade.ids.piece[0], characteristicNo: '1', nominal: '10', upper: '-0.1', lower: '0.1', value: '10' }] } }],
      ['two decisions for one lot', { field: 'Mutation.proposeAwards', input: { idempotencyKey: newId('request'), tenderId: trade.ids.tender[0], version: 1, picks: [{ lotId: trade.ids.lot[0], bidId: trade.ids.bid[0] }, { lotId: trade.ids.lot[0], bidId: trade.ids.bid[0] }] } }],
      ['a key that has ended before it began', { field: 'Mutation.createApiKey', input: { idempotencyKey: newId('request'), name: 'ERP', scopes: ['MOULDS_READ'], expiresAt: inDays(-1) } }],
      ['a key with more than its maker has', { field: 'Mutation.createApiKey', input: { idempotencyKey: newId('request'), name: 'ERP', scopes: ['MOULDS_READ'], roles: ['PLATFORM_OPERATOR'], expiresAt: inDays(1) } }],
      ['staff of the platform by invitation', { field: 'Mutation.inviteMember', input: { idempotencyKey: newId('request'), email: 'a@people.example', roles: ['PLATFORM_OPERATOR'] } }],
    ];
    await each(asked, async ([what, { field, input }]) => {
      const answer = await ask(askerOf(field), questionWith(field, '').document, { input });
      const verdict = verdictOf(answer, field);
      if (!/^(BAD_INPUT|INPUT_REFUSED|TERMS_OUTDATED|QUANTITY_REFUSED|FILE_REFUSED|OPERATION_BLOCKED|STATE_REFUSED)$/.test(verdict)) wrong.push(`${what}: ${verdict} ${answer.text.slice(0, 250)}`);
    });
    expect(wrong).toEqual([]);
    await expectNothingWritten();
  }, 120_000);
});

describe('inputs with more in them than they have', () => {
  const EXTRA = ['companyId', 'ownerId', 'buyerCompanyId', 'tenantId', 'id', 'state', 'status', 'createdAt', 'version', 'role', 'bestAmount', 'constructor', 'prototype', '__typename'];
  it('are refused, and nothing of them is kept', async () => {
    const wrong: string[] = [];
    const asked = rootFields().filter((field) => leavesOf(field).some(({ path }) => path.startsWith('input.'))).flatMap((field) => EXTRA.map((extra) => ({ field, extra })));
    await each(asked.filter(({ field, extra }) => !leavesOf(field).some(({ path }) => path === `input.${extra}`)), async ({ field, extra }) => {
      const question = questionWith(field, '');
      const answer = await ask(askerOf(field), question.document, put(valid(question), `input.${extra}`, trade.ids.company[1]));
      if (verdictOf(answer, field) !== 'BAD_INPUT') wrong.push(`${field} ${extra}: ${answer.text.slice(0, 200)}`);
    });
    for (const field of rootFields().filter((name) => leavesOf(name).some(({ path }) => path.startsWith('input.')))) {
      const question = questionWith(field, '');
      const body = JSON.stringify({ query: question.document, variables: valid(question) }).replace('"input":{', '"input":{"__proto__":{"companyId":"x"},');
      const answer = await askerOf(field).send(body);
      cases += 1;
      said.push(answer.text);
      if (answer.status !== 400 || !answer.text.includes('"BAD_INPUT"')) wrong.push(`${field} __proto__: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
    await expectNothingWritten();
  }, 120_000);
});

describe('commands that come too late', () => {
  it('hear the version that they must read again', async () => {
    const wrong: string[] = [];
    const told = new Set<string>();
    for (const { field, leaf } of everyLeaf(({ path, type }) => type === 'Int' && path.endsWith('version'))) {
      const question = questionWith(field, leaf.path);
      for (const ahead of [1, 1_000_000]) {
        const variables = valid(question);
        if (field === 'Mutation.saveMachine') put(variables, 'input.machineId', trade.ids.machine[1]);
        const known = [...JSON.stringify(variables).matchAll(/[a-z]{3}_[0-9a-z]{26}/g)].map(([id]) => versions.get(id)).find((version) => version !== undefined) ?? versions.get(trade.ids.company[0]!)!;
        const answer = await ask(askerOf(field), question.document, put(variables, leaf.path, known + ahead));
        const refusal = answer.data?.[field.slice(9)] as { __typename: string; currentVersion?: number } | undefined;
        if (refusal?.__typename === 'VersionConflict' && refusal.currentVersion === known) told.add(field);
        else if (refusal?.__typename !== 'StateRefused') wrong.push(`${field} ${leaf.path}: ${answer.text.slice(0, 200)} (knows ${known})`);
      }
    }
    expect(wrong).toEqual([]);
    expect([...told].sort()).toEqual(expect.arrayContaining(['Mutation.cancelLots', 'Mutation.changeMember', 'Mutation.publishTender', 'Mutation.releaseParts', 'Mutation.saveMachine', 'Mutation.setRoutes', 'Mutation.updateCompany', 'Mutation.updateMould', 'Mutation.updateParts', 'Mutation.updateTender']));
    await expectNothingWritten();
  }, 60_000);

  it('find the lot closed', async () => {
    const [lotId, tenderId] = [trade.ids.lot[0]!, trade.ids.tender[0]!];
    const version = versions.get(tenderId)!;
    const key = () => ({ idempotencyKey: newId('request') });
    const asked: [string, object, string][] = [
      ['Mutation.placeBid', bidInput(lotId, '300000'), 'LOT_NOT_OPEN'], ['Mutation.withdrawBid', { ...key(), bidId: trade.ids.bid[0], reason: '算错' }, 'LOT_NOT_OPEN|STATE_REFUSED'],
      ['Mutation.declineLot', { ...key(), lotId, reason: 'CAPACITY' }, 'STATE_REFUSED'], ['Mutation.askQuestion', { ...key(), lotId, text: '?!' }, 'STATE_REFUSED'],
      ['Mutation.cancelLots', { ...key(), tenderId, version, reason: '改模' }, 'STATE_REFUSED'], ['Mutation.publishTender', { ...key(), tenderId, version }, 'STATE_REFUSED'],
      ['Mutation.updateTender', { ...key(), tenderId, version, title: '改' }, 'STATE_REFUSED'], ['Mutation.inviteSuppliers', { ...key(), tenderId, companyIds: [trade.ids.company[1]] }, 'STATE_REFUSED'],
      ['Mutation.proposeAwards', { ...key(), tenderId, version, picks: [{ lotId, bidId: trade.ids.bid[0] }] }, 'STATE_REFUSED|AWARD_REFUSED'], ['Mutation.decideAwards', { ...key(), tenderId, version, approve: true }, 'STATE_REFUSED|AWARD_REFUSED'],
      ['Mutation.answerAward', { ...key(), awardId: trade.ids.award[0], version: versions.get(trade.ids.award[0]!), accept: true }, 'STATE_REFUSED'],
      ['Mutation.placeBid', bidInput(trade.ids.lot[3]!, '300000'), 'LOT_NOT_OPEN'], ['Mutation.proposeAwards', { ...key(), tenderId: trade.ids.tender[1], version: versions.get(trade.ids.tender[1]!), picks: [{ lotId: trade.ids.lot[1], bidId: trade.ids.bid[1] }] }, 'STATE_REFUSED|AWARD_REFUSED'],
      ['Mutation.proposeAwards', { ...key(), tenderId: trade.ids.tender[2], version: versions.get(trade.ids.tender[2]!), picks: [{ lotId: trade.ids.lot[2], bidId: trade.ids.bid[2] }] }, 'STATE_REFUSED|AWARD_REFUSED|NOT_FOUND'],
      ['Mutation.confirmImport', { ...key(), importId: trade.ids.import[0], version: versions.get(trade.ids.import[0]!) }, 'STATE_REFUSED'], ['Mutation.reviewImport', { ...key(), importId: trade.ids.import[0], version: versions.get(trade.ids.import[0]!), reject: true }, 'STATE_REFUSED'],
    ];
    for (const [field, input, wanted] of asked) {
      const answer = await ask(askerOf(field), questionWith(field, '').document, { input });
      expect([field, verdictOf(answer, field), answer.text]).toEqual([field, expect.stringMatching(new RegExp(`^(${wanted})$`)), answer.text]);
    }
    await expectNothingWritten();
  }, 60_000);
});

describe('documents that ask for too much', () => {
  const nested = (depth: number) => `{ mould(id: "x") { ${'parts { mould { '.repeat(depth)}id${' } }'.repeat(depth)} } }`;
  const page = 'query T($n: Int!) { tenders(first: $n) { edges { node { id } } } }';
  it.each<[string, string, object, RegExp]>([
    ['deep', nested(5), {}, /QUERY_TOO_COSTLY/], ['deeper than anybody reads', nested(400), {}, /BAD_INPUT|QUERY_TOO_COSTLY/], ['sixteen aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: serverTime`).join(' ')} }`, {}, /QUERY_TOO_COSTLY/],
    ['a thousand tokens', `{ ${'serverTime '.repeat(1_001)} }`, {}, /BAD_INPUT/], ['fifty-one directives', `{ serverTime ${'@include(if: true) '.repeat(51)} }`, {}, /BAD_INPUT|QUERY_TOO_COSTLY/],
    ['a million by variable', page, { n: 1_000_000 }, /QUERY_TOO_COSTLY/], ['less than nothing', page, { n: -1 }, /BAD_INPUT/], ['nothing', page, { n: null }, /BAD_INPUT/],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', {}, /BAD_INPUT/], ['itself', '{ __schema { types { name } } }', {}, /BAD_INPUT/], ['one of its types', '{ __type(name: "Bid") { fields { name } } }', {}, /BAD_INPUT/],
    ['what is not there', '{ tendr { id } }', {}, /BAD_INPUT/], ['a subscription', 'subscription { serverTime }', {}, /BAD_INPUT/], ['nothing at all', '', {}, /BAD_INPUT/], ['two things without a name', 'query A { serverTime } query B { serverTime }', {}, /BAD_INPUT/],
  ])('are refused: %s', async (_what, document, variables, code) => {
    const answer = await ask(buyer, document, variables);
    expect([200, 400]).toContain(answer.status);
    expect(answer.errors.map(({ extensions }) => extensions.code).join()).toMatch(code);
    expect(answer.text).not.toMatch(/did you mean|"stacktrace"/i);
  });

  it('are refused by their size and by their dress', async () => {
    const query = '{ serverTime }';
    const bodies: [string, string, Parameters<Principal['send']>[1], number[]][] = [
      ['more than 64 KiB', JSON.stringify({ query, variables: { x: 'x'.repeat(65_536) } }), {}, [413]], ['a batch', JSON.stringify(Array.from({ length: 10 }, () => ({ query }))), {}, [400]], ['no JSON', '{', {}, [400]],
      ['a list', '[]', {}, [400]], ['null', 'null', {}, [400]], ['a form', 'query={serverTime}', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, [400, 415]],
      ['plain text', JSON.stringify({ query }), { headers: { 'content-type': 'text/plain' } }, [400, 415]], ['a mutation by GET', '', { method: 'GET', search: `?query=${encodeURIComponent('mutation { signOut { __typename } }')}`, headers: { 'apollo-require-preflight': '1' } }, [400, 405]],
      ['a stored document', JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }), {}, [200, 400]], ['a polluted body', '{"__proto__": {"query": "{ serverTime }"}}', {}, [400]], ['a name of another kind', JSON.stringify({ query, operationName: { a: 1 } }), {}, [400]],
      ['variables of another kind', JSON.stringify({ query, variables: 'x' }), {}, [400]], ['a document of another kind', JSON.stringify({ query: 5 }), {}, [400]],
    ];
    for (const [what, body, more, wanted] of bodies) {
      const answer = await buyer.send(body, more);
      said.push(answer.text);
      expect([what, wanted.includes(answer.status), answer.data ?? null, /"(BAD_INPUT|QUERY_TOO_COSTLY)"/.test(answer.text)]).toEqual([what, true, null, true]);
    }
  });
});

describe('whatever was asked', () => {
  it('nothing was told of our insides, nothing broke, and every process lives', async () => {
    expect(said.length).toBeGreaterThan(2_000);
    const telling = said.filter((text) => INSIDES.test(text.replaceAll(/"(requestId)":"[^"]*"/g, ''))).map((text) => [INSIDES.exec(text)?.[0], text.slice(0, 300)]);
    expect([...new Map(telling.map(([word, text]) => [word, text])).entries()]).toEqual([]);
    expect([...new Set(said.map((text) => /"code":"(\w+)"/.exec(text)?.[1]))].filter((code) => code === undefined || ['INTERNAL', 'UNAVAILABLE'].includes(code))).toEqual([]);
    expect(market.logs.filter((line) => /"level":("error"|50|60|"fatal")/.test(line)).map((line) => line.slice(0, 400))).toEqual([]);
    for (const who of [buyer, supplier]) expect((await who.ask('{ viewer { roles } machines { id } moulds { edges { cursor } } }')).errors).toEqual([]);
    await expectNothingWritten();
    console.log(`bad input: ${cases} questions`);
  }, 60_000);

  it('a draft may ask for more pieces than there are, and nobody can publish it', async () => {
    const draft = valid(questionWith('Mutation.createTender', '')).input as object;
    const made = await ask(buyer, questionWith('Mutation.createTender', '').document, { input: { ...draft, lots: [{ lines: [{ partId: trade.ids.part[1], requestedDate: '2026-12-24', quantity: 4 }] }] } });
    const { id, version } = made.data!.createTender as { id: string; version: number };
    const published = await ask(buyer, questionWith('Mutation.publishTender', '').document, { input: { idempotencyKey: newId('request'), tenderId: id, version, acceptWarnings: 'x' } });
    expect(verdictOf(published, 'Mutation.publishTender')).toBe('TENDER_INCOMPLETE');
  }, 60_000);

  it('a repeat with another body is told so, and the same body gets the first answer', async () => {
    const wrong: string[] = [];
    const first: [string, object, object][] = [
      ['Mutation.createMould', { mouldNo: 'C2', title: '新模' }, { title: '另一副' }], ['Mutation.saveMachine', { name: 'EDM 2', processes: ['EDM'], hoursPerDay: '8' }, { name: 'EDM 3' }],
      ['Mutation.askQuestion', { lotId: trade.ids.lot[1], text: '公差？' }, { text: '硬度？' }], ['Mutation.placeBid', { ...bidInput(trade.ids.lot[1]!, '390000') }, { amount: { amountMinor: '380000', currency: 'CNY', taxIncluded: true, taxRate: '13' } }],
      ['Mutation.createUpload', { purpose: 'BOM', name: 'a.csv', byteSize: '10', sha256: 'ab'.repeat(32) }, { byteSize: '11' }], ['Mutation.updateCompany', { version: versions.get(trade.ids.company[0]!), town: 'Ningbo' }, { town: 'Suzhou' }],
      ['Mutation.updateTender', { tenderId: trade.ids.tender[4], version: versions.get(trade.ids.tender[4]!), title: '草稿二' }, { title: '草稿三' }], ['Mutation.inviteMember', { email: 'new@people.example', roles: ['BUYER'] }, { roles: ['MANAGER'] }],
      ['Mutation.createApiKey', { name: 'MES', scopes: ['MOULDS_READ'], expiresAt: new Date(Date.now() + 864e5).toISOString() }, { scopes: ['MOULDS_READ', 'MOULDS_WRITE'] }],
      ['Mutation.reportOperation', { runIds: [trade.ids.run[0]], action: 'START', revision: 'A', happenedAt: new Date().toISOString() }, { action: 'PROBLEM' }],
    ];
    for (const [field, input, change] of first) {
      const idempotencyKey = newId('request');
      const { document } = questionWith(field, '');
      const answer = await ask(askerOf(field), document, { input: { ...input, idempotencyKey } });
      if (verdictOf(answer, field) !== 'SUCCESS') wrong.push(`${field}: ${answer.text.slice(0, 300)}`);
      const after = await everyRow(market.owner);
      const again = await ask(askerOf(field), document, { input: { ...input, idempotencyKey } });
      const other = await ask(askerOf(field), document, { input: { ...input, ...change, idempotencyKey } });
      const id = (given: Answer) => /\b[a-z]{3}_[0-9a-z]{26}\b/.exec(JSON.stringify(given.data))?.[0];
      if (verdictOf(again, field) !== 'SUCCESS' || id(again) !== id(answer)) wrong.push(`${field} again: ${again.text.slice(0, 300)}`);
      if (verdictOf(other, field) !== 'IDEMPOTENCY_MISMATCH') wrong.push(`${field} otherwise: ${other.text.slice(0, 300)}`);
      // The post may still be on its way; what was decided is not decided again.
      const more = differences(after, await everyRow(market.owner)).filter((row) => !/^(quoting\.(company_events|company_streams|supplier_profiles)|post\.events) /.test(row));
      if (more.length > 0) wrong.push(`${field} wrote again: ${more.join('\n').slice(0, 400)}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('nothing breaks at the edges of what the forms allow', async () => {
    const EDGES: Readonly<Record<string, readonly string[] | readonly number[]>> = {
      Decimal: ['999999999999999.999999', '-999999999999999.999999', '0', '-0.000001'], ByteCount: ['0', '9999999999999'], MinorAmount: ['1000000000000000', '0'], Int: [2_147_483_647, -2_147_483_648, 0, 9_999], Date: ['9999-12-31', '0001-01-01', '1970-01-01'],
      DateTime: ['9999-12-31T23:59:59.999Z', '0001-01-01T00:00:00Z', '2038-01-19T03:14:08+14:00'], IdempotencyKey: ['~'.repeat(128)], String: ['\u{1f6e0}'.repeat(4_000), '件'.repeat(200), ' ', "'\"\\;--\r\n\t"],
    };
    const broken: string[] = [];
    const asked = everyLeaf(({ type }) => type in EDGES).flatMap(({ field, leaf, question }) => EDGES[leaf.type]!.map((value) => ({ field, leaf, question, value })));
    await each(asked, async ({ field, leaf, question, value }) => {
      const answer = await ask(askerOf(field), question.document, put(valid(question), leaf.path, leaf.list ? [value] : value));
      if (/INTERNAL|UNAVAILABLE|CODE/.test(verdictOf(answer, field)) || answer.status >= 500) broken.push(`${field} ${leaf.path} ${String(value).slice(0, 40)}: ${answer.text.slice(0, 200)}`);
    });
    expect(broken).toEqual([]);
    expect(market.logs.filter((line) => /"level":("error"|50|60|"fatal")/.test(line)).map((line) => line.slice(0, 400))).toEqual([]);
  }, 120_000);
});

function route(operations: object[]): { field: string; input: object } {
  return { field: 'Mutation.setRoutes', input: { idempotencyKey: newId('request'), parts: [{ partId: trade.ids.part[1], version: versions.get(trade.ids.part[1]!) }], operations } };
}

function malformed(leaf: Leaf): readonly Nasty[] {
  const values = MALFORMED[isEnumType(schema.getType(leaf.type)) ? 'ENUM' : leaf.type];
  if (values === undefined) throw new Error(`nobody has said what is malformed for the scalar ${leaf.type}`);
  // An optional value may be null, and a list takes what is a list.
  return values.filter(({ value }) => !(value === null && leaf.optional) && !(leaf.list && Array.isArray(value)));
}

/** Lists with a bound in the schema, of those that fit into one request beyond it. */
function boundedLists(): { field: string; path: string; most: number }[] {
  const found: { field: string; path: string; most: number }[] = [];
  for (const field of rootFields()) {
    for (const { path, list } of leavesOf(field)) {
      const most = boundOf(field, path);
      if (list && most !== null) found.push({ field, path, most });
    }
  }
  return found;
}

function boundOf(field: string, path: string): number | null {
  const [parent, name] = field.split('.') as [string, string];
  const [first, ...rest] = path.split('.');
  let part: { type: unknown; astNode?: { directives?: readonly unknown[] } | null } = (schema.getType(parent) as GraphQLObjectType).getFields()[name]!.args.find((arg) => arg.name === first)!;
  for (const step of rest) {
    const type = getNamedType(part.type as never);
    if (!isInputObjectType(type)) return null;
    part = type.getFields()[step]!;
  }
  const text = JSON.stringify(part.astNode?.directives ?? []);
  return Number(/"name":\{"kind":"Name","value":"max".*?"value":\{"kind":"IntValue","value":"(\d+)"/.exec(text)?.[1] ?? NaN) || null;
}

function stepTo(variables: Record<string, unknown>, path: string): unknown[] {
  return path.split('.').reduce<unknown>((place, step) => ((Array.isArray(place) ? place[0] : place) as Record<string, unknown>)[step], variables) as unknown[];
}
