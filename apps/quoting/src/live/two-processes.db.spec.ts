import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#contracts';
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';
import { LiveFloor, type LiveGuest } from '../../../../test/kit/live-floor.js';

describe('two processes for quoting on one database', () => {
  let floor: AuctionFloor;
  let east: LiveFloor;
  let west: LiveFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    buyer = { ...await floor.company(), roles: ['OWNER'] };
    wang = { ...await floor.company(), roles: ['SALES'] };
    he = { ...await floor.company(), roles: ['SALES'] };
    [east, west] = [await LiveFloor.open(floor), await LiveFloor.open(floor)];
  }, 120_000);
  afterAll(async () => {
    await Promise.all([east.close(), west.close()]);
    await floor.close();
  });

  const following = async (process: LiveFloor, who: Actor, lotId: string): Promise<{ guest: LiveGuest; from: number }> => {
    const guest = await process.enter(who);
    return { guest, from: (await guest.resume(lotId)).seq };
  };
  /** The lot as it stands; not the moment at which it was told. */
  const afresh = async (guest: LiveGuest, lotId: string): Promise<object> => ({ ...await guest.resume(lotId), t: null });
  const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + 1 + i);
  const closings = async (lotIds: readonly string[]) => (await floor.db.owner.query<{ lot_id: string; late: number; n: number }>(
    `select e.lot_id, count(*)::int as n, max(extract(epoch from e.at - l.closes_at) * 1000)::int as late from quoting.lot_events e join quoting.lots l on l.id = e.lot_id
      where e.lot_id = any($1) and e.type = 'CLOSED' group by 1`, [lotIds])).rows;

  it('show each other’s bids to their watchers, number after number and in the same words', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const here = await following(east, buyer, lotId);
    const there = await following(west, buyer, lotId);
    const [w, h] = [await east.enter(wang), await west.enter(he)];
    const taken = await Promise.all([w, h].map(async (guest, side) => {
      let count = 0;
      for (let i = 0; i < 30; i += 1) if ((await guest.bid(aBid(lotId, Math.floor(400_000 * 0.98 ** (2 * i + side))))).ok) count += 1;
      return count;
    }));
    // Beating one's own last bid is all that is asked, so every one of them was taken.
    expect(taken).toEqual([30, 30]);
    const bids = (guest: LiveGuest): number => guest.events.filter(({ type }) => type === 'bid').length;
    for (const { guest, from } of [here, there]) {
      await guest.until(() => bids(guest) === 60, 'all bids of both');
      expect(guest.events.map(({ seq }) => seq)).toEqual(numbers(from, guest.events.at(-1)!.seq));
    }
    expect(there.guest.events).toEqual(here.guest.events);
    expect(await afresh(here.guest, lotId)).toEqual(await afresh(there.guest, lotId));
  }, 60_000);

  it('let a client that was cut off at one go on at the other, where it was', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const { guest, from } = await following(east, he, lotId);
    const w = await west.enter(wang);
    for (let i = 0; i < 5; i += 1) await w.bid(aBid(lotId, 400_000 - i * 20_000));
    await guest.until(() => guest.events.length >= 5, 'the bids before the cut');
    const last = guest.events.at(-1)!.seq;
    guest.socket.io.engine.close();
    for (let i = 5; i < 10; i += 1) await w.bid(aBid(lotId, 400_000 - i * 20_000));
    const again = await west.enter(he);
    const missed = await again.resume(lotId, last);
    if (missed.kind !== 'events') throw new Error(missed.kind);
    for (let i = 10; i < 13; i += 1) await w.bid(aBid(lotId, 400_000 - i * 20_000));
    await again.until(() => again.events.length >= 3, 'the bids after it');
    const all = [...guest.events, ...missed.events, ...again.events];
    expect(all.map(({ seq }) => seq)).toEqual(numbers(from, all.at(-1)!.seq));
    // Nothing is told twice, and it adds up to what the process it left would say.
    expect(await afresh(again, lotId)).toEqual(await afresh(await east.enter(he), lotId));
  }, 60_000);

  it('make one bid of one key that comes to both at once, and give one answer', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    const [here, there] = [await east.enter(wang), await west.enter(wang)];
    for (let i = 0; i < 20; i += 1) {
      const message = aBid(lotId, 400_000 - i * 10_000);
      const [one, two] = await Promise.all([here.bid(message), there.bid(message), here.bid(message)]);
      expect(one).toMatchObject({ ok: true, versionNo: i + 1 });
      const { t: _one, ...first } = one;
      const { t: _two, ...second } = two;
      expect(second).toEqual(first);
      const other = await Promise.all([here, there].map((guest) => guest.bid({ ...message, amount: { ...message.amount, amountMinor: '1' } })));
      expect(other.map((ack) => (ack as { problem?: { code: string } }).problem?.code)).toEqual(['IDEMPOTENCY_MISMATCH', 'IDEMPOTENCY_MISMATCH']);
    }
    expect((await floor.rows(lotId)).bids).toHaveLength(20);
  }, 60_000);

  it('close each lot once and on time while bids come to both, and one alone when the other leaves', async () => {
    const invited = [wang, he];
    const first = await Promise.all(Array.from({ length: 8 }, () => floor.lot(buyer, invited, { closesIn: 3_000 })));
    const watchers = await Promise.all(first.map(async (lotId, i) => ({ lotId, ...await following(i % 2 === 0 ? east : west, buyer, lotId) })));
    const [w, h] = [await east.enter(wang), await west.enter(he)];
    const late = Promise.all([w, h].map(async (guest, side) => {
      for (let i = 0; i < 120; i += 1, await sleep(20)) await guest.bid(aBid(first[i % 8]!, 400_000 - i * 900 - side * 10));
    }));
    await Promise.all(watchers.map(({ guest }) => guest.until(() => guest.events.some(({ type }) => type === 'closed'), 'the closing', 10_000)));
    await late;
    const closed = await closings(first);
    expect(closed.map(({ n }) => n)).toEqual(Array<number>(8).fill(1));
    expect(Math.max(...closed.map(({ late: ms }) => ms))).toBeLessThan(2_000);
    for (const { guest, from } of watchers) expect(guest.events.map(({ seq }) => seq)).toEqual(numbers(from, guest.events.at(-1)!.seq));

    const second = await Promise.all(Array.from({ length: 4 }, () => floor.lot(buyer, invited, { closesIn: 4_000 })));
    const { guest } = await following(west, buyer, second[0]!);
    await east.close();
    await guest.until(() => guest.events.some(({ type }) => type === 'closed'), 'the closing by the one that is left', 10_000);
    await sleep(1_000);
    const after = await closings(second);
    expect(after.map(({ n }) => n)).toEqual(Array<number>(4).fill(1));
    expect(Math.max(...after.map(({ late: ms }) => ms))).toBeLessThan(2_000);
  }, 60_000);
});
