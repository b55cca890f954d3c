import { firstBreak, type LedgerEntry } from '#contracts/lot-ledger';
import type { Actor } from '#contracts';
import type { SetProxyBidInput } from '#contracts/quoting-bidding';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { fen } from '../../../../test/builders/lots.js';
import { sha256 } from '../ledger/index.js';
import { deriveFeed } from './feed.view.js';
import { lotProjection } from './lot-projection.policy.js';

let keys = 0;
const rules = { improvementPercent: '0', improvementMinor: '1' };

describe('companies that are bid for automatically', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  let li: Actor;
  let desk: Desk;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang, he, li] = await Promise.all([floor.company(), floor.company(), floor.company(), floor.company()]);
    desk = floor.desk();
  }, 120_000);
  afterAll(() => floor.close());

  const wish = (lotId: string, amount: number | null, given: Partial<SetProxyBidInput> = {}): SetProxyBidInput => ({
    idempotencyKey: `a-proxy-of-a-spec-${keys += 1}`, lotId, termsVersion: 1, floor: amount === null ? null : fen(amount), stepMinor: '100', promisedDate: aBid(lotId, 1).promisedDate, ...given,
  });
  const amounts = async (lotId: string) => (await floor.rows(lotId)).bids.map((bid) => [bid.company_id, bid.amount_minor, bid.state]);

  it('bid at once, answer every rival in the same moment, in every process, and stop when told to', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules });
    const set = await desk.proxies.setProxyBid(wang, wish(lotId, 390_000));
    expect(set).toMatchObject({ __typename: 'ProxySet', active: true, lot: { myBid: { amount: fen(419_901) }, market: { rank: 1 } } });
    const { taken } = await floor.desk().desk.place(he, aBid(lotId, 400_000));
    expect(taken!.market).toMatchObject({ rank: 2, best: fen(399_900) });
    expect((await desk.desk.place(wang, aBid(lotId, 380_000))).refusal).toMatchObject({ __typename: 'NotQualified', missing: ['PROXY_ON'] });
    expect(await amounts(lotId)).toEqual([[wang.companyId, '419901', 'REPLACED'], [he.companyId, '400000', 'VALID'], [wang.companyId, '399900', 'VALID']]);
    const { events, lot } = await floor.rows(lotId);
    expect(events.map((event) => [event.type, event.turn])).toEqual([['PUBLISHED', 1], ['BID_PLACED', 2], ['BID_PLACED', 3], ['BID_PLACED', 3]]);
    expect(firstBreak(events.map((event) => ({ ...event, lotId, at: event.at.toISOString() }) as unknown as LedgerEntry), sha256)).toBeNull();
    const { state } = (await desk.books.read([lotId])).get(lotId)!;
    expect(lotProjection(state)).toMatchObject({ lastSeq: lot.last_seq, headHash: lot.head_hash, bestMinor: lot.best_minor });

    expect(await desk.proxies.setProxyBid(wang, wish(lotId, null))).toMatchObject({ __typename: 'ProxySet', active: false });
    await desk.desk.place(he, aBid(lotId, 395_000));
    expect((await desk.desk.place(wang, aBid(lotId, 394_000))).taken).not.toBeNull();
    expect((await floor.rows(lotId)).lot.proxies).toBe(0);
  });

  it('keep their floor where nobody reads it, and settle a duel in one moment', async () => {
    const lotId = await floor.lot(buyer, [wang, he, li], { rules });
    await desk.proxies.setProxyBid(wang, wish(lotId, 213_579, { stepMinor: '2467' }));
    await desk.proxies.setProxyBid(he, wish(lotId, 300_000));
    expect((await desk.books.read([lotId])).get(lotId)!.state.ranking.map((bidder) => [bidder.companyId, bidder.amount.amountMinor])).toEqual([[wang.companyId, '297533'], [he.companyId, '300000']]);
    const { entries } = (await desk.books.read([lotId])).get(lotId)!;
    const seen = JSON.stringify([
      (await floor.db.owner.query('select * from quoting.proxy_bids where lot_id = $1', [lotId])).rows, (await floor.db.owner.query('select * from quoting.idempotency')).rows, await floor.rows(lotId),
      await desk.reader.myBids(wang, { first: 20, filter: { lotId } }), (await desk.books.read([lotId])).get(lotId)!.entries,
      ...await Promise.all([buyer, wang, he, li].map((who) => desk.market.bidderLot(who, lotId))), await desk.market.buyerMarkets(buyer, [lotId]), await desk.market.ledgers(buyer, { lotIds: [lotId], first: 100 }),
      ...await Promise.all([buyer, he, li].map((who) => desk.proxies.own(who, [lotId]))),
      ...[{ audience: 'buyer' as const }, { audience: 'observer' as const }, ...[wang, he, li].map(({ companyId }) => ({ audience: 'bidder' as const, companyId }))].map((listener) => deriveFeed(listener, entries)),
    ]);
    for (const canary of ['213579', '"2467"']) expect(seen).not.toContain(canary);
    // Its own company reads it back, whole; a rival that names the lot reads its own.
    const mine = { lotId, floor: fen(213_579), stepMinor: '2467', promisedDate: wish(lotId, 1).promisedDate, termsVersion: 1, active: true };
    expect(await desk.proxies.own(wang, [lotId, 'lot_none'])).toEqual([mine]);
    expect(await desk.proxies.own(he, [lotId])).toEqual([{ ...mine, floor: fen(300_000), stepMinor: '100' }]);
    expect(await desk.proxies.own(li, [lotId])).toEqual([]);
    await desk.amendments.amendLot(buyer, { idempotencyKey: `an-amendment-${lotId}`, lotId, termsVersion: 1, note: 'another radius', newRevision: false });
    expect(await desk.proxies.own(wang, [lotId])).toEqual([{ ...mine, active: false }]);
    const asCompany = await floor.db.database.read<{ n: number }>(wang.companyId, 'select count(*)::int as n from quoting.proxy_bids');
    expect(asCompany[0]!.n).toBe(0);
  });

  it('are refused where they would be of no use, with the number that would pass, and a repeat bids once', async () => {
    const [live, sealed, first] = [await floor.lot(buyer, [wang, he], { rules }), await floor.lot(buyer, [wang], { rules: { visibility: 'SEALED', showBidCount: false } }), await floor.lot(buyer, [wang], { rules: { closesAtFirstBid: true } })];
    expect(await desk.proxies.setProxyBid(wang, wish(sealed, 300_000))).toMatchObject({ __typename: 'StateRefused', currentState: 'SEALED' });
    expect(await desk.proxies.setProxyBid(wang, wish(first, 300_000))).toMatchObject({ __typename: 'StateRefused', currentState: 'FIRST_BID' });
    const ranks = await floor.lot(buyer, [wang], { rules: { ...rules, visibility: 'RANK_ONLY' } });
    expect(await desk.proxies.setProxyBid(wang, wish(ranks, 300_000, { stepMinor: '1' }))).toMatchObject({ __typename: 'StateRefused', currentState: 'RANK_ONLY' });
    expect(await desk.proxies.setProxyBid(wang, wish(live, 430_000))).toMatchObject({ __typename: 'BidAboveCeiling', highestAcceptable: fen(420_000) });
    expect(await desk.proxies.setProxyBid(wang, wish(live, 300_000, { termsVersion: 2 }))).toMatchObject({ __typename: 'TermsOutdated', termsVersion: 1 });
    expect(await desk.proxies.setProxyBid(buyer, wish(live, 300_000))).toMatchObject({ __typename: 'NotQualified', missing: expect.arrayContaining(['OWN_TENDER']) });
    await expect(desk.proxies.setProxyBid(li, wish(live, 300_000))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const once = wish(live, 300_000);
    await Promise.all([desk.proxies.setProxyBid(wang, once), floor.desk().proxies.setProxyBid(wang, once)]);
    expect([await amounts(live), (await floor.rows(live)).lot.proxies]).toEqual([[[wang.companyId, '419901', 'VALID']], 1]);
    await expect(desk.proxies.setProxyBid(wang, { ...once, floor: fen(299_999) })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  it('look again when the leader goes, by withdrawal or by disqualification', async () => {
    const leaderless = async (go: (bidId: string) => Promise<unknown>) => {
      const lotId = await floor.lot(buyer, [wang, he, li], { rules });
      await desk.desk.place(li, aBid(lotId, 380_000));
      const { taken } = await desk.desk.place(he, aBid(lotId, 300_000));
      await desk.proxies.setProxyBid(wang, wish(lotId, 350_000));
      await go(taken!.bid.id);
      return (await desk.books.read([lotId])).get(lotId)!.state.ranking.map((bidder) => [bidder.companyId, bidder.amount.amountMinor]);
    };
    const expected = [[wang.companyId, '379900'], [li.companyId, '380000']];
    expect(await leaderless((bidId) => desk.withdrawals.withdrawBid(he, { idempotencyKey: `a-proxy-of-a-spec-${keys += 1}`, bidId, reason: 'typing error' }))).toEqual(expected);
    expect(await leaderless((bidId) => desk.disqualifications.disqualifyBid(buyer, { idempotencyKey: `a-proxy-of-a-spec-${keys += 1}`, bidId, reason: 'no such machine' }))).toEqual(expected);
  });

  it('are woken by the house when their lot moved without them: after a suspension, and at the start of a process', async () => {
    const lotId = await floor.lot(buyer, [wang, he, li], { rules });
    await desk.desk.place(li, aBid(lotId, 380_000));
    const { taken } = await desk.desk.place(he, aBid(lotId, 300_000));
    await desk.proxies.setProxyBid(wang, wish(lotId, 350_000));
    while (await desk.proxies.wakeAsleep() > 0) continue;
    const suspend = (stop: boolean) => desk.suspensions.suspendLots(buyer, { idempotencyKey: `a-proxy-of-a-spec-${keys += 1}`, lotIds: [lotId], suspend: stop, reason: 'a file' });
    await suspend(true);
    await desk.disqualifications.disqualifyBid(buyer, { idempotencyKey: `a-proxy-of-a-spec-${keys += 1}`, bidId: taken!.bid.id, reason: 'no such machine' });
    expect(await desk.proxies.wakeAsleep()).toBe(0);
    await suspend(false);
    expect(await desk.proxies.wakeAsleep()).toBe(1);
    expect((await desk.books.read([lotId])).get(lotId)!.state.ranking.map((bidder) => [bidder.companyId, bidder.amount.amountMinor])).toEqual([[wang.companyId, '379900'], [li.companyId, '380000']]);
    expect([await desk.proxies.wakeAsleep(), await desk.proxies.wakeAsleep()]).toEqual([1, 0]);
    // A process that has just begun knows nothing of who has looked.
    const fresh = floor.desk();
    expect([await fresh.proxies.wakeAsleep() > 0, await fresh.proxies.wakeAsleep()]).toEqual([true, 0]);
  });

  it('are refused with a day that no bid may promise, and keep the hand off only while they can act', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules });
    expect(await desk.proxies.setProxyBid(wang, wish(lotId, 390_000, { promisedDate: '2020-01-01' }))).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'promisedDate' }] });
    expect([(await floor.rows(lotId)).lot.proxies, await desk.proxies.own(wang, [lotId])]).toEqual([0, []]);
    await desk.proxies.setProxyBid(wang, wish(lotId, 390_000));
    await desk.amendments.amendLot(buyer, { idempotencyKey: `an-amendment-${lotId}`, lotId, termsVersion: 1, note: 'another radius', newRevision: false });
    expect(await desk.proxies.own(wang, [lotId])).toMatchObject([{ active: false }]);
    expect((await desk.desk.place(wang, aBid(lotId, 380_000, { termsVersion: 2 }))).taken).not.toBeNull();
  });
});
