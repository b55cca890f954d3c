import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A registration number belongs to one company, however its hyphens are written: two that are set at once cannot both be kept. Of companies
 * that had the same number before, the oldest holds it and the others keep what they wrote. Compatible: adds a column with a default.
 */
export class HoldRegistrations1767000300000 implements MigrationInterface {
  name = 'HoldRegistrations1767000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      select set_config('app.house', 'on', true);
      alter table accounts.companies add column registration_held boolean not null default false;
      update accounts.companies set registration_held = true where id in (
        select distinct on (replace(registration_no, '-', '')) id from accounts.companies where registration_no is not null
         order by replace(registration_no, '-', ''), created_at, id);
      create unique index companies_registration_once on accounts.companies (replace(registration_no, '-', '')) where registration_held;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index accounts.companies_registration_once; alter table accounts.companies drop column registration_held');
  }
}
