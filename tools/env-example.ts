import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { houseSettings, rpcSettings, startSettings, writeEnvExample } from '#platform/config';
import { gatewaySettings } from '../apps/gateway/src/settings.js';
import { orderSettings } from '../apps/order/src/settings.js';
import { quotingSettings } from '../apps/quoting/src/settings.js';

const FILE = '.env.example';

/** The text of `.env.example`, made from the settings tables of `npm start` and the three apps. */
export function envExample(): string {
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
function main(): void {
  const text = envExample();
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

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
