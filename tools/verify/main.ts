import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { RecordKey } from '#contracts/lot-record';
import { keptIn, type Kept } from './kept.js';
import { verifyRecord } from './record.js';

const USAGE = `npm run verify -- record.json [--keys mouldshare-keys.json] [--head FILE] [--receipt FILE]
  --keys     keys as quoting, the service of /live, publishes them at /.well-known/mouldshare-keys.json: only these are trusted
  --head     a head that was kept at the closing (lot:head of /live, closingHead of GraphQL)
  --receipt  a receipt of a bid or confirmation, or an answer that holds some; --head and --receipt may be given any number of times`;
const OPTIONS: readonly string[] = ['--keys', '--head', '--receipt'];

interface Asked { record: string; keys: string | null; kept: [option: string, file: string][] }

/** What the command line asks for; null when it cannot be understood. */
function asked(args: readonly string[]): Asked | null {
  const [records, keys, kept] = [[] as string[], [] as string[], [] as [string, string][]];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i]!;
    if (!arg.startsWith('--')) records.push(arg);
    else if (!OPTIONS.includes(arg) || args[i + 1] === undefined) return null;
    else if (arg === '--keys') keys.push(args[i += 1]!);
    else kept.push([arg, args[i += 1]!]);
  }
  return records.length === 1 && keys.length <= 1 ? { record: records[0]!, keys: keys[0] ?? null, kept } : null;
}

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Checks an exported record offline; the exit code says what came of it: 0 whole, 1 not, 2 nothing to check. */
function main(args: readonly string[]): number {
  const wanted = asked(args);
  if (wanted === null) {
    console.error(USAGE);
    return 2;
  }
  const published = wanted.keys === null ? null : (json(wanted.keys) as { keys?: RecordKey[] }).keys;
  // Without the list nothing would be trusted or everything: neither is what was asked for.
  if (published !== null && !Array.isArray(published)) {
    console.error(`${wanted.keys} holds no keys. Quoting, the service of /live, publishes them at /.well-known/mouldshare-keys.json.`);
    return 2;
  }
  const files = wanted.kept.map(([option, file]) => ({ option, file, found: keptIn(json(file)) }));
  const kept: Kept = { heads: files.flatMap(({ found }) => found.heads), receipts: files.flatMap(({ found }) => found.receipts), confirmations: files.flatMap(({ found }) => found.confirmations) };
  const { problems, unchecked, record } = verifyRecord(readFileSync(wanted.record), published?.map(({ kid }) => kid) ?? null, kept, published ?? []);
  for (const { option, file, found } of files) {
    if ((option === '--head' ? found.heads : [...found.receipts, ...found.confirmations]).length === 0) problems.push(`There is no ${option.slice(2)} in ${file}.`);
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0 || record === null) return 1;
  console.log(`${record.lotId}: ${record.entries.length} entries, ${record.openings.length} bids opened, chain and signatures hold (key ${record.key.kid}).`);
  if (wanted.kept.length > 0) console.log(`  held against ${wanted.kept.map(([, file]) => file).join(', ')}`);
  for (const { rank, bidId, comparableMinor } of record.ranking ?? []) console.log(`  ${rank}. ${bidId} ${comparableMinor}`);
  console.log(record.viewer === 'BUYER' ? `  first by the rules: ${record.winner ?? 'nobody'}; awarded: ${record.awarded ?? 'nobody'}` : '  a bidder\'s record: own bids only, no ranking');
  for (const sentence of unchecked) console.log(`  ${sentence}`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
