import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { readyEngine, serverAccount } from './embedded-postgres/engine.mjs';
import { OWNER, ensureCluster, freePort, ownerPassword, rememberPort, rememberedPort, runAs, settleHome, takeHome } from './embedded-postgres/home.mjs';
import { clearOrphan, endServer, saysReady, servesCluster } from './embedded-postgres/postmaster.mjs';

const READY_MS = 120_000;
const TRIES = 30;
const LONGEST_PAUSE_MS = 10_000;
const LONGEST_LOG_BYTES = 10 * 1024 * 1024;

const SETTINGS = {
  listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '120', shared_buffers: '256MB',
  fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', password_encryption: 'scram-sha-256',
  // Parallel queries need /dev/shm, which containers keep small, and cores, which the services need.
  max_parallel_workers_per_gather: '0', jit: 'off', random_page_cost: '1.1', timezone: 'UTC', log_timezone: 'UTC', log_min_messages: 'warning', log_line_prefix: '%m [%p] %q%a ',
};

/** One server process and what it takes to start, watch and end it. */
class Server {
  /** @type {import('node:child_process').ChildProcess | null} */ child = null;
  stopping = false;
  /** @type {Promise<void>} */ restarting = Promise.resolve();

  constructor(/** @type {any} */ parts) {
    Object.assign(this, parts);
    this.onExit = () => { if (this.child?.pid) try { process.kill(this.child.pid, 'SIGINT'); } catch { /* gone already */ } this.release(); };
    process.on('exit', this.onExit);
  }

  url(/** @type {string} */ database) {
    return `postgresql://${OWNER}:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  async start() {
    await clearOrphan(this.cluster, this.engine, this.log);
    for (let attempt = 1; ; attempt += 1) {
      const said = await this.launch();
      if (said === null) break;
      const busyPort = /could not bind|Address already in use|could not create any TCP/i.test(said);
      const stillLocked = /postmaster\.pid|pre-existing shared memory|already in use/i.test(said);
      if (attempt >= TRIES || this.stopping || (busyPort ? this.fixedPort : !stillLocked)) {
        throw new Error(`The embedded PostgreSQL did not start in ${this.home}: ${said.trim() || 'it said nothing'}`);
      }
      if (busyPort) this.port = await freePort(null);
      else await delay(Math.min(100 * attempt, 1_000));
    }
    await rememberPort(this.home, this.port);
  }

  /** Starts the server once: null when it is ready, else what it wrote before it ended. */
  async launch() {
    const logFile = path.join(this.home, 'server.log');
    const output = openSync(logFile, 'a', 0o600);
    if (fstatSync(output).size > LONGEST_LOG_BYTES) truncateSync(logFile);
    const from = fstatSync(output).size;
    const settings = Object.entries({ ...SETTINGS, ...this.settings, port: String(this.port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // In a group of its own, so that ctrl-C at the terminal ends the services before their database.
    const child = spawn(this.engine.postgres, ['-D', this.cluster, ...settings], { ...runAs(this.account), detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    const ended = new Promise((resolve) => { child.once('error', (error) => resolve(error.message)); child.once('exit', resolve); });
    this.child = child;
    child.unref();
    const ready = await Promise.race([this.answers(child), ended.then(() => false)]);
    if (!ready) {
      this.child = null;
      if (child.pid) await endServer(child.pid, this.cluster, this.engine);
      const why = child.pid ? '' : String(await ended);
      return why + readFileSync(logFile).subarray(from).toString('utf8').slice(-4_000);
    }
    child.once('exit', (code, signal) => { if (!this.stopping) this.restarting = this.revive(signal ?? code); });
    return null;
  }

  async answers(/** @type {import('node:child_process').ChildProcess} */ child) {
    for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await delay(25)) {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      // Only a server that says itself that it listens is asked: on a taken port a stranger would see the password.
      if (!saysReady(this.cluster, child.pid)) continue;
      const client = new pg.Client({ connectionString: this.url('postgres'), connectionTimeoutMillis: 2_000 });
      client.on('error', () => undefined);
      try {
        await client.connect();
        const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [this.database]);
        if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(this.database)}`);
        return true;
      } catch (error) {
        if (/** @type {any} */ (error).code === '28P01') return false;
      } finally {
        await client.end().catch(() => undefined);
      }
    }
    return false;
  }

  async revive(/** @type {unknown} */ reason) {
    this.child = null;
    for (let pause = 200; !this.stopping; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      this.log(`PostgreSQL ended unexpectedly (${reason}); it is started again.`);
      await delay(pause);
      if (this.stopping) return;
      try {
        await this.start();
        this.log('PostgreSQL is back.');
        return;
      } catch (error) {
        reason = /** @type {Error} */ (error).message;
      }
    }
  }

  async stop() {
    this.stopping = true;
    await this.restarting;
    const pid = this.child?.pid;
    this.child = null;
    if (pid && servesCluster(pid, this.cluster, this.engine)) await endServer(pid, this.cluster, this.engine);
    process.removeListener('exit', this.onExit);
    this.release();
  }
}

/**
 * Starts the embedded PostgreSQL on a data folder: makes the cluster at the first start, ends an orphan that a killed start left behind,
 * recovers after a crash, and starts the server again when it dies. Listens on 127.0.0.1 only.
 * See the declarations beside this file for the options.
 */
export async function startEmbeddedPostgres(/** @type {string} */ dataDir, /** @type {any} */ options = {}) {
  const log = options.log ?? ((/** @type {string} */ line) => console.error(line));
  const account = serverAccount();
  const home = await settleHome(dataDir, account, log);
  const release = takeHome(home);
  try {
    const engine = await readyEngine(account, log);
    const password = await ownerPassword(home);
    const cluster = await ensureCluster(home, engine, account, password, options.sync !== false);
    // Before the port is looked for: the orphan may still hold it.
    await clearOrphan(cluster, engine, log);
    const port = options.port ?? await freePort(await rememberedPort(home));
    const server = new Server({
      home, cluster, engine, account, password, port, fixedPort: options.port !== undefined, database: options.database ?? 'mouldshare',
      settings: options.settings ?? {}, log, release,
    });
    try {
      await server.start();
    } catch (error) {
      await server.stop();
      throw error;
    }
    /** @type {Promise<void> | null} */ let stopped = null;
    return {
      url: server.url(server.database), port: server.port, home, cluster,
      get pid() { return server.child?.pid ?? null; },
      stop: () => (stopped ??= server.stop()),
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** `node tools/embedded-postgres.mjs [folder]` runs the database alone until it is told to stop. */
if (process.argv[1] && fileURLToPath(import.meta.url) === path.resolve(process.argv[1])) {
  const started = Date.now();
  const postgres = await startEmbeddedPostgres(process.argv[2] ?? path.join('.data', 'postgres'));
  console.log(`PostgreSQL listens on 127.0.0.1:${postgres.port} after ${Date.now() - started} ms; its files and the owner's password are in ${postgres.home}`);
  const alive = setInterval(() => undefined, 60_000);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => void postgres.stop().then(() => { clearInterval(alive); console.log('PostgreSQL stopped.'); process.exit(0); }));
  }
}
