import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What tenders that were written before steps by price and published ties existed are taken to say; the ledgers stay as they are. */
export class NameBandsAndTies1767000450000 implements MigrationInterface {
  name = 'NameBandsAndTies1767000450000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['tenders', 'lots']) {
      await runner.query(`update quoting.${table} set rules = '{"improvementBands":[],"tieOrder":["PRICE","LATENESS","FIRST_COME"]}'::jsonb || rules where rules is not null`);
      await runner.query(`update quoting.${table} set rules = jsonb_set(rules, '{softClose,scope}', '"TRIGGERED_LOT"') where rules -> 'softClose' ? 'windowSeconds'`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['tenders', 'lots']) await runner.query(`update quoting.${table} set rules = rules - 'improvementBands' - 'tieOrder' #- '{softClose,scope}' where rules is not null`);
  }
}
