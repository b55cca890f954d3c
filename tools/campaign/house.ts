import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { serviceUrl, startEmbeddedPostgres, type EmbeddedPostgres } from '#platform/database';
import { prepareDatabase } from '../database.js';
import { freePorts } from '../start/ports.js';
import { supervise, type Supervised } from '../start/supervised.js';
import type { ProcessName } from './history.js';
import { Proxy } from './proxy.js';
import { SmallDisk } from './small-disk.js';

const root = resolve(import.meta.dirname, '../../..');
const NAMES: readonly ProcessName[] = ['order', 'quoting', 'quoting-b', 'gateway'];
const READY_MS = 90_000;
const GRACE_MS = 15_000;
/** Here nobody dies of an illness of its own: the pause after a kill need not grow. */
const GOOD_LIFE_MS = 3_000;
/** What keeps one client from taking everything, out of the way here and said so in every report. */
export const RAISED = {
  POINTS_PER_HOUR_KEY: '0', POINTS_PER_HOUR_SESSION: '0', POINTS_PER_HOUR_ADDRESS: '0', REGISTRATIONS_PER_ADDRESS: '1000000', ACCESS_TOKEN_SECONDS: '3600', BID_PAUSE_MS: '0',
  LIVE_BIDS_PER_SECOND: '100000', LIVE_MESSAGES_PER_SECOND: '100000', LIVE_RESUMES_PER_SECOND: '10000', LIVE_ROOMS: '10000', LIVE_CONNECTIONS: '1000', AWARD_APPROVAL_LIMIT_MINOR: '900000000000000',
};

/** The house as it is deployed, supervised as by `npm start`, with a second process for quoting, on a database of its own; clients come through proxies. */
export class House {
  private readonly running = new Map<ProcessName, Supervised>();
  readonly lines: string[] = [];
  private readonly troubles: string[] = [];

  private constructor(
    readonly secret: string, private readonly folder: string,
    /** Null where nothing can be mounted: then it cannot be filled. */
    readonly disk: SmallDisk | null, private readonly database: EmbeddedPostgres, readonly owner: pg.Pool,
    private readonly ports: Readonly<Record<ProcessName, number>>, readonly proxies: Readonly<Record<'gateway' | 'quoting' | 'quoting-b', Proxy>>, private readonly onLine: (line: string) => void,
  ) {}

  static async open(onLine: (line: string) => void): Promise<House> {
    const folder = mkdtempSync(join(tmpdir(), 'mouldshare-campaign-'));
    // The account that runs the database has to get in.
    chmodSync(folder, 0o755);
    const disk = SmallDisk.mount(join(folder, 'disk'));
    const database = await startEmbeddedPostgres(join(folder, 'disk', 'postgres'), { log: () => undefined });
    const secret = randomBytes(32).toString('hex');
    await prepareDatabase(database.url, secret);
    const [gateway, order, quoting, quotingB, orderRpc, quotingRpc, otherRpc] = await freePorts(7) as [number, number, number, number, number, number, number];
    const ports = { gateway, order, quoting, 'quoting-b': quotingB };
    const proxies = { gateway: await Proxy.open(gateway), quoting: await Proxy.open(quoting), 'quoting-b': await Proxy.open(quotingB) };
    const owner = new pg.Pool({ connectionString: database.url, application_name: 'mouldshare-campaign', max: 3 });
    owner.on('error', () => undefined);
    const house = new House(secret, folder, disk, database, owner, ports, proxies, onLine);
    const told = {
      PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'info', DEMO: '0', HOST: '127.0.0.1', MOULDSHARE_SECRET: secret, STORAGE_DIR: join(folder, 'files'), MAIL_FOLDER: join(folder, 'mail'),
      RPC_HOST_QUOTING: `127.0.0.1:${quotingRpc},127.0.0.1:${otherRpc}`, GATEWAY_PORT: `${gateway}`, ORDER_PORT: `${order}`, ORDER_RPC_PORT: `${orderRpc}`, PUBLIC_URL: house.url, PUBLIC_FILES_URL: `http://127.0.0.1:${order}`, PUBLIC_LIVE_URL: house.live('quoting'), ...RAISED,
    };
    for (const name of NAMES) {
      const app = name === 'quoting-b' ? 'quoting' : name;
      const own = name === 'quoting-b' ? { QUOTING_PORT: `${quotingB}`, QUOTING_RPC_PORT: `${otherRpc}` } : { QUOTING_PORT: `${quoting}`, QUOTING_RPC_PORT: `${quotingRpc}` };
      house.keep(name, join(root, `dist/apps/${app}/src/main.js`), { ...told, ...own, DATABASE_URL: serviceUrl(database.url, app, secret), CAMPAIGN_SKEW_FILE: house.skewFile(name) });
    }
    try {
      await Promise.all(NAMES.map((name) => house.ready(name)));
    } catch (error) {
      await house.close();
      throw error;
    }
    return house;
  }

  get url(): string {
    return `http://127.0.0.1:${this.proxies.gateway.port}`;
  }

  live(name: 'quoting' | 'quoting-b'): string {
    return `http://127.0.0.1:${this.proxies[name].port}`;
  }

  /** Ends a process without a word; false when it is between two lives. */
  kill(name: ProcessName): boolean {
    return this.signal(name, 'SIGKILL');
  }

  /** Stops, goes on, or asks to leave. */
  signal(name: ProcessName, signal: NodeJS.Signals): boolean {
    const pid = this.running.get(name)?.pid();
    return pid !== null && pid !== undefined && process.kill(pid, signal);
  }

  /** The clock of the next life of a process. */
  skew(name: ProcessName, ms: number): void {
    writeFileSync(this.skewFile(name), String(ms));
  }

  /** Crashes the database: an immediate shutdown, or the postmaster gone at once. It is started again by whoever watches it. */
  crash(signal: 'SIGQUIT' | 'SIGKILL'): boolean {
    const { pid } = this.database;
    return pid !== null && process.kill(pid, signal);
  }

  /** Does the database say that it has no room? */
  async hasNoRoom(): Promise<boolean> {
    const write = `do $$ begin create temp table no_room as select repeat(md5(n::text), 30) as text from generate_series(1, 4000) n; raise exception 'there is room'; end $$`;
    return this.owner.query(write).then(() => false, (error: { code?: string }) => error.code !== 'P0001');
  }

  async databaseIsBack(): Promise<void> {
    for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(50)) if (await this.owner.query('select 1').then(() => true, () => false)) return;
    throw new Error('The database did not come back.');
  }

  /** Waits until a process says that it can serve. A readiness that was true before the fault does not count: ask after it. */
  async ready(name: ProcessName): Promise<void> {
    for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(50)) if (await this.isReady(name)) return;
    throw new Error(`${name} was not ready within ${READY_MS / 1_000} s.\n${this.lines.slice(-20).join('\n')}`);
  }

  async isReady(name: ProcessName): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.ports[name]}/readyz`, { signal: AbortSignal.timeout(2_000), headers: { connection: 'close' } }).catch(() => null);
    if (answer === null || answer.ok) return answer !== null;
    // A process whose clock was made wrong says so for as long as it lives; it serves all the same.
    const { checks } = (await answer.json().catch(() => ({ checks: {} }))) as { checks: Record<string, string> };
    return checks.process === 'ok' && Object.entries(checks).every(([name, state]) => state === 'ok' || (name === 'database' && state.startsWith('has a clock')));
  }

  async keys(): Promise<{ kid: string; kty: string; crv: string; x: string }[]> {
    const answer = await fetch(`http://127.0.0.1:${this.ports.quoting}/.well-known/mouldshare-keys.json`);
    return ((await answer.json()) as { keys: { kid: string; kty: string; crv: string; x: string }[] }).keys;
  }

  /** Lines that say that something went wrong inside, which no fault explains by itself. */
  get complaints(): readonly string[] {
    return this.troubles;
  }

  async close(): Promise<void> {
    for (const name of NAMES) this.signal(name, 'SIGCONT');
    await Promise.all([...this.running.values()].map((one) => one.stop(GRACE_MS)));
    await Promise.all(Object.values(this.proxies).map((proxy) => proxy.close()));
    await this.owner.end();
    await this.database.stop();
    this.disk?.unmount();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private skewFile(name: ProcessName): string {
    return join(this.folder, `skew-${name}`);
  }

  private keep(name: ProcessName, entry: string, env: NodeJS.ProcessEnv): void {
    this.running.set(name, supervise({
      name, entry, env, goodLifeMs: GOOD_LIFE_MS, preload: new URL('./skewed-clock.js', import.meta.url).href,
      onLine: (_name, line) => {
        this.onLine(line);
        this.lines.push(`${name} ${line.slice(0, 600)}`);
        if (this.lines.length > 200) this.lines.shift();
        if (/"level":"?(error|fatal|50|60)/.test(line) && this.troubles.length < 2_000) this.troubles.push(`${name} ${line.slice(0, 1_500)}`);
      },
      onEnd: () => undefined,
    }));
  }
}
