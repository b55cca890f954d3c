import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a lot that begins sealed goes live; nothing for all others, and from then on. Older rules are said to have no such beginning. */
export class BeginSealed1767000600000 implements MigrationInterface {
  name = 'BeginSealed1767000600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table quoting.lots add column unseals_at timestamptz;
      create index lots_to_unseal on quoting.lots (unseals_at) where state = 'PUBLISHED' and unseals_at is not null;
    `);
    for (const table of ['tenders', 'lots']) await runner.query(`update quoting.${table} set rules = '{"sealedMinutes":null,"direct":false}'::jsonb || rules where rules is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index quoting.lots_to_unseal; alter table quoting.lots drop column unseals_at;');
    for (const table of ['tenders', 'lots']) await runner.query(`update quoting.${table} set rules = rules - 'sealedMinutes' - 'direct' where rules is not null`);
  }
}
