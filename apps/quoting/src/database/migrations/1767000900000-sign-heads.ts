import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

const HOUSE_ONLY = 'false';

/** Heads of ledgers as they were signed when bidding ended. */
export class SignHeads1767000900000 implements MigrationInterface {
  name = 'SignHeads1767000900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table quoting.lot_heads (
        lot_id text constraint lot_heads_once primary key,
        head_hash text not null,
        signature text not null,
        key_id text not null,
        signed_at timestamptz not null
      );
      create trigger lot_heads_append_only before update or delete on quoting.lot_heads for each row execute function quoting.refuse_change();
      create trigger lot_heads_never_emptied before truncate on quoting.lot_heads execute function quoting.refuse_change();
    `);
    await runner.query(tenantTable('quoting', 'lot_heads', HOUSE_ONLY, ['select', 'insert']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table quoting.lot_heads');
  }
}
