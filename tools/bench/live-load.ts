import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient } from '../client/live-client.js';
import type { Bench, Ground } from './bench.js';
import { assertHere, atBoard, manyLive } from './live-crowd.js';
import { findPgbench, ratePgbench } from './pgbench.js';
import { PLAIN_BID, preparePlainBids } from './plain-bids.js';
import type { Row } from './report.js';
import { quantile, ratios, turnByTurn } from './rounds.js';
import { bidOn, unexpected } from './trade.js';

const ROUNDS = 3;
const BIDDERS = 64;
const SECONDS = 2;
const WATCHERS = 200;
const LOTS = 20;
const PER_SECOND = 150;
const WATCHED_SECONDS = 5;
const FIRST_PRICE = 900_000_000;
const RULES = { improvementBase: 'OWN_BID', improvementPercent: '0', improvementMinor: '1' };

/** Bids through real sockets: as many as go, and a steady stream that two hundred watch. */
export const liveLoad: Bench = {
  name: 'live', about: `bids through ${BIDDERS} socket.io clients against pgbench; ${PER_SECOND} bids/s before ${WATCHERS} watchers`,
  async run(ground) {
    const rows = [await throughSockets(ground)];
    for (const together of [true, false]) rows.push(...await watched(ground, together));
    ground.stack.assertWhole();
    return rows;
  },
};

async function throughSockets({ stack, trade, say }: Ground): Promise<Row> {
  const program = findPgbench();
  const { parts } = await trade.mould();
  const draft = await trade.draft([parts[0]!], 3_600_000, RULES);
  await trade.publish(draft);
  const lotId = (await trade.lots(draft.id)).lots[0]!.id;
  await trade.acceptTerms(lotId);
  await preparePlainBids(stack, 1);
  const sockets = await Promise.all(Array.from({ length: BIDDERS }, (_, i) => LiveClient.connect(trade.shops[i % trade.shops.length]!.api)));
  let price = FIRST_PRICE;
  const latencies: number[] = [];
  let taken = 0;
  let overtaken = 0;
  const house = async (round: number): Promise<number> => {
    say(`live: round ${round} of ${ROUNDS}`);
    const startedAt = performance.now();
    const endsAt = startedAt + SECONDS * 1_000;
    let done = 0;
    await Promise.all(sockets.map(async (socket) => {
      while (performance.now() < endsAt) {
        const sentAt = performance.now();
        const ack = await socket.emit('bid:place', bidOn(lotId, String(price -= 1)));
        // Two sockets of one workshop may overtake each other; the later bid is then no improvement, and is answered so.
        if (!ack.ok && ack.refusal?.code !== 'BID_ABOVE_CEILING') throw unexpected('bid:place', ack);
        if (ack.ok) taken += 1;
        else overtaken += 1;
        done += 1;
        if (round > 0) latencies.push(performance.now() - sentAt);
      }
    }));
    return done / ((performance.now() - startedAt) / 1_000);
  };
  try {
    const base = { name: 'live', what: `bids through ${BIDDERS} socket.io clients on one lot`, unit: 'bids/s' };
    const note = (): string => `${(100 * taken / (taken + overtaken)).toFixed(1)} % of the bids were taken, the rest overtaken by their own workshop; ack p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${quantile(latencies, 0.99).toFixed(1)} ms`;
    if (program === null) {
      const { alone } = await turnByTurn(ROUNDS, { alone: house });
      return { ...base, values: alone, note: `${note()}; pgbench is not installed` };
    }
    const plain = async (): Promise<number> => (await ratePgbench(program, stack.ownerUrl, PLAIN_BID, BIDDERS, SECONDS, { lots: 1 })).perSecond;
    const both = await turnByTurn(ROUNDS, { house, plain });
    return { ...base, values: both.house, reference: { what: 'pgbench, bare tables, four statements', values: both.plain }, ratios: ratios(both.house, both.plain), goal: { of: 'ratio', least: 5 }, note: note() };
  } finally {
    for (const socket of sockets) socket.close();
  }
}

/** A steady stream of bids over some lots of a tender whose board two hundred connections watch: how long until the bidder knows, and until all have heard. */
async function watched({ stack, trade, say }: Ground, together: boolean): Promise<Row[]> {
  const { parts } = await trade.mould();
  const draft = await trade.draft(parts.slice(0, LOTS), 3_600_000, RULES);
  await trade.publish(draft);
  const lots = (await trade.lots(draft.id)).lots.map(({ id }) => id);
  await trade.acceptTerms(lots[0]!);
  const sentAt = new Map<string, number>();
  const deliveries: number[] = [];
  const hears = (text: string): void => {
    const now = performance.now();
    for (const [, minor] of text.matchAll(/"amount":\{"amountMinor":"(\d+)"/g)) {
      const at = sentAt.get(minor!);
      if (at !== undefined) deliveries.push(now - at);
    }
  };
  const watchers = await manyLive(trade.buyer, WATCHERS, hears, together);
  const sockets = await Promise.all(Array.from({ length: 2 * trade.shops.length }, (_, i) => LiveClient.connect(trade.shops[i % trade.shops.length]!.api)));
  const acks: number[] = [];
  try {
    await atBoard(watchers, draft.id);
    await stack.quiet();
    say(`live: ${PER_SECOND} bids/s before ${WATCHERS} watchers, ${together ? 'gathered' : 'one by one'}`);
    const bids = PER_SECOND * WATCHED_SECONDS;
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: bids }, async (_, i) => {
      await sleep((i * 1_000) / PER_SECOND);
      const price = String(FIRST_PRICE - i);
      const begun = performance.now();
      sentAt.set(price, begun);
      const ack = await sockets[i % sockets.length]!.emit('bid:place', bidOn(lots[i % LOTS]!, price));
      if (!ack.ok) throw unexpected('bid:place', ack);
      acks.push(performance.now() - begun);
    }));
    const took = (performance.now() - startedAt) / 1_000;
    for (const until = Date.now() + 5_000; deliveries.length < bids * WATCHERS && Date.now() < until; await sleep(20));
    assertHere(watchers);
    if (deliveries.length !== bids * WATCHERS) throw new Error(`${deliveries.length} of ${bids * WATCHERS} facts arrived.`);
    const what = `${PER_SECOND} bids/s before ${WATCHERS} watchers, ${together ? 'gathered' : 'one by one'}`;
    const row = (of: string, values: readonly number[], most: number): Row => ({
      name: 'live', what: `${what}: ${of}, p99`, values: [quantile(values, 0.99)], unit: 'ms', goal: { of: 'value', most }, note: `p50 ${quantile(values, 0.5).toFixed(1)} ms of ${values.length}; the stream took ${took.toFixed(1)} s`,
    });
    return [row('answer to the bidder', acks, 40), row('heard by a watcher', deliveries, 60)];
  } finally {
    for (const socket of [...watchers, ...sockets]) socket.close();
  }
}
