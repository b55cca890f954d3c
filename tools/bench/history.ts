import type { Bench, Ground } from './bench.js';
import { deskInside, sellerOf, type DeskInside } from './desk-inside.js';
import { findPgbench, runPgbench } from './pgbench.js';
import { PLAIN_BID, preparePlainBids } from './plain-bids.js';
import type { Row } from './report.js';
import { quantile, turnByTurn } from './rounds.js';
import { bidOn, unexpected } from './trade.js';

const STORED = Number(process.env.BENCH_STORED ?? 10_000_000);
const AT_ONCE = 250_000;
const BIDS_PER_LOT = 100;
const ROUNDS = 5;
const BIDS = 400;
const FIRST_PRICE = 900_000_000;
const RULES = { improvementBase: 'OWN_BID', improvementPercent: '0', improvementMinor: '1' };

/** What a bid costs when many are stored already, against what it cost before; each held against bare transactions of the same minutes. */
export const history: Bench = {
  name: 'history', about: `what one bid costs with ${STORED.toLocaleString('en')} bids stored, against a thousand (takes a while and 20 GiB of disk; BENCH_STORED says how many)`, slow: true,
  async run(ground) {
    const { stack, trade, say } = ground;
    const { parts } = await trade.mould();
    const draft = await trade.draft(parts.slice(0, 20), 6 * 3_600_000, RULES);
    await trade.publish(draft);
    const lots = (await trade.lots(draft.id)).lots.map(({ id }) => id);
    await trade.acceptTerms(lots[0]!);
    await stack.quiet();
    await preparePlainBids(stack, 1);
    const inside = await deskInside(stack);
    try {
      const actor = sellerOf(trade.shops[0]!);
      let price = FIRST_PRICE;
      const place = async (lotId: string): Promise<void> => {
        const { taken, refusal } = await inside.place(actor, bidOn(lotId, String(price -= 1)));
        if (taken === null) throw unexpected('place', refusal);
      };
      for (let i = 0; i < 1_000; i += 1) await place(lots[0]!);
      const before = await measure(ground, inside, (round) => place(lots[1 + round]!));
      await store(ground, lots[0]!);
      const after = await measure(ground, inside, (round) => place(lots[10 + round]!));
      const { bids, size } = await stack.one<{ bids: number; size: string }>(
        `select (select count(*)::int from quoting.bids) as bids, pg_size_pretty(pg_total_relation_size('quoting.bids') + pg_total_relation_size('quoting.lot_events') + pg_total_relation_size('quoting.idempotency')) as size`);
      say(`history: ${bids} bids are stored in ${size}`);
      const relative = (side: Measured): number[] => side.desk.map((ms, i) => ms / side.plain[i]!);
      const [few, many] = [relative(before), relative(after)];
      const rows: Row[] = [
        { name: 'history', what: `one bid with ${bids.toLocaleString('en')} stored, median`, values: after.desk, unit: 'ms', reference: { what: 'with 1,000 stored', values: before.desk }, ratios: after.desk.map((ms, i) => ms / before.desk[i]!), note: size },
        { name: 'history', what: 'the same, in bare transactions of pgbench in the same minutes', values: many, unit: '×', reference: { what: 'with 1,000 stored', values: few }, ratios: many.map((value, i) => value / few[i]!), goal: { of: 'ratio', most: 1.2 } },
      ];
      return rows;
    } finally {
      await inside.close();
    }
  },
};

interface Measured { desk: number[]; plain: number[] }

async function measure({ stack }: Ground, inside: DeskInside, bid: (round: number) => Promise<void>): Promise<Measured> {
  const program = findPgbench();
  await inside.flush();
  const desk = async (round: number): Promise<number> => {
    const latencies: number[] = [];
    for (let i = 0; i < BIDS; i += 1) {
      const startedAt = performance.now();
      await bid(round);
      latencies.push(performance.now() - startedAt);
    }
    return quantile(latencies, 0.5);
  };
  const plain = async (): Promise<number> => (program === null ? 1 : quantile((await runPgbench(program, stack.ownerUrl, `\\set lots 1\n${PLAIN_BID}`, BIDS)).latencies, 0.5));
  return turnByTurn(ROUNDS, { desk, plain });
}

/** Stores bids with their entries and answers, a hundred to a lot, as copies of a real one: of lots that ended long ago. */
async function store({ stack, say }: Ground, lotId: string): Promise<void> {
  const copy = async (table: string, changed: Readonly<Record<string, string>>, where: string, from: number, to: number): Promise<void> => {
    const columns = (await stack.owner.query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_schema = 'quoting' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`, [table])).rows.map(({ name }) => name);
    await stack.owner.query(
      `insert into quoting.${table} (${columns.join(', ')}) select ${columns.map((name) => changed[name] ?? `one.${name}`).join(', ')}
         from generate_series(${from}, ${to - 1}) as n cross join (select * from quoting.${table} where ${where} limit 1) one`);
  };
  const lot = `'lot_0' || lpad((n / ${BIDS_PER_LOT})::text, 25, '0')`;
  const company = `'com_0' || lpad((n % 997)::text, 25, '0')`;
  const seq = `2 + n % ${BIDS_PER_LOT}`;
  for (let from = 0; from < STORED; from += AT_ONCE) {
    const to = Math.min(from + AT_ONCE, STORED);
    await copy('bids', { id: `'bid_0' || lpad(n::text, 25, '0')`, lot_id: lot, company_id: company, seq, state: `'REPLACED'` }, `lot_id = '${lotId}'`, from, to);
    await copy('lot_events', { lot_id: lot, seq, turn: seq }, `lot_id = '${lotId}' and type = 'BID_PLACED'`, from, to);
    await copy('idempotency', { company_id: company, key: `lpad(n::text, 32, '0')` }, `true`, from, to);
    if ((from / AT_ONCE) % 4 === 3) say(`history: ${to.toLocaleString('en')} bids are stored`);
  }
  await stack.owner.query('vacuum analyze quoting.bids, quoting.lot_events, quoting.idempotency');
  await stack.owner.query('checkpoint');
}
