import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { aDatabase, TEST_SECRET, type TestDatabase } from '#testing';
import { bootstrap, rolePassword, scramVerifier, serviceUrl } from './bootstrap.js';
import { orRefusal } from './constraints.js';
import { migrate } from './migrate.js';
import { tenantTable } from './tables.js';
import { newId } from '#kernel';

let test: TestDatabase;
beforeAll(async () => { test = await aDatabase('gateway'); });
afterAll(() => test.close());

class CreateLanterns1999900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table accounts.lanterns (id text primary key, company_id text not null, name text not null, constraint lanterns_name_once unique (company_id, name));
      ${tenantTable('accounts', 'lanterns', "company_id = current_setting('app.company', true)")}
      insert into accounts.lanterns values ('one', 'com_x', 'first')`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table accounts.lanterns');
  }
}
class BreakHalfway1999900000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table accounts.half (id int)');
    await runner.query('select 1 / 0');
  }
  async down(): Promise<void> {}
}
const all = async () => [...(await import('../../../../apps/gateway/src/database/migrations/index.js' as string) as { migrations: Function[] }).migrations, CreateLanterns1999900000000];

describe('bringing the schemas up to date', () => {
  it('runs what is new once, also when several migrators start together', async () => {
    const migrations = await all();
    const ran = await Promise.all([1, 2, 3].map(() => migrate(test.ownerUrl, 'gateway', migrations)));
    expect(ran.flat()).toEqual(['accounts.CreateLanterns1999900000000']);
    expect(await migrate(test.ownerUrl, 'gateway', migrations)).toEqual([]);
  });

  it('undoes a migration that fails in the middle', async () => {
    await expect(migrate(test.ownerUrl, 'gateway', [...await all(), BreakHalfway1999900000001])).rejects.toThrow(/division by zero/);
    expect((await test.owner.query(`select to_regclass('accounts.half') as half`)).rows).toEqual([{ half: null }]);
  });

  it('lets a service read what has run, and change nothing of it', async () => {
    const rows = await test.database.readAsHouse<{ name: string }>('select name from accounts.migrations');
    expect(rows.map((row) => row.name)).toContain('PlatformTables1700000000000');
    await expect(test.database.asHouse((tx) => tx.query('delete from accounts.migrations'))).rejects.toThrow(/permission denied/);
  });
});

describe('making the roles', () => {
  it('is harmless when repeated and when several do it at once', async () => {
    await Promise.all([1, 2, 3].map(() => bootstrap(test.ownerUrl, TEST_SECRET)));
    const { rows } = await test.owner.query(`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles where rolname in ('mouldshare_gateway', 'mouldshare_order', 'mouldshare_quoting')`);
    expect(rows).toHaveLength(3);
    for (const role of rows) expect(role).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolcanlogin: true });
  });

  it('gives each role a password of its own that the secret alone can tell, and refuses a short secret', async () => {
    expect(rolePassword(TEST_SECRET, 'order')).toMatch(/^[0-9a-f]{64}$/);
    expect(rolePassword(TEST_SECRET, 'order')).not.toBe(rolePassword(TEST_SECRET, 'quoting'));
    expect(() => rolePassword('short', 'order')).toThrow(/shorter than 16/);
    const wrong = new pg.Client({ connectionString: serviceUrl(test.ownerUrl, 'gateway', 'another secret of the house') });
    await expect(wrong.connect()).rejects.toThrow(/password authentication failed/);
    const { rows: [stored] } = await test.owner.query<{ rolpassword: string }>(`select rolpassword from pg_authid where rolname = 'mouldshare_gateway'`);
    expect(stored!.rolpassword).toBe(scramVerifier('mouldshare_gateway', rolePassword(TEST_SECRET, 'gateway')));
  });

  it('works for an owner who is no superuser but may create roles', async () => {
    await test.owner.query(`drop role if exists spec_owner; create role spec_owner login createrole password 'only-for-this-spec'`);
    const name = `spec_owned_${Date.now()}`;
    await test.owner.query(`create database ${name} owner spec_owner template template0`);
    const url = new URL(test.ownerUrl);
    Object.assign(url, { username: 'spec_owner', password: 'only-for-this-spec', pathname: `/${name}` });
    await test.owner.query('grant mouldshare_gateway, mouldshare_order, mouldshare_quoting to spec_owner with admin option');
    await bootstrap(url.toString(), TEST_SECRET);
    expect(await migrate(url.toString(), 'gateway', await all())).toContain('accounts.CreateLanterns1999900000000');
    await test.owner.query(`drop database ${name} with (force)`);
    await test.owner.query('drop owned by spec_owner; drop role spec_owner');
  });
});

describe('a constraint that is an answer of the trade', () => {
  const company = newId('company');
  const insert = (id: string, name: string) => test.database.asCompany(company, async (tx) => {
    const outcome = await orRefusal(tx, { lanterns_name_once: () => ({ code: 'ALREADY_EXISTS' }) }, async () => {
      await tx.query('insert into accounts.lanterns values ($1, $2, $3)', [id, company, name]);
      return { code: 'MADE' };
    });
    await tx.query('select 1');
    return outcome;
  });

  it('becomes a refusal and the transaction goes on; another constraint passes as it is', async () => {
    expect(await insert('a', 'red')).toEqual({ code: 'MADE' });
    expect(await insert('b', 'red')).toEqual({ code: 'ALREADY_EXISTS' });
    await expect(insert('a', 'blue')).rejects.toMatchObject({ constraint: 'lanterns_pkey' });
  });
});
