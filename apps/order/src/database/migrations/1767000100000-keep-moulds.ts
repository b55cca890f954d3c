import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const OWN = "company_id = current_setting('app.company', true)";
const measure = (column: string, table: string): string =>
  `${column} numeric(15, 6) constraint ${table}_${column}_sane check (${column} <> 'NaN' and ${column} > 0 and ${column} < 1000000)`;

/**
 * Moulds, their parts in the present revision, the routes, the frozen revisions, what is placed with tenders and orders,
 * and the imports that parts come from. `gaps`, `state` and `has_outside` are kept by the services so that a board is one read.
 */
export class KeepMoulds1767000100000 implements MigrationInterface {
  name = 'KeepMoulds1767000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ordering.moulds (
        id text constraint moulds_key primary key,
        company_id text not null,
        version int not null default 1,
        mould_no text not null constraint moulds_number_length check (char_length(mould_no) between 1 and 40),
        title text not null constraint moulds_title_length check (char_length(title) between 1 and 200),
        customer_name text,
        state text not null default 'DRAFT' constraint moulds_state_known
          check (state in ('DRAFT', 'DESIGN', 'RELEASED', 'MACHINING', 'ASSEMBLY', 'TRIAL', 'MODIFICATION', 'ACCEPTED', 'SHIPPED', 'CLOSED', 'ON_HOLD', 'CANCELLED')),
        held_from text,
        cavities text,
        base_standard text,
        t0_date date,
        t1_date date,
        currency char(3) not null default 'CNY',
        external_source text,
        external_id text,
        created_at timestamptz not null default clock_timestamp(),
        constraint moulds_of_company unique (company_id, id),
        constraint moulds_number_unique unique (company_id, mould_no),
        constraint moulds_external_unique unique (company_id, external_source, external_id),
        constraint moulds_external_whole check ((external_source is null) = (external_id is null)),
        constraint moulds_held_from_known check ((state = 'ON_HOLD') = (held_from is not null))
      );
      create index moulds_by_milestone on ordering.moulds (company_id, (coalesce(t1_date, date '9999-12-31')), id);

      create table ordering.mould_moves (
        mould_id text not null,
        company_id text not null,
        version int not null,
        from_state text not null,
        to_state text not null,
        reason text,
        user_id text,
        moved_at timestamptz not null default clock_timestamp(),
        constraint mould_moves_key primary key (mould_id, version),
        constraint mould_moves_mould foreign key (company_id, mould_id) references ordering.moulds (company_id, id)
      );

      create table ordering.parts (
        id text constraint parts_key primary key,
        company_id text not null,
        mould_id text not null,
        version int not null default 1,
        position int not null,
        part_no text not null constraint parts_number_length check (char_length(part_no) between 1 and 60),
        revision text not null default 'A' constraint parts_revision_form check (revision ~ '^[A-Z]{1,3}$'),
        released boolean not null default false,
        parent_id text,
        name text not null constraint parts_name_length check (char_length(name) between 1 and 200),
        name_en text,
        category text,
        material text,
        treatment text,
        hardness text,
        requirements text,
        ${measure('length_mm', 'parts')},
        ${measure('width_mm', 'parts')},
        ${measure('height_mm', 'parts')},
        ${measure('diameter_mm', 'parts')},
        quantity int not null constraint parts_quantity_sane check (quantity between 1 and 100000),
        ${measure('unit_mass_kg', 'parts')},
        supply text not null constraint parts_supply_known check (supply in ('MAKE', 'OUTSIDE', 'BUY')),
        mirror_of_id text,
        state text not null default 'PLANNED' constraint parts_state_known
          check (state in ('PLANNED', 'SOURCING', 'ORDERED', 'IN_PROCESS', 'IN_TRANSIT', 'TO_INSPECT', 'ACCEPTED', 'INSTALLED', 'ON_HOLD', 'SCRAPPED', 'CANCELLED')),
        gaps text[] not null default '{}',
        has_outside boolean not null default false,
        open_question boolean not null default false,
        note text,
        file_ids text[] not null default '{}',
        external_source text,
        external_id text,
        created_at timestamptz not null default clock_timestamp(),
        constraint parts_of_company unique (company_id, id),
        constraint parts_number_unique unique (mould_id, part_no),
        constraint parts_mould foreign key (company_id, mould_id) references ordering.moulds (company_id, id),
        constraint parts_parent foreign key (company_id, parent_id) references ordering.parts (company_id, id),
        constraint parts_mirror foreign key (company_id, mirror_of_id) references ordering.parts (company_id, id)
      );

      create index parts_by_parent on ordering.parts (parent_id) where parent_id is not null;
      create index parts_by_mirror on ordering.parts (mirror_of_id) where mirror_of_id is not null;

      create table ordering.operations (
        id text constraint operations_key primary key,
        company_id text not null,
        part_id text not null,
        seq int not null constraint operations_seq_sane check (seq between 1 and 9999),
        process text not null,
        outside boolean not null,
        depends_on int[] not null default '{}',
        planned_minutes int constraint operations_minutes_sane check (planned_minutes between 1 and 1000000),
        inspect boolean not null default false,
        note text,
        constraint operations_seq_unique unique (part_id, seq),
        constraint operations_part foreign key (company_id, part_id) references ordering.parts (company_id, id)
      );

      create table ordering.part_revisions (
        part_id text not null,
        company_id text not null,
        revision text not null,
        definition jsonb not null,
        reason text,
        released_at timestamptz not null default clock_timestamp(),
        released_by text,
        constraint part_revisions_key primary key (part_id, revision),
        constraint part_revisions_part foreign key (company_id, part_id) references ordering.parts (company_id, id)
      );

      create table ordering.placements (
        lot_id text not null,
        line_no int not null,
        tender_id text not null,
        company_id text not null,
        part_id text not null,
        quantity int not null constraint placements_quantity_sane check (quantity > 0),
        operation_seqs int[] not null,
        state text not null default 'SOURCING' constraint placements_state_known check (state in ('SOURCING', 'ORDERED', 'RELEASED')),
        constraint placements_key primary key (lot_id, line_no),
        constraint placements_part foreign key (company_id, part_id) references ordering.parts (company_id, id)
      );
      create index placements_by_part on ordering.placements (part_id) where state <> 'RELEASED';

      create table ordering.imports (
        id text constraint imports_key primary key,
        company_id text not null,
        mould_id text not null,
        version int not null default 1,
        state text not null default 'PARSING' constraint imports_state_known check (state in ('PARSING', 'REVIEW', 'CONFIRMED', 'REJECTED', 'FAILED')),
        file_ids text[] not null,
        attempts int not null default 0,
        leased_until timestamptz,
        progress_percent int not null default 0 constraint imports_progress_sane check (progress_percent between 0 and 100),
        chosen_columns jsonb not null default '[]',
        answers jsonb not null default '[]',
        counts jsonb not null default '{"import": 0, "review": 0, "skip": 0, "layout": 0}',
        result bytea,
        started_by text,
        created_at timestamptz not null default clock_timestamp(),
        decided_at timestamptz,
        constraint imports_mould foreign key (company_id, mould_id) references ordering.moulds (company_id, id)
      );
      create index imports_by_mould on ordering.imports (mould_id, id);
      create index imports_unread on ordering.imports (leased_until) where state = 'PARSING';

      create table ordering.header_memory (
        company_id text not null,
        header_hash text not null,
        meanings jsonb not null,
        remembered_at timestamptz not null default clock_timestamp(),
        constraint header_memory_key primary key (company_id, header_hash)
      );

      ${['moulds', 'mould_moves', 'parts', 'operations', 'part_revisions', 'placements', 'imports', 'header_memory']
        .map((table) => tenantTable('ordering', table, OWN)).join('\n')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['header_memory', 'imports', 'placements', 'part_revisions', 'operations', 'parts', 'mould_moves', 'moulds']) {
      await runner.query(`drop table ordering.${table}`);
    }
  }
}
