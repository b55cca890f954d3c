import { newId } from '#kernel';
import { aDatabase, type TestDatabase } from '#testing';
import type { Database } from './database.js';
import { openDatabase } from './database.module.js';
import type { StatementKind } from './statement-count.js';

let test: TestDatabase;
let database: Database;
let told: StatementKind[] = [];
beforeAll(async () => {
  test = await aDatabase('order');
  database = await openDatabase({ url: test.url, applicationName: 'counted', entities: [], poolSize: 2, count: (kind) => told.push(kind) });
});
afterAll(async () => {
  await database.close();
  await test.close();
});

const during = async (work: () => Promise<unknown>): Promise<StatementKind[]> => {
  told = [];
  await work();
  return told;
};

describe('the count of statements', () => {
  it('tells work from brackets, in transactions of the house, of companies and of TypeORM', async () => {
    expect(await during(() => database.asHouse(async (tx) => {
      await tx.query('select 1');
      await tx.manager.query('select 2');
    }))).toEqual(['bracket', 'work', 'work', 'bracket']);
    expect(await during(() => database.asCompany(newId('company'), (tx) => tx.manager.transaction((inner) => inner.query('select 1')))))
      .toEqual(['bracket', 'bracket', 'work', 'bracket', 'bracket']);
  });

  it('counts a read of one statement once, and its scope as the bracket', async () => {
    expect(await during(() => database.read(newId('company'), 'select 1'))).toEqual(['bracket', 'work']);
  });

  it('counts what a hot path sends through the pool, prepared or not', async () => {
    expect(await during(async () => {
      await database.pool.query('select 1');
      await database.pool.query({ name: 'prepared', text: 'select $1::int', values: [1] });
    })).toEqual(['work', 'work']);
  });

  it('counts what the database refused and what rolled back as well', async () => {
    expect(await during(() => database.asHouse((tx) => tx.query('select broken')).catch(() => undefined))).toEqual(['bracket', 'work', 'bracket']);
  });
});
