import { inboxTable } from '../messaging/tables.js';
import { roleOfSchema } from './rooms.js';

const NAME = /^[a-z][a-z0-9_]{0,62}$/;
const COMPANY = /current_setting\('app\.company', true\)/g;

/** What a service may do with the rows of a table. */
export type Rights = 'select' | 'insert' | 'update' | 'delete';

/**
 * SQL that walls a table by row-level security, for its owner too: rows for which the expression is true are visible and writable,
 * and everything to work of the house. Grants the service's role the rights.
 * Example of an expression: `company_id = current_setting('app.company', true)`.
 */
export function tenantTable(schema: string, table: string, policyExpression: string, rights: readonly Rights[] = ['select', 'insert', 'update', 'delete']): string {
  const name = qualified(schema, table);
  // Inside a sub-select the setting is read once per statement instead of once per row.
  const rule = `(select current_setting('app.house', true)) = 'on' or (${policyExpression.replace(COMPANY, "(select current_setting('app.company', true))")})`;
  return `
    alter table ${name} enable row level security;
    alter table ${name} force row level security;
    create policy ${table}_tenant on ${name} using (${rule}) with check (${rule});
    revoke all on ${name} from public;
    grant ${rights.join(', ')} on ${name} to ${roleOfSchema(schema)};`;
}

/** SQL for a table of reference rows that everybody may read and nobody but the owner may write. */
export function referenceTable(schema: string, table: string): string {
  const name = qualified(schema, table);
  return `
    alter table ${name} enable row level security;
    alter table ${name} force row level security;
    create policy ${table}_reference_read on ${name} for select using (true);
    create policy ${table}_reference_write on ${name} using (current_setting('app.house', true) = 'on') with check (current_setting('app.house', true) = 'on');
    revoke all on ${name} from public;
    grant select on ${name} to ${roleOfSchema(schema)};`;
}

/** SQL of the tables that every service has: its inbox, the answers to commands by idempotency key, and a function that drops those older than 72 hours. */
export function platformTables(schema: string): string {
  const name = qualified(schema, 'idempotency');
  return `
    create table ${name} (
      company_id text not null,
      principal text not null,
      operation text not null,
      key text not null,
      body_sha256 char(64) not null,
      response json,
      created_at timestamptz not null default now(),
      constraint idempotency_pkey primary key (company_id, principal, operation, key),
      constraint idempotency_key_length check (length(key) between 8 and 128)
    ) with (fillfactor = 80);
    create index idempotency_created_at on ${name} (created_at);
    ${tenantTable(schema, 'idempotency', "company_id = current_setting('app.company', true)")}
    create function ${schema}.purge_idempotency() returns bigint language sql as $$
      with gone as (delete from ${name} where created_at < now() - interval '72 hours' returning 1) select count(*) from gone
    $$;
    revoke all on function ${schema}.purge_idempotency() from public;
    grant execute on function ${schema}.purge_idempotency() to ${roleOfSchema(schema)};
    ${inboxTable(schema)}`;
}

function qualified(schema: string, table: string): string {
  if (!NAME.test(schema) || !NAME.test(table)) throw new Error(`Not a table name: ${schema}.${table}`);
  return `${schema}.${table}`;
}
