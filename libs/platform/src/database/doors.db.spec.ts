import pg from 'pg';
import { newId } from '#kernel';
import { aDatabase, type TestDatabase } from '#testing';
import { serviceDataSource } from './data-source.js';
import { Database } from './database.js';
import { tenantTable } from './tables.js';

const plant = `
  create table quoting.canaries (id text primary key, company_id text not null, song text not null, amount bigint, day date);
  ${tenantTable('quoting', 'canaries', "company_id = current_setting('app.company', true)")}`;

const a = newId('company');
const b = newId('company');
let test: TestDatabase;
let narrow: Database;

beforeAll(async () => {
  test = await aDatabase('quoting');
  await test.owner.query(plant);
  const dataSource = serviceDataSource({ url: test.url, applicationName: 'narrow', entities: [], poolSize: 2 });
  await dataSource.initialize();
  narrow = new Database(dataSource);
});
afterAll(async () => {
  await narrow.close();
  await test.close();
});
beforeEach(async () => {
  await test.owner.query('truncate quoting.canaries');
  await test.owner.query(`insert into quoting.canaries values ('${a}-1', '${a}', 'song of a', 9007199254740993, '2026-11-23'), ('${b}-1', '${b}', 'song of b', 1, null)`);
});

describe('the doors to the tables', () => {
  it('show a company its own rows, and the house all of them', async () => {
    const select = 'select company_id from quoting.canaries order by id';
    expect(await test.database.asCompany(a, (tx) => tx.query(select))).toEqual([{ company_id: a }]);
    expect(await test.database.read(b, select)).toEqual([{ company_id: b }]);
    expect(await test.database.asHouse((tx) => tx.query(select))).toHaveLength(2);
    expect(await test.database.readAsHouse(select)).toHaveLength(2);
  });

  it('show nothing to a connection that came through no door', async () => {
    expect((await test.database.pool.query('select * from quoting.canaries')).rows).toEqual([]);
    await expect(test.database.pool.query('insert into quoting.canaries values ($1, $2, $3)', ['x', a, 'x'])).rejects.toThrow(/row-level security/);
  });

  it('let no company write, change or delete a row of another', async () => {
    await expect(test.database.asCompany(a, (tx) => tx.query('insert into quoting.canaries values ($1, $2, $3)', ['x', b, 'x']))).rejects.toThrow(/row-level security/);
    await expect(test.database.asCompany(a, (tx) => tx.query('update quoting.canaries set company_id = $1', [b]))).rejects.toThrow(/row-level security/);
    expect(await test.database.asCompany(a, (tx) => tx.query('update quoting.canaries set song = $1 where company_id = $2 returning id', ['mine', b]))).toEqual([]);
    expect(await test.database.asCompany(a, (tx) => tx.query('delete from quoting.canaries returning company_id'))).toEqual([{ company_id: a }]);
    expect((await test.owner.query('select song from quoting.canaries')).rows).toEqual([{ song: 'song of b' }]);
  });

  it('keep amounts as exact text and days as days', async () => {
    const [row] = await test.database.read(a, 'select amount, day from quoting.canaries');
    expect(row).toEqual({ amount: '9007199254740993', day: '2026-11-23' });
  });

  it('read in one round trip, in a transaction of its own that cannot write', async () => {
    const client = await narrow.pool.connect();
    client.release();
    const [row] = await narrow.read(a, `select current_setting('app.company') as company, current_setting('app.house') as house, $1::int + 1 as next`, [41]);
    expect(row).toEqual({ company: a, house: '', next: 42 });
    await expect(narrow.read(a, 'update quoting.canaries set song = $1', ['x'])).rejects.toThrow(/read-only transaction/);
    await expect(narrow.read(a, 'select 1; delete from quoting.canaries')).rejects.toThrow(/multiple commands/);
    expect(await narrow.read(a, 'select 1 as one where false')).toEqual([]);
  });

  it('refuse a company that is no company id, so that no text reaches the setting', async () => {
    const bad = `${a}'; set app.house = 'on'; --`;
    await expect(test.database.asCompany(bad, async () => 1)).rejects.toThrow(/id of a company/);
    await expect(test.database.read(newId('user'), 'select 1')).rejects.toThrow(/id of a company/);
  });

  it('send several commands in one text nowhere', async () => {
    await expect(test.database.asCompany(a, (tx) => tx.query("select 1; set app.house = 'on'"))).rejects.toThrow(/multiple commands/);
  });

  it('refuse a door inside a door, which could wait for itself', async () => {
    await expect(narrow.asCompany(a, () => narrow.asHouse(async () => 1))).rejects.toThrow(/inside a transaction/);
    await expect(narrow.asCompany(a, () => narrow.read(a, 'select 1'))).rejects.toThrow(/inside a transaction/);
  });

  it('refuse statements after the work has ended', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await narrow.asCompany(a, async (tx) => {
      late = new Promise((resolve) => { setTimeout(() => { tx.query('select 1').catch(resolve); }, 20); });
    });
    await expect(late).resolves.toMatchObject({ message: expect.stringContaining('The transaction is over') });
  });

  it('tell the time after the lock, not of the start', async () => {
    await test.database.asHouse(async (tx) => {
      const before = await tx.now();
      await tx.query('select pg_sleep(0.05)');
      expect((await tx.now()).getTime()).toBeGreaterThanOrEqual(before.getTime() + 50);
    });
  });
});

describe('what a transaction leaves behind', () => {
  it('is nothing when the work throws', async () => {
    await expect(test.database.asCompany(a, async (tx) => {
      await tx.query('delete from quoting.canaries');
      throw new Error('changed my mind');
    })).rejects.toThrow('changed my mind');
    expect((await test.owner.query('select 1 from quoting.canaries')).rowCount).toBe(2);
  });

  it('is told as a failure when a swallowed error made the database undo it', async () => {
    await expect(test.database.asCompany(a, async (tx) => {
      await tx.query('delete from quoting.canaries');
      await tx.query('select 1 / 0').catch(() => undefined);
      return 'looks good';
    })).rejects.toThrow(/undid all of it/);
    expect((await test.owner.query('select 1 from quoting.canaries')).rowCount).toBe(2);
  });

  it('includes statements that nobody awaited, and TypeORM inside counts as the same transaction', async () => {
    await test.database.asCompany(a, async (tx) => {
      await Promise.all([1, 2, 3].map((n) => tx.query('insert into quoting.canaries values ($1, $2, $3)', [`${a}-p${n}`, a, 'p'])));
      void tx.query('insert into quoting.canaries values ($1, $2, $3)', [`${a}-late`, a, 'late']);
      await expect(tx.manager.transaction(async (inner) => {
        await inner.query(`insert into quoting.canaries values ('${a}-inner', '${a}', 'inner')`);
        throw new Error('only the inner part');
      })).rejects.toThrow('only the inner part');
    });
    const { rows } = await test.owner.query<{ id: string }>(`select id from quoting.canaries where id like '${a}-%' order by id`);
    expect(rows.map((row) => row.id)).toEqual([`${a}-1`, `${a}-late`, `${a}-p1`, `${a}-p2`, `${a}-p3`]);
  });

  it('N34: is no trace for the next borrower: a hundred requests of two companies over two connections, with aborts', async () => {
    let crossings = 0;
    const wrong = async (company: string, rows: { company_id: string }[]) => { crossings += rows.filter((row) => row.company_id !== company).length; };
    const select = 'select company_id from quoting.canaries';
    await Promise.all(Array.from({ length: 100 }, async (_, i) => {
      const company = i % 2 ? a : b;
      if (i % 5 === 0) {
        await expect(narrow.asCompany(company, async (tx) => {
          await wrong(company, await tx.query(select));
          if (i % 2) throw new Error('aborted');
          await tx.query('select 1 / 0');
        })).rejects.toThrow(/aborted|division/);
      } else if (i % 7 === 0) await expect(narrow.read(company, 'select 1 / 0')).rejects.toThrow(/division/);
      else if (i % 3 === 0) await wrong(company, await narrow.read(company, select));
      else if (i % 11 === 0) await narrow.asHouse((tx) => tx.query(select));
      else await wrong(company, await narrow.asCompany(company, (tx) => tx.query(select)));
      const { rows } = await narrow.pool.query(`select coalesce(current_setting('app.company', true), '') as company, coalesce(current_setting('app.house', true), '') as house`);
      expect(rows).toEqual([{ company: '', house: '' }]);
    }));
    expect(crossings).toBe(0);
    expect(narrow.pool.totalCount).toBeLessThanOrEqual(2);
  });

  it('a stray session setting of a raw borrower has no say behind the doors', async () => {
    const lone = new Database(await serviceDataSource({ url: test.url, applicationName: 'lone', entities: [], poolSize: 1 }).initialize());
    await lone.pool.query(`set app.house = 'on'`);
    expect(await lone.asCompany(a, (tx) => tx.query('select company_id from quoting.canaries'))).toEqual([{ company_id: a }]);
    expect(await lone.read(a, 'select company_id from quoting.canaries')).toEqual([{ company_id: a }]);
    await lone.close();
  });
});

describe('trouble with the database', () => {
  it('is repeated when two transactions deadlock, and both are kept', async () => {
    const attempts: Record<string, number> = { x: 0, y: 0 };
    let arrived = 0;
    const meet = async () => {
      arrived += 1;
      while (arrived < 2) await new Promise((resolve) => { setTimeout(resolve, 5); });
    };
    const cross = (name: string, first: string, second: string) => test.database.asHouse(async (tx) => {
      attempts[name]! += 1;
      await tx.query('update quoting.canaries set song = song || $2 where id = $1', [first, name]);
      if (attempts[name] === 1) await meet();
      await tx.query('update quoting.canaries set song = song || $2 where id = $1', [second, name]);
    });
    await Promise.all([cross('x', `${a}-1`, `${b}-1`), cross('y', `${b}-1`, `${a}-1`)]);
    expect(attempts['x']! + attempts['y']!).toBe(3);
    const { rows } = await test.owner.query<{ song: string }>('select song from quoting.canaries');
    for (const { song } of rows) expect([...song.slice(-2)].sort()).toEqual(['x', 'y']);
  });

  it('gives up after a bounded number of attempts and says when to come back', async () => {
    let attempts = 0;
    await expect(test.database.asHouse(async (tx) => {
      attempts += 1;
      await tx.query(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`);
    })).rejects.toMatchObject({ code: 'UNAVAILABLE', details: { retryAfterMs: 1000 } });
    expect(attempts).toBe(4);
  });

  it('is UNAVAILABLE when the connection dies in the middle, and the pool lives on', async () => {
    await expect(test.database.asHouse(async (tx) => {
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await test.owner.query('select pg_terminate_backend($1)', [row!.pid]);
      await tx.query('select 1');
    })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await test.database.read(a, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('does not reach the caller when idle connections have died', async () => {
    await Promise.all([1, 2, 3].map(() => test.database.asHouse((tx) => tx.query('select pg_sleep(0.02)'))));
    await test.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename = 'mouldshare_quoting'`);
    expect(await test.database.asCompany(a, (tx) => tx.query('select 1 as one'))).toEqual([{ one: 1 }]);
    expect(await test.database.read(a, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is UNAVAILABLE when nobody listens', async () => {
    const nowhere = new URL(test.url);
    nowhere.port = '9';
    const dataSource = serviceDataSource({ url: nowhere.toString(), applicationName: 'nowhere', entities: [] });
    Object.assign(dataSource.driver, { master: new pg.Pool({ connectionString: nowhere.toString() }) });
    await expect(new Database(dataSource).read(a, 'select 1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(new Database(dataSource).asCompany(a, (tx) => tx.query('select 1'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('is the caller\'s bad input when text holds the null character', async () => {
    await expect(test.database.asCompany(a, (tx) => tx.query('insert into quoting.canaries values ($1, $2, $3)', ['n', a, 'a\u0000b'])))
      .rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});
