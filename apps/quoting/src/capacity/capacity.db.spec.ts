import type { Actor, HouseEvents } from '#contracts';
import { anActor } from '#testing';
import { aKey, QuotingMarket } from '../../../../test/kit/quoting-market.js';
import { CompanyConsumer } from './company.consumer.js';

describe('capacity', () => {
  let market: QuotingMarket;
  beforeAll(async () => { market = await QuotingMarket.open(); }, 120_000);
  afterAll(() => market.db.close());

  describe('copies of companies', () => {
    const fact = (given: Partial<HouseEvents['accounts.company.changed.v1']>): HouseEvents['accounts.company.changed.v1'] => ({
      companyId: anActor().companyId, name: 'Ruifeng CNC', town: 'Huangyan', status: 'OPEN', processes: ['CNC'], registrationNo: null, latitude: '28.65', longitude: '121.26', version: 3, ...given,
    });

    it('keep the newest version, whatever the order and number of deliveries', async () => {
      const consumer = new CompanyConsumer(market.suppliers);
      const newest = fact({ version: 3 });
      const older = { ...newest, version: 2, processes: ['HT'], status: 'SUSPENDED' as const };
      const relation = (version: number, word: 'TRUSTED' | 'BLOCKED') => ({ ownerId: newest.companyId, companyId: 'com_other', relation: word, version });
      await market.db.database.asHouse(async (tx) => {
        for (const one of [newest, newest, older]) await consumer.companyChanged(one, tx);
        for (const one of [relation(2, 'BLOCKED'), relation(2, 'BLOCKED'), relation(1, 'TRUSTED')]) await consumer.relationChanged(one, tx);
      });
      const { rows } = await market.db.owner.query('select processes, status, version from quoting.supplier_profiles where company_id = $1', [newest.companyId]);
      expect(rows).toEqual([{ processes: ['CNC'], status: 'OPEN', version: 3 }]);
      expect((await market.db.owner.query('select relation from quoting.relations where owner_id = $1', [newest.companyId])).rows).toEqual([{ relation: 'BLOCKED' }]);
    });

    it('refuse a place that is not on the globe', async () => {
      await expect(market.db.database.asHouse((tx) => market.suppliers.takeCompany(tx, fact({ latitude: 'NaN' })))).rejects.toThrow(/supplier_profiles_latitude_sane/);
    });
  });

  describe('machines', () => {
    let owner: Actor;
    beforeAll(async () => { owner = await market.company(); });

    it('are added, changed with the version that was read, and listed by name', async () => {
      const added = await market.machines.saveMachine(owner, {
        idempotencyKey: aKey(), name: '2号慢走丝', processes: ['WEDM'], maxSize: { lengthMm: '600', widthMm: '400.50', heightMm: '300' }, toleranceMm: '0.005', hoursPerDay: '20',
      });
      expect(added).toMatchObject({ __typename: 'Machine', version: 1, active: true, maxSize: { widthMm: '400.5', diameterMm: null }, toleranceMm: '0.005', hoursPerDay: '20' });
      if (added.__typename !== 'Machine') return;
      const changed = await market.machines.saveMachine(owner, { idempotencyKey: aKey(), machineId: added.id, version: 1, maxHardnessHrc: '62', active: false });
      expect(changed).toMatchObject({ version: 2, name: '2号慢走丝', maxHardnessHrc: '62', active: false });
      expect(await market.machines.saveMachine(owner, { idempotencyKey: aKey(), machineId: added.id, version: 1, name: 'x' })).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
      expect((await market.machines.machines(owner)).map((machine) => machine.id)).toEqual([added.id]);
    });

    it('of another company are not there', async () => {
      const [machine] = await market.machines.machines(owner);
      const stranger = await market.company();
      expect(await market.machines.machines(stranger)).toEqual([]);
      expect(await Promise.all([owner, stranger].map((asker) => market.machines.owns(asker, machine!.id)))).toEqual([true, false]);
      await expect(market.machines.saveMachine(stranger, { idempotencyKey: aKey(), machineId: machine!.id, version: 2, name: 'mine now' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it.each([
      [{}, ['name', 'processes']], [{ name: 'x', processes: ['CNC'], maxMassKg: '0' }, ['maxMassKg']], [{ name: 'x', processes: ['CNC'], maxSize: { lengthMm: '100000.000001' } }, ['maxSize.lengthMm']],
      [{ name: 'x', processes: ['CNC'], toleranceMm: '11', maxHardnessHrc: '71', hoursPerDay: '24.5' }, ['toleranceMm', 'maxHardnessHrc', 'hoursPerDay']],
    ])('refuse %j', async (given, paths) => {
      const result = await market.machines.saveMachine(owner, { idempotencyKey: aKey(), ...given });
      expect(result.__typename === 'InputRefused' && result.problems.map((one) => one.path)).toEqual(paths);
    });

    it('are added once per key', async () => {
      const input = { idempotencyKey: aKey(), name: 'once', processes: ['GR'] };
      const answers = await Promise.all([1, 2, 3].map(() => market.machines.saveMachine(owner, input)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect((await market.machines.machines(owner)).filter((machine) => machine.name === 'once')).toHaveLength(1);
    });
  });

  describe('how busy a shop says it is', () => {
    const found = async (companyId: string) => (await market.db.database.asHouse((tx) => market.suppliers.byIds(tx, anActor().companyId, [companyId]))).suppliers[0]!.ability.load;

    it('is its last answer while it holds, for matching as for itself', async () => {
      const owner = await market.company();
      expect([await market.workloads.workload(owner), await found(owner.companyId)]).toEqual([null, null]);
      await market.workloads.answer(owner, { idempotencyKey: aKey(), load: 'FREE' });
      const answer = await market.workloads.answer(owner, { idempotencyKey: aKey(), load: 'FULL', days: 3 });
      expect(answer).toMatchObject({ __typename: 'Workload', load: 'FULL' });
      expect([await market.workloads.workload(owner), await found(owner.companyId)]).toEqual([answer, 'FULL']);
      if (answer.__typename === 'Workload') expect(Date.parse(answer.holdsUntil) - Date.parse(answer.answeredAt)).toBe(3 * 86_400_000);
      await market.db.owner.query("update quoting.workloads set answered_at = now() - interval '9 days', holds_until = now() - interval '2 days' where company_id = $1", [owner.companyId]);
      expect([await market.workloads.workload(owner), await found(owner.companyId)]).toEqual([null, null]);
    });

    it('is nobody else’s to read, and not for days that nobody can foresee', async () => {
      const owner = await market.company();
      await market.workloads.answer(owner, { idempotencyKey: aKey(), load: 'PARTLY' });
      expect(await market.workloads.workload(await market.company())).toBeNull();
      for (const days of [0, 32, -1]) expect(await market.workloads.answer(owner, { idempotencyKey: aKey(), load: 'FREE', days })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'days' }] });
    });
  });
});
