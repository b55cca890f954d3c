import { firstBreak, type LedgerEntry } from '#contracts/lot-ledger';
import { newId } from '#kernel';
import type { Actor } from '#contracts';
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';
import { sha256 } from '../ledger/index.js';
import { deriveFeed } from './feed.view.js';

let floor: AuctionFloor;
let buyer: Actor;
let wang: Actor;
let he: Actor;
let desk: ReturnType<AuctionFloor['desk']>;

beforeAll(async () => {
  floor = await AuctionFloor.open();
  buyer = await floor.company();
  wang = await floor.company();
  he = await floor.company();
  desk = floor.desk();
}, 120_000);
afterAll(() => floor.close());

describe('time at the bid desk', () => {
  it('N10: refuses who waited on the lock over the closing, though he began before it', async () => {
    const lotId = await floor.lot(buyer, [wang], { closesIn: 900 });
    const { closes_at: closesAt } = (await floor.rows(lotId)).lot as { closes_at: Date };
    const blocker = floor.db.owner;
    await blocker.query('begin');
    await blocker.query('select 1 from quoting.lots where id = $1 for update', [lotId]);
    const placed = desk.desk.place(wang, aBid(lotId, 386_000));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await blocker.query('commit');
    const { refusal } = await placed;
    expect(refusal).toMatchObject({ __typename: 'LotNotOpen', state: 'CLOSED', closesAt: closesAt.toISOString() });
    expect((refusal as { decidedAt: string }).decidedAt >= closesAt.toISOString()).toBe(true);
    expect((await floor.rows(lotId)).bids).toHaveLength(0);
  });

  it('writes the extension with the bid', async () => {
    const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const };
    const lotId = await floor.lot(buyer, [wang], { closesIn: 40_000, rules: { softClose } });
    const { taken } = await desk.desk.place(wang, aBid(lotId, 386_000));
    const closesAt = new Date(Date.parse(taken!.bid.receipt.decidedAt) + 180_000).toISOString();
    expect(taken!.closesAt).toBe(closesAt);
    const { lot, events } = await floor.rows(lotId);
    expect(lot).toMatchObject({ extensions: 1, closes_at: new Date(closesAt) });
    expect(events.map((event) => [event.type, event.turn])).toEqual([['PUBLISHED', 1], ['BID_PLACED', 2], ['EXTENDED', 2]]);
  });

  it('moves all lots of the tender along where the rules say so, in the same transaction and for every process', async () => {
    const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'ALL_LOTS' as const };
    const tenderId = newId('tender');
    const [late, same, tight, gone] = [
      await floor.lot(buyer, [wang, he], { closesIn: 40_000, rules: { softClose }, tenderId }), await floor.lot(buyer, [wang, he], { closesIn: 60_000, rules: { softClose }, tenderId }),
      await floor.lot(buyer, [wang, he], { closesIn: 40_000, rules: { softClose: { ...softClose, hardCloseMinutes: 1, extendSeconds: 60 } }, tenderId }), await floor.lot(buyer, [wang, he], { closesIn: -500, opensIn: -60_000, rules: { softClose }, tenderId }),
    ];
    const apart = await floor.lot(buyer, [wang, he], { closesIn: 60_000, rules: { softClose: { ...softClose, scope: 'TRIGGERED_LOT' } } });
    // Two processes at once, each beginning with another lot: locks are taken in one order, so neither waits for the other in a ring.
    const outcomes = await Promise.all([desk.desk.place(wang, aBid(late, 386_000)), floor.desk().desk.place(he, aBid(same, 380_000)), desk.desk.place(he, aBid(apart, 386_000))]);
    expect(outcomes.map(({ taken }) => taken !== null)).toEqual([true, true, true]);
    const [lots, ledgers] = [new Map<string, Record<string, unknown>>(), new Map<string, [string, unknown][]>()];
    for (const id of [late, same, tight, gone, apart]) {
      const { lot, events } = await floor.rows(id);
      lots.set(id, lot);
      ledgers.set(id, events.filter((event) => event.type === 'EXTENDED').map((event) => [event.payload.why as string, event.payload.extensions]));
      expect(firstBreak(events.map((event) => ({ ...event, lotId: id, at: event.at.toISOString() }) as unknown as LedgerEntry), sha256)).toBeNull();
    }
    expect(lots.get(late)!.closes_at).toEqual(lots.get(same)!.closes_at);
    expect(lots.get(tight)!.closes_at).toEqual(new Date((lots.get(tight)!.planned_closes_at as Date).getTime() + 60_000));
    expect(ledgers.get(tight)).toEqual([['OTHER_LOT', 0]]);
    expect([ledgers.get(gone), ledgers.get(apart)]).toEqual([[], [['SOFT_CLOSE', 1]]]);
    expect([...ledgers.get(late)!, ...ledgers.get(same)!].filter(([why]) => why === 'OTHER_LOT').length).toBeGreaterThan(0);
  });

  it('takes a late bid on lots that all stood still when it was asked first which of them close together', async () => {
    const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'ALL_LOTS' as const };
    const tenderId = newId('tender');
    const lots = [await floor.lot(buyer, [wang, he], { closesIn: 60_000, rules: { softClose }, tenderId }), await floor.lot(buyer, [wang, he], { closesIn: 60_000, rules: { softClose }, tenderId })];
    const stop = (suspend: boolean) => desk.suspensions.suspendLots(buyer, { idempotencyKey: newId('event'), lotIds: lots, suspend, reason: 'a file error' });
    await stop(true);
    expect((await desk.desk.place(wang, aBid(lots[0]!, 386_000))).refusal).toMatchObject({ __typename: 'LotNotOpen', state: 'SUSPENDED' });
    await stop(false);
    expect((await desk.desk.place(wang, aBid(lots[0]!, 386_000))).taken).not.toBeNull();
    const [first, second] = await Promise.all(lots.map((id) => floor.rows(id)));
    expect(second!.lot.closes_at).toEqual(first!.lot.closes_at);
  });

  it('moves lots along that stood still when it learned which close together, and those that stood still while the others moved', async () => {
    const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'ALL_LOTS' as const };
    const tenderId = newId('tender');
    const [running, halted] = [await floor.lot(buyer, [wang, he], { closesIn: 60_000, rules: { softClose }, tenderId }), await floor.lot(buyer, [wang, he], { closesIn: 60_000, rules: { softClose }, tenderId })];
    const apart = await floor.lot(buyer, [wang, he], { closesIn: 60_000, rules: { softClose: { ...softClose, hardCloseMinutes: 1 } }, tenderId });
    const stop = (lotIds: string[], suspend: boolean) => desk.suspensions.suspendLots(buyer, { idempotencyKey: newId('event'), lotIds, suspend, reason: 'a file error' });
    const end = async (lotId: string) => (await floor.rows(lotId)).lot.closes_at as Date;
    await stop([halted], true);
    expect((await desk.desk.place(wang, aBid(running, 900_000))).refusal).toMatchObject({ __typename: 'BidAboveCeiling' });
    await stop([halted], false);
    expect((await desk.desk.place(wang, aBid(running, 386_000))).taken).not.toBeNull();
    expect(await end(halted)).toEqual(await end(running));
    // It stands still for less than the others move.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await stop([halted, apart], true);
    expect((await desk.desk.place(he, aBid(running, 380_000))).taken).not.toBeNull();
    expect((await end(halted)).getTime()).toBeLessThan((await end(running)).getTime());
    await stop([halted, apart], false);
    // The end is that of the others, within the lot's own hard close.
    expect(await end(halted)).toEqual(await end(running));
    const { lot, events } = await floor.rows(apart);
    expect(lot.closes_at).toEqual(new Date((lot.planned_closes_at as Date).getTime() + 60_000));
    expect(events.at(-1)).toMatchObject({ type: 'RESUMED', payload: { closesAt: (lot.closes_at as Date).toISOString() } });
  });

  it('opens a lot by its first bid when the clock has not yet, and not before its time', async () => {
    const lotId = await floor.lot(buyer, [wang], { opensIn: 700 });
    expect((await desk.desk.place(wang, aBid(lotId, 386_000))).refusal).toMatchObject({ __typename: 'LotNotOpen', state: 'PUBLISHED' });
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect((await desk.desk.place(wang, aBid(lotId, 386_000))).taken).not.toBeNull();
    const { lot, events } = await floor.rows(lotId);
    expect(events.map((event) => event.type)).toEqual(['PUBLISHED', 'BIDDING_OPENED', 'BID_PLACED']);
    expect(lot.bidding_opened).toBe(true);
  });

  it('tells by the opening of a sealed lot nothing of who came first: its time is the promised one, and a refused bid opens as well', async () => {
    const rules = { visibility: 'SEALED' as const, showBidCount: false };
    const [taken, refused] = [await floor.lot(buyer, [wang, he], { rules, opensIn: 200 }), await floor.lot(buyer, [wang, he], { rules, opensIn: 200 })];
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await desk.desk.place(wang, aBid(taken, 386_000))).taken).not.toBeNull();
    expect((await desk.desk.place(wang, aBid(refused, 900_000))).refusal).not.toBeNull();
    for (const lotId of [taken, refused]) {
      const opensAt = ((await floor.rows(lotId)).lot.opens_at as Date).toISOString();
      expect(deriveFeed({ audience: 'bidder', companyId: he.companyId }, (await desk.books.read([lotId])).get(lotId)!.entries)).toMatchObject([{ t: opensAt, fact: { type: 'opened' } }]);
    }
  });

  it('closes at the first bid where the rules say so', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules: { closesAtFirstBid: true } });
    const [first, second] = await Promise.all([desk.desk.place(wang, aBid(lotId, 420_000)), desk.desk.place(he, aBid(lotId, 100_000))]);
    expect(first.taken).not.toBeNull();
    expect(second.refusal).toMatchObject({ __typename: 'LotNotOpen', state: 'EVALUATING' });
    expect((await floor.rows(lotId)).lot).toMatchObject({ state: 'EVALUATING', closed_at: expect.any(Date) });
    expect((await desk.reader.byIds(wang.companyId, [first.taken!.bid.id]))[0]!.finalRank).toBe(1);
    const told = await floor.db.owner.query(`select company_id from quoting.company_events where subject_id = $1 and type = 'lot.closed'`, [lotId]);
    expect(told.rows.map((row) => row.company_id).sort()).toEqual([buyer.companyId, wang.companyId].sort());
  });
});
