import { setTimeout as sleep } from 'node:timers/promises';
import { brokenPromises } from '../journeys/ledger-checks.js';
import { acceptNda, acceptOffers, aFactory, aShop, bidInput, placeBid, publish, SMALL_BOM, tenderSeen, type FactoryFloor, type Shop, type Taken } from '../journeys/trade.js';
import { PROPOSE } from '../../tools/demo/documents.js';
import { ApiClient } from '../../tools/client/api-client.js';
import { Market, until, type AppName } from './market.js';

describe('processes that die', () => {
  let market: Market;
  let floor: FactoryFloor;
  let shops: Shop[];
  let nextPart = 0;

  beforeAll(async () => {
    market = await Market.open();
    floor = await aFactory(market, Buffer.from(SMALL_BOM), 'M1');
    shops = [];
    for (let i = 0; i < 3; i += 1) shops.push(await aShop(market, `shop${i}`));
  }, 120_000);
  afterAll(() => market?.close(), 30_000);

  it.each<{ apps: AppName[] }>([{ apps: ['quoting'] }, { apps: ['gateway', 'order'] }])('lose no acknowledged bid when they are killed in mid-auction: $apps', async ({ apps }) => {
    const tender = await publish(floor, [floor.parts[nextPart++]!.id], shops, { visibility: 'OPEN', closesInMs: 5_500 + 3_000 * apps.length, rules: { improvementPercent: '0', improvementMinor: '1' } });
    const lotId = tender.lots[0]!.id;
    for (const shop of shops) await acceptNda(shop, lotId);
    const acknowledged: Taken[] = [];
    let bidding = true;
    let price = 900_000;
    const bidders = shops.map(async (shop) => {
      while (bidding) {
        const input = bidInput(lotId, String((price -= 1_000)));
        const taken = await placeBid(shop, input).catch(() => null);
        if (taken?.__typename === 'BidPlaced') acknowledged.push(taken);
        await sleep(150);
      }
    });
    for (const app of apps) {
      await sleep(2_300);
      await market.kill(app);
      await sleep(400);
      await market.start(app);
    }
    await sleep(2_500);
    bidding = false;
    await Promise.all(bidders);
    expect(acknowledged.length).toBeGreaterThanOrEqual(4);
    const { rows } = await market.owner.query<{ id: string; amount_minor: string }>('select id, amount_minor from quoting.bids where lot_id = $1', [lotId]);
    const stored = new Map(rows.map(({ id, amount_minor: amount }) => [id, amount]));
    expect(acknowledged.filter(({ bid }) => stored.get(bid!.id) !== bid!.amount.amountMinor)).toEqual([]);
    await until(() => tenderSeen(floor, tender.id), ({ state }) => state === 'EVALUATING', 30_000);
    expect(await brokenPromises(market.owner)).toEqual([]);
  }, 90_000);

  it('extend a lot instead of deciding it when nobody was up over its closing', async () => {
    const tender = await publish(floor, [floor.parts[nextPart++]!.id], shops, { visibility: 'BEST_PRICE', closesInMs: 5_500 });
    const lotId = tender.lots[0]!.id;
    await acceptNda(shops[0]!, lotId);
    await placeBid(shops[0]!, bidInput(lotId, '500000'));
    const planned = (await tenderSeen(floor, tender.id)).lots[0]!.closesAt;
    await market.kill('quoting');
    await sleep(Math.max(Date.parse(planned) - Date.now() + 1_500, 0));
    await market.start('quoting');
    const seen = await until(() => tenderSeen(floor, tender.id), ({ lots }) => lots[0]!.closesAt !== planned);
    expect(seen.lots[0]!.state).toBe('PUBLISHED');
    expect(Date.parse(seen.lots[0]!.closesAt)).toBeGreaterThan(Date.now());
    await acceptNda(shops[1]!, lotId);
    expect((await placeBid(shops[1]!, bidInput(lotId, '450000'))).__typename).toBe('BidPlaced');
  }, 60_000);

  it('make the order of an award once, although order was down when it was accepted', async () => {
    const tender = await publish(floor, [floor.parts[nextPart++]!.id], shops, { visibility: 'BEST_PRICE', closesInMs: 5_500 });
    const lotId = tender.lots[0]!.id;
    await acceptNda(shops[0]!, lotId);
    const taken = await placeBid(shops[0]!, bidInput(lotId, '410000'));
    const seen = await until(() => tenderSeen(floor, tender.id), ({ state }) => state === 'EVALUATING', 20_000);
    await floor.lin.ask(PROPOSE, { input: { idempotencyKey: ApiClient.key(), tenderId: tender.id, version: seen.version, picks: [{ lotId, bidId: taken.bid!.id }] } });
    await market.kill('order');
    expect(await acceptOffers(shops[0]!)).toBe(1);
    await market.start('order');
    const ordered = await until(() => tenderSeen(floor, tender.id), ({ awards }) => awards[0]?.orderId !== null && awards[0]?.orderId !== undefined, 20_000);
    expect(ordered.awards).toMatchObject([{ lotId, state: 'ORDERED' }]);

    const counts = () => market.owner.query<{ orders: string; lines: string; total: string }>(
      'select (select count(*) from ordering.orders) as orders, count(*) as lines, coalesce(sum(amount_minor), 0) as total from ordering.order_lines').then(({ rows }) => rows[0]!);
    const before = await counts();
    const { rowCount } = await market.owner.query('update post.deliveries set done_at = null, due_at = clock_timestamp(), attempts = 0');
    expect(rowCount).toBeGreaterThan(5);
    await until(() => market.owner.query<{ open: string }>('select count(*) as open from post.deliveries where done_at is null'), ({ rows }) => rows[0]!.open === '0', 20_000);
    expect(await counts()).toEqual(before);
    expect(await brokenPromises(market.owner)).toEqual([]);
  }, 90_000);

  it('answer what came before they were asked to stop', async () => {
    const questions = Array.from({ length: 20 }, () => floor.lin.ask<{ moulds: object }>('query M { moulds(first: 5) { edges { node { id } } } }'));
    await sleep(5);
    await market.stop('gateway');
    const answers = await Promise.allSettled(questions.map((question) => Promise.race([question, sleep(1_500, null)])));
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
    await market.start('gateway');
  }, 60_000);
});
