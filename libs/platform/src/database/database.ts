import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isId } from '#kernel';
import { ScopedQuery, type RowScope } from './scoped-query.js';
import { preparedName } from './statement-names.js';
import { asProblem, isOutage, isStale, wantsRepeat } from './trouble.js';

/** What work may do inside its transaction. It ends with the work; nothing of it may be kept. */
export interface Tx {
  /** One parameterised statement. Values never become part of its text. */
  query<T extends object = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<T[]>;
  /** TypeORM in this transaction, for ordinary reading and writing of entities. */
  readonly manager: EntityManager;
  /** The database's clock now, not the transaction's start: call it after the lock that the decision needs. */
  now(): Promise<Date>;
}

const ATTEMPTS = 4;
const inTransaction = new AsyncLocalStorage<{ open: boolean }>();

class BeginFailed extends Error {
  constructor(override readonly cause: unknown) {
    super('The transaction could not be begun.');
  }
}

class OpenTransaction implements Tx {
  private tail: Promise<unknown> = Promise.resolve();
  private over = false;
  /** Its connection is of no use to the next one. */
  stale = false;

  constructor(private readonly client: pg.PoolClient, readonly manager: EntityManager) {}

  async query<T extends object>(sql: string, params: unknown[] = []): Promise<T[]> {
    if (this.over) throw new Error('The transaction is over: a statement came after its work had ended. Is an await missing?');
    const statement = { name: preparedName(sql), text: sql, values: params, queryMode: 'extended' } as pg.QueryConfig;
    const answer = this.tail.then(() => this.client.query<T & pg.QueryResultRow>(statement));
    this.tail = answer.catch((error: unknown) => { this.stale ||= isStale(error); });
    return (await answer).rows;
  }

  async now(): Promise<Date> {
    const [row] = await this.query<{ now: Date }>('select clock_timestamp() as now');
    return row!.now;
  }

  /** Waits for statements that nobody awaited and takes no more. */
  async close(): Promise<void> {
    this.over = true;
    await this.tail;
  }
}

/**
 * The only door to the tables: every transaction says for whom it works before its first statement, and row-level security
 * shows it that company's rows and no others. Without a door the tables look empty.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  private ended: Promise<void> | null = null;
  /** Connections in the order of their birth, to tell those made after something happened. */
  private readonly births = new WeakMap<object, number>();
  private born = 0;

  constructor(private readonly dataSource: DataSource) {
    this.pool.on('connect', (client) => { this.births.set(client, this.born += 1); });
  }

  /** The connections behind the doors, for hot paths with prepared statements; they set `app.company` or `app.house` themselves, with `set local`. */
  get pool(): pg.Pool {
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master;
  }

  /** A transaction that sees and writes the rows of one company. Repeated when the database asks for it, so work has no effects outside its transaction. */
  async asCompany<T>(companyId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction({ company: checked(companyId), house: '' }, work);
  }

  /** A transaction of the house itself, for clocks, consumers, the auction desk and reads across companies that a policy has decided. */
  asHouse<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction({ company: '', house: 'on' }, work);
  }

  /** One read-only statement that sees one company's rows, in one round trip. */
  async read<T extends object = Record<string, unknown>>(companyId: string, sql: string, params: unknown[] = []): Promise<T[]> {
    return this.readOnly<T>({ company: checked(companyId), house: '' }, sql, params);
  }

  /** One read-only statement across companies, in one round trip; the caller's policy has decided what may be seen. */
  readAsHouse<T extends object = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.readOnly<T>({ company: '', house: 'on' }, sql, params);
  }

  /** Gives all connections back; called by Nest at shutdown and safe to call twice. */
  close(): Promise<void> {
    this.ended ??= this.dataSource.destroy();
    return this.ended;
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private async readOnly<T extends object>(scope: RowScope, sql: string, params: unknown[]): Promise<T[]> {
    let from = 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.readOnce<T>(scope, sql, params, from);
      } catch (error) {
        if (attempt >= 2 || !(isOutage(error) || isStale(error))) throw asProblem(error);
        if (isStale(error)) from = this.born + 1;
      }
    }
  }

  private async readOnce<T extends object>(scope: RowScope, sql: string, params: unknown[], from: number): Promise<T[]> {
    refuseNesting();
    const client = await this.clientBorn(from);
    let broken: Error | undefined;
    const onError = (error: Error) => { broken = error; };
    client.on('error', onError);
    try {
      return await new Promise<T[]>((resolve, reject) => {
        const query = new ScopedQuery(scope, sql, params, preparedName(sql)) as unknown as { callback: (error: Error | null, result?: { rows: T[] }) => void };
        query.callback = (error, result) => (error ? reject(error) : resolve(result!.rows));
        client.query(query as unknown as pg.Submittable);
      });
    } catch (error) {
      if (isOutage(error) || isStale(error)) broken ??= error as Error;
      throw error;
    } finally {
      client.removeListener('error', onError);
      client.release(broken);
    }
  }

  /** A connection whose number is not below this one; older ones that are free end. */
  private async clientBorn(from: number): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.pool.connect();
      if ((this.births.get(client) ?? 0) >= from) return client;
      client.release(true);
    }
  }

  /** Sees to it that the connection lent next is a new one. */
  private async renew(): Promise<void> {
    try {
      (await this.clientBorn(this.born + 1)).release();
    } catch (error) {
      throw asProblem(error);
    }
  }

  private async transaction<T>(scope: RowScope, work: (tx: Tx) => Promise<T>): Promise<T> {
    refuseNesting();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(scope, work);
      } catch (error) {
        const repeatable = wantsRepeat(error) || isStale(error) || (error instanceof BeginFailed && isOutage(error.cause) && attempt < 2);
        if (!repeatable || attempt >= ATTEMPTS) throw asProblem(error instanceof BeginFailed ? error.cause : error);
        if (isStale(error)) await this.renew();
        await delay(2 ** attempt * 5 * (0.5 + Math.random()));
      }
    }
  }

  private async attempt<T>(scope: RowScope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const client = await begin(runner, scope);
    const tx = new OpenTransaction(client, runner.manager);
    const nesting = { open: true };
    let kept = false;
    try {
      const value = await inTransaction.run(nesting, () => work(tx));
      await tx.close();
      const { command } = await client.query('COMMIT');
      // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
      if (command !== 'COMMIT') throw new Error('The work went on after a statement had failed, so the database undid all of it.');
      kept = true;
      return value;
    } finally {
      nesting.open = false;
      if (kept) await runner.release();
      else await rollBack(tx, client, runner);
    }
  }
}

function refuseNesting(): void {
  if (inTransaction.getStore()?.open) {
    throw new Error('A transaction inside a transaction would wait for a second connection and could lock itself out: hand the tx down instead.');
  }
}

/** Opens the transaction and its scope in one round trip. Both settings are always written, so a stray one of an earlier borrower has no say. */
async function begin(runner: QueryRunner, scope: RowScope): Promise<pg.PoolClient> {
  try {
    const client = await runner.connect() as pg.PoolClient;
    await client.query(`BEGIN; SET LOCAL app.company = '${scope.company}'; SET LOCAL app.house = '${scope.house}'`);
    // From here TypeORM's own transactions inside the manager become savepoints of ours.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    return client;
  } catch (error) {
    await discard(runner, error);
    throw new BeginFailed(error);
  }
}

async function rollBack(tx: OpenTransaction, client: pg.PoolClient, runner: QueryRunner): Promise<void> {
  await tx.close();
  try {
    await client.query('ROLLBACK');
    if (tx.stale) await discard(runner, new Error('What this connection has prepared is of another time.'));
    else await runner.release();
  } catch (error) {
    await discard(runner, error);
  }
}

/** Throws the connection away instead of lending it to the next one. */
async function discard(runner: QueryRunner, error: unknown): Promise<void> {
  await (runner as unknown as { releasePostgresConnection(error: unknown): Promise<void> }).releasePostgresConnection(error);
}

function checked(companyId: string): string {
  if (!isId(companyId, 'company')) throw new Error('A company door needs the id of a company.');
  return companyId;
}
