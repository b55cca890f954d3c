import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#contracts';
import { reasonText } from '#contracts/lot-ledger';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { verifyRecord } from '../../../../tools/verify/record.js';
import { sha256 } from '../ledger/index.js';
import { deriveFeed } from './feed.view.js';

let keys = 0;
const key = () => `a-key-of-disqualifications-${keys += 1}`;
const reason = 'the stated machine is not there';

describe('a bid that the buyer takes out', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  let lin: Actor;
  let desk: Desk;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang, he, lin] = await Promise.all([floor.company(), floor.company(), floor.company(), floor.company()]);
    desk = floor.desk();
    await desk.closings.beat();
  }, 120_000);
  afterAll(() => floor.close());

  const place = async (who: Actor, lotId: string, minor: number) => (await desk.desk.place(who, aBid(lotId, minor))).taken!.bid.id;
  const disqualify = (bidId: string, who = buyer, idempotencyKey = key()) => desk.disqualifications.disqualifyBid(who, { idempotencyKey, bidId, reason });
  const own = async (who: Actor, bidId: string) => (await desk.reader.byIds(who.companyId, [bidId]))[0]!;
  const closed = async (lotId: string) => {
    const { state } = (await desk.books.read([lotId])).get(lotId)!;
    await sleep(Math.max(0, state.closesAt - Date.now()) + 50);
    while (await desk.closings.closeDue() > 0);
  };

  it('leaves a live ranking at once, its company is out of the lot and reads why, and nobody else does', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const [first, second] = [await place(wang, lotId, 200_000), await place(he, lotId, 390_000)];
    const repeated = key();
    const answer = await disqualify(first, buyer, repeated);
    expect(answer).toMatchObject({ __typename: 'BuyerTender', version: 2 });
    expect(await disqualify(first, buyer, repeated)).toEqual(answer);
    expect(await own(wang, first)).toMatchObject({ state: 'DISQUALIFIED', outReason: reason, finalRank: null });
    expect(await own(he, second)).toMatchObject({ state: 'VALID', outReason: null });
    expect((await desk.market.bidderLot(he, lotId))!.market).toMatchObject({ rank: 1, bidCount: 1, best: { amountMinor: '390000' } });
    expect((await floor.rows(lotId)).lot).toMatchObject({ bid_count: 1, best_minor: '390000' });
    expect((await desk.desk.place(wang, aBid(lotId, 380_000))).refusal).toMatchObject({ __typename: 'NotQualified', missing: ['OUT_OF_LOT'] });
    const feed = async (listener: Parameters<typeof deriveFeed>[0]) => deriveFeed(listener, (await desk.books.read([lotId])).get(lotId)!.entries).map(({ fact }) => fact);
    expect(await feed({ audience: 'buyer' })).toContainEqual(expect.objectContaining({ type: 'bid-out', bidId: first, why: 'DISQUALIFIED' }));
    expect(await feed({ audience: 'bidder', companyId: wang.companyId })).toContainEqual({ type: 'mine', bidId: first, state: 'DISQUALIFIED', finalRank: null });
    expect(JSON.stringify([await feed({ audience: 'bidder', companyId: he.companyId }), await desk.market.bidderLot(he, lotId), await desk.reader.myBids(he, { first: 20, filter: { lotId } })])).not.toContain(reason);
    expect((await floor.db.owner.query(`select type from quoting.company_events where company_id = $1 and subject_id = $2`, [wang.companyId, first])).rows).toEqual([{ type: 'bid.decided' }]);
    expect(await disqualify(first)).toMatchObject({ __typename: 'StateRefused', currentState: 'DISQUALIFIED' });
  });

  it('leaves its reason, and that of a withdrawal, to bidder and buyer: the ledger that rivals have binds it by a hash', async () => {
    const lotId = await floor.lot(buyer, [wang, he, lin], { closesIn: 1_500 });
    const [taken, gone] = [await place(wang, lotId, 200_000), await place(lin, lotId, 300_000)];
    await place(he, lotId, 390_000);
    await disqualify(taken);
    const withdrawn = 'the machine of Mr Lin in Dongguan broke';
    expect(await desk.withdrawals.withdrawBid(lin, { idempotencyKey: key(), bidId: gone, reason: withdrawn })).toMatchObject({ state: 'WITHDRAWN', outReason: withdrawn });
    await closed(lotId);
    const [record, bid] = [(await desk.records.lotRecord(he, lotId))!.document, await own(lin, gone)];
    expect(record).not.toContain(reason);
    expect(record).not.toContain(withdrawn);
    expect(record).toContain(sha256(reasonText(gone, bid.receipt.nonce, withdrawn)));
    expect(verifyRecord(Buffer.from(record), null).problems).toEqual([]);
    const { ledger } = (await desk.market.ledgers(buyer, { lotIds: [lotId], first: 50 }))[0]!;
    expect(ledger!.edges.flatMap(({ node }) => node.reason ?? [])).toEqual([reason, withdrawn]);
    expect(await own(wang, taken)).toMatchObject({ outReason: reason });
  });

  it('ends the automatic bidding of its company', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules: { improvementPercent: '0', improvementMinor: '1' } });
    await desk.proxies.setProxyBid(wang, { idempotencyKey: key(), lotId, termsVersion: 1, floor: aBid(lotId, 300_000).amount, stepMinor: '100', promisedDate: aBid(lotId, 1).promisedDate });
    const [bid] = (await desk.reader.myBids(wang, { first: 1, filter: { lotId } })).edges;
    expect(await disqualify(bid!.node.id)).toMatchObject({ __typename: 'BuyerTender' });
    expect((await floor.rows(lotId)).lot.proxies).toBe(0);
    expect((await desk.desk.place(he, aBid(lotId, 400_000))).taken!.market).toMatchObject({ rank: 1, bidCount: 1 });
  });

  it('moves final ranks up after the closing, and the record of the closing stays whole', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 700 });
    const [first, second] = [await place(wang, lotId, 200_000), await place(he, lotId, 390_000)];
    await closed(lotId);
    const before = await desk.records.lotRecord(buyer, lotId);
    expect(await disqualify(first)).toMatchObject({ __typename: 'BuyerTender', state: 'EVALUATING' });
    expect(await own(he, second)).toMatchObject({ finalRank: 1 });
    expect((await desk.market.buyerMarkets(buyer, [lotId]))[0]!.standings!.map((one) => [one.bidId, one.rank])).toEqual([[second, 1]]);
    const after = await desk.records.lotRecord(buyer, lotId);
    expect(after!.headHash).toBe(before!.headHash);
    expect(verifyRecord(Buffer.from(after!.document), null).problems).toEqual([]);
    await floor.db.owner.query(`update quoting.bids set state = 'WON' where id = $1`, [second]);
    await floor.db.database.asHouse((tx) => desk.outcomes.settle(tx, [{ lotId, winnerBidId: second }]));
    expect(await disqualify(second)).toMatchObject({ __typename: 'StateRefused', currentState: 'WON' });
  });

  it('N01: is not there for a buyer who may not see it: a sealed one, one on a lot of others, one that does not exist', async () => {
    const sealed = await floor.lot(buyer, [wang], { rules: { visibility: 'SEALED', showBidCount: false } });
    const hidden = await place(wang, sealed, 400_000);
    const foreign = await place(wang, await floor.lot(he, [wang]), 400_000);
    for (const id of [hidden, foreign, 'bid_00000000000000000000000000']) await expect(disqualify(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(disqualify(hidden, wang)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await own(wang, hidden)).toMatchObject({ state: 'VALID' });
  });
});
