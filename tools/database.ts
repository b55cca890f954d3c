import { bootstrap, migrate } from '#platform/database';
import type { ServiceName } from '#contracts';
import { migrations as gateway } from '../apps/gateway/src/database/migrations/index.js';
import { migrations as order } from '../apps/order/src/database/migrations/index.js';
import { migrations as quoting } from '../apps/quoting/src/database/migrations/index.js';

const houses: [ServiceName, readonly Function[]][] = [['gateway', gateway], ['order', order], ['quoting', quoting]];

/** Makes roles and schemas and brings all three schemas up to date; repeating it is harmless. Returns what ran. */
export async function prepareDatabase(ownerUrl: string, secret: string): Promise<string[]> {
  await bootstrap(ownerUrl, secret);
  const ran: string[] = [];
  for (const [service, migrations] of houses) ran.push(...(await migrate(ownerUrl, service, migrations)));
  return ran;
}
