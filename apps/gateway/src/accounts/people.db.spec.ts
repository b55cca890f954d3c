import { setTimeout as delay } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import type { Actor } from '#contracts';
import { HERE, PASSWORD, anAccountsHouse, key } from '../../../../test/kit/accounts-house.js';
import { HoldRegistrations1767000300000 } from '../database/migrations/1767000300000-hold-registrations.js';

let house: Awaited<ReturnType<typeof anAccountsHouse>>;
beforeAll(async () => { house = await anAccountsHouse(); });
afterAll(() => house.close());

const membersOf = async (actor: Parameters<typeof house.members.list>[0]) => house.members.list(actor);

describe('inviting a colleague', () => {
  it('sends link and code in two letters and keeps neither', async () => {
    const lin = await house.registered();
    const answer = await house.invitations.invite(lin.actor, { idempotencyKey: key(), email: 'Zhang@Yonghe.example', roles: ['SALES', 'BUYER'] });
    expect(answer).toMatchObject({ __typename: 'MemberInvitation', email: 'zhang@yonghe.example', roles: ['BUYER', 'SALES'] });
    const letters = house.mail.sent.filter(({ to }) => to === 'zhang@yonghe.example');
    expect(letters).toHaveLength(2);
    const { token, code } = house.lettersTo('zhang@yonghe.example');
    expect(letters.filter(({ text }) => text.includes(token) && text.includes(code))).toEqual([]);
    const { rows } = await house.db.owner.query(`select string_agg(x::text, ' ') as kept from (select i::text as x from accounts.invitations i union all select d::text from accounts.idempotency d) all_rows`);
    expect(String(rows[0].kept)).not.toContain(token);
    expect(String(rows[0].kept)).not.toContain(code);
  });

  it('happens once for one key', async () => {
    const lin = await house.registered();
    const input = { idempotencyKey: key(), email: 'once@yonghe.example', roles: ['SALES' as const] };
    expect(await house.invitations.invite(lin.actor, input)).toEqual(await house.invitations.invite(lin.actor, input));
    expect(house.mail.sent.filter(({ to }) => to === 'once@yonghe.example')).toHaveLength(2);
  });

  it('makes a person with name and password, or lets one in who exists', async () => {
    const lin = await house.registered();
    const zhang = await house.colleagueOf(lin.actor, ['PLANNER']);
    expect(zhang.session.viewer).toMatchObject({ user: { name: 'Zhang San' }, company: { id: lin.actor.companyId }, roles: ['PLANNER'] });
    const wang = await house.registered();
    await house.invitations.invite(wang.actor, { idempotencyKey: key(), email: zhang.email, roles: ['QUALITY'] });
    const joined = await house.invitations.accept({ idempotencyKey: key(), ...house.lettersTo(zhang.email), password: 'not the old password' }, HERE, 'en');
    expect(joined).toMatchObject({ __typename: 'Session', viewer: { user: { id: zhang.actor.userId, name: 'Zhang San' }, company: { id: wang.actor.companyId }, roles: ['QUALITY'] } });
    expect((await house.signIn.signIn({ email: zhang.email, password: PASSWORD }, HERE, 'en')).__typename).toBe('Session');
  });

  it('gives the person behind the address an account that a stranger had made with it', async () => {
    const lin = await house.registered();
    // Registering proves no address: the stranger knows the password and waits for the invitation.
    const asked = { idempotencyKey: key(), name: 'Squatter', email: `${key().slice(4)}@yonghe.example`, password: 'the strangers own words', companyName: 'Trap', locale: 'en' };
    const stranger = await house.registration.register(asked, HERE) as { refreshToken: string; accessToken: string };
    await house.invitations.invite(lin.actor, { idempotencyKey: key(), email: asked.email, roles: ['MANAGER'] });
    const letters = house.lettersTo(asked.email);
    expect(await house.invitations.accept({ idempotencyKey: key(), ...letters }, HERE, 'en')).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'password' }] });
    expect(await membersOf(lin.actor)).toHaveLength(1);
    const accepted = { idempotencyKey: key(), ...letters, password: PASSWORD };
    expect(await house.invitations.accept(accepted, HERE, 'en')).toMatchObject({ __typename: 'Session', viewer: { company: { id: lin.actor.companyId }, roles: ['MANAGER'] } });
    expect((await house.signIn.signIn({ email: asked.email, password: asked.password }, HERE, 'en')).__typename).toBe('CredentialsRefused');
    expect((await house.signIn.refreshSession(stranger.refreshToken, 'en')).__typename).toBe('CredentialsRefused');
    await expect(house.registration.register(asked, HERE)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect((await house.signIn.signIn({ email: asked.email, password: PASSWORD }, HERE, 'en')).__typename).toBe('Session');
    expect((await house.invitations.accept(accepted, HERE, 'en')).__typename).toBe('Session');
  });

  it('leaves sessions and password alone of whoever brings the password of the account', async () => {
    const lin = await house.registered();
    const wang = await house.registered();
    await house.invitations.invite(lin.actor, { idempotencyKey: key(), email: wang.email, roles: ['SALES'] });
    expect(await house.invitations.accept({ idempotencyKey: key(), ...house.lettersTo(wang.email), password: PASSWORD }, HERE, 'en')).toMatchObject({ __typename: 'Session', viewer: { user: { id: wang.actor.userId } } });
    expect((await house.signIn.refreshSession(wang.session.refreshToken, 'en')).__typename).toBe('Session');
  });

  it('opens nothing with the link alone, and dies after five wrong codes', async () => {
    const lin = await house.registered();
    await house.invitations.invite(lin.actor, { idempotencyKey: key(), email: 'guess@yonghe.example', roles: ['SALES'] });
    const { token, code } = house.lettersTo('guess@yonghe.example');
    const wrong = code === '000000' ? '000001' : '000000';
    const accept = (given: string) => house.invitations.accept({ idempotencyKey: key(), token, code: given, name: 'Guess', password: PASSWORD }, HERE, 'en');
    for (let i = 0; i < 5; i += 1) expect((await accept(wrong)).__typename).toBe('CredentialsRefused');
    expect((await accept(code)).__typename).toBe('CredentialsRefused');
    expect(await membersOf(lin.actor)).toHaveLength(1);
  });

  it('is used once; a repeat with its key signs in again, any other does not', async () => {
    const lin = await house.registered();
    await house.invitations.invite(lin.actor, { idempotencyKey: key(), email: 'twice@yonghe.example', roles: ['SALES'] });
    const input = { idempotencyKey: key(), ...house.lettersTo('twice@yonghe.example'), name: 'Twice', password: PASSWORD };
    expect((await house.invitations.accept(input, HERE, 'en')).__typename).toBe('Session');
    expect((await house.invitations.accept(input, HERE, 'en')).__typename).toBe('Session');
    expect((await house.invitations.accept({ ...input, idempotencyKey: key() }, HERE, 'en')).__typename).toBe('CredentialsRefused');
    expect(await membersOf(lin.actor)).toHaveLength(2);
  });

  it('asks a new person for what is missing, and ends an older invitation to the same address', async () => {
    const lin = await house.registered();
    await house.invitations.invite(lin.actor, { idempotencyKey: key(), email: 'new@yonghe.example', roles: ['SALES'] });
    const first = house.lettersTo('new@yonghe.example');
    expect(await house.invitations.accept({ idempotencyKey: key(), ...first }, HERE, 'en')).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'name' }, { path: 'password' }] });
    await house.invitations.invite(lin.actor, { idempotencyKey: key(), email: 'new@yonghe.example', roles: ['BUYER'] });
    expect((await house.invitations.accept({ idempotencyKey: key(), ...first, name: 'New', password: PASSWORD }, HERE, 'en')).__typename).toBe('CredentialsRefused');
    expect(await house.invitations.accept({ idempotencyKey: key(), ...house.lettersTo('new@yonghe.example'), name: 'New', password: PASSWORD }, HERE, 'en')).toMatchObject({ viewer: { roles: ['BUYER'] } });
  });

  it('refuses addresses that are none, members, and roles that no company may give', async () => {
    const lin = await house.registered();
    const invite = (email: string, roles: Parameters<typeof house.invitations.invite>[1]['roles']) => house.invitations.invite(lin.actor, { idempotencyKey: key(), email, roles });
    expect(await invite('no address', ['PLATFORM_OPERATOR'])).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'email' }, { path: 'roles' }] });
    expect(await invite(lin.email, ['SALES'])).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'email' }] });
  });
});

describe('changing a member', () => {
  it('ends the old rights within a second', async () => {
    const lin = await house.registered();
    const zhang = await house.colleagueOf(lin.actor, ['BUYER']);
    const member = (await membersOf(lin.actor)).find(({ user }) => user.id === zhang.actor.userId)!;
    expect(await house.members.change(lin.actor, { idempotencyKey: key(), memberId: member.id, version: member.version, roles: ['QUALITY'] })).toMatchObject({ __typename: 'Member', roles: ['QUALITY'], version: 2 });
    await delay(1_000);
    expect(await house.actors.behind(zhang.session.accessToken)).toBeNull();
    expect((await house.signIn.refreshSession(zhang.session.refreshToken, 'en')).__typename).toBe('CredentialsRefused');
    expect(await house.announced('accounts.session.ended.v1')).toContainEqual({ principalIds: [zhang.actor.principalId], reason: 'ROLE_CHANGED' });
    expect(await house.signIn.signIn({ email: zhang.email, password: PASSWORD }, HERE, 'en')).toMatchObject({ viewer: { roles: ['QUALITY'] } });
  });

  it('to nothing removes it', async () => {
    const lin = await house.registered();
    const zhang = await house.colleagueOf(lin.actor, ['BUYER']);
    const member = (await membersOf(lin.actor)).find(({ user }) => user.id === zhang.actor.userId)!;
    await house.members.change(lin.actor, { idempotencyKey: key(), memberId: member.id, version: 1, roles: [] });
    expect(await membersOf(lin.actor)).toHaveLength(1);
    expect((await house.signIn.signIn({ email: zhang.email, password: PASSWORD }, HERE, 'en')).__typename).toBe('CredentialsRefused');
  });

  it('ends the keys that an owner made, once the person is none any more', async () => {
    const lin = await house.registered();
    const zhang = await house.colleagueOf(lin.actor, ['OWNER']);
    const made = async (by: typeof lin.actor) => await house.apiKeys.create(by, { idempotencyKey: key(), name: 'ERP', scopes: ['BIDS_READ'], expiresAt: new Date(Date.now() + 86_400_000).toISOString() }) as { secret: string; apiKey: { id: string } };
    const [theirs, others] = [await made(zhang.actor), await made(lin.actor)];
    const member = (await membersOf(lin.actor)).find(({ user }) => user.id === zhang.actor.userId)!;
    await house.members.change(lin.actor, { idempotencyKey: key(), memberId: member.id, version: 1, roles: ['OWNER', 'SALES'] });
    expect(await house.actors.behind(theirs.secret)).not.toBeNull();
    await house.members.change(lin.actor, { idempotencyKey: key(), memberId: member.id, version: 2, roles: ['SALES'] });
    await delay(1_000);
    expect(await house.actors.behind(theirs.secret)).toBeNull();
    expect(await house.actors.behind(others.secret)).not.toBeNull();
    expect(await house.announced('accounts.session.ended.v1')).toContainEqual({ principalIds: [theirs.apiKey.id], reason: 'ROLE_CHANGED' });
  });

  it('keeps the last owner, even when two owners remove each other at once', async () => {
    const lin = await house.registered();
    const [own] = await membersOf(lin.actor);
    expect(await house.members.change(lin.actor, { idempotencyKey: key(), memberId: own!.id, version: 1, roles: [] })).toMatchObject({ __typename: 'StateRefused', currentState: 'LAST_OWNER' });
    expect(await house.members.change(lin.actor, { idempotencyKey: key(), memberId: own!.id, version: 1, roles: ['SALES'] })).toMatchObject({ __typename: 'StateRefused' });
    const zhang = await house.colleagueOf(lin.actor, ['OWNER']);
    const other = (await membersOf(lin.actor)).find(({ user }) => user.id === zhang.actor.userId)!;
    const answers = await Promise.all([
      house.members.change(lin.actor, { idempotencyKey: key(), memberId: other.id, version: 1, roles: [] }),
      house.members.change(zhang.actor, { idempotencyKey: key(), memberId: own!.id, version: 1, roles: [] }),
    ]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['Member', 'StateRefused']);
  });

  it('needs the version that was read and a member of the own company', async () => {
    const lin = await house.registered();
    const wang = await house.registered();
    const [foreign] = await membersOf(wang.actor);
    const [own] = await membersOf(lin.actor);
    expect(await house.members.change(lin.actor, { idempotencyKey: key(), memberId: own!.id, version: 7, roles: ['OWNER'] })).toMatchObject({ __typename: 'VersionConflict', currentVersion: 1 });
    const asForeign = await house.members.change(lin.actor, { idempotencyKey: key(), memberId: foreign!.id, version: 1, roles: [] }).catch((problem: unknown) => problem);
    const asMissing = await house.members.change(lin.actor, { idempotencyKey: key(), memberId: 'mem_none', version: 1, roles: [] }).catch((problem: unknown) => problem);
    expect(asForeign).toEqual(asMissing);
    expect(asForeign).toMatchObject({ code: 'NOT_FOUND' });
    expect(await house.members.change(lin.actor, { idempotencyKey: key(), memberId: own!.id, version: 1, roles: ['OWNER', 'PLATFORM_OPERATOR'] })).toMatchObject({ __typename: 'StateRefused' });
  });
});

describe('the own profile', () => {
  it('changes at the version that was read and tells the others', async () => {
    const { actor } = await house.registered();
    const input = { idempotencyKey: key(), version: 1, town: 'Huangyan', processes: ['CNC', 'WEDM'], latitude: '28.65', longitude: '121.26', registrationNo: '91331003ma2dtq7x0k' };
    const changed = await house.companies.update(actor, input);
    expect(changed).toMatchObject({ __typename: 'Company', version: 2, town: 'Huangyan', processes: ['CNC', 'WEDM'], latitude: '28.65', longitude: '121.26', registrationNo: '91331003MA2DTQ7X0K', name: 'Yonghe Mould' });
    expect(await house.companies.update(actor, input)).toEqual(changed);
    expect(await house.companies.update(actor, { idempotencyKey: key(), version: 1, town: 'Taizhou' })).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
    const told = (await house.announced('accounts.company.changed.v1')).filter(({ companyId }) => companyId === actor.companyId);
    expect(told.map(({ version }) => version)).toEqual([1, 2]);
    expect(told.at(-1)).toMatchObject({ latitude: expect.stringMatching(/^28\.65/) as string, processes: ['CNC', 'WEDM'] });
  });

  it('refuses what breaks a rule and changes nothing', async () => {
    const { actor } = await house.registered();
    const refused = await house.companies.update(actor, { idempotencyKey: key(), version: 1, name: 'Ｙonghe', timeZone: 'Mars/Base', latitude: '91', longitude: '0', registrationNo: '?', processes: ['CNC', 'NOPE'] });
    expect(refused.__typename === 'InputRefused' && refused.problems.map(({ path }) => path).sort()).toEqual(['latitude', 'name', 'processes.1', 'registrationNo', 'timeZone']);
    expect((await house.companies.viewer(actor))!.company.version).toBe(1);
  });
});

describe('a registration number', () => {
  const setting = (actor: Actor, registrationNo: string, version = 1) => house.companies.update(actor, { idempotencyKey: key(), version, registrationNo });

  it('belongs to one company, also when two set it at once, and the refusal names nobody', async () => {
    const [holder, other] = [await house.registered({ companyName: 'Holder Mould' }), await house.registered()];
    const both = await Promise.all([setting(holder.actor, '91330281MA2AAAAA1X'), setting(other.actor, '9133-0281-ma2aaaaa1x')]);
    const refused = both.filter((one) => one.__typename === 'InputRefused');
    expect(refused).toMatchObject([{ problems: [{ path: 'registrationNo' }] }]);
    expect(JSON.stringify(refused)).not.toMatch(/com_|Holder/);
    const [inside, outside] = both[0]!.__typename === 'Company' ? [holder, other] : [other, holder];
    expect(await setting(outside.actor, '91330281MA2AAAAA1X')).toMatchObject({ __typename: 'InputRefused' });
    expect((await house.companies.viewer(outside.actor))!.company).toMatchObject({ version: 1, registrationNo: null });
    // Whoever has it may say it again; whom it was given up by does not keep it from others.
    expect(await setting(inside.actor, '91330281MA2AAAAA1X', 2)).toMatchObject({ __typename: 'Company', version: 3 });
    expect(await setting(inside.actor, '91330281MA2BBBBB1X', 3)).toMatchObject({ __typename: 'Company', version: 4 });
    expect(await setting(outside.actor, '91330281MA2AAAAA1X')).toMatchObject({ __typename: 'Company', version: 2 });
  });

  it('that several had before is held by the oldest, and no profile of the others is stuck', async () => {
    const [first, second] = [await house.registered(), await house.registered()];
    const migration = new HoldRegistrations1767000300000();
    const runner = { query: (sql: string) => house.db.owner.query(sql) } as unknown as QueryRunner;
    const within = async (work: () => Promise<void>): Promise<void> => { await house.db.owner.query('begin'); await work(); await house.db.owner.query('commit'); };
    await within(() => migration.down(runner));
    await house.db.owner.query(`update accounts.companies set registration_no = '91330281MA2CCCCC1X' where id = any($1)`, [[first.actor.companyId, second.actor.companyId]]);
    await within(() => migration.up(runner));
    expect(await house.companies.update(second.actor, { idempotencyKey: key(), version: 1, town: 'Taizhou', registrationNo: '91330281MA2CCCCC1X' })).toMatchObject({ __typename: 'Company', town: 'Taizhou' });
    expect(await setting(second.actor, '91330281-MA2CCCCC1X', 2)).toMatchObject({ __typename: 'InputRefused' });
    expect(await setting((await house.registered()).actor, '91330281MA2CCCCC1X')).toMatchObject({ __typename: 'InputRefused' });
    expect(await setting(first.actor, '91330281-MA2CCCCC1X')).toMatchObject({ __typename: 'Company' });
  });
});

describe('faces of companies', () => {
  it('show what others may know, with the own relation, in one statement for many', async () => {
    const lin = await house.registered();
    const wang = await house.registered({ companyName: 'Jianda EDM' });
    expect(await house.companies.setRelation(lin.actor, { idempotencyKey: key(), companyId: wang.actor.companyId, relation: 'TRUSTED' })).toMatchObject({ __typename: 'CompanyCard', relation: 'TRUSTED' });
    const cards = await house.companies.cards(lin.actor.companyId, [wang.actor.companyId, lin.actor.companyId, 'com_none']);
    expect([...cards.keys()].sort()).toEqual([lin.actor.companyId, wang.actor.companyId].sort());
    expect(cards.get(wang.actor.companyId)).toEqual({ __typename: 'CompanyCard', id: wang.actor.companyId, name: 'Jianda EDM', town: null, status: 'OPEN', processes: [], relation: 'TRUSTED' });
    expect((await house.companies.cards(wang.actor.companyId, [lin.actor.companyId])).get(lin.actor.companyId)!.relation).toBe('NONE');
    expect(await house.announced('accounts.relation.changed.v1')).toContainEqual({ ownerId: lin.actor.companyId, companyId: wang.actor.companyId, relation: 'TRUSTED', version: 1 });
  });

  it('are not told of companies that are stopped, as if there were none', async () => {
    const lin = await house.registered();
    const wang = await house.registered();
    await house.db.owner.query(`update accounts.companies set status = 'SUSPENDED' where id = $1`, [wang.actor.companyId]);
    expect(await house.companies.card(lin.actor, wang.actor.companyId)).toBeNull();
    await expect(house.companies.setRelation(lin.actor, { idempotencyKey: key(), companyId: wang.actor.companyId, relation: 'TRUSTED' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await house.companies.card(wang.actor, wang.actor.companyId)).toMatchObject({ status: 'SUSPENDED' });
    await expect(house.companies.list(lin.actor, { first: 5, filter: { status: 'SUSPENDED' } })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('come in pages without gap or repeat, trusted ones first', async () => {
    const lin = await house.registered();
    const names = ['Zeta 100%', 'alpha', 'Beta_1', '中山模具', 'Alpha'];
    const ids: string[] = [];
    for (const companyName of names) ids.push((await house.registered({ companyName })).actor.companyId);
    await house.companies.setRelation(lin.actor, { idempotencyKey: key(), companyId: ids[0]!, relation: 'TRUSTED' });
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 100; pages += 1) {
      const page: Awaited<ReturnType<typeof house.companies.list>> = await house.companies.list(lin.actor, { first: 3, after });
      seen.push(...page.edges.map(({ node }) => node.id));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(seen[0]).toBe(ids[0]);
    expect(new Set(seen).size).toBe(seen.length);
    expect(ids.every((id) => seen.includes(id))).toBe(true);
    expect(seen).not.toContain(lin.actor.companyId);
    expect((await house.companies.list(lin.actor, { first: 10, filter: { search: '100%' } })).edges.map(({ node }) => node.name)).toEqual(['Zeta 100%']);
    expect((await house.companies.list(lin.actor, { first: 10, filter: { search: '_1' } })).edges.map(({ node }) => node.name)).toEqual(['Beta_1']);
    expect((await house.companies.list(lin.actor, { first: 10, filter: { relation: 'TRUSTED' } })).edges).toHaveLength(1);
  });
});

describe('a list of companies', () => {
  it('takes no place that it did not write', async () => {
    const { actor } = await house.registered();
    for (const place of [[4_000_000_000, 'x', 'com_x'], [-1, 'x', 'com_x'], [0.5, 'x', 'com_x'], [0, 'x\u0000', 'com_x'], 'x', null]) {
      await expect(house.companies.list(actor, { first: 3, after: encodeURIComponent(JSON.stringify(place)) })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    }
  });
});

describe('keys for programs', () => {
  const expiresAt = () => new Date(Date.now() + 86_400_000).toISOString();

  it('keep a proof of their secret only, also among the stored answers', async () => {
    const { actor } = await house.registered();
    const made = await house.apiKeys.create(actor, { idempotencyKey: key(), name: 'ERP', scopes: ['BIDS_READ'], expiresAt: expiresAt() });
    const { secret } = made as { secret: string };
    const { rows } = await house.db.owner.query(`select string_agg(x, ' ') as kept from (select k::text as x from accounts.api_keys k union all select d::text from accounts.idempotency d union all select e::text from post.events e) all_rows`);
    expect(String(rows[0].kept)).not.toContain(secret);
    expect(String(rows[0].kept)).not.toContain(secret.slice(10, 40));
    expect(await house.actors.behind(secret)).toMatchObject({ companyId: actor.companyId, userId: null, scopes: ['BIDS_READ'], roles: ['OWNER'] });
    expect(await house.actors.behind(`${secret.slice(0, -1)}x`)).toBeNull();
  });

  it('that still open something are never hidden behind ended ones', async () => {
    const { actor } = await house.registered();
    const made = await house.apiKeys.create(actor, { idempotencyKey: key(), name: 'Old', scopes: ['BIDS_READ'], expiresAt: expiresAt() }) as { apiKey: { id: string } };
    await house.db.owner.query(
      `insert into accounts.api_keys (id, company_id, made_by, name, prefix, secret_sha256, roles, scopes, locale, expires_at, end_told)
       select 'key_ended_' || n || $1, $1, $2, 'Ended', 'msk_x', encode(sha256(($1 || n)::bytea), 'hex'), '{OWNER}', '{BIDS_READ}', 'en', clock_timestamp(), true from generate_series(1, 60) n`, [actor.companyId, actor.userId]);
    const listed = await house.apiKeys.list(actor);
    expect(listed).toHaveLength(50);
    expect(listed[0]!.id).toBe(made.apiKey.id);
  });

  it('cannot hold more than their maker, nor live for ever', async () => {
    const lin = await house.registered();
    const sales = { ...lin.actor, roles: ['SALES'] as const };
    expect(await house.apiKeys.create(sales, { idempotencyKey: key(), name: 'ERP', scopes: ['BIDS_READ'], roles: ['BUYER'], expiresAt: '2199-01-01T00:00:00.000Z' })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'roles' }, { path: 'expiresAt' }] });
    expect(await house.apiKeys.create(sales, { idempotencyKey: key(), name: 'ERP', scopes: ['BIDS_READ'], expiresAt: new Date().toISOString() })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'expiresAt' }] });
  });

  it('end when they are revoked, after their grace, and when their time is over', async () => {
    const { actor } = await house.registered();
    const make = async () => {
      const made = await house.apiKeys.create(actor, { idempotencyKey: key(), name: 'ERP', scopes: ['BIDS_READ'], expiresAt: expiresAt() });
      if (made.__typename !== 'ApiKeyCreated') throw new Error(JSON.stringify(made));
      return { id: made.apiKey.id, secret: made.secret! };
    };
    const [now, later, expired] = [await make(), await make(), await make()];
    await house.apiKeys.revoke(actor, { idempotencyKey: key(), apiKeyId: now.id, graceMinutes: 0 });
    expect(await house.apiKeys.revoke(actor, { idempotencyKey: key(), apiKeyId: now.id, graceMinutes: 0 })).toMatchObject({ __typename: 'StateRefused' });
    expect(await house.apiKeys.revoke(actor, { idempotencyKey: key(), apiKeyId: later.id, graceMinutes: 10 })).toMatchObject({ __typename: 'ApiKey', revokedAt: expect.any(String) as string });
    expect(await house.actors.behind(now.secret)).toBeNull();
    expect(await house.actors.behind(later.secret)).not.toBeNull();
    await house.db.owner.query(`update accounts.api_keys set revoked_at = clock_timestamp() where id = $1`, [later.id]);
    await house.db.owner.query(`update accounts.api_keys set expires_at = clock_timestamp() where id = $1`, [expired.id]);
    await house.housekeeping.endExpired();
    await house.housekeeping.endExpired();
    const told = await house.announced('accounts.session.ended.v1');
    for (const [id, reason] of [[now.id, 'REVOKED'], [later.id, 'REVOKED'], [expired.id, 'EXPIRED']] as const) expect(told.filter(({ principalIds }) => (principalIds as string[]).includes(id))).toEqual([{ principalIds: [id], reason }]);
    await delay(1_000);
    for (const { secret } of [now, later, expired]) expect(await house.actors.behind(secret)).toBeNull();
    expect((await house.apiKeys.list(actor)).map(({ id }) => id)).toEqual([expired.id, later.id, now.id]);
  });
});

describe('the walls between companies', () => {
  it('stand in the database itself', async () => {
    const lin = await house.registered();
    const wang = await house.registered();
    const zhang = await house.colleagueOf(wang.actor, ['SALES']);
    await house.apiKeys.create(wang.actor, { idempotencyKey: key(), name: 'ERP', scopes: ['BIDS_READ'], expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
    await house.companies.setRelation(wang.actor, { idempotencyKey: key(), companyId: lin.actor.companyId, relation: 'BLOCKED' });
    for (const table of ['companies', 'members', 'users', 'sessions', 'invitations', 'api_keys', 'relations', 'refresh_tokens', 'attempts', 'registrations', 'idempotency']) {
      const rows = await house.db.database.read<{ row: string }>(lin.actor.companyId, `select t::text as row from accounts.${table} t`);
      const told = rows.map(({ row }) => row).join(' ');
      expect([table, told.includes(wang.actor.companyId), told.includes(zhang.actor.userId!), told.includes(wang.email)]).toEqual([table, false, false, false]);
    }
    await expect(house.db.database.asCompany(lin.actor.companyId, (tx) => tx.query('insert into accounts.members (id, version, company_id, user_id, roles) values ($1, 1, $2, $3, $4)', ['mem_x', wang.actor.companyId, lin.actor.userId, ['OWNER']]))).rejects.toThrow(/row-level security/);
    expect(await house.db.database.asCompany(lin.actor.companyId, (tx) => tx.query(`update accounts.companies set status = 'TERMINATED' where id = $1 returning 1`, [wang.actor.companyId]))).toEqual([]);
  });
});

describe('hashing passwords', () => {
  it('lets nobody fill the machine: beyond the queue it says so', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => house.passwords.hash(PASSWORD)));
    const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(answers.length - refused.length).toBe(34);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'RATE_LIMITED' });
  });
});
