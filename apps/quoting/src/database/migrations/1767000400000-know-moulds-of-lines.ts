import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A buyer lists tenders by mould. Lines written before their snapshot named the mould learn it from order where both services share a
 * database that has its tables already; no running service ever reads another's tables.
 */
export class KnowMouldsOfLines1767000400000 implements MigrationInterface {
  name = 'KnowMouldsOfLines1767000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      select set_config('app.house', 'on', true);
      do $$ begin
        if to_regclass('ordering.parts') is not null then
          update quoting.lot_lines line set snapshot = snapshot || jsonb_build_object('mouldId', part.mould_id)
            from ordering.parts part where part.id = line.part_id and not line.snapshot ? 'mouldId';
        end if;
      end $$;
      alter table quoting.lot_lines add column mould_id text generated always as (snapshot ->> 'mouldId') stored;
      create index lot_lines_by_mould on quoting.lot_lines (buyer_company_id, mould_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index quoting.lot_lines_by_mould; alter table quoting.lot_lines drop column mould_id');
  }
}
