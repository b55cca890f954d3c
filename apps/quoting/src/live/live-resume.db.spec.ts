import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#contracts';
import type { Ack, CompanyResumed, Resumed } from '#contracts/live.protocol';
import { newId } from '#kernel';
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';
import { LiveFloor, type LiveGuest } from '../../../../test/kit/live-floor.js';
import { tellCompanies } from '../company-feed/index.js';

type Numbered = { readonly seq: number };

describe('resuming while things go on', () => {
  let floor: AuctionFloor;
  let live: LiveFloor;
  let other: LiveFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    buyer = await floor.company();
    wang = { ...await floor.company(), roles: ['SALES'] };
    he = { ...await floor.company(), roles: ['SALES'] };
    [live, other] = [await LiveFloor.open(floor), await LiveFloor.open(floor)];
  }, 120_000);
  afterAll(async () => {
    await live.close();
    await other.close();
    await floor.close();
  });

  const seqs = (list: readonly Numbered[]): number[] => list.map(({ seq }) => seq);
  const from = (after: number, count: number): number[] => Array.from({ length: count }, (_, i) => after + 1 + i);

  /** Asks, and notes how many frames had come when the answer came: in the callback, before another frame is read. */
  function asks<T>(guest: LiveGuest, heard: readonly Numbered[], name: string, message: object): Promise<{ ack: T; before: number }> {
    return new Promise((resolve, reject) => {
      guest.socket.emit(name, message, (ack: Ack<T>) => (ack.ok ? resolve({ ack, before: heard.length }) : reject(new Error(JSON.stringify(ack)))));
    });
  }

  /** Bids by the other process until it is told to stop. */
  function bidding(lotIds: readonly string[]): () => Promise<void> {
    let on = true;
    const done = (async () => {
      const w = await other.enter(wang);
      for (let i = 0; on && i < 250; i += 1) expect(await w.bid(aBid(lotIds[i % lotIds.length]!, Math.floor(400_000 * 0.985 ** Math.floor(i / lotIds.length))))).toMatchObject({ ok: true });
      w.socket.disconnect();
    })();
    return async () => { on = false; await done; };
  }

  it('loses no frame of a lot, doubles none, and sends none before the answer', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const watcher = await live.enter(buyer);
    const begun = await watcher.resume(lotId);
    const stop = bidding([lotId]);
    await watcher.until(() => watcher.events.length > 3, 'the first bids');
    const guests: { guest: LiveGuest; ack: Resumed }[] = [];
    for (let i = 0; i < 12; i += 1) {
      const guest = await live.enter({ ...buyer, userId: newId('user') });
      const { ack, before } = await asks<Resumed>(guest, guest.events, 'lot:resume', { lotId, lastSeq: i % 3 === 0 ? 0 : begun.seq });
      expect(before).toBe(0);
      if (ack.kind === 'events') expect(seqs(ack.events)).toEqual(from(begun.seq, ack.seq - begun.seq));
      guests.push({ guest, ack });
      await sleep(7);
    }
    // One that is in the room already mends a gap: what follows the answer begins right after it.
    const { ack: again, before: heard } = await asks<Resumed>(watcher, watcher.events, 'lot:resume', { lotId, lastSeq: begun.seq + 1 });
    await sleep(50);
    await stop();
    await sleep(150);
    const last = (await watcher.resume(lotId)).seq;
    expect(seqs(watcher.events.slice(heard))).toEqual(from(again.seq, last - again.seq));
    for (const { guest, ack } of guests) {
      expect(seqs(guest.events)).toEqual(from(ack.seq, last - ack.seq));
      guest.socket.disconnect();
    }
    watcher.socket.disconnect();
  }, 30_000);

  it('does the same for the lots of a tender', async () => {
    const tenderId = newId('tender');
    const lots: string[] = [];
    for (let i = 0; i < 3; i += 1) lots.push(await floor.lot(buyer, [wang, he], { tenderId }));
    const stop = bidding(lots);
    await sleep(100);
    const boards: { guest: LiveGuest; ack: { lots: Record<string, Resumed> } }[] = [];
    for (let i = 0; i < 8; i += 1) {
      const guest = await live.enter({ ...buyer, userId: newId('user') });
      const { ack, before } = await asks<{ lots: Record<string, Resumed> }>(guest, guest.events, 'tender:resume', { tenderId, lastSeqs: {} });
      expect(before).toBe(0);
      boards.push({ guest, ack });
      await sleep(7);
    }
    await stop();
    await sleep(150);
    const reader = await live.enter(buyer);
    for (const lotId of lots) {
      const last = (await reader.resume(lotId)).seq;
      for (const { guest, ack } of boards) expect(seqs(guest.events.filter((event) => event.lotId === lotId))).toEqual(from(ack.lots[lotId]!.seq, last - ack.lots[lotId]!.seq));
    }
    for (const guest of [reader, ...boards.map((board) => board.guest)]) guest.socket.disconnect();
  }, 30_000);

  it('joins nobody whose resume is refused, and lets who is in go on', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const [stranger, known, w] = [await live.enter(he), await live.enter(buyer), await live.enter(wang)];
    await known.resume(lotId);
    for (const guest of [stranger, known]) expect(await guest.ask('lot:resume', { lotId, lastSeq: 99 })).toMatchObject({ ok: false, problem: { code: 'BAD_INPUT' } });
    await w.bid(aBid(lotId, 400_000));
    await known.until(() => known.events.length === 1, 'the bid');
    await sleep(50);
    expect(stranger.events).toEqual([]);
    // In the order in which they were sent, also when nobody waits for the answers.
    const [resumed, left] = [stranger.resume(lotId), stranger.ask('lot:leave', { lotId })];
    expect([await resumed, await left]).toMatchObject([{ ok: true }, { ok: true }]);
    await w.bid(aBid(lotId, 390_000));
    await known.until(() => known.events.length === 2, 'the second bid');
    await sleep(50);
    expect(stranger.events).toEqual([]);
    for (const guest of [stranger, known, w]) guest.socket.disconnect();
  });

  it('lets nothing of a company fall between reading and hearing, nor come twice', async () => {
    const company = await floor.company();
    const tell = (): Promise<unknown> => floor.db.database.asHouse((tx) => tellCompanies(tx, [1, 2].map(() => ({ companyId: company.companyId, type: 'lot.invited', subjectId: 'lot_x' }))));
    await tell();
    let on = true;
    let told = 2;
    const telling = (async () => { for (; on; told += 2) await tell(); })();
    const guests: { guest: LiveGuest; ack: CompanyResumed; before: number }[] = [];
    for (let i = 0; i < 10; i += 1) {
      // The first of a company begins its stream; the one before has gone every other time.
      const guest = await live.enter({ ...company, userId: newId('user') });
      guests.push({ guest, ...await asks<CompanyResumed>(guest, guest.news, 'company:resume', { lastSeq: 1 }) });
      if (i < 4) {
        guest.socket.disconnect();
        guests.pop();
        await sleep(20);
      }
    }
    on = false;
    await telling;
    await tell();
    told += 2;
    await Promise.all(guests.map(({ guest }) => guest.until(() => guest.news.at(-1)?.seq === told, 'the last news')));
    for (const { guest, ack, before } of guests) {
      const first = guest.hello!.companySeq;
      expect(guest.received[0]).toContain('"hello"');
      expect(seqs(guest.news.slice(0, before))).toEqual(from(first, before));
      expect(ack.kind === 'events' && seqs(ack.events)).toEqual(from(1, ack.seq - 1));
      expect(seqs(guest.news.slice(before))).toEqual(from(ack.seq, told - ack.seq));
      guest.socket.disconnect();
    }
  }, 30_000);

  it('lets one who is full mend a gap, and does not end one who asks for much', async () => {
    const strict = await LiveFloor.open(floor, { rooms: 1, resumesPerSecond: 5 });
    try {
      const [lotId, more] = [await floor.lot(buyer, [wang]), await floor.lot(buyer, [wang])];
      const w = await strict.enter(wang);
      const { seq } = await w.resume(lotId);
      expect(await w.resume(lotId, seq)).toMatchObject({ kind: 'events', events: [] });
      expect(await w.ask('lot:resume', { lotId: more, lastSeq: 0 })).toMatchObject({ problem: { code: 'BAD_INPUT' } });
      const acks = await Promise.all(Array.from({ length: 30 }, () => w.ask('lot:resume', { lotId, lastSeq: seq })));
      expect(acks.filter((ack) => !ack.ok && 'problem' in ack && ack.problem.code === 'RATE_LIMITED').length).toBeGreaterThan(20);
      await sleep(50);
      expect([w.ended, w.socket.connected]).toEqual([null, true]);
    } finally {
      await strict.close();
    }
  });
});
