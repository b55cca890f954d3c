import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../../tools/embedded-postgres.mjs';

const KEY = Symbol.for('mouldshare.test.postgres');

/** Ends the server and removes its folder when the test run dies without a word, by kill -9 or ctrl-C. */
const GUARD = `
trap '' INT TERM HUP
runs() { kill -0 "$1" 2>/dev/null && ! grep -q ') Z ' "/proc/$1/stat" 2>/dev/null; }
while runs "$1"; do sleep 1; done
server=$(head -n 1 "$2/cluster/postmaster.pid" 2>/dev/null)
[ -n "$server" ] && kill -QUIT "$server" 2>/dev/null
tries=0
while [ -n "$server" ] && runs "$server" && [ $tries -lt 50 ]; do sleep 0.2; tries=$((tries + 1)); done
rm -rf "$2"`;

/**
 * One PostgreSQL for the whole run, in a folder that is thrown away. Several jest projects may ask for it: the first one starts it.
 * A TEST_DATABASE_URL in the environment names another server, and then none is started.
 */
export default async function setup() {
  const held = globalThis[KEY];
  if (held) {
    held.users += 1;
    return;
  }
  if (process.env.TEST_DATABASE_URL) return;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mouldshare-test-'));
  const guard = process.platform === 'win32' ? null : spawn('/bin/sh', ['-c', GUARD, 'guard', String(process.pid), folder], { detached: true, stdio: 'ignore', cwd: '/' });
  guard?.unref();
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startEmbeddedPostgres(folder, {
      sync: false, database: 'postgres', log: () => undefined,
      settings: { shared_buffers: '128MB', checkpoint_timeout: '1h', max_wal_size: '8GB', wal_level: 'minimal', max_wal_senders: '0', autovacuum_naptime: '1h' },
    });
    globalThis[KEY] = {
      users: 1,
      async stop() {
        await server.stop();
        removeFolder();
        guard?.kill('SIGKILL');
      },
    };
    process.env.TEST_DATABASE_URL = server.url;
  } catch (error) {
    removeFolder();
    guard?.kill('SIGKILL');
    throw error;
  }
}
