import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenders that were written before they said so hide mould and end customer, and end the losers' access after a week. */
export class MaskMoulds1767001800000 implements MigrationInterface {
  name = 'MaskMoulds1767001800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`update quoting.tenders set disclosure = '{"mouldName":false,"customerName":false,"accessDays":7}'::jsonb || disclosure`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`update quoting.tenders set disclosure = disclosure - 'mouldName' - 'customerName' - 'accessDays'`);
  }
}
