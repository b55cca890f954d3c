import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { startSettings, writeEnvExample } from '#platform/config';

const FILE = '.env.example';

/** The text of `.env.example`, made from the settings tables of `npm start` and the three apps. */
export async function envExample(): Promise<string> {
  // The tables read the environment when they are loaded; what this machine has set must not stop that.
  process.env.NODE_ENV = 'test';
  const [{ gatewaySettings }, { orderSettings }, { quotingSettings }] = await Promise.all([
    import('../apps/gateway/src/config.js'), import('../apps/order/src/config.js'), import('../apps/quoting/src/config.js'),
  ]);
  const { houseSettings, rpcSettings } = await import('#platform/config');
  return writeEnvExample([
    { title: 'All processes', table: houseSettings },
    { title: 'Calls between the services', table: rpcSettings },
    { title: 'gateway', table: gatewaySettings },
    { title: 'order', table: orderSettings },
    { title: 'quoting', table: quotingSettings },
    { title: 'npm start', table: startSettings },
  ]);
}

/** Writes the file, or with `--check` says whether it is fresh. */
async function main(): Promise<void> {
  const text = await envExample();
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, text);
    return;
  }
  let current = '';
  try {
    current = readFileSync(FILE, 'utf8');
  } catch {
    // A missing file is a stale one.
  }
  if (current !== text) {
    console.error(`${FILE} is not what the settings tables say; run \`npm run generate\`.`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
