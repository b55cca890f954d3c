import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../client/api-client.js';
import * as doc from '../demo/documents.js';
import { Factory } from '../demo/factory.js';
import { Bidder, type Repeats } from './bidder.js';
import { Buyer } from './buyer.js';
import { check, type Demand } from './check.js';
import { dumpOf, lookThroughTables, untilQuiet } from './dump.js';
import { Floor, MODES } from './floor.js';
import { House, RAISED } from './house.js';
import type { Dump, Fault, History } from './history.js';
import { Recorder } from './recorder.js';
import type { Report } from './report.js';
import { Storm, type Plan } from './storm.js';
import { Watcher } from './watcher.js';

/** How large a run is: counts, not time. */
export interface Size {
  readonly bids: number; readonly shops: number;
  /** Moulds of each factory; each gives some ninety parts to put to tender. */
  readonly moulds: readonly number[];
  readonly demand: Demand; readonly plan: Plan; readonly betweenMs: number; readonly repeats: Repeats;
  /** Pause of one who bids between two things, on the average. */
  readonly pauseMs: number;
  /** Between two looks through all tables. */
  readonly lookMs: number;
  /** After so long a run gives up, and says that it knows too little. */
  readonly mostMs: number;
}

const PASSWORD = 'campaign-mould-share-2507';
const INVITED = 7;
const OPEN_LOTS = 16;
const LANES = 3;
const BOM = resolve(import.meta.dirname, '../../../test/fixtures/bom/ok/sample-bom.csv');

/** Brings a house up, plays a market in it while a storm goes over it, lets it heal, and checks what came of it. */
export async function play(size: Size, seed: number, say: (text: string) => void): Promise<{ report: Omit<Report, 'seed' | 'startedAt' | 'seconds' | 'machine'>; history: History; dump: Dump; faults: readonly Fault[] }> {
  const [recorder, floor, dice] = [new Recorder(), new Floor(), seeded(seed)];
  const house = await House.open((line) => recorder.hear('log', line));
  try {
    say('the house is up');
    const bidders: Bidder[] = [];
    for (let i = 0; i < size.shops; i += 1) bidders.push(await shop(house, recorder, floor, i, size.repeats));
    const buyers: Buyer[] = [];
    for (const [i, moulds] of size.moulds.entries()) buyers.push(await factory(house, recorder, floor, i, moulds));
    const watchers = [...bidders, ...buyers].map(({ watcher }) => watcher);
    const watching = watchers.map((watcher) => watcher.run());
    say(`${bidders.length} workshops and ${buyers.length} factories with ${buyers.reduce((sum, buyer) => sum + buyer.partsLeft, 0)} parts are there`);

    const storm = new Storm(house, recorder, size.plan, dice);
    const bids = (): number => bidders.reduce((sum, bidder) => sum + bidder.bids, 0);
    const until = Date.now() + size.mostMs;
    let [phase, publishing]: ['storm' | 'drain' | 'over', boolean] = ['storm', true];
    const goesOn = (): boolean => phase !== 'over' && Date.now() < until;
    const market = Promise.all(buyers.map((buyer, i) => deal(buyer, i, buyers.length, bidders, floor, dice, () => goesOn() && publishing, () => goesOn(), say)));
    const pause = (): number => Math.random() * 2 * size.pauseMs * (bids() / size.bids > storm.done + 0.1 ? 3 : 1);
    const work = Promise.all(bidders.map((bidder) => bidder.work(LANES, goesOn, pause)));
    const watch = (async () => { for (; goesOn(); await sleep(size.lookMs)) { say(`${bids()} bids, ${recorder.faults.length} faults, ${storm.left} to come, ${[...floor.lots.values()].filter(({ over }) => !over).length} of ${floor.lots.size} lots open`); await lookThroughTables(house, recorder).catch(() => undefined); } })();
    await sleep(3_000);
    await storm.rage(() => size.betweenMs * (0.5 + dice()));
    while (bids() < size.bids && goesOn()) await sleep(250);
    phase = 'drain';
    say('the storm is over; each process is asked to leave once');
    await storm.roll(() => { for (const bidder of bidders) bidder.burst(10); });
    const healedAt = Date.now();
    publishing = false;
    say('bidding ends with the lots that are open');
    while ([...floor.lots.values()].some(({ over }) => !over) && Date.now() < healedAt + 45_000) await sleep(500);
    phase = 'over';
    await Promise.all([work, market, watch]);
    await settle(house, buyers, bidders, floor, say);
    const quietAfterMs = await untilQuiet(house);
    await lastViews([...bidders, ...buyers], recorder);
    for (const watcher of watchers) watcher.stop();
    await Promise.all(watching);
    const dump = await dumpOf(house, quietAfterMs);
    const history = recorder.history(buyers.map(({ companyId }) => companyId));
    say(`${history.operations.length} operations, ${history.frames.length} frames are held against ${dump.entries.length} entries`);
    const verdict = check(history, dump, recorder.faults, house.disk === null ? { ...size.demand, fullDisks: 0 } : size.demand);
    const tally = (names: readonly string[]): Record<string, number> => names.reduce<Record<string, number>>((counts, name) => ({ ...counts, [name]: (counts[name] ?? 0) + 1 }), {});
    return {
      report: {
        verdict, raised: RAISED, notMade: house.disk === null ? ['disk full: this account can mount no file system of its own for the database'] : [], bytesRead: recorder.bytes, complaints: house.complaints, faults: tally(recorder.faults.map(({ kind, target }) => `${kind} ${target}`)),
        codes: tally(history.operations.filter(({ f }) => f === 'placeBid').map(({ type, code }) => (code === null ? type : `${type} ${code}`))),
      },
      history, dump, faults: recorder.faults,
    };
  } finally {
    await house.close();
  }
}

/** Numbers between 0 and 1 that a seed gives again. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function person(house: House, recorder: Recorder, name: string, canary: string): Promise<{ api: ApiClient; companyId: string }> {
  let companyId = '';
  const api = new ApiClient(house.url, `${name}@campaign.example`, PASSWORD, (text) => { if (companyId !== '') recorder.hear(companyId, text); });
  await api.register(name, `${canary} ${name}`);
  const { viewer } = await api.ask<{ viewer: { company: { id: string } } }>(doc.VIEWER);
  companyId = viewer.company.id;
  recorder.plant({ canary, companyId, lotId: null });
  return { api, companyId };
}

async function shop(house: House, recorder: Recorder, floor: Floor, i: number, repeats: Repeats): Promise<Bidder> {
  const { api, companyId } = await person(house, recorder, `shop${i}`, `KANARI-${String(i + 1).padStart(3, '0')}`);
  const { catalogue } = await api.ask<{ catalogue: { processes: { code: string }[] } }>('query Catalogue { catalogue { processes { code } } }');
  const { viewer } = await api.ask<{ viewer: { company: { version: number } } }>(doc.VIEWER);
  await api.ask(doc.OFFER, { input: { idempotencyKey: ApiClient.key(), version: viewer.company.version, town: 'Huangyan', processes: catalogue.processes.map(({ code }) => code) } });
  return new Bidder(companyId, api, new Watcher(companyId, api, house, recorder, false), floor, recorder, repeats);
}

async function factory(house: House, recorder: Recorder, floor: Floor, i: number, moulds: number): Promise<Buyer> {
  const { api, companyId } = await person(house, recorder, `factory${i}`, `KANARI-9${String(i).padStart(2, '0')}`);
  const desk = new Factory(api, () => undefined);
  const parts: { id: string }[] = [];
  for (let n = 0; n < moulds; n += 1) {
    const mouldNo = `AC${2507 + n}`;
    parts.push(...await desk.openParts(await desk.mould(mouldNo, '空调支架', Buffer.from(readFileSync(BOM, 'utf8').replaceAll('AC2507', mouldNo), 'utf8'))));
  }
  return new Buyer(companyId, api, new Watcher(companyId, api, house, recorder, true), floor, recorder, parts);
}

/** Keeps lots open, of every mode in turn, and decides those that are over. */
async function deal(buyer: Buyer, first: number, step: number, bidders: readonly Bidder[], floor: Floor, dice: () => number, publishes: () => boolean, goesOn: () => boolean, say: (text: string) => void): Promise<void> {
  const stirring = (async () => { for (; goesOn(); await sleep(900)) await buyer.stir().catch(() => undefined); })();
  const deciding = (async () => { for (; goesOn(); await sleep(800)) await buyer.decide().catch(() => undefined); })();
  for (let turn = first; goesOn(); await sleep(400)) {
    const open = [...floor.lots.values()].filter(({ over, buyer: owner }) => !over && owner === buyer.companyId).length;
    if (publishes() && open < OPEN_LOTS / step && buyer.partsLeft > 0) {
      const invited = [...bidders].map((bidder) => ({ bidder, at: dice() })).sort((a, b) => a.at - b.at).slice(0, INVITED).map(({ bidder }) => bidder.companyId);
      await buyer.publish(MODES[turn % MODES.length]!, invited).catch((error: Error) => say(`a tender was not published: ${error.message.slice(0, 300)}`));
      turn += 1;
    }
  }
  await Promise.all([deciding, stirring]);
}

/** Everything that is open comes to its end. */
async function settle(house: House, buyers: readonly Buyer[], bidders: readonly Bidder[], floor: Floor, say: (text: string) => void): Promise<void> {
  for (const buyer of buyers) {
    const open = [...floor.lots.values()].filter((lot) => !lot.over && lot.buyer === buyer.companyId);
    if (open.length > 0) say(`${open.length} lots go on for too long and are taken back`);
    await buyer.cancel(open);
  }
  await sleep(2_000);
  for (let round = 0; round < 12; round += 1) {
    for (const buyer of buyers) await buyer.decide();
    const open = await Promise.all(bidders.map((bidder) => bidder.answerOffers()));
    if (round > 1 && open.every((offers) => offers === 0)) break;
    await sleep(700);
  }
  await untilQuiet(house);
}

/** What each client has put together, beside a fresh reading. */
async function lastViews(all: readonly (Bidder | Buyer)[], recorder: Recorder): Promise<void> {
  await Promise.all(all.map(async ({ companyId, watcher }) => {
    for (const until = Date.now() + 20_000; !watcher.connected && Date.now() < until; await sleep(100));
    for (const lotId of watcher.lots.keys()) {
      // What it missed first, as after any lost connection.
      await watcher.resume(lotId);
      const fresh = await watcher.resume(lotId, true);
      if (fresh?.kind !== 'snapshot') continue;
      const { view } = fresh;
      recorder.ends.push({ who: companyId, lotId, folded: watcher.folded(lotId), fresh: watcher.fresh(fresh), closesAt: view.closesAt, state: view.state, rank: view.audience === 'bidder' ? view.market.rank : null });
    }
  }));
}
