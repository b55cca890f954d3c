import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Transfers over several requests, and files that were taken out of another one. */
export class TakeChunks1767000320000 implements MigrationInterface {
  name = 'TakeChunks1767000320000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ordering.files
        add received bigint not null default 0 constraint files_received_sane check (received between 0 and byte_size),
        add transfer text,
        add transfer_ends timestamptz,
        add origin_id text,
        add constraint files_origin foreign key (company_id, origin_id) references ordering.files (company_id, id),
        add constraint files_chunks_whole check ((received > 0) = (transfer is not null));
      create index files_by_origin on ordering.files (origin_id) where origin_id is not null;
      create index files_transfers on ordering.files (transfer_ends) where transfer is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index ordering.files_transfers');
    await runner.query('drop index ordering.files_by_origin');
    await runner.query('alter table ordering.files drop column received, drop column transfer, drop column transfer_ends, drop column origin_id');
  }
}
