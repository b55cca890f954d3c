import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import type { PlaceBidResult } from '#contracts/quoting-bidding';
import { boardLotFields, boardTenderFields } from '#contracts/quoting-tenders';
import { Bell } from '#platform/messaging';
import { Logger } from '#platform/observability';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { fen } from '../../../../test/builders/lots.js';
import { aKey, QuotingMarket } from '../../../../test/kit/quoting-market.js';
import { statementsOf } from '../../../../test/kit/statements.js';
import { appendLotEvents } from '../ledger/index.js';
import { BoardReader } from '../tenders/index.js';
import { LotBooks } from './lot-books.service.js';
import { MarketService } from './market.service.js';
import { PlacingService } from './placing.service.js';

describe('tenders and lots with their market', () => {
  let trade: QuotingMarket;
  let floor: AuctionFloor;
  let desk: Desk;
  let market: MarketService;
  let placings: PlacingService;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;

  beforeAll(async () => {
    trade = await QuotingMarket.open();
    floor = new AuctionFloor(trade.db);
    desk = floor.desk();
    market = new MarketService(trade.db.database, trade.reader, new BoardReader(trade.db.database), desk.books, desk.reader);
    placings = new PlacingService(desk.desk, market);
    [buyer, wang, he] = [await trade.company({ name: 'Yonghe Mould' }), await trade.company(), await trade.company()];
  }, 120_000);
  afterAll(() => floor.close());

  const published = async (rules: object = {}, lot: object = { ceiling: fen(420_000) }) => {
    const tender = await trade.published(buyer, [trade.part(buyer)], { invite: [wang, he], rules, lot });
    const lotId = tender.lots[0]!.id;
    for (const guest of [wang, he]) {
      const { ndaToAccept } = (await trade.reader.bidderLot(guest, lotId))!;
      await trade.guests.acceptNda(guest, { idempotencyKey: aKey(), lotId, sha256: ndaToAccept!.sha256 });
    }
    return { tenderId: tender.id, lotId };
  };
  const closesSoon = async (lotId: string) => {
    await desk.closings.beat();
    const closesAt = new Date(Date.now() + 200);
    await trade.db.database.asHouse(async (tx) => {
      await appendLotEvents(tx, [{ lotId, type: 'EXTENDED', payload: { closesAt: closesAt.toISOString(), extensions: 0, maxExtensions: 0, why: 'OUTAGE' } }]);
      await tx.query('update quoting.lots set closes_at = $2 where id = $1', [lotId, closesAt]);
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
  };
  const placed = (result: PlaceBidResult) => {
    if (result.__typename !== 'BidPlaced') throw new Error(JSON.stringify(result));
    return result;
  };

  it('shows each side its own as the journey goes', async () => {
    const { tenderId, lotId } = await published();
    const jobs = await market.bidderLots(wang, { first: 20, filter: { states: ['PUBLISHED'] } });
    expect(jobs.edges.map((edge) => edge.node).find((lot) => lot.id === lotId)).toMatchObject({
      liveSeq: 1, myBid: null, buyerId: null, market: { rank: null, best: null, bidCount: 0, highestAcceptable: fen(420_000), others: [] },
    });
    const first = placed(await placings.placeBid(wang, aBid(lotId, 386_000, { note: 'incl. certificate', breakdown: { machineHours: '11.5' } })));
    expect(first).toMatchObject({ bid: { versionNo: 1 }, lot: { id: lotId, termsVersion: 1, market: { rank: 1, bidCount: 1 }, myBid: { id: first.bid.id } } });
    placed(await placings.placeBid(he, aBid(lotId, 380_000)));

    const counted = await statementsOf(() => market.tender(buyer, tenderId));
    expect(counted.statements).toBeLessThanOrEqual(3);
    expect(counted.value).toMatchObject({
      state: 'PUBLISHED', lots: [{ bidCount: 2, best: fen(380_000), liveSeq: 3 }],
      standings: [{ rank: 1, bidderId: null, score: '100', alias: expect.stringMatching(/^S\d+$/) }, { rank: 2, bidderId: null, score: '98.44', note: 'incl. certificate', breakdown: { machineHours: '11.5', materialMinor: null } }],
    });
    expect(JSON.stringify(counted.value)).not.toContain(`"bidderId":"${wang.companyId}"`);

    expect(await market.bidderLot(wang, lotId)).toMatchObject({ myBid: { id: first.bid.id }, market: { rank: 2, best: fen(380_000) } });
    const withBid = await market.bidderLots(wang, { first: 20, filter: { states: null, withMyBid: true } });
    expect(withBid.edges.map((edge) => edge.node.id)).toEqual([lotId]);
    const without = await market.bidderLots(wang, { first: 20, filter: { states: null, withMyBid: false } });
    expect(without.edges.map((edge) => edge.node.id)).not.toContain(lotId);

    await closesSoon(lotId);
    expect(await market.tender(buyer, tenderId)).toMatchObject({ state: 'EVALUATING', lots: [{ state: 'EVALUATING', bidCount: 2 }], standings: [{ rank: 1, bidderId: he.companyId }, { rank: 2, bidderId: wang.companyId }] });
    expect(await market.bidderLot(wang, lotId)).toMatchObject({ state: 'EVALUATING', myBid: { finalRank: 2, gapPercent: null }, market: { rank: 2, highestAcceptable: null } });
    const [{ ledger }] = (await market.ledgers(buyer, { lotIds: [lotId], first: 2 })) as unknown as [{ ledger: NonNullable<Awaited<ReturnType<MarketService['ledgers']>>[0]['ledger']> }];
    expect(ledger.edges.map((edge) => [edge.node.seq, edge.node.type])).toEqual([[1, 'PUBLISHED'], [2, 'BID_PLACED']]);
    const rest = await market.ledgers(buyer, { lotIds: [lotId], first: 100, after: ledger.pageInfo.endCursor });
    expect(rest[0]!.ledger!.edges.map((edge) => [edge.node.seq, edge.node.type, edge.node.amount?.amountMinor ?? null])).toEqual([[3, 'BID_PLACED', '380000'], [4, 'EXTENDED', null], [5, 'CLOSED', null]]);
  });

  it('N02, N06, N07: shows nothing of a sealed lot to its buyer or to rivals, not by number, size or name, before it is opened', async () => {
    const sealed = { visibility: 'SEALED', showBidCount: false, softClose: null } as const;
    const { tenderId, lotId } = await published(sealed, {});
    const empty = await published(sealed, {});
    const canary = 317_171;
    const result = placed(await placings.placeBid(wang, aBid(lotId, canary, { note: 'SECRET-NOTE' })));
    expect(result).toMatchObject({ bid: { amount: fen(canary) }, lot: { market: { rank: null, best: null, bidCount: null } } });
    const secrets = /317171|SECRET|bid_/;
    const seen = async (actor: Actor, of: { tenderId: string; lotId: string }) => JSON.stringify([
      await market.tender(actor, of.tenderId), await market.buyerMarkets(actor, [of.lotId]), await market.ledgers(actor, { lotIds: [of.lotId], first: 5 }),
      await market.bidderLot(actor, of.lotId), await market.bidderMarkets(actor, [of.lotId]), await desk.reader.myBids(actor, { first: 100, filter: { lotId: of.lotId } }), await desk.reader.byIds(actor.companyId, [result.bid.id]),
    ]);
    for (const actor of [buyer, he]) {
      const text = await seen(actor, { tenderId, lotId });
      expect(text).not.toMatch(secrets);
      // The same length as that of a lot on which nobody has bid.
      expect(text.length).toBe((await seen(actor, empty)).length);
    }
    expect(await market.tender(buyer, tenderId)).toMatchObject({ standings: [], lots: [{ bidCount: null, best: null, standings: null, liveSeq: 1 }] });
    const [row] = (await trade.db.owner.query('select l.*, (select json_agg(e) from quoting.lot_events e where e.lot_id = l.id) as ledger from quoting.lots l where id = $1', [lotId])).rows;
    expect(row).toMatchObject({ bid_count: null, best_minor: null });
    expect(JSON.stringify(row)).not.toMatch(/317171|SECRET/);
    const others = await trade.db.owner.query(
      `select string_agg(t.x, '') as all from (select row_to_json(i)::text as x from quoting.idempotency i union all select row_to_json(c)::text from quoting.company_events c
         union all select row_to_json(p)::text from post.events p) t`,
    );
    expect(others.rows[0].all).not.toMatch(/317171|SECRET/);

    placed(await placings.placeBid(he, aBid(lotId, 321_000)));
    await closesSoon(lotId);
    expect(await market.tender(buyer, tenderId)).toMatchObject({ state: 'EVALUATING', standings: [{ amount: fen(canary), bidderId: wang.companyId }, { amount: fen(321_000) }], lots: [{ bidCount: 2 }] });
  });

  it('gives boards the same lots by one statement, without what boards do not show', async () => {
    const live = await published();
    const sealed = await published({ visibility: 'SEALED', showBidCount: false, softClose: null }, {});
    const drafted = await trade.draft(buyer, [trade.part(buyer), trade.part(buyer)], { invite: [wang] });
    const short = ({ edges }: Awaited<ReturnType<typeof market.tendersOf>>) => edges.map(({ cursor, node }) =>
      ({ cursor, ...node, standings: null, lots: node.lots.map(({ __typename: _name, tenderId: _tender, lines: _lines, liveSeq: _seq, standings: _standings, forBidders: _texts, ...lot }) => lot) }));
    const only = { tender: [...boardTenderFields], lots: [...boardLotFields] };
    const agree = async () => {
      const counted = await statementsOf(() => market.tendersOf(buyer, { first: 100, withLots: true, only }));
      expect(counted.statements).toBe(1);
      const board = short(counted.value);
      expect(board.find(({ id }) => id === drafted.id)!.lots).toHaveLength(2);
      expect(board).toEqual(short(await market.tendersOf(buyer, { first: 100, withLots: true })));
      return (tenderId: string) => board.find(({ id }) => id === tenderId)!.lots[0];
    };
    const empty = await agree();
    expect([empty(live.tenderId), empty(sealed.tenderId)]).toMatchObject([{ bidCount: 0, best: null }, { bidCount: null, best: null }]);
    for (const { lotId } of [live, sealed]) for (const [guest, amount] of [[wang, 390_000], [he, 380_000]] as const) placed(await placings.placeBid(guest, aBid(lotId, amount)));
    const running = await agree();
    const few = await market.tendersOf(buyer, { first: 1, withLots: true, only: { tender: ['title'], lots: ['lotNo', 'best'] } });
    expect(few.edges).toHaveLength(1);
    expect(Object.keys(few.edges[0]!.node).sort()).toEqual(['__typename', 'id', 'lots', 'standings', 'state', 'title']);
    expect(Object.keys(few.edges[0]!.node.lots[0]!).sort()).toEqual(['best', 'id', 'lotNo']);
    const next = await market.tendersOf(buyer, { first: 1, after: few.pageInfo.endCursor, withLots: false, only: { tender: [], lots: [] } });
    expect(next.edges).toHaveLength(1);
    expect(next.edges[0]!.node).toEqual({ __typename: 'BuyerTender', id: expect.not.stringMatching(few.edges[0]!.node.id), state: expect.any(String), lots: [], standings: [] });
    expect([running(live.tenderId), running(sealed.tenderId)]).toMatchObject([{ bidCount: 2, best: fen(380_000) }, { bidCount: null, best: null }]);
    for (const { lotId } of [live, sealed]) await closesSoon(lotId);
    const over = await agree();
    expect([over(live.tenderId), over(sealed.tenderId)]).toMatchObject([{ bidCount: 2, best: fen(380_000) }, { bidCount: 2, best: fen(380_000) }]);
    for (const { tenderId } of [live, sealed]) {
      const { version } = (await market.tender(buyer, tenderId))!;
      expect(await trade.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId, version, reason: 'the mould is put off' })).toMatchObject({ state: 'CANCELLED' });
    }
    const gone = await agree();
    expect([gone(live.tenderId), gone(sealed.tenderId)]).toMatchObject([{ bidCount: 0, best: null }, { bidCount: 0, best: null }]);
  });

  it('gives foreign and missing things the same nothing', async () => {
    const { tenderId, lotId } = await published();
    const stranger = await trade.company();
    expect(await market.tender(stranger, tenderId)).toBeNull();
    expect(await market.tender(wang, tenderId)).toBeNull();
    expect(await market.bidderLot(stranger, lotId)).toBeNull();
    expect(await market.bidderLot(buyer, lotId)).toBeNull();
    expect(await market.buyerMarkets(wang, [lotId])).toEqual([]);
    expect(await market.bidderMarkets(stranger, [lotId, 'lot_x'])).toEqual([]);
    expect(await market.ledgers(wang, { lotIds: [lotId], first: 5 })).toEqual([]);
    await expect(market.ledgers(buyer, { lotIds: [lotId], first: 5, after: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await market.tendersOf(stranger, { first: 10, withLots: true, only: { tender: [], lots: [] } })).edges).toEqual([]);
  });

  it('lists what was cancelled as over', async () => {
    const { tenderId, lotId } = await published();
    const result = placed(await placings.placeBid(wang, aBid(lotId, 386_000)));
    const { version } = (await market.tender(buyer, tenderId))!;
    expect(await trade.cancellations.cancelLots(buyer, { idempotencyKey: aKey(), tenderId, version, reason: 'the mould is put off' })).toMatchObject({ __typename: 'BuyerTender' });
    const { edges } = await desk.reader.myBids(wang, { first: 100, filter: { states: ['EXPIRED'] } });
    expect(edges.filter(({ node }) => node.lotId === lotId).map((edge) => [edge.node.id, edge.node.state])).toEqual([[result.bid.id, 'EXPIRED']]);
    expect((await desk.desk.place(he, aBid(lotId, 300_000))).refusal).toMatchObject({ __typename: 'LotNotOpen', state: 'CANCELLED' });
    expect(await market.bidderLot(wang, lotId)).toMatchObject({ state: 'CANCELLED', market: { rank: null, best: null, highestAcceptable: null } });
  });
});

describe('a bell that was deaf for a while', () => {
  it('loses nothing: what was written meanwhile is told when it hears again', async () => {
    const floor = await AuctionFloor.open();
    const [buyer, wang] = [await floor.company(), await floor.company()];
    const lotId = await floor.lot(buyer, [wang]);
    const bell = new Bell(floor.db.database, new Logger('spec', 'silent'));
    const books = new LotBooks(floor.db.database, bell, floor.offers);
    const heard: number[] = [];
    books.onGain((_lot, listener, events) => { if (listener.audience === 'buyer') heard.push(...events.map((event) => event.seq)); });
    books.follow(lotId);
    await books.resume(lotId, { audience: 'buyer' }, 0);
    const desk = floor.desk();
    const until = async (n: number) => { for (const end = Date.now() + 5_000; heard.length < n && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 10)); };
    await desk.desk.place(wang, aBid(lotId, 400_000));
    await until(1);
    await floor.db.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen lots%' and pid <> pg_backend_pid()`);
    for (let i = 1; i <= 5; i += 1) await desk.desk.place(wang, aBid(lotId, 400_000 - i * 10_000));
    await until(6);
    expect(heard).toEqual([2, 3, 4, 5, 6, 7]);
    await bell.onModuleDestroy();
    await floor.close();
  }, 30_000);
});

describe('lots that cannot be read just now, or not at all', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  let lots: string[];
  const until = async (holds: () => boolean) => { for (const end = Date.now() + 5_000; !holds() && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 10)); };

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang, he] = await Promise.all([floor.company(), floor.company(), floor.company()]);
    lots = [await floor.lot(buyer, [wang, he]), await floor.lot(buyer, [wang, he])];
  }, 120_000);
  afterAll(() => floor.close());

  it('are read again, so that followers hear what a reading that failed would have told', async () => {
    let fails = 0;
    const database = new Proxy(floor.db.database, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (name === 'readAsHouse' && fails > 0) return () => { fails -= 1; return Promise.reject(new Problem('UNAVAILABLE', 'too slow')); };
        return typeof value === 'function' ? value.bind(target) as unknown : value;
      },
    });
    const bell = new Bell(floor.db.database, new Logger('spec', 'silent'));
    const books = new LotBooks(database, bell, floor.offers);
    const heard: string[] = [];
    books.onGain((lotId, _listener, events) => heard.push(...events.map(({ type }) => `${lots.indexOf(lotId)} ${type}`)));
    for (const lotId of lots) {
      await books.resume(lotId, { audience: 'buyer' }, 0);
      books.follow(lotId);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    fails = 2;
    const desk = floor.desk();
    await Promise.all(lots.map((lotId) => desk.desk.place(wang, aBid(lotId, 390_000))));
    await until(() => heard.length === 2);
    expect([heard.sort(), fails]).toEqual([['0 bid', '1 bid'], 0]);
    await bell.onModuleDestroy();
  }, 30_000);

  it('keep no other from its followers, nor from the pages that show both', async () => {
    const bad = await floor.lot(buyer, [wang, he], { rules: { visibility: 'SEALED', showBidCount: false } });
    const good = lots[0]!;
    const desk = floor.desk();
    await desk.desk.place(wang, aBid(bad, 300_000));
    await floor.db.owner.query('alter table quoting.bids disable trigger user');
    await floor.db.owner.query(`update quoting.bids set offer_sealed = repeat('A', 48) where lot_id = $1`, [bad]);
    await floor.db.owner.query('alter table quoting.bids enable trigger user');
    const other = floor.desk();
    const heard: string[] = [];
    other.books.onGain((lotId, { audience }, events) => { if (lotId === good) heard.push(...events.map(({ type }) => `${audience} ${type}`)); });
    await other.books.resume(good, { audience: 'buyer' }, 0);
    for (const lotId of [bad, good]) other.books.follow(lotId);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await Promise.all([desk.desk.place(he, aBid(bad, 290_000)), desk.desk.place(he, aBid(good, 370_000))]);
    await until(() => heard.length > 0);
    expect(heard).toEqual(['buyer bid']);
    expect((await other.market.buyerMarkets(buyer, [bad, good])).map(({ lotId }) => lotId)).toEqual([good]);
    const { edges } = await other.market.bidderLots(wang, { first: 10 });
    expect(edges.map(({ node }) => [node.id, node.myBid?.amount.amountMinor ?? null]).sort()).toEqual([...lots.map((lotId) => [lotId, '390000']), [bad, null]].sort());
    await expect(other.records.lotRecord(buyer, bad)).rejects.toThrow();
    expect((await other.reader.myBids(wang, { first: 10 })).edges.map(({ node }) => node.lotId).sort()).toEqual([...lots].sort());
  }, 30_000);
});
