import { newId } from '#kernel';
import { aDatabase, type TestDatabase } from '#testing';
import { SELECTION, preparedName } from './statement-names.js';
import { tenantTable } from './tables.js';

let test: TestDatabase;
const [a, b] = [newId('company'), newId('company')];
beforeAll(async () => {
  // One connection, so that everybody meets everybody else's prepared statements.
  test = await aDatabase('order', { poolSize: 1 });
  await test.owner.query(`
    create table ordering.boxes (id text primary key, company_id text not null, size int not null default 1);
    ${tenantTable('ordering', 'boxes', "company_id = current_setting('app.company', true)")}`);
});
afterAll(() => test.close());

const preparedTexts = async (): Promise<string[]> =>
  (await test.database.asHouse((tx) => tx.query<{ statement: string }>(`select statement from pg_prepared_statements where name like 'house_%' and name <> 'house_row_scope'`))).map((row) => row.statement);

describe('statements that come again and again', () => {
  it('have one name each from the third time on', () => {
    const text = `select 'specimen ${newId('request')}'`;
    expect([preparedName(text), preparedName(text)]).toEqual([undefined, undefined]);
    const name = preparedName(text);
    expect(name).toMatch(/^house_\d+$/);
    expect(preparedName(text)).toBe(name);
    expect(preparedName(`${text} `)).toBeUndefined();
  });

  it('leave names for others when they are put together from what readers select', () => {
    const named = Array.from({ length: 40 }, (_, i) => [1, 2, 3].map(() => preparedName(`${SELECTION} select ${i}`)).at(-1)).filter((name) => name !== undefined);
    expect(named).toHaveLength(16);
    const text = `select 'another ${newId('request')}'`;
    expect([1, 2, 3].map(() => preparedName(text)).at(-1)).toMatch(/^house_/);
  });

  it('are prepared on their connection, in transactions and in reads, and keep to the rows of whoever asks', async () => {
    const count = 'select count(*)::int as n from ordering.boxes where size >= $1';
    await test.database.asHouse((tx) => tx.query('insert into ordering.boxes (id, company_id) values ($1, $3), ($2, $4), ($5, $4)', ['box a', 'box b1', a, b, 'box b2']));
    const seen: number[][] = [];
    for (let time = 1; time <= 8; time += 1) {
      const ofA = await test.database.read<{ n: number }>(a, count, [1]);
      const ofB = await test.database.asCompany(b, (tx) => tx.query<{ n: number }>(count, [1]));
      const ofAll = await test.database.readAsHouse<{ n: number }>(count, [1]);
      const ofNobody = await test.database.read<{ n: number }>(newId('company'), count, [1]);
      seen.push([ofA, ofB, ofAll, ofNobody].map(([row]) => row!.n));
    }
    expect(new Set(seen.map(String))).toEqual(new Set(['1,2,3,0']));
    expect(await preparedTexts()).toContain(count);
  });

  it('are not spoilt by values that fail, nor by texts that never work', async () => {
    const divide = 'select 1 / $1::int as n';
    for (let time = 1; time <= 5; time += 1) {
      await expect(test.database.read(a, divide, [0])).rejects.toThrow('division by zero');
      await expect(test.database.asCompany(a, (tx) => tx.query(divide, [0]))).rejects.toThrow('division by zero');
      expect(await test.database.read(a, divide, [1])).toEqual([{ n: 1 }]);
      await expect(test.database.read(a, 'select broken', [])).rejects.toThrow('column "broken" does not exist');
      await expect(test.database.asCompany(a, (tx) => tx.query('select broken', []))).rejects.toThrow('column "broken" does not exist');
    }
    await test.owner.query('alter table ordering.boxes add column broken_lid boolean');
    for (let time = 1; time <= 3; time += 1) await expect(test.database.read(a, 'select lid from ordering.boxes')).rejects.toThrow('column "lid" does not exist');
    await test.owner.query('alter table ordering.boxes rename column broken_lid to lid');
    expect(await test.database.read(a, 'select lid from ordering.boxes')).toEqual([{ lid: null }]);
  });
});
