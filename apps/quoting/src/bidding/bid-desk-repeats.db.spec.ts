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
    expect(first.taken!.market).toEqual({ rank: null, bidCount: null, best: null, highestAcceptable: fen(382_140), others: [] });
    await desk.desk.place(wang, aBid(lotId, 370_000));
    expect(JSON.stringify(await desk.desk.place(wang, input))).toBe(JSON.stringify(first));
    const kept = await floor.db.owner.query(`select response::text as response from quoting.idempotency where key = $1`, [input.idempotencyKey]);
    expect(kept.rows[0].response).not.toMatch(/386000|382140/);
  });
});
