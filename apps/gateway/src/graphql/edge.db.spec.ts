import { newId, Problem } from '#kernel';
import { mould, partsOfMould } from '#contracts/order-moulds';
import { buyerTender } from '#contracts/quoting-bidding';
import { aGateway, type Answer } from '../../../../test/kit/gateway-house.js';

let gateway: Awaited<ReturnType<typeof aGateway>>;
let lin: Awaited<ReturnType<typeof gateway.registered>>;
beforeAll(async () => {
  gateway = await aGateway();
  lin = await gateway.registered();
});
afterAll(() => gateway.close());

const codes = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions.code);

describe('the public API', () => {
  it('tells the time to everybody', async () => {
    const { data, headers } = await gateway.ask('{ serverTime }');
    expect(Math.abs(Date.parse(data!.serverTime as string) - Date.now())).toBeLessThan(5_000);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('says who is asking, and null to nobody', async () => {
    expect((await gateway.ask('{ viewer { user { name } } }')).data).toEqual({ viewer: null });
    expect((await gateway.ask('{ viewer { user { name } roles company { id members { roles user { email } } card { name relation } } companies { id } } }', {}, lin.token)).data).toEqual({
      viewer: {
        user: { name: 'Lin' }, roles: ['OWNER'],
        company: { id: lin.companyId, members: [{ roles: ['OWNER'], user: { email: lin.email } }], card: { name: 'Yonghe Mould', relation: 'NONE' } },
        companies: [{ id: lin.companyId }],
      },
    });
  });

  it('shows links in the answer that begins the session', async () => {
    const { data } = await gateway.ask(
      'mutation S($input: SignInInput!) { signIn(input: $input) { __typename ... on Session { viewer { companies { id } company { members { user { email } } } } } } }',
      { input: { email: lin.email, password: 'correct-horse-battery' } },
    );
    expect(data!.signIn).toMatchObject({ __typename: 'Session', viewer: { companies: [{ id: lin.companyId }], company: { members: [{ user: { email: lin.email } }] } } });
  });

  it('lets nobody in without a session, and names the request in every error', async () => {
    const answer = await gateway.ask('{ machines { id } }');
    expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.errors![0]!.extensions).toEqual({ code: 'UNAUTHENTICATED', requestId: answer.headers.get('x-request-id') });
    for (const token of ['x', 'msk_0', `${lin.token}x`, lin.refreshToken]) expect(codes(await gateway.ask('{ machines { id } }', {}, token))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await gateway.post({ query: '{ machines { id } }', variables: {} }, { 'x-user-id': 'usr_1', 'x-tenant-id': lin.companyId }))).toEqual(['UNAUTHENTICATED']);
  });

  it('gives null for a missing object and for a foreign one alike', async () => {
    gateway.answers[buyerTender.name] = () => null;
    expect((await gateway.ask('query T($id: ID!) { tender(id: $id) { id } }', { id: 'tnd_none' }, lin.token)).text).toBe('{"data":{"tender":null}}\n');
  });

  it('passes the problems of services on, and hides faults', async () => {
    gateway.answers[buyerTender.name] = () => { throw Problem.notFound(); };
    expect(codes(await gateway.ask('{ tender(id: "tnd_x") { id } }', {}, lin.token))).toEqual(['NOT_FOUND']);
    gateway.answers[buyerTender.name] = () => { throw new Error('relation "quoting.lots" broke at /srv/app.ts:12'); };
    const fault = await gateway.ask('{ tender(id: "tnd_x") { id } }', {}, lin.token);
    expect(codes(fault)).toEqual(['INTERNAL']);
    expect(fault.text).not.toMatch(/relation|srv|stack/i);
  });

  it('answers for parts of a mould from the one call that brought the mould', async () => {
    gateway.answers[mould.name] = ({ withParts }: { withParts: boolean }) => ({ mould: { id: 'mld_1', title: 'Door trim', parts: withParts ? [{ id: 'prt_1', partNo: '405' }] : null } });
    gateway.answers[partsOfMould.name] = ({ filter }: { filter: object }) => ({ parts: [{ id: 'prt_2', partNo: JSON.stringify(filter) }] });
    gateway.calls.length = 0;
    expect((await gateway.ask('{ mould(id: "mld_1") { title parts { partNo } } }', {}, lin.token)).data).toEqual({ mould: { title: 'Door trim', parts: [{ partNo: '405' }] } });
    expect(gateway.calls.map(({ operation }) => operation)).toEqual([mould.name]);
    expect((await gateway.ask('{ mould(id: "mld_1") { parts(filter: {supplies: [OUTSIDE]}) { partNo } } }', {}, lin.token)).data).toEqual({ mould: { parts: [{ partNo: '{"supplies":["OUTSIDE"]}' }] } });
  });

  it('mints tickets for the live side door that carry the actor and nothing a client says', async () => {
    const { data } = await gateway.ask('mutation { createLiveTicket { __typename ... on LiveTicket { token url expiresAt } } }', {}, lin.token);
    const ticket = data!.createLiveTicket as { token: string; url: string };
    expect(ticket.url).toBe('http://127.0.0.1:3002');
    expect(JSON.parse(Buffer.from(ticket.token.split('.')[1]!, 'base64url').toString())).toMatchObject({ aud: 'live', claims: { companyId: lin.companyId, roles: ['OWNER'], scopes: null } });
  });

  it('ends rights within a second of signing out', async () => {
    const guest = await gateway.registered();
    expect((await gateway.ask('mutation { signOut { __typename } }', {}, guest.token)).data).toEqual({ signOut: { __typename: 'SignedOut' } });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await gateway.ask('{ viewer { roles } }', {}, guest.token)).data).toEqual({ viewer: null });
  });

  it('lets a browser go on with the cookie alone', async () => {
    const signedIn = await gateway.ask('mutation S($input: SignInInput!) { signIn(input: $input) { __typename } }', { input: { email: lin.email, password: 'correct-horse-battery' } });
    const cookie = signedIn.headers.get('set-cookie')!;
    expect(cookie).toMatch(/^__Host-mouldshare-refresh=msr_[0-9a-z]+; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Strict$/);
    const goneOn = await gateway.ask('mutation { refreshSession(input: {}) { __typename } }', {}, undefined, { cookie: cookie.split(';')[0]! });
    expect(goneOn.data).toEqual({ refreshSession: { __typename: 'Session' } });
  });
});

describe('API keys', () => {
  const create = `mutation C($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename ... on ApiKeyCreated { secret apiKey { id prefix scopes roles } } ... on InputRefused { problems { path } } } }`;
  const inADay = () => new Date(Date.now() + 86_400_000).toISOString();

  it('are shown once and open what their scopes name', async () => {
    const input = { idempotencyKey: newId('request'), name: 'ERP', scopes: ['TENDERS_READ'], expiresAt: inADay() };
    const made = (await gateway.ask(create, { input }, lin.token)).data!.createApiKey as { secret: string; apiKey: { id: string; prefix: string } };
    expect(made.secret).toMatch(/^msk_[0-9a-z]{58}$/);
    expect(made.secret.startsWith(made.apiKey.prefix)).toBe(true);
    expect((await gateway.ask(create, { input }, lin.token)).data!.createApiKey).toMatchObject({ secret: null, apiKey: { id: made.apiKey.id } });
    gateway.answers[buyerTender.name] = () => null;
    expect((await gateway.ask('{ tender(id: "tnd_x") { id } }', {}, made.secret)).data).toEqual({ tender: null });
    expect((await gateway.ask('{ viewer { user { id } company { id } } }', {}, made.secret)).data).toEqual({ viewer: { user: null, company: { id: lin.companyId } } });
    expect(codes(await gateway.ask('{ machines { id } }', {}, made.secret))).toEqual(['FORBIDDEN']);
    for (const people of ['mutation { signOut { __typename } }', '{ apiKeys { id } }', `mutation { revokeApiKey(input: {idempotencyKey: "12345678", apiKeyId: "${made.apiKey.id}"}) { __typename } }`]) {
      expect(codes(await gateway.ask(people, {}, made.secret))).toEqual(['FORBIDDEN']);
    }
    expect(gateway.calls.at(-1)!.actor).toMatchObject({ userId: null, principalId: made.apiKey.id, scopes: ['TENDERS_READ'], companyId: lin.companyId });
    await gateway.ask('mutation R($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }', { input: { idempotencyKey: newId('request'), apiKeyId: made.apiKey.id } }, lin.token);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(codes(await gateway.ask('{ tender(id: "tnd_x") { id } }', {}, made.secret))).toEqual(['UNAUTHENTICATED']);
  });

  it('do not open anything from the address line', async () => {
    const input = { idempotencyKey: newId('request'), name: 'ERP', scopes: ['TENDERS_READ'], expiresAt: inADay() };
    const { secret } = (await gateway.ask(create, { input }, lin.token)).data!.createApiKey as { secret: string };
    const response = await fetch(`${gateway.url}/graphql?access_token=${secret}&authorization=Bearer%20${secret}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ tender(id: "tnd_x") { id } }' }),
    });
    expect(((await response.json()) as Answer).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('the pages', () => {
  it('show GraphiQL without any address but our own', async () => {
    const page = await fetch(`${gateway.url}/graphiql`);
    expect(page.status).toBe(200);
    const csp = page.headers.get('content-security-policy')!;
    expect(csp).not.toMatch(/https?:|\*|unsafe-eval/);
    const html = await page.text();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(loaded).toEqual(['/graphiql/app.css', '/graphiql/app.js', '/graphiql/start.js']);
    for (const address of [...loaded, '/graphiql/editor.worker.js', '/graphiql/json.worker.js', '/graphiql/graphql.worker.js']) expect((await fetch(gateway.url + address)).status).toBe(200);
  });

  it('begin with one that says what is there', async () => {
    const page = await fetch(gateway.url);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await page.text();
    for (const [, address] of html.matchAll(/href="([^"]+)"/g)) expect([200, 503]).toContain((await fetch(gateway.url + address)).status);
  });
});
