import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

/**
 * The physical things (or batches of small ones) that progress is told of, and the operations on each of them.
 * The owner sees all of its pieces, another company the ones it holds and the runs it does.
 */
export class MakePieces1767000150000 implements MigrationInterface {
  name = 'MakePieces1767000150000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ordering.pieces (
        id text constraint pieces_key primary key,
        company_id text not null,
        mould_id text not null,
        part_id text not null,
        serial text not null,
        serial_no int not null constraint pieces_serial_sane check (serial_no between 1 and 100000),
        count int not null constraint pieces_count_sane check (count between 1 and 100000),
        revision text not null,
        state text not null default 'PLANNED' constraint pieces_state_known
          check (state in ('PLANNED', 'SOURCING', 'ORDERED', 'IN_PROCESS', 'IN_TRANSIT', 'TO_INSPECT', 'ACCEPTED', 'INSTALLED', 'ON_HOLD', 'SCRAPPED', 'CANCELLED')),
        holder_company_id text,
        order_line_id text,
        version int not null default 1,
        created_at timestamptz not null default clock_timestamp(),
        constraint pieces_of_company unique (company_id, id),
        constraint pieces_serial_unique unique (part_id, serial_no),
        constraint pieces_part foreign key (company_id, part_id) references ordering.parts (company_id, id),
        constraint pieces_mould foreign key (company_id, mould_id) references ordering.moulds (company_id, id)
      );
      create index pieces_by_mould on ordering.pieces (mould_id);
      create index pieces_by_line on ordering.pieces (order_line_id) where order_line_id is not null;
      create index pieces_by_holder on ordering.pieces (holder_company_id) where holder_company_id is not null;

      create table ordering.runs (
        id text constraint runs_key primary key,
        company_id text not null,
        piece_id text not null,
        seq int not null constraint runs_seq_sane check (seq between 1 and 9999),
        process text not null,
        state text not null default 'PENDING' constraint runs_state_known
          check (state in ('PENDING', 'READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED', 'DONE', 'PASSED', 'FAILED', 'SKIPPED', 'ABORTED')),
        rework boolean not null default false,
        done_by text not null,
        order_line_id text,
        machine_id text,
        planned_minutes int constraint runs_planned_sane check (planned_minutes between 1 and 1000000),
        inspect boolean not null default false,
        depends_on int[] not null default '{}',
        planned_start timestamptz,
        planned_end timestamptz,
        started_at timestamptz,
        ended_at timestamptz,
        running_since timestamptz,
        minutes int not null default 0 constraint runs_minutes_sane check (minutes >= 0),
        pause_reason text constraint runs_pause_known check (pause_reason in
          ('TOOL', 'PROGRAM', 'POWER', 'MATERIAL', 'WAITING_ELECTRODE', 'URGENT_JOB', 'QUALITY', 'END_OF_SHIFT', 'DRAWING_UNCLEAR', 'OUTAGE')),
        last_report_at timestamptz,
        version int not null default 1,
        constraint runs_of_company unique (company_id, id),
        constraint runs_piece foreign key (company_id, piece_id) references ordering.pieces (company_id, id)
      );
      create unique index runs_first_pass_unique on ordering.runs (piece_id, seq) where not rework;
      create index runs_by_piece on ordering.runs (piece_id);
      create index runs_by_line on ordering.runs (order_line_id) where order_line_id is not null;
      create index runs_to_do on ordering.runs (done_by, planned_start) where state in ('READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED');

      ${tenantTable('ordering', 'pieces', "company_id = current_setting('app.company', true) or holder_company_id = current_setting('app.company', true)")}
      ${tenantTable('ordering', 'runs', "company_id = current_setting('app.company', true) or done_by = current_setting('app.company', true)")}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ordering.runs');
    await runner.query('drop table ordering.pieces');
  }
}
