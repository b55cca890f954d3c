import type { Database } from '#platform/database';
import { LiveClient } from '../client/live-client.js';
import type { Bench, Ground } from './bench.js';
import { deskInside, sellerOf } from './desk-inside.js';
import { findPgbench, runPgbench } from './pgbench.js';
import type { Row } from './report.js';
import { quantile, ratios, turnByTurn } from './rounds.js';
import { scriptOf, type Spoken, type TwoBids } from './same-sql.js';
import type { Stack } from './stack.js';
import { bidOn, unexpected, type Shop } from './trade.js';

const ROUNDS = 5;
const BIDS = 400;
const SOCKET_BIDS = 300;
/** So that every bid can be better than the last by the least step, and none is refused. */
const FIRST_PRICE = 100_000_000;
const RULES = { improvementBase: 'OWN_BID', improvementPercent: '0', improvementMinor: '1' };

/** One bid alone, again and again on one lot: the desk inside this process, and pgbench saying the very same SQL. Then, for information, through a socket. */
export const loneBid: Bench = {
  name: 'bid', about: 'one bid alone: the bid desk against the same SQL by pgbench, and through a socket',
  async run(ground) {
    const { stack, trade } = ground;
    const { parts } = await trade.mould();
    const draft = await trade.draft(parts, 3_600_000, RULES);
    await trade.publish(draft);
    const lots = (await trade.lots(draft.id)).lots.map(({ id }) => id);
    await trade.acceptTerms(lots[0]!);
    await stack.quiet();
    const rows = await againstPgbench(ground, lots, trade.shops[0]!);
    rows.push(await throughSocket(lots.slice(-40), trade.shops));
    stack.assertWhole();
    return rows;
  },
};

type Side = 'desk' | 'pgbench' | 'pipelined';

async function againstPgbench({ stack, say }: Ground, lots: readonly string[], shop: Shop): Promise<Row[]> {
  const program = findPgbench();
  const bidder = await openBidder(stack, shop);
  try {
    const pattern = await bidder.capture(lots[0]!);
    await stack.owner.query('vacuum analyze quoting.lots, quoting.bids, quoting.lot_events, quoting.idempotency');
    await bidder.flush();
    const updatedBefore = await updatedBids(stack);
    const p50s: Record<Side, number[]> = { desk: [], pgbench: [], pipelined: [] };
    const mean = (side: Side, round: number, latencies: readonly number[]): number => {
      if (round > 0) p50s[side].push(quantile(latencies, 0.5));
      return latencies.reduce((sum, ms) => sum + ms, 0) / latencies.length;
    };
    const desk = async (round: number): Promise<number> => {
      say(`bid: round ${round} of ${ROUNDS}`);
      const lotId = lots[1 + round]!;
      const latencies = await bidder.bids(lotId, BIDS);
      await assertRows(stack, lotId);
      return mean('desk', round, latencies);
    };
    const pgbench = (side: 'pgbench' | 'pipelined', firstLot: number) => async (round: number): Promise<number> => {
      const lotId = lots[firstLot + round]!;
      const { latencies } = await runPgbench(program!, stack.serviceUrl('quoting'), scriptOf(pattern, lotId, `${side[1]}${round}`, side === 'pipelined'), BIDS);
      await assertRows(stack, lotId);
      return mean(side, round, latencies);
    };
    if (program === null) {
      const { alone } = await turnByTurn(ROUNDS, { alone: desk });
      return [{ name: 'bid', what: 'one bid alone at the desk, mean', values: alone, unit: 'ms', note: 'skipped: pgbench is not installed, so there is nothing to hold it against' }];
    }
    const taken = await turnByTurn(ROUNDS, { desk, pgbench: pgbench('pgbench', 20), pipelined: pgbench('pipelined', 40) });
    await bidder.flush();
    const updated = (await updatedBids(stack)) - updatedBefore;
    // Every bid but the first on its lot replaced one.
    const expected = 3 * (ROUNDS + 1) * (BIDS - 1);
    if (updated !== expected) throw new Error(`${updated} bids were updated where ${expected} should have been.`);
    const of = (what: string, desks: readonly number[], others: readonly number[], reference: string): Row =>
      ({ name: 'bid', what, values: desks, unit: 'ms', reference: { what: reference, values: others }, ratios: ratios(desks, others) });
    const oneByOne = `pgbench, the same ${pattern.second.spoken.length} statements one by one`;
    return [
      { ...of(`one bid alone at the desk, mean of ${BIDS}`, taken.desk, taken.pgbench, oneByOne), goal: { of: 'ratio', most: 2 }, note: `pgbench -M prepared -c 1; every bid improved, n_tup_upd of bids ${updated} as it should be` },
      of('the same, median of the bids', p50s.desk, p50s.pgbench, oneByOne),
      of('the same, mean', taken.desk, taken.pipelined, 'pgbench, record and commit in a pipeline'),
    ];
  } finally {
    await bidder.close();
  }
}

/** A lot that got all its bids has a ledger without gaps, one bid that stands and all others replaced. */
async function assertRows(stack: Stack, lotId: string): Promise<void> {
  const found = await stack.one<{ seq: number; entries: number; bids: number; replaced: number; keys: number }>(
    `select l.last_seq as seq, (select count(*)::int from quoting.lot_events e where e.lot_id = l.id) as entries, (select count(*)::int from quoting.bids b where b.lot_id = l.id) as bids,
            (select count(*)::int from quoting.bids b where b.lot_id = l.id and b.state = 'REPLACED') as replaced
       from quoting.lots l where l.id = $1`, [lotId]);
  if (found.seq !== found.entries || found.bids !== BIDS || found.replaced !== BIDS - 1) throw new Error(`The rows of a lot are not those of ${BIDS} bids: ${JSON.stringify(found)}`);
}

async function updatedBids(stack: Stack): Promise<number> {
  const { updated } = await stack.one<{ updated: number }>(`select n_tup_upd::int as updated from pg_stat_user_tables where schemaname = 'quoting' and relname = 'bids'`);
  return updated;
}

export interface Bidder {
  /** Milliseconds of each of so many bids on a lot, one after the other. */
  bids(lotId: string, count: number): Promise<number[]>;
  /** What the desk said to the database for two bids in a row. */
  capture(lotId: string): Promise<TwoBids>;
  /** Makes the database count what this process has done. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** One workshop at a desk inside this process. */
export async function openBidder(stack: Stack, shop: Shop): Promise<Bidder> {
  const inside = await deskInside(stack);
  const actor = sellerOf(shop);
  const place = async (lotId: string, i: number): Promise<{ bidId: string; key: string }> => {
    const input = bidOn(lotId, String(FIRST_PRICE - i));
    const { taken, refusal } = await inside.place(actor, input);
    if (taken === null) throw unexpected('place', refusal);
    return { bidId: taken.bid.id, key: input.idempotencyKey as string };
  };
  return {
    flush: inside.flush,
    close: inside.close,
    async bids(lotId, count) {
      const latencies: number[] = [];
      for (let i = 0; i < count; i += 1) {
        const startedAt = performance.now();
        await place(lotId, i);
        latencies.push(performance.now() - startedAt);
      }
      return latencies;
    },
    async capture(lotId) {
      await place(lotId, 0);
      await place(lotId, 1);
      const { spoken: firstSpoken, value: first } = await overhear(inside.database, () => place(lotId, 2));
      const { spoken, value: second } = await overhear(inside.database, () => place(lotId, 3));
      return { lotId, first, firstSpoken, second: { ...second, spoken } };
    },
  };
}

/** Runs some work and writes down every statement that leaves through the pool meanwhile. */
async function overhear<T>(database: Database, work: () => Promise<T>): Promise<{ spoken: Spoken[]; value: T }> {
  const client = await database.pool.connect();
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  const spoken: Spoken[] = [];
  const listening = (...args: unknown[]): unknown => {
    const [what, values] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
    spoken.push(typeof what === 'string' ? { text: what, values: values ?? [] } : { text: what.text, values: what.values ?? [] });
    return ask(...args);
  };
  Object.assign(client, { query: listening });
  client.release();
  try {
    return { value: await work(), spoken };
  } finally {
    delete (client as { query?: unknown }).query;
  }
}

/** One bid alone over a real socket, from sending to the answer: socket, desk, database and back. Every workshop bids on every lot only once. */
async function throughSocket(lots: readonly string[], shops: readonly Shop[]): Promise<Row> {
  const sockets = await Promise.all(shops.map(({ api }) => LiveClient.connect(api)));
  const latencies: number[] = [];
  try {
    for (let i = 0; i < SOCKET_BIDS; i += 1) {
      const message = bidOn(lots[Math.floor(i / sockets.length) % lots.length]!, String(FIRST_PRICE - i));
      const startedAt = performance.now();
      const ack = await sockets[i % sockets.length]!.emit('bid:place', message);
      if (i >= sockets.length) latencies.push(performance.now() - startedAt);
      if (!ack.ok) throw unexpected('bid:place', ack);
    }
  } finally {
    for (const socket of sockets) socket.close();
  }
  return {
    name: 'bid', what: 'one bid alone through a socket, median', values: [quantile(latencies, 0.5)], unit: 'ms', note: `p99 ${quantile(latencies, 0.99).toFixed(1)} ms of ${latencies.length} bids, nobody else watching`,
  };
}
