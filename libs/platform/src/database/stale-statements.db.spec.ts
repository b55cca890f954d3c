import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '#kernel';
import { aDatabase, type TestDatabase } from '#testing';
import { tenantTable } from './tables.js';

const POOL = 4;
const company = newId('company');
const STAR = 'select * from ordering.crates';
let test: TestDatabase;
beforeAll(async () => {
  test = await aDatabase('order', { poolSize: POOL });
  await test.owner.query(`
    create table ordering.crates (id text primary key, company_id text not null);
    ${tenantTable('ordering', 'crates', "company_id = current_setting('app.company', true)")}
    insert into ordering.crates values ('crate', '${company}')`);
});
afterAll(() => test.close());

const pids = async (): Promise<number[]> => (await test.owner.query(
  `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename = 'mouldshare_order'`)).rows.map(({ pid }) => pid as number);
const ofAll = <T>(work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: POOL }, work));
/** Every connection has prepared the statement, and the scope of reads. */
async function prepareEverywhere(): Promise<void> {
  await ofAll(() => test.database.read(company, 'select pg_sleep(0.05)'));
  for (let time = 1; time <= 4; time += 1) await ofAll(() => test.database.asCompany(company, async (tx) => { await tx.query(STAR); await tx.query('select pg_sleep(0.05)'); }));
}
let columns = 0;
const addColumn = () => test.owner.query(`alter table ordering.crates add column more_${columns += 1} int`);

describe('a statement that was prepared before a migration changed its answer', () => {
  it('is read once more on a new connection, and the old ones are lent to nobody', async () => {
    await prepareEverywhere();
    const before = await pids();
    await addColumn();
    expect(await test.database.read(company, STAR)).toEqual([expect.objectContaining({ id: 'crate', more_1: null })]);
    expect((await ofAll(() => test.database.read(company, STAR))).flat()).toHaveLength(POOL);
    const left = async (): Promise<number[]> => (await pids()).filter((pid) => before.includes(pid));
    for (let patience = 40; patience > 0 && (await left()).length > 0; patience -= 1) await delay(50);
    expect(await left()).toEqual([]);
  });

  it('does not fail transactions either, which are begun anew as a whole', async () => {
    await prepareEverywhere();
    await addColumn();
    let begun = 0;
    const rows = await ofAll(() => test.database.asCompany(company, (tx) => { begun += 1; return tx.query(STAR); }));
    expect(rows.flat()).toHaveLength(POOL);
    expect(rows.flat()[0]).toMatchObject({ [`more_${columns}`]: null });
    expect(begun).toBeGreaterThan(POOL);
  });

  it('is found again when the server has forgotten it', async () => {
    await prepareEverywhere();
    await ofAll(() => test.database.asCompany(company, async (tx) => { await tx.query('deallocate all'); await tx.query('select pg_sleep(0.05)'); }));
    expect(await test.database.read(company, STAR)).toHaveLength(1);
    expect((await ofAll(() => test.database.read(company, STAR))).flat()).toHaveLength(POOL);
  });

  it('fails as ever when it is wrong in itself', async () => {
    await expect(test.database.read(company, 'select count(*) from ordering.crates for update')).rejects.toMatchObject({ code: '0A000' });
  });
});
