import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import type pg from 'pg';
import { everyDatabase, TEST_SECRET } from '#testing';
import { ApiClient } from '../../tools/client/api-client.js';
import { freePorts } from '../../tools/start/ports.js';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
export type AppName = 'gateway' | 'order' | 'quoting';
const APPS: readonly AppName[] = ['order', 'quoting', 'gateway'];
export const PASSWORD = 'correct-horse-battery';

/**
 * The whole house as it is deployed: three processes of the built product on a database of their own and free ports.
 * Stories speak to it through GraphQL and sockets only; they may kill and start its processes.
 */
export class Market {
  /** Every line that any process has written. */
  readonly logs: string[] = [];
  private readonly processes = new Map<AppName, ChildProcess>();

  private constructor(
    readonly url: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly ports: Record<AppName, number>,
    private readonly databaseUrls: Record<AppName, string>,
    /** Sees everything in the database; for looking only. */
    readonly owner: pg.Client,
    private readonly letGo: () => Promise<void>,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<Market> {
    const database = await everyDatabase();
    const [gateway, order, quoting, orderRpc, quotingRpc] = await freePorts(5);
    const storage = mkdtempSync(join(tmpdir(), 'mouldshare-files-'));
    const url = `http://127.0.0.1:${gateway}`;
    const env = {
      PATH: process.env.PATH, NODE_ENV: 'test', MOULDSHARE_SECRET: TEST_SECRET, STORAGE_DIR: storage, LOG_LEVEL: 'debug', DEMO: '0',
      HOST: '127.0.0.1', GATEWAY_PORT: `${gateway}`, ORDER_PORT: `${order}`, QUOTING_PORT: `${quoting}`, ORDER_RPC_PORT: `${orderRpc}`, QUOTING_RPC_PORT: `${quotingRpc}`,
      PUBLIC_URL: url, PUBLIC_FILES_URL: `http://127.0.0.1:${order}`, PUBLIC_LIVE_URL: `http://127.0.0.1:${quoting}`,
      ...settings,
    };
    const market = new Market(url, env, { gateway: gateway!, order: order!, quoting: quoting! }, database.urls, database.owner, async () => {
      await database.close();
      rmSync(storage, { recursive: true, force: true });
    });
    try {
      await Promise.all(APPS.map((app) => market.start(app)));
    } catch (error) {
      const last = market.logs.slice(-30).join('\n');
      await market.close();
      throw new Error(`${String(error)}\n${last}`);
    }
    return market;
  }

  /** Starts a process and waits until it is ready. */
  async start(app: AppName): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', join(root, `dist/apps/${app}/src/main.js`)], { env: { ...this.env, DATABASE_URL: this.databaseUrls[app] }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.processes.set(app, child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => this.logs.push(...text.split('\n').filter(Boolean).map((line) => `${app} ${line}`)));
    }
    for (const end = Date.now() + 30_000; ; await sleep(50)) {
      const answer = await fetch(`http://127.0.0.1:${this.ports[app]}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      if (answer?.ok) return;
      if (child.exitCode !== null || Date.now() > end) throw new Error(`${app} did not become ready (exit ${child.exitCode})`);
    }
  }

  /** Ends a process without warning, as a power cut would. */
  async kill(app: AppName): Promise<void> {
    await this.finish(app, 'SIGKILL');
  }

  /** Asks a process to drain and leave. */
  async stop(app: AppName): Promise<void> {
    await this.finish(app, 'SIGTERM');
  }

  private async finish(app: AppName, signal: NodeJS.Signals): Promise<void> {
    const child = this.processes.get(app);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    const late = sleep(15_000, 'late', { ref: false });
    if ((await Promise.race([gone, late])) === 'late') child.kill('SIGKILL');
    await gone;
  }

  /** A person with a company of their own. */
  async person(name: string, companyName: string): Promise<ApiClient> {
    const api = new ApiClient(this.url, `${name}-${randomInt(1e9).toString(36)}@people.example`, PASSWORD);
    await api.register(name, companyName);
    return api;
  }

  async close(): Promise<void> {
    await Promise.all(APPS.map((app) => this.finish(app, 'SIGTERM')));
    await this.letGo();
  }
}

/** Repeats a question until the answer fits; what is asynchronous by design is waited for, and nothing else. */
export async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean, withinMs = 10_000): Promise<T> {
  for (const end = Date.now() + withinMs; ; await sleep(50)) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms; last answer: ${JSON.stringify(answer).slice(0, 2_000)}`);
  }
}
