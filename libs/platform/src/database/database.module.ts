import { setTimeout as delay } from 'node:timers/promises';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import type pg from 'pg';
import type { ServiceName } from '#contracts';
import { Metrics } from '#platform/observability';
import { Database } from './database.js';
import { serviceDataSource, type ServiceDatabaseOptions } from './data-source.js';
import { assertDurable } from './durability.js';
import { isOutage } from './trouble.js';

export interface DatabaseModuleOptions {
  role: ServiceName;
  schema: string;
  entities: Function[];
  /** Connection string of the service's own role; from the owner's one, serviceUrl makes it. */
  url: string;
  /** Connections of this process at most. */
  poolSize?: number;
}

const PATIENCE_MS = 30_000;

/** Opens a connected Database without any check of the server; for test kits. Services get theirs from databaseModule. */
export async function openDatabase(options: ServiceDatabaseOptions): Promise<Database> {
  const dataSource = serviceDataSource(options);
  await dataSource.initialize();
  return new Database(dataSource);
}

/** Opens the service's database once it answers, and refuses one that could lose data or mix companies. */
async function openChecked(options: DatabaseModuleOptions, metrics?: Metrics): Promise<Database> {
  const database = await patiently(() => openDatabase({
    url: options.url, applicationName: `mouldshare-${options.role}`, entities: options.entities, poolSize: options.poolSize,
    count: metrics && ((kind) => metrics.countStatement(kind)),
  }));
  try {
    await assertDurable(database.pool as Pick<pg.Pool, 'query'>, options.schema);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

async function patiently<T>(open: () => Promise<T>): Promise<T> {
  const log = new Logger('database');
  const deadline = Date.now() + PATIENCE_MS;
  for (let pause = 200; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      return await open();
    } catch (error) {
      if (!isOutage(error) || Date.now() + pause > deadline) throw error;
      log.warn(`The database does not answer yet: ${(error as Error).message}`);
      await delay(pause);
    }
  }
}

/** Gives the whole application its Database. */
@Module({})
export class DatabaseModule {}

export function databaseModule(options: DatabaseModuleOptions): DynamicModule {
  return {
    module: DatabaseModule,
    global: true,
    providers: [{ provide: Database, useFactory: (metrics?: Metrics) => openChecked(options, metrics), inject: [{ token: Metrics, optional: true }] }],
    exports: [Database],
  };
}
