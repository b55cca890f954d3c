import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Post, Query } from '@nestjs/common';
import { IsInt } from 'class-validator';
import { operation, type Actor } from '#contracts';
import { Problem } from '#kernel';
import { checkSettings, houseSettings, rpcSettings } from '#platform/config';
import { Logger, observabilityModule, requestContext } from '#platform/observability';
import { Rpc, Serves, registerRules, rpcModule } from '#platform/rpc';
import { anActor } from '#testing';
import { bootProcess, type RunningProcess } from './boot.js';
import { DrainModule } from './drain.module.js';
import { Drain } from './drain.js';

const { settings } = checkSettings({ ...houseSettings, ...rpcSettings }, { NODE_ENV: 'test', MOULDSHARE_SECRET: '0123456789abcdef0123456789abcdef' });
const lines: string[] = [];

@Controller()
class SpecController {
  @Get('who') who(): object { return { requestId: requestContext.getStore()?.requestId }; }
  @Get('slow') async slow(@Query('ms') ms: string): Promise<object> {
    await new Promise((resolve) => setTimeout(resolve, Number(ms)));
    return { done: true, requestId: requestContext.getStore()?.requestId };
  }
  @Post('echo') echo(@Body() body: object): object { return { body }; }
  @Get('problem') problem(@Query('code') code: 'NOT_FOUND' | 'RATE_LIMITED'): never { throw new Problem(code, 'A sentence.', code === 'RATE_LIMITED' ? { retryAfterMs: 1_500 } : {}); }
  @Get('fault') fault(): never { throw new TypeError('secret cause'); }
}

class CountInput { @IsInt() n!: number; }
const count = operation<CountInput, { n: number }>('order', 'spec', 'count', CountInput);
registerRules({ [count.name]: { kind: 'member', scope: null } });

@Controller()
class SpecRpc {
  @Serves(count) async count(_actor: Actor, { n }: CountInput): Promise<{ n: number }> {
    await new Promise((resolve) => setTimeout(resolve, n % 20));
    return { n };
  }
}

@Module({
  imports: [
    observabilityModule({ service: 'order', level: 'debug', logger: new Logger('order', 'debug', { write: (line: string) => { lines.push(line); } }) }),
    DrainModule, rpcModule({ service: 'order', secret: settings.MOULDSHARE_SECRET, addresses: {} }),
  ],
  controllers: [SpecController, SpecRpc],
})
class SpecModule {}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const boot = (httpPort: number, rpcPort: number | null = null): Promise<RunningProcess> => bootProcess({ name: 'order', module: SpecModule, settings, httpPort, rpcPort });

describe('the HTTP side of a process', () => {
  let running: RunningProcess;
  let base: string;
  beforeAll(async () => {
    const port = await freePort();
    running = await boot(port);
    base = `http://127.0.0.1:${port}`;
  });
  afterAll(() => running.close());

  it('gives every request an id of its own and believes none from outside', async () => {
    const answer = await fetch(`${base}/who`, { headers: { 'x-request-id': 'req_forged', 'request-id': 'req_forged' } });
    const { requestId } = await answer.json() as { requestId: string };
    expect(requestId).toMatch(/^req_[0-9a-z]{26}$/);
    expect(answer.headers.get('x-request-id')).toBe(requestId);
  });

  it('says nothing about its make, and forbids what browsers need not do', async () => {
    const { headers } = await fetch(`${base}/who`);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(Object.fromEntries(headers)).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'permissions-policy': expect.stringMatching(/microphone=\(\)/), 'cache-control': 'no-store', 'content-security-policy': expect.stringContaining("default-src 'none'") });
  });

  it('answers problems in one shape, with a status and when to come again', async () => {
    const missing = await fetch(`${base}/problem?code=NOT_FOUND`);
    expect([missing.status, await missing.json()]).toEqual([404, { code: 'NOT_FOUND', message: 'A sentence.', requestId: missing.headers.get('x-request-id') }]);
    const limited = await fetch(`${base}/problem?code=RATE_LIMITED`);
    expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([429, '2', expect.objectContaining({ code: 'RATE_LIMITED', retryAfterMs: 1_500 })]);
  });

  it('answers a fault with the request id only, and logs it once with the same id', async () => {
    const answer = await fetch(`${base}/fault`);
    const body = await answer.json() as { requestId: string; message: string };
    expect(answer.status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret cause');
    expect(lines.filter((line) => line.includes(body.requestId) && line.includes('"level":"error"'))).toHaveLength(1);
  });

  it('refuses bodies over 64 KiB, JSON that is none, poisoned keys and unknown addresses in the same shape', async () => {
    const post = (body: string, type = 'application/json') => fetch(`${base}/echo`, { method: 'POST', body, headers: { 'content-type': type } });
    for (const [answer, status] of [
      [await post(JSON.stringify({ x: 'y'.repeat(64 * 1024) })), 413], [await post('{"x":'), 400], [await post('{"__proto__":{"admin":true}}'), 400],
      [await post('{"constructor":{"prototype":{"admin":true}}}'), 400], [await post('x', 'text/xml'), 415], [await fetch(`${base}/nowhere`), 404], [await fetch(`${base}/%2e%2e/%00`), 404],
    ] as const) {
      expect(answer.status).toBe(status);
      expect(await answer.json()).toEqual({ code: status === 404 ? 'NOT_FOUND' : 'BAD_INPUT', message: expect.any(String), requestId: expect.stringMatching(/^req_/) });
    }
    expect((await post(JSON.stringify({ x: 'y'.repeat(60 * 1024) }))).status).toBe(201);
  });
});

describe('a process that is asked to stop', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  afterAll(() => agent.destroy());

  function get(url: string, options: { agent?: Agent } = {}): { answer: Promise<{ status: number; body: string; connection: string | undefined }>; abort: () => void } {
    const request = httpRequest(url, options);
    const answer = new Promise<{ status: number; body: string; connection: string | undefined }>((resolve, reject) => {
      request.on('error', reject).on('response', (response: IncomingMessage) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => { body += chunk; })
          .on('end', () => resolve({ status: response.statusCode as number, body, connection: response.headers.connection }));
      }).end();
    });
    answer.catch(() => undefined);
    return { answer, abort: () => request.destroy() };
  }

  it('answers those inside and one more request on each open connection, refuses later ones, and takes no new connections', async () => {
    const port = await freePort();
    const running = await boot(port, await freePort());
    const base = `http://127.0.0.1:${port}`;
    // Its own connection, kept open before the stop, as a proxy would have.
    expect((await get(`${base}/who`, { agent }).answer).status).toBe(200);
    const inside = get(`${base}/slow?ms=1800`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const startedAt = Date.now();
    const closed = running.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(get(`${base}/who`).answer).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await get(`${base}/who`, { agent }).answer).toMatchObject({ status: 200, connection: 'close' });
    expect(await inside.answer).toMatchObject({ status: 200, body: expect.stringContaining('req_') });
    await closed;
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });

  it('refuses what comes on an open connection after last orders', async () => {
    const port = await freePort();
    const running = await boot(port);
    const wire = connect(port, '127.0.0.1');
    let heard = '';
    wire.setEncoding('utf8').on('data', (chunk: string) => { heard += chunk; }).on('error', () => undefined);
    const inside = get(`http://127.0.0.1:${port}/slow?ms=1600`);
    // Half a request keeps the connection busy, so that it is not closed as idle.
    wire.write('GET /who HTTP/1.1\r\nhost: x\r\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = running.close();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    wire.write('\r\n');
    await inside.answer;
    await closed;
    expect(heard).toMatch(/^HTTP\/1\.1 503 /);
    expect(heard.toLowerCase()).toContain('connection: close');
  });

  it('does not wait for a client that went away', async () => {
    const port = await freePort();
    const running = await boot(port);
    const gone = get(`http://127.0.0.1:${port}/slow?ms=300`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    gone.abort();
    await gone.answer.catch(() => undefined);
    const startedAt = Date.now();
    await running.close();
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });

  it('waits for the ways in that others add, but not for ever', async () => {
    const port = await freePort();
    const running = await boot(port);
    const drain = running.app.get(Drain);
    const order: string[] = [];
    drain.add('sockets', async (atMostMs) => { expect(atMostMs).toBe(10_000); await new Promise((resolve) => setTimeout(resolve, 100)); order.push('sockets'); return true; });
    drain.add('broken', () => Promise.reject(new Error('does not stop')));
    expect(drain.closing).toBe(false);
    await running.close().then(() => order.push('closed'));
    expect(drain.closing).toBe(true);
    expect(order).toEqual(['sockets', 'closed']);
    const stuck = new Drain(new Logger('spec', 'silent'));
    stuck.add('stuck', () => new Promise(() => undefined));
    await stuck.begin(50);
  });

  it('loses no call of another service while it is replaced, ten times over', async () => {
    const [http, calls] = [await freePort(), await freePort()];
    const rpc = new Rpc({ service: 'gateway', secret: settings.MOULDSHARE_SECRET, addresses: { order: [{ host: '127.0.0.1', port: calls }] } });
    let running = await boot(http, calls);
    let ending = false;
    let served = 0;
    const failures: unknown[] = [];
    const caller = async (): Promise<void> => {
      for (let n = 0; !ending; n += 1) {
        await rpc.call(count, anActor(), { n }).then((answer) => { served += answer.n === n ? 1 : 0; }, (error: unknown) => { failures.push(error); });
      }
    };
    const callers = Promise.all(Array.from({ length: 8 }, caller));
    for (let i = 0; i < 10; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await running.close();
      running = await boot(http, calls);
    }
    ending = true;
    await callers;
    rpc.onApplicationShutdown();
    await running.close();
    expect(failures).toEqual([]);
    expect(served).toBeGreaterThan(200);
  }, 30_000);

  it('answers calls while it waits for clients of another kind, and loses none while it is slow to come back', async () => {
    const [http, calls] = [await freePort(), await freePort()];
    const rpc = new Rpc({ service: 'gateway', secret: settings.MOULDSHARE_SECRET, addresses: { order: [{ host: '127.0.0.1', port: calls }] } });
    let running = await boot(http, calls);
    running.app.get(Drain).add('sockets', async () => { await new Promise((resolve) => setTimeout(resolve, 2_000)); return true; });
    await rpc.call(count, anActor(), { n: 0 });
    let ending = false;
    const [took, failures]: [number[], unknown[]] = [[], []];
    const callers = Promise.all(Array.from({ length: 4 }, async () => {
      for (let n = 0; !ending; n += 1) {
        const sentAt = Date.now();
        await rpc.call(count, anActor(), { n }).then(() => took.push(Date.now() - sentAt), (error: unknown) => failures.push(error));
      }
    }));
    const closed = running.close();
    await new Promise((resolve) => setTimeout(resolve, 1_800));
    const slowest = Math.max(...took);
    await closed;
    // As long as a busy machine needs to start it again.
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    running = await boot(http, calls);
    await new Promise((resolve) => setTimeout(resolve, 500));
    ending = true;
    await callers;
    expect([slowest < 1_000, failures]).toEqual([true, []]);
    rpc.onApplicationShutdown();
    await running.close();
  }, 30_000);

  it('can be asked twice', async () => {
    const running = await boot(await freePort());
    await Promise.all([running.close(), running.close()]);
  });
});

describe('a process whose port is taken', () => {
  it('does not start', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await expect(boot((server.address() as AddressInfo).port)).rejects.toThrow(/EADDRINUSE/);
    await expect(boot(await freePort(), (server.address() as AddressInfo).port)).rejects.toThrow(/EADDRINUSE/);
    server.close();
  });
});
