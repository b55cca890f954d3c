import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

/** Drawings that were taken back from companies, a log of every look and refusal, sessions and keys that ended while tickets of theirs may be out, and the ways from a file to the parts that it shows. */
export class GrantDrawings1767000460000 implements MigrationInterface {
  name = 'GrantDrawings1767000460000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ordering.drawing_recalls (
        id bigint generated always as identity constraint drawing_recalls_key primary key,
        company_id text not null,
        guest_id text not null,
        tender_id text,
        part_id text,
        reason text not null constraint drawing_recalls_reason_bounded check (char_length(reason) between 1 and 500),
        recalled_by text not null,
        recalled_at timestamptz not null default clock_timestamp(),
        given_reason text,
        given_by text,
        given_at timestamptz,
        constraint drawing_recalls_of_one check ((tender_id is null) <> (part_id is null)),
        constraint drawing_recalls_given_whole check ((given_at is null) = (given_by is null) and (given_at is null) = (given_reason is null)),
        constraint drawing_recalls_part foreign key (company_id, part_id) references ordering.parts (company_id, id)
      );
      create unique index drawing_recalls_once on ordering.drawing_recalls (guest_id, company_id, coalesce(tender_id, part_id)) where given_at is null;
      create index drawing_recalls_by_part on ordering.drawing_recalls (part_id) where part_id is not null;

      create table ordering.ended_principals (
        principal_id text constraint ended_principals_key primary key,
        ended_at timestamptz not null default clock_timestamp()
      );

      alter table ordering.file_openings
        add column viewer_id text,
        add column company_name text,
        add column person_name text,
        add column stage text not null default 'DOWNLOAD' constraint file_openings_stage_known check (stage in ('OUTLINE', 'VIEW', 'DOWNLOAD')),
        add column page int constraint file_openings_page_sane check (page > 0),
        add column outcome text not null default 'OPENED' constraint file_openings_outcome_known check (outcome in ('OPENED', 'REFUSED')),
        add column why text,
        add column part_id text,
        add column tender_id text,
        add column ticket text,
        add column from_byte bigint,
        add column request_id text,
        add constraint file_openings_why check ((why is null) = (outcome = 'OPENED'));
      update ordering.file_openings set viewer_id = company_id;
      alter table ordering.file_openings alter column viewer_id set not null;
      create unique index file_openings_once on ordering.file_openings (ticket, (coalesce(page, 0)), (coalesce(from_byte, 0))) where outcome = 'OPENED' and ticket is not null;
      create index file_openings_by_part on ordering.file_openings (part_id, id desc) where part_id is not null;
      create index file_openings_by_tender on ordering.file_openings (tender_id, id desc) where tender_id is not null;

      alter table ordering.order_lines add column accepted_at timestamptz;
      update ordering.order_lines set accepted_at = clock_timestamp() where state in ('ACCEPTED', 'SETTLED', 'CLOSED');
      create index order_lines_by_lot_line on ordering.order_lines (lot_line_id);

      create index parts_by_file on ordering.parts using gin (file_ids);
      create index part_revisions_by_file on ordering.part_revisions using gin ((definition -> 'fileIds'));
      create index part_revisions_by_model on ordering.part_revisions ((definition ->> 'modelItemId')) where definition ->> 'modelItemId' is not null;
      create index model_items_by_mesh on ordering.model_items (mesh_id) where mesh_id is not null;
      create index model_items_by_thumbnail on ordering.model_items (thumbnail_id) where thumbnail_id is not null;
      create index placements_by_tender on ordering.placements (tender_id);

      ${tenantTable('ordering', 'drawing_recalls', "company_id = current_setting('app.company', true)", ['select', 'insert', 'update'])}
      ${tenantTable('ordering', 'ended_principals', 'false', ['select', 'insert', 'delete'])}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index ordering.placements_by_tender, ordering.model_items_by_thumbnail, ordering.model_items_by_mesh, ordering.part_revisions_by_model, ordering.part_revisions_by_file, ordering.parts_by_file,
        ordering.order_lines_by_lot_line, ordering.file_openings_by_tender, ordering.file_openings_by_part, ordering.file_openings_once;
      alter table ordering.order_lines drop column accepted_at;
      delete from ordering.file_openings where outcome = 'REFUSED' or viewer_id <> company_id;
      alter table ordering.file_openings drop column viewer_id, drop column company_name, drop column person_name, drop column stage, drop column page, drop column outcome, drop column why,
        drop column part_id, drop column tender_id, drop column ticket, drop column from_byte, drop column request_id;
      drop table ordering.drawing_recalls;
      drop table ordering.ended_principals;
    `);
  }
}
