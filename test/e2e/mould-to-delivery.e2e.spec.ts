import { ApiClient } from '../../tools/client/api-client.js';
import { LiveClient } from '../../tools/client/live-client.js';
import * as doc from '../../tools/demo/documents.js';
import { brokenPromises } from '../journeys/ledger-checks.js';
import { acceptNda, acceptOffers, aFactory, aShop, bidInput, publish, sampleBom, tenderSeen, type FactoryFloor, type Shop, type Tender, type TenderSeen } from '../journeys/trade.js';
import { Market, until } from './market.js';

interface Line { id: string; state: string; quantity: number; delivered: number; accepted: number; item: { itemNo: string; revision: string }; pieces: { id: string; serial: string; state: string; runs: { id: string; seq: number; state: string; rework: boolean }[] }[] }
interface OrderSeen { id: string; state: string; total: { amountMinor: string }; lines: Line[] }

const ORDERS = `query Orders { orders(filter: { side: SUPPLIER }, first: 20) { edges { node { id state total { amountMinor }
  lines { id state quantity delivered accepted item { itemNo revision } pieces { id serial state runs { id seq state rework } } } } } } }`;
const BOARD = `query Board($id: ID!) { mould(id: $id) { summary { parts outside buy make } progress { progressPercent rows { partNo state lateness promisedDate cells { seq process state passed pieces doneById } } } } }`;

describe('a mould of 210 lines', () => {
  let market: Market;
  let floor: FactoryFloor;
  let shops: Shop[];
  let tender: Tender;
  let seen: TenderSeen;

  beforeAll(async () => {
    market = await Market.open();
    shops = [await aShop(market, 'wang'), await aShop(market, 'he'), await aShop(market, 'chen')];
  }, 60_000);
  afterAll(() => market?.close(), 30_000);

  it('becomes parts with everything the list says', async () => {
    floor = await aFactory(market, sampleBom());
    const { mould } = await floor.lin.ask<{ mould: { summary: { parts: number; outside: number; buy: number; make: number } } }>(BOARD, { id: floor.mouldId });
    expect(mould.summary).toEqual({ parts: 210, outside: 91, buy: 98, make: 21 });
    expect(floor.parts).toHaveLength(91);
    const { rows: [pieces] } = await market.owner.query<{ pieces: string }>('select sum(quantity) as pieces from ordering.parts');
    expect(Number(pieces!.pieces)).toBe(1_001);
  }, 60_000);

  it('is seen by the suppliers on their sockets at once when it is put to tender', async () => {
    const clients = await Promise.all(shops.map(({ api }) => LiveClient.connect(api)));
    tender = await publish(floor, floor.parts.map(({ id }) => id), shops, { visibility: 'BEST_PRICE', closesInMs: 22_000, title: 'AC2507' });
    expect(tender.lots).toHaveLength(91);
    await until(async () => clients.map(({ companyEvents }) => companyEvents.filter(({ type }) => type === 'lot.invited').length), (counts) => counts.every((count) => count > 0), 3_000);
    for (const client of clients) client.close();
  }, 30_000);

  it('is bid for live, lot by lot, by every supplier', async () => {
    for (const shop of shops) await acceptNda(shop, tender.lots[0]!.id);
    const taken = await Promise.all(shops.map(async (shop, i) => {
      const client = await LiveClient.connect(shop.api);
      let ok = 0;
      for (const [j, { id }] of tender.lots.entries()) {
        // Each shop is the cheapest on every third lot.
        const ack = await client.emit('bid:place', bidInput(id, String(400_000 + ((i + j) % shops.length) * 10_000)));
        if (ack.ok) ok += 1;
        if (ack.problem?.code === 'RATE_LIMITED') throw new Error('a shop at its phone was slowed down');
        // Ten bids a second of one company are taken over /live.
        await new Promise((resolve) => { setTimeout(resolve, 105); });
      }
      client.close();
      return ok;
    }));
    expect(taken.every((ok) => ok >= 31)).toBe(true);
    seen = await until(() => tenderSeen(floor, tender.id), ({ state }) => state === 'EVALUATING', 30_000);
    expect(seen.lots.every(({ state, best }) => state === 'EVALUATING' && best?.amountMinor === '400000')).toBe(true);
    expect(await brokenPromises(market.owner)).toEqual([]);
  }, 60_000);

  it('is awarded, accepted and ordered, one order for each supplier', async () => {
    const picks = seen.lots.map(({ id }) => ({ lotId: id, bidId: seen.standings.find(({ lotId, rank }) => lotId === id && rank === 1)!.bidId }));
    const propose = async (more: object) => (await floor.lin.ask<{ proposeAwards: { __typename: string; rule?: string } }>(doc.PROPOSE, { input: { idempotencyKey: ApiClient.key(), tenderId: tender.id, version: seen.version, picks, ...more } })).proposeAwards;
    // Mirrored parts that go to two shops are not given away in passing.
    expect(await propose({})).toMatchObject({ __typename: 'AwardRefused', rule: 'MATCHED_PARTS' });
    expect((await propose({ reason: '各取最低价' })).__typename).toBe('BuyerTender');
    const accepted = await Promise.all(shops.map(async (shop) => {
      let count = 0;
      for (let some = await acceptOffers(shop); some > 0; some = await acceptOffers(shop)) count += some;
      return count;
    }));
    expect(accepted.reduce((a, b) => a + b, 0)).toBe(91);
    await until(() => tenderSeen(floor, tender.id), ({ awards, state }) => state === 'COMPLETED' && awards.every(({ orderId }) => orderId !== null), 20_000);
    const orders = await Promise.all(shops.map(ordersOf));
    expect(orders.map((own) => own.length)).toEqual([1, 1, 1]);
    expect(orders.flat().reduce((sum, order) => sum + order.lines.length, 0)).toBe(91);
    expect(orders.flat().map((order) => [order.total.amountMinor, String(order.lines.length * 400_000)]).every(([total, lines]) => total === lines)).toBe(true);
  }, 60_000);

  it('is followed operation by operation, through rework, to acceptance', async () => {
    const wang = shops[0]!;
    const line = (await ordersOf(wang))[0]!.lines.find(({ quantity, pieces }) => quantity === 1 && pieces.length === 1)!;
    const [piece] = line.pieces;
    expect(piece!.runs[0]!.state).toBe('READY');
    expect(await report(wang, piece!.runs[1]!.id, line, 'DONE')).toMatchObject({ __typename: 'OperationBlocked', reason: 'PREVIOUS_NOT_PASSED' });
    for (const run of piece!.runs) {
      expect((await report(wang, run.id, line, 'START')).__typename).toBe('OperationsReported');
      expect((await report(wang, run.id, line, 'DONE')).__typename).toBe('OperationsReported');
    }
    const board = await floor.lin.ask<{ mould: { progress: { rows: { partNo: string; cells: { state: string; doneById: string }[] }[] } } }>(BOARD, { id: floor.mouldId });
    expect(board.mould.progress.rows).toHaveLength(210);
    const row = board.mould.progress.rows.find(({ partNo }) => piece!.serial.startsWith(`${partNo}#`))!;
    expect(row.cells.every(({ state, doneById }) => state === 'PASSED' && doneById === wang.companyId)).toBe(true);

    const last = piece!.runs.at(-1)!;
    expect(await inspect([{ pieceId: piece!.id, disposition: 'REWORK', reworkSeq: last.seq, finding: '宽度 41.97' }], 'FINAL')).toBe('Inspection');
    const reworked = (await lineOf(wang, line.id)).pieces[0]!.runs.find(({ rework }) => rework)!;
    expect(reworked.state).toBe('READY');
    const [own, foreign] = await Promise.all([wang, shops[1]!].map(machineOf));
    expect((await report(wang, reworked.id, line, 'START', { machineId: foreign })).__typename).toBe('InputRefused');
    expect((await report(wang, reworked.id, line, 'START', { machineId: own })).__typename).toBe('OperationsReported');
    expect((await report(wang, reworked.id, line, 'DONE')).__typename).toBe('OperationsReported');

    const tooMany = await wang.api.ask<{ dispatchDelivery: { __typename: string } }>(doc.DISPATCH, { input: { idempotencyKey: ApiClient.key(), lines: [{ orderLineId: line.id, pieceIds: [piece!.id], quantity: 2 }] } });
    expect(['QuantityRefused', 'InputRefused']).toContain(tooMany.dispatchDelivery.__typename);
    const { dispatchDelivery } = await wang.api.ask<{ dispatchDelivery: { __typename: string; id: string } }>(doc.DISPATCH, { input: { idempotencyKey: ApiClient.key(), lines: [{ orderLineId: line.id, pieceIds: [piece!.id], quantity: 1 }] } });
    expect(dispatchDelivery.__typename).toBe('Delivery');
    const { deliveries } = await floor.lin.ask<{ deliveries: { edges: { node: { id: string; version: number } }[] } }>(doc.DELIVERIES);
    const delivery = deliveries.edges.find(({ node }) => node.id === dispatchDelivery.id)!.node;
    const counted = await floor.lin.ask<{ recordReceipt: { __typename: string } }>(doc.RECEIVE, { input: { idempotencyKey: ApiClient.key(), deliveryId: delivery.id, version: delivery.version, step: 'COUNT', counts: [{ orderLineId: line.id, counted: 1 }] } });
    expect(counted.recordReceipt.__typename).toBe('Delivery');
    expect(await inspect([{ pieceId: piece!.id, disposition: 'ACCEPT' }], 'RE_INSPECTION')).toBe('Inspection');
    expect(await lineOf(wang, line.id)).toMatchObject({ state: 'ACCEPTED', delivered: 1, accepted: 1, pieces: [{ state: 'ACCEPTED' }] });
  }, 60_000);

  it('opens a re-make on the same line for a scrapped piece', async () => {
    const he = shops[1]!;
    const line = (await ordersOf(he))[0]!.lines.find(({ quantity, pieces }) => quantity === 1 && pieces.length === 1)!;
    for (const run of line.pieces[0]!.runs) await report(he, run.id, line, 'DONE');
    expect(await inspect([{ pieceId: line.pieces[0]!.id, disposition: 'SCRAP', finding: '裂纹' }], 'FINAL')).toBe('Inspection');
    const after = await lineOf(he, line.id);
    expect(after.pieces.map(({ state }) => state).sort()).toEqual(['ORDERED', 'SCRAPPED']);
    expect(after.state).not.toBe('ACCEPTED');
    // The market learns what the inspections said: a piece that was reworked and one that was scrapped, none without fault.
    const records = () => market.owner.query<{ company_id: string; judged: number; good: number }>('select company_id, judged, good from quoting.supplier_records order by company_id').then(({ rows }) => rows);
    expect(await until(records, (rows) => rows.length === 2)).toEqual([shops[0]!, he].map(({ companyId }) => ({ company_id: companyId, judged: 1, good: 0 })).sort((a, b) => (a.company_id < b.company_id ? -1 : 1)));
  }, 60_000);

  async function ordersOf(shop: Shop): Promise<OrderSeen[]> {
    return (await shop.api.ask<{ orders: { edges: { node: OrderSeen }[] } }>(ORDERS)).orders.edges.map(({ node }) => node);
  }

  async function lineOf(shop: Shop, id: string): Promise<Line> {
    return (await ordersOf(shop)).flatMap(({ lines }) => lines).find((line) => line.id === id)!;
  }

  async function machineOf(shop: Shop): Promise<string> {
    const input = { idempotencyKey: ApiClient.key(), name: '慢走丝 1', processes: ['WEDM'], hoursPerDay: '20' };
    return (await shop.api.ask<{ saveMachine: { id: string } }>('mutation Machine($input: SaveMachineInput!) { saveMachine(input: $input) { ... on Machine { id } } }', { input })).saveMachine.id;
  }

  async function report(shop: Shop, runId: string, line: Line, action: string, given: object = {}): Promise<{ __typename: string; reason?: string }> {
    const input = { idempotencyKey: ApiClient.key(), runIds: [runId], action, revision: line.item.revision, happenedAt: new Date().toISOString(), ...given };
    return (await shop.api.ask<{ reportOperation: { __typename: string; reason?: string } }>(doc.REPORT, { input })).reportOperation;
  }

  async function inspect(dispositions: object[], type: string): Promise<string> {
    return (await floor.lin.ask<{ recordInspection: { __typename: string } }>(doc.INSPECT, { input: { idempotencyKey: ApiClient.key(), type, dispositions } })).recordInspection.__typename;
  }
});
