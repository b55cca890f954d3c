import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A nonce for every lot, so that the ledger can bind the buyer to its secret reserve without telling it. */
export class BindReserves1767000500000 implements MigrationInterface {
  name = 'BindReserves1767000500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table quoting.lots add column reserve_nonce text not null default replace(gen_random_uuid()::text, '-', '')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table quoting.lots drop column reserve_nonce');
  }
}
