import { LiveClient } from '../../tools/client/live-client.js';
import { acceptNda, aFactory, aShop, bidInput, placeBid, publish, SMALL_BOM, tenderSeen, type FactoryFloor, type Shop } from '../journeys/trade.js';
import { Market, until } from './market.js';

/** Amounts that occur nowhere else, so that a single digit string tells of a leak. */
const CANARY = '98761213';
const RIVAL = '91357911';

describe('a sealed tender', () => {
  let market: Market;
  let floor: FactoryFloor;
  let wang: Shop;
  let he: Shop;
  const heard: string[] = [];

  beforeAll(async () => {
    market = await Market.open();
    floor = await aFactory(market, Buffer.from(SMALL_BOM), 'M1');
    [wang, he] = [await aShop(market, 'wang'), await aShop(market, 'he')];
  }, 60_000);
  afterAll(() => market?.close(), 30_000);

  it('N02, N05, N09: shows an amount to its bidder and to nobody else before it is opened', async () => {
    const tender = await publish(floor, [floor.parts[0]!.id], [wang, he], { visibility: 'SEALED', closesInMs: 9_000 });
    const lotId = tender.lots[0]!.id;
    await Promise.all([acceptNda(wang, lotId), acceptNda(he, lotId)]);
    const watchers = [await LiveClient.connect(floor.lin), await LiveClient.connect(he.api)];
    for (const watcher of watchers) {
      watcher.socket.onAny((...frame: unknown[]) => heard.push(JSON.stringify(frame)));
      heard.push(JSON.stringify(await watcher.emit('lot:resume', { lotId, lastSeq: 0 })));
    }
    const before = watchers.map(({ events }) => events.length);

    const taken = await placeBid(wang, bidInput(lotId, CANARY, { note: `canary ${CANARY}` }));
    expect(taken).toMatchObject({ __typename: 'BidPlaced', bid: { amount: { amountMinor: CANARY } } });
    const refusedHe = await placeBid(he, bidInput(lotId, '0'));
    heard.push(JSON.stringify(refusedHe));

    for (const api of [floor.lin, he.api]) heard.push(...(await everythingReadable(api, tender.id, lotId, taken.bid!.id)));
    const seen = await tenderSeen(floor, tender.id);
    expect(seen.lots[0]).toMatchObject({ state: 'PUBLISHED', bidCount: null, best: null, standings: null });
    expect(seen.standings).toEqual([]);
    expect(watchers.map(({ events }) => events.length)).toEqual(before);

    const everything = [...heard, ...market.logs].join('\n');
    expect(everything.length).toBeGreaterThan(2_000);
    expect(everything).not.toContain(CANARY);

    await placeBid(he, bidInput(lotId, RIVAL));
    const opened = await until(() => tenderSeen(floor, tender.id), ({ state }) => state === 'EVALUATING', 20_000);
    expect(opened.standings.map(({ rank, amount }) => [rank, amount.amountMinor])).toEqual([[1, RIVAL], [2, CANARY]]);
    const bidderSide = await everythingReadable(he.api, tender.id, lotId, taken.bid!.id);
    expect(bidderSide.join()).not.toContain(CANARY);
    expect(market.logs.join('\n')).not.toMatch(new RegExp(`${CANARY}|${RIVAL}`));
    for (const watcher of watchers) watcher.close();
  }, 60_000);

  /** What a party can ask about lots, bids and tenders, errors included. */
  async function everythingReadable(api: Shop['api'], tenderId: string, lotId: string, bidId: string): Promise<string[]> {
    const market_ = 'market { rank bidCount best { amountMinor } highestAcceptable { amountMinor } others { amount { amountMinor } } }';
    const questions: [string, object][] = [
      [`query A($id: ID!) { bidderLot(id: $id) { id state liveSeq ${market_} myBid { id amount { amountMinor } note } } }`, { id: lotId }],
      [`query B { bidderLots(first: 100) { edges { node { id ${market_} } } } }`, {}],
      ['query C($lot: ID) { myBids(filter: { lotId: $lot }, first: 50) { edges { node { id note amount { amountMinor } } } } }', { lot: lotId }],
      ['query D($lot: ID) { myBids(filter: { lotId: $lot }, first: 50) { edges { node { id note finalRank } } } }', { lot: bidId }],
      ['query E($id: ID!) { tender(id: $id) { state lots { bidCount liveSeq best { amountMinor } standings { amount { amountMinor } note } ledger(first: 50) { edges { node { seq type amount { amountMinor } } } } } standings { note amount { amountMinor } } } }', { id: tenderId }],
    ];
    return Promise.all(questions.map(async ([document, variables]) => api.ask<object>(document, variables).then((answer) => JSON.stringify(answer), (error: unknown) => String(error))));
  }
});
