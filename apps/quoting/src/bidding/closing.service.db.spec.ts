import { firstBreak, type LedgerEntry } from '#contracts/lot-ledger';
import type { Actor } from '#contracts';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { statementsOf } from '../../../../test/kit/statements.js';
import { appendLotEvents, sha256 } from '../ledger/index.js';
import { LotClock } from './lot.clock.js';

const passing = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the clock of lots', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  let desk: Desk;

  beforeAll(async () => {
    floor = await AuctionFloor.open(16);
    [buyer, wang, he] = await Promise.all([floor.company(), floor.company(), floor.company()]);
    desk = floor.desk();
  }, 120_000);
  afterAll(() => floor.close());

  const types = async (lotId: string) => (await floor.rows(lotId)).events.map((event) => event.type);
  const news = async (lotId: string) => (await floor.db.owner.query('select company_id, type from quoting.company_events where subject_id = $1 order by company_id', [lotId])).rows;

  it('N14: closes once, though two clocks try and bids still come, and everything agrees', async () => {
    const other = floor.desk();
    await Promise.all([desk.closings.beat(), other.closings.beat()]);
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 500 });
    await desk.desk.place(wang, aBid(lotId, 386_000));
    await other.desk.place(he, aBid(lotId, 390_000));
    const bids = (async () => {
      const outcomes = [];
      for (let i = 0; i < 40; i += 1) {
        outcomes.push(await desk.desk.place(i % 2 ? wang : he, aBid(lotId, 380_000 - i * 4_000)));
        await passing(20);
      }
      return outcomes;
    })();
    const clocks = [desk, other].map(async ({ closings }) => {
      for (let i = 0; i < 60; i += 1) {
        await closings.beat();
        await closings.closeDue();
        await passing(15);
      }
    });
    const [outcomes] = await Promise.all([bids, ...clocks]);
    const { lot, events, bids: rows } = await floor.rows(lotId);
    expect(events.filter((event) => event.type === 'CLOSED')).toHaveLength(1);
    expect(events.at(-1)!.type).toBe('CLOSED');
    expect(firstBreak(events.map((event) => ({ ...event, lotId, at: event.at.toISOString() }) as unknown as LedgerEntry), sha256)).toBeNull();
    const closesAt = (lot.closes_at as Date).toISOString();
    expect(rows.every((row) => (row.decided_at as Date).toISOString() < closesAt)).toBe(true);
    const late = outcomes.filter((outcome) => outcome.refusal !== null);
    expect(late.length).toBeGreaterThan(0);
    expect(late.every((outcome) => outcome.refusal!.__typename === 'LotNotOpen' && outcome.refusal!.decidedAt >= closesAt)).toBe(true);
    expect(rows).toHaveLength(2 + outcomes.length - late.length);
    expect(lot).toMatchObject({ state: 'EVALUATING', bid_count: 2 });
    expect(rows.filter((row) => row.state === 'VALID').map((row) => row.final_rank).sort()).toEqual([1, 2]);
    expect((await news(lotId)).map((row) => row.type)).toEqual(['lot.closed', 'lot.closed', 'lot.closed']);
  });

  it('opens sealed bids all at once, and leaves those of too few closed', async () => {
    await desk.closings.beat();
    const rules = { visibility: 'SEALED' as const, showBidCount: false };
    const opened = await floor.lot(buyer, [wang, he], { closesIn: 700, rules });
    const tooFew = await floor.lot(buyer, [wang, he], { closesIn: 700, rules: { ...rules, minBids: 3 } });
    for (const lotId of [opened, tooFew]) {
      await desk.desk.place(wang, aBid(lotId, 118_000));
      await desk.desk.place(he, aBid(lotId, 121_000));
      expect((await floor.rows(lotId)).lot).toMatchObject({ bid_count: null, best_minor: null });
    }
    await passing(900);
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
    expect(await types(opened)).toEqual(['PUBLISHED', 'BID_PLACED', 'BID_PLACED', 'CLOSED', 'OPENED']);
    expect((await floor.rows(opened)).lot).toMatchObject({ state: 'EVALUATING', bid_count: 2, best_minor: '118000' });
    expect(await types(tooFew)).toEqual(['PUBLISHED', 'BID_PLACED', 'BID_PLACED', 'CLOSED']);
    const { lot, bids } = await floor.rows(tooFew);
    expect(lot).toMatchObject({ state: 'UNSUCCESSFUL', bid_count: null, best_minor: null });
    expect(bids.map((row) => [row.state, row.final_rank])).toEqual([['LOST', null], ['LOST', null]]);
    const released = await floor.db.owner.query(`select payload from post.events where type = 'quoting.lots.released.v1' and subject = $1`, [lot.tender_id]);
    expect(released.rows.map((row) => row.payload)).toEqual([{ tenderId: lot.tender_id, buyerId: buyer.companyId, lotIds: [tooFew], why: 'UNSUCCESSFUL' }]);
  });

  it('ends sealed beginnings, by the clock or by the first bid behind it, once', async () => {
    await desk.closings.beat();
    const rules = { sealedMinutes: 1 };
    const [byClock, byBid] = [await floor.lot(buyer, [wang, he], { opensIn: -59_500, rules }), await floor.lot(buyer, [wang, he], { opensIn: -59_500, rules })];
    for (const lotId of [byClock, byBid]) expect((await desk.desk.place(wang, aBid(lotId, 386_000))).taken!.market).toEqual({ rank: null, bidCount: null, best: null, highestAcceptable: expect.anything(), others: [] });
    expect((await floor.rows(byClock)).lot).toMatchObject({ bid_count: null, best_minor: null, unseals_at: expect.any(Date) });
    await passing(700);
    expect((await desk.closings.look()).toUnseal).toBe(true);
    expect((await floor.desk().desk.place(he, aBid(byBid, 380_000))).taken!.market).toMatchObject({ rank: 1, bidCount: 2 });
    await Promise.all([desk.closings.unsealDue(), floor.desk().closings.unsealDue()]);
    expect(await types(byClock)).toEqual(['PUBLISHED', 'BID_PLACED', 'OPENED']);
    expect(await types(byBid)).toEqual(['PUBLISHED', 'BID_PLACED', 'OPENED', 'BID_PLACED']);
    expect((await floor.rows(byClock)).lot).toMatchObject({ bid_count: 1, best_minor: '386000', unseals_at: null });
    expect((await desk.closings.look()).toUnseal).toBe(false);
  });

  it('extends instead of deciding when nobody served over the closing', async () => {
    const asleep = floor.desk();
    await floor.db.owner.query('delete from quoting.desk_beats');
    await floor.db.owner.query(`insert into quoting.desk_beats values ('gone', clock_timestamp() - interval '1 hour', clock_timestamp() - interval '20 minutes')`);
    const live = await floor.lot(buyer, [wang], { closesIn: -300_000, opensIn: -3_600_000, rules: { softClose: { windowSeconds: 180, extendSeconds: 240, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const } } });
    const sealed = await floor.lot(buyer, [wang], { closesIn: -1_197_000, opensIn: -3_600_000, rules: { visibility: 'SEALED' } });
    await asleep.closings.beat();
    while (await asleep.closings.closeDue() > 0);
    const minutes = async (lotId: string) => Math.round(((await floor.rows(lotId)).lot.closes_at as Date).getTime() - Date.now()) / 60_000;
    // 20 minutes before, minus the 5 that the closing lies back: a quarter of an hour was lost.
    expect(await minutes(live)).toBeCloseTo(15, 0);
    expect(await minutes(sealed)).toBeCloseTo(5, 0);
    for (const { state, row } of [{ state: (await asleep.books.read([live])).get(live)!.state, row: (await floor.rows(live)).lot }]) expect(new Date(state.plannedClosesAt)).toEqual(row.planned_closes_at);
    const { events, lot } = await floor.rows(live);
    expect(events.at(-1)).toMatchObject({ type: 'EXTENDED', payload: { why: 'OUTAGE', extensions: 0 } });
    expect(lot).toMatchObject({ state: 'PUBLISHED', extensions: 0 });
    expect((await asleep.desk.place(wang, aBid(live, 400_000))).taken).not.toBeNull();
    expect((await news(live)).map((row) => row.type)).toContain('lot.extended');
  });

  it('knows a silence of its own, such as a process that was stopped for a while', async () => {
    const paused = floor.desk();
    await floor.db.owner.query('delete from quoting.desk_beats');
    await paused.closings.beat();
    await floor.db.owner.query(`update quoting.desk_beats set since = clock_timestamp() - interval '1 hour', beat_at = clock_timestamp() - interval '8 seconds'`);
    const during = await floor.lot(buyer, [wang], { closesIn: -2_000, opensIn: -10_000 });
    const before = await floor.lot(buyer, [wang], { closesIn: -8_500, opensIn: -20_000 });
    await paused.closings.beat();
    while (await paused.closings.closeDue() > 0);
    expect(await types(during)).toEqual(['PUBLISHED', 'EXTENDED']);
    expect(await types(before)).toEqual(['PUBLISHED', 'CLOSED']);
  });

  it('takes a closing between its beat and its look for no outage', async () => {
    const awake = floor.desk();
    await floor.db.owner.query('delete from quoting.desk_beats');
    await awake.closings.beat();
    const lot = await floor.lot(buyer, [wang], { closesIn: 200, opensIn: -10_000 });
    await passing(700);
    while (await awake.closings.closeDue() > 0);
    expect(await types(lot)).toEqual(['PUBLISHED', 'CLOSED']);
  });

  it('lets no other lot wait for one that cannot be read, at the closing and at the desk', async () => {
    await desk.closings.beat();
    const rules = { visibility: 'SEALED' as const, showBidCount: false };
    const [broken, sound] = [await floor.lot(buyer, [wang, he], { rules, closesIn: 1_500 }), await floor.lot(buyer, [wang, he], { rules, closesIn: 1_500 })];
    const live = await floor.lot(buyer, [wang, he]);
    for (const lotId of [broken, sound]) await desk.desk.place(wang, aBid(lotId, 300_000));
    const sealed = (await floor.db.owner.query('select offer_sealed from quoting.bids where lot_id = $1', [broken])).rows[0].offer_sealed as string;
    const seal = async (offer: string) => {
      await floor.db.owner.query('alter table quoting.bids disable trigger user');
      await floor.db.owner.query('update quoting.bids set offer_sealed = $2 where lot_id = $1', [broken, offer]);
      await floor.db.owner.query('alter table quoting.bids enable trigger user');
    };
    await seal('A'.repeat(48));
    const fresh = floor.desk();
    await fresh.closings.beat();
    // The first is a batch of its own; the other two are decided together.
    const placed = await Promise.allSettled([fresh.desk.place(he, aBid(live, 400_000)), fresh.desk.place(he, aBid(broken, 310_000)), fresh.desk.place(he, aBid(sound, 310_000))]);
    expect(placed.map((one) => (one.status === 'fulfilled' ? one.value.taken !== null : 'failed'))).toEqual([true, 'failed', true]);
    await passing(1_600);
    await fresh.closings.beat();
    expect(await fresh.closings.closeDue()).toBe(1);
    expect(await fresh.closings.closeDue()).toBe(0);
    expect((await fresh.closings.look()).toClose).toBe(false);
    expect([(await floor.rows(sound)).lot.state, (await floor.rows(broken)).lot.state]).toEqual(['EVALUATING', 'PUBLISHED']);
    await seal(sealed);
    await passing(1_000);
    await fresh.closings.beat();
    expect((await fresh.closings.look()).toClose).toBe(true);
    expect(await fresh.closings.closeDue()).toBe(1);
    expect((await floor.rows(broken)).lot.state).toBe('EVALUATING');
  });

  it('closes 200 lots of the same second in few statements and in time', async () => {
    await floor.db.owner.query('delete from quoting.desk_beats');
    await desk.closings.beat();
    const lots: string[] = [];
    for (let i = 0; i < 200; i += 10) lots.push(...await Promise.all(Array.from({ length: 10 }, () => floor.lot(buyer, [wang, he], { closesIn: 3_600_000 }))));
    await Promise.all(lots.flatMap((lotId) => [desk.desk.place(wang, aBid(lotId, 386_000)), desk.desk.place(he, aBid(lotId, 380_000))]));
    // All of them are made to close at the same moment.
    await desk.closings.beat();
    const closesAt = new Date(Date.now() + 400);
    await floor.db.database.asHouse(async (tx) => {
      await appendLotEvents(tx, lots.map((lotId) => ({ lotId, type: 'EXTENDED' as const, payload: { closesAt: closesAt.toISOString(), extensions: 0, maxExtensions: 10, why: 'OUTAGE' as const } })));
      await tx.query('update quoting.lots set closes_at = $2 where id = any($1)', [lots, closesAt]);
    });
    await passing(600);
    const startedAt = Date.now();
    await desk.closings.beat();
    const { statements } = await statementsOf(async () => { while (await desk.closings.closeDue() > 0); });
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(statements).toBeLessThanOrEqual(20);
    const { rows } = await floor.db.owner.query(`select state, count(*)::int as n from quoting.lots where id = any($1) group by state`, [lots]);
    expect(rows).toEqual([{ state: 'EVALUATING', n: 200 }]);
  }, 60_000);

  it('does not wait for the poll: a known closing is written within milliseconds', async () => {
    await floor.db.owner.query('delete from quoting.desk_beats');
    const clock = new LotClock(desk.closings);
    clock.start();
    try {
      await passing(100);
      const lotId = await floor.lot(buyer, [wang], { opensIn: 300, closesIn: 1_250 });
      await passing(700);
      expect(await types(lotId)).toEqual(['PUBLISHED', 'BIDDING_OPENED']);
      await passing(1_200);
      const { lot, events } = await floor.rows(lotId);
      expect(events.at(-1)!.type).toBe('CLOSED');
      const lag = (lot.closed_at as Date).getTime() - (lot.closes_at as Date).getTime();
      expect(lag).toBeGreaterThanOrEqual(0);
      expect(lag).toBeLessThan(450);
    } finally {
      await clock.stop();
    }
  });

  it('goes on serving, and closing others in time, while somebody holds a lot that is due', async () => {
    const clock = new LotClock(desk.closings);
    clock.start();
    const holder = floor.db.owner;
    try {
      const [held, free] = [await floor.lot(buyer, [wang], { closesIn: 900 }), await floor.lot(buyer, [wang], { closesIn: 3_000 })];
      await holder.query('begin');
      await holder.query('select 1 from quoting.lots where id = $1 for update', [held]);
      await passing(4_200);
      const [{ silence }] = await floor.db.database.readAsHouse<{ silence: number }>(`select extract(epoch from clock_timestamp() - max(beat_at))::float8 as silence from quoting.desk_beats`) as [{ silence: number }];
      expect(silence).toBeLessThan(1.5);
      await holder.query('commit');
      const { lot } = await floor.rows(free);
      expect(lot.state).toBe('UNSUCCESSFUL');
      expect((lot.closed_at as Date).getTime() - (lot.closes_at as Date).getTime()).toBeLessThan(1_200);
      await passing(1_500);
      expect(await types(held)).toEqual(['PUBLISHED', 'CLOSED']);
    } finally {
      await holder.query('rollback');
      await clock.stop();
    }
  }, 20_000);
});

describe('what becomes of bids', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let shops: Actor[];
  let desk: Desk;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    buyer = await floor.company();
    shops = await Promise.all(Array.from({ length: 4 }, () => floor.company()));
    desk = floor.desk();
  }, 120_000);
  afterAll(() => floor.close());

  it('is told to all when one is chosen, and again when the chosen one declines', async () => {
    await desk.closings.beat();
    const lotId = await floor.lot(buyer, shops, { closesIn: 900, rules: { tellGap: true } });
    for (const [i, shop] of shops.entries()) await desk.desk.place(shop, aBid(lotId, 400_000 - i * 10_000));
    expect(await floor.db.database.asHouse((tx) => desk.outcomes.ranked(tx, [lotId])).then((ranked) => ranked.get(lotId)!.map((bid) => bid.amount.amountMinor))).toEqual(['370000', '380000', '390000', '400000']);
    await passing(1_000);
    await desk.closings.beat();
    await desk.closings.closeDue();
    const ranked = (await floor.db.database.asHouse((tx) => desk.outcomes.ranked(tx, [lotId]))).get(lotId)!;
    expect(ranked[0]).toMatchObject({ rank: 1, companyId: shops[3]!.companyId, state: 'VALID', comparableMinor: '370000', validUntil: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    await floor.db.database.asHouse((tx) => desk.outcomes.settle(tx, [{ lotId, winnerBidId: ranked[1]!.bidId }]));
    const told = async () => Promise.all(shops.map(async (shop) => {
      const { edges } = await desk.reader.myBids(shop, { first: 1, filter: { lotId } });
      const { state, finalRank, gapPercent } = edges[0]!.node;
      return [state, finalRank, gapPercent];
    }));
    expect(await told()).toEqual([['LOST', 4, '8.11'], ['STANDBY', 3, '5.41'], ['WON', 2, '2.7'], ['STANDBY', 1, '0']]);
    await floor.db.database.asHouse((tx) => desk.outcomes.settle(tx, [{ lotId, winnerBidId: ranked[0]!.bidId }]));
    expect((await told()).map(([state]) => state)).toEqual(['STANDBY', 'STANDBY', 'LOST', 'WON']);
    const resumed = await desk.books.resume(lotId, { audience: 'bidder', companyId: shops[2]!.companyId }, 1);
    const mine = resumed?.kind === 'events' ? resumed.events.filter((event) => event.type === 'mine') : [];
    expect(mine.map((event) => (event.type === 'mine' ? [event.state, event.finalRank] : []))).toEqual([['VALID', null], ['WON', 2], ['LOST', 2]]);
  });

  it('leaves nothing behind when the decision is undone', async () => {
    await desk.closings.beat();
    const lotId = await floor.lot(buyer, shops, { closesIn: 500 });
    const { taken } = await desk.desk.place(shops[0]!, aBid(lotId, 400_000));
    await passing(600);
    await desk.closings.beat();
    await desk.closings.closeDue();
    await expect(floor.db.database.asHouse(async (tx) => {
      await desk.outcomes.settle(tx, [{ lotId, winnerBidId: taken!.bid.id }]);
      expect((await desk.outcomes.ranked(tx, [lotId])).get(lotId)![0]!.state).toBe('WON');
      throw new Error('second thoughts');
    })).rejects.toThrow('second thoughts');
    expect((await desk.books.read([lotId])).get(lotId)!.state.ranking[0]!.state).toBe('VALID');
  });

  it('lets a live bidder out with a reason and not back in; sealed ones come back; repeats are the same', async () => {
    const live = await floor.lot(buyer, shops);
    const [a, b] = shops as [Actor, Actor];
    await desk.desk.place(b, aBid(live, 410_000));
    const { taken } = await desk.desk.place(a, aBid(live, 40_000));
    const input = { idempotencyKey: 'withdraw-once-1', bidId: taken!.bid.id, reason: null as string | null };
    expect(await desk.withdrawals.withdrawBid(a, { ...input, idempotencyKey: 'withdraw-once-0' })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'reason' }] });
    const out = await desk.withdrawals.withdrawBid(a, { ...input, reason: 'one nought too few' });
    expect(out).toMatchObject({ __typename: 'Bid', state: 'WITHDRAWN' });
    expect(await desk.withdrawals.withdrawBid(a, { ...input, reason: 'one nought too few' })).toEqual(out);
    await expect(desk.withdrawals.withdrawBid(b, { ...input, idempotencyKey: 'withdraw-once-2', reason: 'not mine' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await floor.rows(live)).lot).toMatchObject({ bid_count: 1, best_minor: '410000' });
    expect((await desk.desk.place(a, aBid(live, 400_000))).refusal).toMatchObject({ __typename: 'NotQualified', missing: ['OUT_OF_LOT'] });

    const sealed = await floor.lot(buyer, shops, { rules: { visibility: 'SEALED' } });
    const first = await desk.desk.place(a, aBid(sealed, 100_000));
    expect(await desk.withdrawals.withdrawBid(a, { idempotencyKey: 'withdraw-once-3', bidId: first.taken!.bid.id })).toMatchObject({ state: 'WITHDRAWN' });
    expect((await desk.desk.place(a, aBid(sealed, 130_000))).taken!.bid.versionNo).toBe(2);
    expect(await desk.withdrawals.withdrawBid(a, { idempotencyKey: 'withdraw-once-4', bidId: first.taken!.bid.id })).toMatchObject({ __typename: 'StateRefused', currentState: 'REPLACED' });
    const kept = await floor.db.owner.query(`select string_agg(response::text, '') as all from quoting.idempotency where operation like '%withdraw%'`);
    expect(kept.rows[0].all).not.toMatch(/100000|40000/);
  });
});
