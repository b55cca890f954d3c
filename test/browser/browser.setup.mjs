import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import startPostgres from '../../libs/testing/src/postgres.setup.mjs';

const KEY = Symbol.for('mouldshare.test.house');

/**
 * The database of the run, and a small process that brings up the product, its people and one browser when the first spec asks for them, so
 * that a run without browser specs pays nothing. That process ends with this one, however this one ends: it holds the other end of a pipe.
 */
export default async function setup() {
  await startPostgres();
  const main = fileURLToPath(new URL('./house/main.ts', import.meta.url));
  const house = spawn(process.execPath, ['--conditions=source', '--no-warnings', '--import', new URL('../../tools/run-source.mjs', import.meta.url).href, main], { stdio: ['pipe', 'pipe', 'inherit'] });
  globalThis[KEY] = house;
  process.env.TEST_BROWSER_HOUSE = await new Promise((resolve, reject) => {
    house.stdout.once('data', (line) => resolve(String(line).trim()));
    house.once('exit', (code) => reject(new Error(`The house of the browser specs ended (${code}).`)));
  });
}
