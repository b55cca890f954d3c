import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const OWN = "company_id = current_setting('app.company', true)";
const measure = (column: string): string => `${column} numeric(15, 6) constraint model_items_${column}_sane check (${column} <> 'NaN' and ${column} > 0 and ${column} < 1000000)`;

/** Models as they were read: a row for each STEP file, one for each part in it, and which part of a mould is shown by which. */
export class KeepModels1767000340000 implements MigrationInterface {
  name = 'KeepModels1767000340000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ordering.models (
        file_id text constraint models_key primary key,
        company_id text not null,
        state text not null default 'READING' constraint models_state_known check (state in ('READING', 'MEASURING', 'READY', 'PARTIAL', 'FAILED')),
        why text,
        facts jsonb,
        attempts int not null default 0,
        leased_until timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        constraint models_file foreign key (company_id, file_id) references ordering.files (company_id, id)
      );
      create index models_unmeasured on ordering.models (leased_until) where state = 'MEASURING';

      create table ordering.model_items (
        id text constraint model_items_key primary key,
        company_id text not null,
        file_id text not null,
        position int not null,
        product_id text not null,
        name text not null,
        revision text,
        quantity int not null constraint model_items_quantity_sane check (quantity between 1 and 100000),
        used_in text[] not null default '{}',
        state text not null default 'WAITING' constraint model_items_state_known check (state in ('WAITING', 'READY', 'NOTHING', 'STOPPED')),
        ${['length_mm', 'width_mm', 'height_mm', 'diameter_mm'].map(measure).join(',\n        ')},
        volume_mm3 double precision,
        bodies int,
        counted int,
        shapes int[],
        same_as int,
        thumbnail_id text,
        mesh_id text,
        constraint model_items_of_company unique (company_id, id),
        constraint model_items_place unique (file_id, position),
        constraint model_items_model foreign key (file_id) references ordering.models (file_id),
        constraint model_items_thumbnail foreign key (company_id, thumbnail_id) references ordering.files (company_id, id),
        constraint model_items_mesh foreign key (company_id, mesh_id) references ordering.files (company_id, id)
      );

      alter table ordering.parts
        add model_item_id text,
        add constraint parts_model_item foreign key (company_id, model_item_id) references ordering.model_items (company_id, id);
      create index parts_by_model_item on ordering.parts (model_item_id) where model_item_id is not null;

      alter table ordering.imports
        add intake jsonb not null default '{"list": null, "models": [], "attachments": [], "skipped": []}',
        add assigned jsonb not null default '[]';

      ${['models', 'model_items'].map((table) => tenantTable('ordering', table, OWN)).join('\n')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ordering.imports drop column intake, drop column assigned');
    await runner.query('alter table ordering.parts drop column model_item_id');
    await runner.query('drop table ordering.model_items');
    await runner.query('drop table ordering.models');
  }
}
