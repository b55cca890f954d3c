import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

/** Public keys that the house has signed with: what was signed before its secret changed can still be checked. */
export class KeepPublicKeys1767001760000 implements MigrationInterface {
  name = 'KeepPublicKeys1767001760000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quoting.signing_keys (
        key_id text constraint signing_keys_once primary key,
        x text not null,
        since timestamptz not null default clock_timestamp()
      );
      ${tenantTable('quoting', 'signing_keys', 'false', ['select', 'insert'])}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table quoting.signing_keys');
  }
}
