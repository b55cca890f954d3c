import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#contracts';
import { AuctionFloor, aBid, type Desk } from '../../../../test/kit/auction-floor.js';
import { verifyRecord } from '../../../../tools/verify/record.js';
import { SupplierRecords } from '../capacity/index.js';

describe('bids weighed by the record of their suppliers', () => {
  let floor: AuctionFloor;
  let desk: Desk;
  let buyer: Actor;
  let wang: Actor;
  let he: Actor;
  let li: Actor;
  const records = new SupplierRecords();

  beforeAll(async () => {
    floor = await AuctionFloor.open();
    [buyer, wang, he, li] = await Promise.all([floor.company(), floor.company(), floor.company(), floor.company()]);
    desk = floor.desk();
    await desk.closings.beat();
  }, 120_000);
  afterAll(() => floor.close());

  const judged = (supplier: Actor, line: string, pieces: readonly (readonly [accepted: boolean, faulty: boolean])[]) =>
    floor.db.database.asHouse((tx) => records.take(tx, pieces.map(([accepted, faulty], i) => ({ orderLineId: line, pieceId: `pce_${i}`, supplierId: supplier.companyId, accepted, faulty }))));
  const qualities = () => floor.db.database.asHouse(async (tx) => [...(await records.qualities(tx, [wang.companyId, he.companyId, li.companyId])).values()]);
  const weighing = async (lotId: string, of: readonly (readonly [Actor, number])[]) => {
    for (const [who, quality] of of) await floor.db.owner.query(`update quoting.invitations set quality = $3 where company_id = $1 and tender_id = (select tender_id from quoting.lots where id = $2)`, [who.companyId, lotId, quality]);
  };

  it('is the share of pieces that buyers found no fault in, the same fact told twice or in another order', async () => {
    expect(await qualities()).toEqual([1_000, 1_000, 1_000]);
    await judged(wang, 'lin_w', [[true, false], [true, false], [false, true], [true, false]]);
    await judged(he, 'lin_h', [[true, false], [true, true]]);
    // (3 + 10 · 4/6) / 14, (1 + 10 · 4/6) / 12, and the mean of the market.
    expect(await qualities()).toEqual([690, 638, 666]);
    await judged(wang, 'lin_w', [[true, false], [true, false], [false, true], [true, false]]);
    expect(await qualities()).toEqual([690, 638, 666]);
    // A piece that was reworked and is accepted then is no piece without fault.
    await judged(wang, 'lin_w', [[true, false], [true, false], [true, false], [true, false]]);
    expect(await qualities()).toEqual([690, 638, 666]);
    expect((await floor.db.owner.query('select judged, good from quoting.supplier_records where company_id = $1', [wang.companyId])).rows).toEqual([{ judged: 4, good: 3 }]);
    // Another company reads none of it by its own door.
    expect(await floor.db.database.read(li.companyId, 'select 1 from quoting.supplier_records union all select 1 from quoting.judged_pieces')).toEqual([]);
  });

  it.each(['BEST_PRICE', 'SEALED'] as const)('ranks by it as frozen, and the record replays and binds it (%s)', async (visibility) => {
    const lotId = await floor.lot(buyer, [wang, he, li], { closesIn: 1_500, rules: { visibility, showBidCount: visibility !== 'SEALED', priceWeight: 70, qualityWeight: 30 } });
    await weighing(lotId, [[wang, 400], [he, 1_000], [li, 900]]);
    await desk.desk.place(wang, aBid(lotId, 370_000));
    await desk.desk.place(he, aBid(lotId, 400_000));
    await desk.desk.place(li, aBid(lotId, 405_000));
    expect((await desk.market.bidderLot(wang, lotId))!.quality).toBe('0.4');
    expect(JSON.stringify(await desk.market.bidderLot(he, lotId))).not.toContain('0.4"');
    // What changes later changes no bid that is made.
    await weighing(lotId, [[wang, 1_000]]);
    await desk.closings.beat();
    await sleep(1_600);
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
    const { state } = (await floor.desk().books.read([lotId])).get(lotId)!;
    expect(state.ranking.map(({ companyId, quality }) => [companyId, quality])).toEqual([[he.companyId, 1_000], [li.companyId, 900], [wang.companyId, 400]]);
    const record = (await desk.records.lotRecord(buyer, lotId))!;
    expect(verifyRecord(Buffer.from(record.document), null).problems).toEqual([]);
    expect(verifyRecord(Buffer.from(record.document.replaceAll('"quality":400', '"quality":990')), null).problems.join()).toMatch(/not of this quality/);
    const theirs = (await desk.records.lotRecord(he, lotId))!.document;
    expect(theirs).toContain('"quality":1000');
    expect(theirs).not.toMatch(/"quality":(400|900)/);
  });

  it('is in no bid of a tender that does not weigh it', async () => {
    const lotId = await floor.lot(buyer, [wang], { closesIn: 600 });
    await weighing(lotId, [[wang, 400]]);
    await desk.desk.place(wang, aBid(lotId, 370_000));
    expect((await desk.market.bidderLot(wang, lotId))!.quality).toBeNull();
    await desk.closings.beat();
    await sleep(700);
    await desk.closings.beat();
    while (await desk.closings.closeDue() > 0);
    const record = (await desk.records.lotRecord(buyer, lotId))!;
    expect(record.document).not.toContain('"quality"');
    expect(verifyRecord(Buffer.from(record.document), null).problems).toEqual([]);
  });
});
