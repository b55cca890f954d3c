import { Logger } from '@nestjs/common';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { countedClient, type StatementCount } from './statement-count.js';

/** How a service reaches its tables. */
export interface ServiceDatabaseOptions {
  /** Connection string of the service's own role, never of the owner. */
  url: string;
  /** Told to the database so that people see who holds what: `mouldshare-order`. */
  applicationName: string;
  /** TypeORM entities of all slices. */
  entities: Function[];
  /** Connections of this process at most. */
  poolSize?: number;
  /** Told of every statement. */
  count?: StatementCount;
}

const STATEMENT_MS = 15_000;
const LOCK_MS = 10_000;
const IDLE_IN_TRANSACTION_MS = 10_000;
const CONNECT_MS = 5_000;
const CALENDAR_DAY = 1082;

/** A calendar day stays the text `2026-11-23`; as a Date it would move with the machine's time zone. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === CALENDAR_DAY ? (text: string) => text : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** A data source that never changes the schema and never reads an undefined condition as "all rows". Not yet connected. */
export function serviceDataSource(options: ServiceDatabaseOptions): DataSource {
  const log = new Logger('database');
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    entities: options.entities as DataSourceOptions['entities'],
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    logging: false,
    poolSize: options.poolSize ?? 16,
    connectTimeoutMS: CONNECT_MS,
    poolErrorHandler: (error: Error) => log.warn(`An idle connection ended: ${error.message}`),
    extra: {
      ...(options.count ? { Client: countedClient(options.count) } : {}),
      types,
      keepAlive: true,
      idleTimeoutMillis: 30_000,
      statement_timeout: STATEMENT_MS,
      lock_timeout: LOCK_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    },
  });
}
