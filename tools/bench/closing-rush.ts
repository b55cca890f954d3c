import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient, type Ack, type LiveEvent } from '../client/live-client.js';
import type { Bench, Ground } from './bench.js';
import { quantile } from './rounds.js';
import type { Stack } from './stack.js';
import { bidOn, inParallel, unexpected } from './trade.js';

const ROUNDS = 3;
const BIDS = 500;
const RUSH_MS = 2_000;
const ANSWER_MS = 20_000;
/** From publishing to the closing: long enough that everybody has signed and sits at the line. */
const RUSH_CLOSES_IN_MS = 12_000;
const FIRST_PRICE = 100_000_000;
/** Every bid may be better than the bidder's last one by the least step. */
const RULES = { improvementBase: 'OWN_BID', improvementPercent: '0', improvementMinor: '1' };

/** Five hundred bids of fourteen workshops in the last two seconds of one lot, over real sockets. */
export const rush: Bench = {
  name: 'rush', about: `${BIDS} bids in the last ${RUSH_MS / 1_000} s of one lot, through sockets: until all are answered`,
  async run({ stack, trade, say }) {
    const answered: number[] = [];
    const slowest: number[] = [];
    const taken: number[] = [];
    const { parts } = await trade.mould();
    const sockets = await Promise.all(trade.shops.map(({ api }) => LiveClient.connect(api)));
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        say(`rush: round ${round + 1} of ${ROUNDS}`);
        const closesAt = Date.now() + RUSH_CLOSES_IN_MS;
        const draft = await trade.draft([parts[round]!], closesAt - Date.now(), RULES);
        await trade.publish(draft);
        const lotId = (await trade.lots(draft.id)).lots[0]!.id;
        await trade.acceptTerms(lotId);
        const begins = closesAt - RUSH_MS;
        if (Date.now() > begins) throw new Error('The house was not ready before the rush began.');
        await sleep(begins - Date.now());
        const latencies: number[] = [];
        const startedAt = performance.now();
        const answers = await Promise.all(Array.from({ length: BIDS }, async (_, i): Promise<Ack> => {
          await sleep((i * RUSH_MS) / BIDS);
          const sentAt = performance.now();
          const ack = await sockets[i % sockets.length]!.emit('bid:place', bidOn(lotId, String(FIRST_PRICE - i)), ANSWER_MS);
          latencies.push(performance.now() - sentAt);
          return ack;
        }));
        answered.push((performance.now() - startedAt) / 1_000);
        slowest.push(Math.max(...latencies));
        taken.push(await assertTold(stack, lotId, answers));
        stack.assertWhole();
      }
    } finally {
      for (const socket of sockets) socket.close();
    }
    return [
      {
        name: 'rush', what: `${BIDS} bids in the last ${RUSH_MS / 1_000} s, from the first sent to the last answered`, values: answered, unit: 's', goal: { of: 'value', most: 5 },
        note: `taken ${taken.join(', ')} of ${BIDS}; the rest came after the closing and was told so; every answer agrees with the ledger`,
      },
      { name: 'rush', what: 'the slowest answer', values: slowest, unit: 'ms' },
    ];
  },
};

/** What was answered is what is written: as many bids as were taken, and a refusal that names the closing for all others. Returns how many were taken. */
async function assertTold(stack: Stack, lotId: string, answers: readonly Ack[]): Promise<number> {
  const refused = answers.filter(({ ok }) => !ok);
  const other = refused.find(({ refusal }) => refusal?.code !== 'LOT_NOT_OPEN');
  if (other) throw unexpected('bid:place', other);
  const taken = answers.length - refused.length;
  const { bids, late } = await stack.one<{ bids: number; late: number }>(
    `select count(*)::int as bids, count(*) filter (where b.decided_at >= l.closes_at)::int as late from quoting.bids b join quoting.lots l on l.id = b.lot_id where b.lot_id = $1`, [lotId]);
  if (bids !== taken || late !== 0) throw new Error(`${taken} bids were answered as taken, ${bids} are written, ${late} of them after the closing.`);
  return taken;
}

const CLOSING_ROUNDS = 2;
const LOTS = 200;
const BIDS_PER_LOT = 2;
const CLOSING_CLOSES_IN_MS = 45_000;
const HEAR_MS = 30_000;

/** Two hundred lots that close in the same second, each with bids; how long until their buyer has heard of each. */
export const closing: Bench = {
  name: 'closing', about: `${LOTS} lots that close in the same second: how late each is heard of`,
  async run(ground) {
    const lag: number[] = [];
    const last: number[] = [];
    const written: number[] = [];
    for (let round = 0; round < CLOSING_ROUNDS; round += 1) {
      ground.say(`closing: round ${round + 1} of ${CLOSING_ROUNDS}`);
      const lags = await closeTogether(ground);
      lag.push(quantile(lags.heard, 0.99));
      last.push(Math.max(...lags.heard));
      written.push(quantile(lags.written, 0.99));
      ground.stack.assertWhole();
    }
    return [
      { name: 'closing', what: `${LOTS} lots closing in the same second, heard by the buyer's socket, p99 behind the closing`, values: lag, unit: 'ms', goal: { of: 'value', most: 2_000 } },
      { name: 'closing', what: 'until the last of them is closed', values: last.map((ms) => ms / 1_000), unit: 's', goal: { of: 'value', most: 10 } },
      { name: 'closing', what: 'the closing as the ledger dates it, p99 behind the closing', values: written, unit: 'ms' },
    ];
  },
};

async function closeTogether({ stack, trade, say }: Ground): Promise<{ heard: number[]; written: number[] }> {
  const parts: { id: string }[] = [];
  while (parts.length < LOTS) parts.push(...(await trade.mould()).parts);
  const closesAt = Date.now() + CLOSING_CLOSES_IN_MS;
  const tenders: Awaited<ReturnType<typeof trade.lots>>[] = [];
  // A hundred lots to a tender, all to the same instant.
  for (let from = 0; from < LOTS; from += 100) {
    const draft = await trade.draft(parts.slice(from, Math.min(from + 100, LOTS)), closesAt - Date.now(), RULES);
    await trade.publish(draft);
    tenders.push(await trade.lots(draft.id));
  }
  const buyer = await LiveClient.connect(trade.buyer);
  const heard = new Map<string, number>();
  buyer.socket.on('lot:event', ({ type, lotId }: LiveEvent) => { if (type === 'closed') heard.set(lotId, Date.now()); });
  try {
    await inParallel(2, tenders, (tender) => trade.bid(tender, BIDS_PER_LOT));
    for (const { id } of tenders) {
      const ack = await buyer.emit('tender:resume', { tenderId: id, lastSeqs: {} });
      if (!ack.ok) throw unexpected('tender:resume', ack);
    }
    say(`closing: ${LOTS} lots with ${LOTS * BIDS_PER_LOT} bids, ${((closesAt - Date.now()) / 1_000).toFixed(1)} s before the closing`);
    if (Date.now() > closesAt - 1_000) throw new Error('The house was not ready before the closing.');
    for (const until = closesAt + HEAR_MS; heard.size < LOTS && Date.now() < until; await sleep(20));
    if (heard.size < LOTS) throw new Error(`Of ${LOTS} lots only ${heard.size} were heard to close within ${HEAR_MS / 1_000} s.`);
  } finally {
    buyer.close();
  }
  const ids = tenders.flatMap(({ lots }) => lots.map(({ id }) => id));
  const rows = (await stack.owner.query<{ id: string; closes: Date; at: Date; state: string }>(
    `select l.id, l.closes_at as closes, e.at, l.state from quoting.lots l join quoting.lot_events e on e.lot_id = l.id and e.type = 'CLOSED' where l.id = any ($1)`, [ids])).rows;
  if (rows.length !== LOTS || rows.some(({ state }) => state !== 'EVALUATING')) throw new Error(`Not all of ${LOTS} lots are closed once and evaluated.`);
  if (Math.max(...rows.map(({ closes }) => closes.getTime())) - Math.min(...rows.map(({ closes }) => closes.getTime())) >= 1_000) throw new Error('The lots did not close in the same second.');
  return { heard: rows.map(({ id, closes }) => heard.get(id)! - closes.getTime()), written: rows.map(({ closes, at }) => at.getTime() - closes.getTime()) };
}
