import { sealingKey } from '#platform/tickets';
import { Problem, newId } from '#kernel';
import type { Actor } from '#contracts';
import { AuctionFloor, aBid } from '../../../../test/kit/auction-floor.js';
import { fen } from '../../../../test/builders/lots.js';

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

const problem = async (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (error instanceof Problem ? error.code : String(error)));

describe('repeats at the bid desk', () => {
  it('give the first answer to the byte, and another body is a mismatch', async () => {
    const lotId = await floor.lot(buyer, [wang, he]);
    const input = aBid(lotId, 386_000);
    const first = await desk.desk.place(wang, input);
    await desk.desk.place(he, aBid(lotId, 380_000));
    await desk.desk.place(wang, aBid(lotId, 379_000));
    expect(JSON.stringify(await desk.desk.place(wang, { ...input }))).toBe(JSON.stringify(first));
    expect(JSON.stringify(await floor.desk().desk.place({ ...wang, principalId: newId('session') }, input))).toBe(JSON.stringify(first));
    expect(await problem(desk.desk.place(wang, { ...input, amount: fen(385_999) }))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await problem(desk.desk.place(wang, { ...input, note: 'x' }))).toBe('IDEMPOTENCY_MISMATCH');
    // The key of a stranger is the stranger's own.
    expect((await desk.desk.place(he, { ...input, amount: fen(370_000) })).taken?.bid.amount).toEqual(fen(370_000));
    expect((await floor.rows(lotId)).bids).toHaveLength(4);
  });

  it('do the same for refusals', async () => {
    const lotId = await floor.lot(buyer, [wang]);
    const input = aBid(lotId, 500_000);
    const first = await desk.desk.place(wang, input);
    expect(first.refusal).toMatchObject({ __typename: 'BidAboveCeiling', highestAcceptable: fen(420_000) });
    expect(await desk.desk.place(wang, input)).toEqual(first);
  });

  it('have one effect when the same key comes many times at once, over two desks', async () => {
    const other = floor.desk();
    const lotId = await floor.lot(buyer, [wang]);
    const input = aBid(lotId, 386_000);
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? desk : other).desk.place(wang, { ...input })));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect((await floor.rows(lotId)).bids).toHaveLength(1);
    const mixed = await Promise.all([desk, other].map((one) => problem(one.desk.place(wang, { ...input, amount: fen(1_000) }))));
    expect(mixed).toEqual(['IDEMPOTENCY_MISMATCH', 'IDEMPOTENCY_MISMATCH']);
  });

  it('give the bidder of a sealed lot the same market again, though nothing of it was kept', async () => {
    const lotId = await floor.lot(buyer, [wang, he], { rules: { visibility: 'SEALED', showBidCount: false } });
    const input = aBid(lotId, 386_000);
    const first = await desk.desk.place(wang, input);
    expect(first.taken!.market).toEqual({ rank: null, bidCount: null, best: null, highestAcceptable: fen(420_000), others: [] });
    await desk.desk.place(wang, aBid(lotId, 370_000));
    expect(JSON.stringify(await desk.desk.place(wang, input))).toBe(JSON.stringify(first));
    const kept = await floor.db.owner.query(`select response::text as response from quoting.idempotency where key = $1`, [input.idempotencyKey]);
    expect(kept.rows[0].response).not.toMatch(/386000/);
  });

  it('N09: are known everywhere for a sealed offer, though nothing of it is kept that could be read or tried out', async () => {
    const rules = { visibility: 'SEALED' as const, showBidCount: false };
    const lotId = await floor.lot(buyer, [wang, he], { closesIn: 2_000, rules });
    const bid = aBid(lotId, 397_531, { note: 'CANARY-NOTE', breakdown: { materialMinor: '111213' } });
    const first = await desk.desk.place(wang, bid);
    const above = aBid(lotId, 428_642);
    const refused = await desk.desk.place(wang, above);
    expect(refused.refusal).toMatchObject({ __typename: 'BidAboveCeiling', highestAcceptable: { amountMinor: '420000' } });
    const other = floor.desk();
    expect((await other.desk.place(wang, bid)).taken).toEqual(first.taken);
    expect((await other.desk.place(wang, above)).refusal).toEqual(refused.refusal);
    await expect(other.desk.place(wang, { ...bid, amount: fen(397_530) })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect((await other.reader.myBids(wang, { first: 10, filter: { lotId } })).edges[0]!.node).toMatchObject({ amount: fen(397_531), note: 'CANARY-NOTE', breakdown: { materialMinor: '111213' }, receipt: { nonce: first.taken!.bid.receipt.nonce } });

    const everything = async () => JSON.stringify([
      (await floor.db.owner.query('select b.* from quoting.bids b where lot_id = $1', [lotId])).rows, (await floor.db.owner.query('select i.* from quoting.idempotency i where company_id = $1', [wang.companyId])).rows,
      (await floor.rows(lotId)).events, (await floor.rows(lotId)).lot,
    ]).replace(/"decided_at":"[^"]*"/g, '');
    const seen = (await everything()).split(lotId).join('');
    for (const canary of ['397531', '428642', 'CANARY-NOTE', '111213', first.taken!.bid.receipt.nonce]) expect(seen).not.toContain(canary);
    const [row] = (await floor.rows(lotId)).bids;
    expect(row).toMatchObject({ amount_minor: null, nonce: null, note: null, breakdown: null });
    // Without the key of the house the commitment cannot be tried out either: what is needed besides the amount is not there.
    expect(() => sealingKey('another secret of the specs, 32 letters').open(row!.offer_sealed as string, row!.id as string)).toThrow();
    await expect(floor.db.owner.query(`update quoting.bids set offer_sealed = 'x' where lot_id = $1`, [lotId])).rejects.toThrow(/append-only/);

    await other.closings.beat();
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await other.closings.beat();
    while (await other.closings.closeDue() > 0);
    const { state } = (await desk.books.read([lotId])).get(lotId)!;
    expect(state.ranking.map((bidder) => bidder.amount)).toEqual([fen(397_531)]);
    expect((await floor.rows(lotId)).lot.best_minor).toBe('397531');
  });
});
