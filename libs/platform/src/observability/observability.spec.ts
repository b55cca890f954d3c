import { anActor } from '#testing';
import { Problem, newId } from '#kernel';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';
import { problemOf } from './problem-of.js';
import { safeText, safeValue } from './redaction.js';
import { requestContext } from './request-context.js';

function recording(level: 'debug' | 'info' | 'trace' = 'debug'): { logger: Logger; lines: () => Record<string, unknown>[]; raw: string[] } {
  const raw: string[] = [];
  return { logger: new Logger('spec', level, { write: (line: string) => { raw.push(line); } }), raw, lines: () => raw.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('a log line', () => {
  it('is one line of JSON with time, level, process and place', () => {
    const { logger, raw, lines } = recording();
    logger.warn('A bell\r\nrang\u001b[31m', { lots: 3 }, 'Bell');
    expect(raw).toHaveLength(1);
    expect(raw[0]!.trimEnd()).not.toMatch(/[\n\r\u001b]/);
    expect(lines()[0]).toMatchObject({ level: 'warn', app: 'spec', place: 'Bell', lots: 3, msg: 'A bell\r\nrang\u001b[31m' });
  });

  it('carries request id and company of the request in hand, also behind awaits', async () => {
    const { logger, lines } = recording();
    const actor = anActor();
    await requestContext.run({ requestId: 'req_1', actor, locale: 'en', deadlineAt: null }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      logger.info('inside');
    });
    logger.info('outside');
    expect(lines()[0]).toMatchObject({ requestId: 'req_1', companyId: actor.companyId });
    expect(lines()[1]).not.toHaveProperty('requestId');
  });

  it('hides secrets and amounts by the name of their field, however deep', () => {
    const canary = '987654321';
    const { logger, raw } = recording();
    logger.info('bid', {
      bid: { amount: { amountMinor: canary, currency: 'CNY' }, price: canary, unit_price: canary, ceiling: { amountMinor: canary }, amount_minor: canary },
      list: [{ accessToken: canary }, { password: canary }, { headers: { Authorization: canary, cookie: canary, 'set-cookie': canary } }], ticket: canary, apiKey: canary, params: [canary],
    });
    expect(raw.join()).not.toContain(canary);
    expect(raw.join()).toContain('[hidden]');
  });

  it('hides secrets inside sentences', () => {
    const { logger, raw } = recording();
    logger.info('connecting to postgres://mouldshare_order:hunter2@127.0.0.1/x with Bearer abcdefghijklmnop and eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl');
    expect(raw.join()).not.toMatch(/hunter2|abcdefghijklmnop|c2lnbmF0dXJl/);
    expect(raw.join()).toContain('postgres://mouldshare_order:[hidden]@127.0.0.1/x');
    for (const kind of ['msk', 'msr', 'msi']) {
      const { logger: another, raw: lines } = recording();
      another.error(new Error(`no such thing: ${kind}_0123456789abcdefghjk`));
      expect(lines.join()).not.toContain('0123456789abcdefghjk');
    }
  });

  it('tells of a database error what broke and not which values', () => {
    const { logger, raw, lines } = recording();
    const error = Object.assign(new Error('invalid input syntax for type bigint: "987654321x"'), {
      severity: 'ERROR', code: '22P02', detail: 'Key (amount_minor)=(987654321) already exists.', constraint: 'bids_amount', table: 'bids', query: 'insert …', parameters: ['987654321'],
    });
    logger.error('Fault', error, 'Bidding');
    expect(raw.join()).not.toContain('987654321');
    expect(lines()[0]!.err).toMatchObject({ code: '22P02', constraint: 'bids_amount', table: 'bids' });
    expect((lines()[0]!.err as { stack: string }).stack).toContain('at ');
  });

  it('stays short whatever it is given', () => {
    const { logger, raw } = recording();
    let deep: unknown = 'x';
    for (let i = 0; i < 1_000; i += 1) deep = { deep };
    logger.info('y'.repeat(1_000_000), { long: 'z'.repeat(1_000_000), list: Array.from({ length: 10_000 }, (_, i) => i), many: Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`k${i}`, i])), deep, bytes: Buffer.alloc(1_000_000) });
    expect(raw[0]!.length).toBeLessThan(12_000);
  });

  it('can be made of anything without failing', () => {
    const { logger, raw } = recording();
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    for (const odd of [null, undefined, 5n, Symbol('x'), () => 1, circle, new Date(Number.NaN), '\ud800', new Map([[1, 2]]), Object.create(null)]) logger.info('odd', { odd }, 'Place');
    logger.info(undefined);
    logger.error(new TypeError('broken'));
    expect(raw).toHaveLength(12);
    for (const line of raw) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it('understands the calls of Nest', () => {
    const { logger, lines } = recording('trace');
    logger.error('It broke', 'Error: It broke\n    at somewhere', 'Nest');
    logger.log('Mapped {/healthz, GET} route', 'RouterExplorer');
    logger.verbose('detail', 'Nest');
    expect(lines()).toEqual([
      expect.objectContaining({ level: 'error', msg: 'It broke', place: 'Nest', stack: expect.stringContaining('somewhere') }),
      expect.objectContaining({ level: 'debug', place: 'RouterExplorer' }), expect.objectContaining({ level: 'trace' }),
    ]);
  });
});

describe('what a caller is told about something thrown', () => {
  it('is the problem itself, at info', () => {
    const { logger, lines } = recording();
    const problem = Problem.notFound();
    expect(problemOf(problem, logger, 'Spec')).toBe(problem);
    expect(lines()).toEqual([expect.objectContaining({ level: 'info', problem: 'NOT_FOUND' })]);
  });

  it('is the request id and nothing else when it is our fault, logged once', () => {
    const { logger, lines } = recording();
    const requestId = newId('request');
    const told = requestContext.run({ requestId, actor: null, locale: 'en', deadlineAt: null }, () => problemOf(new TypeError('cannot read x of undefined'), logger, 'Spec'));
    expect(told).toMatchObject({ code: 'INTERNAL', message: expect.stringContaining(requestId) });
    expect(told.message).not.toContain('undefined');
    expect(lines()).toEqual([expect.objectContaining({ level: 'error', requestId })]);
    for (const odd of ['text', null, undefined, 7, {}]) expect(problemOf(odd, logger, 'Spec').code).toBe('INTERNAL');
  });

  it('is to try again when the database or the network is away', () => {
    const { logger, lines } = recording();
    for (const code of ['ECONNREFUSED', '57P01', '40P01', '08006', '53300', '55P03']) {
      expect(problemOf(Object.assign(new Error('x'), { code }), logger, 'Spec')).toMatchObject({ code: 'UNAVAILABLE', details: { retryAfterMs: 1_000 } });
    }
    expect(problemOf(new Error('timeout exceeded when trying to connect'), logger, 'Spec').code).toBe('UNAVAILABLE');
    expect(problemOf(Object.assign(new Error('wrapped'), { driverError: Object.assign(new Error('x'), { code: '57P01' }) }), logger, 'Spec').code).toBe('UNAVAILABLE');
    expect(problemOf(Object.assign(new Error('duplicate key'), { code: '23505' }), logger, 'Spec').code).toBe('INTERNAL');
    expect(lines().filter(({ level }) => level === 'warn')).toHaveLength(8);
  });
});

describe('the numbers', () => {
  it('are told in the form that monitoring reads, and two processes in one Node do not collide', async () => {
    const metrics = [new Metrics(), new Metrics()];
    metrics[0]!.gauge('spec_waiters', 'People who wait.', () => 7);
    metrics[0]!.eventsHandled.inc({ type: 'x', outcome: 'done' });
    const text = await metrics[0]!.registry.metrics();
    expect(text).toMatch(/^spec_waiters 7$/m);
    expect(text).toMatch(/^event_loop_delay_p99_seconds \d/m);
    expect(text).toContain('events_handled_total{type="x",outcome="done"} 1');
    expect(await metrics[1]!.registry.metrics()).not.toContain('spec_waiters');
    for (const one of metrics) one.onModuleDestroy();
  });
});

describe('making a value safe', () => {
  it('keeps what people read', () => {
    expect(safeText('滑块 AC2507 – 12.5 mm')).toBe('滑块 AC2507 – 12.5 mm');
    expect(safeValue({ a: 1, b: [true, null], at: new Date(0) })).toEqual({ a: 1, b: [true, null], at: '1970-01-01T00:00:00.000Z' });
  });
});
