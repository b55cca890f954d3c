import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const HOUSE_ONLY = 'false';

/** Companies that are bid for automatically. What they would go down to lies encrypted and is read at the desk alone. */
export class BidByProxy1767001000000 implements MigrationInterface {
  name = 'BidByProxy1767001000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quoting.lots add column proxies int not null default 0 constraint lots_proxies_counted check (proxies >= 0);
      create table quoting.proxy_bids (
        lot_id text not null,
        company_id text not null,
        sealed text not null,
        set_by text not null,
        set_at timestamptz not null,
        constraint proxy_bids_once primary key (lot_id, company_id)
      );
    `);
    await runner.query(tenantTable('quoting', 'proxy_bids', HOUSE_ONLY));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table quoting.proxy_bids; alter table quoting.lots drop column proxies;');
  }
}
