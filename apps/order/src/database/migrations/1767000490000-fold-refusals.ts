import type { MigrationInterface, QueryRunner } from 'typeorm';
import { roleOfSchema } from '#platform/database';

/** Refusals that say the same are one entry of the log that counts, so that nobody fills it by asking again. */
export class FoldRefusals1767000490000 implements MigrationInterface {
  name = 'FoldRefusals1767000490000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ordering.file_openings
        add column times int not null default 1 constraint file_openings_times_positive check (times > 0),
        add column fold text constraint file_openings_fold_of_refusals check (fold is null or outcome = 'REFUSED');
      create unique index file_openings_folded on ordering.file_openings (fold) where fold is not null;
      grant update (times) on ordering.file_openings to ${roleOfSchema('ordering')};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index ordering.file_openings_folded;
      alter table ordering.file_openings drop column fold, drop column times;
    `);
  }
}
