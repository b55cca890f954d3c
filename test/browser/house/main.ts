import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserServer } from 'playwright-core';
import { Market } from '../../e2e/market.js';
import { demoEmail, buyer, guests } from '../../../tools/demo/cast.js';
import { aBrowser } from './browser.js';
import { moving } from './camera.js';
import { Cast, tell, type Story } from './story.js';

/** What a spec is told: where the product is, where the browser listens, who is who and what there is. */
export interface Opened { url: string; browser: string; story: Story; /** The file that the browser's camera shows. */ camera: string }

/** One product, one browser and one story for all browser specs of a run, made when the first of them asks; gone when standard input ends. */
let market: Market | null = null;
let browser: BrowserServer | null = null;
let opening: Promise<Opened> | null = null;
const room = mkdtempSync(join(tmpdir(), 'mouldshare-browser-'));
const camera = join(room, 'camera.y4m');

async function open(): Promise<Opened> {
  writeFileSync(camera, moving(null));
  [market, browser] = await Promise.all([Market.open({ DEMO_BUYER: demoEmail(buyer.key), DEMO_GUESTS: guests.map(({ key }) => demoEmail(key)).join(), LOG_LEVEL: 'warn' }), aBrowser(camera)]);
  return { url: market.url, browser: browser.wsEndpoint(), story: await tell(new Cast(market.url)), camera };
}

const server = createServer((request, response) => {
  // The lines of the product, for whoever has to find out why a spec failed.
  if (request.url === '/lines') return void response.end(market?.logs.slice(-200).join('\n') ?? '');
  opening ??= open();
  opening.then((opened) => response.end(JSON.stringify(opened)), (error: unknown) => {
    response.statusCode = 500;
    response.end(error instanceof Error ? error.stack : String(error));
  });
});
// Bringing everything up takes longer than a server waits by itself.
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  server.close();
  server.closeAllConnections();
  await opening?.catch(() => undefined);
  await browser?.close();
  await market?.close();
  rmSync(room, { recursive: true, force: true });
  process.exit(0);
}
process.stdin.once('close', () => void end()).once('end', () => void end()).resume();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
