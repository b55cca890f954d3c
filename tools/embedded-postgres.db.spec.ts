import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#embedded-postgres';

const program = path.resolve(import.meta.dirname, 'embedded-postgres.mjs');
const folders: string[] = [];
const children: ChildProcess[] = [];
const sleep = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

function aFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mouldshare-embedded-'));
  folders.push(folder);
  return folder;
}

/** A keeper in a process of its own, which can be killed. */
async function keeper(folder: string, env: NodeJS.ProcessEnv = {}): Promise<{ child: ChildProcess; said: () => string; ended: Promise<number | string | null> }> {
  const child = spawn(process.execPath, [program, folder], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream!.on('data', (chunk) => { text += String(chunk); });
  const ended = new Promise<number | string | null>((resolve) => { child.once('exit', (code, signal) => resolve(signal ?? code)); });
  while (!text.includes('listens on') && child.exitCode === null) await sleep(20);
  return { child, said: () => text, ended };
}

const serverPid = (folder: string) => Number(readFileSync(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
/** A process that ended but that nobody has buried yet counts as gone. */
const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
};

async function ask<T extends object>(folder: string, sql: string): Promise<T[]> {
  const port = readFileSync(path.join(folder, 'port'), 'utf8').trim();
  const password = readFileSync(path.join(folder, 'owner-password'), 'utf8').trim();
  const client = new pg.Client({ connectionString: `postgresql://mouldshare_owner:${password}@127.0.0.1:${port}/mouldshare` });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 20_000; ; await sleep(50)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) { child.kill('SIGTERM'); await new Promise((resolve) => { child.once('exit', resolve); }); }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('survives its keeper killed, itself killed, and stops in good order, with nothing lost', async () => {
    const folder = aFolder();
    const first = await keeper(folder, { LC_ALL: 'C', LANG: 'C', PGPORT: '1', PGDATA: '/nowhere' });
    expect(await ask(folder, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    expect(await ask(folder, `select datlocprovider, datlocale from pg_database where datname = 'mouldshare'`)).toEqual([{ datlocprovider: 'b', datlocale: 'C.UTF-8' }]);
    expect(await ask(folder, `select string_agg(name || '=' || setting, ' ' order by name) as s from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses', 'max_connections')`))
      .toEqual([{ s: 'fsync=on full_page_writes=on listen_addresses=127.0.0.1 max_connections=120 synchronous_commit=on' }]);
    expect(await ask(folder, `select string_agg(name, '' order by name collate "zh-x-icu") as s from (values ('张'), ('李'), ('王')) as t (name)`)).toEqual([{ s: '李王张' }]);
    expect(statSync(path.join(folder, 'owner-password')).mode & 0o777).toBe(0o600);
    await ask(folder, `create table songs (id serial, song text); insert into songs (song) values ('模享')`);
    const port = readFileSync(path.join(folder, 'port'), 'utf8');

    const orphan = serverPid(folder);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(alive(orphan)).toBe(true);
    await ask(folder, `insert into songs (song) values ('written to the orphan')`);

    const second = await keeper(folder);
    expect(second.said()).toMatch(/earlier start still runs/);
    expect(alive(orphan)).toBe(false);
    expect(readFileSync(path.join(folder, 'port'), 'utf8')).toBe(port);
    expect(await ask(folder, 'select song from songs order by id')).toEqual([{ song: '模享' }, { song: 'written to the orphan' }]);

    const victim = serverPid(folder);
    process.kill(victim, 'SIGKILL');
    await eventually(async () => { if (serverPid(folder) === victim) throw new Error('not yet'); await ask(folder, `insert into songs (song) values ('after the crash')`); });
    expect(await ask(folder, 'select count(*)::int as n from songs')).toEqual([{ n: 3 }]);

    const last = serverPid(folder);
    process.kill(last, 'SIGKILL');
    second.child.kill('SIGKILL');
    await second.ended;
    const third = await keeper(folder);
    expect(await ask(folder, 'select count(*)::int as n from songs')).toEqual([{ n: 3 }]);

    const ended = serverPid(folder);
    third.child.kill('SIGTERM');
    expect(await third.ended).toBe(0);
    expect(alive(ended)).toBe(false);
    expect(existsSync(path.join(folder, 'cluster', 'postmaster.pid'))).toBe(false);
    expect(existsSync(path.join(folder, 'keeper.json'))).toBe(false);
  }, 60_000);

  it('is kept by one process at a time, passes over strangers, and moves when its port is taken', async () => {
    const folder = aFolder();
    const log: string[] = [];
    const start = () => startEmbeddedPostgres(folder, { sync: false, log: (line) => log.push(line), settings: { shared_buffers: '32MB' } });
    const server = await start();
    await expect(start()).rejects.toThrow(/is in use: process \d+ runs it/);
    await server.stop();
    await server.stop();

    const stranger = net.createServer().listen(server.port, '127.0.0.1');
    await new Promise((resolve) => { stranger.once('listening', resolve); });
    writeFileSync(path.join(folder, 'keeper.json'), JSON.stringify({ pid: process.pid, identity: 'somebody who had this number before' }));
    writeFileSync(path.join(folder, 'cluster', 'postmaster.pid'), `${process.pid}\n/elsewhere\n`);
    const moved = await start();
    expect(moved.port).not.toBe(server.port);
    expect(await ask(folder, 'select 1 as one')).toEqual([{ one: 1 }]);
    await moved.stop();
    await expect(startEmbeddedPostgres(folder, { port: server.port, log: () => undefined })).rejects.toThrow(/did not start[^]*Address already in use/);
    stranger.close();

    writeFileSync(path.join(folder, 'cluster', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/made by PostgreSQL 17/);
  }, 60_000);
});
