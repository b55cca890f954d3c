import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bid binds for as long after the real closing as its tender says: one whose lot stood still may bind longer without having been confirmed. */
export class BindAfterClosing1767001820000 implements MigrationInterface {
  name = 'BindAfterClosing1767001820000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quoting.bids drop constraint bids_confirmed_whole,
        add constraint bids_confirmed_whole check ((confirmed_terms is null or confirmed_until is not null) and confirmed_terms > terms_version and confirmed_until >= valid_until);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update quoting.bids set confirmed_until = null where confirmed_terms is null;
      alter table quoting.bids drop constraint bids_confirmed_whole,
        add constraint bids_confirmed_whole check ((confirmed_terms is null) = (confirmed_until is null) and confirmed_terms > terms_version and confirmed_until >= valid_until);
    `);
  }
}
