import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../client/api-client.js';
import { suppliers, type DemoSupplier } from '../demo/cast.js';
import * as doc from '../demo/documents.js';
import { Factory } from '../demo/factory.js';

const sampleBom = (): Buffer => readFileSync(resolve(import.meta.dirname, '../../../test/fixtures/bom/ok/sample-bom.csv'));
const PASSWORD = 'bench-mould-share-2507';
const DAY_MS = 86_400_000;
/** The sample list numbers its parts after its mould. */
const SAMPLE_NUMBER = 'AC2507';
const CATALOGUE = 'query Catalogue { catalogue { processes { code } } }';
const PUBLISH = `mutation Publish($input: PublishTenderInput!) { publishTender(input: $input) { __typename ... on BuyerTender { id version state lots { id state } } ... on Refusal { code message } } }`;
const PLACE = `mutation Place($input: PlaceBidInput!) { placeBid(input: $input) { __typename ... on Refusal { code message } } }`;
const LOTS = `query Lots($id: ID!) { tender(id: $id) { id version lots { id state parts { id mirrorOfId } } } }`;
const LOT_NDA = 'query Nda($id: ID!) { bidderLot(id: $id) { ndaToAccept { sha256 } } }';

export interface Shop { api: ApiClient; companyId: string }
export interface Part { id: string; mirrorOfId: string | null }
export interface Mould { id: string; parts: { id: string }[] }
export interface Draft { id: string; version: number }
export interface TenderLots { id: string; version: number; lots: { id: string; state: string; parts: Part[] }[] }

/** One factory and the fourteen workshops of the demo's cast, all through the public door. */
export class Trade {
  private moulds = 0;

  private constructor(readonly buyer: ApiClient, readonly buyerId: string, readonly shops: readonly Shop[], private readonly factory: Factory) {}

  static async open(url: string): Promise<Trade> {
    const buyer = new ApiClient(url, 'buyer@bench.example', PASSWORD);
    await buyer.register('林慧', '永和模具厂');
    const { catalogue } = await buyer.ask<{ catalogue: { processes: { code: string }[] } }>(CATALOGUE);
    const shops: Shop[] = [];
    // Whoever bids has to offer every process of the lot; so that all may bid on everything, all offer everything.
    for (const supplier of suppliers) shops.push(await equipped(url, supplier, catalogue.processes.map(({ code }) => code)));
    const { viewer } = await buyer.ask<{ viewer: { company: { id: string } } }>(doc.VIEWER);
    return new Trade(buyer, viewer.company.id, shops, new Factory(buyer, () => undefined));
  }

  /** Another mould after the sample list, its parts imported and frozen. */
  async mould(): Promise<Mould> {
    const mouldNo = `AC${2507 + this.moulds}`;
    this.moulds += 1;
    const list = Buffer.from(sampleBom().toString('utf8').replaceAll(SAMPLE_NUMBER, mouldNo), 'utf8');
    const id = await this.factory.mould(mouldNo, '空调支架（左/右）', list);
    return { id, parts: await this.factory.openParts(id) };
  }

  /** A draft with one lot for each part, live with best price, to all workshops. */
  async draft(parts: readonly { id: string }[], closesInMs: number, rules: object = {}): Promise<Draft> {
    const input = {
      idempotencyKey: ApiClient.key(), title: '外协', opensAt: new Date().toISOString(), closesAt: new Date(Date.now() + closesInMs).toISOString(),
      audience: { trusted: false, companyIds: this.shops.map(({ companyId }) => companyId) },
      rules: { visibility: 'BEST_PRICE', showBidCount: true, softClose: null, ...rules },
      lots: parts.map(({ id }) => ({ lines: [{ partId: id, requestedDate: dayIn(14) }] })),
    };
    const { createTender } = await this.buyer.ask<{ createTender: Draft & { __typename: string } }>(doc.CREATE_TENDER, { input });
    if (createTender.__typename !== 'BuyerTender') throw unexpected('createTender', createTender);
    return createTender;
  }

  async publish(draft: Draft): Promise<void> {
    const input = { idempotencyKey: ApiClient.key(), tenderId: draft.id, version: draft.version, acceptWarnings: 'bench' };
    const { publishTender } = await this.buyer.ask<{ publishTender: { __typename: string } }>(PUBLISH, { input });
    if (publishTender.__typename !== 'BuyerTender') throw unexpected('publishTender', publishTender);
  }

  async lots(tenderId: string): Promise<TenderLots> {
    return (await this.buyer.ask<{ tender: TenderLots }>(LOTS, { id: tenderId })).tender;
  }

  /** Everybody accepts what has to be accepted before a first bid. */
  async acceptTerms(lotId: string): Promise<void> {
    await Promise.all(this.shops.map(async ({ api }) => {
      const { bidderLot } = await api.ask<{ bidderLot: { ndaToAccept: { sha256: string } | null } | null }>(LOT_NDA, { id: lotId });
      if (bidderLot?.ndaToAccept) await api.ask(doc.NDA, { input: { idempotencyKey: ApiClient.key(), lotId, sha256: bidderLot.ndaToAccept.sha256 } });
    }));
  }

  /** Each lot gets so many bids, each better than the last, from workshops in turn. Lots of mirrored parts go to the same workshops. */
  async bid({ lots }: TenderLots, bidsPerLot: number): Promise<void> {
    const first = lots[0];
    if (first) await this.acceptTerms(first.id);
    const seats = seatsOf(lots);
    for (let turn = 0; turn < bidsPerLot; turn += 1) {
      const amountMinor = String(100_000 - turn * 5_000);
      await inParallel(8, lots, async (lot) => {
        const shop = this.shops[(seats.get(lot.id)! + turn) % this.shops.length]!;
        const { placeBid } = await shop.api.ask<{ placeBid: { __typename: string } }>(PLACE, { input: bidOn(lot.id, amountMinor) });
        if (placeBid.__typename !== 'BidPlaced') throw unexpected('placeBid', placeBid);
      });
    }
  }

  /** Waits until every lot of the tender has closed and may be awarded. */
  async untilClosed(tenderId: string): Promise<TenderLots> {
    for (const until = Date.now() + 60_000; Date.now() < until; await sleep(200)) {
      const tender = await this.lots(tenderId);
      if (tender.lots.every(({ state }) => state === 'EVALUATING')) return tender;
    }
    throw new Error('The lots did not close within a minute.');
  }
}

/** A bid as GraphQL and the live door take it. */
export function bidOn(lotId: string, amountMinor: string): Record<string, unknown> {
  return {
    idempotencyKey: ApiClient.key(), lotId, termsVersion: 1, confirmDrop: true, promisedDate: dayIn(10),
    amount: { amountMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' },
  };
}

/** Does something to all of them, so many at a time. */
export async function inParallel<T>(lanes: number, all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const rest = [...all];
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one);
  }));
}

export function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

export function unexpected(step: string, answer: object): Error {
  return new Error(`${step}: ${JSON.stringify(answer).slice(0, 800)}`);
}

async function equipped(url: string, supplier: DemoSupplier, offered: readonly string[]): Promise<Shop> {
  const api = new ApiClient(url, `${supplier.key}@bench.example`, PASSWORD);
  await api.register(supplier.person, supplier.company);
  const { viewer } = await api.ask<{ viewer: { company: { id: string; version: number } } }>(doc.VIEWER);
  await api.ask(doc.OFFER, { input: { idempotencyKey: ApiClient.key(), version: viewer.company.version, town: supplier.town, processes: offered } });
  for (const { name, processes, size, massKg, toleranceMm } of supplier.machines) {
    const [lengthMm, widthMm, heightMm] = size.map(String);
    const input = { idempotencyKey: ApiClient.key(), name, processes, maxSize: { lengthMm, widthMm, heightMm }, maxMassKg: String(massKg), toleranceMm, hoursPerDay: '16', active: true };
    await api.ask(doc.SAVE_MACHINE, { input });
  }
  return { api, companyId: viewer.company.id };
}

/** Number of the workshop that bids first on each lot; the lots of a part and its mirror image have the same. */
function seatsOf(lots: TenderLots['lots']): Map<string, number> {
  const ofPart = new Map<string, number>();
  return new Map(lots.map(({ id, parts }, i) => {
    const [part] = parts;
    const seat = (part && (ofPart.get(part.id) ?? ofPart.get(part.mirrorOfId ?? ''))) ?? i;
    if (part) ofPart.set(part.id, seat);
    if (part?.mirrorOfId) ofPart.set(part.mirrorOfId, seat);
    return [id, seat];
  }));
}
