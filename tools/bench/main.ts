import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { awarding } from './awarding.js';
import type { Bench } from './bench.js';
import { board } from './board.js';
import { closing, rush } from './closing-rush.js';
import { engine } from './engine.js';
import { history } from './history.js';
import { files } from './files.js';
import { fanOut } from './fan-out.js';
import { liveLoad } from './live-load.js';
import { loneBid } from './lone-bid.js';
import { partsInsert } from './parts-insert.js';
import { publication } from './publication.js';
import { reached, tableOf, type Row } from './report.js';
import { Stack } from './stack.js';
import { Trade } from './trade.js';

/**
 * Measures the house against references in the same run: `npm run bench -- [--only NAME]… [--json FILE] [--strict]`.
 * It reports and never judges: the exit code is 0 whatever the numbers, unless something broke, or a goal was missed and `--strict` was asked for.
 */
const BENCHES: readonly Bench[] = [board, partsInsert, loneBid, engine, liveLoad, fanOut, publication, awarding, rush, closing, history, files];

const say = (text: string): void => console.error(`bench: ${text}`);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, json: { type: 'string' }, strict: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });
  const unknown = values.only?.filter((name) => !BENCHES.some((bench) => bench.name === name)) ?? [];
  if (values.help || unknown.length > 0) {
    console.log([...unknown.map((name) => `There is no bench ${name}.`), 'Benches, for --only:', ...BENCHES.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`)].join('\n'));
    return unknown.length > 0 ? 2 : 0;
  }
  const chosen = BENCHES.filter(({ name, slow }) => values.only?.includes(name) ?? slow !== true);
  const startedAt = Date.now();
  const rows: Row[] = [];
  const failures: string[] = [];
  const stack = await Stack.open();
  let machine: Awaited<ReturnType<typeof describeMachine>>;
  try {
    machine = await describeMachine(stack);
    say(`the house is up after ${seconds(startedAt)} s`);
    const trade = await Trade.open(stack.url);
    for (const bench of chosen) {
      const begunAt = Date.now();
      try {
        rows.push(...await bench.run({ stack, trade, say }));
        say(`${bench.name}: done in ${seconds(begunAt)} s`);
      } catch (error) {
        failures.push(`${bench.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        say(failures.at(-1)!);
      }
    }
  } finally {
    await stack.close();
  }
  const notes = rows.filter(({ note }) => note).map(({ name, what, note }) => `${name}, ${what}: ${note}`);
  console.log([`${machine.text}`, '', tableOf(rows), '', ...notes, `Limits on requests were off; every number is the median of its rounds with the least and the most. ${seconds(startedAt)} s in all.`].join('\n'));
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ at: new Date(startedAt).toISOString(), machine, rows: rows.map((row) => ({ ...row, reached: reached(row) })), failures }, null, 2)}\n`);
  if (failures.length > 0) return 1;
  return values.strict && rows.some((row) => reached(row) === false) ? 1 : 0;
}

async function describeMachine(stack: Stack) {
  const { version, fsync, commit } = await stack.one<{ version: string; fsync: string; commit: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`);
  const all = cpus();
  const facts = { cores: all.length, processor: all[0]?.model ?? 'unknown', memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.versions.node, postgres: version, fsync, synchronousCommit: commit };
  const text = `${facts.cores} cores (${facts.processor}), ${facts.memoryGiB} GiB, Node ${facts.node}, PostgreSQL ${version} (fsync ${fsync}, synchronous_commit ${commit}); services, database and load share the machine`;
  return { ...facts, text };
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1_000).toFixed(1);
}

process.exitCode = await main();
