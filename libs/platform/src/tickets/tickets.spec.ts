import { webcrypto } from 'node:crypto';
import { SignJWT } from 'jose';
import { derivedKey } from '#platform/config';
import { signingKey } from './signing-key.js';
import { Tickets } from './tickets.js';

const SECRET = 'a secret of thirty-two characters';
const tickets = new Tickets(SECRET);
const unauthenticated = expect.objectContaining({ code: 'UNAUTHENTICATED' }) as Error;

describe('a ticket', () => {
  it('says what its minter put in, with an id and an end', async () => {
    const { token, expiresAt } = await tickets.mint('live', { companyId: 'com_1', roles: ['SALES'] }, 60);
    const claims = await tickets.verify<{ companyId: string; roles: string[] }>('live', token);
    expect(claims).toEqual({ companyId: 'com_1', roles: ['SALES'], jti: expect.stringMatching(/^tkt_/), exp: Date.parse(expiresAt) / 1_000 });
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(57_000);
  });

  it('never gets its id or end from its claims', async () => {
    const { token, expiresAt } = await tickets.mint('file', { exp: 9_999_999_999, jti: 'mine', aud: 'live' }, 60);
    const claims = await tickets.verify('file', token);
    expect(claims.exp).toBe(Date.parse(expiresAt) / 1_000);
    expect(claims.jti).not.toBe('mine');
    await expect(tickets.verify('live', token)).rejects.toEqual(unauthenticated);
  });

  it('opens only its own kind of door', async () => {
    const { token } = await tickets.mint('live', {}, 60);
    await expect(tickets.verify('file', token)).rejects.toEqual(unauthenticated);
  });

  it('S01: is refused after its end, and when it was changed, cut or made by somebody else', async () => {
    const { token } = await tickets.mint('live', { companyId: 'com_1' }, 60);
    const [head, body, proof] = token.split('.') as [string, string, string];
    const otherBody = Buffer.from(Buffer.from(body, 'base64url').toString().replace('com_1', 'com_2')).toString('base64url');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const stranger = await new Tickets('another secret of the same length').mint('live', {}, 60);
    for (const bad of [`${head}.${otherBody}.${proof}`, `${head}.${body}`, `${head}.${body}.`, none, `${token}x`, '', 'a.b.c', null, 7, {}, [token], 'x'.repeat(100_000), stranger.token]) {
      await expect(tickets.verify('live', bad)).rejects.toEqual(unauthenticated);
    }
  });

  it('is refused when it ended a second ago, has no end, or another algorithm', async () => {
    const key = derivedKey(SECRET, 'tickets');
    const now = Math.floor(Date.now() / 1_000);
    const make = (edit: (jwt: SignJWT) => SignJWT, alg = 'HS256') => edit(new SignJWT({ claims: {} }).setProtectedHeader({ alg }).setIssuer('mouldshare').setAudience('live').setIssuedAt(now - 60).setJti('tkt_1')).sign(key);
    await expect(tickets.verify('live', await make((jwt) => jwt.setExpirationTime(now + 60)))).resolves.toBeDefined();
    await expect(tickets.verify('live', await make((jwt) => jwt.setExpirationTime(now - 1)))).rejects.toEqual(unauthenticated);
    await expect(tickets.verify('live', await make((jwt) => jwt))).rejects.toEqual(unauthenticated);
    const key64 = Buffer.concat([key, key]);
    const hs512 = await new SignJWT({ claims: {} }).setProtectedHeader({ alg: 'HS512' }).setIssuer('mouldshare').setAudience('live').setIssuedAt().setJti('t').setExpirationTime('1m').sign(key64);
    await expect(tickets.verify('live', hs512)).rejects.toEqual(unauthenticated);
  });

  it('lives between a second and an hour', async () => {
    for (const seconds of [0, -1, 1.5, 3_601, Number.NaN]) await expect(tickets.mint('live', {}, seconds)).rejects.toThrow(RangeError);
  });
});

describe('the key that signs receipts', () => {
  it('is the same for the same secret and another for another', () => {
    expect(signingKey(SECRET).keyId).toBe(signingKey(SECRET).keyId);
    expect(signingKey(SECRET).keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set([signingKey(SECRET).keyId, signingKey(SECRET, 'checkpoints').keyId, signingKey('another secret of the same length').keyId]).size).toBe(3);
  });

  it('signs so that an outsider with the public key can verify, and nothing else passes', async () => {
    const key = signingKey(SECRET);
    const signature = key.sign('{"bid":"模具"}');
    expect(signingKey(SECRET).verify('{"bid":"模具"}', signature)).toBe(true);
    expect(key.verify('{"bid":"模具 "}', signature)).toBe(false);
    expect(signingKey(SECRET, 'checkpoints').verify('{"bid":"模具"}', signature)).toBe(false);
    expect(key.verify('{"bid":"模具"}', '')).toBe(false);
    const { importJWK } = await import('jose');
    const outsider = await importJWK({ ...key.publicJwk }, 'EdDSA') as webcrypto.CryptoKey;
    const good = await webcrypto.subtle.verify('Ed25519', outsider, Buffer.from(signature, 'base64url'), Buffer.from('{"bid":"模具"}'));
    expect(good).toBe(true);
    expect(JSON.stringify(key.publicJwk)).not.toContain('"d"');
  });
});
