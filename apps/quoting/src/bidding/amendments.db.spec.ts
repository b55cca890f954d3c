import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#contracts';
import { AmendLotInput } from '#contracts/quoting-amendments';
import type { Ack, BidTaken } from '#contracts/live.protocol';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { LiveFloor } from '../../../../test/kit/live-floor.js';
import { aPart } from '../../../../test/builders/parts.js';
import { fen } from '../../../../test/builders/lots.js';
import { keptIn } from '../../../../tools/verify/kept.js';
import { verifyRecord } from '../../../../tools/verify/record.js';

let keys = 0;
const key = () => `a-key-of-amendments-${keys += 1}`;

describe('lots that are amended while bids are taken', () => {
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

  const amend = (lotId: string, given: Partial<AmendLotInput> = {}, who = buyer) => desk.amendments.amendLot(who, Object.assign(new AmendLotInput(), { idempotencyKey: key(), lotId, termsVersion: 1, note: 'the radius is R2', ...given }));
  const confirm = (who: Actor, bidId: string, termsVersion = 2, idempotencyKey = key()) => desk.confirmations.confirmBid(who, { idempotencyKey, bidId, termsVersion });
  const place = async (who: Actor, lotId: string, minor: number, given = {}) => (await desk.desk.place(who, aBid(lotId, minor, given))).taken!.bid.id;
  const stateOf = async (lotId: string) => (await desk.books.read([lotId])).get(lotId)!.state;

  it('asks its bids alone for confirmation, says so to every guest, and takes them again at the same price', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const { tender_id: tenderId } = (await floor.rows(lotId)).lot;
    const other = await floor.lot(buyer, [], { tenderId: tenderId as string });
    const [first, second] = [await place(wang, lotId, 400_000), await place(he, lotId, 390_000)];
    const elsewhere = await place(he, other, 380_000);
    const repeated = key();
    const answer = await amend(lotId, { idempotencyKey: repeated, ceiling: fen(395_000) });
    expect(answer).toMatchObject({ __typename: 'BuyerTender', version: 2 });
    expect(await amend(lotId, { idempotencyKey: repeated, ceiling: fen(395_000) })).toEqual(answer);
    const { lot, bids } = await floor.rows(lotId);
    expect([lot.terms_version, lot.ceiling_minor, lot.bid_count, lot.best_minor, bids.map((bid) => bid.state)]).toEqual([2, '395000', 0, null, ['NEEDS_CONFIRMATION', 'NEEDS_CONFIRMATION']]);
    expect((await floor.rows(other)).bids.map((bid) => bid.state)).toEqual(['VALID']);
    expect((await floor.db.owner.query(`select company_id from quoting.company_events where subject_id = $1 and type = 'lot.amended' order by company_id`, [lotId])).rows.map((row) => row.company_id)).toEqual([wang.companyId, he.companyId].sort());
    expect((await desk.market.bidderLot(he, lotId))!.myBid).toMatchObject({ id: second, state: 'NEEDS_CONFIRMATION' });

    expect(await confirm(wang, first)).toMatchObject({ __typename: 'BidAboveCeiling', highestAcceptable: { amountMinor: '395000' } });
    expect(await confirm(he, second, 1)).toMatchObject({ __typename: 'TermsOutdated', termsVersion: 2 });
    await expect(confirm(wang, second)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await confirm(he, elsewhere)).toMatchObject({ __typename: 'TermsOutdated', termsVersion: 1 });
    const again = key();
    const confirmed = await confirm(he, second, 2, again);
    expect(confirmed).toMatchObject({ __typename: 'BidPlaced', bid: { id: second, state: 'VALID', termsVersion: 2, versionNo: 1, amount: { amountMinor: '390000' } }, lot: { market: { rank: 1 }, myBid: { id: second, state: 'VALID' } } });
    expect(await confirm(he, second, 2, again)).toEqual(confirmed);
    expect(await confirm(he, second)).toMatchObject({ __typename: 'StateRefused', currentState: 'VALID' });
    expect((await floor.rows(lotId)).lot).toMatchObject({ bid_count: 1, best_minor: '390000' });
    expect((await floor.rows(lotId)).events.map((event) => event.type)).toEqual(['PUBLISHED', 'BID_PLACED', 'BID_PLACED', 'AMENDED', 'BID_CONFIRMED']);
  });

  it('answers repeats of placing and of confirming to the byte, whatever was amended, confirmed and bid since', async () => {
    for (const rules of [{}, { visibility: 'SEALED' as const, showBidCount: false }]) {
      const lotId = await floor.lot(buyer, [wang, he], { rules, closesIn: 600_000 });
      const input = aBid(lotId, 386_000);
      const placed = JSON.stringify(await desk.desk.place(wang, input));
      await amend(lotId, { ceiling: fen(410_000), closesAt: new Date(Date.now() + 3 * 86_400_000).toISOString() });
      expect(JSON.stringify(await desk.desk.place(wang, input))).toBe(placed);
      const bidId = (JSON.parse(placed) as { taken: { bid: { id: string } } }).taken.bid.id;
      const again = key();
      const confirmed = JSON.stringify(await confirm(wang, bidId, 2, again));
      await place(he, lotId, 380_000, { termsVersion: 2 });
      await place(wang, lotId, 370_000, { termsVersion: 2 });
      expect(JSON.stringify(await desk.desk.place(wang, input))).toBe(placed);
      expect(JSON.stringify(await confirm(wang, bidId, 2, again))).toBe(confirmed);
      expect((JSON.parse(confirmed) as { bid: object }).bid).toMatchObject({ termsVersion: 2 });
    }
  });

  it('leaves a quarter of the bidding time, in the row, in the ledger, and for the binding of what is confirmed', async () => {
    const lotId = await floor.lot(buyer, [wang], { opensIn: -40 * 86_400_000, closesIn: 60_000 });
    const bidId = await place(wang, lotId, 400_000);
    const before = (await desk.reader.byIds(wang.companyId, [bidId]))[0]!.validUntil;
    await amend(lotId);
    const { lot } = await floor.rows(lotId);
    const left = (lot.closes_at as Date).getTime() - Date.now();
    expect(left).toBeGreaterThan(9.9 * 86_400_000);
    expect(left).toBeLessThan(10.1 * 86_400_000);
    expect(lot.planned_closes_at).toEqual(lot.closes_at);
    expect((await stateOf(lotId)).closesAt).toBe((lot.closes_at as Date).getTime());
    await confirm(wang, bidId);
    expect((await desk.reader.byIds(wang.companyId, [bidId]))[0]!.validUntil > before).toBe(true);
  });

  it('takes the released revision anew, but neither other operations nor what is not released', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    const partId = (await floor.rows(lotId)).lot.part_ids as string;
    floor.parts.set(partId, aPart({ partId, revision: 'B', released: false }));
    expect(await amend(lotId, { newRevision: true })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'newRevision' }] });
    floor.parts.set(partId, { ...aPart({ partId, revision: 'B' }), operations: [] });
    expect(await amend(lotId, { newRevision: true })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'newRevision' }] });
    floor.parts.set(partId, aPart({ partId, revision: 'B', requirements: 'R2 instead of R1' }));
    const wanted = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    expect(await amend(lotId, { newRevision: true, requestedDate: wanted })).toMatchObject({ __typename: 'BuyerTender' });
    expect((await desk.market.bidderLot(wang, lotId))!).toMatchObject({ termsVersion: 2, lines: [{ revision: 'B', requirements: 'R2 instead of R1', requestedDate: wanted }] });
    expect((await stateOf(lotId)).wantedDate).toBe(wanted);
  });

  it('refuses what cannot be, and shows nothing of lots of others', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    await expect(amend(lotId, {}, he)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await amend(lotId, { termsVersion: 2 })).toMatchObject({ __typename: 'TermsOutdated', termsVersion: 1 });
    const refused = await amend(lotId, { ceiling: { ...fen(1), currency: 'EUR' }, requestedDate: '2020-01-01', closesAt: new Date(Date.now() + 60_000).toISOString() });
    expect(refused).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'ceiling.currency' }, { path: 'requestedDate' }, { path: 'closesAt' }] });
    expect((await floor.rows(lotId)).lot.terms_version).toBe(1);
    const over = await floor.lot(buyer, [wang], { closesIn: 50 });
    await sleep(100);
    expect(await amend(over)).toMatchObject({ __typename: 'StateRefused', currentState: 'CLOSED' });
    const bidId = await place(wang, lotId, 400_000);
    await amend(lotId);
    await desk.suspensions.suspendLots(buyer, { idempotencyKey: key(), lotIds: [lotId], suspend: true, reason: 'the drawing was wrong' });
    expect(await confirm(wang, bidId)).toMatchObject({ __typename: 'LotNotOpen', state: 'SUSPENDED' });
    // A lot whose clock stands may be amended, and goes on as before.
    expect(await amend(lotId, { termsVersion: 2, closesAt: new Date(Date.now() + 9e6).toISOString() })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'closesAt' }] });
    expect(await amend(lotId, { termsVersion: 2 })).toMatchObject({ __typename: 'BuyerTender', state: 'SUSPENDED' });
    await desk.suspensions.suspendLots(buyer, { idempotencyKey: key(), lotIds: [lotId], suspend: false, reason: 'mended' });
    expect(await confirm(wang, bidId, 3)).toMatchObject({ __typename: 'BidPlaced' });
  });

  it('decides by the instant that its entry carries, so that the record says again to the millisecond what was decided', async () => {
    const lotId = await floor.lot(buyer, [wang], { opensIn: -3_000, closesIn: 1_200 });
    const bidId = await place(wang, lotId, 400_000);
    const stop = (suspend: boolean) => desk.suspensions.suspendLots(buyer, { idempotencyKey: key(), lotIds: [lotId], suspend, reason: 'the drawing was wrong' });
    const before = (await floor.rows(lotId)).lot;
    await stop(true);
    const { suspended_at: suspendedAt } = (await floor.rows(lotId)).lot;
    await sleep(30);
    await stop(false);
    const { closes_at: resumedTo } = (await floor.rows(lotId)).lot;
    await sleep(400);
    await amend(lotId);
    const { lot: after, events } = await floor.rows(lotId);
    const [stopped, resumed, amended] = ['SUSPENDED', 'RESUMED', 'AMENDED'].map((type) => events.find((event) => event.type === type)!.at.getTime());
    const ms = (instant: unknown): number => (instant as Date).getTime();
    expect(ms(suspendedAt)).toBe(stopped);
    expect(ms(resumedTo) - ms(before.closes_at)).toBe(resumed! - stopped!);
    expect(ms(after.closes_at)).toBe(amended! + Math.ceil((ms(resumedTo) - ms(before.opens_at)) / 4));
    const again = key();
    const confirmed = await confirm(wang, bidId, 2, again);
    expect(await confirm(wang, bidId, 2, again)).toEqual(confirmed);
    const [shown] = await desk.reader.byIds(wang.companyId, [bidId]);
    expect((confirmed as { bid: object }).bid).toMatchObject({ confirmation: shown!.confirmation! });
    expect(shown!.confirmation).toMatchObject({ bidId, termsVersion: 2, decidedAt: (await floor.rows(lotId)).events.at(-1)!.at.toISOString() });
    await sleep(Math.max(0, ms(after.closes_at) - Date.now()) + 50);
    while (await desk.closings.closeDue() > 0);
    const kept = keptIn(confirmed);
    expect([kept.receipts.length, kept.confirmations.length]).toEqual([2, 2]);
    for (const who of [buyer, wang]) {
      expect(verifyRecord(Buffer.from((await desk.records.lotRecord(who, lotId))!.document), null, kept)).toMatchObject({ problems: [], unchecked: [] });
    }
  });

  it('says nothing of sealed bids by what it does, and opens only those that were confirmed', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { opensIn: -2_000, closesIn: 1_500, rules: { visibility: 'SEALED', showBidCount: false } });
    const empty = await floor.lot(buyer, [wang, he], { rules: { visibility: 'SEALED', showBidCount: false } });
    const [first] = [await place(wang, lotId, 400_000), await place(he, lotId, 390_000)];
    const shape = (answer: unknown) => JSON.stringify(answer, (name, value: unknown) => (['id', 'tenderNo', 'partIds', 'lotNo', 'itemNo', 'closesAt', 'opensAt', 'publishedAt', 'tenderId'].includes(name) ? null : value));
    expect(shape(await amend(lotId))).toBe(shape(await amend(empty)));
    expect(await confirm(wang, first)).toMatchObject({ __typename: 'BidPlaced', lot: { market: { rank: null, bidCount: null, best: null } } });
    expect((await desk.market.buyerMarkets(buyer, [lotId]))[0]).toMatchObject({ bidCount: null, standings: null });
    const wait = (await stateOf(lotId)).closesAt - Date.now();
    await sleep(Math.max(0, wait) + 50);
    while (await desk.closings.closeDue() > 0);
    expect((await floor.rows(lotId)).bids.map((bid) => [bid.state, bid.final_rank])).toEqual([['VALID', 1], ['EXPIRED', null]]);
    const record = await desk.records.lotRecord(buyer, lotId);
    expect(verifyRecord(Buffer.from(record!.document), null).problems).toEqual([]);
  });

  it('takes all lots that close together along when a late confirmation takes the lead', async () => {
    // The window reaches over the whole time that an amendment leaves.
    const rules = { softClose: { windowSeconds: 86_400, extendSeconds: 3_600, triggerRank: 1, maxExtensions: 5, hardCloseMinutes: 120, scope: 'ALL_LOTS' as const } };
    const a = await floor.lot(buyer, [wang], { rules, closesIn: 600_000 });
    const b = await floor.lot(buyer, [], { tenderId: (await floor.rows(a)).lot.tender_id as string, rules, closesIn: 600_000 });
    const mine = await place(wang, a, 400_000);
    await amend(a);
    const [closedA, closedB] = [(await stateOf(a)).closesAt, (await stateOf(b)).closesAt];
    await confirm(wang, mine);
    expect((await stateOf(a)).closesAt).toBeGreaterThan(closedA);
    expect((await stateOf(b)).closesAt).toBeGreaterThan(closedB);
    expect((await stateOf(b)).closesAt).toBe((await stateOf(a)).closesAt);
    // The bid and its confirmation; the other lot has used up none of its own.
    expect([(await stateOf(a)).extensions, (await stateOf(b)).extensions]).toEqual([2, 0]);
  });

  it('is confirmed over the socket by the same rules, and heard by buyer and bidder there', async () => {
    const live = await LiveFloor.open(floor);
    try {
      const seller: Actor = { ...wang, roles: ['SALES'] };
      const lotId = await floor.lot(buyer, [wang]);
      const [w, b] = [await live.enter(seller), await live.enter(buyer)];
      await Promise.all([w.resume(lotId), b.resume(lotId)]);
      const taken = await w.bid(aBid(lotId, 400_000)) as Ack<BidTaken> & { bidId: string };
      await amend(lotId);
      await w.until(() => w.events.some((event) => event.type === 'mine' && event.state === 'NEEDS_CONFIRMATION'), 'the need to confirm');
      const ask = (message: object) => w.ask('bid:confirm', message);
      expect(await ask({ idempotencyKey: key(), bidId: taken.bidId, termsVersion: 1 })).toMatchObject({ ok: false, refusal: { code: 'TERMS_OUTDATED', termsVersion: 2 } });
      expect(await ask({ idempotencyKey: key(), bidId: taken.bidId, termsVersion: 2, more: 1 })).toMatchObject({ ok: false, problem: { code: 'BAD_INPUT' } });
      expect(await ask({ idempotencyKey: key(), bidId: 'bid_00000000000000000000000000', termsVersion: 2 })).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } });
      expect(await ask({ idempotencyKey: key(), bidId: taken.bidId, termsVersion: 2 })).toMatchObject({ ok: true, bidId: taken.bidId, market: { rank: 1 } });
      expect(await ask({ idempotencyKey: key(), bidId: taken.bidId, termsVersion: 2 })).toMatchObject({ ok: false, refusal: { code: 'STATE_REFUSED', currentState: 'VALID' } });
      await b.until(() => b.events.some((event) => event.type === 'amended') && b.events.filter((event) => event.type === 'bid').length === 2, 'the standing that is back');
      const helper = await live.enter({ ...wang, roles: ['SHOP_OPERATOR'] });
      expect(await helper.ask('bid:confirm', { idempotencyKey: key(), bidId: taken.bidId, termsVersion: 2 })).toMatchObject({ ok: false, problem: { code: 'FORBIDDEN' } });
    } finally {
      await live.close();
    }
  }, 60_000);
});
