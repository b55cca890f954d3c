import { Inject, Injectable } from '@nestjs/common';
import { Database, assertDurable } from '#platform/database';
import { Relay } from '#platform/messaging';
import { Logger, Metrics } from '#platform/observability';
import { Drain } from '../process/drain.js';

/** Token of the options below. */
export const HEALTH_OPTIONS = Symbol('health options');

export interface HealthOptions {
  readonly schema: string;
  /** Class names of the migrations that must have run. */
  readonly migrations: readonly string[];
  /** Bearer token for the numbers; empty for "this machine only". */
  readonly metricsToken: string;
}

/** One answer per question; `ok` or a sentence. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

const FRESH_MS = 1_000;
const SETTINGS_FRESH_MS = 60_000;
const PATIENCE_MS = 3_000;
const LONGEST_SKEW_MS = 1_000;
const LONGEST_LAG_SECONDS = 60;

/** Is this process fit to take work? Asked often, so answers are kept for a second. */
@Injectable()
export class Health {
  private kept: { at: number; answer: Promise<Readiness> } | null = null;
  private settingsAt = 0;

  constructor(
    @Inject(HEALTH_OPTIONS) private readonly options: HealthOptions,
    private readonly database: Database,
    private readonly relay: Relay,
    private readonly drain: Drain,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    const { pool } = database;
    metrics.gauge('database_pool_waiters', 'Work that waits for a connection to the database.', () => pool.waitingCount);
    metrics.gauge('database_pool_connections', 'Open connections to the database.', () => pool.totalCount);
    metrics.gauge('database_pool_idle', 'Connections to the database that nobody uses.', () => pool.idleCount);
  }

  readiness(): Promise<Readiness> {
    if (this.kept === null || Date.now() - this.kept.at > FRESH_MS) this.kept = { at: Date.now(), answer: this.look() };
    return this.kept.answer;
  }

  private async look(): Promise<Readiness> {
    const lag = this.relay.state.lagSeconds;
    const checks: Record<string, string> = {
      process: this.drain.closing ? 'is stopping' : 'ok',
      database: await this.said(() => this.reachable()),
      migrations: await this.said(() => this.migrations()),
      settings: await this.said(() => this.settings()),
      post: lag <= LONGEST_LAG_SECONDS ? 'ok' : `is ${Math.round(lag)} s behind`,
    };
    return { ready: Object.values(checks).every((said) => said === 'ok'), checks };
  }

  private async said(check: () => Promise<string>): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<string>((resolve) => { timer = setTimeout(() => resolve('does not answer in time'), PATIENCE_MS); });
      return await Promise.race([check(), late]);
    } catch (error) {
      // The world may know that something is wrong, not what.
      this.logger.warn('A readiness check failed.', error as Error, 'Health');
      return 'is not as it must be';
    } finally {
      clearTimeout(timer);
    }
  }

  /** Reachable, writable, and of the same time as this process. */
  private async reachable(): Promise<string> {
    const before = Date.now();
    const { at, standby } = await this.database.asHouse(async (tx) => {
      const [row] = await tx.query<{ at: Date; standby: boolean }>('select clock_timestamp() as at, pg_is_in_recovery() as standby');
      return row as { at: Date; standby: boolean };
    });
    if (standby) return 'takes no writes';
    const skew = Math.max(before - at.getTime(), at.getTime() - Date.now());
    return skew > LONGEST_SKEW_MS ? `has a clock ${Math.round(skew)} ms away from this process'` : 'ok';
  }

  private async migrations(): Promise<string> {
    const done = await this.database.readAsHouse<{ name: string }>(`select name from ${this.options.schema}.migrations`);
    const names = new Set(done.map(({ name }) => name));
    const missing = this.options.migrations.filter((name) => !names.has(name));
    return missing.length === 0 ? 'ok' : `${missing.length} have not run`;
  }

  private async settings(): Promise<string> {
    if (Date.now() - this.settingsAt < SETTINGS_FRESH_MS) return 'ok';
    await assertDurable(this.database.pool, this.options.schema);
    this.settingsAt = Date.now();
    return 'ok';
  }
}
