import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bid that was confirmed after an amendment answers the new terms and may bind longer; what was offered stays as it was written. */
export class ConfirmBids1767001200000 implements MigrationInterface {
  name = 'ConfirmBids1767001200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quoting.bids add column confirmed_terms int, add column confirmed_until date,
        add constraint bids_confirmed_whole check ((confirmed_terms is null) = (confirmed_until is null) and confirmed_terms > terms_version and confirmed_until >= valid_until);
      grant update (confirmed_terms, confirmed_until) on quoting.bids to mouldshare_quoting;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table quoting.bids drop column confirmed_terms, drop column confirmed_until;');
  }
}
