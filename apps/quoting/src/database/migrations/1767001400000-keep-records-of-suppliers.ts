import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const OWN = "company_id = current_setting('app.company', true)";
const HOUSE_ONLY = 'false';

/** What inspections said of suppliers, and the figure that follows, frozen with the invitation and bound by every bid whose tender weighs it. */
export class KeepRecordsOfSuppliers1767001400000 implements MigrationInterface {
  name = 'KeepRecordsOfSuppliers1767001400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quoting.judged_pieces (
        order_line_id text not null,
        piece_id text not null,
        supplier_id text not null,
        accepted boolean not null,
        faulty boolean not null,
        constraint judged_pieces_once primary key (order_line_id, piece_id),
        constraint judged_pieces_said check (accepted or faulty)
      );
      create index judged_pieces_by_supplier on quoting.judged_pieces (supplier_id);
      create table quoting.supplier_records (
        company_id text constraint supplier_records_once primary key,
        judged int not null,
        good int not null constraint supplier_records_share check (good between 0 and judged)
      );
      alter table quoting.invitations add column quality smallint not null default 1000 constraint invitations_quality_share check (quality between 0 and 1000);
      alter table quoting.bids add column quality smallint not null default 1000 constraint bids_quality_share check (quality between 0 and 1000);
      create trigger bids_quality_fixed before update of quality on quoting.bids for each row execute function quoting.refuse_change();
    `);
    await runner.query(tenantTable('quoting', 'judged_pieces', HOUSE_ONLY));
    await runner.query(tenantTable('quoting', 'supplier_records', OWN));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger bids_quality_fixed on quoting.bids;
      alter table quoting.bids drop column quality;
      alter table quoting.invitations drop column quality;
      drop table quoting.supplier_records;
      drop table quoting.judged_pieces;
    `);
  }
}
