import { newId } from '#kernel';
import type { Actor } from '#contracts';
import type { MouldView, PartView, PartPatchInput, PartsChanged, OperationInput } from '#contracts/order-moulds';
import { Outbox } from '#platform/messaging';
import { aDatabase, anActor, type TestDatabase } from '#testing';
import { someAddresses } from '../../../../test/kit/addresses.js';
import { PieceMaker } from '../pieces/index.js';
import { MouldEntity } from './mould.entity.js';
import { MouldReading } from './mould-reading.service.js';
import { MouldService } from './mould.service.js';
import { noSize, type PartRecord } from './part-definition.policy.js';
import { PartReading } from './part-reading.service.js';
import { PartRecords } from './part-records.service.js';
import { PartService } from './part.service.js';
import { PartStandings } from './part-standings.service.js';
import { Placements } from './placement.service.js';
import { routeOfCodes } from './route.policy.js';

let test: TestDatabase;
let moulds: MouldService;
let mouldReading: MouldReading;
let reading: PartReading;
let records: PartRecords;
let service: PartService;
let placements: Placements;
let standings: PartStandings;

beforeAll(async () => {
  test = await aDatabase('order', { entities: [MouldEntity] });
  reading = new PartReading(test.database, someAddresses());
  mouldReading = new MouldReading(test.database, someAddresses());
  moulds = new MouldService(test.database, mouldReading);
  records = new PartRecords();
  service = new PartService(test.database, reading, records, new PieceMaker(), new Outbox({ service: 'order', schema: 'ordering' }));
  standings = new PartStandings();
  placements = new Placements(standings);
});
afterAll(() => test.close());

const key = () => `key-${newId('request')}`;

function aPart(mould: MouldView, partNo: string, given: Partial<PartRecord> = {}): PartRecord {
  return {
    id: newId('part'), mouldId: mould.id, version: 1, position: 1, partNo, revision: 'A', released: false, parentId: null, name: '滑块镶件', nameEn: null,
    category: null, material: '8407', treatment: null, hardness: 'HRC48-52', requirements: 'IT6', size: { ...noSize, lengthMm: '96', widthMm: '42', heightMm: '58' },
    quantity: 1, unitMassKg: '1.824', supply: 'OUTSIDE', mirrorOfId: null, note: null, fileIds: [], openQuestion: false,
    route: routeOfCodes(['CNC', 'HT', 'WEDM'], 'OUTSIDE'), ...given,
  };
}

async function aMouldWith(actor: Actor, ...given: [string, Partial<PartRecord>?][]): Promise<{ mould: MouldView; parts: PartView[] }> {
  const mould = await moulds.createMould(actor, { idempotencyKey: key(), mouldNo: 'AC2507', title: 'Door trim' }) as MouldView;
  await test.database.asCompany(actor.companyId, (tx) => records.add(tx, actor.companyId, given.map(([partNo, facts], i) => aPart(mould, partNo, { position: i + 1, ...facts }))));
  return { mould, parts: await reading.partsOfMould(actor, { mouldId: mould.id }) };
}

const at = (part: PartView) => ({ partId: part.id, version: part.version });
const update = (actor: Actor, ...parts: PartPatchInput[]) => service.updateParts(actor, { idempotencyKey: key(), parts });
const route = (actor: Actor, parts: PartView[], operations: OperationInput[]) => service.setRoutes(actor, { idempotencyKey: key(), parts: parts.map(at), operations });
const release = (actor: Actor, ...parts: PartView[]) => service.releaseParts(actor, { idempotencyKey: key(), parts: parts.map(at) });

async function changed(result: Promise<{ __typename: string }>): Promise<PartView[]> {
  const answer = await result as PartsChanged;
  if (answer.__typename !== 'PartsChanged') throw new Error(JSON.stringify(answer));
  return answer.parts;
}

describe('changing parts', () => {
  it('writes what is given, leaves what is not, and tells what is still missing', async () => {
    const actor = anActor();
    const { parts: [part] } = await aMouldWith(actor, ['AC2507-405', { requirements: null, route: [] }]);
    expect(part).toMatchObject({ gaps: ['TOLERANCE', 'ROUTE'], size: { lengthMm: '96', widthMm: '42', heightMm: '58', diameterMm: null }, unitMassKg: '1.824' });
    const [after] = await changed(update(actor, { ...at(part!), category: 'SLI', requirements: 'IT6; SPI B2', supply: 'OUTSIDE' }));
    expect(after).toMatchObject({ version: 2, category: 'SLI', material: '8407', requirements: 'IT6; SPI B2', gaps: ['ROUTE'] });
  });

  it('computes the mass anew with a new size, and knows none for an unknown steel', async () => {
    const actor = anActor();
    const { parts: [part] } = await aMouldWith(actor, ['P1']);
    const [longer] = await changed(update(actor, { ...at(part!), size: { lengthMm: '100.0', widthMm: '100', heightMm: '100' } }));
    expect(longer).toMatchObject({ size: { lengthMm: '100', widthMm: '100', heightMm: '100', diameterMm: null }, unitMassKg: '7.8' });
    const [strange] = await changed(update(actor, { ...at(longer!), material: 'unobtainium' }));
    expect(strange!.unitMassKg).toBeNull();
  });

  it('changes none when one is stale', async () => {
    const actor = anActor();
    const { mould, parts: [first, second] } = await aMouldWith(actor, ['P1'], ['P2']);
    await changed(update(actor, { ...at(second!), quantity: 2 }));
    expect(await update(actor, { ...at(first!), quantity: 7 }, { ...at(second!), quantity: 7 })).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
    expect((await reading.partsOfMould(actor, { mouldId: mould.id })).map((p) => [p.version, p.quantity])).toEqual([[1, 1], [2, 2]]);
  });

  it('names every value that breaks a rule and changes none', async () => {
    const actor = anActor();
    const { mould, parts: [first, second] } = await aMouldWith(actor, ['P1'], ['P2']);
    const result = await update(actor, { ...at(first!), quantity: 3 }, { ...at(second!), quantity: 0, category: 'XXX', size: { lengthMm: '-4', heightMm: '1000000' }, fileIds: [newId('file')] });
    expect(result).toMatchObject({ __typename: 'InputRefused', code: 'INPUT_REFUSED' });
    expect((result as { problems: { path: string }[] }).problems.map((p) => p.path)).toEqual([
      'parts.1.category', 'parts.1.quantity', 'parts.1.size.lengthMm', 'parts.1.size.heightMm', 'parts.1.fileIds.0',
    ]);
    expect((await reading.partsOfMould(actor, { mouldId: mould.id })).map((p) => p.version)).toEqual([1, 1]);
  });

  it('refuses a part that is named twice', async () => {
    const actor = anActor();
    const { parts: [part] } = await aMouldWith(actor, ['P1']);
    expect(await update(actor, { ...at(part!), quantity: 2 }, { ...at(part!), quantity: 3 })).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'parts.1.partId' }] });
  });

  it('knows no part of another company, alone or among own ones', async () => {
    const { parts: [foreign] } = await aMouldWith(anActor(), ['P1']);
    const actor = anActor();
    const { parts: [own] } = await aMouldWith(actor, ['P1']);
    await expect(update(actor, { ...at(foreign!), quantity: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(update(actor, { ...at(own!), quantity: 2 }, { ...at(foreign!), quantity: 2 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await reading.partsByIds(actor, [own!.id, foreign!.id])).toEqual([own]);
    expect(await reading.part(actor, foreign!.id)).toBeNull();
    await expect(reading.partsOfMould(actor, { mouldId: foreign!.mouldId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gives the operations away with the part and takes them back', async () => {
    const actor = anActor();
    const { mould, parts: [part] } = await aMouldWith(actor, ['P1', { supply: 'MAKE', route: routeOfCodes(['BUY', 'CNC', 'HT'], 'MAKE') }]);
    const [given] = await changed(update(actor, { ...at(part!), supply: 'OUTSIDE' }));
    expect(given!.route.map((step) => [step.process, step.outside])).toEqual([['BUY', false], ['CNC', true], ['HT', true]]);
    expect((await mouldReading.mould(actor, { id: mould.id })).mould!.summary).toMatchObject({ parts: 1, make: 0, outside: 1, publishable: 1 });
    const [back] = await changed(update(actor, { ...at(given!), supply: 'MAKE' }));
    expect(back!.route.every((step) => !step.outside)).toBe(true);
  });

  it('takes no change in a mould that is closed to it', async () => {
    const actor = anActor();
    const { mould, parts: [part] } = await aMouldWith(actor, ['P1']);
    await moulds.updateMould(actor, { idempotencyKey: key(), mouldId: mould.id, version: 1, state: 'CANCELLED', reason: 'customer left' });
    expect(await update(actor, { ...at(part!), quantity: 2 })).toMatchObject({ __typename: 'StateRefused', currentState: 'CANCELLED' });
  });
});

describe('routing parts', () => {
  it('gives several parts one route whose steps wait for the one before', async () => {
    const actor = anActor();
    const { parts } = await aMouldWith(actor, ['P1', { route: [] }], ['P2']);
    const after = await changed(route(actor, parts, [
      { seq: 30, process: 'WEDM', outside: true, plannedMinutes: 360, inspect: true }, { seq: 10, process: 'CNC', outside: true, plannedMinutes: 240 }, { seq: 20, process: 'HT', outside: true, plannedMinutes: 600 },
    ]));
    for (const part of after) {
      expect(part).toMatchObject({ version: 2, gaps: [] });
      expect(part.route.map((s) => [s.seq, s.process, s.dependsOn, s.plannedMinutes, s.inspect])).toEqual([[10, 'CNC', [], 240, false], [20, 'HT', [10], 600, false], [30, 'WEDM', [20], 360, true]]);
    }
    expect(new Set(after.flatMap((part) => part.route.map((s) => s.id))).size).toBe(6);
  });

  it('refuses unknown processes, doubled places and steps that wait for later ones', async () => {
    const actor = anActor();
    const { parts } = await aMouldWith(actor, ['P1']);
    const result = await route(actor, parts, [{ seq: 10, process: 'MAGIC' }, { seq: 10, process: 'CNC' }, { seq: 20, process: 'HT', dependsOn: [30] }, { seq: 30, process: 'GR', plannedMinutes: 0 }]);
    expect((result as { problems: { path: string }[] }).problems.map((p) => p.path)).toEqual(['operations.0.process', 'operations.1.seq', 'operations.2.dependsOn', 'operations.3.plannedMinutes']);
  });
});

describe('releasing parts', () => {
  const piecesOf = async (part: PartView) => (await test.owner.query(
    `select p.serial, p.count, p.state, p.revision, (select json_agg(json_build_array(r.seq, r.process, r.state, r.depends_on) order by r.seq) from ordering.runs r where r.piece_id = p.id) as runs
       from ordering.pieces p where part_id = $1 order by serial_no`, [part.id])).rows as { serial: string; count: number; state: string; revision: string; runs: unknown }[];

  it('freezes the revision and makes a piece for each article, its first operation ready', async () => {
    const actor = anActor();
    const { parts } = await aMouldWith(actor, ['AC2507-405', { quantity: 2, route: routeOfCodes(['BUY', 'CNC', 'HT', 'WEDM'], 'OUTSIDE') }]);
    const [released] = await changed(release(actor, ...parts));
    expect(released).toMatchObject({ revision: 'A', released: true, version: 2 });
    expect(await piecesOf(released!)).toEqual(['#1', '#2'].map((no) => ({
      serial: `AC2507-405${no}`, count: 1, state: 'PLANNED', revision: 'A', runs: [[20, 'CNC', 'READY', []], [30, 'HT', 'PENDING', [20]], [40, 'WEDM', 'PENDING', [30]]],
    })));
    const { rows } = await test.owner.query('select revision, definition->>\'partNo\' as "partNo", released_by from ordering.part_revisions where part_id = $1', [released!.id]);
    expect(rows).toEqual([{ revision: 'A', partNo: 'AC2507-405', released_by: actor.userId }]);
  });

  it('tells every revision as it was frozen, to its own company only', async () => {
    const actor = anActor();
    const { parts } = await aMouldWith(actor, ['AC2507-405', {}], ['DRAFT', {}]);
    const drawings = [newId('file'), newId('file')];
    for (const id of drawings) {
      await test.owner.query(`insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, media_type, state, storage_key, expires_at) values ($1, $2, 'DRAWING', $1 || '.pdf', 9, $3, 'application/pdf', 'READY', $2 || '/' || $1, now())`,
        [id, actor.companyId, '0'.repeat(64)]);
    }
    const [drawn] = await changed(update(actor, { ...at(parts[0]!), fileIds: [drawings[0]!] }));
    const [first] = await changed(release(actor, drawn!));
    const [draft] = await changed(update(actor, { ...at(first!), material: '718H', fileIds: [drawings[1]!] }));
    await changed(release(actor, draft!));
    const told = await reading.revisionsOf(actor, parts.map(({ id }) => id));
    expect(told).toMatchObject([{ partId: first!.id, revisions: [{ revision: 'B', material: '718H', route: ['CNC', 'HT', 'WEDM'] }, { revision: 'A', material: '8407', size: { lengthMm: '96' }, quantity: 1 }] }]);
    expect(told[0]!.revisions.map(({ files }) => files)).toMatchObject([[{ id: drawings[1], mediaType: 'application/pdf' }], [{ id: drawings[0], purpose: 'DRAWING', grantedStage: 'DOWNLOAD' }]]);
    expect(told[0]!.revisions[1]!.releasedAt < told[0]!.revisions[0]!.releasedAt).toBe(true);
    expect(await reading.revisionsOf(anActor(), [first!.id])).toEqual([]);
  });

  it('follows more than twenty articles as one batch and bought ones not at all', async () => {
    const actor = anActor();
    const { parts } = await aMouldWith(actor, ['PIN', { quantity: 21 }], ['BOLT', { supply: 'BUY', quantity: 4, route: routeOfCodes(['BUY'], 'BUY') }]);
    const [pin, bolt] = await changed(release(actor, ...parts));
    expect((await piecesOf(pin!)).map((p) => [p.serial, p.count])).toEqual([['PIN#1', 21]]);
    expect(await piecesOf(bolt!)).toEqual([]);
    expect(bolt!.released).toBe(true);
  });

  it('refuses a part to be made without a route, and then releases none', async () => {
    const actor = anActor();
    const { mould, parts } = await aMouldWith(actor, ['P1'], ['P2', { route: [] }]);
    expect(await release(actor, ...parts)).toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'parts.1.partId' }] });
    expect((await reading.partsOfMould(actor, { mouldId: mould.id })).map((p) => p.released)).toEqual([false, false]);
  });

  it('does nothing twice', async () => {
    const actor = anActor();
    const { parts } = await aMouldWith(actor, ['P1', { quantity: 3 }]);
    const released = await changed(release(actor, ...parts));
    expect(await changed(release(actor, ...released))).toEqual(released);
    expect(await piecesOf(released[0]!)).toHaveLength(3);
  });

  it('opens the next revision when the definition changes, and keeps pieces on which something happened', async () => {
    const actor = anActor();
    const { parts } = await aMouldWith(actor, ['P1', { quantity: 2 }]);
    const [released] = await changed(release(actor, ...parts));
    const [sorted] = await changed(update(actor, { ...at(released!), category: 'SLI' }));
    expect(sorted).toMatchObject({ revision: 'A', released: true });
    const [draft] = await changed(update(actor, { ...at(sorted!), quantity: 3 }));
    expect(draft).toMatchObject({ revision: 'B', released: false });
    await test.owner.query(`update ordering.runs set state = 'RUNNING' where seq = 10 and piece_id = (select id from ordering.pieces where part_id = $1 and serial_no = 2)`, [draft!.id]);
    const [second] = await changed(release(actor, draft!));
    expect(second).toMatchObject({ revision: 'B', released: true });
    expect((await piecesOf(second!)).map((p) => [p.serial, p.revision])).toEqual([['P1#2', 'A'], ['P1#3', 'B'], ['P1#4', 'B']]);
  });

  it('waits while the mould is on hold', async () => {
    const actor = anActor();
    const { mould, parts } = await aMouldWith(actor, ['P1']);
    await moulds.updateMould(actor, { idempotencyKey: key(), mouldId: mould.id, version: 1, state: 'ON_HOLD', reason: 'customer waits' });
    expect(await release(actor, ...parts)).toMatchObject({ __typename: 'StateRefused', currentState: 'ON_HOLD' });
  });
});

describe('describing parts for a tender', () => {
  it('answers one snapshot per line, with the steps asked for and without the buying', async () => {
    const actor = anActor();
    const { parts: [part] } = await aMouldWith(actor, ['P1', { quantity: 4, route: routeOfCodes(['BUY', 'CNC', 'HT', 'WEDM'], 'OUTSIDE') }]);
    const [whole, some] = await reading.describe(actor, { lines: [{ partId: part!.id }, { partId: part!.id, operationSeqs: [30] }] });
    expect(whole).toMatchObject({ partId: part!.id, wholePart: true, openQuantity: 4, currency: 'CNY', gaps: [], operations: [{ seq: 20, process: 'CNC' }, { seq: 30 }, { seq: 40 }] });
    expect(some).toMatchObject({ wholePart: false, operations: [{ seq: 30, process: 'HT', plannedMinutes: null, inspect: false }] });
    expect(whole!.mouldId).toMatch(/^mld_/);
  });

  it('knows no foreign part and no step that is not on the route', async () => {
    const actor = anActor();
    const { parts: [part] } = await aMouldWith(actor, ['P1']);
    await expect(reading.describe(anActor(), { lines: [{ partId: part!.id }] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(reading.describe(actor, { lines: [{ partId: part!.id, operationSeqs: [10, 99] }] })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('placing parts with tenders and orders', () => {
  const asHouse = <T>(work: Parameters<typeof test.database.asHouse<T>>[0]) => test.database.asHouse(work);

  it('counts what lots take, gives it back when they end, and shows where the part stands', async () => {
    const actor = anActor();
    const { mould, parts: [part] } = await aMouldWith(actor, ['P1', { quantity: 4 }]);
    const [lotA, lotB] = [newId('lot'), newId('lot')];
    const fact = { tenderId: newId('tender'), buyerId: actor.companyId, lots: [
      { lotId: lotA, lines: [{ partId: part!.id, quantity: 3, operationSeqs: [10, 20, 30] }] }, { lotId: lotB, lines: [{ partId: part!.id, quantity: 1, operationSeqs: [20] }] },
    ] };
    const open = async (seqs?: number[]) => (await reading.describe(actor, { lines: [{ partId: part!.id, operationSeqs: seqs ?? null }] }))[0]!.openQuantity;
    await asHouse((tx) => placements.published(tx, fact));
    await asHouse((tx) => placements.published(tx, fact));
    expect([await open(), await open([10]), await open([20])]).toEqual([0, 1, 0]);
    expect((await reading.part(actor, part!.id))!.state).toBe('SOURCING');
    await asHouse((tx) => placements.released(tx, { tenderId: fact.tenderId, buyerId: actor.companyId, lotIds: [lotB], why: 'UNSUCCESSFUL' }));
    expect(await open()).toBe(1);
    await asHouse((tx) => placements.ordered(tx, actor.companyId, lotA));
    expect((await reading.part(actor, part!.id))).toMatchObject({ state: 'ORDERED', version: 1 });
    await asHouse((tx) => placements.released(tx, { tenderId: fact.tenderId, buyerId: actor.companyId, lotIds: [lotA], why: 'CANCELLED' }));
    expect((await reading.part(actor, part!.id))!.state).toBe('ORDERED');
    expect(await moulds.updateMould(actor, { idempotencyKey: key(), mouldId: mould.id, version: 1, state: 'CANCELLED', reason: 'x' })).toMatchObject({ __typename: 'StateRefused', currentState: 'DRAFT' });
    await asHouse((tx) => placements.orderEnded(tx, actor.companyId, lotA));
    expect((await reading.part(actor, part!.id))!.state).toBe('PLANNED');
  });

  it('ignores lines on parts that are not the buyer\'s', async () => {
    const { parts: [part] } = await aMouldWith(anActor(), ['P1']);
    await asHouse((tx) => placements.published(tx, { tenderId: newId('tender'), buyerId: newId('company'), lots: [{ lotId: newId('lot'), lines: [{ partId: part!.id, quantity: 1, operationSeqs: [10] }] }] }));
    const { rows } = await test.owner.query('select count(*)::int as n from ordering.placements where part_id = $1', [part!.id]);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('starts machining with the first part in process of a released mould', async () => {
    const actor = anActor();
    const { mould, parts } = await aMouldWith(actor, ['P1', { quantity: 2 }]);
    const [part] = await changed(release(actor, ...parts));
    let now = mould;
    for (const state of ['DESIGN', 'RELEASED'] as const) now = await moulds.updateMould(actor, { idempotencyKey: key(), mouldId: mould.id, version: now.version, state }) as MouldView;
    await test.owner.query(`update ordering.pieces set state = 'IN_PROCESS' where part_id = $1 and serial_no = 1`, [part!.id]);
    expect(await asHouse((tx) => standings.refresh(tx, [part!.id]))).toEqual([{ partId: part!.id, state: 'IN_PROCESS' }]);
    expect((await mouldReading.mould(actor, { id: mould.id })).mould!.state).toBe('MACHINING');
  });
});
