import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To which house a buyer belongs is frozen with the publication, as it is for bidders with their invitation: nobody becomes a stranger to a tender by another number. Compatible: adds a column. */
export class FreezeBuyers1767001840000 implements MigrationInterface {
  name = 'FreezeBuyers1767001840000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      select set_config('app.house', 'on', true);
      alter table quoting.tenders add column buyer_registration_no text;
      update quoting.tenders tender set buyer_registration_no = replace(profile.registration_no, '-', '')
        from quoting.supplier_profiles profile where profile.company_id = tender.buyer_company_id and tender.published_at is not null and profile.registration_no is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table quoting.tenders drop column buyer_registration_no');
  }
}
