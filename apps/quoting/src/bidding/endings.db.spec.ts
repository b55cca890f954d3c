import type { Actor } from '#contracts';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { deriveFeed } from './feed.view.js';
import { lotProjection } from './lot-projection.policy.js';

const passing = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const };
let keys = 0;
const key = () => `a-key-of-endings-${keys += 1}`;

describe('lots that stand still, and lots that end without an award', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  let desk: Desk;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang, he] = await Promise.all([floor.company(), floor.company(), floor.company()]);
    desk = floor.desk();
    await desk.closings.beat();
  }, 120_000);
  afterAll(() => floor.close());

  const facts = async (lotId: string, companyId: string) => deriveFeed({ audience: 'bidder', companyId }, (await desk.books.read([lotId])).get(lotId)!.entries).map(({ fact }) => fact);
  const suspend = (lotIds: string[], stop: boolean, who = buyer) => desk.suspensions.suspendLots(who, { idempotencyKey: key(), lotIds, suspend: stop, reason: 'the drawing was wrong' });
  const versionOf = async (tenderId: unknown) => (await floor.db.owner.query('select version from quoting.tenders where id = $1', [tenderId])).rows[0].version as number;

  it('takes no bids and closes nothing while the clock stands, and gives back the time that was lost', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { opensIn: -120_000, closesIn: 900, rules: { softClose } });
    await desk.desk.place(wang, aBid(lotId, 386_000));
    const before = (await floor.rows(lotId)).lot;
    expect(await suspend([lotId], true)).toMatchObject({ __typename: 'BuyerTender', state: 'SUSPENDED' });
    expect((await desk.desk.place(he, aBid(lotId, 380_000))).refusal).toMatchObject({ __typename: 'LotNotOpen', state: 'SUSPENDED' });
    expect(await suspend([lotId], true)).toMatchObject({ __typename: 'StateRefused', currentState: 'SUSPENDED' });
    await floor.db.owner.query(`update quoting.lots set suspended_at = suspended_at - interval '40 seconds' where id = $1`, [lotId]);
    await desk.closings.closeDue();
    expect(await suspend([lotId], false)).toMatchObject({ __typename: 'BuyerTender', state: 'PUBLISHED' });
    const { lot, events } = await floor.rows(lotId);
    const moved = (lot.closes_at as Date).getTime() - (before.closes_at as Date).getTime();
    expect(moved).toBeGreaterThanOrEqual(40_000);
    expect((lot.planned_closes_at as Date).getTime() - (before.planned_closes_at as Date).getTime()).toBe(moved);
    expect(events.map((event) => event.type)).toEqual(['PUBLISHED', 'BID_PLACED', 'EXTENDED', 'SUSPENDED', 'RESUMED']);
    const { state } = (await desk.books.read([lotId])).get(lotId)!;
    expect([state.closesAt, state.plannedClosesAt]).toEqual([(lot.closes_at as Date).getTime(), (lot.planned_closes_at as Date).getTime()]);
    expect((await facts(lotId, wang.companyId)).slice(-3).map((fact) => fact.type)).toEqual(['market', 'resumed', 'market']);
    expect((await desk.desk.place(he, aBid(lotId, 380_000))).taken).not.toBeNull();
    const told = await floor.db.owner.query(`select distinct company_id, type from quoting.company_events where subject_id = $1 and type in ('lot.suspended', 'lot.resumed')`, [lotId]);
    expect(told.rows).toHaveLength(6);
  });

  it('suspends all or none, own lots of one tender only, and never one whose closing has passed', async () => {
    const [mine, over, other] = [await floor.lot(buyer, [wang]), await floor.lot(buyer, [wang], { closesIn: 50 }), await floor.lot(he, [wang])];
    await passing(100);
    expect(await suspend([over], true)).toMatchObject({ __typename: 'StateRefused', currentState: 'CLOSED' });
    await expect(suspend([mine, over], true)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(suspend([mine, other], true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(suspend([other], true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await floor.rows(mine)).lot.state).toBe('PUBLISHED');
  });

  it('ends an evaluated lot without an award in the sight of everybody who bid', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 400 });
    await desk.desk.place(wang, aBid(lotId, 386_000));
    const { tender_id: tenderId } = (await floor.rows(lotId)).lot;
    const declare = async (who = buyer, ids = [lotId]) => desk.endings.declareUnsuccessful(who, { idempotencyKey: key(), tenderId: tenderId as string, version: await versionOf(tenderId), lotIds: ids, reason: 'all above what the mould bears' });
    expect(await declare()).toMatchObject({ __typename: 'StateRefused', currentState: 'PUBLISHED' });
    await passing(500);
    while (await desk.closings.closeDue() > 0);
    await expect(declare(he)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(declare(buyer, [lotId, await floor.lot(buyer, [wang])])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await declare()).toMatchObject({ __typename: 'BuyerTender', state: 'UNSUCCESSFUL' });
    const { lot, bids, events } = await floor.rows(lotId);
    expect(events.at(-1)).toMatchObject({ type: 'UNSUCCESSFUL', payload: { reason: 'all above what the mould bears' } });
    expect([lot.state, bids.map((bid) => [bid.state, bid.final_rank])]).toEqual(['UNSUCCESSFUL', [['LOST', 1]]]);
    const { state } = (await desk.books.read([lotId])).get(lotId)!;
    expect([lotProjection(state).state, [...state.bidders.values()].map((bidder) => bidder.state)]).toEqual(['UNSUCCESSFUL', ['LOST']]);
    expect((await facts(lotId, wang.companyId)).at(-1)).toEqual({ type: 'unsuccessful', reason: 'all above what the mould bears' });
    const told = await floor.db.owner.query(`select company_id from quoting.company_events where subject_id = $1 and type = 'lot.unsuccessful'`, [lotId]);
    expect(told.rows.map((row) => row.company_id).sort()).toEqual([buyer.companyId, wang.companyId].sort());
    expect((await floor.db.owner.query(`select payload from post.events where type = 'quoting.lots.released.v1' and subject = $1`, [tenderId])).rows[0].payload).toMatchObject({ lotIds: [lotId], why: 'UNSUCCESSFUL' });
  });

  it('ends a lot that nobody decided while its bids were valid, the day after the last of them', async () => {
    const [tenderless, lotId] = [await floor.lot(buyer, [wang], { closesIn: 400 }), await floor.lot(buyer, [wang, he], { closesIn: 400 })];
    for (const [who, lot, price] of [[wang, tenderless, 386_000], [wang, lotId, 386_000], [he, lotId, 380_000]] as const) expect((await desk.desk.place(who, aBid(lot, price))).taken).not.toBeNull();
    await passing(500);
    while (await desk.closings.closeDue() > 0);
    const { owner } = floor.db;
    const today = `(clock_timestamp() at time zone 'utc' + interval '8 hours')::date`;
    const validUntil = (who: Actor, days: number) => owner.query(`update quoting.bids set valid_until = ${today} + $3::int where lot_id = $1 and company_id = $2`, [lotId, who.companyId, days]);
    await owner.query('alter table quoting.bids disable trigger bids_offer_fixed');
    await validUntil(wang, -1);
    await validUntil(he, 0);
    expect(await desk.endings.endOverdue()).toBe(0);
    await validUntil(he, -1);
    await owner.query('alter table quoting.bids enable trigger bids_offer_fixed');
    expect([await desk.endings.endOverdue(), await desk.endings.endOverdue()]).toEqual([1, 0]);
    const { lot, bids, events } = await floor.rows(lotId);
    expect([lot.state, bids.map((bid) => bid.state)]).toEqual(['UNSUCCESSFUL', ['EXPIRED', 'EXPIRED']]);
    expect(events.at(-1)).toMatchObject({ type: 'UNSUCCESSFUL', payload: { why: 'VALIDITY_OVER' } });
    const { state } = (await desk.books.read([lotId])).get(lotId)!;
    expect([lotProjection(state).state, [...state.bidders.values()].map((bidder) => bidder.state)]).toEqual(['UNSUCCESSFUL', ['EXPIRED', 'EXPIRED']]);
    expect((await floor.db.owner.query(`select company_id from quoting.company_events where subject_id = $1 and type = 'lot.unsuccessful'`, [lotId])).rows).toHaveLength(3);
    expect((await floor.db.owner.query(`select 1 from post.events where type = 'quoting.lots.released.v1' and subject = $1`, [lot.tender_id])).rows).toHaveLength(1);
    expect((await floor.rows(tenderless)).lot.state).toBe('EVALUATING');
  });

  it('says of a lot whose bids were all taken out that none is left, and brings the table up to the ledger', async () => {
    await desk.closings.beat();
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 600 });
    const [first, second] = [(await desk.desk.place(wang, aBid(lotId, 386_000))).taken!, (await desk.desk.place(he, aBid(lotId, 380_000))).taken!];
    await passing(700);
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
    for (const { bid } of [first, second]) await desk.disqualifications.disqualifyBid(buyer, { idempotencyKey: key(), bidId: bid.id, reason: 'false data' });
    expect(await desk.endings.endOverdue()).toBe(1);
    const { events, bids } = await floor.rows(lotId);
    expect(events.at(-1)).toMatchObject({ type: 'UNSUCCESSFUL', payload: { why: 'NO_BID_LEFT' } });
    expect(bids.map((bid) => bid.state)).toEqual(['DISQUALIFIED', 'DISQUALIFIED']);
  });

  it('binds bids from the real closing on, so that a lot that stood still can still be decided', async () => {
    await desk.closings.beat();
    const lotId = await floor.lot(buyer, [wang], { closesIn: 600, rules: { validityDays: 3 } });
    const { bid } = (await desk.desk.place(wang, aBid(lotId, 386_000))).taken!;
    const { owner } = floor.db;
    // As if the lot had stood still for longer than the bid was made to bind.
    await owner.query('alter table quoting.bids disable trigger bids_offer_fixed');
    await owner.query('update quoting.bids set valid_until = valid_until - 5 where lot_id = $1', [lotId]);
    await owner.query('alter table quoting.bids enable trigger bids_offer_fixed');
    await passing(700);
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
    expect((await desk.reader.byIds(wang.companyId, [bid.id]))[0]).toMatchObject({ state: 'VALID', validUntil: bid.validUntil });
    expect(await desk.endings.endOverdue()).toBe(0);
    expect((await floor.rows(lotId)).lot.state).toBe('EVALUATING');
  });

  it('lets no other lot wait for one that cannot be read', async () => {
    const rules = { visibility: 'SEALED' as const, showBidCount: false };
    await desk.closings.beat();
    const lots = [await floor.lot(buyer, [wang], { rules, closesIn: 900 }), await floor.lot(he, [wang], { rules, closesIn: 900 })];
    for (const lotId of lots) expect((await desk.desk.place(wang, aBid(lotId, 380_000))).taken).not.toBeNull();
    await passing(1_000);
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
    await floor.db.owner.query('alter table quoting.bids disable trigger user');
    await floor.db.owner.query('update quoting.bids set valid_until = valid_until - 30 where lot_id = any ($1)', [lots]);
    await floor.db.owner.query(`update quoting.bids set offer_sealed = repeat('A', 48) where lot_id = $1`, [lots[0]]);
    await floor.db.owner.query('alter table quoting.bids enable trigger user');
    const { endings } = floor.desk();
    expect([await endings.endOverdue(), await endings.endOverdue()]).toEqual([1, 0]);
    expect(await Promise.all(lots.map(async (lotId) => (await floor.rows(lotId)).lot.state))).toEqual(['EVALUATING', 'UNSUCCESSFUL']);
    await floor.db.owner.query(`update quoting.lots set state = 'CANCELLED' where id = $1`, [lots[0]]);
  });
});
