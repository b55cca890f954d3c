import { announce, LotConsumer, PostOffice, released, script, SecondConsumer, TogetherConsumer, until } from '../../../../test/kit/post-office.js';

let post: PostOffice;
beforeAll(async () => { post = await PostOffice.open(); });
afterAll(() => post.close());
beforeEach(() => post.clear());

describe('acting on facts together', () => {
  const announced = (notes: string[], subjectOf: (note: string) => string = (note) => note) => post.quoting.asHouse((tx) =>
    announce.addMany(tx, notes.map((note) => ({ type: 'quoting.lots.released.v1' as const, payload: released(note), subject: subjectOf(note) }))));

  it('happens once for each, many by one call, in order within a subject', async () => {
    const app = await post.aProcess([TogetherConsumer]);
    const notes = Array.from({ length: 60 }, (_, i) => `${i % 3} ${i}`);
    await announced(notes, (note) => note[0]!);
    await until(async () => (await post.waiting()) === 0);
    const all = await post.effects();
    expect(all).toHaveLength(60);
    expect(new Set(all.map(({ event_id }) => event_id)).size).toBe(60);
    expect(all.some(({ handler }) => handler !== 'together 1')).toBe(true);
    for (const subject of ['0', '1', '2']) expect(all.filter((one) => one.subject === subject).map(({ note }) => note)).toEqual(notes.filter((note) => note.startsWith(subject)));
    await app.close();
  });

  it('has up to thirty-two in a transaction, and eight where somebody takes them one by one', async () => {
    for (const [consumers, most] of [[[TogetherConsumer], 32], [[LotConsumer], 8], [[TogetherConsumer, SecondConsumer], 8]] as const) {
      await post.clear();
      await announced(Array.from({ length: 100 }, (_, i) => `${i}`));
      const app = await post.aProcess([...consumers]);
      await until(async () => (await post.waiting()) === 0);
      await app.close();
      const perTransaction = new Map<string, Set<string>>();
      for (const { transaction, event_id } of await post.effects()) perTransaction.set(transaction, (perTransaction.get(transaction) ?? new Set()).add(event_id));
      expect(Math.max(...[...perTransaction.values()].map(({ size }) => size))).toBe(most);
    }
  });

  it('keeps the order of one subject over types that one method takes', async () => {
    await post.quoting.asHouse((tx) => announce.addMany(tx, [
      { type: 'quoting.lots.published.v1', payload: { tenderId: 'first', buyerId: 'b', lots: [] }, subject: 'a' },
      { type: 'quoting.lots.released.v1', payload: released('second'), subject: 'a' },
      { type: 'quoting.lots.published.v1', payload: { tenderId: 'third', buyerId: 'b', lots: [] }, subject: 'a' },
    ]));
    const app = await post.aProcess([TogetherConsumer]);
    await until(async () => (await post.waiting()) === 0);
    expect((await post.effects()).map(({ handler, note }) => [handler, note])).toEqual([['together 3', 'first'], ['together 3', 'second'], ['together 3', 'third']]);
    await app.close();
  });

  it('lets one that fails fail alone', async () => {
    script.before = async ({ tenderId }) => { if (tenderId === 'poison') throw new Error('amount 4711 is wrong'); };
    await announced(['before', 'poison', 'behind']);
    const app = await post.aProcess([TogetherConsumer]);
    await until(async () => (await post.waiting()) === 1 && (await post.effects()).length === 2);
    expect((await post.effects()).map(({ handler, note }) => [handler, note]).sort()).toEqual([['together 1', 'before'], ['together 1', 'behind']]);
    const { rows: [left] } = await post.house.owner.query('select subject, attempts, last_error from post.deliveries where done_at is null');
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
      await post.house.owner.query('select pg_terminate_backend($1)', [row?.pid]);
      await tx.query('select 1');
    };
    await announced(['a', 'b', 'c']);
    const app = await post.aProcess([TogetherConsumer]);
    await until(async () => (await post.waiting()) === 0);
    expect(calls).toBe(2);
    expect((await post.effects()).map(({ note }) => note).sort()).toEqual(['a', 'b', 'c']);
    await post.house.owner.query(`update post.deliveries set done_at = null, due_at = clock_timestamp() where subject <> 'b'`);
    await announced(['d']);
    await until(async () => (await post.waiting()) === 0);
    expect((await post.effects()).map(({ note }) => note).sort()).toEqual(['a', 'b', 'c', 'd']);
    await app.close();
  });

  it('goes beside another slice that takes facts one by one, all or nothing', async () => {
    let calls = 0;
    script.before = async () => { calls += 1; if (calls === 1) throw new Error('not yet'); };
    await announced(['x', 'y']);
    const app = await post.aProcess([TogetherConsumer, SecondConsumer]);
    await until(async () => (await post.waiting()) === 0);
    expect((await post.effects()).map(({ handler, note }) => `${handler} ${note}`).sort()).toEqual(['second x', 'second y', 'together 1 x', 'together 1 y']);
    await app.close();
  });
});
