import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { ServiceName } from '#contracts';
import { bootstrap, migrate } from '#platform/database';

/** Secret of the roles on test servers; nothing that listens outside this machine ever sees it. */
export const TEST_SECRET = 'mouldshare test roles, not a secret';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const LOCK = 'mouldshare test templates';

/** Connection string of the test server's owner, with another database's name. */
export function ownerUrl(database: string): string {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run this spec in the project db or e2e, which starts a server.');
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

/** Runs work with a connection of the owner to the server's maintenance database. */
export async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] ?? ownerUrl(''), application_name: 'mouldshare-testing' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const templates = new Map<string, Promise<string>>();

/** Name of a database that holds the migrated schemas of these services and no rows but theirs; made once per server and state of the migrations. */
export function templateFor(services: readonly ServiceName[]): Promise<string> {
  const wanted = services.join('_');
  let template = templates.get(wanted);
  if (!template) {
    template = makeTemplate(services, `template_${wanted}_${stateOf(services)}`);
    templates.set(wanted, template);
  }
  return template;
}

async function makeTemplate(services: readonly ServiceName[], name: string): Promise<string> {
  await onServer(async (client) => {
    const isThere = async () => (await client.query('select 1 from pg_database where datname = $1 and datistemplate', [name])).rowCount === 1;
    if (await isThere()) return;
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [LOCK]);
    if (await isThere()) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} encoding 'UTF8' template template0`);
    await bootstrap(ownerUrl(name), TEST_SECRET);
    for (const service of services) await migrate(ownerUrl(name), service, await migrationsOf(service));
    await client.query(`alter database ${name} with is_template true allow_connections false`);
  });
  return name;
}

async function migrationsOf(service: ServiceName): Promise<readonly Function[]> {
  const file = `../../../apps/${service}/src/database/migrations/index.js`;
  const { migrations } = await import(file) as { migrations: readonly Function[] };
  return migrations;
}

/** Changes with every file that makes the tables, so that a server which outlives the run never serves an old template. */
function stateOf(services: readonly ServiceName[]): string {
  const hash = createHash('sha256');
  for (const folder of [...services.map((service) => `apps/${service}/src/database`), 'libs/platform/src/database', 'libs/platform/src/messaging']) {
    for (const file of filesUnder(path.join(ROOT, folder))) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.spec.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
