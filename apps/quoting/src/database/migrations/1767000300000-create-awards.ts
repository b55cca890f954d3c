import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

/** Decisions for bids. The index lets a lot have one award that stands, whatever the code believes. */
export class CreateAwards1767000300000 implements MigrationInterface {
  name = 'CreateAwards1767000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quoting.awards (
        id text primary key,
        lot_id text not null constraint awards_of_lot references quoting.lots (id),
        tender_id text not null,
        buyer_company_id text not null,
        supplier_company_id text not null constraint awards_not_to_oneself check (supplier_company_id <> buyer_company_id),
        bid_id text not null,
        version int not null default 1,
        state text not null constraint awards_state_known check (state in ('PROPOSED', 'APPROVED', 'OFFERED', 'ACCEPTED', 'ORDERED', 'DECLINED', 'LAPSED', 'REVOKED')),
        rank int not null constraint awards_rank_positive check (rank > 0),
        amount_minor bigint not null constraint awards_amount_sane check (amount_minor > 0 and amount_minor <= 1000000000000000),
        currency char(3) not null,
        tax_included boolean not null,
        tax_rate numeric(5, 2) not null constraint awards_tax_sane check (tax_rate <> 'NaN' and tax_rate between 0 and 100),
        promised_date date not null,
        reason text,
        standby boolean not null default false,
        proposed_by text,
        proposed_at timestamptz not null,
        approved_by text,
        offered_at timestamptz,
        accept_by timestamptz,
        answered_by text,
        answered_at timestamptz,
        decline_reason text,
        order_id text,
        constraint awards_offer_has_deadline check (state not in ('OFFERED', 'ACCEPTED', 'ORDERED') or accept_by is not null),
        constraint awards_order_known check ((state = 'ORDERED') = (order_id is not null))
      );
      create unique index awards_one_active_per_lot on quoting.awards (lot_id) where state in ('PROPOSED', 'APPROVED', 'OFFERED', 'ACCEPTED', 'ORDERED');
      create index awards_by_tender on quoting.awards (tender_id);
      create index awards_by_supplier on quoting.awards (supplier_company_id, accept_by, id);
      create index awards_due on quoting.awards (accept_by) where state = 'OFFERED';
    `);
    await runner.query(tenantTable('quoting', 'awards', `buyer_company_id = current_setting('app.company', true) or supplier_company_id = current_setting('app.company', true)`, ['select', 'insert', 'update']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table quoting.awards');
  }
}
