import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

/** Receipts bind their entry of the ledger by a salted hash, whose salt the record opens; confirmations have receipts, too. */
export class BindReceipts1767001900000 implements MigrationInterface {
  name = 'BindReceipts1767001900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quoting.bids add column entry_commitment text, add column entry_nonce text, add constraint bids_entry_bound_whole check ((entry_commitment is null) = (entry_nonce is null));
      create trigger bids_entry_fixed before update of entry_commitment, entry_nonce on quoting.bids for each row execute function quoting.refuse_change();
      create table quoting.bid_confirmations (
        bid_id text not null,
        terms_version int not null,
        lot_id text not null,
        company_id text not null,
        seq int not null,
        receipt_no text not null,
        decided_at timestamptz not null,
        entry_commitment text not null,
        entry_nonce text not null,
        signature text not null,
        key_id text not null,
        constraint bid_confirmations_once primary key (bid_id, terms_version)
      );
      create index bid_confirmations_of_lots on quoting.bid_confirmations (lot_id);
      create trigger bid_confirmations_append_only before update or delete on quoting.bid_confirmations for each row execute function quoting.refuse_change();
      create trigger bid_confirmations_never_emptied before truncate on quoting.bid_confirmations execute function quoting.refuse_change();
    `);
    await runner.query(tenantTable('quoting', 'bid_confirmations', `company_id = current_setting('app.company', true)`, ['select', 'insert']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table quoting.bid_confirmations;
      drop trigger bids_entry_fixed on quoting.bids;
      alter table quoting.bids drop column entry_commitment, drop column entry_nonce;
    `);
  }
}
