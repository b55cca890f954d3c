import { Injectable, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { newId } from '#kernel';
import type { HouseEvents, ServiceName } from '#contracts';
import { Database, openDatabase, rooms, serviceUrl, type Tx } from '#platform/database';
import { Logger, observabilityModule } from '#platform/observability';
import { TEST_SECRET, aDatabase, type TestDatabase } from '#testing';
import { Consumes, ConsumesTogether, type EventFacts, type Fact } from './consumes.js';
import { messagingModule } from './messaging.module.js';
import { OldPost } from './old-post.clock.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.clock.js';

type Released = HouseEvents['quoting.lots.released.v1'];

/** What the consumers of this spec do besides writing their effect. */
const script: { before: (released: Released, event: EventFacts, tx: Tx) => Promise<void> } = { before: async () => undefined };

@Injectable()
class LotConsumer {
  @Consumes('quoting.lots.released.v1')
  async released(released: Released, tx: Tx, event: EventFacts): Promise<void> {
    await tx.query('insert into ordering.spec_effects (handler, event_id, subject, note) values ($1, $2, $3, $4)', ['lots', event.id, event.subject, released.tenderId]);
    await script.before(released, event, tx);
  }
}

@Injectable()
class SecondConsumer {
  @Consumes('quoting.lots.released.v1')
  async alsoReleased(released: Released, tx: Tx, event: EventFacts): Promise<void> {
    await tx.query('insert into ordering.spec_effects (handler, event_id, subject, note) values ($1, $2, $3, $4)', ['second', event.id, event.subject, released.tenderId]);
  }
}

/** Writes down how many facts came together, by the note of the first. */
@Injectable()
class TogetherConsumer {
  @ConsumesTogether('quoting.lots.released.v1', 'quoting.lots.published.v1')
  async lotsMoved(facts: readonly Fact<'quoting.lots.released.v1' | 'quoting.lots.published.v1'>[], tx: Tx): Promise<void> {
    await tx.query('insert into ordering.spec_effects (handler, event_id, subject, note) select $1, * from unnest($2::text[], $3::text[], $4::text[])',
      [`together ${facts.length}`, facts.map(({ event }) => event.id), facts.map(({ event }) => event.subject), facts.map(({ payload }) => payload.tenderId)]);
    for (const { type, payload, event } of facts) if (type === 'quoting.lots.released.v1') await script.before(payload, event, tx);
  }
}

let house: TestDatabase;
let quoting: Database;
const logged: string[] = [];

const outboxOf = (service: ServiceName) => new Outbox({ service, schema: rooms[service].schema });
const announce = outboxOf('quoting');

function released(note: string): Released {
  return { tenderId: note, buyerId: newId('company'), lotIds: [], why: 'CANCELLED' };
}

/** A process of the order service, as far as facts are concerned. Does not begin by itself. */
async function aProcess(consumers: (new () => object)[] = [LotConsumer]): Promise<INestApplicationContext & { relay: Relay }> {
  const database = await openDatabase({ url: house.url, applicationName: 'spec-order', entities: [], poolSize: 8 });
  @Module({
    imports: [
      { module: class DatabasePlace {}, global: true, providers: [{ provide: Database, useValue: database }], exports: [Database] },
      observabilityModule({ service: 'order', level: 'debug', logger: new Logger('order', 'debug', { write: (line: string) => { logged.push(line); } }) }),
      messagingModule({ service: 'order', schema: 'ordering' }),
    ],
    providers: consumers,
  })
  class App {}
  const app = await NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
  return Object.assign(Object.create(app) as INestApplicationContext, { relay: app.get(Relay), close: () => app.close() });
}

async function effects(where = 'true'): Promise<{ handler: string; event_id: string; subject: string | null; note: string }[]> {
  return (await house.owner.query(`select handler, event_id, subject, note from ordering.spec_effects where ${where} order by id`)).rows;
}

async function until(holds: () => Promise<boolean>, seconds = 20): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await holds()).toBe(true);
}

const open = async () => Number((await house.owner.query('select count(*) from post.deliveries where done_at is null and not dead')).rows[0].count);

beforeAll(async () => {
  house = await aDatabase('order');
  quoting = await openDatabase({ url: serviceUrl(house.ownerUrl, 'quoting', TEST_SECRET), applicationName: 'spec-quoting', entities: [], poolSize: 4 });
  await house.owner.query(`
    create table ordering.spec_effects (id bigint generated always as identity, handler text, event_id text, subject text, note text);
    grant select, insert on ordering.spec_effects to mouldshare_order`);
});
afterAll(async () => {
  await quoting.close();
  await house.close();
});
beforeEach(async () => {
  script.before = async () => undefined;
  logged.length = 0;
  await house.owner.query('truncate post.deliveries, post.events, ordering.inbox, ordering.spec_effects');
});

describe('announcing a fact', () => {
  it('is told when the transaction commits, and never when it does not', async () => {
    const app = await aProcess();
    await expect(quoting.asHouse(async (tx) => {
      await announce.add(tx, 'quoting.lots.released.v1', released('undone'), 'tnd_1');
      throw new Error('changed its mind');
    })).rejects.toThrow('changed its mind');
    await quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('done'), 'tnd_1'));
    await until(async () => (await effects()).length === 1);
    await app.relay.tick();
    expect((await effects()).map(({ note }) => note)).toEqual(['done']);
    await app.close();
  });

  it('writes many facts by one statement, each with a delivery for each subscriber', async () => {
    let statements = 0;
    await quoting.asHouse((tx) => announce.addMany(
      { ...tx, now: () => tx.now(), query: (sql, params) => { statements += 1; return tx.query(sql, params); } } as Tx,
      Array.from({ length: 100 }, (_, i) => ({ type: 'quoting.lots.released.v1' as const, payload: released(`n${i}`), subject: 'tnd_1' })),
    ));
    await quoting.asHouse((tx) => announce.addMany(tx, []));
    expect(statements).toBe(1);
    const { rows } = await house.owner.query<{ note: string }>(`select e.payload ->> 'tenderId' as note from post.deliveries d join post.events e on e.id = d.event_id where d.consumer = 'order' order by d.position`);
    expect(rows.map(({ note }) => note)).toEqual(Array.from({ length: 100 }, (_, i) => `n${i}`));
  });

  it('keeps texts, quotes and null in payload and subject as they are', async () => {
    const note = `'"\\{},模享 🛠 \u2028 $1`;
    await quoting.asHouse((tx) => announce.addMany(tx, [{ type: 'quoting.lots.released.v1', payload: released(note), subject: note }, { type: 'quoting.lots.released.v1', payload: released('free') }]));
    const app = await aProcess();
    await until(async () => (await effects()).length === 2);
    expect((await effects()).map((e) => [e.note, e.subject])).toEqual(expect.arrayContaining([[note, note], ['free', null]]));
    await app.close();
  });
});

describe('acting on a fact', () => {
  it('happens once, in order within a subject, with two processes and subjects side by side', async () => {
    const apps = [await aProcess(), await aProcess()];
    script.before = async (_released, _event, tx) => { await tx.query('select pg_sleep($1)', [Math.random() * 0.004]); };
    const subjects = ['a', 'b', 'c', 'd', 'e', 'f'];
    const rounds = 25;
    for (let n = 0; n < rounds; n += 1) {
      await quoting.asHouse((tx) => announce.addMany(tx, subjects.flatMap((subject) => [
        { type: 'quoting.lots.released.v1' as const, payload: released(`${n}.0`), subject }, { type: 'quoting.lots.released.v1' as const, payload: released(`${n}.1`), subject },
      ])));
    }
    await until(async () => (await open()) === 0, 60);
    const all = await effects();
    expect(all).toHaveLength(subjects.length * rounds * 2);
    expect(new Set(all.map(({ event_id }) => event_id)).size).toBe(all.length);
    const expected = Array.from({ length: rounds }, (_, n) => [`${n}.0`, `${n}.1`]).flat();
    for (const subject of subjects) expect(all.filter((e) => e.subject === subject).map(({ note }) => note)).toEqual(expected);
    await Promise.all(apps.map((app) => app.close()));
  }, 90_000);

  it('has no second effect when the delivery comes again', async () => {
    const app = await aProcess();
    await quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await until(async () => (await effects()).length === 1 && (await open()) === 0);
    for (let i = 0; i < 3; i += 1) {
      await house.owner.query('update post.deliveries set done_at = null, due_at = clock_timestamp()');
      await until(async () => (await open()) === 0);
    }
    expect(await effects()).toHaveLength(1);
    await app.close();
  });

  it('leaves nothing behind when the handler fails half-way, and succeeds later', async () => {
    const app = await aProcess();
    let calls = 0;
    script.before = async () => { calls += 1; if (calls < 3) throw new Error('not yet'); };
    await quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await until(async () => (await open()) === 0);
    expect(calls).toBe(3);
    expect(await effects()).toHaveLength(1);
    const { rows: [delivery] } = await house.owner.query('select attempts, last_error, dead from post.deliveries');
    expect(delivery).toEqual({ attempts: 3, last_error: null, dead: false });
    await app.close();
  });

  it('leaves nothing behind when the connection dies after the effect and before the commit', async () => {
    const app = await aProcess();
    let calls = 0;
    script.before = async (_released, _event, tx) => {
      calls += 1;
      if (calls > 1) return;
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await house.owner.query('select pg_terminate_backend($1)', [row?.pid]);
      await tx.query('select 1');
    };
    await quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await until(async () => (await open()) === 0);
    expect(calls).toBe(2);
    expect(await effects()).toHaveLength(1);
    await app.close();
  });

  it('is all or nothing when two slices act on the same fact', async () => {
    const app = await aProcess([LotConsumer, SecondConsumer]);
    let calls = 0;
    script.before = async () => { calls += 1; if (calls === 1) throw new Error('not yet'); };
    await quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await until(async () => (await open()) === 0);
    expect((await effects()).map(({ handler }) => handler).sort()).toEqual(['lots', 'second']);
    await app.close();
  });

  it('goes on for other subjects while one fails, and keeps that one in order', async () => {
    const app = await aProcess();
    script.before = async ({ tenderId }) => { if (tenderId === 'poison') throw new Error('amount 4711 is wrong'); };
    await quoting.asHouse((tx) => announce.addMany(tx, [
      { type: 'quoting.lots.released.v1', payload: released('poison'), subject: 'bad' },
      { type: 'quoting.lots.released.v1', payload: released('after poison'), subject: 'bad' },
      { type: 'quoting.lots.released.v1', payload: released('fine'), subject: 'good' },
    ]));
    await until(async () => (await effects()).length === 1);
    await until(async () => Number((await house.owner.query('select max(attempts) from post.deliveries')).rows[0].max) >= 2);
    expect((await effects()).map(({ note }) => note)).toEqual(['fine']);

    await house.owner.query(`update post.deliveries set attempts = 24, due_at = clock_timestamp() where attempts > 0 and done_at is null`);
    app.relay.nudge();
    await until(async () => (await effects()).length === 2);
    expect((await effects()).map(({ note }) => note)).toEqual(['fine', 'after poison']);
    const { rows: [dead] } = await house.owner.query('select dead, attempts, done_at, last_error from post.deliveries where dead');
    expect(dead).toMatchObject({ dead: true, attempts: 25, done_at: null, last_error: 'amount 4711 is wrong' });
    expect(logged.filter((line) => line.includes('"level":"error"') && line.includes('given up'))).toHaveLength(1);
    Object.assign(app.relay, { lookedAt: 0 });
    await app.relay.tick();
    expect(app.relay.state).toEqual({ lagSeconds: 0, waiting: 0, dead: 1 });
    await app.close();
  });

  it('waits for a version that has a consumer, without holding up the others', async () => {
    const app = await aProcess();
    await quoting.asHouse((tx) => announce.addMany(tx, [
      { type: 'quoting.lots.published.v1', payload: { tenderId: 't', buyerId: 'b', lots: [] }, subject: 'a' },
      { type: 'quoting.lots.released.v1', payload: released('x'), subject: 'a' },
    ]));
    await until(async () => (await effects()).length === 1);
    expect(await open()).toBe(1);
    await app.close();
  });
});

describe('acting on facts together', () => {
  const announced = (notes: string[], subjectOf: (note: string) => string = (note) => note) => quoting.asHouse((tx) =>
    announce.addMany(tx, notes.map((note) => ({ type: 'quoting.lots.released.v1' as const, payload: released(note), subject: subjectOf(note) }))));

  it('happens once for each, many by one call, in order within a subject', async () => {
    const app = await aProcess([TogetherConsumer]);
    const notes = Array.from({ length: 60 }, (_, i) => `${i % 3} ${i}`);
    await announced(notes, (note) => note[0]!);
    await until(async () => (await open()) === 0);
    const all = await effects();
    expect(all).toHaveLength(60);
    expect(new Set(all.map(({ event_id }) => event_id)).size).toBe(60);
    expect(all.some(({ handler }) => handler !== 'together 1')).toBe(true);
    for (const subject of ['0', '1', '2']) expect(all.filter((one) => one.subject === subject).map(({ note }) => note)).toEqual(notes.filter((note) => note.startsWith(subject)));
    await app.close();
  });

  it('keeps the order of one subject over types that one method takes', async () => {
    await quoting.asHouse((tx) => announce.addMany(tx, [
      { type: 'quoting.lots.published.v1', payload: { tenderId: 'first', buyerId: 'b', lots: [] }, subject: 'a' },
      { type: 'quoting.lots.released.v1', payload: released('second'), subject: 'a' },
      { type: 'quoting.lots.published.v1', payload: { tenderId: 'third', buyerId: 'b', lots: [] }, subject: 'a' },
    ]));
    const app = await aProcess([TogetherConsumer]);
    await until(async () => (await open()) === 0);
    expect((await effects()).map(({ handler, note }) => [handler, note])).toEqual([['together 3', 'first'], ['together 3', 'second'], ['together 3', 'third']]);
    await app.close();
  });

  it('lets one that fails fail alone', async () => {
    script.before = async ({ tenderId }) => { if (tenderId === 'poison') throw new Error('amount 4711 is wrong'); };
    await announced(['before', 'poison', 'behind']);
    const app = await aProcess([TogetherConsumer]);
    await until(async () => (await open()) === 1 && (await effects()).length === 2);
    expect((await effects()).map(({ handler, note }) => [handler, note]).sort()).toEqual([['together 1', 'before'], ['together 1', 'behind']]);
    const { rows: [left] } = await house.owner.query('select subject, attempts, last_error from post.deliveries where done_at is null');
    expect(left).toMatchObject({ subject: 'poison', last_error: 'amount 4711 is wrong' });
    await app.close();
  });

  it('leaves nothing behind when the connection dies in the middle, and has no second effect when some of them come again', async () => {
    let calls = 0;
    script.before = async ({ tenderId }, _event, tx) => {
      if (tenderId !== 'b') return;
      calls += 1;
      if (calls > 1) return;
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await house.owner.query('select pg_terminate_backend($1)', [row?.pid]);
      await tx.query('select 1');
    };
    await announced(['a', 'b', 'c']);
    const app = await aProcess([TogetherConsumer]);
    await until(async () => (await open()) === 0);
    expect(calls).toBe(2);
    expect((await effects()).map(({ note }) => note).sort()).toEqual(['a', 'b', 'c']);
    await house.owner.query(`update post.deliveries set done_at = null, due_at = clock_timestamp() where subject <> 'b'`);
    await announced(['d']);
    await until(async () => (await open()) === 0);
    expect((await effects()).map(({ note }) => note).sort()).toEqual(['a', 'b', 'c', 'd']);
    await app.close();
  });

  it('goes beside another slice that takes facts one by one, all or nothing', async () => {
    let calls = 0;
    script.before = async () => { calls += 1; if (calls === 1) throw new Error('not yet'); };
    await announced(['x', 'y']);
    const app = await aProcess([TogetherConsumer, SecondConsumer]);
    await until(async () => (await open()) === 0);
    expect((await effects()).map(({ handler, note }) => `${handler} ${note}`).sort()).toEqual(['second x', 'second y', 'together 1 x', 'together 1 y']);
    await app.close();
  });
});

describe('the walls of the post', () => {
  it('let a service write in its own name only', async () => {
    const asOther = new Outbox({ service: 'order', schema: 'ordering' });
    await expect(quoting.asHouse((tx) => asOther.add(tx, 'ordering.order.issued.v1', { orderId: 'o', orderNo: 'n', awardIds: [], buyerId: 'b', supplierId: 's' }))).rejects.toThrow(/row-level security/);
  });

  it('hide what is between two others, and what another has to work off', async () => {
    await quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    const gateway = await openDatabase({ url: serviceUrl(house.ownerUrl, 'gateway', TEST_SECRET), applicationName: 'spec-gateway', entities: [], poolSize: 2 });
    try {
      expect(await gateway.readAsHouse('select * from post.events')).toEqual([]);
      expect(await gateway.readAsHouse('select * from post.deliveries')).toEqual([]);
      expect(await quoting.readAsHouse('select event_id from post.deliveries')).toHaveLength(1);
      // The sender sees the delivery but cannot call it done.
      expect(await quoting.asHouse((tx) => tx.query('update post.deliveries set done_at = now() returning event_id'))).toEqual([]);
      expect(await quoting.asHouse((tx) => tx.query('delete from post.deliveries returning event_id'))).toEqual([]);
      await expect(quoting.asHouse((tx) => tx.query(`update post.events set payload = '{}'`))).rejects.toThrow(/permission denied/);
      await expect(quoting.asHouse((tx) => tx.query(`insert into post.events (id, type, producer, payload, occurred_at) values ('e', 't', 'quoting', '{}', now())`))).rejects.toThrow(/permission denied/);
      // Nobody attaches a delivery to another's event.
      const [{ id }] = (await house.owner.query('select id from post.events')).rows;
      await expect(gateway.asHouse((tx) => tx.query(`insert into post.deliveries (event_id, producer, consumer, type) values ($1, 'gateway', 'gateway', 'x')`, [id]))).rejects.toThrow(/foreign key/);
    } finally {
      await gateway.close();
    }
  });

  it('can be built twice without a change', async () => {
    const { postTables } = await import('./tables.js');
    await quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await house.owner.query(postTables());
    expect((await house.owner.query('select 1 from post.events')).rowCount).toBe(1);
  });
});

describe('old post', () => {
  it('is dropped a week after its delivery, and never before it', async () => {
    const app = await aProcess();
    await quoting.asHouse((tx) => announce.addMany(tx, ['old', 'new'].map((note) => ({ type: 'quoting.lots.released.v1' as const, payload: released(note), subject: note }))));
    await until(async () => (await open()) === 0);
    await house.owner.query(`update post.deliveries set done_at = done_at - interval '8 days' where subject = 'old'`);
    await house.owner.query(`update post.events set occurred_at = occurred_at - interval '40 days'`);
    await app.get(OldPost).tick();
    const sender = new OldPost({ service: 'quoting', schema: 'quoting' }, quoting);
    // quoting has no inbox in this database, so only its events can be dropped.
    await sender.tick().catch((error: Error) => { if (!/inbox/.test(error.message)) throw error; });
    expect((await house.owner.query('select subject from post.deliveries')).rows).toEqual([{ subject: 'new' }]);
    expect((await house.owner.query('select subject from post.events')).rows).toEqual([{ subject: 'new' }]);
    await app.close();
  });
});
