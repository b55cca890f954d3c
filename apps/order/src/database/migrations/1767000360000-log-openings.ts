import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

/** Who got which file. Written and read, never changed. */
export class LogOpenings1767000360000 implements MigrationInterface {
  name = 'LogOpenings1767000360000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ordering.file_openings (
        id bigint generated always as identity constraint file_openings_key primary key,
        company_id text not null,
        file_id text not null,
        user_id text,
        principal_id text not null,
        opened_at timestamptz not null default clock_timestamp(),
        constraint file_openings_file foreign key (company_id, file_id) references ordering.files (company_id, id)
      );
      create index file_openings_by_file on ordering.file_openings (file_id, id desc);
      ${tenantTable('ordering', 'file_openings', "company_id = current_setting('app.company', true)", ['select', 'insert'])}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ordering.file_openings');
  }
}
