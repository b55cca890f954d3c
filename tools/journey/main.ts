import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readJourney, type Pace } from './document.js';
import { deeds } from './steps.js';
import { Differs, Traveller } from './traveller.js';

/** `npm run journey -- --url http://127.0.0.1:3000 [--pace fast|real]`: the main job as an outsider does it, step by step. */
const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:3000' }, pace: { type: 'string', default: 'fast' }, help: { type: 'boolean', default: false } } });
if (values.help || !URL.canParse(values.url) || !['fast', 'real'].includes(values.pace)) {
  console.log('npm run journey -- --url <address of the gateway> [--pace fast|real]\nRuns the steps of docs/api/journey.md and ends with code 1 when one of them differs.');
  process.exit(values.help ? 0 : 2);
}

const steps = readJourney(readFileSync(checkoutFile('docs/api/journey.md'), 'utf8'));
const traveller = new Traveller(values.url.replace(/\/$/, ''), values.pace as Pace, steps);
const missing = [...steps.keys()].filter((number) => deeds[number] === undefined);
if (missing.length > 0) throw new Error(`This client does not know how to do step ${missing.join(', ')}.`);

console.log(`${steps.size} steps of docs/api/journey.md against ${traveller.url}, ${traveller.pace} pace\n`);
let failed = false;
const begun = Date.now();
for (const { number, title } of steps.values()) {
  const label = `${String(number).padStart(2)}  ${title.replaceAll(/\s*\(.*$/g, '').slice(0, 72).padEnd(72)}`;
  if (failed) {
    console.log(`${label}      –  not tried`);
    continue;
  }
  const before = performance.now();
  let outcome = 'ok';
  try {
    await deeds[number]!(traveller);
  } catch (error) {
    failed = true;
    outcome = error instanceof Differs ? `DIFFERS  ${error.message}` : `FAILED  ${error instanceof Error ? `${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}` : String(error)}`;
  }
  console.log(`${label} ${String(Math.round(performance.now() - before)).padStart(6)} ms  ${outcome}`);
}
console.log(`\n${failed ? 'The journey did not arrive.' : 'Arrived.'} ${((Date.now() - begun) / 1_000).toFixed(1)} s`);
process.exit(failed ? 1 : 0);

function checkoutFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, path);
}
