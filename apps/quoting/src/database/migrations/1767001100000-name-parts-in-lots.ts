import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Boards show which parts a lot is of, for hundreds of lots at once, and read nothing else of its lines. Lines of a lot never change their part. */
export class NamePartsInLots1767001100000 implements MigrationInterface {
  name = 'NamePartsInLots1767001100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      select set_config('app.house', 'on', true);
      alter table quoting.lots add column part_ids text not null default '';
      update quoting.lots lot set part_ids = line.ids
        from (select lot_id, string_agg(part_id, ',' order by line_no) as ids from quoting.lot_lines group by lot_id) line where line.lot_id = lot.id;
      alter table quoting.lots alter column part_ids drop default;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table quoting.lots drop column part_ids');
  }
}
