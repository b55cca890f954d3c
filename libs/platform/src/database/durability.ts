import { Problem } from '#kernel';

/** The part of a database client that the check needs. */
export interface Asker {
  query(sql: string, params?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

const OLDEST_VERSION = 150_000;

const REMEDIES: Readonly<Record<string, string>> = {
  fsync: 'a crash of the machine could lose or corrupt everything. Set fsync = on in postgresql.conf.',
  full_page_writes: 'a crash in the middle of a page would corrupt it. Set full_page_writes = on in postgresql.conf.',
  synchronous_commit: 'an acknowledged bid could be lost. Set synchronous_commit = on, and look for it in "alter role" and "alter database" settings.',
};

/**
 * Refuses to work on a database that could lose what it acknowledged, or whose walls between companies are open: durability settings off,
 * a server before 15, a service role that is superuser, passes row-level security or owns what it uses, a table of the schema without
 * forced row-level security, a view that runs with its owner's rights. Throws one Problem that names every fault and its remedy.
 */
export async function assertDurable(client: Asker, schema?: string): Promise<void> {
  const faults = [...await settingFaults(client), ...await roleFaults(client), ...(schema ? await wallFaults(client, schema) : [])];
  if (faults.length > 0) {
    throw new Problem('INTERNAL', `The database is refused:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  }
}

async function settingFaults(client: Asker): Promise<string[]> {
  const { rows } = await client.query(
    `select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version_num', 'server_version')`,
  );
  const settings = new Map(rows.map((row) => [String(row['name']), String(row['setting'])]));
  const faults = Object.entries(REMEDIES)
    .filter(([name]) => settings.get(name) === undefined || settings.get(name) === 'off')
    .map(([name, remedy]) => `${name} is ${settings.get(name) ?? 'unknown'}: ${remedy}`);
  if (Number(settings.get('server_version_num') ?? 0) < OLDEST_VERSION) {
    faults.push(`the server is PostgreSQL ${settings.get('server_version') ?? 'of unknown version'}: version 15 or newer is needed. Upgrade the server.`);
  }
  return faults;
}

async function roleFaults(client: Asker): Promise<string[]> {
  const { rows } = await client.query('select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user');
  const role = rows[0];
  const name = String(role?.['rolname']);
  const faults: string[] = [];
  if (role?.['rolsuper']) faults.push(`the role ${name} is a superuser, whom no wall holds. Sign in as the service's own role: "alter role ${name} nosuperuser" or another DATABASE_URL.`);
  if (role?.['rolbypassrls']) faults.push(`the role ${name} passes row-level security. Run "alter role ${name} nobypassrls".`);
  return faults;
}

async function wallFaults(client: Asker, schema: string): Promise<string[]> {
  const { rows } = await client.query(
    `select c.relname as name, c.relkind as kind, c.relrowsecurity and c.relforcerowsecurity as walled,
            pg_has_role(current_user, c.relowner, 'USAGE') and not (select rolsuper from pg_roles where rolname = current_user) as owned,
            coalesce('security_invoker=true' = any (c.reloptions) or 'security_invoker=on' = any (c.reloptions), false) as invoker
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname <> 'migrations'
      order by c.relname`,
    [schema],
  );
  return rows.flatMap((row) => {
    const name = `${schema}.${String(row['name'])}`;
    const faults: string[] = [];
    if (row['owned']) faults.push(`the service's role owns ${name} or belongs to its owner. Let another role run the migrations.`);
    if (row['kind'] === 'r' || row['kind'] === 'p') {
      if (!row['walled']) faults.push(`${name} has no forced row-level security. Wall it with tenantTable or referenceTable in a migration.`);
    } else if (row['kind'] === 'v') {
      if (!row['invoker']) faults.push(`the view ${name} shows its owner's rows to everybody. Make it "with (security_invoker = true)".`);
    } else {
      faults.push(`${name} is a materialised view or foreign table, which row-level security cannot wall. Use a table.`);
    }
    return faults;
  });
}
