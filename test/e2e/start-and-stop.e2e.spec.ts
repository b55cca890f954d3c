import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts, takenPorts } from '../../tools/start/ports.js';

const root = resolve(fileURLToPath(import.meta.url), '../../..');

describe('npm start', () => {
  // Where the database can live whoever runs this: root's is kept by another account.
  const folder = mkdtempSync(join(tmpdir(), 'start-spec-'));
  chmodSync(folder, 0o755);
  let npm: ChildProcess;
  let database: number | undefined;
  const said: string[] = [];

  const alive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  const until = async (what: string, holds: () => boolean | Promise<boolean>, seconds: number): Promise<void> => {
    for (const end = Date.now() + seconds * 1_000; !await holds(); await sleep(200)) if (Date.now() > end) throw new Error(`${what} did not come true in ${seconds} s.\n${said.join('')}`);
  };

  afterAll(async () => {
    // What is left after a failure, and only that.
    try {
      process.kill(-npm.pid!, 'SIGKILL');
    } catch {
      // All of them are gone, as they should be.
    }
    if (database !== undefined && alive(database)) process.kill(database, 'SIGINT');
    await until('The end of the database', () => database === undefined || !alive(database), 20);
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  it('takes its services and its database with it when npm alone is told to end', async () => {
    const names = ['GATEWAY_PORT', 'ORDER_PORT', 'QUOTING_PORT', 'ORDER_RPC_PORT', 'QUOTING_RPC_PORT'];
    const ports = await freePorts(names.length);
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, DEMO: '0', DATA_DIR: folder, HOST: '127.0.0.1', ...Object.fromEntries(names.map((name, i) => [name, `${ports[i]}`])) };
    // Without the build before it: other stories are running on the product that is built.
    npm = spawn('npm', ['start', '--ignore-scripts'], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [npm.stdout!, npm.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
    await until('The start', () => said.join('').includes('is up at'), 90);
    const held = (): Promise<string[]> => takenPorts(names.map((setting, i) => ({ setting, host: '127.0.0.1', port: ports[i]! })));
    const pidFile = join(folder, 'postgres/cluster/postmaster.pid');
    database = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    expect([(await held()).length, alive(database)]).toEqual([names.length, true]);

    process.kill(npm.pid!, 'SIGTERM');
    await until('The end of the services', async () => (await held()).length === 0, 30);
    await until('The end of the database', () => !alive(database!), 20);
    expect(existsSync(pidFile)).toBe(false);
    // Nobody of the group is left behind without a port.
    await until('The end of the group', () => !alive(-npm.pid!), 10);
  }, 180_000);
});
