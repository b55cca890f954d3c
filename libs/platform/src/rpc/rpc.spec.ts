import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IsInt, IsOptional, IsString, Max } from 'class-validator';
import { operation, type Actor, type Rule } from '#contracts';
import { Problem, newId } from '#kernel';
import { Logger, Metrics, observabilityModule, requestContext } from '#platform/observability';
import { HouseClock } from '#platform/time';
import { anActor } from '#testing';
import { derivedKey } from '../config/secret.js';
import { sealCall } from './call-envelope.js';
import { Door } from './door.js';
import { frameOf } from './framed-socket.js';
import { Rpc } from './rpc.js';
import { rpcModule } from './rpc.module.js';
import { registerRules } from './rules.js';
import { Serves } from './serves.js';
import { serverOptions } from './transport.js';

const SECRET = 'a secret of thirty-two characters';

class EchoInput {
  @IsString() text!: string;
  @IsOptional() @IsInt() @Max(50_000_000) size?: number;
}
class KeyedInput {
  @IsString() idempotencyKey!: string;
  @IsInt() size!: number;
}
interface EchoResult { __typename: 'Echoed'; text: string; requestId: string | null; locale: string | null; companyId: string | null; filler?: string }

const echo = operation<EchoInput, EchoResult>('order', 'spec', 'echo', EchoInput);
const publicEcho = operation<EchoInput, EchoResult>('order', 'spec', 'public-echo', EchoInput);
const houseEcho = operation<EchoInput, EchoResult>('order', 'spec', 'house-echo', EchoInput);
const sales = operation<EchoInput, EchoResult>('order', 'spec', 'sales', EchoInput);
const fail = operation<EchoInput, EchoResult>('order', 'spec', 'fail', EchoInput);
const slow = operation<EchoInput, EchoResult>('order', 'spec', 'slow', EchoInput);
const keyed = operation<KeyedInput, EchoResult>('order', 'spec', 'keyed', KeyedInput);
const unserved = operation<EchoInput, EchoResult>('order', 'spec', 'unserved', EchoInput);
const rules: Record<string, Rule> = {
  [echo.name]: { kind: 'member', scope: 'ORDERS_READ' }, [publicEcho.name]: { kind: 'public' }, [houseEcho.name]: { kind: 'house' },
  [sales.name]: { kind: 'roles', roles: ['SALES'], scope: null }, [fail.name]: { kind: 'member', scope: null },
  [slow.name]: { kind: 'member', scope: null }, [keyed.name]: { kind: 'member', scope: null }, [unserved.name]: { kind: 'member', scope: null },
};
registerRules(rules);

const lines: string[] = [];
let begun = 0;
let ended = 0;

function echoed(actor: Actor | null, input: EchoInput): EchoResult {
  const context = requestContext.getStore();
  return {
    __typename: 'Echoed', text: input.text, requestId: context?.requestId ?? null, locale: context?.locale ?? null, companyId: actor?.companyId ?? null,
    ...(input.size === undefined ? {} : { filler: '模'.repeat(input.size) }),
  };
}

@Controller()
class EchoRpc {
  @Serves(echo) async echo(actor: Actor, input: EchoInput): Promise<EchoResult> { return echoed(actor, input); }
  @Serves(publicEcho) async publicEcho(actor: Actor | null, input: EchoInput): Promise<EchoResult> { return echoed(actor, input); }
  @Serves(houseEcho) async houseEcho(actor: Actor, input: EchoInput): Promise<EchoResult> { return echoed(actor, input); }
  @Serves(sales) async sales(actor: Actor, input: EchoInput): Promise<EchoResult> { return echoed(actor, input); }
  @Serves(fail) async fail(_actor: Actor, input: EchoInput): Promise<EchoResult> {
    if (input.text === 'problem') throw new Problem('NOT_FOUND', 'No such thing.', { problems: [{ path: 'text', message: 'other' }] });
    if (input.text === 'weather') throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (input.text === 'bigint') return { ...echoed(null, input), text: 5n as unknown as string };
    throw new TypeError('secret detail: amount 123456');
  }
  @Serves(slow) async slow(actor: Actor, input: EchoInput): Promise<EchoResult> {
    begun += 1;
    await new Promise((resolve) => setTimeout(resolve, input.size ?? 0));
    ended += 1;
    return echoed(actor, { text: input.text });
  }
  @Serves(keyed) async keyed(actor: Actor, { idempotencyKey, size }: KeyedInput): Promise<EchoResult> {
    return this.slow(actor, { text: idempotencyKey, size });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

class ClockModule {}

async function serving(port: number, controller: Type = EchoRpc, clock?: HouseClock): Promise<INestMicroservice> {
  const options = { service: 'order' as const, secret: SECRET, addresses: {} };
  @Module({ imports: [observabilityModule({ service: 'order', level: 'debug', logger: new Logger('order', 'debug', { write: (line: string) => { lines.push(line); } }) }), rpcModule(options), ...(clock ? [{ module: ClockModule, global: true, providers: [{ provide: HouseClock, useValue: clock }], exports: [HouseClock] }] : [])], controllers: [controller] })
  class App {}
  const app = await NestFactory.createMicroservice(App, { ...serverOptions({ host: '127.0.0.1', port }), logger: false, abortOnError: false });
  await app.listen();
  return app;
}

function calling(port: number, secret = SECRET, clock?: HouseClock): Rpc {
  return new Rpc({ service: 'gateway', secret, addresses: { order: [{ host: '127.0.0.1', port }] } }, undefined, clock);
}

describe('calling another service', () => {
  let port: number;
  let app: INestMicroservice;
  let rpc: Rpc;
  beforeAll(async () => {
    port = await freePort();
    app = await serving(port);
    rpc = calling(port);
  });
  afterAll(async () => {
    rpc.onApplicationShutdown();
    await app.close();
  });

  it('brings actor, request id and language to the handler and its answer back', async () => {
    const actor = anActor({ locale: 'zh-CN' });
    const requestId = newId('request');
    const answer = await requestContext.run({ requestId, actor, locale: 'zh-CN', deadlineAt: null }, () => rpc.call(echo, actor, { text: '滑块' }));
    expect(answer).toEqual({ __typename: 'Echoed', text: '滑块', requestId, locale: 'zh-CN', companyId: actor.companyId });
  });

  it('makes a request id when none is in hand', async () => {
    expect((await rpc.call(echo, anActor(), { text: 'x' })).requestId).toMatch(/^req_/);
  });

  it('holds the actor to the rule of the operation', async () => {
    await expect(rpc.call(sales, anActor({ roles: ['FITTER'] }), { text: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(rpc.call(sales, anActor({ roles: ['SALES'] }), { text: 'x' })).resolves.toMatchObject({ text: 'x' });
    await expect(rpc.call(sales, anActor({ roles: ['SALES'], scopes: ['ORDERS_READ'] }), { text: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(rpc.call(echo, anActor({ scopes: ['ORDERS_READ'] }), { text: 'x' })).resolves.toBeDefined();
    await expect(rpc.call(echo, anActor({ scopes: ['BIDS_READ'] }), { text: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('opens public operations to nobody in particular, and nothing else', async () => {
    await expect(rpc.callPublic(publicEcho, { text: 'x' }, 'en')).resolves.toMatchObject({ companyId: null, locale: 'en' });
    await expect(rpc.callPublic(echo, { text: 'x' }, 'en')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('opens house operations to services alone, and only those to the house', async () => {
    const actor = anActor();
    await expect(rpc.callAsHouse(houseEcho, actor, { text: 'x' })).resolves.toMatchObject({ companyId: actor.companyId });
    await expect(rpc.call(houseEcho, actor, { text: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(rpc.callAsHouse(sales, anActor({ roles: [] }), { text: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('tells what is wrong with an input, by path', async () => {
    await expect(rpc.call(echo, anActor(), { text: 5, size: 'x' } as never)).rejects.toMatchObject({
      code: 'BAD_INPUT', details: { problems: expect.arrayContaining([expect.objectContaining({ path: 'text' }), expect.objectContaining({ path: 'size' })]) },
    });
  });

  it('brings problems back as they are', async () => {
    await expect(rpc.call(fail, anActor(), { text: 'problem' })).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No such thing.', details: { problems: [{ path: 'text', message: 'other' }] } });
    await expect(rpc.call(fail, anActor(), { text: 'weather' })).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { retryAfterMs: 1_000 } });
  });

  it('answers a fault with the request id and not a word of its cause, and logs it once', async () => {
    const actor = anActor();
    const requestId = newId('request');
    const told = await requestContext.run({ requestId, actor, locale: 'en', deadlineAt: null }, () => rpc.call(fail, actor, { text: 'fault' })).catch((error: Problem) => error) as Problem;
    expect(told).toMatchObject({ code: 'INTERNAL' });
    expect(told.message).toContain(requestId);
    expect(told.message).not.toContain('123456');
    const logged = lines.filter((line) => line.includes(requestId) && line.includes('"level":"error"'));
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0]!)).toMatchObject({ requestId, companyId: actor.companyId, err: { name: 'TypeError' } });
  });

  it('survives an answer that cannot be written', async () => {
    await expect(rpc.call(fail, anActor(), { text: 'bigint' }, { deadlineMs: 500 })).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(rpc.call(echo, anActor(), { text: 'still there' })).resolves.toMatchObject({ text: 'still there' });
  });

  it('says so when the other side does not know the operation', async () => {
    await expect(rpc.call(unserved, anActor(), { text: 'x' })).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('does not know') });
  });

  it('carries answers of many megabytes, and a hundred at once without mixing them up', async () => {
    const answer = await rpc.call(echo, anActor(), { text: 'big', size: 2_000_000 });
    expect(answer.filler).toHaveLength(2_000_000);
    const many = await Promise.all(Array.from({ length: 100 }, (_, i) => rpc.call(echo, anActor(), { text: `n${i}`, size: i * 100 })));
    expect(many.map(({ text, filler }) => `${text}/${filler?.length}`)).toEqual(Array.from({ length: 100 }, (_, i) => `n${i}/${i * 100}`));
  });

  it('never stands still when questions and answers fill both directions at once', async () => {
    const text = '问'.repeat(1_000_000);
    const many = await Promise.all(Array.from({ length: 24 }, (_, i) => rpc.call(echo, anActor(), { text: `${i}${text}`, size: 1_000_000 })));
    expect(many.every((answer, i) => answer.text.startsWith(`${i}问`) && answer.filler!.length === 1_000_000)).toBe(true);
  }, 30_000);

  it('stops waiting when the time is up', async () => {
    const before = Date.now();
    await expect(rpc.call(slow, anActor(), { text: 'x', size: 2_000 }, { deadlineMs: 100 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(Date.now() - before).toBeLessThan(1_000);
    const actor = anActor();
    const context = { requestId: newId('request'), actor, locale: 'en' as const, deadlineAt: Date.now() + 100 };
    await expect(requestContext.run(context, () => rpc.call(slow, actor, { text: 'x', size: 2_000 }))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(Date.now() - before).toBeLessThan(1_500);
  });

  it('refuses callers of another house, replays and plain packets, and counts none of them as served', async () => {
    const stranger = calling(port, 'another secret of the same length');
    await expect(stranger.call(echo, anActor(), { text: 'x' })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    stranger.onApplicationShutdown();

    const actor = anActor();
    const call = { operation: echo.name, right: 'actor' as const, actor, locale: 'en' as const, requestId: newId('request'), callId: newId('request'), issuedAt: Date.now(), deadlineMs: 1_000, input: { text: 'once' } };
    const sealed = sealCall(derivedKey(SECRET, 'rpc call'), call);
    expect(await raw(port, echo.name, sealed)).toMatchObject({ ok: true });
    expect(await raw(port, echo.name, sealed)).toMatchObject({ ok: false, problem: { code: 'UNAUTHENTICATED' } });
    expect(await raw(port, sales.name, sealCall(derivedKey(SECRET, 'rpc call'), { ...call, callId: newId('request') }))).toMatchObject({ ok: false, problem: { code: 'UNAUTHENTICATED' } });
    expect(await raw(port, echo.name, { operation: echo.name, actor, input: { text: 'x' } })).toMatchObject({ ok: false, problem: { code: 'UNAUTHENTICATED' } });
    const stale = sealCall(derivedKey(SECRET, 'rpc call'), { ...call, callId: newId('request'), issuedAt: Date.now() - 31_000 });
    expect(await raw(port, echo.name, stale)).toMatchObject({ ok: false, problem: { code: 'UNAUTHENTICATED' } });
  });

  it('lives on after garbage and floods of tiny frames on its port', async () => {
    const tooLong = Buffer.concat([Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.alloc(100_000, 'x')]);
    const floods = [frameOf('{}'), frameOf(''), frameOf('null')].map((frame) => Buffer.concat(Array<Buffer>(20_000).fill(frame)));
    for (const bytes of ['GET / HTTP/1.1\r\n\r\n', frameOf('{{{{{'), ...floods, tooLong, 'a'.repeat(9 * 1024 * 1024), Buffer.alloc(9 * 1024 * 1024)]) {
      const socket = createConnection({ host: '127.0.0.1', port });
      socket.on('error', () => undefined);
      await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
      await new Promise((resolve) => setTimeout(resolve, 20));
      socket.destroy();
    }
    await expect(rpc.call(echo, anActor(), { text: 'alive' })).resolves.toMatchObject({ text: 'alive' });
  });

  it('counts calls by operation and outcome', async () => {
    const text = await app.get(Metrics).registry.getSingleMetricAsString('rpc_served_seconds');
    expect(text).toMatch(/rpc_served_seconds_count\{operation="order\.spec\.echo",outcome="ok"\} \d+/);
    expect(text).toMatch(/operation="order\.spec\.fail",outcome="NOT_FOUND"/);
  });
});

describe('a service that comes and goes', () => {
  it('is UNAVAILABLE while away, and is called again by itself when back', async () => {
    const port = await freePort();
    const rpc = calling(port);
    const before = Date.now();
    await expect(rpc.call(echo, anActor(), { text: 'x' }, { deadlineMs: 400 })).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { retryAfterMs: 1_000 } });
    expect(Date.now() - before).toBeLessThan(900);

    const first = await serving(port);
    await expect(rpc.call(echo, anActor(), { text: 'up' })).resolves.toMatchObject({ text: 'up' });
    const lost = rpc.call(slow, anActor(), { text: 'x', size: 3_000 }).catch((error: Problem) => error);
    await until(() => begun > ended);
    await first.close();
    expect(await lost).toMatchObject({ code: 'UNAVAILABLE', message: 'The connection to order was lost. Try again in a few seconds with the same idempotency key.' });

    // A call made while the service starts waits for it.
    const waiting = rpc.call(echo, anActor(), { text: 'again' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await serving(port);
    await expect(waiting).resolves.toMatchObject({ text: 'again' });
    rpc.onApplicationShutdown();
    await second.close();
  });

  it('goes by the clock of the house, whatever the calendar of its machine says', async () => {
    const port = await freePort();
    const ahead = async (): Promise<HouseClock> => { const clock = new HouseClock(); await clock.setBy(async () => new Date(Date.now() + 300_000)); return clock; };
    const app = await serving(port, EchoRpc, await ahead());
    const [inTime, outOfTime] = [calling(port, SECRET, await ahead()), calling(port)];
    await expect(inTime.call(echo, anActor(), { text: 'x' })).resolves.toMatchObject({ text: 'x' });
    await expect(outOfTime.call(echo, anActor(), { text: 'x' })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    for (const rpc of [inTime, outOfTime]) rpc.onApplicationShutdown();
    await app.close();
  });

  it('is asked at its next address when the one asked so far leaves or is away', async () => {
    const ports = [await freePort(), await freePort()];
    const apps = [await serving(ports[0]!), await serving(ports[1]!)];
    const rpc = new Rpc({ service: 'gateway', secret: SECRET, addresses: { order: ports.map((port) => ({ host: '127.0.0.1', port })) } });
    await rpc.call(echo, anActor(), { text: 'x' });
    const inside = rpc.call(slow, anActor(), { text: 'inside', size: 600 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const drained = apps[0]!.get(Door).drain(5_000);
    const before = Date.now();
    await rpc.call(echo, anActor(), { text: 'elsewhere' });
    expect(Date.now() - before).toBeLessThan(400);
    expect(await inside).toMatchObject({ text: 'inside' });
    await drained;
    await apps[0]!.close();
    apps[0] = await serving(ports[0]!);
    await apps[1]!.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(rpc.call(echo, anActor(), { text: 'back' }, { deadlineMs: 1_000 })).resolves.toMatchObject({ text: 'back' });
    rpc.onApplicationShutdown();
    await apps[0].close();
  });

  it('is asked at its next address when the one asked so far takes connections and says nothing, and slow answers among others turn nobody away', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => { sockets.push(socket.resume()); });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const ports = [(silent.address() as AddressInfo).port, await freePort()];
    const app = await serving(ports[1]!);
    const rpc = new Rpc({ service: 'gateway', secret: SECRET, addresses: { order: ports.map((port) => ({ host: '127.0.0.1', port })) } });
    await expect(rpc.call(echo, anActor(), { text: 'x' }, { deadlineMs: 300 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(rpc.call(echo, anActor(), { text: 'elsewhere' }, { deadlineMs: 2_000 })).resolves.toMatchObject({ text: 'elsewhere' });
    // The silent line was closed once nothing was under way on it.
    await until(() => sockets.length === 1 && sockets[0]!.readableEnded);
    const late = rpc.call(slow, anActor(), { text: 'x', size: 1_000 }, { deadlineMs: 300 }).catch((error: Problem) => error);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await rpc.call(echo, anActor(), { text: 'between' });
    expect(await late).toMatchObject({ code: 'UNAVAILABLE' });
    await expect(rpc.call(echo, anActor(), { text: 'still there' }, { deadlineMs: 300 })).resolves.toMatchObject({ text: 'still there' });
    expect(sockets).toHaveLength(1);
    rpc.onApplicationShutdown();
    for (const socket of sockets) socket.destroy();
    silent.close();
    await app.close();
  });

  it('is sent a command with its key again when the line broke under it, and a question not', async () => {
    const port = await freePort();
    const rpc = calling(port);
    const first = await serving(port);
    const before = begun;
    const [command, question] = [rpc.call(keyed, anActor(), { idempotencyKey: 'key', size: 2_000 }), rpc.call(slow, anActor(), { text: 'x', size: 2_000 }).catch((error: Problem) => error)];
    await until(() => begun === before + 2);
    await first.close();
    expect(await question).toMatchObject({ code: 'UNAVAILABLE' });
    const second = await serving(port);
    expect(await command).toMatchObject({ text: 'key' });
    expect(begun).toBe(before + 3);
    rpc.onApplicationShutdown();
    await second.close();
  });

  it('answers everybody inside before it stops, and takes nobody new', async () => {
    const port = await freePort();
    const app = await serving(port);
    const rpc = calling(port);
    const inside = Promise.all(Array.from({ length: 20 }, (_, i) => rpc.call(slow, anActor(), { text: `${i}`, size: 300 })));
    await until(() => begun - ended >= 20);
    const drained = app.get(Door).drain(5_000);
    await expect(rpc.call(echo, anActor(), { text: 'late' }, { deadlineMs: 200 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect((await inside).map(({ text }) => text)).toHaveLength(20);
    expect(await drained).toBe(true);
    rpc.onApplicationShutdown();
    await app.close();
  });
});

describe('booting with a hole in the policy table', () => {
  const ruleless = operation<EchoInput, EchoResult>('order', 'spec', 'ruleless', EchoInput);
  const foreign = operation<EchoInput, EchoResult>('quoting', 'spec', 'foreign', EchoInput);
  registerRules({ [foreign.name]: { kind: 'public' } });

  it('is refused for an operation without a rule', async () => {
    @Controller() class Bare { @Serves(ruleless) async ruleless(_actor: Actor, input: EchoInput): Promise<EchoResult> { return echoed(null, input); } }
    await expect(serving(await freePort(), Bare)).rejects.toThrow('order.spec.ruleless has no rule');
  });

  it('is refused for an operation of another service, and for one served twice', async () => {
    @Controller() class Foreign { @Serves(foreign) async foreign(_actor: Actor | null, input: EchoInput): Promise<EchoResult> { return echoed(null, input); } }
    await expect(serving(await freePort(), Foreign)).rejects.toThrow('belongs to quoting');
    @Controller() class Twice {
      @Serves(echo) async one(_actor: Actor, input: EchoInput): Promise<EchoResult> { return echoed(null, input); }
      @Serves(echo) async two(_actor: Actor, input: EchoInput): Promise<EchoResult> { return echoed(null, input); }
    }
    await expect(serving(await freePort(), Twice)).rejects.toThrow('served twice');
  });

  it('does not let a second rule replace the first', () => {
    expect(() => registerRules({ [echo.name]: { kind: 'public' } })).toThrow('Two rules');
    expect(() => registerRules({ [echo.name]: { kind: 'member', scope: 'ORDERS_READ' } })).not.toThrow();
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
}

/** Speaks the carrier's form, as somebody on the machine could. */
function raw(port: number, pattern: string, data: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket: Socket = createConnection({ host: '127.0.0.1', port });
    let bytes = Buffer.alloc(0);
    socket.on('error', reject).on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length < 4 || bytes.length < 4 + bytes.readUInt32BE()) return;
      socket.destroy();
      resolve((JSON.parse(bytes.toString('utf8', 4)) as { response: unknown }).response);
    });
    socket.write(frameOf(JSON.stringify({ pattern, data, id: newId('request') })));
  });
}
