import { newId } from '#kernel';
import { partFields, partsOfTable, stepFields, type PartView } from '#contracts/order-moulds';
import { aDatabase, anActor, type TestDatabase } from '#testing';
import { someAddresses } from '../../../../test/kit/addresses.js';
import { MouldReading } from './mould-reading.service.js';
import { noSize, type PartRecord } from './part-definition.policy.js';
import { PartReading } from './part-reading.service.js';
import { PartRecords } from './part-records.service.js';
import { routeOfCodes } from './route.policy.js';

let test: TestDatabase;
beforeAll(async () => { test = await aDatabase('order'); });
afterAll(() => test.close());

describe('what a reader asks of many parts', () => {
  it('comes field by field as in the whole part, with the id and nothing else', async () => {
    const reading = new PartReading(test.database, someAddresses());
    const moulds = new MouldReading(test.database, someAddresses());
    const actor = anActor({});
    const [mouldId, first] = [newId('mould'), newId('part')];
    await test.owner.query('insert into ordering.moulds (id, company_id, mould_no, title) values ($1, $2, $3, $3)', [mouldId, actor.companyId, 'AC2507']);
    const part = (given: Partial<PartRecord>): PartRecord => ({
      id: newId('part'), mouldId, version: 1, position: 1, partNo: 'AC2507-201', revision: 'B', released: true, parentId: null, name: '滑块', nameEn: 'slide', category: 'SLI', material: '8407',
      treatment: null, hardness: 'HRC48-52', requirements: 'IT6', size: { ...noSize, lengthMm: '96.5', diameterMm: '12' }, quantity: 3, unitMassKg: '1.824', supply: 'OUTSIDE', mirrorOfId: null,
      note: null, fileIds: [], openQuestion: false, route: routeOfCodes(['CNC', 'HT', 'WEDM'], 'OUTSIDE'), ...given,
    });
    await test.database.asCompany(actor.companyId, (tx) => new PartRecords().add(tx, actor.companyId, [
      part({ id: first }), part({ position: 2, partNo: 'AC2507-202', parentId: first, mirrorOfId: first, route: [], size: noSize, unitMassKg: null, material: null }),
    ]));
    await test.owner.query(`update ordering.parts set external_source = 'erp', external_id = 'X1' where id = $1`, [first]);
    const ask = async (parts: { fields: (typeof partFields)[number][]; route: (typeof stepFields)[number][] }) => partsOfTable((await moulds.mould(actor, { id: mouldId, parts })).parts!);

    const whole = await reading.partsOfMould(actor, { mouldId });
    expect(whole).toHaveLength(2);
    expect(await ask({ fields: [...partFields], route: [...stepFields] })).toEqual(whole);
    for (const field of partFields.filter((name) => name !== 'route')) {
      expect(await ask({ fields: [field], route: [] })).toEqual(whole.map((one: PartView) => ({ id: one.id, [field]: one[field] })));
    }
    expect(await ask({ fields: ['route'], route: ['seq', 'process'] })).toEqual(whole.map(({ id, route }) => ({ id, route: route.map(({ seq, process }) => ({ seq, process })) })));
    expect(await ask({ fields: [], route: [] })).toEqual(whole.map(({ id }) => ({ id })));
  });
});
