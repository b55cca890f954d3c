import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** The program, from the path or where Debian keeps it; null when it is not installed. */
export function findPgbench(): string | null {
  const newestFirst = (): string[] => {
    try {
      return readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
    } catch {
      return [];
    }
  };
  const places = [...(process.env.PATH ?? '').split(delimiter), ...newestFirst()].filter((folder) => folder !== '').map((folder) => join(folder, 'pgbench'));
  return places.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface PgbenchRun {
  /** Milliseconds of each transaction. */
  latencies: number[];
}

/** Runs a script so many times on one connection, prepared. Throws when a transaction failed. */
export async function runPgbench(program: string, url: string, script: string, transactions: number): Promise<PgbenchRun> {
  return withScript(script, async (folder) => {
    const told = await said(program, ['-n', '-M', 'prepared', '-c', '1', '-j', '1', '-t', String(transactions), '-f', 'script.sql', '-l', '--log-prefix=log'], folder, doorOf(url));
    // A line a transaction: client, number, microseconds, script, second, microsecond.
    const lines = readdirSync(folder).filter((name) => name.startsWith('log.')).flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
    const latencies = lines.map((line) => Number(line.split(' ')[2]) / 1_000);
    if (latencies.length !== transactions || latencies.some((ms) => !(ms > 0))) throw new Error(`pgbench did ${latencies.length} of ${transactions} transactions:\n${told.slice(-2_000)}`);
    return { latencies };
  });
}

/** Runs a script for some seconds on so many connections, prepared; transactions in all and a second. Throws when one failed. */
export async function ratePgbench(program: string, url: string, script: string, connections: number, seconds: number, variables: Readonly<Record<string, number>> = {}): Promise<{ done: number; perSecond: number }> {
  return withScript(script, async (folder) => {
    const defined = Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    const told = await said(program, ['-n', '-M', 'prepared', '-c', String(connections), '-j', '1', '-T', String(seconds), '-f', 'script.sql', ...defined], folder, doorOf(url));
    const done = Number(/^number of transactions actually processed: (\d+)/m.exec(told)?.[1]);
    const perSecond = Number(/^tps = ([\d.]+)/m.exec(told)?.[1]);
    if (!(done > 0) || !(perSecond > 0) || !/^number of failed transactions: 0 /m.test(told)) throw new Error(`pgbench did not do what it was asked to:\n${told.slice(-2_000)}`);
    return { done, perSecond };
  });
}

async function withScript<T>(script: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mouldshare-pgbench-'));
  try {
    writeFileSync(join(folder, 'script.sql'), script);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function doorOf(url: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname } = new URL(url);
  return { PATH: process.env.PATH, PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password, PGDATABASE: pathname.slice(1), PGTZ: 'UTC' };
}

function said(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (more: string) => { text += more; });
    }
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`pgbench ended with ${code}:\n${text.slice(-2_000)}`))));
  });
}
