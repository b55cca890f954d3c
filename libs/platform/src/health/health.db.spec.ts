import type { FastifyRequest } from 'fastify';
import { openDatabase } from '#platform/database';
import { Logger, Metrics } from '#platform/observability';
import type { Relay } from '#platform/messaging';
import { aDatabase, type TestDatabase } from '#testing';
import { Drain } from '../process/drain.js';
import { HealthController } from './health.controller.js';
import { Health } from './health.js';

describe('asking a process whether it is ready', () => {
  let house: TestDatabase;
  const silent = new Logger('spec', 'silent');
  const post = { lagSeconds: 0, waiting: 0, dead: 0 };
  let metrics: Metrics;
  let drain: Drain;
  beforeAll(async () => { house = await aDatabase('order'); });
  afterAll(() => house.close());
  beforeEach(() => {
    drain = new Drain(silent);
    post.lagSeconds = 0;
    metrics = new Metrics();
  });
  const others: Metrics[] = [];
  afterEach(() => { for (const one of [metrics, ...others.splice(0)]) one.onModuleDestroy(); });

  const health = (migrations: string[] = ['PlatformTables1700000000000'], database = house.database) => {
    const numbers = new Metrics();
    others.push(numbers);
    return new Health({ schema: 'ordering', migrations, metricsToken: '' }, database, { state: post } as unknown as Relay, drain, silent, numbers);
  };

  it('is answered question by question', async () => {
    expect(await health().readiness()).toEqual({ ready: true, checks: { process: 'ok', database: 'ok', migrations: 'ok', settings: 'ok', post: 'ok' } });
  });

  it('is no on a database that may forget what it confirmed, and does not tell the world why', async () => {
    const forgetful = await aDatabase('order');
    await forgetful.owner.query(`do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`);
    const database = await openDatabase({ url: forgetful.url, applicationName: 'spec', entities: [] });
    const { ready, checks } = await health(undefined, database).readiness();
    expect({ ready, settings: checks.settings }).toEqual({ ready: false, settings: 'is not as it must be' });
    await database.close();
    await forgetful.close();
  });

  it('is no while a migration has not run, post waits too long, or the process is stopping', async () => {
    expect((await health(['PlatformTables1700000000000', 'FromTheFuture9900000000000']).readiness()).checks.migrations).toBe('1 have not run');
    post.lagSeconds = 61;
    expect((await health().readiness()).checks.post).toBe('is 61 s behind');
    await drain.begin(10);
    expect((await health().readiness()).checks.process).toBe('is stopping');
  });

  it('is no when the database is away, within seconds', async () => {
    const away = await aDatabase('order');
    await away.close();
    const { ready, checks } = await health([], away.database).readiness();
    expect(ready).toBe(false);
    expect(checks.database).toBe('is not as it must be');
  });

  it('asks the database at most once a second', async () => {
    const one = health();
    const first = one.readiness();
    expect(one.readiness()).toBe(first);
    await first;
  });

  it('tells the numbers to this machine or to holders of the token, and to nobody behind a proxy', async () => {
    const asked = (headers: Record<string, string>, remoteAddress: string, metricsToken = '') =>
      new HealthController(health(), metrics, { schema: 'ordering', migrations: [], metricsToken }).numbers({ headers, socket: { remoteAddress } } as unknown as FastifyRequest);
    metrics.gauge('spec_number', 'A number.', () => 7);
    expect(await asked({}, '127.0.0.1')).toContain('spec_number 7');
    expect(await asked({ authorization: 'Bearer good' }, '203.0.113.9', 'good')).toContain('outbox_lag_seconds');
    for (const [headers, address, token] of [[{}, '203.0.113.9', ''], [{ 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1', ''], [{}, '127.0.0.1', 'good'], [{ authorization: 'Bearer bad1' }, '127.0.0.1', 'good']] as const) {
      await expect(asked(headers, address, token)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });
});
