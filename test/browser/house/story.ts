import { readFileSync } from 'node:fs';
import { ApiClient } from '../../../tools/client/api-client.js';
import type { TenderPlan } from '../../../tools/demo/factory.js';
import * as doc from '../../../tools/demo/documents.js';
import { aPhoto } from '../../builders/photo.js';
import { PASSWORD, until } from '../../e2e/market.js';
import { acceptNda, acceptOffers, aFactory, aShop, bidInput, placeBid, sampleBom, tenderSeen, type FactoryFloor, type People, type Shop } from '../../journeys/trade.js';
import { draw, upload, type Drawn } from './drawn.js';

/** Who there is in the story; a spec signs in as one of them. */
export type Persona = 'lin' | 'ruifeng' | 'jianda' | 'taian' | 'newcomer' | 'idle';
export interface Person { email: string; password: string }

/** What there is, by the word that a page's address needs. */
export interface Story {
  people: Readonly<Record<Persona, Person>>;
  /** Mould AC2507 with 210 parts. */
  mouldId: string;
  partId: string;
  /** Tenders of the mould: open with bids, sealed, closed with bids to compare, ordered and in production. */
  tenders: Readonly<Record<'open' | 'sealed' | 'compared' | 'ordered', string>>;
  /** A lot of the open tender on which `ruifeng` is behind and others have bid. */
  lotId: string;
  /** All lots of the open tender. */
  openLots: readonly string[];
  /** Where `ruifeng` works: its order, and the first operation that is ready. */
  order: { id: string; lineId: string; runId: string; pieceId: string; travellerCode: string };
  /** Part on which `ruifeng` reported with a photograph. */
  reportedPartId: string;
  /** A second mould with a list that waits for answers. */
  reading: { mouldId: string; importId: string };
  /** A third mould, with drawings and shapes. */
  drawn: Drawn;
}

/** Makes people and remembers with which address and password they come in. */
export class Cast implements People {
  private readonly known = new Map<string, Person>();

  constructor(private readonly url: string) {}

  readonly person = async (name: string, companyName: string): Promise<ApiClient> => {
    const email = `${name}-${this.known.size}-${Date.now().toString(36)}@people.example`;
    const api = new ApiClient(this.url, email, PASSWORD);
    await api.register(SPOKEN[name] ?? name, COMPANIES[name] ?? companyName);
    this.known.set(name, { email, password: PASSWORD });
    return api;
  };

  of(name: string): Person {
    return this.known.get(name)!;
  }
}

const SPOKEN: Readonly<Record<string, string>> = { lin: '林慧', ruifeng: '陈锐', jianda: '王建', taian: '何安' };
const COMPANIES: Readonly<Record<string, string>> = {
  lin: '永和模具厂', ruifeng: '锐丰精密', jianda: '建达电火花', taian: '泰安热处理', newcomer: 'Newcomer Moulds Ltd', idle: 'Idle Machining Ltd',
};
const HOURS = 60;

/** Plays the story through the public door: a mould taken apart, its parts at every stage that a page shows. */
export async function tell(cast: Cast): Promise<Story> {
  const [shops, floor] = await Promise.all([
    Promise.all((['ruifeng', 'jianda', 'taian'] as const).map((name) => aShop(cast, name))), aFactory(cast, sampleBom()), aShop(cast, 'idle'), cast.person('newcomer', ''),
  ]);
  const wanted = [...floor.parts];
  const publish = async (plan: Omit<TenderPlan, 'lots'>, lots: number): Promise<string> => {
    await floor.factory.publish({ ...plan, lots }, wanted.splice(0, lots), shops.map(({ companyId }) => companyId));
    return (await floor.factory.tenders()).find(({ title }) => title === plan.title)!.id;
  };
  // Those that close within seconds come first, so that their bids are in before the rest is made.
  const compared = await publish({ title: '第一批 模仁与镶件', visibility: 'OPEN', firstCloseMinutes: 0.2, spreadMinutes: 0.01 }, 8);
  await bidAll(floor, compared, shops, 8);
  const ordered = await publish({ title: '急件', visibility: 'BEST_PRICE', firstCloseMinutes: 0.15, spreadMinutes: 0.01 }, 6);
  await bidAll(floor, ordered, shops, 6);
  const open = await publish({ title: '第二批 滑块与斜顶', visibility: 'BEST_PRICE', firstCloseMinutes: 2 * HOURS, spreadMinutes: 2 * HOURS }, 36);
  const sealed = await publish({ title: '第三批（密封）', visibility: 'SEALED', firstCloseMinutes: 3 * HOURS, spreadMinutes: 10 }, 8);
  const lots = await bidAll(floor, open, shops, 22);
  const { reportedPartId, ...order } = await produce(floor, ordered, shops);
  const reading = await readList(floor);
  const drawn = await draw(floor.lin);
  await until(() => tenderSeen(floor, compared), ({ state }) => state === 'EVALUATING', 30_000);
  const people = Object.fromEntries((['lin', 'ruifeng', 'jianda', 'taian', 'newcomer', 'idle'] as const).map((name) => [name, cast.of(name)])) as Story['people'];
  return { people, mouldId: floor.mouldId, partId: floor.parts[0]!.id, tenders: { open, sealed, compared, ordered }, lotId: lots[0]!, openLots: lots, order, reportedPartId, reading, drawn };
}

const LOTS = 'query Lots($id: ID!) { tender(id: $id) { lots { id reserve { amountMinor } } } }';

/** Bids on the first lots of a tender, not everywhere equally many; `ruifeng` opens, the others go below. */
async function bidAll(floor: FactoryFloor, tenderId: string, shops: readonly Shop[], count: number): Promise<string[]> {
  const { tender } = await floor.lin.ask<{ tender: { lots: { id: string; reserve: { amountMinor: string } }[] } }>(LOTS, { id: tenderId });
  await Promise.all(shops.map((shop) => acceptNda(shop, tender.lots[0]!.id)));
  for (const [i, { id, reserve }] of tender.lots.slice(0, count).entries()) {
    for (const [j, shop] of shops.slice(0, 3 - ((i + 1) % 4 === 0 ? 2 : i % 5 === 4 ? 1 : 0)).entries()) {
      // Around the wish: the first a little above it, every further one about four percent lower.
      const yuan = Math.floor((Number(reserve.amountMinor) * (1.06 - j * 0.045 - (i % 3) * 0.01)) / 100);
      const taken = await placeBid(shop, bidInput(id, String(yuan * 100)));
      if (taken.__typename !== 'BidPlaced') throw new Error(`placeBid: ${JSON.stringify(taken)}`);
    }
  }
  return tender.lots.map(({ id }) => id);
}

interface OrderSeen { id: string; lines: { id: string; travellerCode: string; item: { itemNo: string; revision: string }; pieces: { id: string; runs: { id: string; state: string }[] }[] }[] }
const ORDERS = 'query Orders { orders(filter: { side: SUPPLIER }, first: 20) { edges { node { id lines { id travellerCode item { itemNo revision } pieces { id runs { id state } } } } } } }';

/** Awards a tender to its best bids, lets them be accepted, and begins to work: `ruifeng` has something to do next. */
async function produce(floor: FactoryFloor, tenderId: string, shops: readonly Shop[]): Promise<Story['order'] & Pick<Story, 'reportedPartId'>> {
  const seen = await until(() => tenderSeen(floor, tenderId), ({ state }) => state === 'EVALUATING', 30_000);
  const [ruifeng] = shops as [Shop];
  const picks = seen.lots.map(({ id }, i) => {
    const bids = seen.standings.filter(({ lotId }) => lotId === id);
    return { lotId: id, bidId: (i === 0 ? bids.find(({ bidder }) => bidder?.id === ruifeng.companyId) : bids.find(({ rank }) => rank === 1))!.bidId };
  });
  const { proposeAwards } = await floor.lin.ask<{ proposeAwards: { __typename: string } }>(doc.PROPOSE, { input: { idempotencyKey: ApiClient.key(), tenderId, version: seen.version, picks, reason: '交期优先' } });
  if (proposeAwards.__typename !== 'BuyerTender') throw new Error(`proposeAwards: ${JSON.stringify(proposeAwards)}`);
  let accepted = 0;
  for (const end = Date.now() + 20_000; accepted < picks.length && Date.now() < end;) for (const shop of shops) accepted += await acceptOffers(shop);
  const orders = await until(() => ruifeng.api.ask<{ orders: { edges: { node: OrderSeen }[] } }>(ORDERS), (answer) => answer.orders.edges.length > 0, 20_000);
  const order = orders.orders.edges[0]!.node;
  const line = order.lines[0]!;
  const piece = line.pieces[0]!;
  const photo = await upload(ruifeng.api, 'PHOTO', 'IMG_0207.png', aPhoto());
  for (const action of ['START', 'DONE']) {
    const input = { idempotencyKey: ApiClient.key(), runIds: [piece.runs[0]!.id], action, revision: line.item.revision, happenedAt: new Date().toISOString(), ...(action === 'DONE' ? { fileIds: [photo] } : {}) };
    const { reportOperation } = await ruifeng.api.ask<{ reportOperation: { __typename: string } }>(doc.REPORT, { input });
    if (reportOperation.__typename !== 'OperationsReported') throw new Error(`reportOperation: ${JSON.stringify(reportOperation)}`);
  }
  const reportedPartId = floor.parts.find(({ partNo }) => partNo === line.item.itemNo)!.id;
  return { id: order.id, lineId: line.id, runId: piece.runs[1]!.id, pieceId: piece.id, travellerCode: line.travellerCode, reportedPartId };
}

/** A mould of its own with a hand-made list that leaves questions open. */
async function readList({ lin }: FactoryFloor): Promise<Story['reading']> {
  const { createMould } = await lin.ask<{ createMould: { id: string } }>(doc.CREATE_MOULD, { input: { idempotencyKey: ApiClient.key(), mouldNo: 'HY-118', title: '双腔门板' } });
  const fileId = await upload(lin, 'BOM', 'HY-118 零件清单.csv', readFileSync(new URL('../../fixtures/bom/ok/sample-bom-messy.csv', import.meta.url)));
  const { startImport } = await lin.ask<{ startImport: { id: string } }>(doc.START_IMPORT, { input: { idempotencyKey: ApiClient.key(), mouldId: createMould.id, fileIds: [fileId] } });
  await until(() => lin.ask<{ import: { state: string } }>(doc.IMPORT, { id: startImport.id }), ({ import: { state } }) => state === 'REVIEW', 30_000);
  return { mouldId: createMould.id, importId: startImport.id };
}
