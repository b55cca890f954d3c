import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const ME = "current_setting('app.company', true)";
const OWNER_OR_SUPPLIER = `owner_id = ${ME} or supplier_id = ${ME}`;
const DISPOSITIONS = "'ACCEPT', 'CONCESSION', 'REWORK', 'REPAIR', 'RETURN', 'SCRAP', 'HOLD'";
const measured = (column: string): string => `${column} numeric(21, 6) not null constraint measurements_${column}_number check (${column} <> 'NaN')`;

/**
 * What shops report, what inspections found and decided, and the nonconformances that follow. Reports, inspections and measurements are only
 * ever added: the service's role may not change or delete them.
 */
export class TrackProgress1767000250000 implements MigrationInterface {
  name = 'TrackProgress1767000250000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ordering.run_reports (
        id text constraint run_reports_key primary key,
        run_id text not null,
        owner_id text not null,
        supplier_id text not null,
        company_id text not null,
        user_id text,
        action text not null constraint run_reports_action_known check (action in ('SETUP', 'START', 'PAUSE', 'DONE', 'PROBLEM', 'SKIP', 'CORRECT')),
        from_state text not null,
        to_state text not null,
        happened_at timestamptz not null,
        received_at timestamptz not null,
        good int constraint run_reports_good_sane check (good >= 0),
        scrap int constraint run_reports_scrap_sane check (scrap >= 0),
        pause_reason text,
        machine_id text,
        note text,
        file_ids text[] not null default '{}',
        corrects_id text constraint run_reports_corrected_once unique,
        constraint run_reports_run foreign key (owner_id, run_id) references ordering.runs (company_id, id),
        constraint run_reports_correction check ((action = 'CORRECT') = (corrects_id is not null)),
        constraint run_reports_quantities check (action = 'DONE' or (good is null and scrap is null))
      );
      create index run_reports_by_run on ordering.run_reports (run_id, id);

      create table ordering.inspections (
        id text constraint inspections_key primary key,
        type text not null constraint inspections_type_known check (type in ('INCOMING', 'FIRST_ARTICLE', 'IN_PROCESS', 'FINAL', 'RE_INSPECTION')),
        by_company_id text not null,
        by_user_id text,
        owner_id text not null,
        supplier_ids text[] not null,
        file_ids text[] not null default '{}',
        decided_at timestamptz not null
      );
      create index inspections_by_owner on ordering.inspections (owner_id, id);
      create index inspections_by_supplier on ordering.inspections using gin (supplier_ids);

      create table ordering.nonconformances (
        id text constraint nonconformances_key primary key,
        version int not null default 1,
        state text not null default 'OPEN' constraint nonconformances_state_known check (state in ('OPEN', 'ANSWERED', 'DISPUTED', 'CLOSED')),
        owner_id text not null,
        supplier_id text,
        order_line_id text,
        piece_id text not null,
        disposition text not null constraint nonconformances_disposition_known check (disposition in (${DISPOSITIONS}) and disposition <> 'ACCEPT'),
        finding text not null,
        correction text,
        cost_bearer text not null default 'OPEN' constraint nonconformances_bearer_known check (cost_bearer in ('BUYER', 'SUPPLIER', 'OPEN')),
        opened_at timestamptz not null,
        closed_at timestamptz,
        constraint nonconformances_closed check ((state = 'CLOSED') = (closed_at is not null)),
        constraint nonconformances_piece foreign key (owner_id, piece_id) references ordering.pieces (company_id, id)
      );
      create index nonconformances_by_owner on ordering.nonconformances (owner_id, id);
      create index nonconformances_by_supplier on ordering.nonconformances (supplier_id, id);
      create index nonconformances_open_of_piece on ordering.nonconformances (piece_id) where state <> 'CLOSED';

      create table ordering.inspection_results (
        inspection_id text not null constraint inspection_results_inspection references ordering.inspections (id),
        place int not null,
        piece_id text not null,
        owner_id text not null,
        supplier_id text,
        order_line_id text,
        disposition text not null constraint inspection_results_disposition_known check (disposition in (${DISPOSITIONS})),
        finding text,
        nonconformance_id text constraint inspection_results_nonconformance references ordering.nonconformances (id),
        constraint inspection_results_key primary key (inspection_id, piece_id),
        constraint inspection_results_piece foreign key (owner_id, piece_id) references ordering.pieces (company_id, id),
        constraint inspection_results_opens check ((disposition = 'ACCEPT') = (nonconformance_id is null))
      );
      create index inspection_results_by_line on ordering.inspection_results (order_line_id);

      create table ordering.measurements (
        inspection_id text not null constraint measurements_inspection references ordering.inspections (id),
        place int not null,
        piece_id text not null,
        owner_id text not null,
        supplier_id text,
        characteristic_no text not null,
        ${measured('nominal')},
        ${measured('upper')},
        ${measured('lower')},
        ${measured('value')},
        pass boolean not null,
        constraint measurements_key primary key (inspection_id, place),
        constraint measurements_pass_computed check (pass = (value between nominal + lower and nominal + upper))
      );

      ${tenantTable('ordering', 'run_reports', OWNER_OR_SUPPLIER, ['select', 'insert'])}
      ${tenantTable('ordering', 'inspections', `owner_id = ${ME} or ${ME} = any(supplier_ids)`, ['select', 'insert'])}
      ${tenantTable('ordering', 'inspection_results', OWNER_OR_SUPPLIER, ['select', 'insert'])}
      ${tenantTable('ordering', 'measurements', OWNER_OR_SUPPLIER, ['select', 'insert'])}
      ${tenantTable('ordering', 'nonconformances', OWNER_OR_SUPPLIER, ['select', 'insert', 'update'])}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['measurements', 'inspection_results', 'nonconformances', 'inspections', 'run_reports']) {
      await runner.query(`drop table ordering.${table}`);
    }
  }
}
