import { setTimeout as sleep } from 'node:timers/promises';
import { aFactory, aShop, SMALL_BOM } from '../journeys/trade.js';
import { LiveClient } from '../../tools/client/live-client.js';
import { Market } from './market.js';
it('closes', async () => {
  const market = await Market.open({ LOG_LEVEL: 'info' });
  const floor = await aFactory(market, Buffer.from(SMALL_BOM), 'M1');
  const out: string[] = [];
  for (const app of ['quoting', 'gateway', 'order'] as const) {
    const t = Date.now();
    await market.stop(app); const a = Date.now(); await market.start(app); out.push(`${app} stop ${a - t} start ${Date.now() - a}`);
  }
  for (const app of ['quoting', 'gateway', 'order'] as const) {
    const t = Date.now();
    await market.kill(app); const a = Date.now(); await market.start(app); out.push(`${app} kill ${a - t} start ${Date.now() - a}`);
  }
  await floor.lin.ask('{ moulds { edges { cursor } } }');
  const t = Date.now(); await market.close(); out.push(`close ${Date.now() - t}`);
  console.log(out.join('\n') + '\n' + market.logs.slice(-25).join('\n'));
}, 120000);
