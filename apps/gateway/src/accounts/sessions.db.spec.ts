import { setTimeout as delay } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { derivedKey } from '#platform/config';
import { TEST_SECRET } from '#testing';
import { HERE, PASSWORD, aRegistration, anAccountsHouse, key } from '../../../../test/kit/accounts-house.js';

let house: Awaited<ReturnType<typeof anAccountsHouse>>;
beforeAll(async () => { house = await anAccountsHouse(); });
afterAll(() => house.close());

describe('registering', () => {
  it('makes an open company with its maker as owner, and tells the others', async () => {
    const { session, actor } = await house.registered({ name: '林 工', companyName: '永和模具（黄岩）' });
    expect(session.viewer).toMatchObject({ user: { name: '林 工', locale: 'en' }, company: { name: '永和模具（黄岩）', status: 'OPEN', version: 1 }, roles: ['OWNER'] });
    expect(actor).toMatchObject({ companyId: session.viewer.company.id, roles: ['OWNER'], scopes: null });
    expect((await house.announced('accounts.company.changed.v1')).at(-1)).toMatchObject({ companyId: actor.companyId, name: '永和模具（黄岩）', version: 1 });
  });

  it('signs in to the same company when it is repeated with its key', async () => {
    const input = { ...aRegistration(), email: 'repeat@yonghe.example' };
    const first = await house.registration.register(input, HERE);
    const again = await house.registration.register(input, HERE);
    expect(first.__typename === 'Session' && again.__typename === 'Session' && again.viewer.company.id === first.viewer.company.id).toBe(true);
    const count = await house.db.owner.query(`select count(*)::int as n from accounts.companies c join accounts.members m on m.company_id = c.id join accounts.users u on u.id = m.user_id where u.email = $1`, [input.email]);
    expect(count.rows[0].n).toBe(1);
  });

  it('does not let a key stand for a password, nor for another body', async () => {
    const input = { ...aRegistration(), email: 'key@yonghe.example' };
    await house.registration.register(input, HERE);
    await expect(house.registration.register({ ...input, password: 'another-long-password' }, HERE)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    await expect(house.registration.register({ ...input, companyName: 'Another' }, HERE)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  it('makes one person of two registrations at once with one key', async () => {
    const input = { ...aRegistration(), email: 'twice@yonghe.example' };
    const answers = await Promise.all([1, 2, 3].map(() => house.registration.register(input, HERE)));
    expect(new Set(answers.map((answer) => answer.__typename === 'Session' && answer.viewer.company.id)).size).toBe(1);
  });

  it('takes an address once, however it is written', async () => {
    await house.registered({ email: 'once@yonghe.example' });
    const second = await house.registration.register({ ...aRegistration(), email: ' ONCE@Yonghe.Example ' }, HERE);
    expect(second).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'email' }] });
  });

  it('tells everything that is wrong at once', async () => {
    const refused = await house.registration.register({ ...aRegistration(), name: 'L\u200bin', email: 'not an address', password: 'short', companyName: 'Yongһe' }, HERE);
    expect(refused).toMatchObject({ __typename: 'InputRefused', code: 'INPUT_REFUSED' });
    expect(refused.__typename === 'InputRefused' && refused.problems.map(({ path }) => path)).toEqual(['name', 'companyName', 'email', 'password']);
  });

  it('keeps no password in plain sight', async () => {
    const { email } = await house.registered();
    const { rows } = await house.db.owner.query('select password_hash from accounts.users where email = $1', [email]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const everything = await house.db.owner.query(`select (select string_agg(x::text, '') from accounts.idempotency x) || (select string_agg(x::text, '') from accounts.registrations x) as kept`);
    expect(String(everything.rows[0].kept)).not.toContain(PASSWORD);
  });
});

describe('signing in', () => {
  it('does not tell an unknown address from a wrong password', async () => {
    const { email } = await house.registered();
    const wrong = await house.signIn.signIn({ email, password: 'not-the-password' }, HERE, 'en');
    const unknown = await house.signIn.signIn({ email: 'nobody@yonghe.example', password: 'not-the-password' }, HERE, 'en');
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ __typename: 'CredentialsRefused', code: 'CREDENTIALS_REFUSED' });
  });

  it('begins a session of its own every time', async () => {
    const { email, session } = await house.registered();
    const again = await house.signIn.signIn({ email: email.toUpperCase(), password: PASSWORD }, HERE, 'en');
    expect(again.__typename).toBe('Session');
    if (again.__typename !== 'Session') return;
    expect(again.refreshToken).not.toBe(session.refreshToken);
    expect((await house.actors.behind(again.accessToken))!.principalId).not.toBe((await house.actors.behind(session.accessToken))!.principalId);
  });

  it('stops guessing on one account from one place, and lets the right person in from another', async () => {
    const { email } = await house.registered();
    const there = { address: '192.0.2.1' };
    const answers = [];
    for (let i = 0; i < 12; i += 1) answers.push((await house.signIn.signIn({ email, password: `wrong-password-${i}` }, there, 'en')).__typename);
    expect(answers).toEqual([...Array(10).fill('CredentialsRefused'), 'LimitReached', 'LimitReached']);
    expect(await house.signIn.signIn({ email, password: PASSWORD }, there, 'en')).toMatchObject({ __typename: 'LimitReached', limit: 10 });
    expect((await house.signIn.signIn({ email, password: PASSWORD }, HERE, 'en')).__typename).toBe('Session');
  });

  it('cannot be used to lock an owner out from everywhere', async () => {
    const { email } = await house.registered();
    for (let i = 0; i < 101; i += 1) await house.signIn.signIn({ email: `${email}`, password: 'x' }, { address: `198.51.100.${i}` }, 'en');
    expect((await house.signIn.signIn({ email, password: PASSWORD }, { address: '203.0.113.9' }, 'en')).__typename).toBe('LimitReached');
    expect((await house.signIn.signIn({ email, password: PASSWORD }, HERE, 'en')).__typename).toBe('Session');
  }, 60_000);
});

describe('going on with a session', () => {
  it('gives a new pair, and the new one goes on again', async () => {
    const { session } = await house.registered();
    const second = await house.signIn.refreshSession(session.refreshToken, 'en');
    expect(second.__typename).toBe('Session');
    const third = second.__typename === 'Session' ? await house.signIn.refreshSession(second.refreshToken, 'en') : second;
    expect(third.__typename).toBe('Session');
  });

  it('ends the whole session when an old token comes back, for the thief and the robbed alike', async () => {
    const { session, actor } = await house.registered();
    const second = await house.signIn.refreshSession(session.refreshToken, 'en');
    if (second.__typename !== 'Session') throw new Error('The first refresh must pass.');
    expect(await house.actors.behind(second.accessToken)).not.toBeNull();
    expect((await house.signIn.refreshSession(session.refreshToken, 'en')).__typename).toBe('CredentialsRefused');
    expect((await house.signIn.refreshSession(second.refreshToken, 'en')).__typename).toBe('CredentialsRefused');
    expect(await house.announced('accounts.session.ended.v1')).toContainEqual({ principalIds: [actor.principalId], reason: 'REVOKED' });
    await delay(1_000);
    expect(await house.actors.behind(second.accessToken)).toBeNull();
    expect(await house.actors.behind(session.accessToken)).toBeNull();
  });

  it('lets one of twenty refreshes at once pass at most, and then nobody', async () => {
    const { session } = await house.registered();
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.signIn.refreshSession(session.refreshToken, 'en')));
    expect(answers.filter(({ __typename }) => __typename === 'Session')).toHaveLength(1);
    const winner = answers.find(({ __typename }) => __typename === 'Session')!;
    expect((await house.signIn.refreshSession((winner as { refreshToken: string }).refreshToken, 'en')).__typename).toBe('CredentialsRefused');
  });

  it('refuses what is no token of ours', async () => {
    for (const text of [null, '', 'msr_', `msr_${'0'.repeat(58)}`, 'x'.repeat(200), (await house.registered()).session.accessToken]) {
      expect((await house.signIn.refreshSession(text, 'en')).__typename).toBe('CredentialsRefused');
    }
  });
});

describe('signing out', () => {
  it('ends the session at once, its tokens included', async () => {
    const { session, actor } = await house.registered();
    await house.signIn.signOut(actor);
    await delay(300);
    expect(await house.actors.behind(session.accessToken)).toBeNull();
    expect((await house.signIn.refreshSession(session.refreshToken, 'en')).__typename).toBe('CredentialsRefused');
  });

  it('everywhere ends the sessions of the person and of nobody else', async () => {
    const lin = await house.registered();
    const wang = await house.registered();
    const second = await house.signIn.signIn({ email: lin.email, password: PASSWORD }, HERE, 'en');
    await house.signIn.signOutEverywhere(lin.actor);
    await delay(1_000);
    expect(await house.actors.behind(lin.session.accessToken)).toBeNull();
    expect(second.__typename === 'Session' && await house.actors.behind(second.accessToken)).toBeNull();
    expect(await house.actors.behind(wang.session.accessToken)).not.toBeNull();
  });
});

describe('speaking for another company', () => {
  it('is for members only; a foreign company and none at all look alike', async () => {
    const lin = await house.registered();
    const wang = await house.registered();
    const foreign = await house.signIn.switchCompany(lin.actor, { companyId: wang.actor.companyId }, HERE);
    const missing = await house.signIn.switchCompany(lin.actor, { companyId: 'com_none' }, HERE);
    expect(foreign).toEqual(missing);
    await house.invitations.invite(wang.actor, { idempotencyKey: key(), email: lin.email, roles: ['SALES'] });
    await house.invitations.accept({ idempotencyKey: key(), ...house.lettersTo(lin.email), password: PASSWORD }, HERE, 'en');
    const session = await house.signIn.switchCompany(lin.actor, { companyId: wang.actor.companyId }, HERE);
    expect(session).toMatchObject({ __typename: 'Session', viewer: { company: { id: wang.actor.companyId }, roles: ['SALES'], companyIds: [lin.actor.companyId, wang.actor.companyId] } });
  });
});

describe('access tokens', () => {
  const secretKey = derivedKey(TEST_SECRET, 'access tokens');
  const claims = { sid: 'ses_x', com: 'com_x' };
  const made = (header: object, change: (jwt: SignJWT) => SignJWT = (jwt) => jwt, signer: Uint8Array = secretKey) => change(
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header }).setIssuer('mouldshare').setAudience('graphql').setSubject('usr_x').setIssuedAt().setExpirationTime('5m'),
  ).sign(signer);

  it('are read when they are ours', async () => {
    expect(await house.tokens.read(await made({}))).toEqual({ userId: 'usr_x', sessionId: 'ses_x', companyId: 'com_x' });
  });

  it('are refused in every forged form', async () => {
    const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...claims, sub: 'usr_x', iss: 'mouldshare', aud: 'graphql', iat: 1, exp: 9e9 })).toString('base64url')}.`;
    const forged = [
      unsigned, await made({ typ: 'JWT' }), await made({ alg: 'HS384' }, undefined, new Uint8Array(48)), await made({}, undefined, new Uint8Array(32)),
      await made({}, (jwt) => jwt.setIssuer('another')), await made({}, (jwt) => jwt.setAudience('live')),
      await made({}, (jwt) => jwt.setExpirationTime(Math.floor(Date.now() / 1_000) - 1)), await made({}, (jwt) => jwt.setIssuedAt(Math.floor(Date.now() / 1_000) + 600)),
      await made({}, (jwt) => jwt.setIssuedAt(1)), 'x'.repeat(100_000), '', '..', (await house.registered()).session.refreshToken,
    ];
    for (const token of forged) expect(await house.tokens.read(token)).toBeNull();
  });

  it('say nothing of rights', async () => {
    const { session } = await house.registered();
    const payload = JSON.parse(Buffer.from(session.accessToken.split('.')[1]!, 'base64url').toString()) as object;
    expect(Object.keys(payload).sort()).toEqual(['aud', 'com', 'exp', 'iat', 'iss', 'sid', 'sub']);
  });
});
