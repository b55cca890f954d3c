import { firstBreak, type LedgerEntry } from '#contracts/lot-ledger';
import { Problem, newId } from '#kernel';
import type { Actor } from '#contracts';
import { receiptText } from '#contracts/lot-record';
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';
import { fen } from '../../../../test/builders/lots.js';
import { statementsOf } from '../../../../test/kit/statements.js';
import { sha256 } from '../ledger/index.js';
import { deriveFeed } from './feed.view.js';
import { commitmentText } from './receipt.policy.js';

describe('the bid desk', () => {
  let floor: AuctionFloor;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  let desk: ReturnType<AuctionFloor['desk']>;

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    buyer = await floor.company({ registrationNo: '91330001' });
    wang = await floor.company();
    he = await floor.company();
    desk = floor.desk();
  }, 120_000);
  afterAll(() => floor.close());

  const chained = async (lotId: string) => {
    const { lot, events } = await floor.rows(lotId);
    const entries = events.map((event) => ({ ...event, lotId, at: event.at.toISOString() }) as unknown as LedgerEntry);
    expect(firstBreak(entries, sha256)).toBeNull();
    expect([lot.last_seq, lot.head_hash]).toEqual([events.length, events.at(-1)!.hash]);
    return events;
  };
  const problem = async (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : String(error)));

  it('takes a bid in five round trips and proves it', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    await desk.desk.place(he, aBid(lotId, 400_000));
    const counted = await statementsOf(() => desk.desk.place(wang, aBid(lotId, 386_000, { note: 'with certificate', breakdown: { materialMinor: '90000', machineHours: '11.5' } })));
    expect(counted.statements).toBe(5);
    const { taken } = counted.value;
    expect(taken).toMatchObject({
      market: { rank: 1, bidCount: 2, best: fen(386_000), highestAcceptable: fen(382_140) },
      bid: { versionNo: 1, state: 'VALID', amount: fen(386_000), note: 'with certificate', breakdown: { materialMinor: '90000', machineHours: '11.5', freightMinor: null } },
    });
    const { bid } = taken!;
    const { receipt } = bid;
    expect(receipt.receiptNo).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(receipt.commitment).toBe(sha256(commitmentText({ ...bid, bidId: bid.id, nonce: receipt.nonce })));
    expect(floor.receipts.verify(receiptText(receipt.receiptNo, lotId, receipt.decidedAt, receipt.commitment, receipt.entryCommitment), Buffer.from(receipt.signature, 'base64').toString('base64url'))).toBe(true);
    expect(receipt.receivedAt <= receipt.decidedAt).toBe(true);

    const { lot, bids } = await floor.rows(lotId);
    expect(lot).toMatchObject({ state: 'PUBLISHED', bid_count: 2, best_minor: '386000' });
    expect(bids.map((row) => [row.company_id, row.amount_minor, row.seq, row.state])).toEqual([[he.companyId, '400000', 2, 'VALID'], [wang.companyId, '386000', 3, 'VALID']]);
    const events = await chained(lotId);
    expect(events[2]!.payload).toEqual({ bidId: bid.id, alias: expect.stringMatching(/^S\d+$/), versionNo: 1, termsVersion: 1, commitment: receipt.commitment, bidder: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(events)).not.toContain('386000');
    expect(JSON.stringify(events)).not.toContain(wang.companyId);
    expect((await desk.reader.myBids(wang, { first: 5, filter: { lotId } })).edges.map((edge) => edge.node)).toEqual([bid]);
  });

  it('speaks in statements that the database plans once per connection and not for every bid', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    for (let i = 0; i < 8; i += 1) await desk.desk.place(wang, aBid(lotId, 400_000 - i * 5_000));
    const clients = await Promise.all(Array.from({ length: floor.db.database.pool.options.max ?? 1 }, () => floor.db.database.pool.connect()));
    try {
      const plans = await Promise.all(clients.map((client) => client.query<{ made: number; kept: number }>(
        `select coalesce(sum(custom_plans), 0)::int as made, coalesce(sum(generic_plans), 0)::int as kept from pg_prepared_statements where name in ('desk_hold_lots', 'desk_learn', 'desk_record')`)));
      expect(plans.reduce((sum, { rows: [row] }) => sum + row!.made, 0)).toBe(0);
      expect(plans.reduce((sum, { rows: [row] }) => sum + row!.kept, 0)).toBeGreaterThanOrEqual(3 * 8);
    } finally {
      for (const client of clients) client.release();
    }
  });

  it('replaces versions and keeps them all', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    await desk.desk.place(wang, aBid(lotId, 400_000));
    const second = await desk.desk.place(wang, aBid(lotId, 390_000));
    expect(second.taken!.bid.versionNo).toBe(2);
    expect((await floor.rows(lotId)).bids.map((row) => [row.version_no, row.state])).toEqual([[1, 'REPLACED'], [2, 'VALID']]);
    const all = await desk.reader.myBids(wang, { first: 5, filter: { lotId } });
    expect(all.edges.map((edge) => edge.node.versionNo)).toEqual([2, 1]);
    const present = await desk.reader.myBids(wang, { first: 100 });
    expect(present.edges.every((edge) => edge.node.state !== 'REPLACED')).toBe(true);
  });

  it('gives fifty at once a gap-free ledger that says what the tables say, in few transactions', async () => {
    const shops = await Promise.all(Array.from({ length: 50 }, () => floor.company()));
    const lotId = await floor.lot(buyer, shops, { rules: { visibility: 'OPEN' } });
    const counted = await statementsOf(() => Promise.all(shops.map((shop, i) => desk.desk.place(shop, aBid(lotId, 400_000 - i * 1_000)))));
    expect(counted.value.every((outcome) => outcome.taken !== null)).toBe(true);
    // The first batch is one bid and names the bidders; what came meanwhile is decided together.
    expect(counted.statements).toBeLessThanOrEqual(5 + 3 + 5 + 5);
    const events = await chained(lotId);
    expect(events).toHaveLength(51);
    expect(new Set(events.slice(1).map((event) => event.turn)).size).toBeLessThanOrEqual(3);
    const { bids, lot } = await floor.rows(lotId);
    expect(bids.map((row) => row.seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 2));
    expect([lot.bid_count, lot.best_minor]).toEqual([50, '351000']);
    expect(new Set(events.slice(1).map((event) => event.payload.alias)).size).toBe(50);

    // Another process reads the same from the tables, and every feed of memory is the feed of the ledger.
    const other = floor.desk();
    const book = (await other.books.read([lotId])).get(lotId)!;
    expect(book.state).toEqual(desk.books.peek(lotId)!.state);
    for (const [i, shop] of shops.entries()) {
      const listener = { audience: 'bidder', companyId: shop.companyId } as const;
      const feed = deriveFeed(listener, book.entries);
      expect(desk.books.peek(lotId)!.feeds.get(`bidder:${shop.companyId}`)?.seq).toBe(feed.length);
      expect(counted.value[i]!.taken!.seq).toBeLessThanOrEqual(feed.length);
    }
    const last = counted.value.at(-1)!.taken!;
    expect(last.seq).toBe(deriveFeed({ audience: 'bidder', companyId: shops.at(-1)!.companyId }, book.entries).length);
    expect(last.market.rank).toBe(1);
  });

  it('keeps two desks on the same lots in step', async () => {
    const other = floor.desk();
    const shops = await Promise.all(Array.from({ length: 12 }, () => floor.company()));
    const lots = await Promise.all([0, 1, 2].map(() => floor.lot(buyer, shops)));
    const outcomes = await Promise.all(shops.flatMap((shop, i) => lots.flatMap((lotId, k) => [0, 1].map((round) => (
      ((i + k + round) % 2 === 0 ? desk : other).desk.place(shop, aBid(lotId, 410_000 - round * 20_000 - i * 100))
    )))));
    expect(outcomes).toHaveLength(72);
    for (const lotId of lots) {
      await chained(lotId);
      const [mine, theirs] = [(await desk.books.read([lotId])).get(lotId)!, (await other.books.read([lotId])).get(lotId)!];
      expect(mine.state).toEqual(theirs.state);
      const { bids } = await floor.rows(lotId);
      expect(bids.filter((row) => row.state === 'VALID')).toHaveLength(12);
      expect(mine.state.ranking.map((bidder) => bidder.bidId).sort()).toEqual(bids.filter((row) => row.state === 'VALID').map((row) => row.id).sort());
    }
  });

  describe('who may bid', () => {
    it('hides lots from those who are not invited, like lots that are not there', async () => {
      const stranger = await floor.company();
      const lotId = await floor.lot(buyer, [wang]);
      expect(await problem(desk.desk.place(stranger, aBid(lotId, 400_000)))).toBe('NOT_FOUND');
      expect(await problem(desk.desk.place(wang, aBid(newId('lot'), 400_000)))).toBe('NOT_FOUND');
      expect(await problem(desk.desk.place(wang, aBid('1 or 1=1; --', 400_000)))).toBe('NOT_FOUND');
    });

    it('says what is missing', async () => {
      const sister = await floor.company({ registrationNo: '91330001' });
      const painter = await floor.company({ processes: ['HT'], status: 'SUSPENDED' });
      const lotId = await floor.lot(buyer, [wang, sister, painter], { nda: false });
      const missing = async (actor: Actor) => (await desk.desk.place(actor, aBid(lotId, 400_000))).refusal;
      expect(await missing(wang)).toMatchObject({ __typename: 'NotQualified', missing: ['NDA'], message: expect.stringContaining('non-disclosure') });
      expect(await missing(sister)).toMatchObject({ missing: ['OWN_TENDER', 'NDA'] });
      expect(await missing(painter)).toMatchObject({ missing: ['STOPPED', 'NDA', 'CAPABILITY'] });
      expect(await missing(buyer)).toMatchObject({ missing: ['OWN_TENDER', 'NDA'] });
      await floor.db.owner.query('update quoting.invitations set nda_accepted_at = clock_timestamp() where company_id = $1', [wang.companyId]);
      expect(await missing(wang)).toBeNull();
    });

    it('knows a sister of the buyer by the number of both when the tender went out, however its hyphens are written', async () => {
      const [house, sister] = [await floor.company({ registrationNo: '9133-HOUSE' }), await floor.company({ registrationNo: '91-33HOUSE' })];
      const lotId = await floor.lot(house, [sister]);
      await floor.db.owner.query(`update quoting.supplier_profiles set registration_no = 'OTHER-' || company_id where company_id = any ($1)`, [[house.companyId, sister.companyId]]);
      expect((await desk.desk.place(sister, aBid(lotId, 400_000))).refusal).toMatchObject({ __typename: 'NotQualified', missing: ['OWN_TENDER'] });
    });

    it('lets of the companies with one registration number only the first invited bid, whoever comes first and whatever becomes of its bid', async () => {
      const [east, west] = [await floor.company({ registrationNo: '91330SISTERS' }), await floor.company({ registrationNo: '91330-SISTERS' })];
      for (const rules of [{}, { visibility: 'SEALED' as const, showBidCount: false, softClose: null }]) {
        const lotId = await floor.lot(buyer, [east, west, wang], { rules });
        const without = (await desk.desk.place(west, aBid(lotId, 400_000))).refusal;
        expect(without).toMatchObject({ __typename: 'NotQualified', missing: ['SISTER_BID'], message: expect.stringContaining('registration number') });
        const both = await Promise.all([west, east].map((who) => desk.desk.place(who, aBid(lotId, 390_000))));
        expect(both.map(({ taken }) => taken !== null)).toEqual([false, true]);
        expect((await desk.desk.place(wang, aBid(lotId, 370_000))).refusal).toBeNull();
        // To the byte the same with the other's bid and without, while it stands and when it is gone.
        expect((await desk.desk.place(west, aBid(lotId, 380_000))).refusal).toEqual(without);
        expect(await desk.withdrawals.withdrawBid(east, { idempotencyKey: `withdraw-${lotId}`, bidId: both[1]!.taken!.bid.id, reason: 'typing error' })).toMatchObject({ state: 'WITHDRAWN' });
        expect((await desk.desk.place(west, aBid(lotId, 380_000))).refusal).toEqual(without);
      }
    });

    it('answers who takes the number of another after the invitations as before, and that other one, too', async () => {
      const [spy, victim] = [await floor.company(), await floor.company({ registrationNo: '91330VICTIM' })];
      const rules = { visibility: 'SEALED' as const, showBidCount: false };
      const [withBid, without] = [await floor.lot(buyer, [spy, victim], { rules }), await floor.lot(buyer, [spy, victim], { rules })];
      await desk.desk.place(victim, aBid(withBid, 300_000));
      await floor.db.owner.query(`update quoting.supplier_profiles set registration_no = '91330VICTIM' where company_id = $1`, [spy.companyId]);
      for (const lotId of [withBid, without]) expect((await desk.desk.place(spy, aBid(lotId, 410_000))).refusal).toBeNull();
      expect((await desk.desk.place(victim, aBid(without, 300_000))).refusal).toBeNull();
    });

    it('asks the database whether a session still stands', async () => {
      const lotId = await floor.lot(buyer, [wang]);
      await floor.db.owner.query(`insert into quoting.ended_principals values ($1, 'SIGNED_OUT', clock_timestamp())`, [wang.principalId]);
      expect(await problem(desk.desk.place(wang, aBid(lotId, 400_000), new Date(Date.now() - 60_000)))).toBe('UNAUTHENTICATED');
      expect((await desk.desk.place(wang, aBid(lotId, 400_000), new Date(Date.now() + 60_000))).taken).not.toBeNull();
    });
  });

  describe('limits', () => {
    it('takes one bid in two seconds of a company, and names the moment of the next', async () => {
      const paced = floor.desk({ betweenBidsMs: 2_000 });
      const lotId = await floor.lot(buyer, [wang]);
      const first = await paced.desk.place(wang, aBid(lotId, 400_000));
      const { refusal } = await paced.desk.place(wang, aBid(lotId, 390_000));
      expect(refusal).toMatchObject({ __typename: 'LimitReached', limit: 1, retryAt: new Date(Date.parse(first.taken!.bid.receipt.decidedAt) + 2_000).toISOString() });
    });

    it('tells at once who finds the queue full, and a repeat of the key is judged', async () => {
      const small = floor.desk({ deskQueue: 3, deskBatch: 1 });
      const lotId = await floor.lot(buyer, [wang]);
      const inputs = Array.from({ length: 8 }, (_, i) => aBid(lotId, 400_000 - i * 10_000));
      const outcomes = await Promise.all(inputs.map((input) => small.desk.place(wang, input)));
      const busy = outcomes.map((outcome, i) => ({ outcome, input: inputs[i]! })).filter(({ outcome }) => outcome.refusal?.__typename === 'LimitReached');
      expect(busy.length).toBeGreaterThanOrEqual(4);
      expect(busy[0]!.outcome.refusal).toMatchObject({ limit: 3, retryAt: expect.any(String) });
      expect((await small.desk.place(wang, busy.at(-1)!.input)).taken).not.toBeNull();
      // The moment is one of the house, whatever the calendar of this machine says; and who only wakes proxies waits in the same queue.
      await small.clock.setBy(() => Promise.resolve(new Date('2027-01-01T00:00:00.000Z')));
      const again = await Promise.all(inputs.map((_, i) => small.desk.place(wang, aBid(lotId, 300_000 - i * 10_000))));
      expect(again.flatMap(({ refusal }) => (refusal?.__typename === 'LimitReached' ? [refusal.retryAt?.slice(0, 16)] : []))).toContain('2027-01-01T00:00');
      await small.desk.idle();
      const woken = await Promise.all(inputs.map(() => problem(small.desk.wake(wang, lotId))));
      expect([woken.filter((said) => said === 'none').length, new Set(woken)]).toEqual([4, new Set(['none', 'UNAVAILABLE'])]);
    });

    it('harms nobody by a bid that cannot be written', async () => {
      const lotId = await floor.lot(buyer, [wang, he]);
      // What no edge would let through: the database refuses it, and alone.
      const bad = aBid(lotId, 380_000, { note: 'a\u0000b' });
      const [, second, third] = await Promise.all([desk.desk.place(wang, aBid(lotId, 410_000)), problem(desk.desk.place(he, bad)), desk.desk.place(he, aBid(lotId, 390_000))]);
      expect(second).toBe('BAD_INPUT');
      expect(third.taken).not.toBeNull();
      await chained(lotId);
    });
  });

  it('does not believe its memory when the database was brought back to an earlier hour', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    await desk.desk.place(wang, aBid(lotId, 300_000));
    await floor.db.owner.query(`begin; set local session_replication_role = replica;
      delete from quoting.bids where lot_id = '${lotId}'; delete from quoting.lot_events where lot_id = '${lotId}' and seq > 1;
      update quoting.lots set last_seq = 1, head_hash = (select hash from quoting.lot_events where lot_id = '${lotId}'), bid_count = null, best_minor = null where id = '${lotId}'; commit`);
    await floor.desk().desk.place(he, aBid(lotId, 410_000));
    const { taken } = await desk.desk.place(wang, aBid(lotId, 400_000));
    expect(taken).toMatchObject({ bid: { versionNo: 1 }, market: { rank: 1, best: fen(400_000), bidCount: 2 } });
    await chained(lotId);
  });

  it('N73: leaves offers and ledger unchangeable for everybody', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    await desk.desk.place(wang, aBid(lotId, 386_000));
    const asHouse = (sql: string) => floor.db.database.asHouse((tx) => tx.query(sql)).then(() => 'done', (error: { code?: string }) => error.code);
    for (const sql of ['update quoting.lot_events set payload = payload', 'delete from quoting.lot_events', 'truncate quoting.lot_events', 'update quoting.bids set amount_minor = 1', 'delete from quoting.bids', 'truncate quoting.bids']) {
      expect([sql, await asHouse(sql)]).toEqual([sql, '42501']);
      expect(await floor.db.owner.query(sql).then(() => 'done', (error: { code?: string }) => error.code)).toBe('23001');
    }
    // A rival cannot read bids or ledgers through his own door.
    expect(await floor.db.database.read(he.companyId, 'select 1 from quoting.bids where lot_id = $1 union all select 1 from quoting.lot_events where lot_id = $1', [lotId])).toEqual([]);
    expect(await floor.db.database.read(buyer.companyId, 'select 1 from quoting.bids where lot_id = $1 union all select 1 from quoting.lot_events where lot_id = $1', [lotId])).toEqual([]);
  });
});
