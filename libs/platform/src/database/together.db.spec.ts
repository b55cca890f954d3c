import type pg from 'pg';
import { aDatabase, type TestDatabase } from '#testing';
import { together } from './together.js';

let test: TestDatabase;
let client: pg.PoolClient;
beforeAll(async () => { test = await aDatabase('order'); });
beforeEach(async () => { client = await test.database.pool.connect(); });
afterEach(() => client.release());
afterAll(() => test.close());

/** How often the socket was written to meanwhile. */
async function writes(work: () => Promise<unknown>): Promise<number> {
  const { stream } = (client as unknown as { connection: { stream: NodeJS.WritableStream & { _writev: Function; _write: Function } } }).connection;
  const { _write, _writev } = stream;
  let count = 0;
  Object.assign(stream, {
    _write(...args: unknown[]) { count += 1; return _write.apply(this, args); },
    _writev(...args: unknown[]) { count += 1; return _writev.apply(this, args); },
  });
  try {
    await work();
    return count;
  } finally {
    Object.assign(stream, { _write, _writev });
  }
}

describe('statements that leave together', () => {
  it('give their answers in their order, prepared ones and brackets alike', async () => {
    const prepared = { name: 'together_sum', text: 'select $1::int + 1 as n', values: [1] };
    const [, sum, , committed] = await together(client, () => [client.query('begin; set local app.house = \'on\''), client.query(prepared), client.query('select 2'), client.query('commit')]);
    expect([sum.rows, committed.command]).toEqual([[{ n: 2 }], 'COMMIT']);
    expect((await client.query({ ...prepared, values: [5] })).rows).toEqual([{ n: 6 }]);
  });

  it('leave in one write', async () => {
    expect(await writes(() => together(client, () => [client.query('begin'), client.query('select $1::int', [1]), client.query('commit')]))).toBe(1);
    expect(await writes(async () => { for (const text of ['begin', 'select 1', 'commit']) await client.query(text); })).toBe(3);
  });

  it('tell the failure when all are answered; a commit behind it is a rollback, and the connection goes on', async () => {
    await client.query('create temporary table kept (n int)');
    let command = '';
    await expect(together(client, () => [
      client.query('begin'), client.query('insert into kept values (1)'), client.query('select 1 / 0'), client.query('commit').then((answer) => { command = answer.command; }),
    ])).rejects.toThrow('division by zero');
    expect(command).toBe('ROLLBACK');
    expect((await client.query('select count(*)::int as n from kept')).rows).toEqual([{ n: 0 }]);
  });

  it('fail together when the connection is lost', async () => {
    const lost = await test.database.pool.connect();
    lost.on('error', () => undefined);
    await expect(together(lost, () => [lost.query('select pg_terminate_backend(pg_backend_pid())'), lost.query('select 1')])).rejects.toThrow();
    lost.release(true);
  });
});
