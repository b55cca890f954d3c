import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLITE_MS = 20_000;
const FIRM_MS = 15_000;

export function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Tells a process from a later one that was given the same number. */
export function identityOf(/** @type {number} */ pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? null : `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${fields[19]}`;
    } catch {
      return null;
    }
  }
  if (process.platform === 'win32') return isAlive(pid) ? 'alive' : null;
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || null;
}

/** Process number in the server's own lock file, or null. */
export function lockedBy(/** @type {string} */ cluster) {
  try {
    const pid = Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Whether this very server process has written into its lock file that it takes connections. */
export function saysReady(/** @type {string} */ cluster, /** @type {number | undefined} */ pid) {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/** True only when the process runs and is a PostgreSQL server of exactly this data folder. */
export function servesCluster(/** @type {number} */ pid, /** @type {string} */ cluster, /** @type {import('./engine.mjs').Engine} */ engine) {
  if (identityOf(pid) === null) return false;
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
    } catch {
      return false;
    }
  }
  if (process.platform === 'win32') return spawnSync(engine.pgCtl, ['status', '-D', cluster], { stdio: 'ignore' }).status === 0;
  const command = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return command.includes('postgres') && command.includes(cluster);
}

/** Ends a server: first it may roll back and write its checkpoint, then it is told to stop at once and recover later. Never by SIGKILL. */
export async function endServer(/** @type {number} */ pid, /** @type {string} */ cluster, /** @type {import('./engine.mjs').Engine} */ engine) {
  for (const [signal, mode, patience] of /** @type {const} */ ([['SIGINT', 'fast', POLITE_MS], ['SIGQUIT', 'immediate', FIRM_MS]])) {
    if (!servesCluster(pid, cluster, engine)) return;
    if (process.platform === 'win32') spawnSync(engine.pgCtl, ['stop', '-D', cluster, '-m', mode, '-W'], { stdio: 'ignore' });
    else process.kill(pid, signal);
    for (const deadline = Date.now() + patience; Date.now() < deadline; await delay(20)) {
      if (!servesCluster(pid, cluster, engine)) return;
    }
  }
  throw new Error(`The PostgreSQL server ${pid} of ${cluster} does not stop.`);
}

/**
 * Clears the way after a start that ended without its stop: an orphan of this data folder is ended in good order,
 * and a lock file that names somebody else's process is removed. A lock file of a dead process is PostgreSQL's own business.
 */
export async function clearOrphan(/** @type {string} */ cluster, /** @type {import('./engine.mjs').Engine} */ engine, /** @type {(line: string) => void} */ log) {
  const pid = lockedBy(cluster);
  if (pid === null || identityOf(pid) === null) return;
  if (servesCluster(pid, cluster, engine)) {
    log(`A PostgreSQL server of an earlier start still runs (process ${pid}); it is stopped first.`);
    await endServer(pid, cluster, engine);
  } else {
    await rm(path.join(cluster, 'postmaster.pid'), { force: true });
  }
}
