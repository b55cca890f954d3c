import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const OWN = "company_id = current_setting('app.company', true)";
const HOUSE_ONLY = 'false';

/**
 * What happened to lots and what was offered. The ledger and the offers are append-only; of a bid only what became of it may change.
 * Neither has a foreign key to lots: both are only written under the lock of the lot's row, and a key would be looked up for every bid.
 */
export class KeepLedgersAndBids1767000200000 implements MigrationInterface {
  name = 'KeepLedgersAndBids1767000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quoting.lots
        add column bidding_opened boolean not null default false,
        add column bid_count int,
        add column best_minor bigint,
        set (fillfactor = 70);
      create index lots_to_open on quoting.lots (opens_at) where state = 'PUBLISHED' and not bidding_opened;

      create table quoting.lot_events (
        lot_id text not null,
        seq int not null constraint lot_events_seq_positive check (seq > 0),
        turn int not null,
        type text not null,
        payload jsonb not null,
        at timestamptz not null,
        prev_hash text not null,
        hash text not null,
        constraint lot_events_once primary key (lot_id, seq),
        constraint lot_events_turn_begun check (turn between 1 and seq)
      );

      create table quoting.bids (
        id text constraint bids_once primary key,
        lot_id text not null,
        tender_id text not null,
        company_id text not null,
        seq int not null,
        version_no int not null constraint bids_version_positive check (version_no > 0),
        state text not null constraint bids_state_known check (state in
          ('VALID', 'NEEDS_CONFIRMATION', 'REPLACED', 'WITHDRAWN', 'DISQUALIFIED', 'WON', 'STANDBY', 'LOST', 'EXPIRED')),
        amount_minor bigint not null constraint bids_amount_sane check (amount_minor > 0 and amount_minor <= 1000000000000000),
        currency char(3) not null,
        tax_included boolean not null,
        tax_rate numeric(5, 2) not null constraint bids_tax_sane check (tax_rate <> 'NaN' and tax_rate between 0 and 100),
        promised_date date not null,
        valid_until date not null,
        breakdown jsonb,
        note text constraint bids_note_bounded check (length(note) <= 1000),
        terms_version int not null,
        receipt_no text not null,
        commitment text not null,
        nonce text not null,
        signature text not null,
        key_id text not null,
        placed_by text not null,
        received_at timestamptz not null,
        decided_at timestamptz not null,
        final_rank int,
        constraint bids_seq_once unique (lot_id, seq)
      ) with (fillfactor = 80);
      create index bids_by_company on quoting.bids (company_id, id desc);

      create table quoting.bidder_aliases (
        tender_id text not null,
        company_id text not null,
        alias_no int not null constraint bidder_aliases_positive check (alias_no > 0),
        constraint bidder_aliases_once primary key (tender_id, company_id),
        constraint bidder_aliases_apart unique (tender_id, alias_no)
      );

      create table quoting.desk_beats (
        process_id text constraint desk_beats_once primary key,
        since timestamptz not null,
        beat_at timestamptz not null
      );

      create table quoting.used_tickets (
        jti text constraint used_tickets_once primary key,
        ends_at timestamptz not null
      );
      create index used_tickets_by_end on quoting.used_tickets (ends_at);

      create table quoting.ended_principals (
        principal_id text constraint ended_principals_once primary key,
        reason text not null,
        ended_at timestamptz not null
      );

      create table quoting.company_streams (
        company_id text constraint company_streams_once primary key,
        last_seq int not null
      );
      create table quoting.company_events (
        company_id text not null,
        seq int not null,
        type text not null,
        subject_id text not null,
        cell jsonb,
        at timestamptz not null,
        constraint company_events_once primary key (company_id, seq)
      );
      create index company_events_by_age on quoting.company_events (at);

      create function quoting.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'quoting.% is append-only.', tg_table_name using errcode = 'restrict_violation';
      end $$;
      create trigger lot_events_append_only before update or delete on quoting.lot_events for each row execute function quoting.refuse_change();
      create trigger lot_events_never_emptied before truncate on quoting.lot_events execute function quoting.refuse_change();
      create trigger bids_never_deleted before delete on quoting.bids for each row execute function quoting.refuse_change();
      create trigger bids_never_emptied before truncate on quoting.bids execute function quoting.refuse_change();
      create trigger bids_offer_fixed before update of id, lot_id, tender_id, company_id, seq, version_no, amount_minor, currency, tax_included, tax_rate,
        promised_date, valid_until, breakdown, note, terms_version, receipt_no, commitment, nonce, signature, key_id, placed_by, received_at, decided_at
        on quoting.bids for each row execute function quoting.refuse_change();
    `);
    await runner.query(tenantTable('quoting', 'lot_events', HOUSE_ONLY, ['select', 'insert']));
    await runner.query(tenantTable('quoting', 'bids', OWN, ['select', 'insert']));
    await runner.query('grant update (state, final_rank) on quoting.bids to mouldshare_quoting');
    await runner.query(tenantTable('quoting', 'bidder_aliases', HOUSE_ONLY, ['select', 'insert']));
    await runner.query(tenantTable('quoting', 'desk_beats', HOUSE_ONLY));
    await runner.query(tenantTable('quoting', 'used_tickets', HOUSE_ONLY));
    await runner.query(tenantTable('quoting', 'ended_principals', HOUSE_ONLY));
    await runner.query(tenantTable('quoting', 'company_streams', OWN, ['select', 'insert', 'update']));
    await runner.query(tenantTable('quoting', 'company_events', OWN, ['select', 'insert', 'delete']));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['company_events', 'company_streams', 'ended_principals', 'used_tickets', 'desk_beats', 'bidder_aliases', 'bids', 'lot_events']) {
      await runner.query(`drop table quoting.${table}`);
    }
    await runner.query(`
      drop function quoting.refuse_change();
      drop index quoting.lots_to_open;
      alter table quoting.lots drop column bidding_opened, drop column bid_count, drop column best_minor, reset (fillfactor);
    `);
  }
}
