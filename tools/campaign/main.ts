import 'reflect-metadata';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
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
  short: {
    bids: 5_000, shops: 12, moulds: [2, 2], repeats: { twice: 0.14, again: 1 }, betweenMs: 700, pauseMs: 350, lookMs: 15_000, mostMs: 12 * 60_000,
    demand: { bids: 5_000, kills: 30, crashes: 3, pauses: 6, cuts: 20, duplicates: 1_000, nearClosings: 50, drained: 20, fullDisks: 1, amended: 5, confirmed: 5, stopped: 5, ousted: 5 },
    plan: { kills: 32, crashes: 3, pauses: 6, cuts: 20, halfOpen: 8, stalls: 5, duplicates: 6, fullDisks: 1, pauseMs: [800, 4_000] },
  },
  long: {
    bids: 50_000, shops: 16, moulds: [9, 9], repeats: { twice: 0.2, again: 2 }, betweenMs: 500, pauseMs: 600, lookMs: 90_000, mostMs: 110 * 60_000,
    demand: { bids: 50_000, kills: 500, crashes: 25, pauses: 50, cuts: 200, duplicates: 20_000, nearClosings: 500, drained: 20, fullDisks: 10, amended: 50, confirmed: 50, stopped: 50, ousted: 50 },
    plan: { kills: 508, crashes: 26, pauses: 52, cuts: 230, halfOpen: 50, stalls: 30, duplicates: 60, fullDisks: 12, pauseMs: [800, 8_000] },
  },
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
  const { operations, frames, ...rest } = history;
  const { entries, bids, deliveries, events, inbox, ...tables } = dump;
  for (const [name, lines] of Object.entries({ operations, frames, entries, bids, deliveries, events, inbox })) writeLines(join(out, `${name}.jsonl`), lines);
  writeFileSync(join(out, 'run.json'), JSON.stringify({ history: rest, dump: tables, faults }));
  console.log(readable(whole));
  console.log(`Kept in ${out}`);
  return EXIT[report.verdict.verdict];
}

/** One text of all of a long run would be longer than a string can be. */
function writeLines(file: string, lines: readonly unknown[]): void {
  writeFileSync(file, '');
  for (let at = 0; at < lines.length; at += 1_000) appendFileSync(file, lines.slice(at, at + 1_000).map((line) => `${JSON.stringify(line)}\n`).join(''));
}

// The database goes with this process, and the services when they have nobody to answer to.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(1));
main().then((code) => process.exit(code), (error: unknown) => {
  console.error(error);
  process.exit(1);
});
