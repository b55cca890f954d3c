import { isDeepStrictEqual } from 'node:util';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Ground } from './bench.js';
import { closedLoop, type Wish } from './load.js';
import type { Row } from './report.js';
import { quantile, ratios, takesOf, turnByTurn } from './rounds.js';
import { between } from './statements.js';

const CONNECTIONS = 16;
const ROUNDS = 5;
const TAKE_MS = 2_000;
/** Until the compilers of all processes have seen enough. */
const WARM_MS = 5_000;
/** Longer than the gateway believes what it knows of a session. */
const COLD_MS = 1_500;
const BIDS_PER_LOT = 3;

interface View { name: string; what: string; document: string; path: string; goals: boolean }

const LOTS = `tenders(filter: { mouldId: $id }, first: 20) { edges { node { id version title state
  lots { id lotNo state closesAt extensions bidCount best { amountMinor currency taxIncluded taxRate } parts { id } } } } }`;

const VIEWS: readonly View[] = [
  {
    name: 'board', what: 'board: parts of a mould with the best bids on them', path: '/board/', goals: true,
    document: `query Board($id: ID!) { mould(id: $id) { id version mouldNo title state t0Date t1Date
      parts { id version partNo revision name category material quantity supply state gaps } } ${LOTS} }`,
  },
  {
    name: 'workbench', what: 'the same with sizes, masses, hardness and routes', path: '/workbench/', goals: false,
    document: `query Workbench($id: ID!) { mould(id: $id) { id version mouldNo title state t0Date t1Date
      parts { id version partNo revision released name category material hardness size { lengthMm widthMm heightMm diameterMm } quantity unitMassKg supply state gaps
        route { seq process outside } } } ${LOTS} }`,
  },
  {
    name: 'progress', what: 'progress board: every part and operation', path: '/progress/', goals: true,
    document: `query Progress($id: ID!) { mould(id: $id) { id progress { forecastT1 slackDays progressPercent
      rows { partNo state lateness slackDays promisedDate cells { seq process state passed pieces doneById quietHours } } } } }`,
  },
];

const MOST_STATEMENTS = 4;

/** Boards of a mould with 210 parts through the real gateway, against a plain REST route that gives the same JSON from the same tables. */
export const board: Bench = {
  name: 'board', about: 'boards of a mould with 210 parts: statements, and requests/s against a plain REST route with the same JSON',
  async run(ground) {
    const { stack, trade, say } = ground;
    const mould = await trade.mould();
    const halves = [mould.parts.slice(0, Math.ceil(mould.parts.length / 2)), mould.parts.slice(Math.ceil(mould.parts.length / 2))];
    for (const parts of halves) {
      const draft = await trade.draft(parts, 3_600_000);
      await trade.publish(draft);
      await trade.bid(await trade.lots(draft.id), BIDS_PER_LOT);
    }
    await stack.quiet();
    await stack.owner.query('analyze');
    const restPort = await stack.beside('rest', resolve(import.meta.dirname, 'rest-board.js'), { DATABASE_URL: stack.ownerUrl });
    const rows: Row[] = [];
    for (const view of VIEWS) {
      say(`board: ${view.what}`);
      rows.push(...await measure(ground, view, mould.id, restPort));
    }
    stack.assertWhole();
    return rows;
  },
};

async function measure({ stack, trade }: Ground, view: View, mouldId: string, restPort: number): Promise<Row[]> {
  const graphql: Wish = {
    port: Number(new URL(stack.url).port), method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', authorization: `Bearer ${trade.buyer.bearer}` },
    body: JSON.stringify({ query: view.document, variables: { id: mouldId } }),
  };
  const rest: Wish = { port: restPort, method: 'GET', path: `${view.path}${mouldId}?company=${trade.buyerId}` };
  const bytes = await assertSame(graphql, rest);
  for (const wish of [graphql, rest]) await closedLoop(wish, CONNECTIONS, WARM_MS);
  const warm = await statementsOf(stack, graphql, 50);
  await sleep(COLD_MS);
  const cold = await statementsOf(stack, graphql, 1);
  const latencies: Record<'graphql' | 'rest', number[]> = { graphql: [], rest: [] };
  const cpu: Record<string, number[]> = {};
  const take = (side: 'graphql' | 'rest', wish: Wish, processes: readonly string[]) => async (round: number): Promise<number> => {
    const before = processes.map((name) => stack.cpuMs(name));
    const load = await closedLoop(wish, CONNECTIONS, TAKE_MS);
    if (round > 0) {
      latencies[side].push(...load.latencies);
      for (const [i, name] of processes.entries()) (cpu[name] ??= []).push(((stack.cpuMs(name) ?? Number.NaN) - (before[i] ?? Number.NaN)) / load.latencies.length);
    }
    return load.perSecond;
  };
  const taken = await turnByTurn(ROUNDS, { graphql: take('graphql', graphql, ['gateway', 'order', 'quoting']), rest: take('rest', rest, ['rest']) });
  const spent = Object.entries(cpu).map(([name, values]) => `${name} ${takesOf(values).median.toFixed(2)}`).join(', ');
  const times = (['graphql', 'rest'] as const).map((side) => `${side} p50 ${quantile(latencies[side], 0.5).toFixed(1)} p99 ${quantile(latencies[side], 0.99).toFixed(1)}`).join(', ');
  return [
    {
      name: 'board', what: `${view.what}, through the gateway`, values: taken.graphql, unit: 'requests/s', reference: { what: 'REST, same JSON', values: taken.rest },
      ratios: ratios(taken.graphql, taken.rest), goal: view.goals ? { of: 'ratio', least: 0.6 } : undefined,
      note: `${bytes} bytes; ${CONNECTIONS} connections; ms ${times}; processor ms a request: ${spent}`,
    },
    {
      name: 'board', what: `${view.name}: SQL statements in all services`, values: [cold], unit: 'statements', goal: view.goals ? { of: 'value', most: MOST_STATEMENTS } : undefined,
      note: `once a second the session is looked up, which is one of them; else ${warm}`,
    },
  ];
}

async function assertSame(graphql: Wish, rest: Wish): Promise<number> {
  const [a, b] = await Promise.all([graphql, rest].map(async ({ port, path, method, headers, body }) => (await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body })).text()));
  const [answer, reference] = [JSON.parse(a!) as { errors?: unknown }, JSON.parse(b!) as unknown];
  if (answer.errors) throw new Error(`The gateway answered with errors: ${JSON.stringify(answer.errors).slice(0, 800)}`);
  if (!isDeepStrictEqual(answer, reference)) throw new Error(`The two sides do not give the same: ${firstDifference(answer, reference, '')}`);
  return Buffer.byteLength(a!);
}

/** Work of use cases for one request, as the mean of so many. */
async function statementsOf(stack: Ground['stack'], wish: Wish, requests: number): Promise<number> {
  const before = await stack.statements();
  for (let i = 0; i < requests; i += 1) {
    const answer = await fetch(`http://127.0.0.1:${wish.port}${wish.path}`, { method: wish.method, headers: wish.headers, body: wish.body });
    await answer.arrayBuffer();
  }
  return Math.round((between(before, await stack.statements()).work / requests) * 10) / 10;
}

function firstDifference(a: unknown, b: unknown, path: string): string {
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const [x, y] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]];
      if (!isDeepStrictEqual(x, y)) return firstDifference(x, y, `${path}.${key}`);
    }
  }
  return `${path}: ${JSON.stringify(a)?.slice(0, 200)} against ${JSON.stringify(b)?.slice(0, 200)}`;
}
