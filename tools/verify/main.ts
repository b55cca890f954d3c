import { readFileSync } from 'node:fs';
import { verifyRecord } from './record.js';

const USAGE = 'npm run verify -- record.json [--keys mouldshare-keys.json]   (keys as published at /.well-known/mouldshare-keys.json)';

/** Checks an exported record offline; the exit code says what came of it: 0 whole, 1 not, 2 nothing to check. */
function main(args: readonly string[]): number {
  const at = args.indexOf('--keys');
  const file = args.find((arg, i) => !arg.startsWith('--') && (at === -1 || i !== at + 1));
  if (file === undefined || (at !== -1 && args[at + 1] === undefined)) {
    console.error(USAGE);
    return 2;
  }
  const keyIds = at === -1 ? null : (JSON.parse(readFileSync(args[at + 1]!, 'utf8')) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  const { problems, unchecked, record } = verifyRecord(readFileSync(file), keyIds);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0 || record === null) return 1;
  console.log(`${record.lotId}: ${record.entries.length} entries, ${record.openings.length} bids opened, chain and signatures hold (key ${record.key.kid}).`);
  for (const { rank, bidId, comparableMinor } of record.ranking ?? []) console.log(`  ${rank}. ${bidId} ${comparableMinor}`);
  console.log(record.viewer === 'BUYER' ? `  first by the rules: ${record.winner ?? 'nobody'}; awarded: ${record.awarded ?? 'nobody'}` : '  a bidder\'s record: own bids only, no ranking');
  for (const sentence of unchecked) console.log(`  ${sentence}`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
