import { setTimeout as sleep } from 'node:timers/promises';
import { marketDay } from '#kernel';
import type { Actor } from '#contracts';
import { Outbox } from '#platform/messaging';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { BID_STATE, marketDaySql } from '../bidding/bid-rows.storage.js';
import { SupplierService } from '../capacity/supplier.service.js';
import { CancellationService } from '../tenders/cancellation.service.js';
import { LotRelease } from '../tenders/release.service.js';
import { TenderReader } from '../tenders/tender-reader.service.js';
import { AwardAnswerService } from './award-answer.service.js';
import { AwardDecisionService } from './award-decision.service.js';
import { AwardWriter } from './award-writer.service.js';
import { ProposalEnd } from './proposal-end.service.js';

let keys = 0;
const key = () => `a-key-of-outcomes-${keys += 1}`;
const SEALED = { visibility: 'SEALED' as const, showBidCount: false };

describe('every tender ends in an outcome that its bidders can see', () => {
  let floor: AuctionFloor;
  let desk: Desk;
  let buyer: Actor;
  let bidders: Actor[];
  let decisions: AwardDecisionService;
  let answers: AwardAnswerService;
  let cancellations: CancellationService;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    buyer = { ...await floor.company(), roles: ['OWNER'] };
    bidders = await Promise.all(Array.from({ length: 4 }, () => floor.company()));
    desk = floor.desk();
    await desk.closings.beat();
    const { database } = floor.db;
    const [outbox, suppliers, limits] = [new Outbox({ service: 'quoting', schema: 'quoting' }), new SupplierService(), { approvalMinor: new Map([['CNY', 10n ** 12n]]) }];
    const writer = new AwardWriter(desk.outcomes);
    decisions = new AwardDecisionService(database, desk.outcomes, suppliers, new TenderReader(database), writer, limits);
    answers = new AwardAnswerService(database, desk.outcomes, suppliers, writer, outbox, limits);
    cancellations = new CancellationService(database, new LotRelease(outbox));
  }, 120_000);
  afterAll(() => floor.close());

  /** A lot on which so many of the bidders have bid, the first one lowest; closed by the clock unless it shall stay open. */
  const lotWith = async (count: number, given: Parameters<AuctionFloor['lot']>[2] = {}, close = true) => {
    const lotId = await floor.lot(buyer, bidders, { ...given, ...(close ? { closesIn: 900 } : {}) });
    for (let i = 0; i < count; i += 1) expect((await desk.desk.place(bidders[i]!, aBid(lotId, 380_000 + i * 5_000))).refusal).toBeNull();
    if (close) await closed(lotId);
    const { tender_id: tenderId } = (await floor.rows(lotId)).lot;
    return { lotId, tenderId: tenderId as string };
  };
  const closed = async (lotId: string) => {
    await desk.closings.beat();
    await sleep(Math.max(0, (await desk.books.read([lotId])).get(lotId)!.state.closesAt - Date.now()) + 50);
    // Whoever has not served over the closing extends it.
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
  };
  const version = async (tenderId: string) => (await floor.db.owner.query('select version from quoting.tenders where id = $1', [tenderId])).rows[0].version as number;
  const declare = async (lotId: string, tenderId: string) => desk.endings.declareUnsuccessful(buyer, { idempotencyKey: key(), tenderId, version: await version(tenderId), lotIds: [lotId], reason: 'all above what the mould bears' });
  const cancel = async (lotId: string, tenderId: string) => cancellations.cancelLots(buyer, { idempotencyKey: key(), tenderId, version: await version(tenderId), lotIds: [lotId], reason: 'the customer stopped' });
  const offer = async (lotId: string, tenderId: string) => {
    const bidId = (await desk.books.read([lotId])).get(lotId)!.state.ranking[0]!.bidId;
    const answer = await decisions.proposeAwards(buyer, { idempotencyKey: key(), tenderId, version: await version(tenderId), picks: [{ lotId, bidId }], reason: null });
    expect(answer).toMatchObject({ __typename: 'BuyerTender' });
    return standing(lotId);
  };
  const standing = async (lotId: string) => (await floor.db.owner.query(`select id, version, supplier_company_id as who from quoting.awards where lot_id = $1 and state = 'OFFERED'`, [lotId])).rows[0] as { id: string; version: number; who: string };
  const decline = async (award: { id: string; version: number; who: string }) => answers.answerAward(bidders.find(({ companyId }) => companyId === award.who)!, { idempotencyKey: key(), awardId: award.id, version: award.version, accept: false, reason: 'MACHINE' });
  const outdate = async (lotId: string) => {
    await floor.db.owner.query('alter table quoting.bids disable trigger bids_offer_fixed');
    await floor.db.owner.query(`update quoting.bids set valid_until = current_date - 2 where lot_id = $1`, [lotId]);
    await floor.db.owner.query('alter table quoting.bids enable trigger bids_offer_fixed');
  };
  /** What each bidder reads of its own bid and of the lot, by both ways there are. */
  const seen = async (lotId: string, count: number) => Promise.all(bidders.slice(0, count).map(async (who) => {
    const lot = (await desk.market.bidderLot(who, lotId))!;
    const [bid] = (await desk.reader.myBids(who, { first: 1, filter: { lotId } })).edges;
    expect(lot.myBid).toEqual(bid!.node);
    expect(JSON.stringify([lot, bid])).not.toContain(bidders.find((other) => other !== who)!.companyId);
    return [lot.state, bid!.node.state, bid!.node.finalRank, lot.stateReason];
  }));

  it('too few bids: lost, with the rank where bids were open, without it where they stay sealed', async () => {
    const [live, sealed] = [await lotWith(1, { rules: { minBids: 2 } }), await lotWith(1, { rules: { ...SEALED, minBids: 2 } })];
    expect(await seen(live.lotId, 1)).toEqual([['UNSUCCESSFUL', 'LOST', 1, null]]);
    expect(await seen(sealed.lotId, 1)).toEqual([['UNSUCCESSFUL', 'LOST', null, null]]);
    const news = await floor.db.owner.query(`select type from quoting.company_events where company_id = $1 and subject_id = $2`, [bidders[0]!.companyId, live.lotId]);
    expect(news.rows).toEqual([{ type: 'lot.unsuccessful' }]);
  });

  it('no bid is taken: lost, with rank and reason', async () => {
    const { lotId, tenderId } = await lotWith(2, { rules: SEALED });
    expect(await declare(lotId, tenderId)).toMatchObject({ __typename: 'BuyerTender' });
    expect(await seen(lotId, 2)).toEqual([['UNSUCCESSFUL', 'LOST', 1, 'all above what the mould bears'], ['UNSUCCESSFUL', 'LOST', 2, 'all above what the mould bears']]);
  });

  it('cancelled: expired, no rank, with the reason; while bids come in, and when a standby was still bound', async () => {
    const open = await lotWith(1, {}, false);
    await cancel(open.lotId, open.tenderId);
    expect(await seen(open.lotId, 1)).toEqual([['CANCELLED', 'EXPIRED', null, 'the customer stopped']]);
    const late = await lotWith(4);
    await decline(await offer(late.lotId, late.tenderId));
    for (let i = 0; i < 2; i += 1) await decline(await standing(late.lotId));
    await cancel(late.lotId, late.tenderId);
    const states = await seen(late.lotId, 4);
    expect(states.map(([lot, , rank, reason]) => [lot, rank, reason])).toEqual(Array(4).fill(['CANCELLED', null, 'the customer stopped']));
    expect(states.map(([, bid]) => bid)).toEqual(['LOST', 'LOST', 'LOST', 'EXPIRED']);
  });

  it('awarded: won, standing by, lost, each with its rank; a declined or lapsed offer goes to the next, and the one that fell is lost', async () => {
    const { lotId, tenderId } = await lotWith(4);
    const first = await offer(lotId, tenderId);
    expect(await seen(lotId, 4)).toEqual([['AWARDED', 'WON', 1, null], ['AWARDED', 'STANDBY', 2, null], ['AWARDED', 'STANDBY', 3, null], ['AWARDED', 'LOST', 4, null]]);
    await decline(first);
    expect((await seen(lotId, 4)).map(([, bid, rank]) => [bid, rank])).toEqual([['LOST', 1], ['WON', 2], ['STANDBY', 3], ['STANDBY', 4]]);
    await floor.db.owner.query(`update quoting.awards set accept_by = clock_timestamp() - interval '1 second' where lot_id = $1 and state = 'OFFERED'`, [lotId]);
    expect(await answers.lapseDue()).toBe(1);
    expect((await seen(lotId, 4)).map(([, bid]) => bid)).toEqual(['LOST', 'LOST', 'WON', 'STANDBY']);
    // Nobody stands by among the first three any more: the buyer decides anew, and whoever fell is not the winner.
    await decline(await standing(lotId));
    expect((await seen(lotId, 4)).map(([lot, bid]) => [lot, bid])).toEqual([['EVALUATING', 'LOST'], ['EVALUATING', 'LOST'], ['EVALUATING', 'LOST'], ['EVALUATING', 'STANDBY']]);
    expect(await declare(lotId, tenderId)).toMatchObject({ __typename: 'BuyerTender' });
    expect((await seen(lotId, 4)).map(([lot, bid, rank]) => [lot, bid, rank])).toEqual([1, 2, 3, 4].map((rank) => ['UNSUCCESSFUL', 'LOST', rank]));
  });

  it('never decided: expired when the validity has ended, with the rank', async () => {
    const { lotId } = await lotWith(2);
    expect((await seen(lotId, 2)).map(([, bid]) => bid)).toEqual(['VALID', 'VALID']);
    await outdate(lotId);
    expect(await seen(lotId, 2)).toEqual([['EVALUATING', 'EXPIRED', 1, null], ['EVALUATING', 'EXPIRED', 2, null]]);
    expect((await desk.reader.myBids(bidders[0]!, { first: 20, filter: { lotId, states: ['EXPIRED'] } })).edges).toHaveLength(1);
  });

  it('ordered: who stood by is told that the bid is lost, and may plan; until then a bid that binds no more has expired', async () => {
    const { lotId, tenderId } = await lotWith(3);
    const { id, version: of, who } = await offer(lotId, tenderId);
    await outdate(lotId);
    expect((await seen(lotId, 3)).map(([, bid]) => bid)).toEqual(['WON', 'EXPIRED', 'EXPIRED']);
    expect(await answers.answerAward(bidders.find(({ companyId }) => companyId === who)!, { idempotencyKey: key(), awardId: id, version: of, accept: true })).toMatchObject({ state: 'ACCEPTED' });
    const issued = { orderId: 'ord_1', awardIds: [id], buyerId: buyer.companyId, supplierId: who };
    for (let i = 0; i < 2; i += 1) await floor.db.database.asHouse((tx) => answers.noteOrders(tx, [issued as Parameters<typeof answers.noteOrders>[1][number]]));
    expect(await seen(lotId, 3)).toEqual([['COMPLETED', 'WON', 1, null], ['COMPLETED', 'LOST', 2, null], ['COMPLETED', 'LOST', 3, null]]);
    const news = await floor.db.owner.query(`select count(*)::int as n from quoting.company_events e join quoting.bids b on b.id = e.subject_id where b.lot_id = $1 and e.company_id = $2 and e.type = 'bid.decided'`, [lotId, bidders[1]!.companyId]);
    expect(news.rows).toEqual([{ n: 2 }]);
  });

  it('counts the days of validity as the market does, in rows as in rules', async () => {
    for (const at of ['2026-11-27T15:59:59.999Z', '2026-11-27T16:00:00.000Z', '2026-12-31T23:59:59.999Z']) {
      expect((await floor.db.owner.query(`select ${marketDaySql('$1::timestamptz')}::text as day`, [at])).rows).toEqual([{ day: marketDay(new Date(at)) }]);
    }
    expect(BID_STATE).toContain(marketDaySql('clock_timestamp()'));
  });

  it('suspended: the reason is there as long as the clock stands', async () => {
    const { lotId } = await lotWith(1, {}, false);
    const suspend = (stop: boolean) => desk.suspensions.suspendLots(buyer, { idempotencyKey: key(), lotIds: [lotId], suspend: stop, reason: 'the drawing was wrong' });
    await suspend(true);
    expect(await seen(lotId, 1)).toEqual([['SUSPENDED', 'VALID', null, 'the drawing was wrong']]);
    await suspend(false);
    expect(await seen(lotId, 1)).toEqual([['PUBLISHED', 'VALID', null, null]]);
  });

  it('ends a lot whose only bidder declined, and takes back what nobody approved', async () => {
    new ProposalEnd(desk.endings);
    const declined = await lotWith(1);
    await decline(await offer(declined.lotId, declined.tenderId));
    const proposed = await lotWith(2);
    const asking = new AwardDecisionService(floor.db.database, desk.outcomes, new SupplierService(), new TenderReader(floor.db.database), new AwardWriter(desk.outcomes), { approvalMinor: new Map() });
    const bidId = (await desk.books.read([proposed.lotId])).get(proposed.lotId)!.state.ranking[0]!.bidId;
    const waiting = await asking.proposeAwards({ ...buyer, roles: ['BUYER'] }, { idempotencyKey: key(), tenderId: proposed.tenderId, version: await version(proposed.tenderId), picks: [{ lotId: proposed.lotId, bidId }], reason: null });
    expect(waiting).toMatchObject({ awards: [{ state: 'PROPOSED' }] });
    await outdate(proposed.lotId);
    while (await desk.endings.endOverdue() > 0) continue;
    const why = async (lotId: string) => (await floor.rows(lotId)).events.slice(-2).map(({ type, payload }) => [type, payload.why ?? payload.state ?? null]);
    expect((await why(declined.lotId)).at(-1)).toEqual(['UNSUCCESSFUL', 'NO_BID_LEFT']);
    expect(await why(proposed.lotId)).toEqual([['AWARDED', 'REVOKED'], ['UNSUCCESSFUL', 'VALIDITY_OVER']]);
    expect((await floor.db.owner.query('select state from quoting.awards where lot_id = $1', [proposed.lotId])).rows).toEqual([{ state: 'REVOKED' }]);
  });

  it('reads the same from table and ledger when a lot ends after its award fell back', async () => {
    const { lotId, tenderId } = await lotWith(2);
    const award = await offer(lotId, tenderId);
    await outdate(lotId);
    await decline(award);
    while (await desk.endings.endOverdue() > 0) continue;
    const { lot, bids } = await floor.rows(lotId);
    const { state } = (await desk.books.read([lotId])).get(lotId)!;
    expect(lot.state).toBe('UNSUCCESSFUL');
    expect(Object.fromEntries([...state.bidders.values()].map((bidder) => [bidder.bidId, bidder.state]))).toEqual(Object.fromEntries(bids.map((bid) => [bid.id, bid.state])));
  });

  it('lets no offer wait for one on a lot that cannot be read', async () => {
    const lots = [await lotWith(1, { rules: SEALED }), await lotWith(1, { rules: SEALED })];
    for (const { lotId, tenderId } of lots) await offer(lotId, tenderId);
    await floor.db.owner.query('update quoting.awards set accept_by = clock_timestamp() - make_interval(secs => case lot_id when $1 then 9 else 5 end) where lot_id = any ($2)', [lots[0]!.lotId, lots.map(({ lotId }) => lotId)]);
    await floor.db.owner.query('alter table quoting.bids disable trigger user');
    await floor.db.owner.query(`update quoting.bids set offer_sealed = repeat('A', 48) where lot_id = $1`, [lots[0]!.lotId]);
    await floor.db.owner.query('alter table quoting.bids enable trigger user');
    const fresh = floor.desk();
    const clock = new AwardAnswerService(floor.db.database, fresh.outcomes, new SupplierService(), new AwardWriter(fresh.outcomes), new Outbox({ service: 'quoting', schema: 'quoting' }), { approvalMinor: new Map() });
    expect([await clock.lapseDue(), await clock.lapseDue()]).toEqual([1, 0]);
    const { rows } = await floor.db.owner.query('select lot_id, state from quoting.awards where lot_id = any ($1)', [lots.map(({ lotId }) => lotId)]);
    expect(Object.fromEntries(rows.map((row) => [row.lot_id, row.state]))).toEqual({ [lots[0]!.lotId]: 'OFFERED', [lots[1]!.lotId]: 'LAPSED' });
  });
});
