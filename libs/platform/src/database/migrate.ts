import pg from 'pg';
import { DataSource, type Logger, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { ServiceName } from '#contracts';
import { postTables } from '../messaging/tables.js';
import { postSchema, rooms } from './rooms.js';
import { platformTables } from './tables.js';

const LOCK = 'mouldshare migrations';

const silence: Logger = {
  logQuery: () => undefined, logQueryError: () => undefined, logQuerySlow: () => undefined, logSchemaBuild: () => undefined, logMigration: () => undefined, log: () => undefined,
};

/**
 * Brings one service's schema up to date: the tables of the platform first, then the service's own migrations, each in a transaction of its own.
 * Migrators that run at once wait for each other; what is done is not done again. Returns the names of the migrations that ran.
 */
export async function migrate(ownerUrl: string, service: ServiceName, migrations: readonly Function[]): Promise<string[]> {
  const gate = new pg.Client({ connectionString: ownerUrl, application_name: 'mouldshare-migrate', connectionTimeoutMillis: 10_000 });
  gate.on('error', () => undefined);
  await gate.connect();
  try {
    await gate.query('select pg_advisory_lock(hashtextextended($1, 0))', [LOCK]);
    const { schema, role } = rooms[service];
    const ran = [
      ...await run(ownerUrl, postSchema, [platformMigration('PostTables1700000000000', postTables())]),
      ...await run(ownerUrl, schema, [platformMigration('PlatformTables1700000000000', platformTables(schema)), ...migrations]),
    ];
    // A service reads what has run, to say whether it is ready.
    await gate.query(`grant select on ${schema}.migrations to ${role}`);
    return ran;
  } finally {
    await gate.end();
  }
}

async function run(ownerUrl: string, schema: string, migrations: readonly Function[]): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    applicationName: 'mouldshare-migrate',
    schema,
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    // What fails is thrown; what ran is returned.
    logger: silence,
    synchronize: false,
    installExtensions: false,
    poolSize: 2,
    connectTimeoutMS: 10_000,
    // Forced row-level security holds for the owner too; what a migration moves is work of the house.
    extra: { options: '-c app.house=on -c lock_timeout=10s' },
  });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations({ transaction: 'each' })).map((migration) => `${schema}.${migration.name}`);
  } finally {
    await dataSource.destroy();
  }
}

/** A migration that runs one text of SQL and is never taken back: its tables came with the platform. */
function platformMigration(name: string, sql: string): Function {
  return class implements MigrationInterface {
    readonly name = name;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }
    down(): Promise<void> {
      return Promise.reject(new Error(`${name} belongs to the platform and is not reverted.`));
    }
  };
}
