import { readFileSync } from 'node:fs';
import { ApiClient } from '../../tools/client/api-client.js';
import { Factory } from '../../tools/demo/factory.js';
import * as doc from '../../tools/demo/documents.js';
import type { Market } from '../e2e/market.js';

/** Steps of the main job in the trade's words, each through the public door. */

/** Where people come from. */
export type People = Pick<Market, 'person'>;
export interface Shop { name: string; api: ApiClient; companyId: string }
export interface FactoryFloor { lin: ApiClient; companyId: string; factory: Factory; mouldId: string; parts: Awaited<ReturnType<Factory['openParts']>> }
export interface Tender { id: string; version: number; lots: { id: string }[] }
export interface Taken { __typename: string; code?: string; bid?: { id: string; versionNo: number; amount: { amountMinor: string }; receipt: { receiptNo: string; decidedAt: string; signature: string } }; [field: string]: unknown }

/** Everything a mould's outside parts may ask for. */
export const ALL_PROCESSES = ['BUY', 'SAW', 'MIL', 'CNC', 'CNCL', 'HSM', 'CNC5', 'GD', 'DT', 'TUR', 'GR', 'CGR', 'JGR', 'PGR', 'EDM', 'WEDM', 'WEDF', 'EHD', 'HT', 'QT', 'SR', 'NIT', 'POL', 'TEX', 'LE', 'CUT', 'CMM', 'FIT'];

export const sampleBom = (): Buffer => readFileSync(new URL('../fixtures/bom/ok/sample-bom.csv', import.meta.url));
export const SMALL_BOM = ['件号,名称,材料,规格,数量,硬度,公差要求,工艺路线,自制/外协/外购',
  ...Array.from({ length: 8 }, (_, i) => `M1-10${i},镶件${i},8407,${60 + i}×34×72,1,HRC48-52,IT6,CNC>HT>WEDM,外协`)].join('\n');

export async function aShop(market: People, name: string, processes: string[] = ALL_PROCESSES): Promise<Shop> {
  const api = await market.person(name, `${name} 加工厂`);
  const { viewer } = await api.ask<{ viewer: { company: { id: string; version: number } } }>(doc.VIEWER);
  await api.ask(doc.OFFER, { input: { idempotencyKey: ApiClient.key(), version: viewer.company.version, town: 'Huangyan', processes } });
  return { name, api, companyId: viewer.company.id };
}

export async function aFactory(market: People, bom: Buffer, mouldNo = 'AC2507'): Promise<FactoryFloor> {
  const lin = await market.person('lin', '永和模具厂');
  const { viewer } = await lin.ask<{ viewer: { company: { id: string } } }>(doc.VIEWER);
  const factory = new Factory(lin, () => undefined);
  const mouldId = await factory.mould(mouldNo, '空调支架', bom);
  return { lin, companyId: viewer.company.id, factory, mouldId, parts: await factory.openParts(mouldId) };
}

export interface Asked { visibility?: string; closesInMs: number; softClose?: object | null; ceilingMinor?: string; rules?: object; title?: string; reserveMinor?: string }

/** Puts each part to tender as a lot of its own and invites the shops by name. */
export async function publish(floor: FactoryFloor, partIds: readonly string[], shops: readonly Shop[], asked: Asked): Promise<Tender> {
  const sealed = asked.visibility === 'SEALED';
  const wanted = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  const input = {
    idempotencyKey: ApiClient.key(), title: asked.title ?? '询价', opensAt: new Date().toISOString(), closesAt: new Date(Date.now() + asked.closesInMs).toISOString(),
    audience: { trusted: false, companyIds: shops.map(({ companyId }) => companyId) },
    rules: { visibility: asked.visibility ?? 'BEST_PRICE', showBidCount: !sealed, softClose: asked.softClose ?? null, ...asked.rules },
    lots: partIds.map((partId) => ({
      lines: [{ partId, requestedDate: wanted }],
      ...(asked.reserveMinor ? { reserve: { amountMinor: asked.reserveMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' } } : {}),
      ...(asked.ceilingMinor ? { ceiling: { amountMinor: asked.ceilingMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' } } : {}),
    })),
  };
  const { createTender } = await floor.lin.ask<{ createTender: Tender & { __typename: string } }>(doc.CREATE_TENDER, { input });
  if (createTender.__typename !== 'BuyerTender') throw new Error(`createTender: ${JSON.stringify(createTender)}`);
  const { publishTender } = await floor.lin.ask<{ publishTender: Tender & { __typename: string } }>(doc.PUBLISH, {
    input: { idempotencyKey: ApiClient.key(), tenderId: createTender.id, version: createTender.version, acceptWarnings: 'agreed' },
  });
  if (publishTender.__typename !== 'BuyerTender') throw new Error(`publishTender: ${JSON.stringify(publishTender)}`);
  return publishTender;
}

const NDA_OF = 'query Nda($id: ID!) { bidderLot(id: $id) { ndaToAccept { sha256 } } }';

/** Accepts the non-disclosure text of the lot's tender, if there is one to accept. */
export async function acceptNda(shop: Shop, lotId: string): Promise<void> {
  const { bidderLot } = await shop.api.ask<{ bidderLot: { ndaToAccept: { sha256: string } | null } | null }>(NDA_OF, { id: lotId });
  if (bidderLot?.ndaToAccept) await shop.api.ask(doc.NDA, { input: { idempotencyKey: ApiClient.key(), lotId, sha256: bidderLot.ndaToAccept.sha256 } });
}

const PLACE = `mutation Place($input: PlaceBidInput!) { placeBid(input: $input) { __typename
  ... on BidPlaced { bid { id versionNo amount { amountMinor } receipt { receiptNo decidedAt signature } } lot { closesAt } }
  ... on BidAboveCeiling { highestAcceptable { amountMinor } } ... on LotNotOpen { state decidedAt closesAt } ... on NotQualified { missing }
  ... on InputRefused { problems { path message } } ... on Refusal { code message } } }`;

export function bidInput(lotId: string, amountMinor: string, extra: object = {}): Record<string, unknown> {
  return {
    idempotencyKey: ApiClient.key(), lotId, termsVersion: 1, confirmDrop: true,
    amount: { amountMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' },
    promisedDate: new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10), ...extra,
  };
}

export async function placeBid(shop: Shop, input: Record<string, unknown>): Promise<Taken> {
  return (await shop.api.ask<{ placeBid: Taken }>(PLACE, { input })).placeBid;
}

const TENDER = `query Tender($id: ID!) { tender(id: $id) { id version state
  lots { id state closesAt extensions bidCount best { amountMinor } standings { bidId rank } }
  standings { bidId lotId rank alias bidder { id } amount { amountMinor } } awards { id lotId state orderId reason supplier { id } } } }`;

export interface TenderSeen {
  id: string; version: number; state: string;
  lots: { id: string; state: string; closesAt: string; extensions: number; bidCount: number | null; best: { amountMinor: string } | null; standings: unknown[] | null }[];
  standings: { bidId: string; lotId: string; rank: number; alias: string; bidder: { id: string } | null; amount: { amountMinor: string } }[];
  awards: { id: string; lotId: string; state: string; orderId: string | null; reason: string | null; supplier: { id: string } }[];
}

export async function tenderSeen(floor: FactoryFloor, id: string): Promise<TenderSeen> {
  return (await floor.lin.ask<{ tender: TenderSeen }>(TENDER, { id })).tender;
}

/** Accepts every award that waits for the shop. */
export async function acceptOffers(shop: Shop): Promise<number> {
  const { awardOffers } = await shop.api.ask<{ awardOffers: { edges: { node: { id: string; version: number } }[] } }>(doc.OFFERS);
  for (const { node } of awardOffers.edges) {
    const { answerAward } = await shop.api.ask<{ answerAward: { __typename: string } }>(doc.ANSWER, { input: { idempotencyKey: ApiClient.key(), awardId: node.id, version: node.version, accept: true } });
    if (answerAward.__typename !== 'AwardOffer') throw new Error(`answerAward: ${JSON.stringify(answerAward)}`);
  }
  return awardOffers.edges.length;
}
