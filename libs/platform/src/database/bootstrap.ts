import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import pg from 'pg';
import type { ServiceName } from '#contracts';
import { Problem } from '#kernel';
import { postSchema, rooms } from './rooms.js';
import { codeOf } from './trouble.js';

const LOCK = 'mouldshare bootstrap';
const TUPLE_RACE = new Set(['42710', '23505', 'XX000']);

/** Password of a service's database role, derived from the house's secret so that nobody has to keep three more. */
export function rolePassword(secret: string, service: ServiceName): string {
  if (secret.length < 16) throw new Problem('INTERNAL', 'The secret for the database roles is shorter than 16 characters.');
  return createHmac('sha256', secret).update(`database role ${rooms[service].role}`).digest('hex');
}

/** The connection string that a service uses, from the owner's. */
export function serviceUrl(ownerUrl: string, service: ServiceName, secret: string): string {
  const url = new URL(ownerUrl);
  url.username = rooms[service].role;
  url.password = rolePassword(secret, service);
  return url.toString();
}

/**
 * Makes the three service roles and the four schemas in the owner's database, and closes what PostgreSQL opens to everybody.
 * Repeating it changes nothing but the passwords, which follow the secret. Needs an owner who may create roles, or roles made before.
 */
export async function bootstrap(ownerUrl: string, secret: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'mouldshare-bootstrap', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [LOCK]);
    for (const service of Object.keys(rooms) as ServiceName[]) await makeRole(client, service, secret);
    const { rows: [here] } = await client.query<{ name: string }>('select quote_ident(current_database()) as name');
    const roles = Object.values(rooms).map((room) => room.role).join(', ');
    await client.query(`
      begin;
      revoke all on schema public from public;
      revoke all on database ${here!.name} from public;
      grant connect on database ${here!.name} to ${roles};
      ${Object.values(rooms).map((room) => `create schema if not exists ${room.schema}; revoke all on schema ${room.schema} from public; grant usage on schema ${room.schema} to ${room.role};`).join('\n')}
      create schema if not exists ${postSchema};
      revoke all on schema ${postSchema} from public;
      grant usage on schema ${postSchema} to ${roles};
      commit`);
  } finally {
    await client.end();
  }
}

async function makeRole(client: pg.Client, service: ServiceName, secret: string): Promise<void> {
  const { role } = rooms[service];
  const password = `login password '${scramVerifier(role, rolePassword(secret, service))}'`;
  const powers = ['nosuperuser', 'nobypassrls', 'nocreatedb', 'nocreaterole'] as const;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rows: [known] } = await client.query<Record<string, boolean>>(
        'select rolsuper as nosuperuser, rolbypassrls as nobypassrls, rolcreatedb as nocreatedb, rolcreaterole as nocreaterole from pg_roles where rolname = $1', [role],
      );
      // An owner who is no superuser may not even mention a power of an existing role, so only those it really has are taken away.
      await client.query(`${known ? 'alter' : 'create'} role ${role} ${powers.filter((power) => known?.[power] ?? true).join(' ')} ${password}`);
      return;
    } catch (error) {
      const code = codeOf(error);
      if (code === '42501') throw new Problem('INTERNAL', `The owner of the database may not create or change the role ${role}. Give it CREATEROLE, or let an administrator run the bootstrap once.`);
      // Roles belong to the whole server: another database's bootstrap may be making the same one.
      if (code === null || !TUPLE_RACE.has(code) || attempt >= 10) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 20 * attempt); });
    }
  }
}

/** What PostgreSQL stores of a password (SCRAM-SHA-256, RFC 5803), so that the password itself never stands in a statement or its log. */
export function scramVerifier(role: string, password: string): string {
  const iterations = 4096;
  const salt = createHash('sha256').update(`mouldshare ${role} ${password}`).digest().subarray(0, 16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const part = (word: string) => createHmac('sha256', salted).update(word).digest();
  const storedKey = createHash('sha256').update(part('Client Key')).digest();
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey.toString('base64')}:${part('Server Key').toString('base64')}`;
}
