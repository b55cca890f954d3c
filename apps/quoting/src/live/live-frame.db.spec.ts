import type { Actor } from '#contracts';
import type { LotEvent } from '#contracts/live.protocol';
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';
import { LiveFloor, type LiveGuest } from '../../../../test/kit/live-floor.js';
import { HOT_FACTS_PER_SECOND } from './heat.policy.js';

const BIDS = 120;
const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const };
const rules = { improvementBase: 'OWN_BID' as const, improvementPercent: '0', improvementMinor: '1' };

describe('the frames of a busy lot', () => {
  let floor: AuctionFloor;
  let live: LiveFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    buyer = await floor.company();
    [wang, he] = [{ ...await floor.company(), roles: ['SALES'] }, { ...await floor.company(), roles: ['SALES'] }];
    live = await LiveFloor.open(floor, { unreadFrames: 1_000 });
  }, 120_000);
  afterAll(async () => {
    await live.close();
    await floor.close();
  });

  const enter = async (actor: Actor, together: unknown): Promise<LiveGuest> => live.enter(actor, { auth: { ticket: await live.ticket(actor), protocol: 1, locale: 'en', together } });
  const frames = (guest: LiveGuest, name: string): unknown[][] => guest.received.map((text) => JSON.parse(text) as unknown).filter((frame): frame is unknown[] => Array.isArray(frame) && frame[0] === name);
  const withoutGap = (events: readonly LotEvent[]): boolean => events.every(({ seq }, i) => i === 0 || seq === events[i - 1]!.seq + 1);

  it('come gathered to whoever asked for it, with the same facts, numbers and order as one by one', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 3_600_000, rules });
    const [single, together, bidder, rival] = await Promise.all([enter(buyer, false), enter(buyer, true), enter(wang, undefined), enter(he, true)]) as [LiveGuest, LiveGuest, LiveGuest, LiveGuest];
    for (const guest of [single, together, bidder, rival]) await guest.resume(lotId);
    for (let i = 0; i < BIDS; i += 1) expect(await bidder.bid(aBid(lotId, 380_000 - i))).toMatchObject({ ok: true });
    await together.until(() => together.events.length >= single.events.length && single.events.length === BIDS, 'all bids');
    expect(together.events).toEqual(single.events);
    await rival.until(() => rival.events.length >= BIDS, 'all markets');
    expect(withoutGap(together.events) && withoutGap(rival.events)).toBe(true);
    expect(frames(single, 'lot:events')).toEqual([]);
    const gathered = frames(together, 'lot:events') as [string, LotEvent[]][];
    expect(gathered.length).toBeGreaterThan(0);
    expect(frames(together, 'lot:event').length + gathered.length).toBeLessThan(BIDS);
    // Nothing is kept back before a lot is hot.
    expect(frames(together, 'lot:event').length).toBeGreaterThanOrEqual(HOT_FACTS_PER_SECOND - 1);
  });

  it('never keep back what moves a clock, and send what was gathered before it first', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 120_000, rules: { ...rules, softClose } });
    const [together, bidder] = await Promise.all([enter(buyer, true), enter(wang, false)]) as [LiveGuest, LiveGuest];
    await together.resume(lotId);
    await bidder.resume(lotId);
    for (let i = 0; i < 60; i += 1) await bidder.bid(aBid(lotId, 380_000 - i));
    await together.until(() => together.events.some(({ type }) => type === 'extended') && together.events.filter(({ type }) => type === 'bid').length === 60, 'bids and a moved closing');
    expect(withoutGap(together.events)).toBe(true);
  });

  it('are asked for by true or false, nothing else', async () => {
    await expect(enter(buyer, 'yes')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('are counted with a tender like any other room, and heard no more when it was left', async () => {
    const strict = await LiveFloor.open(floor, { rooms: 2 });
    try {
      const [left, board, third] = await Promise.all([1, 2, 3].map(() => floor.lot(buyer, [wang], { closesIn: 3_600_000, rules }))) as [string, string, string];
      const guest = await strict.enter(buyer, { auth: { ticket: await strict.ticket(buyer), protocol: 1, locale: 'en', together: true } });
      const follow = (lotId: string) => guest.ask('lot:resume', { lotId, lastSeq: 0 });
      expect(await follow(left)).toMatchObject({ ok: true });
      expect(await guest.ask('tender:resume', { tenderId: (await floor.rows(board)).lot.tender_id, lastSeqs: {} })).toMatchObject({ ok: true });
      expect(await follow(third)).toMatchObject({ ok: false, problem: { code: 'BAD_INPUT' } });
      expect(await follow(left)).toMatchObject({ ok: true });
      expect(await guest.ask('lot:leave', { lotId: left })).toMatchObject({ ok: true });
      expect(await follow(third)).toMatchObject({ ok: true });
      const bidder = await strict.enter(wang);
      for (const lotId of [left, third, board]) expect(await bidder.bid(aBid(lotId, 300_000))).toMatchObject({ ok: true });
      await guest.until(() => guest.events.length >= 2, 'bids on the lot and on the board');
      expect(guest.events.map(({ lotId }) => lotId)).toEqual([third, board]);
    } finally {
      await strict.close();
    }
  });
});
