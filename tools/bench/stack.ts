import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { serviceUrl, startEmbeddedPostgres, type EmbeddedPostgres } from '#platform/database';
import { prepareDatabase } from '../database.js';
import { freePorts } from '../start/ports.js';
import { supervise, type Supervised } from '../start/supervised.js';
import { readStatements, sum, type Statements } from './statements.js';

const root = resolve(import.meta.dirname, '../../..');
const SERVICES = ['order', 'quoting', 'gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];

const READY_MS = 60_000;
const GRACE_MS = 12_000;
/** As many as the most that a bench bids with at once by pgbench, and the services. */
const MOST_CONNECTIONS = 320;
/** What keeps one client from taking everything is out of the way here, and said so in every report. */
const NO_LIMITS = { POINTS_PER_HOUR_KEY: '0', POINTS_PER_HOUR_SESSION: '0', POINTS_PER_HOUR_MEMBER: '0', POINTS_PER_HOUR_COMPANY: '0', POINTS_PER_HOUR_ADDRESS: '0', REGISTRATIONS_PER_ADDRESS: '1000000', ACCESS_TOKEN_SECONDS: '3600', LIVE_BIDS_PER_SECOND: '100000', LIVE_MESSAGES_PER_SECOND: '100000', LIVE_RESUMES_PER_SECOND: '10000', LIVE_CONNECTIONS: '10000', LIVE_CONNECTIONS_PER_COMPANY: '0', LIVE_CONNECTIONS_PER_ADDRESS: '0', BID_PAUSE_MS: '0' };

/** The whole house as it is deployed, on a database and in a folder of its own that are thrown away: fsync on, three processes, free ports. */
export class Stack {
  private readonly running = new Map<string, Supervised>();
  private readonly lastLines: string[] = [];
  private closing = false;
  private broken: string | null = null;

  private constructor(
    readonly url: string,
    readonly secret: string,
    private readonly ports: Readonly<Record<ServiceName, number>>,
    private readonly database: EmbeddedPostgres,
    private readonly folder: string,
    /** Sees everything; for preparing and checking, never on the path that is measured. */
    readonly owner: pg.Pool,
  ) {}

  static async open(): Promise<Stack> {
    const folder = mkdtempSync(join(tmpdir(), 'mouldshare-bench-'));
    // The account that runs the database has to get in.
    chmodSync(folder, 0o755);
    let database: EmbeddedPostgres | null = null;
    try {
      database = await startEmbeddedPostgres(join(folder, 'postgres'), { log: () => undefined, settings: { max_connections: String(MOST_CONNECTIONS) } });
      const secret = randomBytes(32).toString('hex');
      await prepareDatabase(database.url, secret);
      const [gateway, order, quoting, orderRpc, quotingRpc] = await freePorts(5);
      const owner = new pg.Pool({ connectionString: database.url, application_name: 'mouldshare-bench', max: 4 });
      owner.on('error', () => undefined);
      const stack = new Stack(`http://127.0.0.1:${gateway}`, secret, { gateway: gateway!, order: order!, quoting: quoting! }, database, folder, owner);
      await stack.start({
        PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'warn', DEMO: '0', HOST: '127.0.0.1', MOULDSHARE_SECRET: secret,
        STORAGE_DIR: join(folder, 'files'), MAIL_FOLDER: join(folder, 'mail'), ORDER_RPC_PORT: String(orderRpc), QUOTING_RPC_PORT: String(quotingRpc),
        GATEWAY_PORT: String(gateway), ORDER_PORT: String(order), QUOTING_PORT: String(quoting),
        PUBLIC_URL: `http://127.0.0.1:${gateway}`, PUBLIC_FILES_URL: `http://127.0.0.1:${order}`, PUBLIC_LIVE_URL: `http://127.0.0.1:${quoting}`, ...NO_LIMITS,
      });
      return stack;
    } catch (error) {
      await database?.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Connection string of the owner, who passes every row policy. */
  get ownerUrl(): string {
    return this.database.url;
  }

  /** Connection string with which a service works, for what is measured inside this process. */
  serviceUrl(service: ServiceName): string {
    return serviceUrl(this.database.url, service, this.secret);
  }

  /** Starts another process of the build beside the services; it must say a line `listening PORT`. */
  async beside(name: string, entry: string, env: Record<string, string>): Promise<number> {
    let heard: (port: number) => void = () => undefined;
    const port = new Promise<number>((tell) => { heard = tell; });
    this.keep(name, entry, { PATH: process.env.PATH, NODE_ENV: 'production', ...env }, (line) => {
      const match = /^listening (\d+)$/.exec(line);
      if (match) heard(Number(match[1]));
    });
    const late = sleep(READY_MS, null, { ref: false });
    const answer = await Promise.race([port, late]);
    if (answer === null) throw new Error(`${name} did not come up.\n${this.lastLines.join('\n')}`);
    return answer;
  }

  /** The one row that a question of the owner gives. */
  async one<T extends object>(sql: string, params: unknown[] = []): Promise<T> {
    const { rows: [row] } = await this.owner.query<T>(sql, params);
    if (row === undefined) throw new Error(`No row: ${sql}`);
    return row;
  }

  /** Statements of all services so far. */
  async statements(): Promise<Statements> {
    return sum(await Promise.all(SERVICES.map(async (name) => readStatements(await this.metrics(name)))));
  }

  /** The numbers of one process, as text. */
  async metrics(name: ServiceName): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.ports[name]}/metrics`);
    if (!answer.ok) throw new Error(`${name} does not tell its numbers: HTTP ${answer.status}`);
    return answer.text();
  }

  /** Milliseconds of processor time a process has used; null where the system does not tell. */
  cpuMs(name: string): number | null {
    const pid = this.running.get(name)?.pid();
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      return (Number(fields[11]) + Number(fields[12])) * 10;
    } catch {
      return null;
    }
  }

  /** Resident memory of a process; null where the system does not tell. */
  rssMiB(name: string): number | null {
    try {
      const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.running.get(name)?.pid()}/status`, 'utf8'))?.[1];
      return kib === undefined ? null : Math.round(Number(kib) / 1_024);
    } catch {
      return null;
    }
  }

  /** Throws when a process died since the start: numbers of a house that fell over mean nothing. */
  assertWhole(): void {
    if (this.broken) throw new Error(`${this.broken}\n${this.lastLines.join('\n')}`);
  }

  /** Waits until nothing is waiting in the post between the services. */
  async quiet(): Promise<void> {
    for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(50)) {
      const { waiting } = await this.one<{ waiting: number }>('select count(*)::int as waiting from post.deliveries where done_at is null and not dead');
      if (waiting === 0) return;
    }
    throw new Error('The post between the services does not come to rest.');
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all([...this.running.values()].map((one) => one.stop(GRACE_MS)));
    await this.owner.end();
    await this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(settings: NodeJS.ProcessEnv): Promise<void> {
    try {
      for (const name of SERVICES) this.keep(name, join(root, `dist/apps/${name}/src/main.js`), { ...settings, DATABASE_URL: this.serviceUrl(name) });
      await Promise.all(SERVICES.map((name) => this.ready(name)));
    } catch (error) {
      this.closing = true;
      await Promise.all([...this.running.values()].map((one) => one.stop(0)));
      await this.owner.end();
      throw error;
    }
  }

  private keep(name: string, entry: string, env: NodeJS.ProcessEnv, hear: (line: string) => void = () => undefined): void {
    this.running.set(name, supervise({
      name, entry, env,
      onLine: (_name, line) => {
        hear(line);
        this.lastLines.push(`${name} ${line}`);
        if (this.lastLines.length > 30) this.lastLines.shift();
      },
      onEnd: (_name, how) => { if (!this.closing) this.broken ??= `${name} ended (${how}) in the middle of the bench.`; },
    }));
  }

  private async ready(name: ServiceName): Promise<void> {
    for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(100)) {
      this.assertWhole();
      const answer = await fetch(`http://127.0.0.1:${this.ports[name]}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      if (answer?.ok) return;
    }
    throw new Error(`${name} was not ready within ${READY_MS / 1_000} s.\n${this.lastLines.join('\n')}`);
  }
}
