import type { QueryRunner } from 'typeorm';
import { newId } from '#kernel';
import { everyDatabase, type HouseDatabase } from '#testing';
import { KnowMouldsOfLines1767000400000 } from './migrations/1767000400000-know-moulds-of-lines.js';

let house: HouseDatabase;
beforeAll(async () => { house = await everyDatabase(); });
afterAll(() => house.close());

describe('lines of before their snapshot named the mould', () => {
  it('learn it from order, and nothing else of them changes', async () => {
    const { owner } = house;
    const [company, mould, known, unknown] = [newId('company'), newId('mould'), newId('part'), newId('part')];
    const migration = new KnowMouldsOfLines1767000400000();
    // A migration runs in a transaction of its own.
    const within = async (work: (runner: QueryRunner) => Promise<void>): Promise<void> => {
      await owner.query('begin');
      await work({ query: (sql: string) => owner.query(sql) } as unknown as QueryRunner);
      await owner.query('commit');
    };
    await within((runner) => migration.down(runner));
    await owner.query("insert into ordering.moulds (id, company_id, mould_no, title, state) values ($1, $2, 'M', 'Trim', 'RELEASED')", [mould, company]);
    await owner.query("insert into ordering.parts (id, company_id, mould_id, position, part_no, released, name, quantity, supply) values ($1, $2, $3, 1, '405', true, 'Slide', 1, 'OUTSIDE')", [known, company, mould]);
    const lines = [[known, { partNo: '405' }], [unknown, { partNo: '406' }], [known, { partNo: '405', mouldId: 'mld_named_already' }]] as const;
    await owner.query('set session_replication_role = replica');
    for (const [i, [partId, snapshot]] of lines.entries()) {
      await owner.query(
        `insert into quoting.lot_lines (id, lot_id, tender_id, buyer_company_id, line_no, part_id, requested_date, material_supply, revision, snapshot)
         values ($1, 'lot_1', 'tnd_1', $2, $3, $4, '2099-01-01', 'SUPPLIER', 'A', $5)`, [`line ${i}`, company, i + 1, partId, snapshot]);
    }
    await owner.query('set session_replication_role = default');
    await within((runner) => migration.up(runner));
    const { rows } = await owner.query('select mould_id, snapshot from quoting.lot_lines order by line_no');
    expect(rows).toEqual([
      { mould_id: mould, snapshot: { partNo: '405', mouldId: mould } }, { mould_id: null, snapshot: { partNo: '406' } },
      { mould_id: 'mld_named_already', snapshot: { partNo: '405', mouldId: 'mld_named_already' } },
    ]);
  });
});
