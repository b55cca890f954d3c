import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { play, type Size } from './campaign.js';
import { readable } from './report.js';

/**
 * `npm run campaign -- --short | --long [--seed N] [--out FOLDER]`: brings up a house of its own, bids on it while it is being hurt, and holds what clients saw
 * against what the tables say. Ends with 0 when everything holds, 1 when something is broken, 2 when too little happened to say so.
 */
const SIZES: Readonly<Record<'short' | 'long', Size>> = {
  short: { bids: 5_000, shops: 12, moulds: [2, 2], demand: { bids: 5_000, kills: 30, crashes: 3, pauses: 6, cuts: 20, duplicates: 1_000, nearClosings: 50, drained: 20 }, plan: { kills: 32, crashes: 3, pauses: 6, cuts: 20, halfOpen: 8, stalls: 5, duplicates: 6, pauseMs: [800, 4_000] }, betweenMs: 1_200 },
  long: { bids: 12_000, shops: 16, moulds: [4, 4], demand: { bids: 12_000, kills: 120, crashes: 10, pauses: 20, cuts: 60, duplicates: 2_500, nearClosings: 150, drained: 20 }, plan: { kills: 124, crashes: 10, pauses: 20, cuts: 60, halfOpen: 20, stalls: 12, duplicates: 20, pauseMs: [800, 8_000] }, betweenMs: 1_500 },
};
const EXIT = { HOLDS: 0, BROKEN: 1, UNKNOWN: 2 } as const;
const root = resolve(import.meta.dirname, '../../..');

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { short: { type: 'boolean', default: false }, long: { type: 'boolean', default: false }, seed: { type: 'string' }, out: { type: 'string' } } });
  if (values.short === values.long) {
    console.error('npm run campaign -- --short | --long [--seed N] [--out FOLDER]');
    return 2;
  }
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const out = resolve(root, values.out ?? '.data/campaign');
  const startedAt = Date.now();
  const { report, history, dump, faults } = await play(SIZES[values.long ? 'long' : 'short'], seed, (text) => console.error(`campaign: ${((Date.now() - startedAt) / 1_000).toFixed(0)} s ${text}`));
  const whole = { ...report, startedAt: new Date(startedAt).toISOString(), seconds: Math.round((Date.now() - startedAt) / 1_000), machine: `${cpus().length} cores ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}`, seed };
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'report.json'), JSON.stringify(whole, null, 1));
  writeFileSync(join(out, 'report.md'), readable(whole));
  writeFileSync(join(out, 'history.jsonl'), history.operations.map((op) => JSON.stringify(op)).join('\n'));
  writeFileSync(join(out, 'run.json'), JSON.stringify({ history: { ...history, operations: [] }, dump, faults }));
  console.log(readable(whole));
  console.log(`Kept in ${out}`);
  return EXIT[report.verdict.verdict];
}

// The database goes with this process, and the services when they have nobody to answer to.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(1));
main().then((code) => process.exit(code), (error: unknown) => {
  console.error(error);
  process.exit(1);
});
