import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient, type Ack } from '../../tools/client/live-client.js';
import { brokenPromises } from '../journeys/ledger-checks.js';
import { acceptNda, aFactory, aShop, bidInput, placeBid, publish, SMALL_BOM, tenderSeen, type FactoryFloor, type Shop } from '../journeys/trade.js';
import { Market, until } from './market.js';

describe('a live auction', () => {
  let market: Market;
  let floor: FactoryFloor;
  const shops: Shop[] = [];
  let nextPart = 0;

  beforeAll(async () => {
    market = await Market.open();
    floor = await aFactory(market, Buffer.from(SMALL_BOM), 'M1');
    for (let i = 0; i < 10; i += 1) shops.push(await aShop(market, `shop${i}`));
  }, 120_000);
  afterAll(() => market?.close(), 30_000);

  async function aLot(asked: Parameters<typeof publish>[3]): Promise<string> {
    const tender = await publish(floor, [floor.parts[nextPart++]!.id], shops, asked);
    const lotId = tender.lots[0]!.id;
    await Promise.all(shops.map((shop) => acceptNda(shop, lotId)));
    return lotId;
  }

  it('takes fifty bids at once into a ledger without a gap', async () => {
    const lotId = await aLot({ visibility: 'OPEN', closesInMs: 120_000, rules: { improvementPercent: '0', improvementMinor: '1' } });
    const clients = await Promise.all(shops.map(({ api }) => LiveClient.connect(api)));
    const bids = shops.flatMap((shop, i) => Array.from({ length: 5 }, (_, j) => {
      const input = bidInput(lotId, String(1_000_000 - (i * 5 + j) * 1_000));
      return j % 2 === 0 ? clients[i]!.emit('bid:place', input).then((ack: Ack) => (ack.ok ? 'ok' : ack.refusal?.code ?? ack.problem?.code))
        : placeBid(shop, input).then((taken) => (taken.__typename === 'BidPlaced' ? 'ok' : taken.code));
    }));
    const answers = await Promise.all(bids);
    expect(answers.filter((answer) => answer === 'ok').length).toBeGreaterThanOrEqual(shops.length);
    expect(answers.every((answer) => ['ok', 'LIMIT_REACHED', 'BID_ABOVE_CEILING'].includes(String(answer)))).toBe(true);
    const { rows: [counted] } = await market.owner.query<{ bids: string }>('select count(*) as bids from quoting.bids where lot_id = $1', [lotId]);
    expect(Number(counted!.bids)).toBe(answers.filter((answer) => answer === 'ok').length);
    expect(await brokenPromises(market.owner)).toEqual([]);
    for (const client of clients) client.close();
  }, 60_000);

  it('answers a repeated key with the first answer and another body with a mismatch', async () => {
    const lotId = await aLot({ closesInMs: 60_000 });
    const input = bidInput(lotId, '500000');
    const first = await placeBid(shops[0]!, input);
    expect(first.__typename).toBe('BidPlaced');
    expect((await placeBid(shops[0]!, input)).bid!.receipt).toEqual(first.bid!.receipt);
    const client = await LiveClient.connect(shops[0]!.api);
    const overSocket = await client.emit('bid:place', input);
    expect((overSocket.receipt as { receiptNo: string }).receiptNo).toBe(first.bid!.receipt.receiptNo);
    await expect(placeBid(shops[0]!, { ...input, amount: { ...(input.amount as object), amountMinor: '490000' } })).rejects.toThrow('IDEMPOTENCY_MISMATCH');
    expect((await placeBid(shops[1]!, { ...bidInput(lotId, '480000'), idempotencyKey: input.idempotencyKey })).__typename).toBe('BidPlaced');
    client.close();
  }, 60_000);

  it('extends by a late improving bid and tells everybody the same closing', async () => {
    const lotId = await aLot({ closesInMs: 6_500, softClose: { windowSeconds: 5, extendSeconds: 5, triggerRank: 1, maxExtensions: 1, hardCloseMinutes: 5 } });
    const [buyer, rival] = [await LiveClient.connect(floor.lin), await LiveClient.connect(shops[1]!.api)];
    for (const client of [buyer, rival]) expect(await client.emit('lot:resume', { lotId, lastSeq: 0 })).toMatchObject({ ok: true, kind: 'snapshot' });
    await sleep(2_500);
    const taken = await placeBid(shops[0]!, bidInput(lotId, '400000'));
    const closesAt = (taken.lot as { closesAt: string }).closesAt;
    expect(Date.parse(closesAt) - Date.parse(taken.bid!.receipt.decidedAt)).toBe(5_000);
    for (const client of [buyer, rival]) expect((await client.until(({ type }) => type === 'extended')).closesAt).toBe(closesAt);
    const closed = await buyer.until(({ type }) => type === 'closed', 15_000);
    expect(Date.parse(String(closed.at))).toBeGreaterThanOrEqual(Date.parse(closesAt));
    expect(await placeBid(shops[2]!, bidInput(lotId, '300000'))).toMatchObject({ __typename: 'LotNotOpen' });
    for (const client of [buyer, rival]) {
      expect(client.events.filter((event) => event.lotId === lotId).map(({ seq }) => seq)).toEqual([...new Set(client.events.filter((event) => event.lotId === lotId).map(({ seq }) => seq))]);
      client.close();
    }
  }, 60_000);

  it('takes no bid after the closing and refuses none before it, however many come at that instant', async () => {
    const lotId = await aLot({ visibility: 'OPEN', closesInMs: 6_000, rules: { improvementPercent: '0', improvementMinor: '1' } });
    const tenderClosesAt = await market.owner.query<{ closes_at: Date }>('select closes_at from quoting.lots where id = $1', [lotId]).then(({ rows }) => rows[0]!.closes_at);
    const answers: { sentAt: number; taken: Awaited<ReturnType<typeof placeBid>> }[] = [];
    await sleep(Math.max(tenderClosesAt.getTime() - Date.now() - 700, 0));
    let price = 900_000;
    const volleys: Promise<unknown>[] = [];
    for (let i = 0; i < 140; i += 1) {
      const shop = shops[i % shops.length]!;
      const sentAt = Date.now();
      volleys.push(placeBid(shop, bidInput(lotId, String((price -= 500)))).then((taken) => answers.push({ sentAt, taken })));
      await sleep(10);
    }
    await Promise.all(volleys);
    for (const { taken } of answers) {
      if (taken.__typename === 'BidPlaced') expect(Date.parse(taken.bid!.receipt.decidedAt)).toBeLessThan(tenderClosesAt.getTime());
      if (taken.__typename === 'LotNotOpen') expect(Date.parse(String(taken.decidedAt))).toBeGreaterThanOrEqual(tenderClosesAt.getTime());
    }
    expect(answers.some(({ taken }) => taken.__typename === 'BidPlaced')).toBe(true);
    expect(answers.some(({ taken }) => taken.__typename === 'LotNotOpen')).toBe(true);
    await until(() => market.owner.query<{ state: string }>('select state from quoting.lots where id = $1', [lotId]), ({ rows }) => rows[0]!.state === 'EVALUATING');
    expect(await brokenPromises(market.owner)).toEqual([]);
  }, 60_000);

  it('hands a reconnecting bidder what it missed, without gap or repeat', async () => {
    const lotId = await aLot({ visibility: 'BEST_PRICE', closesInMs: 90_000 });
    const first = await LiveClient.connect(shops[3]!.api);
    const start = (await first.emit('lot:resume', { lotId, lastSeq: 0 })) as Ack & { seq: number };
    await placeBid(shops[4]!, bidInput(lotId, '700000'));
    const seen = await first.until(({ type }) => type === 'market');
    expect(seen.seq).toBe(start.seq + 1);
    first.close();
    await placeBid(shops[5]!, bidInput(lotId, '650000'));
    await placeBid(shops[6]!, bidInput(lotId, '600000'));
    const again = await LiveClient.connect(shops[3]!.api);
    const resumed = (await again.emit('lot:resume', { lotId, lastSeq: seen.seq })) as Ack & { kind: string; events: { seq: number }[] };
    expect(resumed.kind).toBe('events');
    expect(resumed.events.map(({ seq }) => seq)).toEqual([seen.seq + 1, seen.seq + 2]);
    again.close();
  }, 60_000);

  it('is not to be seen by a company that was not invited', async () => {
    const lotId = await aLot({ closesInMs: 60_000 });
    const stranger = await aShop(market, 'stranger');
    const client = await LiveClient.connect(stranger.api);
    const foreign = await client.emit('lot:resume', { lotId, lastSeq: 0 });
    const missing = await client.emit('lot:resume', { lotId: 'lot_00000000000000000000000000', lastSeq: 0 });
    expect(foreign.problem?.code).toBe('NOT_FOUND');
    expect({ ...foreign, t: 0, problem: { ...foreign.problem, requestId: 0 } }).toEqual({ ...missing, t: 0, problem: { ...missing.problem, requestId: 0 } });
    await expect(placeBid(stranger, bidInput(lotId, '500000'))).rejects.toThrow('NOT_FOUND');
    await expect(stranger.api.ask('query T($id: ID!) { bidderLot(id: $id) { id } }', { id: lotId })).resolves.toEqual({ bidderLot: null });
    client.close();
  }, 60_000);

  it('takes a ticket once and for a minute', async () => {
    const { createLiveTicket } = await shops[0]!.api.ask<{ createLiveTicket: { token: string; url: string } }>('mutation T { createLiveTicket { ... on LiveTicket { token url } } }');
    const first = await LiveClient.withTicket(createLiveTicket.url, createLiveTicket.token);
    await expect(LiveClient.withTicket(createLiveTicket.url, createLiveTicket.token)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    for (const bad of [undefined, '', 'x'.repeat(4_000), { ticket: 1 }]) {
      await expect(LiveClient.withTicket(createLiveTicket.url, bad)).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
    }
    first.close();
  }, 60_000);

  it('ends the sockets of a session that signs out', async () => {
    const leaving = await aShop(market, 'leaving');
    const client = await LiveClient.connect(leaving.api);
    await leaving.api.ask('mutation Out { signOut { __typename } }');
    await until(async () => client.ended, (ended) => ended !== null, 2_000);
    expect(client.ended).toBe('SIGNED_OUT');
  }, 30_000);

  it('leaves the buyer with the standing that the ledger gives', async () => {
    const lotId = await aLot({ visibility: 'RANK_ONLY', closesInMs: 6_500 });
    const amounts = [520_000, 500_000, 540_000];
    for (const [i, amount] of amounts.entries()) await placeBid(shops[i]!, bidInput(lotId, String(amount)));
    const { rows: [lot] } = await market.owner.query<{ tender_id: string }>('select tender_id from quoting.lots where id = $1', [lotId]);
    const seen = await until(() => tenderSeen(floor, lot!.tender_id), ({ state }) => state === 'EVALUATING');
    expect(seen.standings.map(({ amount }) => amount.amountMinor)).toEqual(['500000', '520000', '540000']);
    expect(seen.standings.map(({ bidder }) => bidder?.id)).toEqual([shops[1]!.companyId, shops[0]!.companyId, shops[2]!.companyId]);
  }, 60_000);
});
