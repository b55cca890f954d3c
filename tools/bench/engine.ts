import type { Actor } from '#contracts';
import type { Bench, Ground } from './bench.js';
import { deskInside, sellerOf, type DeskInside } from './desk-inside.js';
import { openBidder } from './lone-bid.js';
import { copiesOf } from './many-lots.js';
import { PLAIN_BID, PLAIN_FUNCTION, preparePlainBids } from './plain-bids.js';
import { findPgbench, ratePgbench } from './pgbench.js';
import type { Row } from './report.js';
import { quantile, ratios, turnByTurn } from './rounds.js';
import { scriptOf, type TwoBids } from './same-sql.js';
import type { Stack } from './stack.js';
import { bidOn, unexpected } from './trade.js';

const ROUNDS = 3;
const SECONDS = 2;
const WARM_MS = 500;
const LOTS = 10_000;
/** Half of all bids take the lead; the other half betters only its own. */
const LOW_PRICE = 400_000_000;
const HIGH_PRICE = 900_000_000;
const RULES = { improvementBase: 'OWN_BID', improvementPercent: '0', improvementMinor: '1' };

/** Many bidders at once at the desk, on one lot and over many, against transactions of pgbench that do a bid's bare work. */
export const engine: Bench = {
  name: 'engine', about: `bids a second of many bidders at once, on one lot and over ${LOTS} lots, against pgbench`,
  async run(ground) {
    const { stack, trade, say } = ground;
    const program = findPgbench();
    const { parts } = await trade.mould();
    const draft = await trade.draft(parts.slice(0, 12), 3_600_000, RULES);
    await trade.publish(draft);
    const lots = (await trade.lots(draft.id)).lots.map(({ id }) => id);
    await trade.acceptTerms(lots[0]!);
    await stack.quiet();
    say(`engine: ${LOTS} lots are laid out`);
    const many = await copiesOf(stack, lots.at(-1)!, LOTS);
    await preparePlainBids(stack, LOTS);
    const inside = await deskInside(stack, 4);
    const crowd = new Crowd(inside, ground.trade.shops.map(sellerOf));
    try {
      const rows: Row[] = [];
      const said = program === null ? null : await spokenOn(ground, lots[3]!);
      for (const [i, [bidders, least]] of ([[16, 15], [64, 30], [256, 60]] as const).entries()) {
        rows.push(...await cell(ground, program, crowd, { what: `all on one lot, ${bidders} bidders`, lots: [lots[i]!, lots[4 + i]!], plainLots: 1, bidders, least, said, best: null }));
      }
      const best = await bestOfPgbench(ground, program);
      rows.push(...await cell(ground, program, crowd, { what: `over ${LOTS} lots, 64 bidders`, lots: many, plainLots: LOTS, bidders: 64, least: 10, said: null, best }));
      return rows;
    } finally {
      await inside.close();
    }
  },
};

interface Cell {
  what: string;
  /** On one lot: that of the desk, and another one for what pgbench writes into it. */
  lots: readonly string[];
  plainLots: number;
  bidders: number;
  /** Least ratio to the plain transaction. */
  least: number;
  /** What the desk says for one bid; for one lot only. */
  said: TwoBids | null;
  best: { connections: number; perSecond: number } | null;
}

/** One number of bidders over some lots: the desk, the plain transaction, its best form, and the desk's own statements bid by bid, turn by turn. */
async function cell({ stack, say }: Ground, program: string | null, crowd: Crowd, { what, lots, plainLots, bidders, least, said, best }: Cell): Promise<Row[]> {
  say(`engine: ${what}`);
  // So many connections that want the same row need some time to get going.
  const patience = bidders > 100 ? 3 * SECONDS : SECONDS;
  const latencies: number[] = [];
  const desk = async (round: number): Promise<number> => {
    const { perSecond, latencies: some } = await crowd.bid(stack, plainLots === 1 ? lots.slice(0, 1) : lots, bidders);
    if (round > 0) latencies.push(...some);
    return perSecond;
  };
  const note = (): string => `p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${quantile(latencies, 0.99).toFixed(1)} ms; every second bid took the lead, every other bettered its own; all rows counted`;
  if (program === null) {
    const { alone } = await turnByTurn(ROUNDS, { alone: desk });
    return [{ name: 'engine', what, values: alone, unit: 'bids/s', note: `${note()}; pgbench is not installed, so there is nothing to hold it against` }];
  }
  const plain = (script: string) => async (): Promise<number> => {
    const before = await ledOnPlain(stack);
    const { done, perSecond } = await ratePgbench(program, stack.ownerUrl, script, bidders, patience, { lots: plainLots });
    const led = (await ledOnPlain(stack)) - before;
    if (led < done * 0.4 || led > done * 0.6) throw new Error(`Of ${done} plain bids ${led} took the lead, which is not half.`);
    return perSecond;
  };
  const same = async (round: number): Promise<number> => (await ratePgbench(program, stack.serviceUrl('quoting'), scriptOf(said!, lots[1]!, `e${bidders}r${round}`), bidders, patience)).perSecond;
  const taken = await turnByTurn<'desk' | 'plain' | 'one' | 'same'>(ROUNDS, { desk, plain: plain(PLAIN_BID), one: plain(PLAIN_FUNCTION), same: said === null ? () => Promise.resolve(NaN) : same });
  const against = (reference: string, values: readonly number[], goal?: number): Row => ({
    name: 'engine', what, values: taken.desk, unit: 'bids/s', reference: { what: reference, values }, ratios: ratios(taken.desk, values), ...(goal === undefined ? {} : { goal: { of: 'ratio', least: goal } }),
  });
  const rows: Row[] = [{ ...against('pgbench, bare tables, four statements', taken.plain, least), note: note() }, against('pgbench, bare tables, one function', taken.one)];
  if (said !== null) rows.push(against('pgbench, the desk\'s own statements, bid by bid', taken.same));
  if (best !== null) rows.push(against(`pgbench, bare tables, four statements, at its best with ${best.connections} connections`, taken.desk.map(() => best.perSecond), 8));
  return rows;
}

/** How many bids on the plain tables have taken the lead. */
async function ledOnPlain(stack: Stack): Promise<number> {
  return (await stack.one<{ led: number }>('select sum(bids)::int as led from plain.lots')).led;
}

/** What the desk says to the database for one bid that betters the last one. */
async function spokenOn({ stack, trade }: Ground, lotId: string): Promise<TwoBids> {
  const bidder = await openBidder(stack, trade.shops[0]!);
  try {
    return await bidder.capture(lotId);
  } finally {
    await bidder.close();
  }
}

/** The number of connections at which the plain transaction over many lots does most. */
async function bestOfPgbench({ stack, say }: Ground, program: string | null): Promise<{ connections: number; perSecond: number } | null> {
  if (program === null) return null;
  let best = { connections: 0, perSecond: 0 };
  for (const connections of [4, 8, 16, 32, 64, 128]) {
    const { perSecond } = await ratePgbench(program, stack.ownerUrl, PLAIN_BID, connections, SECONDS, { lots: LOTS });
    say(`engine: pgbench over ${LOTS} lots with ${connections} connections does ${Math.round(perSecond)}/s`);
    if (perSecond > best.perSecond) best = { connections, perSecond };
  }
  return best;
}

/** Bidders who bid again as soon as they have their answer. */
class Crowd {
  private low = LOW_PRICE;
  private high = HIGH_PRICE;

  constructor(private readonly inside: DeskInside, private readonly actors: readonly Actor[]) {}

  async bid(stack: Stack, lots: readonly string[], bidders: number): Promise<{ perSecond: number; latencies: number[] }> {
    await this.inside.flush();
    const before = await counts(stack);
    const latencies: number[] = [];
    const startedAt = performance.now();
    const countsFrom = startedAt + WARM_MS;
    const endsAt = countsFrom + SECONDS * 1_000;
    let sent = 0;
    let counted = 0;
    await Promise.all(Array.from({ length: bidders }, async (_, i) => {
      // Even bidders sell for the first half of the workshops and lead; odd ones for the others.
      const half = Math.floor(this.actors.length / 2);
      const actor = this.actors[(i % 2) * half + (Math.floor(i / 2) % half)]!;
      while (performance.now() < endsAt) {
        const lotId = lots.length === 1 ? lots[0]! : lots[Math.floor(Math.random() * lots.length)]!;
        const price = i % 2 === 0 ? (this.low -= 1) : (this.high -= 1);
        const sentAt = performance.now();
        const { taken, refusal } = await this.inside.place(actor, bidOn(lotId, String(price)));
        if (taken === null) throw unexpected('place', refusal);
        sent += 1;
        const now = performance.now();
        if (now >= countsFrom && now < endsAt) { counted += 1; latencies.push(now - sentAt); }
      }
    }));
    const after = await counts(stack);
    const made = { bids: after.bids - before.bids, keys: after.keys - before.keys, events: after.events - before.events };
    if (made.bids !== sent || made.keys !== sent || made.events < sent) throw new Error(`${sent} bids were answered as taken, and the rows are ${JSON.stringify(made)}.`);
    return { perSecond: counted / SECONDS, latencies };
  }
}

async function counts(stack: Stack): Promise<{ bids: number; keys: number; events: number }> {
  return stack.one(`select (select count(*)::int from quoting.bids) as bids, (select count(*)::int from quoting.idempotency) as keys, (select count(*)::int from quoting.lot_events) as events`);
}
