import { newId, Problem } from '#kernel';
import { mould, partsByIds, partsOfMould, type MouldInput } from '#contracts/order-moulds';
import { listWorkItems, reportsOfRuns } from '#contracts/order-progress';
import { buyerMarkets, buyerTender, buyerTenders, lotLedgers } from '#contracts/quoting-bidding';
import { cancelLots, tenderInvitations } from '#contracts/quoting-tenders';
import { Companies } from '../accounts/index.js';
import { aMouldWith } from '../../../../test/builders/parts.js';
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

  it('speaks the language that the request of a person asks for, and the one chosen at registration where it asks for none', async () => {
    gateway.answers[buyerTender.name] = () => null;
    const spoken = async (headers: Record<string, string>) => {
      await gateway.ask('query T($id: ID!) { tender(id: $id) { id } }', { id: 'tnd_none' }, lin.token, headers);
      return gateway.calls.at(-1)!.actor.locale;
    };
    expect([await spoken({}), await spoken({ 'accept-language': 'zh-CN,en;q=0.8' }), await spoken({ 'accept-language': 'en-GB' }), await spoken({ 'accept-language': '*' })]).toEqual(['en', 'zh-CN', 'en', 'en']);
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
    gateway.answers[mould.name] = (asked: MouldInput) => aMouldWith({ id: 'mld_1', title: 'Door trim' }, [{ id: 'prt_1', partNo: '405' }], asked);
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

  it('counts its answers by field and outcome, never by names that clients make up', async () => {
    await gateway.ask('query MadeUpByAClient { serverTime }');
    await gateway.ask('{ machines { id } }');
    const numbers = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(numbers).toContain('graphql_answered_seconds_count{field="serverTime",outcome="ok"}');
    expect(numbers).toContain('graphql_answered_seconds_count{field="machines",outcome="UNAUTHENTICATED"}');
    expect(numbers).not.toContain('MadeUpByAClient');
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
    expect(cookie).toMatch(/^mouldshare-refresh-3000=msr_[0-9a-z]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    const goneOn = await gateway.ask('mutation { refreshSession(input: {}) { __typename } }', {}, undefined, { cookie: cookie.split(';')[0]! });
    expect(goneOn.data).toEqual({ refreshSession: { __typename: 'Session' } });
  });
});

describe('links between the services', () => {
  it('are followed by one call for a whole answer', async () => {
    const [wang, he] = [await gateway.registered('Wang'), await gateway.registered('He')];
    const standing = (bidId: string, bidderId: string | null) => ({ bidId, lotId: 'lot_1', rank: 1, alias: 'S1', bidderId, amount: { amountMinor: '1', currency: 'CNY', taxIncluded: true, taxRate: '13' } });
    gateway.answers[buyerTender.name] = () => ({
      id: 'tnd_1', audience: { trusted: true, withinKm: null, companyIds: [wang.companyId, he.companyId], excludedIds: [lin.companyId] },
      lots: [{ id: 'lot_1', partIds: ['prt_1', 'prt_2'] }, { id: 'lot_2', partIds: ['prt_2', 'prt_gone'] }], standings: [standing('bid_1', wang.companyId), standing('bid_2', he.companyId), standing('bid_3', null)],
    });
    gateway.answers[tenderInvitations.name] = () => [{ id: 'inv_1', companyId: wang.companyId, state: 'SENT', declines: [] }];
    gateway.answers[partsByIds.name] = ({ ids }: { ids: string[] }) => ({ parts: ids.filter((id) => id !== 'prt_gone').reverse().map((id) => ({ id, partNo: id })) });
    gateway.answers[lotLedgers.name] = ({ lotIds }: { lotIds: string[] }) => lotIds.map((lotId) => ({ lotId, ledger: lotId === 'lot_2' ? null : { edges: [{ cursor: 'c', node: { seq: 1 } }], pageInfo: { hasNextPage: false, endCursor: 'c' } } }));
    const companies = gateway.app.get(Companies, { strict: false });
    const asked: (readonly string[])[] = [];
    const cards = companies.cards.bind(companies);
    companies.cards = (viewer, ids) => { asked.push(ids); return cards(viewer, ids); };
    gateway.calls.length = 0;
    const { data } = await gateway.ask(`{ tender(id: "tnd_1") {
      audience { companies { name } excluded { name } } invitations { company { id } } standings { bidId bidder { id } }
      lots { parts { partNo } ledger(first: 3) { edges { node { seq } } } }
    } }`, {}, lin.token);
    expect(data!.tender).toEqual({
      audience: { companies: [{ name: 'Yonghe Mould' }, { name: 'Yonghe Mould' }], excluded: [{ name: 'Yonghe Mould' }] }, invitations: [{ company: { id: wang.companyId } }],
      standings: [{ bidId: 'bid_1', bidder: { id: wang.companyId } }, { bidId: 'bid_2', bidder: { id: he.companyId } }, { bidId: 'bid_3', bidder: null }],
      lots: [{ parts: [{ partNo: 'prt_1' }, { partNo: 'prt_2' }], ledger: { edges: [{ node: { seq: 1 } }] } }, { parts: [{ partNo: 'prt_2' }], ledger: null }],
    });
    expect(gateway.calls.map(({ operation }) => operation).sort()).toEqual([buyerTender.name, lotLedgers.name, partsByIds.name, tenderInvitations.name].sort());
    expect(asked.flat().sort()).toEqual([...new Set(asked.flat())].sort());
    expect(asked.length).toBeLessThanOrEqual(2);
    companies.cards = cards;
    expect((await gateway.ask('{ tender(id: "tnd_1") { lot(id: "lot_1") { id ledger { edges { node { seq } } } } } }', {}, lin.token)).data!.tender).toEqual({ lot: { id: 'lot_1', ledger: { edges: [{ node: { seq: 1 } }] } } });
    expect((await gateway.ask('{ tender(id: "tnd_1") { lot(id: "lot_of_another") { id } } }', {}, lin.token)).data!.tender).toEqual({ lot: null });
  });

  it('ask for no more than an answer shows: a board of parts and best bids is two calls, whichever of its halves stands first', async () => {
    gateway.answers[mould.name] = (asked: MouldInput) => aMouldWith({ id: 'mld_1' }, [{ id: 'prt_1', partNo: '405', mouldId: 'mld_1', route: [{ seq: 10 }] }, { id: 'prt_2', partNo: '406', mouldId: 'mld_1', route: [] }], asked);
    gateway.answers[buyerTenders.name] = () => ({ edges: [{ cursor: 'c', node: { lots: [{ bidCount: 2, partIds: ['prt_2'] }] } }], pageInfo: { hasNextPage: false, endCursor: 'c' } });
    const parts = 'mould(id: "mld_1") { parts { partNo ...R } }';
    const lots = 'tenders(filter: { mouldId: "mld_1" }) { edges { node { lots { bidCount parts { id } } } } }';
    const fragment = 'fragment R on Part { route { seq } }';
    const expected = { mould: { parts: [{ partNo: '405', route: [{ seq: 10 }] }, { partNo: '406', route: [] }] }, tenders: { edges: [{ node: { lots: [{ bidCount: 2, parts: [{ id: 'prt_2' }] }] } }] } };
    for (const text of [`{ ${parts} ${lots} } ${fragment}`, `{ ${lots} ${parts} } ${fragment}`]) {
      // The third time it runs compiled.
      for (let time = 1; time <= 3; time += 1) {
        gateway.calls.length = 0;
        expect((await gateway.ask(text, {}, lin.token)).data).toEqual(expected);
        expect(gateway.calls.map(({ operation, input }) => [operation, input]).sort()).toEqual([
          [mould.name, { id: 'mld_1', withSummary: false, parts: { fields: ['partNo', 'route'], route: ['seq'] } }],
          [buyerTenders.name, { first: 20, filter: { mouldId: 'mld_1' }, withLots: true, only: { tender: [], lots: ['partIds', 'bidCount'] } }],
        ]);
      }
    }
    gateway.calls.length = 0;
    await gateway.ask('{ tenders { edges { node { lots { liveSeq } } } } }', {}, lin.token);
    expect(gateway.calls[0]!.input).toMatchObject({ withLots: true, only: null });
    gateway.answers[mould.name] = (asked: MouldInput) => aMouldWith({ id: 'mld_1', summary: { parts: 2 } }, [], asked);
    for (const [text, wish] of [['{ mould(id: "mld_1") { id } }', { withSummary: false }], ['{ mould(id: "mld_1") { id summary { parts } } }', { withSummary: true }], ['{ mould(id: "mld_1") { summary { parts } parts { id } } }', { withSummary: true, parts: { fields: [], route: [] } }]] as const) {
      gateway.calls.length = 0;
      expect((await gateway.ask(text, {}, lin.token)).errors).toBeUndefined();
      expect(gateway.calls).toMatchObject([{ operation: mould.name, input: wish }]);
    }
  });

  it('complete a tender that a deed answered with by what the market says', async () => {
    gateway.answers[cancelLots.name] = () => ({ __typename: 'BuyerTender', id: 'tnd_1', state: 'PUBLISHED', lots: [{ id: 'lot_1' }, { id: 'lot_2' }] });
    gateway.answers[buyerMarkets.name] = () => [{ lotId: 'lot_1', bidCount: 2, best: null, liveSeq: 9, standings: [] }];
    const { data } = await gateway.ask('mutation { cancelLots(input: {idempotencyKey: "12345678", tenderId: "tnd_1", version: 1, reason: "r"}) { ... on BuyerTender { lots { id bidCount liveSeq standings { rank } } standings { rank } } } }', {}, lin.token);
    expect(data!.cancelLots).toEqual({ lots: [{ id: 'lot_1', bidCount: 2, liveSeq: 9, standings: [] }, { id: 'lot_2', bidCount: null, liveSeq: 0, standings: null }], standings: [] });
    gateway.answers[cancelLots.name] = () => ({ __typename: 'StateRefused', code: 'STATE_REFUSED', message: 'm', currentState: 'CLOSED' });
    expect((await gateway.ask('mutation { cancelLots(input: {idempotencyKey: "12345678", tenderId: "tnd_1", version: 1, reason: "r"}) { ... on Refusal { code } ... on StateRefused { currentState } } }', {}, lin.token)).data!.cancelLots).toEqual({ code: 'STATE_REFUSED', currentState: 'CLOSED' });
  });

  it('name a reporter to colleagues, and to others the company', async () => {
    const me = (await gateway.ask('{ viewer { user { id } } }', {}, lin.token)).data!.viewer as { user: { id: string } };
    gateway.answers[listWorkItems.name] = () => ({ edges: [{ cursor: 'c', node: { id: 'run_1', doneById: lin.companyId } }], pageInfo: { hasNextPage: false, endCursor: null } });
    gateway.answers[reportsOfRuns.name] = () => ({ runs: [{ runId: 'run_1', reports: [{ id: 'rpt_1', byUserId: me.user.id, byCompanyId: lin.companyId }, { id: 'rpt_2', byUserId: null, byCompanyId: lin.companyId }, { id: 'rpt_3', byUserId: 'usr_gone', byCompanyId: lin.companyId }] }] });
    expect((await gateway.ask('{ workItems { edges { node { doneBy { name } reports { by } } } } }', {}, lin.token)).data).toEqual({
      workItems: { edges: [{ node: { doneBy: { name: 'Yonghe Mould' }, reports: [{ by: 'Lin' }, { by: 'Yonghe Mould' }, { by: 'Yonghe Mould' }] } }] },
    });
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
    const revoked = await gateway.ask('{ tender(id: "tnd_x") { id } }', {}, made.secret);
    expect(codes(revoked)).toEqual(['UNAUTHENTICATED']);
    const unknown = await gateway.ask('{ tender(id: "tnd_x") { id } }', {}, `msk_${'0'.repeat(58)}`);
    expect(unknown.errors![0]!.message).toBe('This key was revoked, has expired or never existed.');
    expect(revoked.errors![0]!.message).toBe(unknown.errors![0]!.message);
  });

  it('are held to their scopes on links below the root too', async () => {
    const keyFor = async (scope: string) => {
      const made = (await gateway.ask(create, { input: { idempotencyKey: newId('request'), name: 'ERP', scopes: [scope], expiresAt: inADay() } }, lin.token)).data!.createApiKey;
      return (made as { secret: string }).secret;
    };
    const people = '{ viewer { company { members { user { email } } } } }';
    const refused = await gateway.ask(people, {}, await keyFor('TENDERS_READ'));
    expect(codes(refused)).toEqual(['FORBIDDEN']);
    expect(refused.text).not.toContain(lin.email);
    expect((await gateway.ask(people, {}, await keyFor('COMPANY_READ'))).text).toContain(lin.email);
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
  it('show the documents under the names by which they are pointed to, and no other file', async () => {
    for (const path of ['/docs/journey.md', '/docs/api/journey.md', '/docs/api/live.md', '/docs/api/files.md']) {
      const answer = await fetch(gateway.url + path);
      expect([answer.status, (await answer.text()).startsWith('#')]).toEqual([200, true]);
    }
    for (const path of ['/docs/glossary.md', '/docs/api/..%2Fglossary.md', '/docs/api/other.md']) expect((await fetch(gateway.url + path)).status).toBe(404);
  });

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
