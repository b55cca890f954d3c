import { anActor } from '#testing';
import { someAddresses } from '../../../../test/kit/addresses.js';
import { aKey, Workshop } from '../../../../test/kit/workshop.js';
import { PieceMaker } from '../pieces/index.js';
import { PartReading } from './part-reading.service.js';
import { PartRecords } from './part-records.service.js';
import { PartService } from './part.service.js';

let shop: Workshop;
let service: PartService;

beforeAll(async () => {
  shop = await Workshop.open();
  service = new PartService(shop.test.database, new PartReading(shop.test.database, someAddresses()), new PartRecords(), new PieceMaker(), shop.outbox);
}, 120_000);
afterAll(() => shop.close());

it('suppliers of an earlier revision are told that its drawings are closed when the next one is released, each of its own lines', async () => {
  const buyer = anActor();
  const [supplier, called] = [anActor(), anActor()];
  const part = await shop.aPart(buyer, { quantity: 4 });
  const [award, off] = [shop.anAward(buyer, supplier, [{ part, quantity: 1 }]), shop.anAward(buyer, called, [{ part, quantity: 1 }])];
  await shop.placeTogether([award, off]);
  await shop.test.owner.query(`update ordering.order_lines set state = 'CANCELLED' where award_id = $1`, [off.awardId]);
  const release = async () => {
    const { rows: [{ version }] } = await shop.test.owner.query(`update ordering.parts set material = '8407', length_mm = 96, width_mm = 42, height_mm = 58 where id = $1 returning version`, [part.partId]) as unknown as { rows: [{ version: number }] };
    expect(await service.releaseParts(buyer, { idempotencyKey: aKey(), parts: [{ partId: part.partId, version }] })).toMatchObject({ __typename: 'PartsChanged' });
    return (await shop.test.owner.query(`select subject, payload from post.events where type = 'ordering.drawings.recalled.v1'`)).rows as unknown[];
  };
  // The same revision once more ends nothing.
  expect(await release()).toEqual([]);
  await shop.test.owner.query(`update ordering.parts set revision = 'B', released = false where id = $1`, [part.partId]);
  const { rows: [line] } = await shop.test.owner.query('select id from ordering.order_lines where award_id = $1', [award.awardId]) as unknown as { rows: [{ id: string }] };
  expect(await release()).toEqual([{ subject: supplier.companyId, payload: { ownerId: buyer.companyId, companyId: supplier.companyId, recalled: true, subjectIds: [line.id] } }]);
});
