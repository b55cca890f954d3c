import pg from 'pg';
import { aDatabase, type TestDatabase } from '#testing';
import { assertDurable, type Asker } from './durability.js';
import { referenceTable, tenantTable } from './tables.js';

let test: TestDatabase;
beforeAll(async () => { test = await aDatabase('quoting'); });
afterAll(() => test.close());

/** The real server's answers, with one of them bent. */
function bent(bend: (row: Record<string, unknown>) => Record<string, unknown>): Asker {
  return { query: async (sql, params) => ({ rows: (await test.database.pool.query(sql, params)).rows.map(bend) }) };
}
const setting = (name: string, value: string) => bent((row) => (row['name'] === name ? { ...row, setting: value } : row));

describe('the check of the database at start', () => {
  it('accepts the house\'s own database and role', async () => {
    await expect(assertDurable(test.database.pool, 'quoting')).resolves.toBeUndefined();
  });

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])('refuses %s off, and says how to cure it', async (name) => {
    await expect(assertDurable(setting(name, 'off'))).rejects.toThrow(new RegExp(`${name} is off: [^]*Set ${name} = on`));
  });

  it('sees a session with synchronous_commit off on a real server', async () => {
    const client = new pg.Client({ connectionString: test.url });
    await client.connect();
    await client.query('set synchronous_commit = off');
    await expect(assertDurable(client, 'quoting')).rejects.toMatchObject({ code: 'INTERNAL', message: expect.stringContaining('synchronous_commit is off') });
    await client.end();
  });

  it('refuses a server before 15, and names all faults at once', async () => {
    await expect(assertDurable(setting('server_version_num', '140012'))).rejects.toThrow(/15 or newer/);
    const worst = bent((row) => ({ ...row, setting: row['name'] === 'server_version_num' ? '130000' : 'off', rolbypassrls: true }));
    await expect(assertDurable(worst)).rejects.toThrow(/fsync[^]*full_page_writes[^]*synchronous_commit[^]*15 or newer[^]*passes row-level security/);
  });

  it('refuses a superuser and a role that passes row-level security', async () => {
    await expect(assertDurable(test.owner, 'quoting')).rejects.toThrow(/is a superuser/);
    await expect(assertDurable(bent((row) => ('rolbypassrls' in row ? { ...row, rolbypassrls: true } : row)))).rejects.toThrow(/nobypassrls/);
  });
});

describe('the check of the walls', () => {
  const planted = async (sql: string, complaint: RegExp) => {
    await test.owner.query(sql);
    await expect(assertDurable(test.database.pool, 'quoting')).rejects.toThrow(complaint);
    await test.owner.query('drop table if exists quoting.planted cascade; drop view if exists quoting.planted_view; drop materialized view if exists quoting.planted_copy');
    await expect(assertDurable(test.database.pool, 'quoting')).resolves.toBeUndefined();
  };

  it('finds a table without row-level security', () => planted('create table quoting.planted (id int)', /quoting\.planted has no forced row-level security/));

  it('finds a table whose owner passes its own wall', () =>
    planted('create table quoting.planted (id int); alter table quoting.planted enable row level security', /quoting\.planted has no forced/));

  it('finds a view with its owner\'s rights, and accepts one with the asker\'s', async () => {
    await planted('create view quoting.planted_view as select 1 as one', /security_invoker/);
    await test.owner.query('create view quoting.planted_view with (security_invoker = true) as select 1 as one');
    await expect(assertDurable(test.database.pool, 'quoting')).resolves.toBeUndefined();
    await test.owner.query('drop view quoting.planted_view');
  });

  it('finds a materialised view', () => planted('create materialized view quoting.planted_copy as select 1 as one', /materialised view/));

  it('finds a table that the service owns', () => planted(
    `create table quoting.planted (id int, company_id text); ${tenantTable('quoting', 'planted', "company_id = current_setting('app.company', true)")}
     alter table quoting.planted owner to mouldshare_quoting`, /owns quoting\.planted/));

  it('N35: holds every service of the house to the same: nothing of theirs is open to the others or to everybody', async () => {
    for (const name of ['gateway', 'order', 'quoting'] as const) {
      const other = await aDatabase(name);
      const schema = { gateway: 'accounts', order: 'ordering', quoting: 'quoting' }[name];
      await expect(assertDurable(other.database.pool, schema)).resolves.toBeUndefined();
      const { rows } = await other.owner.query(
        `select table_schema, table_name, grantee from information_schema.role_table_grants
          where table_schema in ('accounts', 'ordering', 'quoting') and (grantee = 'PUBLIC' or (grantee like 'mouldshare\\_%' and grantee not in ('mouldshare_owner', 'mouldshare_' || $1)))`,
        [name],
      );
      expect(rows).toEqual([]);
      for (const foreign of ['accounts', 'ordering', 'quoting'].filter((candidate) => candidate !== schema)) {
        await expect(other.database.pool.query(`select * from ${foreign}.idempotency`)).rejects.toThrow(/permission denied for schema/);
      }
      await expect(other.database.pool.query('create table public.mine (id int)')).rejects.toThrow(/permission denied/);
      await other.close();
    }
  });
});

describe('a table of reference rows', () => {
  it('is read by everybody and written by the owner alone', async () => {
    await test.owner.query(`create table quoting.processes (code text primary key); insert into quoting.processes values ('EDM'); ${referenceTable('quoting', 'processes')}`);
    expect((await test.database.pool.query('select code from quoting.processes')).rows).toEqual([{ code: 'EDM' }]);
    await expect(test.database.asHouse((tx) => tx.query(`insert into quoting.processes values ('CNC')`))).rejects.toThrow(/permission denied/);
    await expect(assertDurable(test.database.pool, 'quoting')).resolves.toBeUndefined();
    await test.owner.query('drop table quoting.processes');
  });

  it('and every other name in the SQL helpers must be a plain name', () => {
    expect(() => tenantTable('quoting', 'x; drop table y', 'true')).toThrow(/Not a table name/);
    expect(() => tenantTable('elsewhere', 'x', 'true')).toThrow(/belongs to no service/);
  });
});
