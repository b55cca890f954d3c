import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why the buyer took a bid out of the ranking, for its bidder to read. */
export class SayWhyBidsAreOut1767001300000 implements MigrationInterface {
  name = 'SayWhyBidsAreOut1767001300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quoting.bids add column out_reason text constraint bids_out_reason_bounded check (length(out_reason) <= 1000);
      grant update (out_reason) on quoting.bids to mouldshare_quoting;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table quoting.bids drop column out_reason;');
  }
}
