import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Companies are found by their registration number: of one house only one may bid on a lot. */
export class FindSisters1767001600000 implements MigrationInterface {
  name = 'FindSisters1767001600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index supplier_profiles_registration on quoting.supplier_profiles (registration_no) where registration_no is not null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index quoting.supplier_profiles_registration');
  }
}
