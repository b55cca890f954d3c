import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a shop says that an operation took, beside what the server counted: a report that was kept offline comes when the clock has run on. */
export class CountShopMinutes1767000300000 implements MigrationInterface {
  name = 'CountShopMinutes1767000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table ordering.run_reports add minutes int constraint run_reports_minutes_sane check (minutes is null or (minutes >= 0 and action = 'DONE'))");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ordering.run_reports drop column minutes');
  }
}
