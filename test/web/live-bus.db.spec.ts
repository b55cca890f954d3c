import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#contracts';
import type { PlaceBidMessage } from '#contracts/live.protocol';
import { newId } from '#kernel';
import { LiveBus } from '../../apps/web/src/lib/live/live-bus.js';
import type { Delivery } from '../../apps/web/src/lib/live/bid-delivery.policy.js';
import { AuctionFloor, aBid } from '../kit/auction-floor.js';
import { LiveFloor, type LiveGuest } from '../kit/live-floor.js';

/** What the pages' bus has of its insides that a spec pulls at. */
interface Inside { socket: { connected: boolean; disconnect(): void; emit: (...given: unknown[]) => unknown; io: { engine: { close(): void } } } | null }

describe('the pages’ live bus at the real side door', () => {
  let floor: AuctionFloor;
  let live: LiveFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  const buses: LiveBus[] = [];

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang, he] = [await floor.company(), { ...await floor.company(), roles: ['SALES'] as const }, { ...await floor.company(), roles: ['SALES'] as const }] as [Actor, Actor, Actor];
    live = await LiveFloor.open(floor);
  }, 120_000);
  afterAll(async () => {
    for (const bus of buses) bus.close();
    await live.close();
    await floor.close();
  });

  function aBus(actor: Actor): { bus: LiveBus; inside: Inside; tickets: () => number } {
    let tickets = 0;
    const bus = new LiveBus({
      ticket: async () => { tickets += 1; return { token: await live.ticket(actor), url: live.url }; }, language: () => 'en', online: () => true, roll: () => 0,
    }, (paint) => setImmediate(paint));
    buses.push(bus);
    bus.open();
    return { bus, inside: bus as unknown as Inside, tickets: () => tickets };
  }
  async function until(holds: () => boolean, what: string, withinMs = 8_000): Promise<void> {
    for (const end = Date.now() + withinMs; !holds(); await sleep(5)) if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
  }
  const bids = async (guest: LiveGuest, lotId: string, from: number, count: number) => {
    for (let i = 0; i < count; i += 1) expect(await guest.bid(aBid(lotId, Math.floor(from * 0.98 ** i)))).toMatchObject({ ok: true });
  };
  const folded = (bus: LiveBus, lotId: string) => { const { state, best, bidCount, standings, seq } = bus.lots.get(lotId)!; return { state, best, bidCount, standings, seq }; };

  it('folds what it hears into what a newcomer is shown, through lost connections, and loses or doubles nothing', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const { bus, inside, tickets } = aBus(buyer);
    bus.watchLot(lotId, null);
    await until(() => bus.lots.get(lotId) !== undefined, 'the first snapshot');
    const [w, h] = [await live.enter(wang), await live.enter(he)];
    await bids(w, lotId, 400_000, 4);
    inside.socket!.io.engine.close();
    await bids(h, lotId, 360_000, 6);
    await until(() => tickets() >= 2 && bus.state === 'ONLINE', 'a second connection');
    await bids(w, lotId, 310_000, 3);
    const newcomer = await live.enter(buyer);
    const fresh = await newcomer.resume(lotId);
    if (fresh.kind !== 'snapshot' || fresh.view.audience !== 'buyer') throw new Error('a newcomer gets a snapshot');
    await until(() => bus.lots.get(lotId)!.seq >= fresh.seq, 'everything');
    const { view } = fresh;
    expect(folded(bus, lotId)).toEqual({ state: view.state, best: view.best, bidCount: view.bidCount, standings: view.standings, seq: fresh.seq });
    expect(bus.stats.resumes).toBeGreaterThanOrEqual(2);
  });

  it('asks for what a gap lacks', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const { bus } = aBus(buyer);
    bus.watchLot(lotId, null);
    await until(() => bus.lots.get(lotId) !== undefined, 'the first snapshot');
    const before = bus.lots.get(lotId)!.seq;
    const hear = (bus as unknown as { hear(event: unknown): void }).hear.bind(bus);
    const swallowed = new Set([before + 1, before + 2]);
    (bus as unknown as { hear(event: { seq: number }): void }).hear = (event) => { if (!swallowed.delete(event.seq)) hear(event); };
    const w = await live.enter(wang);
    await bids(w, lotId, 400_000, 5);
    await until(() => bus.lots.get(lotId)!.seq >= before + 5, 'the missing facts');
    expect(bus.lots.get(lotId)!.standings).toHaveLength(1);
  });

  it('tells the server’s time within the round trip, also after waking up', async () => {
    const { bus } = aBus(wang);
    await until(() => bus.serverNow() !== null, 'the clock');
    const off = () => Math.abs(bus.serverNow()! - Date.now());
    expect(off()).toBeLessThan(250);
    bus.wake();
    expect(bus.serverNow()).toBeNull();
    await until(() => bus.serverNow() !== null, 'the clock again', 1_500);
    expect(off()).toBeLessThan(250);
  });

  it('repeats a bid whose answer was lost with the same key, so that it counts once, and says that it is late', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const { bus, inside } = aBus(wang);
    bus.watchLot(lotId, null);
    await until(() => bus.lots.get(lotId) !== undefined, 'the first snapshot');
    const { socket } = inside;
    const emit = socket!.emit.bind(socket);
    const keys: string[] = [];
    socket!.emit = (...given: unknown[]) => {
      if (given[0] !== 'bid:place') return emit(...given);
      keys.push((given[1] as PlaceBidMessage).idempotencyKey);
      // The first two answers never arrive.
      return keys.length < 3 ? emit(given[0], given[1], () => undefined) : emit(...given);
    };
    const told: Delivery[] = [];
    const message = { ...aBid(lotId, 390_000), idempotencyKey: newId('request') } as PlaceBidMessage;
    const ack = await bus.placeBid(message, (delivery) => { if (told.at(-1) !== delivery) told.push(delivery); }, new AbortController().signal);
    expect(ack).toMatchObject({ ok: true, versionNo: 1 });
    expect(new Set(keys).size).toBe(1);
    expect(told).toEqual(['SENDING', 'LATE']);
    expect(bus.lots.get(lotId)).toMatchObject({ myBid: { versionNo: 1, amount: { amountMinor: '390000' } }, market: { rank: 1 } });
    const newcomer = await live.enter(buyer);
    const fresh = await newcomer.resume(lotId);
    expect(fresh.kind === 'snapshot' && fresh.view.audience === 'buyer' && fresh.view.standings).toHaveLength(1);
  }, 20_000);

  it('sends nothing later that could not be sent now', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const bus = new LiveBus({ ticket: () => Promise.reject(new Error('no network')), language: () => 'en', online: () => false, roll: () => 0 }, (paint) => setImmediate(paint));
    buses.push(bus);
    bus.open();
    const giveUp = new AbortController();
    const waiting = bus.placeBid({ ...aBid(lotId, 390_000), idempotencyKey: newId('request') } as PlaceBidMessage, () => undefined, giveUp.signal);
    giveUp.abort();
    expect(await waiting).toBeNull();
    expect(bus.state).toBe('OFFLINE');
    const watcher = await live.enter(buyer);
    const fresh = await watcher.resume(lotId);
    expect(fresh.kind === 'snapshot' && fresh.view.audience === 'buyer' && fresh.view.bidCount).toBe(0);
  });
});
