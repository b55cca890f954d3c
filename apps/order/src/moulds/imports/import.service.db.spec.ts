import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#kernel';
import type { Actor } from '#contracts';
import type { ImportView, MouldView, ReviewImportInput } from '#contracts/order-moulds';
import { Bell, Outbox } from '#platform/messaging';
import { Logger } from '#platform/observability';
import { aDatabase, anActor, type TestDatabase } from '#testing';
import { someAddresses } from '../../../../../test/kit/addresses.js';
import { Bundles, FileService, KeptFiles } from '../../files/index.js';
import { LocalStorage } from '../../files/local.storage.js';
import { ModelStructures } from '../../models/index.js';
import { ModelReader } from '../../models/model-reader.port.js';
import { PieceMaker } from '../../pieces/index.js';
import { MouldEntity } from '../mould.entity.js';
import { MouldReading } from '../mould-reading.service.js';
import { MouldService } from '../mould.service.js';
import { PartReading } from '../part-reading.service.js';
import { PartRecords } from '../part-records.service.js';
import { PartService } from '../part.service.js';
import { openBomFile } from './bom-file.parser.js';
import { bomLimits, opened, type Opened } from './bom-grid.policy.js';
import type { BomAsked, BomReading } from './bom-reading.policy.js';
import { BomReader } from './bom-reader.port.js';
import { ImportEntity } from './import.entity.js';
import { ImportReading } from './import-reading.service.js';
import { ImportService } from './import.service.js';
import { IntakeService } from './intake.service.js';
import { ListReading } from './list-reading.service.js';
import { readWithModel } from './model-merge.policy.js';
import { WardrobeService } from './wardrobe.service.js';

/** Reads in this process: how the real one keeps its child at bay has a spec of its own. */
class ReaderHere extends BomReader {
  dying = false;
  /** While set, every reading waits for it. */
  gate: Promise<void> | null = null;
  reading = 0;

  override async read(bytes: Uint8Array | null, asked: BomAsked = {}): Promise<Opened<BomReading>> {
    if (this.dying) throw new Error('the process died');
    this.reading += 1;
    await this.gate;
    if (bytes === null) return opened(readWithModel(null, asked));
    const grid = await openBomFile(bytes, bomLimits);
    return grid.ok ? opened(readWithModel(grid.value, asked)) : grid;
  }
}

let test: TestDatabase;
let folder: string;
let storage: LocalStorage;
let reader: ReaderHere;
let lists: ListReading;
let service: ImportService;
let reading: ImportReading;
let moulds: MouldService;
let mouldReading: MouldReading;
let parts: PartReading;
let partService: PartService;

beforeAll(async () => {
  test = await aDatabase('order', { entities: [MouldEntity, ImportEntity] });
  folder = mkdtempSync(join(tmpdir(), 'imports-spec-'));
  storage = new LocalStorage(folder);
  reader = new ReaderHere();
  const logger = new Logger('order', 'silent');
  const files = new FileService(test.database, storage);
  const records = new PartRecords();
  parts = new PartReading(test.database, someAddresses());
  mouldReading = new MouldReading(test.database, someAddresses());
  moulds = new MouldService(test.database, mouldReading);
  partService = new PartService(test.database, parts, records, new PieceMaker(), new Outbox({ service: 'order', schema: 'ordering' }));
  const kept = new KeptFiles(storage);
  const bell = new Bell(test.database, logger);
  const structures = new ModelStructures(test.database, files, new ModelReader(), bell);
  const wardrobes = new WardrobeService(files, structures, someAddresses());
  reading = new ImportReading(test.database, files, wardrobes);
  lists = new ListReading(test.database, files, new IntakeService(test.database, files, new Bundles(test.database, files, kept), structures), reader, new Outbox({ service: 'order', schema: 'ordering' }), logger);
  service = new ImportService(test.database, files, bell, reading, lists, mouldReading, records, wardrobes);
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const key = () => `key-${newId('request')}`;
const fixture = (name: string) => readFileSync(new URL(`../../../../../test/fixtures/bom/ok/${name}`, import.meta.url));

async function aMould(actor: Actor, mouldNo = 'AC2507'): Promise<MouldView> {
  return await moulds.createMould(actor, { idempotencyKey: key(), mouldNo, title: 'Door trim' }) as MouldView;
}

async function aFile(actor: Actor, bytes: Uint8Array | string, given: { purpose?: string; state?: string } = {}): Promise<string> {
  const id = newId('file');
  const content = Buffer.from(bytes);
  const incoming = await storage.receive(`${actor.companyId}/${id}`);
  await incoming.write(content);
  await incoming.keep();
  await test.owner.query(
    `insert into ordering.files (id, company_id, purpose, name, byte_size, sha256, media_type, state, storage_key, expires_at)
     values ($1, $2, $3, 'list.csv', $4, $5, 'text/csv', $6, $7, now())`,
    [id, actor.companyId, given.purpose ?? 'BOM', content.length, createHash('sha256').update(content).digest('hex'), given.state ?? 'READY', `${actor.companyId}/${id}`]);
  return id;
}

const start = (actor: Actor, mould: MouldView, ...fileIds: string[]) => service.startImport(actor, { idempotencyKey: key(), mouldId: mould.id, fileIds });

/** An import that was read, as a person sees it. */
async function read(actor: Actor, mould: MouldView, bytes: Uint8Array | string): Promise<ImportView> {
  const started = await start(actor, mould, await aFile(actor, bytes)) as ImportView;
  await lists.readWaiting();
  return (await reading.importOf(actor, started.id))!;
}

const review = (actor: Actor, of: ImportView, given: Partial<ReviewImportInput>) => service.reviewImport(actor, { idempotencyKey: key(), importId: of.id, version: of.version, ...given });
const confirm = (actor: Actor, of: ImportView) => service.confirmImport(actor, { idempotencyKey: key(), importId: of.id, version: of.version });
const partsOf = (actor: Actor, mould: MouldView) => parts.partsOfMould(actor, { mouldId: mould.id });

const JOURNEY = [
  '件号,名称,材料,规格,数量,硬度,自制/外协/外购', 'AC2507-405,滑块1镶件(左),8407,96×42×58,1,HRC48-52,外协',
  'AC2507-203,前模卡扣镶件1(左),国产8407,62×34×72,1,HRC48-52,外协', 'AC2507-601,弹簧,弹簧钢,φ30×100,4,,外购', '',
].join('\n');

describe('reading a list', () => {
  it('takes it from PARSING to REVIEW with every line told', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const started = await start(actor, mould, await aFile(actor, JOURNEY)) as ImportView;
    expect(started).toMatchObject({ __typename: 'Import', state: 'PARSING', version: 1, rows: [], files: [{ name: 'list.csv', state: 'READY' }] });
    await lists.readWaiting();
    const seen = (await reading.importOf(actor, started.id))!;
    expect(seen).toMatchObject({ state: 'REVIEW', version: 2, progressPercent: 100, counts: { import: 2, review: 1, skip: 0, layout: 1 } });
    expect(seen.rows.map((row) => [row.rowNo, row.action, row.change])).toEqual([[1, 'LAYOUT', 'SAME'], [2, 'IMPORT', 'ADD'], [3, 'REVIEW', 'ADD'], [4, 'IMPORT', 'ADD']]);
    expect(seen.problems.filter((problem) => problem.blocking)).toMatchObject([{ rowNo: 3, code: 'MATERIAL_ALIAS', read: '国产8407', answer: null }]);
    expect(await partsOf(actor, mould)).toEqual([]);
  });

  it('tells its problems in the language of the reader', async () => {
    const actor = anActor({ locale: 'zh-CN' });
    const seen = await read(actor, await aMould(actor), JOURNEY);
    expect(seen.problems[0]!.message).toMatch(/[\u4e00-\u9fff]/);
    expect((await reading.importOf({ ...actor, locale: 'en' }, seen.id))!.problems[0]!.message).toMatch(/[a-z]{3}/);
  });

  it('says why a file cannot be read and leaves nothing of it behind', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const seen = await read(actor, mould, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]));
    expect(seen).toMatchObject({ state: 'FAILED', rows: [], problems: [{ code: 'OLD_EXCEL', blocking: true }], files: [{ state: 'QUARANTINED' }] });
    expect(await confirm(actor, seen)).toMatchObject({ __typename: 'StateRefused', currentState: 'FAILED' });
    expect(await partsOf(actor, mould)).toEqual([]);
  });

  const claimRunsOut = (id: string) => test.owner.query(`update ordering.imports set leased_until = now() - interval '1 second' where id = $1`, [id]);

  it('is taken up again when its reader died, by one reader at a time', async () => {
    const actor = anActor();
    const started = await start(actor, await aMould(actor), await aFile(actor, JOURNEY)) as ImportView;
    reader.dying = true;
    expect(await lists.readWaiting().finally(() => { reader.dying = false; })).toBe(1);
    expect(await lists.readWaiting()).toBe(0);
    expect((await reading.importOf(actor, started.id))!.state).toBe('PARSING');
    await claimRunsOut(started.id);
    expect((await Promise.all([lists.readWaiting(), lists.readWaiting()])).sort()).toEqual([0, 1]);
    expect((await reading.importOf(actor, started.id))!).toMatchObject({ state: 'REVIEW', version: 2 });
  });

  it('is given up when its readers die again and again, and leaves nothing in the mould', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const started = await start(actor, mould, await aFile(actor, JOURNEY)) as ImportView;
    reader.dying = true;
    for (let deaths = 1; deaths <= 3; deaths += 1) {
      await lists.readWaiting().catch(() => undefined);
      await claimRunsOut(started.id);
    }
    reader.dying = false;
    expect(await lists.readWaiting()).toBe(0);
    expect(await reading.importOf(actor, started.id)).toMatchObject({ state: 'FAILED', problems: [{ code: 'READING_STOPPED' }], files: [{ state: 'READY' }] });
    expect(await partsOf(actor, mould)).toEqual([]);
  });

  it('starts only with one readable list of the own company', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    expect(await start(actor, mould, await aFile(actor, JOURNEY, { purpose: 'PHOTO' }))).toMatchObject({ __typename: 'FileRefused' });
    expect(await start(actor, mould, await aFile(actor, JOURNEY), await aFile(actor, JOURNEY))).toMatchObject({ __typename: 'FileRefused' });
    expect(await start(actor, mould, await aFile(actor, JOURNEY, { state: 'QUARANTINED' }))).toMatchObject({ __typename: 'FileRefused' });
    await expect(start(actor, mould, await aFile(anActor(), JOURNEY))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(start(anActor(), mould, await aFile(actor, JOURNEY))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await reading.importsOfMould(actor, { mouldId: mould.id })).length).toBe(0);
  });

  it('lets one company read five lists at a time', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    for (let i = 0; i < 5; i += 1) expect(await start(actor, mould, await aFile(actor, JOURNEY))).toMatchObject({ __typename: 'Import' });
    expect(await start(actor, mould, await aFile(actor, JOURNEY))).toMatchObject({ __typename: 'LimitReached', limit: 5 });
    while (await lists.readWaiting() > 0);
  });
});

describe('looking at a list', () => {
  it('takes an answer, computes the drafts anew and keeps the numbers of the questions', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const seen = await read(actor, mould, JOURNEY);
    const question = seen.problems.find((problem) => problem.blocking)!;
    const after = await review(actor, seen, { answers: [{ no: question.no, answer: '国产8407' }] }) as ImportView;
    expect(after).toMatchObject({ __typename: 'Import', version: seen.version + 1, counts: { import: 3, review: 0 } });
    expect(after.problems.find((problem) => problem.no === question.no)).toMatchObject({ code: question.code, answer: '国产8407' });
    expect(await reading.importOf(actor, seen.id)).toEqual(after);
  });

  it('reads an import again once at a time, so that nobody fills the memory with waiting files', async () => {
    const actor = anActor();
    const seen = await read(actor, await aMould(actor), JOURNEY);
    let open = () => {};
    reader.gate = new Promise((resolve) => { open = resolve; });
    const before = reader.reading;
    const answers = Array.from({ length: 20 }, () => review(actor, seen, { columns: [] }).then(({ __typename }) => __typename, (problem: { code: string }) => problem.code));
    const soon = await Promise.all(answers.map((answer) => Promise.race([answer, new Promise<string>((resolve) => { setTimeout(resolve, 1_500, 'waits'); })])));
    open();
    reader.gate = null;
    expect(reader.reading - before).toBe(1);
    expect(soon.filter((answer) => answer === 'RATE_LIMITED')).toHaveLength(19);
    expect((await Promise.all(answers)).filter((answer) => answer === 'Import')).toHaveLength(1);
    expect((await review(actor, (await reading.importOf(actor, seen.id))!, { columns: [] })).__typename).toBe('Import');
  });

  it('tells the lines of many imports at once only as far as an answer may hold', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const seen = await read(actor, mould, JOURNEY);
    expect(await reading.importsOfMould(actor, { mouldId: mould.id, withLines: true })).toMatchObject([{ id: seen.id, rows: { length: 4 } }]);
    await test.owner.query(`update ordering.imports set counts = '{"import": 40000, "review": 9000, "skip": 1000, "layout": 1}' where id = $1`, [seen.id]);
    await expect(reading.importsOfMould(actor, { mouldId: mould.id, withLines: true })).rejects.toMatchObject({ code: 'QUERY_TOO_COSTLY' });
    expect(await reading.importsOfMould(actor, { mouldId: mould.id, withLines: false })).toMatchObject([{ id: seen.id, rows: [] }]);
  });

  it('answers a repeat of the same review without reading it twice', async () => {
    const actor = anActor();
    const seen = await read(actor, await aMould(actor), JOURNEY);
    const input = { idempotencyKey: key(), importId: seen.id, version: seen.version, answers: [{ no: seen.problems[0]!.no, answer: '8407' }] };
    const first = await service.reviewImport(actor, input);
    expect(await service.reviewImport(actor, input)).toEqual(first);
    expect((await reading.importOf(actor, seen.id))!.version).toBe(seen.version + 1);
  });

  it('refuses a stale version, an unknown problem and an unknown column', async () => {
    const actor = anActor();
    const seen = await read(actor, await aMould(actor), JOURNEY);
    expect(await review(actor, { ...seen, version: 1 }, { answers: [] })).toMatchObject({ __typename: 'VersionConflict', currentVersion: seen.version });
    expect(await review(actor, seen, { answers: [{ no: 999, answer: 'x' }], columns: [{ index: 50, meaning: 'NAME' }] }))
      .toMatchObject({ __typename: 'InputRefused', problems: [{ path: 'columns.0.index' }, { path: 'answers.0.no' }] });
    await expect(review(anActor(), seen, { answers: [] })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await reading.importOf(anActor(), seen.id)).toBeNull();
  });

  it('gives it up for good, also before it is read', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const rejected = await review(actor, await read(actor, mould, JOURNEY), { reject: true }) as ImportView;
    expect(rejected.state).toBe('REJECTED');
    expect(await confirm(actor, rejected)).toMatchObject({ __typename: 'StateRefused', currentState: 'REJECTED' });
    const started = await start(actor, mould, await aFile(actor, JOURNEY)) as ImportView;
    expect(await review(actor, started, { reject: true })).toMatchObject({ state: 'REJECTED' });
    await lists.readWaiting();
    expect((await reading.importOf(actor, started.id))!.state).toBe('REJECTED');
  });
});

describe('confirming a list', () => {
  it('waits for every blocking question', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    expect(await confirm(actor, await read(actor, mould, JOURNEY))).toMatchObject({ __typename: 'ImportUnresolved', problems: [{ rowNo: 3, code: 'MATERIAL_ALIAS' }] });
    expect(await partsOf(actor, mould)).toEqual([]);
  });

  it('makes the parts of the journey, with the gaps of what the list does not say', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const seen = await read(actor, mould, JOURNEY);
    const answered = await review(actor, seen, { answers: [{ no: seen.problems.find((problem) => problem.blocking)!.no, answer: '国产8407' }] }) as ImportView;
    expect(await confirm(actor, answered)).toMatchObject({ __typename: 'Mould', id: mould.id, summary: { parts: 3, outside: 2, buy: 1 } });
    const made = await partsOf(actor, mould);
    expect(made.map((part) => [part.partNo, part.supply, part.revision, part.released, part.material])).toEqual([
      ['AC2507-405', 'OUTSIDE', 'A', false, '8407'], ['AC2507-203', 'OUTSIDE', 'A', false, '国产8407'], ['AC2507-601', 'BUY', 'A', false, expect.any(String)],
    ]);
    const [p405, p203] = made;
    const result = await partService.updateParts(actor, { idempotencyKey: key(), parts: [
      { partId: p405!.id, version: p405!.version, category: 'SLI', requirements: 'IT6; SPI B2', supply: 'OUTSIDE' },
      { partId: p203!.id, version: p203!.version, category: 'CVS', requirements: 'IT6; 挂台 0/-0.02', supply: 'OUTSIDE' },
    ] });
    expect(result).toMatchObject({ __typename: 'PartsChanged', parts: [{ gaps: ['ROUTE'] }, { gaps: ['ROUTE'] }] });
  });

  it('makes 210 parts and 1,001 pieces of the sample list, every outside part ready for a tender', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const seen = await read(actor, mould, fixture('sample-bom.csv'));
    expect(seen.counts).toEqual({ import: 210, review: 0, skip: 0, layout: 1 });
    const confirmed = await confirm(actor, seen) as MouldView;
    expect(confirmed.summary).toEqual({ parts: 210, make: 21, outside: 91, buy: 98, publishable: 91, incomplete: 0, accepted: 0 });
    const made = await partsOf(actor, mould);
    expect(made.reduce((sum, part) => sum + part.quantity, 0)).toBe(1001);
    expect(made.find((part) => part.partNo === 'AC2507-103')).toMatchObject({ revision: 'B', route: [{ process: 'BUY', outside: false }, { process: 'CNCL', outside: true }, { process: 'GD' }, { process: 'DT' }, { process: 'GR' }] });
  });

  it('shows what a second list would do, does it, and keeps what it did', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const list = fixture('sample-bom.csv').toString('utf8');
    await confirm(actor, await read(actor, mould, list));
    const lines = list.split(/\r?\n/);
    const changedList = [...lines.slice(0, 5), ...lines.slice(6)].join('\n').replace('700×700×40,1,件', '700×700×45,1,件');
    const seen = await read(actor, mould, changedList);
    const count = (change: string) => seen.rows.filter((row) => row.action !== 'LAYOUT' && row.change === change).length;
    expect([count('ADD'), count('CHANGE'), count('SAME')]).toEqual([0, 1, 208]);
    expect(seen.rows.filter((row) => row.differences.length > 0).map((row) => [row.partNo, row.differences[0]])).toEqual([['AC2507-101', { meaning: 'SIZE', before: '700×700×40', after: '700×700×45' }]]);
    expect(seen.rows.filter((row) => row.change === 'MISSING').map((row) => [row.rowNo, row.partNo])).toEqual([[0, 'AC2507-105']]);
    expect(await confirm(actor, seen)).toMatchObject({ summary: { parts: 210 } });
    const made = await partsOf(actor, mould);
    expect(made.filter((part) => part.version > 1).map((part) => [part.partNo, part.size.heightMm])).toEqual([['AC2507-101', '45']]);
    const after = (await reading.importOf(actor, seen.id))!;
    expect(after).toMatchObject({ state: 'CONFIRMED', rows: seen.rows });
  });

  it('opens the next revision of a frozen part that a second list changes', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const list = (size: string) => `件号,名称,材料,规格,数量,硬度,公差,工艺路线,自制/外协/外购\nP1,镶件,8407,${size},1,HRC48-52,IT6,CNC>HT,外协\n`;
    await confirm(actor, await read(actor, mould, list('96×42×58')));
    const [part] = await partsOf(actor, mould);
    await partService.releaseParts(actor, { idempotencyKey: key(), parts: [{ partId: part!.id, version: part!.version }] });
    await confirm(actor, await read(actor, mould, list('96×42×60')));
    expect(await partsOf(actor, mould)).toMatchObject([{ id: part!.id, revision: 'B', released: false, size: { heightMm: '60' } }]);
  });

  it('reads a heading as this company read it last time, and another company as nobody did', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const list = (no: string) => `件号,名称,材料,规格,数量,备料\n${no},镶件,8407,96×42×58,1,IT6\n`;
    const first = await read(actor, mould, list('P1'));
    expect(first.columns[5]!.meaning).not.toBe('REQUIREMENTS');
    const corrected = await review(actor, first, { columns: [{ index: 5, meaning: 'REQUIREMENTS' }] }) as ImportView;
    expect(corrected.columns[5]).toMatchObject({ header: '备料', meaning: 'REQUIREMENTS', confidencePercent: 100 });
    await confirm(actor, corrected);
    expect((await partsOf(actor, mould))[0]!.requirements).toBe('IT6');
    expect((await read(actor, mould, list('P2'))).columns[5]).toMatchObject({ meaning: 'REQUIREMENTS', confidencePercent: 100 });
    const other = anActor();
    expect((await read(other, await aMould(other), list('P2'))).columns[5]!.meaning).toBe(first.columns[5]!.meaning);
  });

  it('adds nothing twice, whoever confirms how often', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const seen = await read(actor, mould, fixture('sample-bom.csv'));
    const results = await Promise.all([confirm(actor, seen), confirm(actor, seen), confirm(actor, seen)]);
    expect(results.map((result) => result.__typename).sort()).toEqual(['Mould', 'VersionConflict', 'VersionConflict']);
    expect(await partsOf(actor, mould)).toHaveLength(210);
  });

  it('adds nothing to a mould that is cancelled meanwhile', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    const seen = await read(actor, mould, fixture('sample-bom.csv'));
    await moulds.updateMould(actor, { idempotencyKey: key(), mouldId: mould.id, version: 1, state: 'CANCELLED', reason: 'customer left' });
    expect(await confirm(actor, seen)).toMatchObject({ __typename: 'StateRefused', currentState: 'CANCELLED' });
  });
});

describe('the messy list of a real factory', () => {
  it('is 29 lines to import, 9 to answer and 2 to leave out, and becomes parts once answered', async () => {
    const actor = anActor();
    const mould = await aMould(actor);
    let seen = await read(actor, mould, fixture('sample-bom-messy.csv'));
    expect(seen.counts).toEqual({ import: 29, review: 9, skip: 2, layout: 12 });
    for (let round = 0; round < 5 && seen.counts.review > 0; round += 1) {
      const answers = seen.problems.filter((problem) => problem.blocking && problem.answer === null)
        .map((problem, i) => ({ no: problem.no, answer: problem.suggestions[0] ?? (problem.code.startsWith('PART_NO') || problem.code === 'EXCEL_NUMBER' ? `AC2507-9${i}` : '1') }));
      seen = await review(actor, seen, { answers }) as ImportView;
    }
    expect([seen.counts.review, seen.problems.filter((problem) => problem.blocking && problem.answer === null)]).toEqual([0, []]);
    const confirmed = await confirm(actor, seen);
    expect(confirmed).toMatchObject({ __typename: 'Mould', summary: { parts: expect.any(Number) } });
    expect((confirmed as MouldView).summary?.parts).toBeGreaterThanOrEqual(38);
  });
});
