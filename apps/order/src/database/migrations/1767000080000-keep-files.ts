import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tenantTable } from '#platform/database';

/** Uploaded files: permission first, bytes later; the bytes themselves lie in the storage under `storage_key`. */
export class KeepFiles1767000080000 implements MigrationInterface {
  name = 'KeepFiles1767000080000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ordering.files (
        id text constraint files_key primary key,
        company_id text not null,
        user_id text,
        purpose text not null constraint files_purpose_known
          check (purpose in ('BOM', 'MODEL', 'DRAWING', 'BUNDLE', 'PHOTO', 'CERTIFICATE', 'ATTACHMENT')),
        name text not null constraint files_name_length check (char_length(name) between 1 and 200),
        byte_size bigint not null constraint files_size_sane check (byte_size > 0),
        sha256 text not null constraint files_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
        media_type text,
        state text not null default 'AWAITED' constraint files_state_known check (state in ('AWAITED', 'CHECKING', 'READY', 'QUARANTINED')),
        storage_key text,
        refused_why text,
        transfer_until timestamptz,
        expires_at timestamptz not null,
        created_at timestamptz not null default clock_timestamp(),
        constraint files_of_company unique (company_id, id),
        constraint files_ready_has_bytes check (state <> 'READY' or (storage_key is not null and media_type is not null))
      );
      create index files_awaited on ordering.files (expires_at) where state in ('AWAITED', 'CHECKING');
      create index files_by_company_day on ordering.files (company_id, created_at);
      ${tenantTable('ordering', 'files', "company_id = current_setting('app.company', true)")}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ordering.files');
  }
}
