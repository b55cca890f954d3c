import type { Tx } from '#platform/database';
import { announce, LotConsumer, PostOffice, released, script, SecondConsumer, until } from '../../../../test/kit/post-office.js';

let post: PostOffice;
beforeAll(async () => { post = await PostOffice.open(); });
afterAll(() => post.close());
beforeEach(() => post.clear());

describe('announcing a fact', () => {
  it('is told when the transaction commits, and never when it does not', async () => {
    const app = await post.aProcess();
    await expect(post.quoting.asHouse(async (tx) => {
      await announce.add(tx, 'quoting.lots.released.v1', released('undone'), 'tnd_1');
      throw new Error('changed its mind');
    })).rejects.toThrow('changed its mind');
    await post.quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('done'), 'tnd_1'));
    await until(async () => (await post.effects()).length === 1);
    await app.relay.tick();
    expect((await post.effects()).map(({ note }) => note)).toEqual(['done']);
    await app.close();
  });

  it('writes many facts by one statement, each with a delivery for each subscriber', async () => {
    let statements = 0;
    await post.quoting.asHouse((tx) => announce.addMany(
      { ...tx, now: () => tx.now(), query: (sql, params) => { statements += 1; return tx.query(sql, params); } } as Tx,
      Array.from({ length: 100 }, (_, i) => ({ type: 'quoting.lots.released.v1' as const, payload: released(`n${i}`), subject: 'tnd_1' })),
    ));
    await post.quoting.asHouse((tx) => announce.addMany(tx, []));
    expect(statements).toBe(1);
    const { rows } = await post.house.owner.query<{ note: string }>(`select e.payload ->> 'tenderId' as note from post.deliveries d join post.events e on e.id = d.event_id where d.consumer = 'order' order by d.position`);
    expect(rows.map(({ note }) => note)).toEqual(Array.from({ length: 100 }, (_, i) => `n${i}`));
  });

  it('keeps texts, quotes and null in payload and subject as they are', async () => {
    const note = `'"\\{},模享 🛠 \u2028 $1`;
    await post.quoting.asHouse((tx) => announce.addMany(tx, [{ type: 'quoting.lots.released.v1', payload: released(note), subject: note }, { type: 'quoting.lots.released.v1', payload: released('free') }]));
    const app = await post.aProcess();
    await until(async () => (await post.effects()).length === 2);
    expect((await post.effects()).map((e) => [e.note, e.subject])).toEqual(expect.arrayContaining([[note, note], ['free', null]]));
    await app.close();
  });
});

describe('acting on a fact', () => {
  it('happens once, in order within a subject, with two processes and subjects side by side', async () => {
    const apps = [await post.aProcess(), await post.aProcess()];
    script.before = async (_released, _event, tx) => { await tx.query('select pg_sleep($1)', [Math.random() * 0.004]); };
    const subjects = ['a', 'b', 'c', 'd', 'e', 'f'];
    const rounds = 25;
    for (let n = 0; n < rounds; n += 1) {
      await post.quoting.asHouse((tx) => announce.addMany(tx, subjects.flatMap((subject) => [
        { type: 'quoting.lots.released.v1' as const, payload: released(`${n}.0`), subject }, { type: 'quoting.lots.released.v1' as const, payload: released(`${n}.1`), subject },
      ])));
    }
    await until(async () => (await post.waiting()) === 0, 60);
    const all = await post.effects();
    expect(all).toHaveLength(subjects.length * rounds * 2);
    expect(new Set(all.map(({ event_id }) => event_id)).size).toBe(all.length);
    const expected = Array.from({ length: rounds }, (_, n) => [`${n}.0`, `${n}.1`]).flat();
    for (const subject of subjects) expect(all.filter((e) => e.subject === subject).map(({ note }) => note)).toEqual(expected);
    await Promise.all(apps.map((app) => app.close()));
  }, 90_000);

  it('has no second effect when the delivery comes again', async () => {
    const app = await post.aProcess();
    await post.quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await until(async () => (await post.effects()).length === 1 && (await post.waiting()) === 0);
    for (let i = 0; i < 3; i += 1) {
      await post.house.owner.query('update post.deliveries set done_at = null, due_at = clock_timestamp()');
      await until(async () => (await post.waiting()) === 0);
    }
    expect(await post.effects()).toHaveLength(1);
    await app.close();
  });

  it('leaves nothing behind when the handler fails half-way, and succeeds later', async () => {
    const app = await post.aProcess();
    let calls = 0;
    script.before = async () => { calls += 1; if (calls < 3) throw new Error('not yet'); };
    await post.quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await until(async () => (await post.waiting()) === 0);
    expect(calls).toBe(3);
    expect(await post.effects()).toHaveLength(1);
    const { rows: [delivery] } = await post.house.owner.query('select attempts, last_error, dead from post.deliveries');
    expect(delivery).toEqual({ attempts: 3, last_error: null, dead: false });
    await app.close();
  });

  it('leaves nothing behind when the connection dies after the effect and before the commit', async () => {
    const app = await post.aProcess();
    let calls = 0;
    script.before = async (_released, _event, tx) => {
      calls += 1;
      if (calls > 1) return;
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await post.house.owner.query('select pg_terminate_backend($1)', [row?.pid]);
      await tx.query('select 1');
    };
    await post.quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await until(async () => (await post.waiting()) === 0);
    expect(calls).toBe(2);
    expect(await post.effects()).toHaveLength(1);
    await app.close();
  });

  it('is all or nothing when two slices act on the same fact', async () => {
    const app = await post.aProcess([LotConsumer, SecondConsumer]);
    let calls = 0;
    script.before = async () => { calls += 1; if (calls === 1) throw new Error('not yet'); };
    await post.quoting.asHouse((tx) => announce.add(tx, 'quoting.lots.released.v1', released('x'), 'a'));
    await until(async () => (await post.waiting()) === 0);
    expect((await post.effects()).map(({ handler }) => handler).sort()).toEqual(['lots', 'second']);
    await app.close();
  });

  it('goes on for other subjects while one fails, and keeps that one in order', async () => {
    const app = await post.aProcess();
    script.before = async ({ tenderId }) => { if (tenderId === 'poison') throw new Error('amount 4711 is wrong'); };
    await post.quoting.asHouse((tx) => announce.addMany(tx, [
      { type: 'quoting.lots.released.v1', payload: released('poison'), subject: 'bad' },
      { type: 'quoting.lots.released.v1', payload: released('after poison'), subject: 'bad' },
      { type: 'quoting.lots.released.v1', payload: released('fine'), subject: 'good' },
    ]));
    await until(async () => (await post.effects()).length === 1);
    await until(async () => Number((await post.house.owner.query('select max(attempts) from post.deliveries')).rows[0].max) >= 2);
    expect((await post.effects()).map(({ note }) => note)).toEqual(['fine']);

    await post.house.owner.query(`update post.deliveries set attempts = 24, due_at = clock_timestamp() where attempts > 0 and done_at is null`);
    app.relay.nudge();
    await until(async () => (await post.effects()).length === 2);
    expect((await post.effects()).map(({ note }) => note)).toEqual(['fine', 'after poison']);
    const { rows: [dead] } = await post.house.owner.query('select dead, attempts, done_at, last_error from post.deliveries where dead');
    expect(dead).toMatchObject({ dead: true, attempts: 25, done_at: null, last_error: 'amount 4711 is wrong' });
    expect(post.logged.filter((line) => line.includes('"level":"error"') && line.includes('given up'))).toHaveLength(1);
    Object.assign(app.relay, { lookedAt: 0 });
    await app.relay.tick();
    expect(app.relay.state).toEqual({ lagSeconds: 0, waiting: 0, dead: 1 });
    await app.close();
  });

  it('waits for a version that has a consumer, without holding up the others', async () => {
    const app = await post.aProcess();
    await post.quoting.asHouse((tx) => announce.addMany(tx, [
      { type: 'quoting.lots.published.v1', payload: { tenderId: 't', buyerId: 'b', lots: [] }, subject: 'a' },
      { type: 'quoting.lots.released.v1', payload: released('x'), subject: 'a' },
    ]));
    await until(async () => (await post.effects()).length === 1);
    expect(await post.waiting()).toBe(1);
    await app.close();
  });
});
