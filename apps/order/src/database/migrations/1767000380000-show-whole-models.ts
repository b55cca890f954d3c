import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A whole model in one file, for looking at; models that were measured before have none until they are read again. */
export class ShowWholeModels1767000380000 implements MigrationInterface {
  name = 'ShowWholeModels1767000380000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ordering.models
        add column mesh_id text,
        add constraint models_mesh foreign key (company_id, mesh_id) references ordering.files (company_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ordering.models drop column mesh_id');
  }
}
