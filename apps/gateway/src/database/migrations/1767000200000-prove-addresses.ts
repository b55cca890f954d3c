import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which accounts have shown that their mail reaches them. Compatible: adds a column with a default. */
export class ProveAddresses1767000200000 implements MigrationInterface {
  name = 'ProveAddresses1767000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Registering proves nothing; an invitation that was accepted does, because link and code went to the address.
      alter table accounts.users add column email_proven boolean not null default false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table accounts.users drop column email_proven');
  }
}
