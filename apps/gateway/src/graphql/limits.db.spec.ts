import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';
import { buyerTender, buyerTenders, placeBid } from '#contracts/quoting-bidding';
import { tenderQuestions } from '#contracts/quoting-tenders';
import { mould, type MouldInput } from '#contracts/order-moulds';
import { CompiledQueries } from './compiled.plugin.js';
import { checkoutFile } from './schema-text.storage.js';
import { aMouldWith } from '../../../../test/builders/parts.js';
import { PASSWORD } from '../../../../test/kit/accounts-house.js';
import { aGateway, type Answer } from '../../../../test/kit/gateway-house.js';

let open: Awaited<ReturnType<typeof aGateway>>;
let closed: Awaited<ReturnType<typeof aGateway>>;
let lin: Awaited<ReturnType<typeof open.registered>>;
beforeAll(async () => {
  [open, closed] = await Promise.all([aGateway(), aGateway({ production: true, pointsPerHour: { key: 5_000, session: 200, member: 300, company: 340, address: 200 } })]);
  lin = await open.registered();
  for (const gateway of [open, closed]) {
    gateway.answers[buyerTender.name] = () => ({ id: 'tnd_1', version: 1, title: 'T', lots: [] });
    gateway.answers[buyerTenders.name] = () => ({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  }
}, 120_000);
afterAll(() => Promise.all([open.close(), closed.close()]));

const codes = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions.code);
const asLin = (query: string, variables: object = {}) => open.ask(query, variables, lin.token);

describe('documents that ask for too much', () => {
  const nested = (depth: number) => `{ mould(id: "mld_1") { ${'parts { mould { '.repeat(depth)}id${' } }'.repeat(depth)} } }`;
  const cases: [string, string][] = [
    ['nesting of eleven fields', nested(5)],
    ['nesting behind a fragment that is used twice', `query { mould(id: "mld_1") { ...A parts { mould { parts { mould { parts { mould { ...A } } } } } } } } fragment A on Mould { parts { mould { parts { mould { id } } } } }`],
    ['nesting behind a fragment that is called __schema', `query { mould(id: "mld_1") { ...__schema } } fragment __schema on Mould { ${'parts { mould { '.repeat(5)}id${' } }'.repeat(5)} }`],
    ['sixteen aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: serverTime`).join(' ')} }`],
    ['aliases behind a fragment', `{ mould(id: "x") { ...A ...B } } fragment A on Mould { ${Array.from({ length: 8 }, (_, i) => `a${i}: id`).join(' ')} } fragment B on Mould { ...A b: id ...A }`],
    ['fifty-one directives', `{ ${Array.from({ length: 51 }, () => '... @include(if: true) { serverTime }').join(' ')} }`],
    ['a million elements in a literal', '{ tenders(first: 1000000) { edges { node { id } } } }'],
    ['pages in pages', '{ tenders(first: 100) { edges { node { questions(first: 100) { edges { node { id } } } a: questions(first: 100) { edges { node { id } } } b: questions(first: 100) { edges { node { id } } } } } } }'],
  ];
  it.each(cases)('are refused: %s', async (_name, query) => {
    const answer = await asLin(query);
    expect(codes(answer)).toEqual(['QUERY_TOO_COSTLY']);
    expect(answer.status).toBe(400);
  });

  it('are refused when the size of the page is a variable or its default', async () => {
    const query = 'query T($n: Int!) { tenders(first: $n) { edges { node { id } } } }';
    expect(codes(await asLin(query, { n: 1_000_000 }))).toEqual(['QUERY_TOO_COSTLY']);
    // What was measured of the same document with a small page, or with none named, is not believed for a large one.
    const optional = 'query T($n: Int = 20) { tenders(first: $n) { edges { node { id } } } }';
    for (const small of [{ n: 1 }, {}, { n: 1 }]) expect(codes(await asLin(optional, small)) ?? []).not.toContain('QUERY_TOO_COSTLY');
    expect(codes(await asLin(optional, { n: 1_000_000 }))).toEqual(['QUERY_TOO_COSTLY']);
    expect(codes(await asLin('query T($n: Int! = 1000000) { tenders(first: $n) { edges { node { id } } } }'))).toEqual(['QUERY_TOO_COSTLY']);
    for (const n of [-1, 0]) expect(codes(await asLin(query, { n }))).toEqual(['BAD_INPUT']);
    for (const n of [null, 1.5, '5', 1e309, 2 ** 31]) expect(codes(await asLin(query, { n }))).toEqual(['BAD_INPUT']);
    expect(codes(await asLin('{ tenders(first: null) { edges { node { id } } } }'))).toEqual(['BAD_INPUT']);
  });

  it('never make a page longer than a hundred', async () => {
    await asLin('{ tenders(first: 500) { edges { node { id } } } }');
    expect(open.calls.filter(({ operation }) => operation === buyerTenders.name).at(-1)!.input.first).toBe(100);
    open.answers[tenderQuestions.name] = () => ({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
    expect((await asLin('{ tender(id: "tnd_1") { questions(first: 101) { pageInfo { hasNextPage } } } }')).data).toEqual({ tender: { questions: { pageInfo: { hasNextPage: false } } } });
    expect(open.calls.at(-1)!.input).toEqual({ tenderId: 'tnd_1', first: 100 });
  });

  it('are refused by their tokens before anybody looks at them', async () => {
    const bodies = [
      `{ ${'serverTime '.repeat(1_001)} }`, `{ ${'a'.repeat(10)} ${'{ a '.repeat(400)}${'} '.repeat(400)} }`,
      `{ ${Array.from({ length: 200 }, () => `...{ ${'serverTime '.repeat(100)} }`).join(' ')} }`, `{ ${Array.from({ length: 6_000 }, () => 'serverTime').join(' ')} }`,
      `{ ${Array.from({ length: 3_000 }, (_, i) => `a${i}: serverTime`).join(' ')} }`,
    ];
    for (const query of bodies) {
      const answer = await asLin(query);
      expect([400, 413]).toContain(answer.status);
      expect(codes(answer) ?? ['BAD_INPUT']).toEqual(['BAD_INPUT']);
    }
  });

  it('with fragments that contain themselves are refused', async () => {
    expect(codes(await asLin('{ mould(id: "x") { ...A } } fragment A on Mould { id ...B } fragment B on Mould { id ...A }'))).toEqual(['BAD_INPUT']);
  });

  it('with five hundred times the same field end soon', async () => {
    expect((await asLin(`{ ${'serverTime '.repeat(490)} }`)).data).toHaveProperty('serverTime');
  });

  it('are refused when the answer grows beyond what is sent', async () => {
    open.answers[mould.name] = (asked: MouldInput) => aMouldWith({ id: 'mld_1' }, Array.from({ length: 2_000 }, (_, i) => ({ id: `prt_${i}`, route: Array.from({ length: 30 }, () => ({ seq: 1 })) })), asked);
    const answer = await asLin('{ mould(id: "mld_1") { parts { route { seq } } } }');
    expect(codes(answer)).toEqual(['QUERY_TOO_COSTLY']);
    expect(answer.text.length).toBeLessThan(1_000);
  });
});

describe('requests in odd clothes', () => {
  it('take no body beyond 64 KiB, packed or not', async () => {
    expect((await open.post({ query: `{ serverTime } # ${'x'.repeat(65_536)}` })).status).toBe(413);
    const bomb = await fetch(`${open.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: gzipSync(JSON.stringify({ query: `{ serverTime } # ${'x'.repeat(5_000_000)}` })) });
    expect([400, 413, 415]).toContain(bomb.status);
  });

  it('carry one operation each', async () => {
    expect((await open.post(Array.from({ length: 10 }, () => ({ query: '{ serverTime }' })))).status).toBe(400);
    expect(codes(await open.post({ query: 'query A { serverTime } query B { serverTime }' }))).toEqual(['BAD_INPUT']);
    expect(codes(await open.post({ query: 'query A { serverTime }', operationName: 'C' }))).toEqual(['BAD_INPUT']);
    expect(codes(await open.post({ extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }))).toEqual(['BAD_INPUT']);
    expect(codes(await open.post({ query: 'subscription { serverTime }' }))).toEqual(['BAD_INPUT']);
  });

  it('that a foreign page could send are refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const response = await fetch(`${open.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify({ query: '{ serverTime }' }) });
      expect([400, 415]).toContain(response.status);
      expect(await response.text()).not.toContain('"serverTime"');
    }
    expect((await fetch(`${open.url}/graphql?query={serverTime}`)).status).toBe(400);
    expect((await fetch(`${open.url}/graphql?query=${encodeURIComponent('mutation { signOut { __typename } }')}`, { headers: { 'apollo-require-preflight': '1', 'content-type': 'application/json' } })).status).toBe(405);
    const utf16 = await fetch(`${open.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-16' }, body: Buffer.from(JSON.stringify({ query: '{ serverTime }' }), 'utf16le') });
    expect([400, 415]).toContain(utf16.status);
  });

  it('that are no JSON are told so without a word of our insides', async () => {
    for (const body of ['', '{', 'null', '[]', '"x"', '{"query": 5}', '{"query": "{ serverTime }", "variables": "x"}', '{"__proto__": {"query": "{ serverTime }"}}']) {
      const answer = await open.post(body);
      expect(answer.status).toBe(400);
      expect(answer.text).not.toMatch(/node_modules|\.ts:|\.js:|at \w+ \(/);
    }
  });
});

describe('values', () => {
  const bid = 'mutation B($input: PlaceBidInput!) { placeBid(input: $input) { __typename } }';
  const input = { idempotencyKey: '12345678', lotId: 'lot_1', termsVersion: 1, amount: { amountMinor: '386000', currency: 'CNY', taxIncluded: true, taxRate: '13' }, promisedDate: '2026-12-01' };

  it('pass in their exact form', async () => {
    open.answers[placeBid.name] = () => ({ __typename: 'InputRefused', code: 'INPUT_REFUSED', message: 'm', problems: [] });
    expect((await asLin(bid, { input })).data).toEqual({ placeBid: { __typename: 'InputRefused' } });
    expect(open.calls.at(-1)!.input).toEqual({ ...input, confirmDrop: false });
  });

  it('N21, N22, N23: of any other form are refused with the place they stand at', async () => {
    const amounts = [386000, 386000.5, '386000.5', '-1', '01', '1e5', 'NaN', 'Infinity', '１２', ' 1', '', '9'.repeat(17), null, true, {}, ['1']];
    for (const amountMinor of amounts) {
      const answer = await asLin(bid, { input: { ...input, amount: { ...input.amount, amountMinor } } });
      expect(codes(answer)).toEqual(['BAD_INPUT']);
      expect(answer.errors![0]!.message).toContain('input.amount.amountMinor');
    }
    for (const [field, value] of [['promisedDate', '2026-02-30'], ['promisedDate', 20261201], ['idempotencyKey', 'short'], ['idempotencyKey', `x${'ü'.repeat(8)}`]] as const) {
      expect(codes(await asLin(bid, { input: { ...input, [field]: value } }))).toEqual(['BAD_INPUT']);
    }
    expect(codes(await asLin('mutation { placeBid(input: {idempotencyKey: "12345678", lotId: "l", termsVersion: 1, promisedDate: "2026-12-01", amount: {amountMinor: 1e309, currency: "CNY", taxIncluded: true, taxRate: "13"}}) { __typename } }'))).toEqual(['BAD_INPUT']);
  });

  it('N32: nobody asked for are refused', async () => {
    for (const extra of ['companyId', 'ownerId', 'status', '__proto__x', 'constructor', 'bidderId']) {
      expect(codes(await asLin(bid, { input: { ...input, [extra]: 'x' } }))).toEqual(['BAD_INPUT']);
    }
  });
});

describe('production', () => {
  it('does not describe itself', async () => {
    for (const query of [getIntrospectionQuery(), '{ __schema { types { name } } }', '{ __type(name: "Query") { name } }']) expect(codes(await closed.ask(query))).toEqual(['BAD_INPUT']);
    for (const query of ['{ tendr(id: "x") { id } }', '{ tender(ids: "x") { id } }', '{ tender(id: "x") { titel } }', 'query($x: Strng) { serverTime }', '{ awardOffers(states: [OFERED]) { edges { cursor } } }']) {
      const { text, status } = await closed.ask(query);
      expect(status).toBe(400);
      expect(text).not.toMatch(/did you mean|titel.*title|stack/i);
    }
    for (const path of ['/graphiql', '/graphiql/app.js', '/schema.graphql', '/docs/journey.md', '/docs/api/live.md']) expect((await fetch(closed.url + path)).status).toBe(404);
  });

  it('N70: counts fields, not requests', async () => {
    const guest = await closed.registered();
    const signIn = (n: number) => `mutation S($input: SignInInput!) { ${Array.from({ length: n }, (_, i) => `a${i}: signIn(input: $input) { __typename }`).join(' ')} }`;
    const before = Number(/r=(\d+)/.exec((await closed.ask('{ serverTime }')).headers.get('ratelimit')!)![1]);
    const batch = await closed.ask(signIn(15), { input: { email: guest.email, password: 'not-the-password' } });
    expect(batch.headers.get('ratelimit-policy')).toBe('"points";q=200;w=3600');
    expect(before - Number(/r=(\d+)/.exec(batch.headers.get('ratelimit')!)![1])).toBe(15);
    expect(Object.values(batch.data!).map((answer) => (answer as { __typename: string }).__typename)).toEqual([...Array(10).fill('CredentialsRefused'), ...Array(5).fill('LimitReached')]);
    expect(codes(await closed.ask(signIn(16), { input: { email: guest.email, password: 'x' } }))).toEqual(['QUERY_TOO_COSTLY']);
  });

  it('N70: holds a person to one budget over all sessions, and a company over all people; what one budget refuses costs the others nothing', async () => {
    const guest = await closed.registered();
    const asks = async (token: string, times: number) => {
      let [taken, last] = [0, await closed.ask('{ __typename }')];
      for (let i = 0; i < times; i += 1) {
        last = await closed.ask('{ serverTime }', {}, token);
        if (last.status === 200) taken += 1;
      }
      return { taken, codes: codes(last), policy: last.headers.get('ratelimit-policy') };
    };
    const again = async () => {
      const { data } = await closed.ask('mutation S($input: SignInInput!) { signIn(input: $input) { __typename ... on Session { accessToken } } }', { input: { email: guest.email, password: PASSWORD } });
      return (data as { signIn: { accessToken: string } }).signIn.accessToken;
    };
    expect((await asks(guest.token, 190)).taken).toBe(190);
    const second = await asks(await again(), 150);
    expect(second.taken).toBeGreaterThanOrEqual(108);
    expect(second.taken).toBeLessThanOrEqual(112);
    expect([second.codes, second.policy]).toEqual([['RATE_LIMITED'], '"points";q=300;w=3600']);
  });

  it('refuses whoever used up the hour and says when to come back', async () => {
    const guest = await closed.registered();
    let answer = await closed.ask('{ serverTime }', {}, guest.token);
    for (let i = 0; i < 250 && answer.status === 200; i += 1) answer = await closed.ask('{ serverTime }', {}, guest.token);
    expect(answer.status).toBe(429);
    expect(codes(answer)).toEqual(['RATE_LIMITED']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('documents that come again and again', () => {
  it('are compiled and answer byte for byte as before, errors, fragments and conditions included', async () => {
    open.answers[buyerTender.name] = ({ id }: { id: string }) => ({
      __typename: 'BuyerTender', id, version: 3, title: 'T', state: 'PUBLISHED', closesAt: '2026-11-23T08:00:00.000Z',
      lots: [{ id: 'lot_1', closesAt: '2026-11-23T08:00:00.000Z', best: { amountMinor: '379000' }, bidCount: null }, { id: 'lot_2', closesAt: 12, best: null }],
    });
    open.answers[mould.name] = () => { throw new Error('broken'); };
    const document = `query Board($id: ID!, $more: Boolean!) {
      one: tender(id: $id) { __typename ...T lots @include(if: $more) { id bidCount best { amountMinor } closesAt } }
      two: tender(id: $id) { lots @skip(if: $more) { id } }
      mould(id: $id) { id }
    } fragment T on BuyerTender { id version title state closesAt }`;
    const plain = (answer: Answer) => answer.text.replaceAll(/req_\w+/g, 'req');
    const ask = (more: boolean) => asLin(document, { id: 'tnd_1', more });
    const first = [plain(await ask(true)), plain(await ask(false))];
    const compiled = open.app.get(CompiledQueries, { strict: false });
    const before = compiled.size;
    for (let i = 0; i < 3; i += 1) await ask(true);
    expect(compiled.size).toBe(before + 1);
    const asBefore = (text: string) => { const { data, errors } = JSON.parse(text) as { data: unknown; errors: { path: unknown; message: string; extensions: unknown }[] }; return { data, errors: errors?.map(({ path, message, extensions }) => ({ path, message, extensions })).sort((a, b) => JSON.stringify(a.path).localeCompare(JSON.stringify(b.path))) }; };
    expect(asBefore(plain(await ask(true)))).toEqual(asBefore(first[0]!));
    expect(asBefore(plain(await ask(false)))).toEqual(asBefore(first[1]!));
    expect(new Set(codes(await open.ask(document, { id: 'tnd_1', more: true })))).toEqual(new Set(['UNAUTHENTICATED']));
    expect(codes(await asLin(document, { id: 'tnd_1', more: 'yes' }))).toEqual(['BAD_INPUT']);
  });
});

describe('the documents of the journey', () => {
  it('pass the limits, every one of them', async () => {
    const text = readFileSync(checkoutFile('docs/api/journey.md'), 'utf8');
    const documents = [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, document]) => document!);
    expect(documents.length).toBeGreaterThan(20);
    for (const document of documents) {
      const answer = await asLin(document, {});
      const message = answer.errors?.[0]?.message ?? '';
      expect([document.slice(0, 60), answer.errors?.[0]?.extensions.code === 'QUERY_TOO_COSTLY' || /Cannot query|Unknown|Syntax|must not have|not defined/.test(message), message]).toEqual([document.slice(0, 60), false, message]);
    }
  });
});
