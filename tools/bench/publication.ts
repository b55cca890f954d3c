import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient } from '../client/live-client.js';
import type { Bench } from './bench.js';
import type { Stack } from './stack.js';
import { between, type Statements } from './statements.js';

const LOTS = 91;
const ROUNDS = 5;
const HEAR_MS = 10_000;
/** Long enough that no clock has anything to do with the lots meanwhile. */
const CLOSES_IN_MS = 3_600_000;

/** Publishing 91 lots to fourteen workshops: how long the buyer waits, how long until everybody has heard, and how often the database is asked. */
export const publication: Bench = {
  name: 'publish', about: `publishing ${LOTS} lots to 14 suppliers: seconds, statements, and until the last socket has heard`,
  async run({ stack, trade, say }) {
    const ears = await Promise.all(trade.shops.map(async ({ api }) => new Ear(await LiveClient.connect(api))));
    const answered: number[] = [];
    const heard: number[] = [];
    const statements: Statements[] = [];
    try {
      for (let round = 0; round <= ROUNDS; round += 1) {
        say(`publish: round ${round} of ${ROUNDS}`);
        const { parts } = await trade.mould();
        if (parts.length < LOTS) throw new Error(`The sample list has only ${parts.length} parts that can be put to tender.`);
        const draft = await trade.draft(parts.slice(0, LOTS), CLOSES_IN_MS);
        await stack.quiet();
        const clocksAlone = await idle(stack, 1_000);
        const before = await stack.statements();
        const startedAt = performance.now();
        for (const ear of ears) ear.news = [];
        await trade.publish(draft);
        const answeredAt = (performance.now() - startedAt) / 1_000;
        await stack.quiet();
        const lastAt = await lastNews(stack, draft.id, ears);
        await sleep(Math.max(0, 1_000 - (performance.now() - startedAt)));
        const spent = between(before, await stack.statements());
        if (round === 0) continue;
        answered.push(answeredAt);
        heard.push((lastAt - startedAt) / 1_000);
        // What clocks do anyway in as long a time is not the publication's; what the bell woke them for is.
        const elapsed = (performance.now() - startedAt) / 1_000;
        statements.push({ ...spent, clocks: Math.max(0, Math.round(spent.clocks - clocksAlone * elapsed)) });
        stack.assertWhole();
      }
    } finally {
      for (const ear of ears) ear.socket.close();
    }
    const brackets = statements.map((one) => one.brackets).join(', ');
    return [
      { name: 'publish', what: `publishTender, ${LOTS} lots, 14 suppliers`, values: answered, unit: 's', goal: { of: 'value', most: 0.5 } },
      { name: 'publish', what: 'until the last of 14 sockets has heard of its last lot', values: heard, unit: 's', goal: { of: 'value', most: 1 } },
      {
        name: 'publish', what: 'SQL statements in all services, events and woken clocks included', values: statements.map((one) => one.work + one.clocks), unit: 'statements',
        goal: { of: 'value', most: 30 }, note: `begin, commit and row scopes apart: ${brackets}`,
      },
    ];
  },
};

/** Keeps when which lot was told to a workshop. */
class Ear {
  news: { lotId: string; at: number }[] = [];

  constructor(readonly socket: LiveClient) {
    socket.socket.on('company:event', ({ type, subjectId }: { type: string; subjectId: string }) => {
      if (type === 'lot.invited') this.news.push({ lotId: subjectId, at: performance.now() });
    });
  }
}

/** When the last piece of news of the tender reached the last workshop, all of them having come. */
async function lastNews(stack: Stack, tenderId: string, ears: readonly Ear[]): Promise<number> {
  const { pieces } = await stack.one<{ pieces: number }>(
    `select count(*)::int as pieces from quoting.company_events where type = 'lot.invited' and subject_id in (select id from quoting.lots where tender_id = $1)`, [tenderId]);
  if (pieces < LOTS) throw new Error(`Only ${pieces} pieces of news were written for ${LOTS} lots.`);
  for (const until = Date.now() + HEAR_MS; Date.now() < until; await sleep(5)) {
    const heard = ears.flatMap(({ news }) => news);
    if (heard.length >= pieces) return Math.max(...heard.map(({ at }) => at));
  }
  throw new Error(`Not all of ${pieces} pieces of news were heard within ${HEAR_MS / 1_000} s.`);
}

/** Statements per second of clocks while nobody asks anything. */
async function idle(stack: Stack, forMs: number): Promise<number> {
  const before = await stack.statements();
  await sleep(forMs);
  const { clocks } = between(before, await stack.statements());
  return clocks / (forMs / 1_000);
}
