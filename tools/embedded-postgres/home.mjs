import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { reaches, systemPlace } from './engine.mjs';
import { identityOf } from './postmaster.mjs';

/** Superuser of the embedded server: it owns the tables and runs the migrations; services never sign in as it. */
export const OWNER = 'mouldshare_owner';

/** The folder where the database really lives: the one asked for, unless root asked for one that the server's account cannot reach. */
export async function settleHome(/** @type {string} */ wanted, /** @type {import('./engine.mjs').Account} */ account, /** @type {(line: string) => void} */ log) {
  const asked = path.resolve(wanted);
  await mkdir(asked, { recursive: true, mode: account ? 0o755 : 0o700 });
  if (!account) return asked;
  await chmod(asked, 0o755);
  if (reaches(account, asked)) return asked;
  const home = path.join(await systemPlace(), createHash('sha256').update(asked).digest('hex').slice(0, 12));
  await mkdir(home, { recursive: true, mode: 0o755 });
  await chmod(home, 0o755);
  log(`The account ${account.name} cannot reach ${asked}: the database lives in ${home}.`);
  return home;
}

/** Takes the folder for this process, or says who has it. A holder that is gone has no say. */
export function takeHome(/** @type {string} */ home) {
  const file = path.join(home, 'keeper.json');
  const mine = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) });
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => {
        try {
          if (readFileSync(file, 'utf8') === mine) unlinkSync(file);
        } catch { /* gone already */ }
      };
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw new Error(`This user may not write in ${home}: it belongs to another one. Choose another data folder (DATA_DIR), or start as that user.`);
      if (code !== 'EEXIST') throw error;
    }
    const holder = readKeeper(file);
    if (holder && identityOf(holder.pid) === holder.identity) {
      throw new Error(`The database in ${home} is in use: process ${holder.pid} runs it. Stop that one first, or choose another data folder.`);
    }
    try { unlinkSync(file); } catch { /* another starter was faster */ }
  }
}

function readKeeper(/** @type {string} */ file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(holder.pid) && holder.identity ? holder : null;
  } catch {
    return null;
  }
}

/** The owner's password: random, made once, readable by this user alone. */
export async function ownerPassword(/** @type {string} */ home) {
  const file = path.join(home, 'owner-password');
  if (!existsSync(file)) await writeFile(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
  await chmod(file, 0o600);
  return (await readFile(file, 'utf8')).trim();
}

/** Makes the cluster when there is none: UTF-8 whatever the environment says, and all of it or nothing. */
export async function ensureCluster(
  /** @type {string} */ home, /** @type {import('./engine.mjs').Engine} */ engine, /** @type {import('./engine.mjs').Account} */ account,
  /** @type {string} */ password, /** @type {boolean} */ sync,
) {
  const cluster = path.join(home, 'cluster');
  if (existsSync(path.join(cluster, 'PG_VERSION'))) {
    const major = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
    if (major !== engine.version.split('.')[0]) {
      throw new Error(`The database in ${home} was made by PostgreSQL ${major}, and the embedded one is ${engine.version}. Move the folder away, or bring its rows over with the tools of PostgreSQL ${major}.`);
    }
    return cluster;
  }
  for (const name of await readdir(home)) if (name.startsWith('cluster.draft')) await rm(path.join(home, name), { recursive: true, force: true });
  const draft = path.join(home, `cluster.draft-${process.pid}`);
  const passwordFile = path.join(home, `cluster.draft-password-${process.pid}`);
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) for (const target of [draft, passwordFile]) await chown(target, account.uid, account.gid);
  try {
    await run(engine.initdb, [
      `--pgdata=${draft}`, `--username=${OWNER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', ...(sync ? [] : ['--no-sync']),
    ], account);
    await rename(draft, cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
  return cluster;
}

function run(/** @type {string} */ program, /** @type {string[]} */ args, /** @type {import('./engine.mjs').Account} */ account) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...runAs(account), stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { said = (said + chunk).slice(-4_000); });
    child.on('error', reject);
    child.on('close', (code, signal) => (code === 0 ? resolve(undefined) : reject(new Error(`${path.basename(program)} failed (${signal ?? code}): ${said.trim()}`))));
  });
}

/** Account, folder and environment for the server's programs: nothing of the caller's locale or PG settings gets through. */
export function runAs(/** @type {import('./engine.mjs').Account} */ account) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name)));
  return {
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
    ...(process.platform === 'win32' ? {} : { cwd: '/' }),
    env: { ...env, LC_ALL: 'C', TZ: 'UTC' },
  };
}

/** The port of the last start, so that addresses written down stay good; null when there was none. */
export async function rememberedPort(/** @type {string} */ home) {
  const port = Number(await readFile(path.join(home, 'port'), 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

/** Whole or not at all: somebody may be reading it, or this process may be ended in the middle. */
export async function rememberPort(/** @type {string} */ home, /** @type {number} */ port) {
  const draft = path.join(home, 'port.draft');
  await writeFile(draft, `${port}\n`);
  await rename(draft, path.join(home, 'port'));
}

/** A port on the loopback address that nobody listens on: the preferred one if it is free. */
export async function freePort(/** @type {number | null} */ preferred) {
  const probe = (/** @type {number} */ port) => new Promise((/** @type {(port: number | null) => void} */ resolve) => {
    const server = net.createServer();
    server.unref();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const { port: found } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(found));
    });
  });
  const port = (preferred && await probe(preferred)) || await probe(0);
  if (!port) throw new Error('There is no free port on 127.0.0.1.');
  return port;
}
