import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import { newId } from '#kernel';
import type { Actor } from '#contracts';
import type { ImportView, MouldView, ReviewImportInput } from '#contracts/order-moulds';
import { houseRules } from '#contracts/policy-table';
import { databaseModule } from '#platform/database';
import { messagingModule } from '#platform/messaging';
import { observabilityModule } from '#platform/observability';
import { registerRules, rpcModule } from '#platform/rpc';
import { ticketsModule } from '#platform/tickets';
import { TEST_SECRET, aDatabase, anActor, type TestDatabase } from '#testing';
import { aMouldModel } from '../../../../../test/builders/mould-model.js';
import { StepFile, type StepProduct } from '../../../../../test/builders/step.js';
import { zipOf, type ZipEntry } from '../../../../../test/builders/zip.js';
import { entities } from '../../database/entities.js';
import { FilesModule } from '../../files/index.js';
import { FileStorage } from '../../files/file-storage.port.js';
import { ModelGeometry } from '../../models/model-geometry.service.js';
import { MouldReading } from '../mould-reading.service.js';
import { MouldService } from '../mould.service.js';
import { MouldsModule } from '../index.js';
import { PartReading } from '../part-reading.service.js';
import { PartService } from '../part.service.js';
import { ImportReading } from './import-reading.service.js';
import { ImportService } from './import.service.js';
import { ListReading } from './list-reading.service.js';

let test: TestDatabase;
let app: TestingModule;
let folder: string;

beforeAll(async () => {
  for (const rules of houseRules) registerRules(rules);
  test = await aDatabase('order');
  folder = mkdtempSync(join(tmpdir(), 'bundle-spec-'));
  // Compiled and not started: no clock runs, the spec reads and measures itself.
  app = await Test.createTestingModule({
    imports: [
      observabilityModule({ service: 'order', level: 'silent' }), ticketsModule({ secret: TEST_SECRET }), rpcModule({ service: 'order', secret: TEST_SECRET, addresses: {} }),
      databaseModule({ role: 'order', schema: 'ordering', entities, url: test.url, poolSize: 8 }), messagingModule({ service: 'order', schema: 'ordering' }),
      FilesModule.with({ storageDir: folder, publicUrl: 'http://files.example', webOrigins: [] }), MouldsModule,
    ],
  }).compile();
  await app.init();
});
afterAll(async () => {
  await app.close();
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = () => `key-${newId('request')}`;
const aMould = async (actor: Actor) => await app.get(MouldService).createMould(actor, { idempotencyKey: key(), mouldNo: 'AC2507', title: 'Door trim' }) as MouldView;

async function aFile(actor: Actor, purpose: string, name: string, bytes: Uint8Array, mediaType: string): Promise<string> {
  const id = newId('file');
  const incoming = await app.get(FileStorage).receive(`${actor.companyId}/${id}`);
  await incoming.write(bytes);
  await incoming.keep();
  await test.owner.query(
    `insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, media_type, state, storage_key, expires_at) values ($1, $2, $3, $4, $5, $6, $7, 'READY', $2 || '/' || $1, now())`,
    [id, actor.companyId, purpose, name, bytes.length, createHash('sha256').update(bytes).digest('hex'), mediaType]);
  return id;
}
const aBundle = (actor: Actor, entries: readonly ZipEntry[]) => aFile(actor, 'BUNDLE', 'AC2507.zip', zipOf(entries), 'application/zip');
const aModel = (actor: Actor, bytes: Uint8Array) => aFile(actor, 'MODEL', 'AC2507.stp', bytes, 'model/step');
const aList = (actor: Actor, text: string) => aFile(actor, 'BOM', 'AC2507.csv', Buffer.from(text), 'text/csv');

async function read(actor: Actor, mould: MouldView, ...fileIds: string[]): Promise<ImportView> {
  const started = await app.get(ImportService).startImport(actor, { idempotencyKey: key(), mouldId: mould.id, fileIds });
  if (started.__typename !== 'Import') throw new Error(JSON.stringify(started));
  // The clock of the module may have taken it up already.
  for (let i = 0; i < 600; i += 1) {
    await app.get(ListReading).readWaiting();
    const now = (await app.get(ImportReading).importOf(actor, started.id))!;
    if (now.state !== 'PARSING') return now;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('The import was not read.');
}
async function measured(actor: Actor, id: string): Promise<ImportView> {
  for (let i = 0; i < 600; i += 1) {
    await app.get(ModelGeometry).measureWaiting();
    const now = (await app.get(ImportReading).importOf(actor, id))!;
    if (now.models.every(({ state }) => state === 'READY' || state === 'PARTIAL' || state === 'FAILED')) return now;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error('The model was not measured.');
}
const review = (actor: Actor, of: ImportView, given: Partial<ReviewImportInput>) => app.get(ImportService).reviewImport(actor, { idempotencyKey: key(), importId: of.id, version: of.version, ...given });
const confirm = async (actor: Actor, of: ImportView) => {
  const now = (await app.get(ImportReading).importOf(actor, of.id))!;
  return app.get(ImportService).confirmImport(actor, { idempotencyKey: key(), importId: of.id, version: now.version });
};
const partsOf = (actor: Actor, mould: MouldView) => app.get(PartReading).partsOfMould(actor, { mouldId: mould.id });
const objects = (actor: Actor) => readdirSync(join(folder, actor.companyId)).sort();
const rows = async (actor: Actor) => (await test.owner.query(`select id from ordering.files where company_id = $1 and state = 'READY' order by id`, [actor.companyId])).rows.map(({ id }) => id as string).sort();

const LIST = '件号,名称,材料,数量,自制/外协/外购\nAC2507-405,滑块,H13,2,外协\nAC2507-101,A板,S50C,1,外协\nAC2507-601,弹簧,,4,外购\nAC2507-203,镶件,H13,1,外协\n';
const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}`);
const dxf = Buffer.from('  0\r\nSECTION\r\n  2\r\nHEADER\r\n');
const gbk = (hex: string) => Buffer.from(hex, 'hex');
const bolt: StepProduct = { name: '螺丝', block: [8, 8, 30] };
const slide: StepProduct = { name: '滑块', id: 'AC2507-405', block: [96, 42, 58] };
const insert: StepProduct = { name: '镶件', id: 'AC2507-203', block: [30, 20, 10] };
const plate: StepProduct = { name: 'A板', id: 'AC2507-101', block: [400, 300, 80] };
const step = (of: readonly StepProduct[]) => Buffer.from(new StepFile([{ name: '总装', of }]).toString());

describe('one bundle in', () => {
  it('becomes parts with sizes, pictures and drawings; what fits nothing is listed and settled by one answer', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const bundle = await aBundle(actor, [
      { name: 'AC2507/清单/AC2507.csv', bytes: Buffer.from(LIST) }, { name: 'AC2507/3D/AC2507.stp', bytes: step([slide, slide, slide, plate, bolt, bolt]) },
      { name: 'AC2507/图/ac2507_405_B.pdf', bytes: pdf('405') }, { name: 'AC2507/图/ＡＣ２５０７－１０１.PDF', bytes: pdf('101') }, { name: '../../AC2507-101.dxf', bytes: dxf },
      // 总装图 in GBK.
      { name: Buffer.concat([gbk('d7dcd7b0cdbc'), Buffer.from('.pdf')]), bytes: pdf('whole') },
      { name: 'notes.txt', bytes: Buffer.from('no list at all, only words') }, { name: 'old.zip', bytes: zipOf([{ name: 'a', bytes: Buffer.from('a') }]) }, { name: 'tool.exe', bytes: Buffer.from([0x4d, 0x5a, 0, 1, 2, 3]) },
      { name: '__MACOSX/._AC2507.csv', bytes: Buffer.from([0, 5]) }, { name: 'empty.pdf', bytes: Buffer.alloc(0) },
    ]);
    const view = await read(actor, mould, bundle);
    expect(view.state).toBe('REVIEW');
    expect(view.attachments.map(({ file: { name }, partNo, by, revision, outcome }) => [name, partNo, by, revision, outcome])).toEqual([
      ['ac2507_405_B.pdf', 'AC2507-405', 'NUMBER', 'B', 'ADD'], ['ＡＣ２５０７－１０１.PDF', 'AC2507-101', 'NUMBER', null, 'ADD'], ['AC2507-101.dxf', 'AC2507-101', 'NUMBER', null, 'ADD']]);
    expect(view.unmatchedFiles.map(({ name }) => name)).toEqual(['总装图.pdf']);
    expect(view.skippedFiles.map(({ name, code }) => [name, code]).sort()).toEqual([['empty.pdf', 'FILE_EMPTY'], ['notes.txt', 'NO_LIST'], ['old.zip', 'NESTED_ARCHIVE'], ['tool.exe', 'UNKNOWN_TYPE']]);
    // The list says two slides, the model three; screws are in the model only, the insert in the list only.
    expect(view.problems.filter(({ code }) => code.includes('MODEL')).map(({ code, rowNo }) => [code, rowNo])).toEqual([['MODEL_QUANTITY_DIFFERS', 2], ['NOT_IN_MODEL', 5], ['MODEL_ONLY', 9]]);
    expect(view.rows.filter(({ kind }) => kind === 'ITEM').map(({ name, quantity, model }) => [name, quantity, model?.quantity ?? null])).toEqual([['滑块', 2, 3], ['A板', 1, 1], ['弹簧', 4, null], ['镶件', 1, null], ['螺丝', 2, 2]]);
    expect(view.partsWithoutDrawing).toContain('AC2507-203');

    const settled = await review(actor, view, { files: [{ fileId: view.unmatchedFiles[0]!.id, partNo: 'AC2507-203' }] }) as ImportView;
    expect([settled.unmatchedFiles, settled.attachments.at(-1)]).toMatchObject([[], { partNo: 'AC2507-203', by: 'PERSON' }]);
    expect(settled.partsWithoutDrawing).not.toContain('AC2507-203');
    const shown = await measured(actor, view.id);
    expect(shown.models[0]).toMatchObject({ state: 'READY', measured: 3 });
    expect(shown.rows.find(({ name }) => name === 'A板')).toMatchObject({ size: { lengthMm: '400', widthMm: '300', heightMm: '80' }, model: { geometry: 'READY', thumbnailUrl: expect.stringContaining('http://files.example/files/fil_') } });

    expect(await confirm(actor, view)).toMatchObject({ __typename: 'Mould' });
    const parts = new Map((await partsOf(actor, mould)).map((part) => [part.partNo, part]));
    expect(parts.get('AC2507-405')).toMatchObject({ revision: 'B', size: { lengthMm: '96', widthMm: '58', heightMm: '42' }, files: [{ name: 'ac2507_405_B.pdf', purpose: 'DRAWING' }], thumbnailUrl: expect.stringContaining('mark=') });
    expect(Number(parts.get('AC2507-405')!.unitMassKg)).toBeCloseTo(1.82, 1);
    expect(parts.get('AC2507-101')!.files.map(({ name }) => name)).toEqual(['ＡＣ２５０７－１０１.PDF', 'AC2507-101.dxf']);
    expect(parts.size).toBe(5);
    expect(await app.get(PartReading).modelsOf(actor, [parts.get('AC2507-101')!.id])).toMatchObject([{ model: { volumeMm3: '9600000', meshUrl: expect.stringContaining('fil_') } }]);
    const described = await app.get(PartReading).describe(actor, { lines: ['AC2507-405', 'AC2507-101', 'AC2507-203', 'AC2507-601'].map((partNo) => ({ partId: parts.get(partNo)!.id, operationSeqs: null })) });
    expect(described.map(({ papers }) => papers)).toEqual([
      { drawing: 'THERE', model: 'THERE', otherRevision: null }, { drawing: 'THERE', model: 'THERE', otherRevision: null }, { drawing: 'THERE', model: 'EXPECTED', otherRevision: null }, { drawing: 'EXPECTED', model: 'EXPECTED', otherRevision: null }]);
    const after = (await app.get(ImportReading).importOf(actor, view.id))!;
    expect([after.state, after.attachments.length, after.partsWithoutDrawing.length]).toEqual(['CONFIRMED', 4, 0]);
    // Every object has its row and every row its object.
    expect(objects(actor)).toEqual(await rows(actor));
  }, 90_000);

  it('makes new revisions of frozen parts for changed content only', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const first = await read(actor, mould, await aBundle(actor, [{ name: 'list.csv', bytes: Buffer.from(LIST) }, { name: '405_A.pdf', bytes: pdf('one') }, { name: '203_A.pdf', bytes: pdf('two') }, { name: 'mould.stp', bytes: step([insert, plate]) }]));
    await confirm(actor, first);
    const frozen = (await partsOf(actor, mould)).filter(({ partNo }) => /405|203/.test(partNo));
    await app.get(PartService).setRoutes(actor, { idempotencyKey: key(), parts: frozen.map(({ id, version }) => ({ partId: id, version })), operations: [{ seq: 10, process: 'CNC', outside: true }] });
    const routed = (await partsOf(actor, mould)).filter(({ partNo }) => /405|203/.test(partNo));
    await app.get(PartService).releaseParts(actor, { idempotencyKey: key(), parts: routed.map(({ id, version }) => ({ partId: id, version })) });

    const again = await read(actor, mould, await aBundle(actor, [{ name: 'list.csv', bytes: Buffer.from(LIST) }, { name: 'AC2507-405 Rev.C.pdf', bytes: pdf('another') }, { name: 'AC2507-203_B.pdf', bytes: pdf('two') }, { name: 'mould.stp', bytes: step([insert, plate]) }]));
    expect(again.attachments.map(({ partNo, outcome }) => [partNo, outcome])).toEqual([['AC2507-405', 'REPLACE'], ['AC2507-203', 'SAME']]);
    await confirm(actor, again);
    const now = new Map((await partsOf(actor, mould)).map((part) => [part.partNo, part]));
    expect([now.get('AC2507-405'), now.get('AC2507-203')]).toMatchObject([
      { revision: 'C', released: false, files: [{ name: 'AC2507-405 Rev.C.pdf' }] }, { revision: 'A', released: true, files: [{ name: '203_A.pdf' }] }]);

    // Another shape is another definition, although list and drawing are the same.
    const reshaped = await read(actor, mould, await aBundle(actor, [{ name: 'list.csv', bytes: Buffer.from(LIST) }, { name: 'mould.stp', bytes: step([{ ...insert, block: [30, 20, 12] }, plate]) }]));
    await confirm(actor, reshaped);
    expect((await partsOf(actor, mould)).find(({ partNo }) => partNo === 'AC2507-203')).toMatchObject({ revision: 'B', released: false, files: [{ name: '203_A.pdf' }] });
  }, 60_000);

  it('may bring drawings alone for parts that are there', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    await confirm(actor, await read(actor, mould, await aList(actor, LIST)));
    const view = await read(actor, mould, await aBundle(actor, [{ name: '203.pdf', bytes: pdf('203') }, { name: 'AC2507-405.stp', bytes: step([slide]) }]));
    expect([view.rows.filter(({ change }) => change !== 'MISSING').length, view.attachments.map(({ partNo }) => partNo).sort()]).toEqual([0, ['AC2507-203', 'AC2507-405']]);
    await confirm(actor, view);
    await measured(actor, view.id);
    await app.get(ModelGeometry).measureWaiting();
    const parts = new Map((await partsOf(actor, mould)).map((part) => [part.partNo, part]));
    expect(parts.get('AC2507-203')!.files).toMatchObject([{ name: '203.pdf' }]);
    for (let i = 0; i < 200 && (await partsOf(actor, mould)).find(({ partNo }) => partNo === 'AC2507-405')!.size.lengthMm === null; i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
    // The size came after the part was confirmed.
    expect((await partsOf(actor, mould)).find(({ partNo }) => partNo === 'AC2507-405')).toMatchObject({ size: { lengthMm: '96' }, files: [{ purpose: 'MODEL' }], thumbnailUrl: expect.any(String) });
  }, 60_000);
});

describe('a model in', () => {
  it('starts a mould by itself', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const view = await read(actor, mould, await aModel(actor, readFileSync(new URL('../../../../../test/fixtures/models/mould.step', import.meta.url))));
    expect([view.state, view.counts.import]).toEqual(['REVIEW', 7]);
    await confirm(actor, view);
    await measured(actor, view.id);
    for (let i = 0; i < 200 && (await partsOf(actor, mould)).some(({ size }) => size.lengthMm === null); i += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
    expect((await partsOf(actor, mould)).map(({ name, quantity, size }) => [name, quantity, size.diameterMm ?? size.widthMm, size.lengthMm])).toEqual([
      ['定模座板', 1, '350', '400'], ['A板(定模板)', 1, '300', '400'], ['B板(动模板)', 1, '300', '400'], ['方铁', 2, '100', '400'], ['顶针板', 1, '190', '400'], ['动模座板', 1, '350', '400'], ['导柱 φ30', 4, '30', '160']]);
    const whole = await app.get(MouldReading).wholeModel(actor, mould.id);
    expect(whole!.bodies.map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(new Set(whole!.bodies.map(({ partId }) => partId))).toEqual(new Set((await partsOf(actor, mould)).map(({ id }) => id)));
    expect(whole!.url).toMatch(/\/files\/fil_[0-9a-z]+\?by=/);
    expect(await app.get(MouldReading).wholeModel(anActor(), mould.id)).toBeNull();
    const told = await test.owner.query(`select count(*)::int as n from post.events where type = 'ordering.import.progressed.v1' and payload->>'importId' = $1`, [view.id]);
    expect(told.rows[0].n).toBeGreaterThanOrEqual(2);
  }, 60_000);

  it('without structure gives a part for each shape under one name', async () => {
    const actor = anActor();
    const insert = (h: number): StepProduct => ({ name: '镶件', block: [30, 20, h] });
    const view = await read(actor, await aMould(actor), await aModel(actor, Buffer.from(new StepFile([insert(10), insert(10), insert(12), plate]).toString())));
    expect(view.rows.filter(({ kind }) => kind === 'ITEM').map(({ name, quantity }) => [name, quantity])).toEqual([['镶件', 3], ['A板', 1]]);
    await measured(actor, view.id);
    let now = view;
    for (let i = 0; i < 200 && now.rows.filter(({ kind }) => kind === 'ITEM').length < 3; i += 1) {
      await app.get(ListReading).readWaiting();
      now = (await app.get(ImportReading).importOf(actor, view.id))!;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    expect(now.rows.filter(({ kind }) => kind === 'ITEM').map(({ name, quantity, size }) => [name, quantity, size?.heightMm])).toEqual([['镶件', 2, '10'], ['A板', 1, '80'], ['镶件(2)', 1, '12']]);
    expect(now.models[0]!.problems.map(({ code }) => code)).toEqual(['SEVERAL_SHAPES']);
  }, 60_000);

  it('with damage is read as far as it goes, and says what is missing', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const whole = readFileSync(new URL('../../../../../test/fixtures/models/mould.step', import.meta.url));
    const view = await read(actor, mould, await aModel(actor, whole.subarray(0, 120_000)));
    expect(view.state).toBe('REVIEW');
    expect(view.counts.import).toBeLessThan(7);
    const shown = await measured(actor, view.id);
    expect(shown.models[0]!.state).toBe('PARTIAL');
    expect(shown.models[0]!.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['TRUNCATED', 'DANGLING', 'UNREADABLE']));
    expect(shown.models[0]!.items.every(({ geometry, size }) => geometry === 'STOPPED' && size === null)).toBe(true);
  }, 60_000);

  it('whose geometry does not come takes sizes from a person, and asks nobody while it may still come', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const whole = aMouldModel();
    const view = await read(actor, mould, await aModel(actor, whole.subarray(0, Math.floor(whole.length * 0.7))));
    const shown = await measured(actor, view.id);
    const other = anActor();
    const complete = await read(other, await aMould(other), await aModel(other, whole));
    expect(complete.problems.filter(({ code }) => code === 'SIZE_MISSING')).toEqual([]);
    const [asked] = shown.problems.filter(({ code }) => code === 'SIZE_MISSING');
    expect(asked).toMatchObject({ blocking: false, answer: null });
    const answered = await review(actor, shown, { answers: [{ no: asked!.no, answer: '400×350×35' }] }) as ImportView;
    const line = answered.rows.find(({ rowNo }) => rowNo === asked!.rowNo)!;
    expect(line.size).toMatchObject({ lengthMm: '400', widthMm: '350', heightMm: '35' });
    await confirm(actor, answered);
    expect((await partsOf(actor, mould)).find(({ partNo }) => partNo === line.partNo)!.size).toMatchObject({ lengthMm: '400' });
  }, 60_000);

  it('N39: that is none is refused, and its bytes go', async () => {
    const actor = anActor();
    const file = await aModel(actor, Buffer.from('ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n'));
    expect(await read(actor, await aMould(actor), file)).toMatchObject({ state: 'FAILED', problems: [{ code: 'MODEL_UNREADABLE' }] });
    expect((await test.owner.query('select state from ordering.files where id = $1', [file])).rows[0].state).toBe('QUARANTINED');
  });
});

describe('a hostile bundle', () => {
  const refusedAs = async (code: string, bytes: Uint8Array) => {
    const actor = anActor();
    const bundle = await aFile(actor, 'BUNDLE', 'evil.zip', bytes, 'application/zip');
    const view = await read(actor, await aMould(actor), bundle);
    expect(view).toMatchObject({ state: 'FAILED', problems: [{ code, message: expect.any(String) }] });
    // Nothing of it is kept but the archive itself, which the clock removes.
    expect(objects(actor)).toEqual([bundle]);
  };
  const list = { name: 'list.csv', bytes: Buffer.from(LIST) };

  it('N37: is refused as a whole when it is a bomb, locked, too many, empty or none', async () => {
    await refusedAs('BUNDLE_TOO_DENSE', zipOf([list, { name: 'bomb.pdf', bytes: Buffer.alloc(30_000_000, 0x20) }]));
    await refusedAs('BUNDLE_TOO_LARGE', zipOf([list, { name: 'huge.pdf', bytes: randomBytes(50), toldSize: 0xfffffff0 }, { name: 'more.pdf', bytes: randomBytes(50), toldSize: 0xfffffff0 }]));
    await refusedAs('BUNDLE_ENCRYPTED', zipOf([{ ...list, encrypted: true }]));
    await refusedAs('BUNDLE_TOO_MANY', zipOf(Array.from({ length: 2_001 }, (_, i) => ({ name: `${i}.pdf`, bytes: pdf(String(i)), stored: true }))));
    await refusedAs('BUNDLE_EMPTY', zipOf([{ name: 'a.exe', bytes: Buffer.from([0x4d, 0x5a, 0]) }]));
    await refusedAs('BUNDLE_BROKEN', zipOf([list]).subarray(0, 100));
    await refusedAs('BUNDLE_BROKEN', Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(4_000)]));
  }, 60_000);

  it('N42: loses only the files that lie about themselves', async () => {
    const actor = anActor();
    const view = await read(actor, await aMould(actor), await aBundle(actor, [
      list, { name: 'longer.pdf', bytes: pdf('x'.repeat(2_000)), toldSize: 500 }, { name: 'other.pdf', bytes: pdf('other'), toldCrc: 1 }, { name: 'link.pdf', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 },
      { name: '\u202efdp.203-7052CA.pdf', bytes: pdf('turned') }, { name: 'a\u0000b/AC2507-101.pdf', bytes: pdf('nul') },
    ]));
    expect(view.skippedFiles.map(({ name, code }) => [name, code]).sort()).toEqual([['link.pdf', 'SPECIAL_FILE'], ['longer.pdf', 'FILE_BROKEN'], ['other.pdf', 'FILE_BROKEN']]);
    expect(view.attachments.map(({ file, partNo }) => [file.name, partNo])).toEqual([['AC2507-101.pdf', 'AC2507-101']]);
    expect(view.unmatchedFiles.map(({ name }) => name)).toEqual(['fdp.203-7052CA.pdf']);
    expect(objects(actor)).toEqual(await rows(actor));
  }, 30_000);

  it('is no door to files of others, nor a way to put files where nothing is', async () => {
    const [actor, rival] = [anActor(), anActor()];
    const view = await read(actor, await aMould(actor), await aBundle(actor, [list, { name: 'x.pdf', bytes: pdf('x') }]));
    const foreign = await aFile(rival, 'DRAWING', 'theirs.pdf', pdf('theirs'), 'application/pdf');
    expect(await review(actor, view, { files: [{ fileId: foreign, partNo: 'AC2507-203' }, { fileId: view.unmatchedFiles[0]!.id, partNo: 'AC2507-999' }] })).toMatchObject({
      __typename: 'InputRefused', problems: [{ path: 'files.0.fileId' }, { path: 'files.1.partNo' }] });
    const aside = await review(actor, view, { files: [{ fileId: view.unmatchedFiles[0]!.id, partNo: null }] }) as ImportView;
    expect(aside.asideFiles.map(({ name }) => name)).toEqual(['x.pdf']);
    // A drawing of the own company that came later joins with its part, and with nothing less; a model does not.
    const drawing = await aFile(actor, 'DRAWING', 'later.pdf', pdf('later'), 'application/pdf');
    const model = await aModel(actor, step([slide]));
    expect(await review(actor, aside, { files: [{ fileId: drawing, partNo: null }, { fileId: model, partNo: 'AC2507-203' }, { fileId: foreign, partNo: 'AC2507-203' }] })).toMatchObject({
      __typename: 'InputRefused', problems: [{ path: 'files.0.fileId' }, { path: 'files.1.fileId' }, { path: 'files.2.fileId' }] });
    const joined = await review(actor, aside, { files: [{ fileId: drawing, partNo: 'AC2507-203' }] }) as ImportView;
    expect([joined.attachments, joined.partsWithoutDrawing.includes('AC2507-203')]).toMatchObject([[{ partNo: 'AC2507-203', by: 'PERSON', outcome: 'ADD', file: { name: 'later.pdf' } }], false]);
    await confirm(actor, joined);
  }, 30_000);
});
