import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_MINOR, newId } from '#kernel';
import type { Actor } from '#contracts';
import type { BidRefused } from '#contracts/quoting-bidding';
import { CreateTenderInput } from '#contracts/quoting-tenders';
import { readInput } from '#platform/rpc';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { LiveFloor, type LiveGuest } from '../../../../test/kit/live-floor.js';
import { fen } from '../../../../test/builders/lots.js';
import { aTender } from '../../../../test/kit/quoting-market.js';
import { aPart } from '../../../../test/builders/parts.js';
import { complaintsAboutTimes } from '../tenders/tender-draft.policy.js';

const SEALED = { visibility: 'SEALED' as const, showBidCount: false };
let keys = 0;
const key = () => `a-key-of-abuse-${keys += 1}`;

/** What a rival, a buyer and a stranger try around bids; the numbers are those of docs/negative-tests.md. */
describe('attempts on bidding', () => {
  let floor: AuctionFloor;
  let live: LiveFloor;
  let desk: Desk;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    const seller = async (): Promise<Actor> => ({ ...await floor.company(), roles: ['SALES'] });
    buyer = { ...await floor.company({ registrationNo: '91330100BUYER' }), roles: ['OWNER'] };
    [wang, he] = [await seller(), await seller()];
    [live, desk] = [await LiveFloor.open(floor), floor.desk()];
    await desk.closings.beat();
  }, 120_000);
  afterAll(async () => {
    await live.close();
    await floor.close();
  });

  const code = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { code?: string }) => error.code);
  const refusal = async (who: Actor, input: Parameters<Desk['desk']['place']>[1]): Promise<BidRefused | null> => (await desk.desk.place(who, input)).refusal;

  it('N01: answer for a rival’s sealed bid as for one that does not exist, whatever takes its id', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules: SEALED });
    const hidden = (await desk.desk.place(wang, aBid(lotId, 400_000))).taken!.bid.id;
    const h = await live.enter(he);
    for (const who of [he, buyer]) {
      const asked = async (bidId: string) => JSON.stringify([
        await desk.reader.byIds(who.companyId, [bidId]), await code(desk.withdrawals.withdrawBid(who, { idempotencyKey: key(), bidId })),
        await code(desk.confirmations.confirmBid(who, { idempotencyKey: key(), bidId, termsVersion: 1 })), await code(desk.disqualifications.disqualifyBid(who, { idempotencyKey: key(), bidId, reason: 'x' })),
      ]);
      expect(await asked(hidden)).toBe(await asked(newId('bid')));
      expect(await asked(hidden)).toBe('[[],"NOT_FOUND","NOT_FOUND","NOT_FOUND"]');
    }
    expect(await h.ask('bid:confirm', { idempotencyKey: key(), bidId: hidden, termsVersion: 1 })).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
  });

  it('N04: refuse in a sealed lot with the same words and numbers, whether rivals have bid or not', async () => {
    const [empty, busy] = [await floor.lot(buyer, [wang, he], { rules: SEALED }), await floor.lot(buyer, [wang, he], { rules: SEALED })];
    for (let i = 0; i < 3; i += 1) await desk.desk.place(he, aBid(busy, 300_000 - 20_000 * i));
    for (const lotId of [empty, busy]) await desk.desk.place(wang, aBid(lotId, 400_000));
    for (const amount of [420_001, 400_000, 399_999, 397_000]) {
      const [first, second] = [await refusal(wang, aBid(empty, amount)), await refusal(wang, aBid(busy, amount))];
      expect(second).toEqual(first);
    }
    const drop = (lotId: string) => refusal(wang, { ...aBid(lotId, 200_000), confirmDrop: false });
    expect(await drop(busy)).toEqual(await drop(empty));
  });

  it('N08: give nobody another company’s answer for its key on the same lot', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules: SEALED });
    const shared = aBid(lotId, 400_000, { note: 'CANARY-NOTE' });
    const mine = (await desk.desk.place(wang, shared)).taken!;
    const theirs = (await desk.desk.place(he, { ...shared, amount: fen(410_000), note: null })).taken!;
    expect([theirs.bid.id === mine.bid.id, theirs.bid.amount, theirs.bid.versionNo]).toEqual([false, fen(410_000), 1]);
    expect(JSON.stringify(theirs)).not.toMatch(/CANARY|"400000"/);
    // The same body even: each has its own bid.
    const other = await floor.lot(buyer, [wang, he]);
    const body = aBid(other, 400_000);
    const both = [(await desk.desk.place(wang, body)).taken!, (await desk.desk.place(he, body)).taken!];
    expect(new Set(both.map(({ bid }) => bid.id)).size).toBe(2);
  });

  it('N11: believe no clock but the database’s: not the client’s word, not that of a process that is minutes off', async () => {
    const [open, over] = [await floor.lot(buyer, [wang]), await floor.lot(buyer, [wang], { closesIn: 150 })];
    await sleep(200);
    const real = Date.now;
    const tickets = [await live.ticket(wang), await live.ticket(wang), await live.ticket(wang)];
    try {
      for (const [i, off] of [-5 * 60_000, 5 * 60_000, 365 * 86_400_000].entries()) {
        Date.now = () => real() + off;
        const late = await desk.desk.place(wang, aBid(over, 400_000));
        const onTime = await desk.desk.place(wang, aBid(open, 400_000 - i * 20_000, { promisedDate: new Date(real() + 11 * 86_400_000).toISOString().slice(0, 10) }));
        expect([late.refusal?.code, onTime.refusal]).toEqual(['LOT_NOT_OPEN', null]);
        expect(Math.abs(Date.parse(onTime.taken!.bid.receipt.decidedAt) - real())).toBeLessThan(60_000);
        // Nor does it take tickets of others for old or for too new, or tell clients another time.
        const { hello } = await live.enter(wang, { auth: { ticket: tickets[i]!, protocol: 1, locale: 'en' } });
        expect(Math.abs(Date.parse(hello!.t) - real())).toBeLessThan(60_000);
      }
    } finally {
      Date.now = real;
    }
    const w = await live.enter(wang);
    for (const word of [{ submittedAt: '2020-01-01T00:00:00.000Z' }, { decidedAt: '2020-01-01T00:00:00.000Z' }, { t: 0 }]) {
      expect(await w.ask('bid:place', { ...aBid(open, 300_000), ...word })).toMatchObject({ ok: false, problem: { code: 'BAD_INPUT' } });
    }
  });

  it('N16: take no closing that is no instant of this year', async () => {
    const input = aTender([aPart()]);
    for (const closesAt of ['infinity', '-infinity', '2026-12-31T23:59:60Z', '2026-02-30T08:00:00Z', '2026-12-01', '2038-01-19T03:14:08', '+275760-09-13T00:00:00.000Z']) {
      expect([closesAt, await code(readInput(CreateTenderInput, { ...structuredClone(input), closesAt }))]).toEqual([closesAt, 'BAD_INPUT']);
    }
    const now = new Date();
    for (const closesAt of ['2038-01-19T03:14:08.000Z', new Date(now.getTime() + 10 * 365 * 86_400_000).toISOString()]) {
      expect(complaintsAboutTimes({ opensAt: now, closesAt: new Date(closesAt), enquiryEndsAt: null }, [], now)).toEqual([{ path: 'closesAt', code: 'TOO_FAR' }]);
    }
    // An hour that a zone has twice or not at all is one instant all the same: what counts is the offset.
    const { closesAt } = await readInput(CreateTenderInput, { ...structuredClone(input), closesAt: '2026-10-25T02:30:00+02:00' });
    expect(new Date(closesAt).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('N19: let a withdrawal at the closing be in the outcome or refused, never half', async () => {
    for (let round = 0; round < 8; round += 1) {
      const lotId = await floor.lot(buyer, [wang, he], { rules: SEALED, closesIn: 120 + round });
      const bidId = (await desk.desk.place(wang, aBid(lotId, 390_000))).taken!.bid.id;
      await desk.desk.place(he, aBid(lotId, 400_000));
      const { state } = (await desk.books.read([lotId])).get(lotId)!;
      await desk.closings.beat();
      await sleep(Math.max(0, state.closesAt - Date.now() - 4 + round));
      const [withdrawn] = await Promise.all([desk.withdrawals.withdrawBid(wang, { idempotencyKey: key(), bidId }), (async () => {
        while ((await floor.rows(lotId)).lot.state === 'PUBLISHED') await floor.desk().closings.closeDue();
      })()]);
      const after = (await desk.books.read([lotId])).get(lotId)!.state;
      const gone = withdrawn.__typename === 'Bid';
      if (!gone) expect(withdrawn).toMatchObject({ __typename: 'LotNotOpen' });
      expect(after.ranking.map(({ companyId }) => companyId)).toEqual(gone ? [he.companyId] : [wang.companyId, he.companyId]);
      expect((await floor.rows(lotId)).bids.map((bid) => [bid.state, bid.final_rank])).toEqual(gone ? [['WITHDRAWN', null], ['VALID', 1]] : [['VALID', 1], ['VALID', 2]]);
    }
  }, 60_000);

  it('N21, N24, N25: take no amount that is none, too large, in another currency, with more decimals than its currency has, above the start or no better', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    const w = await live.enter(wang);
    const told = async (amount: object) => {
      const ack = await w.ask('bid:place', { ...aBid(lotId, 1), amount });
      return ack.ok ? 'taken' : 'problem' in ack ? ack.problem.code : ack.refusal.code;
    };
    const minor = (amountMinor: unknown) => told({ ...fen(1), amountMinor } as object);
    for (const form of ['NaN', 'Infinity', '-1', '-0', '1e30', `1${'0'.repeat(30)}`, 10 ** 30, '386000.5', '386000.50', (MAX_MINOR + 1n).toString(), '']) expect([form, await minor(form)]).toEqual([form, 'BAD_INPUT']);
    for (const currency of ['cny', 'XXX', 'RMB', ' CNY', null]) expect([currency, await told({ ...fen(400_000), currency })]).toEqual([currency, 'BAD_INPUT']);
    for (const currency of ['EUR', 'JPY', 'USD']) expect([currency, await told({ ...fen(400_000), currency })]).toEqual([currency, 'INPUT_REFUSED']);
    expect([await minor('0'), await minor(MAX_MINOR.toString()), await minor('420001')]).toEqual(['INPUT_REFUSED', 'BID_ABOVE_CEILING', 'BID_ABOVE_CEILING']);
    expect(await minor('400000')).toBe('taken');
    expect([await minor('400000'), await minor('399999')]).toEqual(['BID_ABOVE_CEILING', 'BID_ABOVE_CEILING']);
    expect((await floor.rows(lotId)).bids).toHaveLength(1);
  });

  it('N28: let not even the owner of the database write an amount that is none', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    await desk.desk.place(wang, aBid(lotId, 400_000));
    const copy = (column: string, value: string) => floor.db.owner.query(
      `insert into quoting.bids select (jsonb_populate_record(b, jsonb_build_object('id', 'bid_copy', 'seq', 99, $2::text, $3::text))).* from quoting.bids b where lot_id = $1`, [lotId, column, value],
    ).then(() => 'written', (error: { code: string }) => error.code);
    for (const [column, value] of [['amount_minor', '0'], ['amount_minor', '-1'], ['amount_minor', '1000000000000001'], ['tax_rate', 'NaN'], ['tax_rate', '-1'], ['tax_rate', '101'], ['version_no', '0'], ['state', 'BEST']] as const) {
      expect([column, value, await copy(column, value)]).toEqual([column, value, '23514']);
    }
    for (const value of ['NaN', 'Infinity', '1.5']) expect([value, await copy('amount_minor', value)]).toEqual([value, '22P02']);
  });

  it('N29: hide a lot and its bids from a company that was not invited, over both roads', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    const taken = (await desk.desk.place(wang, aBid(lotId, 400_000))).taken!;
    const stranger: Actor = { ...await floor.company(), roles: ['OWNER'] };
    const s = await live.enter(stranger);
    const problems = async (id: string, bidId: string) => JSON.stringify([
      await code(desk.desk.place(stranger, aBid(id, 390_000))), await code(desk.proxies.setProxyBid(stranger, { idempotencyKey: key(), lotId: id, termsVersion: 1, floor: fen(300_000), stepMinor: '100', promisedDate: aBid(id, 1).promisedDate })),
      await desk.proxies.own(stranger, [id]), await desk.market.bidderLot(stranger, id), await desk.records.lotRecord(stranger, id), await desk.records.closingHeads(stranger, [id]), await code(desk.withdrawals.withdrawBid(stranger, { idempotencyKey: key(), bidId })),
      ...await Promise.all(([['lot:resume', { lotId: id, lastSeq: 0 }], ['bid:place', aBid(id, 390_000)], ['bid:confirm', { idempotencyKey: key(), bidId, termsVersion: 1 }]] as const)
        .map(async ([name, message]) => { const ack = await s.ask(name, message); return ack.ok ? 'in' : 'problem' in ack ? ack.problem.code : ack.refusal.code; })),
    ]);
    expect(await problems(lotId, taken.bid.id)).toBe(await problems(newId('lot'), newId('bid')));
    expect(await problems(lotId, taken.bid.id)).not.toContain('in');
  });

  it('refuse bids of the buyer itself and of its sister, also when it was invited', async () => {
    const sister: Actor = { ...await floor.company({ registrationNo: '91330100BUYER' }), roles: ['SALES'] };
    const lotId = await floor.lot(buyer, [sister, wang]);
    for (const who of [buyer, sister]) {
      expect(await refusal(who, aBid(lotId, 390_000))).toMatchObject({ __typename: 'NotQualified', missing: expect.arrayContaining(['OWN_TENDER']) });
      const guest = await live.enter(who);
      expect(await guest.bid(aBid(lotId, 390_000))).toMatchObject({ ok: false, refusal: { code: 'NOT_QUALIFIED', missing: expect.arrayContaining(['OWN_TENDER']) } });
      expect(await desk.proxies.setProxyBid(who, { idempotencyKey: key(), lotId, termsVersion: 1, floor: fen(300_000), stepMinor: '100', promisedDate: aBid(lotId, 1).promisedDate })).toMatchObject({ __typename: 'NotQualified', missing: expect.arrayContaining(['OWN_TENDER']) });
    }
    expect((await floor.rows(lotId)).bids).toEqual([]);
  });

  it('S01: take a ticket once, for as long as it lives, for the one who got it, and not beyond the end of the session', async () => {
    const enter = (auth: object) => live.enter(wang, { auth: { protocol: 1, ...auth } }).then((guest) => guest, (problem: { code: string }) => problem.code);
    const ticket = await live.ticket(he);
    const guest = await enter({ ticket }) as LiveGuest;
    // Whoever holds it is whom it was made for, and nobody else: it cannot be given another name.
    expect(guest.hello!.companyId).toBe(he.companyId);
    expect(await enter({ ticket })).toBe('UNAUTHENTICATED');
    expect(await enter({ ticket: await live.ticket(he), companyId: wang.companyId })).toBe('BAD_INPUT');
    const short = (await live.tickets.mint('live', he, 1)).token;
    await sleep(2_100);
    expect(await enter({ ticket: short })).toBe('UNAUTHENTICATED');
    const replayed = await live.ticket(he);
    const both = await Promise.all([enter({ ticket: replayed }), enter({ ticket: replayed })]);
    expect(both.filter((one) => one === 'UNAUTHENTICATED')).toHaveLength(1);
    const elsewhere = await LiveFloor.open(floor);
    try {
      // Used at one process, it is used at all of them.
      expect(await elsewhere.enter(he, { auth: { ticket: replayed, protocol: 1 } }).catch((problem: { code: string }) => problem.code)).toBe('UNAUTHENTICATED');
    } finally {
      await elsewhere.close();
    }
  }, 30_000);
});
