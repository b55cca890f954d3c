import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const OWN = (column: string): string => `${column} = current_setting('app.company', true)`;

/**
 * What suppliers can do, and what buyers ask for. Companies and relations are copies of what accounts told;
 * a lot is at once the line of a tender and the row that bidding locks.
 */
export class CreateCapacityAndTenders1767000100000 implements MigrationInterface {
  name = 'CreateCapacityAndTenders1767000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quoting.supplier_profiles (
        company_id text primary key,
        name text not null,
        town text,
        status text not null constraint supplier_profiles_status_known check (status in ('PENDING', 'OPEN', 'SUSPENDED', 'TERMINATED')),
        processes text[] not null default '{}',
        registration_no text,
        latitude numeric(9, 6) constraint supplier_profiles_latitude_sane check (latitude <> 'NaN' and latitude between -90 and 90),
        longitude numeric(9, 6) constraint supplier_profiles_longitude_sane check (longitude <> 'NaN' and longitude between -180 and 180),
        version int not null
      );
      create index supplier_profiles_by_process on quoting.supplier_profiles using gin (processes);

      create table quoting.relations (
        owner_id text not null,
        company_id text not null,
        relation text not null constraint relations_relation_known check (relation in ('NONE', 'TRUSTED', 'BLOCKED')),
        version int not null,
        constraint relations_once primary key (owner_id, company_id)
      );

      create table quoting.machines (
        id text primary key,
        company_id text not null,
        version int not null default 1,
        name text not null,
        processes text[] not null constraint machines_processes_some check (cardinality(processes) between 1 and 10),
        length_mm numeric(14, 6) constraint machines_length_sane check (length_mm <> 'NaN' and length_mm >= 0),
        width_mm numeric(14, 6) constraint machines_width_sane check (width_mm <> 'NaN' and width_mm >= 0),
        height_mm numeric(14, 6) constraint machines_height_sane check (height_mm <> 'NaN' and height_mm >= 0),
        diameter_mm numeric(14, 6) constraint machines_diameter_sane check (diameter_mm <> 'NaN' and diameter_mm >= 0),
        max_mass_kg numeric(14, 6) constraint machines_mass_sane check (max_mass_kg <> 'NaN' and max_mass_kg >= 0),
        tolerance_mm numeric(12, 6) constraint machines_tolerance_sane check (tolerance_mm <> 'NaN' and tolerance_mm >= 0),
        max_hardness_hrc numeric(6, 2) constraint machines_hardness_sane check (max_hardness_hrc <> 'NaN' and max_hardness_hrc between 0 and 100),
        hours_per_day numeric(5, 2) not null default 8 constraint machines_hours_sane check (hours_per_day <> 'NaN' and hours_per_day between 0 and 24),
        active boolean not null default true,
        created_at timestamptz not null default clock_timestamp()
      );
      create index machines_by_company on quoting.machines (company_id);

      create table quoting.tender_numbers (
        month text primary key,
        last int not null
      );

      create table quoting.tenders (
        id text primary key,
        buyer_company_id text not null,
        version int not null default 1,
        tender_no text not null constraint tenders_number_once unique,
        title text not null,
        rules jsonb not null,
        audience jsonb not null,
        disclosure jsonb not null,
        terms jsonb not null,
        currency char(3) not null,
        tax_included boolean not null,
        tax_rate numeric(5, 2) not null constraint tenders_tax_sane check (tax_rate <> 'NaN' and tax_rate between 0 and 100),
        opens_at timestamptz not null,
        closes_at timestamptz not null,
        enquiry_ends_at timestamptz,
        prior_tender_id text,
        warnings_accepted text,
        created_by text not null,
        created_at timestamptz not null default clock_timestamp(),
        published_by text,
        published_at timestamptz
      );
      create index tenders_by_buyer on quoting.tenders (buyer_company_id, closes_at, id);

      create table quoting.lots (
        id text primary key,
        tender_id text not null constraint lots_of_tender references quoting.tenders (id) on delete cascade,
        buyer_company_id text not null,
        lot_no int not null constraint lots_number_positive check (lot_no > 0),
        title text not null,
        state text not null constraint lots_state_known check (state in
          ('DRAFT', 'PUBLISHED', 'SUSPENDED', 'CLOSED', 'EVALUATING', 'PARTIALLY_AWARDED', 'AWARDED', 'COMPLETED', 'UNSUCCESSFUL', 'CANCELLED')),
        terms_version int not null default 1,
        currency char(3) not null,
        tax_included boolean not null,
        tax_rate numeric(5, 2) not null constraint lots_tax_sane check (tax_rate <> 'NaN' and tax_rate between 0 and 100),
        ceiling_minor bigint constraint lots_ceiling_sane check (ceiling_minor > 0 and ceiling_minor <= 1000000000000000),
        reserve_minor bigint constraint lots_reserve_sane check (reserve_minor > 0 and reserve_minor <= 1000000000000000),
        own_closes_at timestamptz,
        opens_at timestamptz not null,
        closes_at timestamptz not null,
        planned_closes_at timestamptz not null,
        extensions int not null default 0,
        last_seq int not null default 0,
        head_hash text,
        rules jsonb,
        cancel_reason text,
        published_at timestamptz,
        closed_at timestamptz,
        constraint lots_rules_frozen_when_published check (state in ('DRAFT', 'CANCELLED') or (rules is not null and published_at is not null)),
        constraint lots_number_once unique (tender_id, lot_no) deferrable initially immediate
      );
      create index lots_by_buyer on quoting.lots (buyer_company_id, state);
      create index lots_due on quoting.lots (closes_at) where state = 'PUBLISHED';

      create table quoting.lot_lines (
        id text primary key,
        lot_id text not null constraint lot_lines_of_lot references quoting.lots (id) on delete cascade,
        tender_id text not null,
        buyer_company_id text not null,
        line_no int not null,
        part_id text not null,
        operation_seqs int[],
        quantity int constraint lot_lines_quantity_positive check (quantity > 0),
        requested_date date not null,
        material_supply text not null constraint lot_lines_material_known check (material_supply in ('SUPPLIER', 'BUYER')),
        revision text not null,
        processes text[] not null default '{}',
        snapshot jsonb not null,
        constraint lot_lines_number_once unique (lot_id, line_no)
      );
      create index lot_lines_by_tender on quoting.lot_lines (tender_id);
      create index lot_lines_by_part on quoting.lot_lines (part_id);

      create table quoting.invitations (
        id text primary key,
        tender_id text not null constraint invitations_of_tender references quoting.tenders (id) on delete cascade,
        buyer_company_id text not null,
        company_id text not null,
        state text not null default 'SENT' constraint invitations_state_known check (state in ('SENT', 'SEEN', 'NDA_ACCEPTED', 'DECLINED')),
        by_name boolean not null default false,
        invited_at timestamptz not null default clock_timestamp(),
        seen_at timestamptz,
        nda_sha256 text,
        nda_version text,
        nda_accepted_at timestamptz,
        nda_accepted_by text,
        constraint invitations_once unique (tender_id, company_id),
        constraint invitations_not_to_oneself check (company_id <> buyer_company_id)
      );
      create index invitations_by_company on quoting.invitations (company_id, tender_id);

      create table quoting.lot_fits (
        lot_id text not null constraint lot_fits_of_lot references quoting.lots (id) on delete cascade,
        tender_id text not null,
        buyer_company_id text not null,
        company_id text not null,
        fits boolean not null,
        score int not null constraint lot_fits_score_sane check (score between 0 and 100),
        reasons jsonb not null,
        constraint lot_fits_once primary key (company_id, lot_id)
      );
      create index lot_fits_by_lot on quoting.lot_fits (lot_id);

      create table quoting.declines (
        lot_id text not null constraint declines_of_lot references quoting.lots (id) on delete cascade,
        tender_id text not null,
        buyer_company_id text not null,
        company_id text not null,
        reason text not null constraint declines_reason_known check (reason in ('CAPACITY', 'MACHINE', 'PRICE', 'DATE', 'MATERIAL', 'PROCESS', 'DISTANCE', 'OTHER')),
        declined_at timestamptz not null default clock_timestamp(),
        constraint declines_once primary key (lot_id, company_id)
      );
      create index declines_by_tender on quoting.declines (tender_id);

      create table quoting.questions (
        id text primary key,
        lot_id text not null constraint questions_of_lot references quoting.lots (id) on delete cascade,
        tender_id text not null,
        buyer_company_id text not null,
        company_id text not null,
        text text not null constraint questions_text_bounded check (length(text) between 1 and 1000),
        answer text constraint questions_answer_bounded check (length(answer) between 1 and 2000),
        asked_by text not null,
        asked_at timestamptz not null default clock_timestamp(),
        answered_by text,
        answered_at timestamptz
      );
      create index questions_by_lot on quoting.questions (lot_id);
      create index questions_by_tender on quoting.questions (tender_id);
    `);

    const invited = (table: string): string => `${OWN('buyer_company_id')} or exists (
      select 1 from quoting.invitations guest
       where guest.tender_id = ${table === 'tenders' ? 'tenders.id' : `${table}.tender_id`} and ${OWN('guest.company_id')})`;
    const own = `${OWN('buyer_company_id')} or ${OWN('company_id')}`;
    const rows: [table: string, policy: string][] = [
      ['supplier_profiles', OWN('company_id')],
      ['relations', OWN('owner_id')],
      ['machines', OWN('company_id')],
      ['tender_numbers', 'true'],
      ['invitations', own],
      ['tenders', invited('tenders')],
      ['lots', invited('lots')],
      ['lot_lines', invited('lot_lines')],
      ['lot_fits', own],
      ['declines', own],
      ['questions', invited('questions')],
    ];
    for (const [table, policy] of rows) await runner.query(tenantTable('quoting', table, policy));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['questions', 'declines', 'lot_fits', 'invitations', 'lot_lines', 'lots', 'tenders', 'tender_numbers', 'machines', 'relations', 'supplier_profiles']) {
      await runner.query(`drop table quoting.${table}`);
    }
  }
}
