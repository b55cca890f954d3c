import { ApiClient } from '../../../tools/client/api-client.js';
import * as doc from '../../../tools/demo/documents.js';
import { acceptNda, acceptOffers, aFactory, aShop, bidInput, placeBid, publish, SMALL_BOM, tenderSeen, type FactoryFloor, type Shop } from '../../journeys/trade.js';
import { until, type Market } from '../market.js';
import type { Named } from './questions.js';

/** A buyer and a supplier in the middle of their trade: at least one object of every kind, tenders and lots in every state that matters. */
export interface RunningTrade {
  floor: FactoryFloor;
  shop: Shop;
  /** Objects by kind; the first is the one that is furthest along. */
  ids: Readonly<Record<Named, readonly string[]>>;
}

const OWN_THINGS = 'query Own($id: ID!) { viewer { company { members { id } } } mould(id: $id) { imports { id files { id } } } }';
const SHOP_ORDERS = 'query Orders { orders(filter: { side: SUPPLIER }) { edges { node { id lines { id travellerCode item { revision } pieces { id runs { id } } } } } } }';
const ASK = 'mutation Ask($input: AskQuestionInput!) { askQuestion(input: $input) { __typename ... on Question { id } ... on Refusal { message } } }';
const KEY = 'mutation Key($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename ... on ApiKeyCreated { apiKey { id } secret } ... on Refusal { message } } }';
const MACHINE = 'mutation Machine($input: SaveMachineInput!) { saveMachine(input: $input) { __typename ... on Machine { id } ... on Refusal { message } } }';
const CANCEL = 'mutation Cancel($input: CancelLotsInput!) { cancelLots(input: $input) { __typename ... on Refusal { message } } }';
const REPORT = 'mutation Report($input: ReportOperationInput!) { reportOperation(input: $input) { __typename ... on OperationBlocked { reason } ... on Refusal { message } } }';
const AWARDS = 'query Awards($id: ID!) { tender(id: $id) { awards { id orderId state } } }';

/** Drives two companies through the whole main job, by the public door alone. */
export async function aRunningTrade(market: Market, mouldNo: string): Promise<RunningTrade> {
  const bom = SMALL_BOM.replaceAll('M1-', `${mouldNo}-`).replaceAll(',1,HRC', ',3,HRC');
  const [floor, shop] = await Promise.all([aFactory(market, Buffer.from(bom), mouldNo), aShop(market, `shop-${mouldNo}`)]);
  const part = (i: number) => [floor.parts[i]!.id];
  const soon = await publish(floor, part(0), [shop], { closesInMs: 6_500 });
  const [live, sealed, dropped, idle] = await Promise.all([
    publish(floor, part(1), [shop], { visibility: 'OPEN', closesInMs: 3_600_000 }),
    publish(floor, part(2), [shop], { visibility: 'SEALED', closesInMs: 3_600_000 }),
    publish(floor, part(3), [shop], { closesInMs: 3_600_000 }),
    draft(floor, floor.parts[4]!.id),
  ]);
  await answered(floor.lin, CANCEL, 'cancelLots', { tenderId: dropped.id, version: dropped.version, reason: '客户改模' }, 'BuyerTender');
  const bids: string[] = [];
  for (const [{ lots }, amount] of [[soon, '410000'], [live, '420000'], [sealed, '430000']] as const) {
    await acceptNda(shop, lots[0]!.id);
    const taken = await placeBid(shop, bidInput(lots[0]!.id, amount));
    if (!taken.bid) throw new Error(`placeBid: ${JSON.stringify(taken)}`);
    bids.push(taken.bid.id);
  }
  const question = await answered(shop.api, ASK, 'askQuestion', { lotId: live.lots[0]!.id, text: '倒角是否去毛刺？' }, 'Question');
  const machines = await Promise.all([shop.api, floor.lin].map((api) => answered(api, MACHINE, 'saveMachine', { name: '慢走丝 1', processes: ['WEDM'], maxSize: { lengthMm: '600', widthMm: '400', heightMm: '300' }, hoursPerDay: '20' }, 'Machine')));
  const key = await answered(floor.lin, KEY, 'createApiKey', { name: 'ERP', scopes: ['MOULDS_READ'], expiresAt: new Date(Date.now() + 864e5).toISOString() }, 'ApiKeyCreated');

  const evaluated = await until(() => tenderSeen(floor, soon.id), ({ state }) => state === 'EVALUATING', 20_000);
  await answered(floor.lin, doc.PROPOSE, 'proposeAwards', { tenderId: soon.id, version: evaluated.version, picks: [{ lotId: soon.lots[0]!.id, bidId: bids[0] }] }, 'BuyerTender');
  await until(() => acceptOffers(shop), (count) => count === 1);
  const ordered = await until(() => floor.lin.ask<{ tender: { awards: { id: string; orderId: string | null }[] } }>(AWARDS, { id: soon.id }), ({ tender }) => Boolean(tender.awards[0]?.orderId), 20_000);
  const award = ordered.tender.awards[0]!;
  const line = (await until(() => shop.api.ask<OrdersSeen>(SHOP_ORDERS), ({ orders }) => orders.edges.length === 1)).orders.edges[0]!.node.lines[0]!;
  // One piece arrives, one lies finished in the shop, one is still to be begun.
  const [piece, finished, untouched] = line.pieces as [Piece, Piece, Piece];
  for (const seq of [0, 1, 2]) {
    for (const action of ['START', 'DONE']) {
      const runIds = [piece, finished].map(({ runs }) => runs[seq]!.id);
      await answered(shop.api, REPORT, 'reportOperation', { runIds, action, revision: line.item.revision, happenedAt: new Date().toISOString() }, 'OperationsReported');
    }
  }
  await answered(floor.lin, doc.INSPECT, 'recordInspection', { type: 'FINAL', dispositions: [{ pieceId: piece.id, disposition: 'ACCEPT' }] }, 'Inspection');
  const delivery = await answered(shop.api, doc.DISPATCH, 'dispatchDelivery', { lines: [{ orderLineId: line.id, pieceIds: [piece.id], quantity: 1 }] }, 'Delivery');

  const own = await floor.lin.ask<{ viewer: { company: { members: { id: string }[] } }; mould: { imports: { id: string; files: { id: string }[] }[] } }>(OWN_THINGS, { id: floor.mouldId });
  const tenders = [soon, live, sealed, dropped, idle];
  return {
    floor, shop,
    ids: {
      company: [floor.companyId, shop.companyId], member: own.viewer.company.members.map(({ id }) => id), apiKey: [key.apiKey.id], mould: [floor.mouldId],
      part: [floor.parts[0]!.id, floor.parts[7]!.id], import: own.mould.imports.map(({ id }) => id), file: own.mould.imports.flatMap(({ files }) => files.map(({ id }) => id)),
      tender: tenders.map(({ id }) => id), lot: tenders.map(({ lots }) => lots[0]!.id), bid: bids, question: [question.id], award: [award.id], machine: machines.map(({ id }) => id),
      order: [award.orderId!], orderLine: [line.id], piece: [finished.id, piece.id, untouched.id], run: [untouched.runs[0]!.id, ...piece.runs.map(({ id }) => id)], delivery: [delivery.id], travellerCode: [line.travellerCode],
      user: [], invitation: [], session: [], operation: [], lotLine: [], inspection: [], nonconformance: [], report: [], event: [], request: [], ticket: [], modelItem: [],
    },
  };
}

interface Piece { id: string; runs: { id: string }[] }
interface OrdersSeen { orders: { edges: { node: { id: string; lines: { id: string; travellerCode: string; item: { revision: string }; pieces: Piece[] }[] } }[] } }

interface Made { __typename: string; id: string; version: number; lots: { id: string }[]; apiKey: { id: string }; secret: string }

/** Gives a command and returns its success; anything else ends the story. */
export async function answered(api: ApiClient, document: string, field: string, input: object, wanted: string): Promise<Made> {
  const answer = (await api.ask<Record<string, Made>>(document, { input: { idempotencyKey: ApiClient.key(), ...input } }))[field]!;
  if (answer.__typename !== wanted) throw new Error(`${field}: ${JSON.stringify(answer)}`);
  return answer;
}

function draft(floor: FactoryFloor, partId: string): Promise<Made> {
  const at = (days: number) => new Date(Date.now() + days * 864e5).toISOString();
  return answered(floor.lin, doc.CREATE_TENDER, 'createTender', {
    title: '草稿', opensAt: at(1), closesAt: at(2), lots: [{ lines: [{ partId, requestedDate: at(20).slice(0, 10) }] }], audience: { trusted: false, companyIds: [] },
  }, 'BuyerTender');
}
