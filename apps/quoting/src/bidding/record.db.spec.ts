import type { Actor } from '#contracts';
import { CHAIN_START, entryHash, reserveText, type LotTerms } from '#contracts/lot-ledger';
import { headText, type LotRecordDocument } from '#contracts/lot-record';
import { sealingKey, signingKey } from '#platform/tickets';
import { keptIn } from '../../../../tools/verify/kept.js';
import { verifyRecord } from '../../../../tools/verify/record.js';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { sha256 } from '../ledger/index.js';
import { deriveFeed } from './feed.view.js';
import { ReceiptKeys } from './receipt-keys.service.js';
import { RecordService } from './record.service.js';

const passing = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the record of a closed lot', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  let onlooker: Actor;
  let desk: Desk;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang, he, onlooker] = await Promise.all([floor.company(), floor.company(), floor.company(), floor.company()]);
    desk = floor.desk();
    await desk.closings.beat();
  }, 120_000);
  afterAll(() => floor.close());

  /** Serves until the closing has passed, and closes. */
  const ending = async ({ closings }: Desk, ms: number): Promise<void> => {
    await closings.beat();
    await passing(ms);
    await closings.beat();
    while (await closings.closeDue() > 0);
  };
  const closed = async (rules: Parameters<AuctionFloor['lot']>[2] = {}): Promise<string> => {
    const lotId = await floor.lot(buyer, [wang, he, onlooker], { closesIn: 600, ...rules });
    await desk.desk.place(wang, aBid(lotId, 386_000));
    await desk.desk.place(he, aBid(lotId, { amountMinor: '333000', currency: 'CNY', taxIncluded: false, taxRate: '3' }));
    await desk.desk.place(wang, aBid(lotId, 370_000));
    await ending(desk, 700);
    return lotId;
  };
  const record = async (who: Actor, lotId: string) => {
    const view = await desk.records.lotRecord(who, lotId);
    return view === null ? null : { ...view, ...verifyRecord(Buffer.from(view.document), [floor.receipts.keyId]) as { problems: string[]; record: LotRecordDocument } };
  };

  it.each(['BEST_PRICE', 'SEALED'] as const)('is whole for everybody who took part, opens to each what is his, and is nothing to others (%s)', async (visibility) => {
    const sealed = visibility === 'SEALED';
    const lotId = await closed({ rules: { visibility, showBidCount: !sealed } });
    const [mine, his] = [(await record(buyer, lotId))!, (await record(he, lotId))!];
    expect([mine.problems, his.problems]).toEqual([[], []]);
    const stood = [[he.companyId, '333000'], [wang.companyId, '370000']];
    expect(mine.record.openings.map(({ amount, companyId }) => [companyId, amount.amountMinor])).toEqual(sealed ? stood : [[wang.companyId, '386000'], ...stood]);
    const [second, first] = mine.record.openings.slice(-2);
    expect(mine.record.ranking).toEqual([{ bidId: first!.bidId, rank: 1, comparableMinor: '370000' }, { bidId: second!.bidId, rank: 2, comparableMinor: '376290' }]);
    expect(his.record).toMatchObject({ viewer: 'BIDDER', ranking: null, winner: null, reserve: null });
    expect(his.record.openings).toHaveLength(1);
    for (const canary of ['386000', '370000', wang.companyId, buyer.companyId]) expect(his.document).not.toContain(canary);
    expect([await record(onlooker, lotId), await record(await floor.company(), lotId)]).toEqual([null, null]);
  });

  it('keeps sealed bids shut that were replaced or withdrawn, as the page of the ledger does, until the lot is at its end', async () => {
    await desk.closings.beat();
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 900, rules: { visibility: 'SEALED', showBidCount: false } });
    await desk.desk.place(wang, aBid(lotId, 300_000));
    await desk.desk.place(wang, aBid(lotId, 400_000));
    const { taken } = await desk.desk.place(he, aBid(lotId, 123_456));
    await desk.withdrawals.withdrawBid(he, { idempotencyKey: `withdraw-${lotId}`, bidId: taken!.bid.id });
    await passing(1_000);
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
    const page = async () => (await desk.market.ledgers(buyer, { lotIds: [lotId], first: 50 }))[0]!.ledger!.edges.flatMap(({ node }) => (node.type === 'BID_PLACED' ? [node.amount?.amountMinor ?? null] : []));
    const opened = async () => { const mine = (await record(buyer, lotId))!; return [mine.problems, mine.record.openings.map(({ amount }) => amount.amountMinor)]; };
    expect([await page(), await opened()]).toEqual([[null, '400000', null], [[], ['400000']]]);
    expect((await record(wang, lotId))!.record.openings).toHaveLength(2);
    const { tender_id: tenderId } = (await floor.rows(lotId)).lot;
    const [{ version }] = (await floor.db.owner.query('select version from quoting.tenders where id = $1', [tenderId])).rows as [{ version: number }];
    expect(await desk.endings.declareUnsuccessful(buyer, { idempotencyKey: `declare-${lotId}`, tenderId: tenderId as string, version, lotIds: [lotId], reason: 'too dear' })).toMatchObject({ __typename: 'BuyerTender' });
    expect([await page(), await opened()]).toEqual([['300000', '400000', '123456'], [[], ['300000', '400000', '123456']]]);
  });

  it('carries the head that was signed when bidding ended, which every participant can have then', async () => {
    const lotId = await closed();
    const heads = await Promise.all([buyer, wang, he, onlooker].map((who) => desk.records.closingHeads(who, [lotId])));
    expect(heads.map((found) => found.length)).toEqual([1, 1, 1, 0]);
    const [head] = heads[0]!;
    const { events } = await floor.rows(lotId);
    expect([head!.headHash, floor.receipts.verify(headText(lotId, head!.headHash), head!.signature)]).toEqual([events.at(-1)!.hash, true]);
    await expect(floor.db.owner.query(`update quoting.lot_heads set head_hash = 'x'`)).rejects.toThrow(/append-only/);
    const first = await floor.lot(buyer, [wang], { rules: { closesAtFirstBid: true } });
    await desk.desk.place(wang, aBid(first, 400_000));
    expect(await desk.records.closingHeads(wang, [first])).toMatchObject([{ lotId: first }]);
    expect((await record(buyer, first))!.problems).toEqual([]);
  });

  it('stays whole when the house changes its secret: the key from before is kept, published, and carried by the record', async () => {
    const lotId = await closed();
    await new ReceiptKeys(floor.db.database, floor.receipts).onApplicationBootstrap();
    const next = signingKey('the next secret of the house, as long as the first');
    const keys = new ReceiptKeys(floor.db.database, next);
    for (let starts = 0; starts < 2; starts += 1) await keys.onApplicationBootstrap();
    expect((await keys.all()).map(({ kid }) => kid)).toEqual([next.keyId, floor.receipts.keyId]);
    const { document } = (await new RecordService(floor.db.database, desk.books, next, keys).lotRecord(buyer, lotId))!;
    expect(verifyRecord(Buffer.from(document), (await keys.all()).map(({ kid }) => kid)).problems).toEqual([]);
    expect(JSON.parse(document)).toMatchObject({ key: next.publicJwk, headKey: floor.receipts.publicJwk, head: { keyId: floor.receipts.keyId } });
  });

  it('opens with the former secret what was sealed under it, before the closing and after', async () => {
    const [before, secret] = ['a secret of the specs, at least 32 characters', 'the next secret of the house, as long as the first'];
    const desks = [floor.desk({}, sealingKey(secret, 'offers', [before])), floor.desk({}, sealingKey(secret))];
    const open = await floor.lot(buyer, [wang, he], { rules: { visibility: 'SEALED', showBidCount: false }, closesIn: 2_000 });
    const input = aBid(open, 386_000);
    const first = await desk.desk.place(wang, input);
    expect(await desks[0]!.desk.place(wang, input)).toEqual(first);
    expect((await desks[0]!.desk.place(he, aBid(open, 370_000))).taken).not.toBeNull();
    await ending(desks[0]!, 2_100);
    const { document } = (await desks[0]!.records.lotRecord(buyer, open))!;
    expect(verifyRecord(Buffer.from(document)).problems).toEqual([]);
    expect((JSON.parse(document) as LotRecordDocument).openings.map(({ amount }) => amount.amountMinor)).toEqual(['386000', '370000']);
    await expect(desks[1]!.records.lotRecord(buyer, open)).rejects.toThrow();
  });

  it('says again what the receipts of its bids bind, and no receipt says how many bids there are', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules: { visibility: 'SEALED', showBidCount: false }, closesIn: 1_500 });
    const kept = [];
    for (const [who, minor] of [[he, 380_000], [wang, 386_000], [wang, 384_000]] as const) kept.push((await desk.desk.place(who, aBid(lotId, minor))).taken!.bid);
    const { events } = await floor.rows(lotId);
    for (const { receipt } of kept) for (const { hash } of events) expect(JSON.stringify(receipt)).not.toContain(hash);
    expect((await desk.reader.byIds(wang.companyId, [kept[2]!.id]))[0]!.receipt).toEqual(kept[2]!.receipt);
    await ending(desk, 1_600);
    const heads = await desk.records.closingHeads(wang, [lotId]);
    for (const [who, mine] of [[buyer, kept], [wang, kept.slice(1)]] as const) {
      const { document } = (await desk.records.lotRecord(who, lotId))!;
      expect(verifyRecord(Buffer.from(document), null, keptIn([mine, heads]))).toMatchObject({ problems: [], unchecked: [expect.stringMatching(who === buyer ? /1 sealed bids did not stand/ : /1 of 3 bids are not opened/)] });
      const others = keptIn((await desk.desk.place(he, aBid(await floor.lot(buyer, [he]), 380_000))).taken!.bid);
      expect(verifyRecord(Buffer.from(document), null, others).problems).toEqual([expect.stringMatching(/signature of receipt .* does not hold for this lot/)]);
    }
    await expect(floor.db.owner.query(`update quoting.bids set entry_nonce = '00' where lot_id = $1`, [lotId])).rejects.toThrow(/append-only|never/);
  });

  it('signs a head that says nothing of sealed bids that were never opened, not even whether there was one', async () => {
    for (const withBid of [false, true]) {
      const lotId = await floor.lot(buyer, [wang], { rules: { visibility: 'SEALED', showBidCount: false, minBids: 2 }, closesIn: 600 });
      if (withBid) await desk.desk.place(wang, aBid(lotId, 380_000));
      await ending(desk, 700);
      const [head] = await desk.records.closingHeads(buyer, [lotId]);
      const { entries } = (await desk.books.read([lotId])).get(lotId)!;
      // All that the buyer knows: its own terms, and when its feed told of opening and closing.
      const [opened, closed] = ['opened', 'closed'].map((type) => deriveFeed({ audience: 'buyer' }, entries).find(({ fact }) => fact.type === type)!);
      const published = { lotId, seq: 1, turn: 1, type: 'PUBLISHED', at: opened!.t, payload: entries[0]!.payload as LotTerms };
      const ended = { lotId, seq: 2, turn: 2, type: 'CLOSED', at: closed!.t, payload: { closesAt: (closed!.fact as { at: string }).at, why: 'TIME', outcome: 'UNSUCCESSFUL' } };
      expect(entries[0]).toMatchObject({ at: opened!.t });
      expect(entryHash(entryHash(CHAIN_START, published, sha256), ended, sha256)).not.toBe(head!.headHash);
      expect(JSON.stringify(await desk.market.ledgers(buyer, { lotIds: [lotId], first: 50 }))).not.toMatch(/salt/);
    }
  });

  it('is not there before the closing, nor where sealed bids were never opened: their number would tell', async () => {
    const open = await floor.lot(buyer, [wang]);
    await desk.desk.place(wang, aBid(open, 386_000));
    expect([await desk.records.lotRecord(buyer, open), await desk.records.closingHeads(buyer, [open])]).toEqual([null, []]);
    const tooFew = await closed({ rules: { visibility: 'SEALED', showBidCount: false, minBids: 3 } });
    expect([await desk.records.lotRecord(buyer, tooFew), await desk.records.lotRecord(wang, tooFew)]).toEqual([null, null]);
    expect(JSON.stringify(await desk.records.closingHeads(wang, [tooFew]))).not.toMatch(/"seq"/);
  });

  it('opens the reserve to the buyer alone, and finds one that was changed afterwards', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 600 });
    await floor.db.owner.query('update quoting.lots set reserve_minor = 350000 where id = $1', [lotId]);
    const { reserve_nonce: nonce } = (await floor.rows(lotId)).lot;
    const bound = await closed({ terms: { reserveCommitment: sha256(reserveText(lotId, '350000', nonce as string)) } });
    await floor.db.owner.query('update quoting.lots set reserve_minor = 350000, reserve_nonce = $2 where id = $1', [bound, nonce]);
    // The commitment names the lot, so one that was made for another lot does not fit.
    expect((await record(buyer, bound))!.problems).toEqual(['The reserve is not the one that was set at publication.']);
    expect((await record(wang, bound))!.record.reserve).toBeNull();
  });
});
