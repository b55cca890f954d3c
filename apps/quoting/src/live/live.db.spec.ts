import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#contracts';
import type { LotEvent } from '#contracts/live.protocol';
import { newId } from '#kernel';
import type { Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';
import { fen } from '../../../../test/builders/lots.js';
import { LiveFloor, type LiveGuest } from '../../../../test/kit/live-floor.js';
import { CompanyStreams, tellCompanies } from '../company-feed/index.js';
import { appendLotEvents } from '../ledger/index.js';

const softClose = { windowSeconds: 180, extendSeconds: 180, triggerRank: 1, maxExtensions: 10, hardCloseMinutes: 120, scope: 'TRIGGERED_LOT' as const };
const asSales = (actor: Actor): Actor => ({ ...actor, roles: ['SALES'] });

describe('the live side door', () => {
  let floor: AuctionFloor;
  let live: LiveFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    buyer = await floor.company();
    wang = asSales(await floor.company());
    he = asSales(await floor.company());
    live = await LiveFloor.open(floor);
  }, 120_000);
  afterAll(async () => {
    await live.close();
    await floor.close();
  });

  const numbered = (events: readonly LotEvent[]): number[] => events.map((event) => event.seq);

  it('speaks the language that it is told to from then on, over the same connection', async () => {
    const lotId = await floor.lot(buyer, [wang], { closesIn: 3_600_000 });
    const guest = await live.enter(wang);
    await guest.resume(lotId);
    const told = async () => { const ack = await guest.bid(aBid(lotId, 900_000)); return !ack.ok && 'refusal' in ack ? ack.refusal.message : ''; };
    const english = await told();
    expect(english).toMatch(/^[\x20-\x7e]+$/);
    expect(await guest.ask('speak', { locale: 'zh-CN' })).toMatchObject({ ok: true });
    expect(await told()).toMatch(/[\u3400-\u9fff]/);
    for (const wrong of [{}, { locale: 'de' }, { locale: ['en'] }, { locale: 'en', companyId: buyer.companyId }]) expect(await guest.ask('speak', wrong)).toMatchObject({ ok: false, problem: { code: 'BAD_INPUT' } });
    expect(await guest.ask('speak', { locale: 'en' })).toMatchObject({ ok: true });
    expect(await told()).toBe(english);
  });

  it('plays the auction of the journey, each seeing exactly what is theirs', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 3_600_000, rules: { softClose } });
    const [lin, w, h] = await Promise.all([live.enter(buyer), live.enter(wang), live.enter(he)]) as [LiveGuest, LiveGuest, LiveGuest];
    expect(w.hello).toMatchObject({ protocol: 1, companyId: wang.companyId, heartbeatMs: 5_000 });
    expect(await lin.resume(lotId)).toMatchObject({ kind: 'snapshot', audience: 'buyer', view: { state: 'PUBLISHED', bidCount: 0, best: null, standings: [] } });
    const start = await w.resume(lotId);
    expect(start).toMatchObject({ kind: 'snapshot', audience: 'bidder', view: { myBid: null, market: { rank: null, highestAcceptable: fen(420_000) } } });
    const begun = (await h.resume(lotId)).seq;

    const a = await w.bid(aBid(lotId, 386_000));
    expect(a).toMatchObject({ ok: true, versionNo: 1, market: { rank: 1 }, receipt: { receiptNo: expect.any(String) } });
    await h.until(() => h.events.length === 1, 'the market of a');
    expect(h.events[0]).toMatchObject({ lotId, seq: begun + 1, type: 'market', market: { rank: null, best: fen(386_000), bidCount: 1 } });
    await lin.until(() => lin.events.length === 1, 'the bid a');
    expect(lin.events[0]).toMatchObject({ type: 'bid', rank: 1, amount: fen(386_000), best: fen(386_000) });

    const b = await h.bid(aBid(lotId, 380_000));
    expect(b).toMatchObject({ ok: true, market: { rank: 1 } });
    await w.until(() => w.events.some((event) => event.type === 'market' && event.market.rank === 2), 'rank 2 for wang');
    const quiet = [lin, w, h].map((guest) => guest.events.length);
    expect(await w.bid({ ...aBid(lotId, 384_500), confirmDrop: false })).toMatchObject({ ok: false, refusal: { code: 'BID_ABOVE_CEILING', highestAcceptable: fen(382_140), message: expect.any(String) } });
    const d = await w.bid({ ...aBid(lotId, 300_000), confirmDrop: false });
    expect(d).toMatchObject({ ok: false, refusal: { code: 'BID_DROP_UNCONFIRMED', dropPercent: '22.28' } });
    expect(JSON.stringify(d)).not.toContain('__typename');
    await sleep(150);
    expect([lin, w, h].map((guest) => guest.events.length)).toEqual(quiet);

    // Forty seconds before closing, without waiting for them.
    const [{ closesAt }] = (await floor.db.owner.query(`select (clock_timestamp() + interval '40 seconds') as "closesAt"`)).rows as [{ closesAt: Date }];
    await floor.db.database.asHouse(async (tx) => {
      await appendLotEvents(tx, [{ lotId, type: 'EXTENDED', payload: { closesAt: closesAt.toISOString(), extensions: 0, maxExtensions: 10, why: 'OUTAGE' } }]);
      await tx.query('update quoting.lots set closes_at = $2 where id = $1', [lotId, closesAt]);
    });
    const message = aBid(lotId, 379_000);
    const e = await w.bid(message);
    expect(e.ok && e.closesAt).toBe(e.ok && new Date(Date.parse(e.receipt.decidedAt) + 180_000).toISOString());
    for (const guest of [lin, w, h]) {
      await guest.until(() => guest.events.some((event) => event.type === 'extended' && event.extensions === 1), 'the extension');
      const seqs = numbered(guest.events);
      expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i));
    }
    const before = [lin, w, h].map((guest) => guest.events.length);
    const f = await w.bid(message);
    expect(JSON.stringify({ ...f, t: '' })).toBe(JSON.stringify({ ...e, t: '' }));
    await sleep(100);
    expect([lin, w, h].map((guest) => guest.events.length)).toEqual(before);
    expect(lin.received.join('')).not.toContain(wang.companyId);
    expect(h.received.join('')).not.toContain(wang.companyId);

    // A cut: what was missed comes as events, without gap and without repeat.
    const last = h.events.at(-1)!.seq;
    h.socket.disconnect();
    await w.bid(aBid(lotId, 370_000));
    const back = await live.enter(he);
    const resumed = await back.resume(lotId, last);
    expect(resumed).toMatchObject({ kind: 'events', audience: 'bidder' });
    expect(resumed.kind === 'events' && numbered(resumed.events)).toEqual(Array.from({ length: resumed.seq - last }, (_, i) => last + 1 + i));
    expect(await back.resume(lotId, resumed.seq)).toMatchObject({ kind: 'events', events: [], seq: resumed.seq });
    for (const guest of [lin, w, back]) guest.socket.disconnect();
  });

  it('tells two processes the same, and lets a client go on at the other', async () => {
    const second = await LiveFloor.open(floor);
    try {
      const lotId = await floor.lot(buyer, [wang, he]);
      const here = await live.enter(he);
      const there = await second.enter(he);
      const begun = await here.resume(lotId);
      await there.resume(lotId);
      const w = await second.enter(wang);
      for (let i = 0; i < 10; i += 1) expect((await w.bid(aBid(lotId, 400_000 - i * 10_000))).ok).toBe(true);
      await here.until(() => here.events.length === 10, 'ten markets');
      await there.until(() => there.events.length === 10, 'ten markets');
      expect(here.events).toEqual(there.events);
      const crossed = await here.ask<{ kind: string; events: LotEvent[] }>('lot:resume', { lotId, lastSeq: begun.seq + 4 });
      expect(crossed.ok && crossed.events).toEqual(there.events.slice(4));
    } finally {
      await second.close();
    }
  });

  it('N05: leaves nothing of a sealed bid to anybody but its bidder', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules: { visibility: 'SEALED', showBidCount: false } });
    const [lin, w, h] = await Promise.all([live.enter(buyer), live.enter(wang), live.enter(he)]) as [LiveGuest, LiveGuest, LiveGuest];
    const views = [await lin.resume(lotId), await h.resume(lotId)];
    const canary = 317_171;
    const answer = await w.bid(aBid(lotId, canary, { note: 'CANARY-NOTE' }));
    expect(answer).toMatchObject({ ok: true, market: { rank: null, bidCount: null, best: null } });
    await sleep(200);
    expect([await lin.resume(lotId), await h.resume(lotId)].map((one) => ({ ...one, t: '' }))).toEqual(views.map((one) => ({ ...one, t: '' })));
    for (const guest of [lin, h]) {
      expect(guest.events).toEqual([]);
      expect(guest.received.join('\n')).not.toMatch(/317171|CANARY|bid_/);
    }
    for (const guest of [lin, w, h]) guest.socket.disconnect();
  });

  it('shows the buyer a whole tender in one room', async () => {
    const tenderId = newId('tender');
    const lots: string[] = [];
    for (let i = 0; i < 3; i += 1) lots.push(await floor.lot(buyer, [wang, he], { tenderId }));
    const lin = await live.enter(buyer);
    const answer = await lin.ask<{ lots: Record<string, { kind: string; seq: number }> }>('tender:resume', { tenderId, lastSeqs: {} });
    expect(answer.ok && Object.keys(answer.lots).sort()).toEqual([...lots].sort());
    const w = await live.enter(wang);
    for (const lotId of lots) await w.bid(aBid(lotId, 400_000));
    await lin.until(() => lin.events.length === 3, 'three bids');
    expect(new Set(lin.events.map((event) => event.lotId)).size).toBe(3);
    const again = await lin.ask<{ lots: Record<string, { kind: string; events?: LotEvent[] }> }>('tender:resume', { tenderId, lastSeqs: Object.fromEntries(lots.map((lotId) => [lotId, answer.ok ? answer.lots[lotId]!.seq : 0])) });
    expect(again.ok && Object.values(again.lots).flatMap((lot) => lot.events ?? []).map((event) => event.type)).toEqual(['bid', 'bid', 'bid']);
    expect(await w.ask('tender:resume', { tenderId, lastSeqs: {} })).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
    expect(await lin.ask('tender:resume', { tenderId, lastSeqs: { [lots[0]!]: -1 } })).toMatchObject({ problem: { code: 'BAD_INPUT' } });
    expect(await lin.ask('tender:resume', { tenderId, lastSeqs: { [lots[0]!]: 99 } })).toMatchObject({ problem: { code: 'BAD_INPUT' } });
    for (const guest of [lin, w]) guest.socket.disconnect();
  });

  describe('who comes in', () => {
    const refusedWith = (given: Parameters<LiveFloor['enter']>[1], actor = wang) => live.enter(actor, given).then(() => 'in', (problem: { code?: string }) => problem.code);

    it('S01: is somebody with a fresh ticket, once', async () => {
      const ticket = await live.ticket(wang);
      const guest = await live.enter(wang, { auth: { ticket, protocol: 1 } });
      expect(await refusedWith({ auth: { ticket, protocol: 1 } })).toBe('UNAUTHENTICATED');
      expect(await refusedWith({ auth: { protocol: 1 } })).toBe('UNAUTHENTICATED');
      expect(await refusedWith({ auth: { ticket: 'x'.repeat(9_000), protocol: 1 } })).toBe('UNAUTHENTICATED');
      const file = await live.tickets.mint('file', wang, 60);
      expect(await refusedWith({ auth: { ticket: file.token, protocol: 1 } })).toBe('UNAUTHENTICATED');
      guest.socket.disconnect();
    });

    it('S01: speaks the protocol, comes from a page of ours, and keeps its ticket out of the address', async () => {
      const ticket = await live.ticket(wang);
      expect(await refusedWith({ auth: { ticket, protocol: 2 } })).toBe('PROTOCOL_UNSUPPORTED');
      expect(await refusedWith({ auth: { ticket, protocol: 1, audience: 'buyer' } })).toBe('BAD_INPUT');
      expect(await refusedWith({ auth: { ticket, protocol: 1 }, options: { query: { ticket } } })).toBe('BAD_INPUT');
      expect(await refusedWith({ auth: { ticket, protocol: 1 }, options: { extraHeaders: { origin: 'https://evil.example' } } })).toBe('FORBIDDEN');
      // None of these has used the ticket up.
      const guest = await live.enter(wang, { auth: { ticket, protocol: 1 }, options: { extraHeaders: { origin: 'http://127.0.0.1:3000' } } });
      guest.socket.disconnect();
    });

    it('S04: is not more of one company, nor from one address, than is set; an address that the client makes up is none', async () => {
      const strict = await LiveFloor.open(floor, { connectionsPerCompany: 2, connectionsPerAddress: 3 });
      try {
        const enter = (actor: Actor, options = {}) => strict.enter({ ...actor, userId: newId('user'), principalId: newId('session') }, { options }).then((guest) => guest, (problem: { code: string; message: string }) => problem);
        const [first, second] = [await enter(wang), await enter(wang)];
        expect(await enter(wang)).toMatchObject({ code: 'RATE_LIMITED', message: 'At most 2 connections of one company.' });
        await enter(he);
        expect(await enter(buyer)).toMatchObject({ code: 'RATE_LIMITED', message: 'At most 3 connections of one network address.' });
        expect(await enter(buyer, { extraHeaders: { 'x-forwarded-for': '203.0.113.7' } })).toMatchObject({ code: 'RATE_LIMITED' });
        (first as LiveGuest).socket.disconnect();
        (second as LiveGuest).socket.disconnect();
        await (second as LiveGuest).until(() => (second as LiveGuest).socket.disconnected, 'the end');
        let seat: unknown;
        for (let i = 0; i < 50 && !(seat as LiveGuest | undefined)?.hello; i += 1) seat = await enter(buyer);
        expect((seat as LiveGuest).hello).not.toBeNull();
      } finally {
        await strict.close();
      }
    });

    it('is not more than ten times the same person', async () => {
      const popular = await floor.company();
      const crowd = await Promise.all(Array.from({ length: 10 }, () => live.enter(popular)));
      expect(await refusedWith({}, popular)).toBe('RATE_LIMITED');
      for (const guest of crowd) guest.socket.disconnect();
    });
  });

  describe('rights', () => {
    it('S02: are asked for at every resume, and a foreign lot is like one that is not there', async () => {
      const lotId = await floor.lot(buyer, [wang]);
      const h = await live.enter(he);
      for (const id of [lotId, newId('lot'), 'lot:*', `${lotId}:buyer`]) expect(await h.ask('lot:resume', { lotId: id, lastSeq: 0 })).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
      expect(await h.bid(aBid(lotId, 400_000))).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
      const observer = await live.enter({ ...(await floor.company()), roles: ['PLATFORM_OPERATOR'] });
      expect(await observer.resume(lotId)).toEqual({ ok: true, t: expect.any(String), kind: 'snapshot', audience: 'observer', view: { audience: 'observer', state: 'PUBLISHED', closesAt: expect.any(String), extensions: 0 }, seq: 1 });
      const key = await live.enter({ ...wang, userId: null, principalId: newId('apiKey'), scopes: ['COMPANY_READ'] });
      expect(await key.ask('lot:resume', { lotId, lastSeq: 0 })).toMatchObject({ problem: { code: 'FORBIDDEN' } });
      expect(await key.bid(aBid(lotId, 400_000))).toMatchObject({ problem: { code: 'FORBIDDEN' } });
      const quality = await live.enter({ ...wang, userId: newId('user'), roles: ['QUALITY'] });
      expect(await quality.bid(aBid(lotId, 400_000))).toMatchObject({ problem: { code: 'FORBIDDEN' } });
      for (const guest of [h, observer, key, quality]) guest.socket.disconnect();
    });

    it('S03: that end stop the frames within a second, and the ticket of before opens nothing', async () => {
      const lotId = await floor.lot(buyer, [wang, he]);
      const leaving = { ...wang, principalId: newId('session') };
      const guest = await live.enter(leaving);
      await guest.resume(lotId);
      const unused = await live.ticket(leaving);
      // As the gateway writes it, whose role a quoting process does not have.
      const asGateway = { query: async (sql: string, params?: unknown[]) => (await floor.db.owner.query(sql, params)).rows } as unknown as Tx;
      await new Outbox({ service: 'gateway', schema: 'accounts' }).add(asGateway, 'accounts.session.ended.v1', { principalIds: [leaving.principalId], reason: 'SIGNED_OUT' });
      await guest.until(() => guest.ended === 'SIGNED_OUT' && guest.socket.disconnected, 'the end', 1_000);
      expect(await live.enter(leaving, { auth: { ticket: unused, protocol: 1 } }).catch((problem: { code: string }) => problem.code)).toBe('UNAUTHENTICATED');
    });
  });

  describe('bad messages', () => {
    it('N21, N23, N32, S02, S05: get a named problem each, and change nothing', async () => {
      const lotId = await floor.lot(buyer, [wang]);
      const w = await live.enter(wang);
      const bad = async (name: string, ...message: unknown[]) => { const ack = await w.ask(name, ...message); return ack.ok ? 'taken' : 'problem' in ack ? ack.problem.code : ack.refusal.code; };
      for (const lastSeq of [-1, 2 ** 53, 1.5, '1 OR 1', null, 999]) expect(await bad('lot:resume', { lotId, lastSeq })).toBe('BAD_INPUT');
      for (const message of [[lotId], { lotId: [lotId], lastSeq: 0 }, { lotId, lastSeq: 0, audience: 'buyer' }, null, 'x', { __proto__: null }]) expect(await bad('lot:resume', message)).toBe('BAD_INPUT');
      for (const name of ['join', '__proto__', 'constructor', 'lot:join', 'error']) expect(await bad(name, { lotId })).toBe('BAD_INPUT');
      expect(await bad('lot:resume', { lotId, lastSeq: 0 }, { more: true })).toBe('BAD_INPUT');
      expect(await bad('time:ping', { t0: 'now' })).toBe('BAD_INPUT');
      for (const minor of ['NaN', 'Infinity', '-1', '-0', '1e3', '0x10', ' 5 ', '1_000', '1,5', '٥', '５', '1.005', '00010', '', '1000000000000001', '1'.repeat(31), 5, null]) {
        expect([minor, await bad('bid:place', { ...aBid(lotId, 1), amount: { ...fen(1), amountMinor: minor } })]).toEqual([minor, 'BAD_INPUT']);
      }
      for (const given of [{ amount: { ...fen(1), currency: 'cny' } }, { promisedDate: '2026-02-30' }, { termsVersion: 0 }, { idempotencyKey: 'short' }, { note: 'a\u0000b' }, { note: 'x'.repeat(1_001) }, { companyId: he.companyId }, { submittedAt: '2020-01-01' }]) {
        expect([given, await bad('bid:place', { ...aBid(lotId, 400_000), ...given })]).toEqual([given, 'BAD_INPUT']);
      }
      expect(await bad('bid:place', aBid(lotId, 0))).toBe('INPUT_REFUSED');
      expect(await bad('bid:place', aBid(lotId, { ...fen(400_000), currency: 'EUR' }))).toBe('INPUT_REFUSED');
      expect(await bad('bid:place', { ...aBid(lotId, 400_000), note: Buffer.from('binary') })).toBe('BAD_INPUT');
      expect((await floor.rows(lotId)).bids).toEqual([]);
      expect((await w.bid(aBid(lotId, 400_000))).ok).toBe(true);
      w.socket.disconnect();
    });

    it('S04: that are too large or broken end their own connection only', async () => {
      const other = await live.enter(he);
      const large = await live.enter(wang);
      large.socket.emit('lot:resume', { lotId: 'x'.repeat(17 * 1024), lastSeq: 0 });
      await large.until(() => large.socket.disconnected, 'the end of the large one');
      const broken = await live.enter(wang);
      (broken.socket.io.engine as unknown as { write(text: string): void }).write('42{"not": a packet');
      await broken.until(() => broken.socket.disconnected, 'the end of the broken one');
      const reserved = await live.enter(wang);
      (reserved.socket.io.engine as unknown as { write(text: string): void }).write('42["disconnect",{}]');
      await reserved.until(() => reserved.socket.disconnected, 'the end of the reserved one');
      expect(await other.ask('time:ping', { t0: 5 })).toMatchObject({ t0: 5, t: expect.stringMatching(/Z$/) });
      other.socket.disconnect();
    });
  });

  describe('limits', () => {
    it('S04, S05: tell who is too quick, and end him the third time', async () => {
      const strict = await LiveFloor.open(floor, { messagesPerSecond: 20, messageBurst: 40, resumesPerSecond: 5, bidsPerSecond: 10 });
      try {
        const lotId = await floor.lot(buyer, [wang, he]);
        const w = await strict.enter(wang);
        const resumes = await Promise.all(Array.from({ length: 7 }, () => w.ask('lot:resume', { lotId, lastSeq: 0 })));
        expect(resumes.filter((ack) => ack.ok)).toHaveLength(5);
        expect(resumes.at(-1)).toMatchObject({ ok: false, problem: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } });
        expect(w.ended).toBeNull();
        for (let i = 0; i < 3; i += 1) w.socket.emit('time:ping', { t0: i });
        await w.until(() => w.ended === 'POLICY', 'the end of one who asks without wanting an answer');

        const h = await strict.enter(he);
        expect(await Promise.all(Array.from({ length: 40 }, (_, i) => h.ask('time:ping', { t0: i })))).toHaveLength(40);
        for (let i = 0; i < 60; i += 1) h.socket.emit('time:ping', { t0: i }, () => undefined);
        await h.until(() => h.ended === 'POLICY' && h.socket.disconnected, 'the end of the hasty one');
      } finally {
        await strict.close();
      }
    });

    it('hold the attempts of a company to ten a second, and the rooms of a connection to what is set', async () => {
      const strict = await LiveFloor.open(floor, { bidsPerSecond: 10, rooms: 2 });
      try {
        const lots: string[] = [];
        for (let i = 0; i < 3; i += 1) lots.push(await floor.lot(buyer, [wang]));
        const [one, two] = [await strict.enter(wang), await strict.enter({ ...wang, userId: newId('user'), principalId: newId('session') })];
        const acks = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? one : two).bid(aBid(lots[0]!, 400_000 - i * 10_000))));
        expect(acks.filter((ack) => !ack.ok && 'problem' in ack && ack.problem.code === 'RATE_LIMITED')).toHaveLength(2);
        await one.resume(lots[0]!);
        await one.resume(lots[1]!);
        expect(await one.ask('lot:resume', { lotId: lots[2]!, lastSeq: 0 })).toMatchObject({ problem: { code: 'BAD_INPUT' } });
        expect(await one.ask('lot:leave', { lotId: lots[1]! })).toMatchObject({ ok: true });
        await one.resume(lots[2]!);
      } finally {
        await strict.close();
      }
    });

    it('end one who does not read, and slow nobody else', async () => {
      const strict = await LiveFloor.open(floor, { unreadFrames: 4 });
      try {
        const lotId = await floor.lot(buyer, [wang, he]);
        const deaf = await strict.enter(buyer);
        await deaf.resume(lotId);
        const [reading, w] = [await strict.enter({ ...buyer, userId: newId('user') }), await strict.enter(wang)];
        await reading.resume(lotId);
        const raw = (deaf.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }).ws._socket;
        raw.pause();
        // The kernel takes some megabytes before it says no.
        const note = 'x'.repeat(900);
        await floor.db.database.asHouse((tx) => tellCompanies(tx, Array.from({ length: 15_000 }, (_, i) => ({ companyId: buyer.companyId, type: 'capacity.changed', subjectId: `${note}${i}` }))));
        await reading.until(() => reading.news.length >= 15_000, 'the news by the one who reads', 30_000);
        const startedAt = Date.now();
        expect((await w.bid(aBid(lotId, 400_000))).ok).toBe(true);
        await reading.until(() => reading.events.length === 1, 'the bid by the one who reads');
        expect(Date.now() - startedAt).toBeLessThan(2_000);
        raw.resume();
        await deaf.until(() => deaf.socket.disconnected, 'the end of the deaf one');
      } finally {
        await strict.close();
      }
    }, 60_000);
  });

  it('keeps the company stream for those who come back', async () => {
    const w = await live.enter(wang);
    const before = w.hello!.companySeq;
    await floor.db.database.asHouse((tx) => tellCompanies(tx, ['lot.invited', 'award.offered', 'bid.decided'].map((type) => ({ companyId: wang.companyId, type, subjectId: 'lot_x' }))));
    await w.until(() => w.news.length === 3, 'three pieces of news', 1_000);
    expect(w.news.map((event) => [event.seq, event.type])).toEqual([[before + 1, 'lot.invited'], [before + 2, 'award.offered'], [before + 3, 'bid.decided']]);
    expect(await w.resumeCompany(before + 1)).toMatchObject({ kind: 'events', events: [{ seq: before + 2 }, { seq: before + 3 }], seq: before + 3 });
    expect(await w.resumeCompany(before + 3)).toMatchObject({ kind: 'events', events: [] });
    expect(await w.resumeCompany(before + 9)).toMatchObject({ kind: 'reset', seq: before + 3 });
    await floor.db.owner.query(`update quoting.company_events set at = at - interval '25 hours' where company_id = $1 and seq <= $2`, [wang.companyId, before + 1]);
    await new CompanyStreams(floor.db.database).forgetOld();
    expect(await w.resumeCompany(before)).toMatchObject({ kind: 'reset', seq: before + 3 });
    w.socket.disconnect();
  });

  it('shows its keys to everybody', async () => {
    const answer = await fetch(`${live.url}/.well-known/mouldshare-keys.json`);
    expect(await answer.json()).toEqual({ keys: [expect.objectContaining({ kty: 'OKP', crv: 'Ed25519', use: 'sig', kid: expect.any(String) })] });
  });

  it('leaves nobody without an answer when it stops', async () => {
    const leaving = await LiveFloor.open(floor);
    const lotId = await floor.lot(buyer, [wang]);
    const w = await leaving.enter(wang);
    const asked = Array.from({ length: 30 }, (_, i) => w.bid(aBid(lotId, 400_000 - i * 5_000)));
    await asked[0];
    const closed = leaving.process.close();
    const acks = await Promise.all(asked);
    await closed;
    expect(acks.every((ack) => ack.ok || ('problem' in ack && ack.problem.code === 'UNAVAILABLE'))).toBe(true);
    expect(w.drained).toBe(true);
    const taken = acks.filter((ack) => ack.ok).length;
    expect((await floor.rows(lotId)).bids).toHaveLength(taken);
  });
});
