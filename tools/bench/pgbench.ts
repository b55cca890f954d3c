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
  const folder = mkdtempSync(join(tmpdir(), 'mouldshare-pgbench-'));
  try {
    writeFileSync(join(folder, 'script.sql'), script);
    const { hostname, port, username, password, pathname } = new URL(url);
    const told = await said(program, ['-n', '-M', 'prepared', '-c', '1', '-j', '1', '-t', String(transactions), '-f', 'script.sql', '-l', '--log-prefix=log'], folder, {
      PATH: process.env.PATH, PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password, PGDATABASE: pathname.slice(1), PGTZ: 'UTC',
    });
    // A line a transaction: client, number, microseconds, script, second, microsecond.
    const lines = readdirSync(folder).filter((name) => name.startsWith('log.')).flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
    const latencies = lines.map((line) => Number(line.split(' ')[2]) / 1_000);
    if (latencies.length !== transactions || latencies.some((ms) => !(ms > 0))) throw new Error(`pgbench did ${latencies.length} of ${transactions} transactions:\n${told.slice(-2_000)}`);
    return { latencies };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
