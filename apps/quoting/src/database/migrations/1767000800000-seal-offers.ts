import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Offers of sealed lots lie encrypted: amount, breakdown, note, and the nonce with which the commitment could be tried out. */
export class SealOffers1767000800000 implements MigrationInterface {
  name = 'SealOffers1767000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quoting.bids add column offer_sealed text, alter column amount_minor drop not null, alter column nonce drop not null,
        add constraint bids_offer_kept_once check (case when offer_sealed is null then amount_minor is not null and nonce is not null
          else amount_minor is null and nonce is null and breakdown is null and note is null end);
      create trigger bids_seal_fixed before update of offer_sealed on quoting.bids for each row execute function quoting.refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Fails while there are sealed bids: without the column they would be lost.
    await runner.query(`
      drop trigger bids_seal_fixed on quoting.bids;
      alter table quoting.bids drop constraint bids_offer_kept_once, alter column amount_minor set not null, alter column nonce set not null, drop column offer_sealed;
    `);
  }
}
