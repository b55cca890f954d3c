import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../client/api-client.js';
import { Bidder } from './bidder.js';
import { buyer, DEMO_PASSWORD, demoEmail, guestSuppliers, suppliers, type DemoSupplier } from './cast.js';
import { MACHINES, OFFER, SAVE_MACHINE, VIEWER } from './documents.js';
import { Factory, type TenderPlan } from './factory.js';
import { dice } from './pricing.js';
import { Workshop } from './workshop.js';

/**
 * Plays the marketplace through its public API: a factory with the mould AC2507 and fourteen workshops that bid over real
 * sockets. Whatever is already there is gone on with, so it may be stopped and started at will.
 */
const url = process.env.DEMO_URL ?? 'http://127.0.0.1:3000';
const partsListFile = resolve(import.meta.dirname, '../../../test/fixtures/bom/ok/sample-bom.csv');
/** Fewest lots that a newcomer should find open. */
const LEAST_LIVE_LOTS = 14;

const say = (text: string): void => console.log(`demo ${text}`);

async function person(key: string, name: string, company: string): Promise<ApiClient> {
  const api = new ApiClient(url, demoEmail(key), DEMO_PASSWORD);
  if (!(await api.signIn())) await api.register(name, company);
  return api;
}

async function equip(api: ApiClient, supplier: DemoSupplier): Promise<string> {
  const { viewer } = await api.ask<{ viewer: { company: { id: string; version: number; processes: string[] } } }>(VIEWER);
  if (viewer.company.processes.length === 0) {
    await api.ask(OFFER, { input: { idempotencyKey: ApiClient.key(), version: viewer.company.version, town: supplier.town, processes: supplier.processes } });
  }
  const { machines } = await api.ask<{ machines: { name: string }[] }>(MACHINES);
  for (const machine of supplier.machines.filter(({ name }) => !machines.some((known) => known.name === name))) {
    const [lengthMm, widthMm, heightMm] = machine.size.map(String);
    await api.ask(SAVE_MACHINE, {
      input: {
        idempotencyKey: ApiClient.key(), name: machine.name, processes: machine.processes, maxSize: { lengthMm, widthMm, heightMm },
        maxMassKg: String(machine.massKg), toleranceMm: machine.toleranceMm, hoursPerDay: '16', active: true,
      },
    });
  }
  return viewer.company.id;
}

const opening: TenderPlan[] = [
  { title: '第一批急件', visibility: 'BEST_PRICE', lots: 10, firstCloseMinutes: 1.2, spreadMinutes: 0.8 },
  { title: '第二批', visibility: 'BEST_PRICE', lots: 22, firstCloseMinutes: 4, spreadMinutes: 16 },
  { title: '第三批（只显示名次）', visibility: 'RANK_ONLY', lots: 20, firstCloseMinutes: 6, spreadMinutes: 18 },
  { title: '第四批（公开）', visibility: 'OPEN', lots: 20, firstCloseMinutes: 9, spreadMinutes: 20 },
  { title: '第五批（密封）', visibility: 'SEALED', lots: 10, firstCloseMinutes: 15, spreadMinutes: 10 },
];
/** What the robot published itself; tenders of a visitor at the same desk are the visitor's to decide. */
const isOurs = (title: string): boolean => opening.some((plan) => plan.title === title) || /^AC\d+ 第\d+批$/.test(title);
const later: TenderPlan[] = (['BEST_PRICE', 'OPEN', 'RANK_ONLY', 'SEALED'] as const).map((visibility, i) => (
  { title: `第${i + 6}批`, visibility, lots: 16, firstCloseMinutes: 5, spreadMinutes: 20 }));

async function main(): Promise<void> {
  const roll = dice('factory');
  const lin = await person(buyer.key, buyer.person, buyer.company);
  const factory = new Factory(lin, say);
  const invited: string[] = [];
  const shops: { bidder: Bidder; workshop: Workshop }[] = [];
  let bids = 0;
  for (const supplier of suppliers) {
    const api = await person(supplier.key, supplier.person, supplier.company);
    invited.push(await equip(api, supplier));
    const bidder = new Bidder(supplier, api, (_lot, amountMinor) => {
      bids += 1;
      if (bids <= 5 || bids % 50 === 0) say(`${new Date().toISOString().slice(11, 19)} 第 ${bids} 个报价 bid: ${supplier.company} ${(Number(amountMinor) / 100).toFixed(2)} CNY`);
    });
    shops.push({ bidder, workshop: new Workshop(supplier, api) });
  }
  for (const guest of guestSuppliers) invited.push(await equip(await person(guest.key, guest.person, guest.company), guest));
  say(`${invited.length} 家承接方已登录 suppliers signed in`);

  const list = readFileSync(partsListFile);
  let mouldNumber = 2507;
  let mouldId = await factory.mould('AC2507', '空调支架（左/右）', list);
  if ((await factory.tenders()).length === 0) {
    let parts = await factory.openParts(mouldId);
    for (const plan of opening) {
      await factory.publish(plan, parts, invited);
      parts = parts.slice(plan.lots);
    }
  }
  await Promise.all(shops.map(({ bidder }) => bidder.start()));

  for (let round = 0; ; round += 1) {
    await sleep(6_000);
    await quietly('award', async () => {
      const tenders = await factory.tenders();
      for (const tender of tenders.filter(({ title, lots }) => isOurs(title) && lots.some(({ state }) => state === 'EVALUATING'))) {
        const awarded = await factory.award(tender.id);
        if (awarded > 0) say(`${tender.title}：定标 ${awarded} 个标的 lots awarded`);
      }
      const live = tenders.flatMap(({ lots }) => lots).filter(({ state }) => state === 'PUBLISHED').length;
      if (live >= LEAST_LIVE_LOTS) return;
      let parts = await factory.openParts(mouldId);
      if (parts.length < LEAST_LIVE_LOTS) {
        mouldNumber += 1;
        const next = Buffer.from(list.toString('utf8').replaceAll('AC2507', `AC${mouldNumber}`), 'utf8');
        mouldId = await factory.mould(`AC${mouldNumber}`, '空调支架（左/右）复制模', next);
        parts = await factory.openParts(mouldId);
      }
      const plan = later[round % later.length];
      if (plan) await factory.publish({ ...plan, title: `AC${mouldNumber} ${plan.title}` }, parts, invited);
    });
    for (const { workshop } of shops.filter(() => roll() < 0.5)) await quietly('workshop', () => workshop.turn());
    await quietly('receive', () => factory.receive(roll));
  }
}

/** The show goes on: what goes wrong in one turn is told and tried again in the next. */
async function quietly(what: string, turn: () => Promise<void>): Promise<void> {
  await turn().catch((error: unknown) => say(`${what}: ${error instanceof Error ? error.message : String(error)}`));
}

main().catch((error: unknown) => {
  say(`ends: ${error instanceof Error ? error.stack : String(error)}`);
  process.exit(1);
});
