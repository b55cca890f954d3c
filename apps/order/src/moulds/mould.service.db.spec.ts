import { newId } from '#kernel';
import type { Actor } from '#contracts';
import type { CreateMouldInput, MouldView } from '#contracts/order-moulds';
import { aDatabase, anActor, type TestDatabase } from '#testing';
import { someAddresses } from '../../../../test/kit/addresses.js';
import { MouldEntity } from './mould.entity.js';
import { MouldReading } from './mould-reading.service.js';
import { MouldService } from './mould.service.js';

let test: TestDatabase;
let service: MouldService;
let reading: MouldReading;

beforeAll(async () => {
  test = await aDatabase('order', { entities: [MouldEntity] });
  reading = new MouldReading(test.database, someAddresses());
  service = new MouldService(test.database, reading);
});
afterAll(() => test.close());

const key = () => `key-${newId('request')}`;
const aMould = (given: Partial<CreateMouldInput> = {}): CreateMouldInput => ({ idempotencyKey: key(), mouldNo: 'AC2507', title: 'Door trim', ...given });

async function made(actor: Actor, given: Partial<CreateMouldInput> = {}): Promise<MouldView> {
  const result = await service.createMould(actor, aMould(given));
  if (result.__typename !== 'Mould') throw new Error(JSON.stringify(result));
  return result;
}

describe('making a mould', () => {
  it('begins as a draft of version 1 in yuan with nothing on its list', async () => {
    const mould = await made(anActor(), { t1Date: '2026-12-28', external: { source: 'HY-ERP', id: '4711' } });
    expect(mould).toMatchObject({
      version: 1, mouldNo: 'AC2507', state: 'DRAFT', currency: 'CNY', t0Date: null, t1Date: '2026-12-28', external: { source: 'HY-ERP', id: '4711' },
      summary: { parts: 0, make: 0, outside: 0, buy: 0, publishable: 0, incomplete: 0, accepted: 0 },
    });
  });

  it('refuses a number that the company has, and names the holder', async () => {
    const actor = anActor();
    const first = await made(actor);
    expect(await service.createMould(actor, aMould())).toMatchObject({ __typename: 'AlreadyExists', code: 'ALREADY_EXISTS', existingId: first.id });
  });

  it('lets another company use the same number', async () => {
    await made(anActor());
    expect((await made(anActor())).mouldNo).toBe('AC2507');
  });

  it('updates by an external name only for whoever may update', async () => {
    const planner = anActor({ roles: ['PLANNER'] });
    const external = { source: 'HY-ERP', id: '4712' };
    const first = await made(planner, { mouldNo: 'AC2512', t1Date: '2026-12-28', external });
    const buyer = { ...planner, userId: newId('user'), principalId: newId('session'), roles: ['BUYER' as const] };
    await expect(made(buyer, { mouldNo: 'AC2512', t1Date: '2027-12-28', external })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await reading.mould(planner, { id: first.id })).toMatchObject({ mould: { version: 1, t1Date: '2026-12-28' } });
    expect(await made(buyer, { mouldNo: 'AC2513', external: { source: 'HY-ERP', id: '4713' } })).toMatchObject({ version: 1 });
  });

  it('updates the mould with the same external name instead of making a twin', async () => {
    const actor = anActor();
    const first = await made(actor, { customerName: 'Secret Motors', external: { source: 'HY-ERP', id: '4711' } });
    const again = await made(actor, { title: 'Door trim, 2 cavities', external: { source: 'HY-ERP', id: '4711' } });
    expect(again).toMatchObject({ id: first.id, version: 2, title: 'Door trim, 2 cavities', customerName: 'Secret Motors' });
  });

  it('answers a repeat of the same intention with the same mould', async () => {
    const actor = anActor();
    const input = aMould();
    expect(await service.createMould(actor, input)).toEqual(await service.createMould(actor, input));
  });

  it('makes one mould when two people make the same number at once', async () => {
    const actor = anActor();
    const results = await Promise.all([1, 2, 3, 4].map(() => service.createMould(actor, aMould())));
    expect(results.filter((r) => r.__typename === 'Mould')).toHaveLength(1);
    expect(results.filter((r) => r.__typename === 'AlreadyExists')).toHaveLength(3);
  });

  it('refuses a blank number and a T1 before T0', async () => {
    const result = await service.createMould(anActor(), aMould({ mouldNo: '  ', t0Date: '2026-12-20', t1Date: '2026-12-10' }));
    expect(result).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'mouldNo' }, { path: 't1Date' }] });
  });
});

describe('moving a mould', () => {
  const move = (actor: Actor, mould: MouldView, state: MouldView['state'], reason?: string) =>
    service.updateMould(actor, { idempotencyKey: key(), mouldId: mould.id, version: mould.version, state, reason });

  it('is a conflict on an old version and tells the present one', async () => {
    const actor = anActor();
    const mould = await made(actor);
    await move(actor, mould, 'DESIGN');
    expect(await move(actor, mould, 'DESIGN')).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
  });

  it('refuses a release without a parts list', async () => {
    const actor = anActor();
    const design = await move(actor, await made(actor), 'DESIGN') as MouldView;
    expect(await move(actor, design, 'RELEASED')).toMatchObject({ __typename: 'StateRefused', currentState: 'DESIGN' });
  });

  it('holds with a reason and goes on only where it stopped', async () => {
    const actor = anActor();
    const design = await move(actor, await made(actor), 'DESIGN') as MouldView;
    expect(await move(actor, design, 'ON_HOLD')).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'reason' }] });
    const held = await move(actor, design, 'ON_HOLD', 'customer waits') as MouldView;
    expect(held.state).toBe('ON_HOLD');
    expect(await move(actor, held, 'DRAFT')).toMatchObject({ __typename: 'StateRefused', currentState: 'ON_HOLD' });
    expect(await move(actor, held, 'DESIGN')).toMatchObject({ __typename: 'Mould', state: 'DESIGN' });
    const { rows } = await test.owner.query('select from_state, to_state, reason, user_id from ordering.mould_moves where mould_id = $1 order by version', [design.id]);
    expect(rows).toEqual([
      { from_state: 'DRAFT', to_state: 'DESIGN', reason: null, user_id: actor.userId },
      { from_state: 'DESIGN', to_state: 'ON_HOLD', reason: 'customer waits', user_id: actor.userId },
      { from_state: 'ON_HOLD', to_state: 'DESIGN', reason: null, user_id: actor.userId },
    ]);
  });

  it('leaves holding and cancelling to managers', async () => {
    const actor = anActor({ roles: ['ENGINEER'] });
    await expect(move(actor, await made(actor), 'CANCELLED', 'no order')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('knows no mould of another company', async () => {
    const mould = await made(anActor());
    await expect(move(anActor(), mould, 'DESIGN')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await reading.mould(anActor(), { id: mould.id, parts: { fields: [], route: [] } })).toEqual({ mould: null, parts: null });
  });
});

describe('listing moulds', () => {
  it('pages through them, next T1 first, those without a day last', async () => {
    const actor = anActor();
    for (const [mouldNo, t1Date] of [['M1', '2027-03-01'], ['M2', null], ['M3', '2026-12-01'], ['M4', '2027-01-15'], ['M5', '2026-12-01']] as const) await made(actor, { mouldNo, t1Date });
    const seen: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await reading.moulds(actor, { first: 2, after });
      seen.push(...page.edges.map((edge) => edge.node.mouldNo));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(['M3', 'M5', 'M4', 'M1', 'M2']);
  });

  it('searches number and title as written, wildcards included', async () => {
    const actor = anActor();
    await made(actor, { mouldNo: 'AC_1', title: '门板 100%' });
    await made(actor, { mouldNo: 'ACX1', title: 'bumper' });
    const found = async (search: string) => (await reading.moulds(actor, { first: 10, filter: { search } })).edges.map((edge) => edge.node.mouldNo);
    expect(await found('ac_')).toEqual(['AC_1']);
    expect(await found('100%')).toEqual(['AC_1']);
    expect(await found('BUMP')).toEqual(['ACX1']);
  });

  it('refuses a cursor that no page gave', async () => {
    expect((await reading.moulds(anActor(), { first: 2, after: btoa(`9999-12-31/${newId('mould')}`) })).edges).toEqual([]);
    for (const after of ['nonsense', btoa(`2026-02-30/${newId('mould')}`), btoa(`0000-01-01/${newId('mould')}`)]) {
      await expect(reading.moulds(anActor(), { first: 2, after })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    }
  });
});
