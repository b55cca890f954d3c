import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when the clock of a lot stands; nothing while it runs. */
export class StopClocks1767000700000 implements MigrationInterface {
  name = 'StopClocks1767000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table quoting.lots add column suspended_at timestamptz, add constraint lots_suspended_since check (state <> 'SUSPENDED' or suspended_at is not null)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table quoting.lots drop column suspended_at');
  }
}
