import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiClient } from './api-client.js';

const session = { __typename: 'Session', accessToken: 'a', refreshToken: 'r' };

describe('signing in by the client', () => {
  let server: Server;
  const answers: object[] = [];
  const asked: string[] = [];

  beforeAll(() => new Promise<void>((done) => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const name = /mutation (\w+)/.exec(body)![1]!;
        asked.push(name);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ data: { [name === 'SignIn' ? 'signIn' : 'register']: answers.shift() } }));
      });
    }).listen(0, '127.0.0.1', done);
  }));
  afterAll(() => new Promise((done) => server.close(done)));
  beforeEach(() => asked.splice(0));

  const client = (): ApiClient => new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'lin@example.com', 'secret');
  const paused = (): object => ({ __typename: 'LimitReached', code: 'LIMIT_REACHED', message: 'later', retryAt: new Date(Date.now() + 300).toISOString() });

  it('waits for the end of a pause instead of taking the person for unknown', async () => {
    answers.push(paused(), session);
    const begun = Date.now();
    expect(await client().signIn()).toBe(true);
    expect(asked).toEqual(['SignIn', 'SignIn']);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(300);
  });

  it('knows a person who is not there, and waits with a new one as well', async () => {
    answers.push({ __typename: 'CredentialsRefused', code: 'CREDENTIALS_REFUSED', message: 'no' });
    expect(await client().signIn()).toBe(false);
    answers.push(paused(), session);
    await client().register('Lin', 'Works');
    expect(asked).toEqual(['SignIn', 'Register', 'Register']);
  });
});
