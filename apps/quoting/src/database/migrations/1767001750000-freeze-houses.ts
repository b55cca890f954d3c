import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * To which house a company belongs is frozen with its invitation: of two under one registration number only the first invited may bid, whoever
 * has bid. Hyphens do not count. Compatible: adds a column; the index by which profiles were searched before is used no more.
 */
export class FreezeHouses1767001750000 implements MigrationInterface {
  name = 'FreezeHouses1767001750000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      select set_config('app.house', 'on', true);
      alter table quoting.invitations add column registration_no text;
      update quoting.invitations guest set registration_no = replace(profile.registration_no, '-', '')
        from quoting.supplier_profiles profile where profile.company_id = guest.company_id and profile.registration_no is not null;
      create index invitations_by_house on quoting.invitations (tender_id, registration_no) where registration_no is not null;
      drop index quoting.supplier_profiles_registration;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index supplier_profiles_registration on quoting.supplier_profiles (registration_no) where registration_no is not null;
      alter table quoting.invitations drop column registration_no;
    `);
  }
}
