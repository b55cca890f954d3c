import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const ME = "current_setting('app.company', true)";
const SIDES = `buyer_id = ${ME} or supplier_id = ${ME}`;
const PARTIES = `from_id = ${ME} or to_id = ${ME} or buyer_id = ${ME}`;
const DISPOSITIONS = "'ACCEPT', 'CONCESSION', 'REWORK', 'REPAIR', 'RETURN', 'SCRAP', 'HOLD'";

/**
 * Orders, their lines, the pieces behind each line, and deliveries. Both sides of an order see it, the receiver of a delivery sees that one,
 * nobody else sees anything. `begun_at` closes an order for later awards of the same tender; `order_awards` makes an award an order once.
 */
export class PlaceOrders1767000200000 implements MigrationInterface {
  name = 'PlaceOrders1767000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ordering.document_numbers (
        company_id text not null,
        kind text not null constraint document_numbers_kind_known check (kind in ('ORDER', 'DELIVERY')),
        day date not null,
        last int not null,
        constraint document_numbers_key primary key (company_id, kind, day)
      );

      create table ordering.orders (
        id text constraint orders_key primary key,
        version int not null default 1,
        order_no text not null,
        revision int not null default 1,
        buyer_id text not null,
        supplier_id text not null,
        tender_id text not null,
        currency char(3) not null,
        tax_included boolean not null,
        tax_rate numeric(5, 2) not null constraint orders_tax_rate_sane check (tax_rate <> 'NaN' and tax_rate between 0 and 100),
        total_minor bigint not null default 0 constraint orders_total_sane check (total_minor between 0 and 1000000000000000),
        state text not null constraint orders_state_known check (state in
          ('ISSUED', 'ACKNOWLEDGED', 'READY', 'IN_PROGRESS', 'FINISHED', 'PART_DELIVERED', 'DELIVERED', 'ACCEPTED', 'SETTLED', 'CLOSED', 'CHANGE_PENDING', 'SUSPENDED', 'CANCELLED', 'TERMINATED')),
        terms jsonb not null,
        last_line_no int not null default 0,
        next_promised_date date,
        begun_at timestamptz,
        issued_at timestamptz not null default clock_timestamp(),
        constraint orders_two_sides check (buyer_id <> supplier_id),
        constraint orders_number_unique unique (buyer_id, order_no),
        constraint orders_of_sides unique (buyer_id, supplier_id, id)
      );
      create unique index orders_open_to_join on ordering.orders (buyer_id, supplier_id, tender_id, currency, tax_included, tax_rate) where begun_at is null;
      create index orders_by_buyer on ordering.orders (buyer_id, (coalesce(next_promised_date, date '9999-12-31')), id);
      create index orders_by_supplier on ordering.orders (supplier_id, (coalesce(next_promised_date, date '9999-12-31')), id);

      create table ordering.order_awards (
        award_id text constraint order_awards_key primary key,
        order_id text not null,
        buyer_id text not null,
        supplier_id text not null,
        lot_id text not null,
        bid_id text not null,
        amount_minor bigint not null constraint order_awards_amount_sane check (amount_minor between 0 and 1000000000000000),
        accepted_at timestamptz not null,
        constraint order_awards_order foreign key (buyer_id, supplier_id, order_id) references ordering.orders (buyer_id, supplier_id, id)
      );
      create index order_awards_by_order on ordering.order_awards (order_id);

      create table ordering.order_lines (
        id text constraint order_lines_key primary key,
        order_id text not null,
        line_no int not null,
        buyer_id text not null,
        supplier_id text not null,
        award_id text not null constraint order_lines_award references ordering.order_awards (award_id),
        lot_line_id text not null,
        mould_id text not null,
        part_id text not null,
        revision text not null,
        item jsonb not null,
        operation_seqs int[] not null,
        material_supply text not null constraint order_lines_material_known check (material_supply in ('SUPPLIER', 'BUYER')),
        material_ready boolean not null default false,
        quantity int not null constraint order_lines_quantity_sane check (quantity between 1 and 1000000),
        unit_price_minor bigint not null constraint order_lines_price_sane check (unit_price_minor >= 0),
        amount_minor bigint not null constraint order_lines_amount_sane check (amount_minor between 0 and 1000000000000000),
        promised_date date not null,
        traveller_code text not null constraint order_lines_traveller_unique unique,
        state text not null constraint order_lines_state_known check (state in
          ('ISSUED', 'ACKNOWLEDGED', 'READY', 'IN_PROGRESS', 'FINISHED', 'PART_DELIVERED', 'DELIVERED', 'ACCEPTED', 'SETTLED', 'CLOSED', 'CHANGE_PENDING', 'SUSPENDED', 'CANCELLED', 'TERMINATED')),
        delivered int not null default 0 constraint order_lines_delivered_sane check (delivered between 0 and quantity),
        accepted int not null default 0,
        constraint order_lines_accepted_sane check (accepted between 0 and quantity),
        constraint order_lines_place_unique unique (order_id, line_no),
        constraint order_lines_once_per_award unique (award_id, lot_line_id),
        constraint order_lines_of_sides unique (buyer_id, supplier_id, id),
        constraint order_lines_order foreign key (buyer_id, supplier_id, order_id) references ordering.orders (buyer_id, supplier_id, id)
      );
      create index order_lines_by_mould on ordering.order_lines (mould_id);
      create index order_lines_by_part on ordering.order_lines (part_id);

      create table ordering.line_pieces (
        order_line_id text not null,
        piece_id text not null,
        buyer_id text not null,
        supplier_id text not null,
        count int not null constraint line_pieces_count_sane check (count >= 0),
        scrapped int not null default 0 constraint line_pieces_scrapped_sane check (scrapped >= 0),
        issued int not null default 0 constraint line_pieces_issued_sane check (issued >= 0),
        sent int not null default 0,
        arrived int not null default 0,
        counted int not null default 0,
        accepted int not null default 0,
        cleared boolean not null default false,
        verdict text constraint line_pieces_verdict_known check (verdict in (${DISPOSITIONS})),
        promised_date date,
        remake_of text,
        constraint line_pieces_key primary key (order_line_id, piece_id),
        constraint line_pieces_never_over check (sent between 0 and count and arrived between 0 and sent and counted between 0 and arrived and accepted between 0 and counted),
        constraint line_pieces_line foreign key (buyer_id, supplier_id, order_line_id) references ordering.order_lines (buyer_id, supplier_id, id),
        constraint line_pieces_piece foreign key (buyer_id, piece_id) references ordering.pieces (company_id, id)
      );
      create index line_pieces_by_piece on ordering.line_pieces (piece_id);
      create index line_pieces_by_supplier on ordering.line_pieces (supplier_id, piece_id);

      create table ordering.deliveries (
        id text constraint deliveries_key primary key,
        version int not null default 1,
        delivery_no text not null,
        kind text not null constraint deliveries_kind_known check (kind in ('GOODS', 'FREE_ISSUE', 'HANDOVER', 'RETURN')),
        state text not null default 'DISPATCHED' constraint deliveries_state_known check (state in ('DISPATCHED', 'SIGNED', 'COUNTED', 'STOCKED', 'PARTLY_REJECTED', 'REJECTED')),
        from_id text not null,
        to_id text not null,
        buyer_id text not null,
        carrier text,
        expected_at timestamptz,
        file_ids text[] not null default '{}',
        receipt_note text,
        dispatched_by text,
        dispatched_at timestamptz not null,
        signed_by text,
        signed_at timestamptz,
        counted_by text,
        counted_at timestamptz,
        constraint deliveries_two_places check (from_id <> to_id),
        constraint deliveries_number_unique unique (from_id, delivery_no),
        constraint deliveries_signed check ((state = 'DISPATCHED') = (signed_at is null))
      );
      create index deliveries_by_sender on ordering.deliveries (from_id, id);
      create index deliveries_by_receiver on ordering.deliveries (to_id, id);
      create index deliveries_by_payer on ordering.deliveries (buyer_id, id);

      create table ordering.delivery_pieces (
        delivery_id text not null constraint delivery_pieces_delivery references ordering.deliveries (id),
        place int not null,
        order_line_id text not null,
        piece_id text not null,
        from_id text not null,
        to_id text not null,
        buyer_id text not null,
        batch boolean not null,
        sent int not null constraint delivery_pieces_sent_sane check (sent > 0),
        counted int constraint delivery_pieces_counted_sane check (counted between 0 and sent),
        verdict text constraint delivery_pieces_verdict_known check (verdict in (${DISPOSITIONS})),
        constraint delivery_pieces_key primary key (delivery_id, order_line_id, piece_id)
      );
      create index delivery_pieces_by_piece on ordering.delivery_pieces (piece_id);
      create index delivery_pieces_by_line on ordering.delivery_pieces (order_line_id);

      alter table ordering.pieces
        add column transit_delivery_id text constraint pieces_transit references ordering.deliveries (id),
        add column held boolean not null default false,
        add column cleared boolean not null default false;
      alter table ordering.runs
        add column rework_no int not null default 0,
        add column ready_at timestamptz,
        add column worked_ms bigint not null default 0 constraint runs_worked_sane check (worked_ms >= 0),
        add constraint runs_rework_numbered check (rework = (rework_no > 0));
      create unique index runs_pass_unique on ordering.runs (piece_id, seq, rework_no);

      ${tenantTable('ordering', 'document_numbers', `company_id = ${ME}`, ['select', 'insert', 'update'])}
      ${tenantTable('ordering', 'orders', SIDES, ['select', 'insert', 'update'])}
      ${tenantTable('ordering', 'order_awards', SIDES, ['select', 'insert'])}
      ${tenantTable('ordering', 'order_lines', SIDES, ['select', 'insert', 'update'])}
      ${tenantTable('ordering', 'line_pieces', SIDES, ['select', 'insert', 'update'])}
      ${tenantTable('ordering', 'deliveries', PARTIES, ['select', 'insert', 'update'])}
      ${tenantTable('ordering', 'delivery_pieces', PARTIES, ['select', 'insert', 'update'])}

      create policy pieces_worked_on on ordering.pieces for select
        using (id in (select piece_id from ordering.line_pieces where supplier_id = (select ${ME})));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop policy pieces_worked_on on ordering.pieces;
      drop index ordering.runs_pass_unique;
      alter table ordering.runs drop column rework_no, drop column ready_at, drop column worked_ms;
      alter table ordering.pieces drop column transit_delivery_id, drop column held, drop column cleared;
    `);
    for (const table of ['delivery_pieces', 'deliveries', 'line_pieces', 'order_lines', 'order_awards', 'orders', 'document_numbers']) {
      await runner.query(`drop table ordering.${table}`);
    }
  }
}
