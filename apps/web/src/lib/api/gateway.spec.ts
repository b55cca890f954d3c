import { Gateway } from './gateway.js';
import { ApiProblem } from './problem.js';
import type { Document } from './document.js';

const DOCUMENT = 'query Q { x }' as Document<{ x: number }, object>;
const session = (accessToken: string, companyId = 'com_1') => ({ __typename: 'Session', accessToken, viewer: { user: { id: 'usr_1', name: 'Lin', email: 'l@e.example', locale: 'en' }, company: { id: companyId, name: 'Y' }, roles: [], companies: [] } });
const answer = (body: object, id = 'req_1') => ({ json: () => Promise.resolve(body), headers: new Headers({ 'x-request-id': id }) }) as Response;
const refused = () => answer({ errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED', requestId: 'req_9' } }] });

// The lock of the browser, as far as one tab has one.
beforeAll(() => Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { locks: { request: (_name: string, run: () => unknown) => run() } } }));

/** A gateway at a server that answers in turn, and what it was asked. */
function at(...answers: (Response | Error | ((query: string) => Response))[]) {
  const asked: { query: string; authorization: string | undefined }[] = [];
  const gateway = new Gateway(() => 'zh-CN', ((_url: string, { body, headers }: { body: string; headers: Record<string, string> }) => {
    const { query } = JSON.parse(body) as { query: string };
    asked.push({ query, authorization: headers.authorization });
    const next = answers.shift()!;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(typeof next === 'function' ? next(query) : next);
  }) as unknown as typeof fetch);
  return { gateway, asked };
}

describe('the way to the API', () => {
  it('gives data, and throws a problem with what to quote', async () => {
    expect(await at(answer({ data: { x: 1 } })).gateway.ask(DOCUMENT, {})).toEqual({ x: 1 });
    await expect(at(answer({ errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] }, 'req_7')).gateway.ask(DOCUMENT, {})).rejects.toMatchObject({ code: 'INTERNAL', requestId: 'req_7' });
    await expect(at(new TypeError('fetch failed')).gateway.ask(DOCUMENT, {})).rejects.toMatchObject({ code: 'UNREACHABLE', requestId: null });
  });

  it('renews a token that ran out once for all who wait, and asks again', async () => {
    const { gateway, asked } = at(refused(), refused(), answer({ data: { refreshSession: session('second') } }), answer({ data: { x: 2 } }), answer({ data: { x: 3 } }));
    gateway.keep(session('first') as never);
    expect(await Promise.all([gateway.ask(DOCUMENT, {}), gateway.ask(DOCUMENT, {})])).toEqual([{ x: 2 }, { x: 3 }]);
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer first', 'Bearer first', 'Bearer first', 'Bearer second', 'Bearer second']);
    expect(asked.filter(({ query }) => query.includes('refreshSession'))).toHaveLength(1);
  });

  it('forgets the session when it cannot go on, and does not try for ever', async () => {
    const { gateway, asked } = at(refused(), answer({ data: { refreshSession: { __typename: 'CredentialsRefused', code: 'CREDENTIALS_REFUSED', message: '' } } }));
    gateway.keep(session('first') as never);
    await expect(gateway.ask(DOCUMENT, {})).rejects.toBeInstanceOf(ApiProblem);
    expect([gateway.session, asked.length]).toEqual([{ kind: 'none' }, 2]);
  });

  it('does not renew for somebody who never was signed in', async () => {
    const { gateway, asked } = at(refused());
    await expect(gateway.ask(DOCUMENT, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED', requestId: 'req_9' });
    expect(asked).toHaveLength(1);
  });

  it('leaves in peace: a line that ends meanwhile does not make a stranger of somebody who is still on the way', async () => {
    const refusal = answer({ data: { refreshSession: { __typename: 'CredentialsRefused', code: 'CREDENTIALS_REFUSED', message: '' } } });
    const { gateway } = at(answer({ data: { signOut: { __typename: 'SignedOut', at: '' } } }), refusal);
    gateway.keep(session('first') as never);
    const seen: string[] = [];
    gateway.subscribe(() => seen.push(gateway.session.kind));
    await gateway.leave(async () => {
      expect(await gateway.goOn()).toBe(false);
      seen.push('away');
    });
    expect(seen).toEqual(['away', 'none']);
  });
});
