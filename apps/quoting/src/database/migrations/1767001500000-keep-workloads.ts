import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

/** How busy shops say they are. */
export class KeepWorkloads1767001500000 implements MigrationInterface {
  name = 'KeepWorkloads1767001500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quoting.workloads (
        company_id text primary key,
        load text not null constraint workloads_load_known check (load in ('FREE', 'PARTLY', 'FULL')),
        answered_by text,
        answered_at timestamptz not null,
        holds_until timestamptz not null constraint workloads_hold check (holds_until > answered_at)
      );
    `);
    await runner.query(tenantTable('quoting', 'workloads', "company_id = current_setting('app.company', true)"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table quoting.workloads');
  }
}
