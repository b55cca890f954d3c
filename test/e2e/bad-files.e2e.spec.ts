import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiClient } from '../../tools/client/api-client.js';
import * as doc from '../../tools/demo/documents.js';
import { aDrawing, aMouldModel } from '../builders/mould-model.js';
import { zipOf } from '../builders/zip.js';
import { Market, until } from './market.js';

const CHUNK = 8 * 1024 * 1024;
const UPLOAD = 'mutation Upload($input: CreateUploadInput!) { createUpload(input: $input) { __typename ... on UploadTicket { url token file { id name } } ... on Refusal { code message } } }';
const IMPORT = 'query Import($id: ID!) { import(id: $id) { version state counts { import } problems { code message } skippedFiles { name code message } unmatchedFiles { name } attachments { partNo file { name } } models { state items { geometry } problems { code message } } } }';
const ME = 'query Me { viewer { company { id } } }';
const LIST = '件号,名称,材料,数量,自制/外协/外购\nAC2507-405,滑块,H13,2,外协\nAC2507-101,A板,S50C,1,外协\n';

interface Told { code: string; message: string }
interface ImportSeen { version: number; state: string; counts: { import: number }; problems: Told[]; skippedFiles: (Told & { name: string })[]; unmatchedFiles: { name: string }[]; attachments: { partNo: string; file: { name: string } }[]; models: { state: string; items: { geometry: string }[]; problems: Told[] }[] }
interface Ticket { __typename: string; url: string; token: string; file: { id: string; name: string }; code: string; message: string }

const fixture = (name: string) => readFileSync(fileURLToPath(new URL(`../fixtures/bom/${name}`, import.meta.url)));
const list = { name: 'list.csv', bytes: Buffer.from(LIST) };
/** A workbook of one sheet with a program in it. */
const withMacros = (): Buffer => zipOf([
  { name: '[Content_Types].xml', bytes: Buffer.from('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>') },
  { name: '_rels/.rels', bytes: Buffer.from('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>') },
  { name: 'xl/workbook.xml', bytes: Buffer.from('<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="BOM" sheetId="1" r:id="rId1"/></sheets></workbook>') },
  { name: 'xl/_rels/workbook.xml.rels', bytes: Buffer.from('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>') },
  { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.from(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${[['件号', '名称', '材料', '数量'], ['AC2507-405', '滑块', 'H13', '2']].map((cells, r) => `<row r="${r + 1}">${cells.map((text, c) => `<c r="${'ABCD'[c]}${r + 1}" t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`) },
  { name: 'xl/vbaProject.bin', bytes: randomBytes(2_000) },
]);
/** A workbook whose text would unfold to gigabytes. */
const xmlBomb = (): Buffer => {
  const entities = Array.from({ length: 10 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('');
  return zipOf([
    { name: '[Content_Types].xml', bytes: Buffer.from('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>') },
    { name: 'xl/workbook.xml', bytes: Buffer.from('<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>') },
    { name: 'xl/_rels/workbook.xml.rels', bytes: Buffer.from('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>') },
    { name: 'xl/worksheets/sheet1.xml', bytes: Buffer.from(`<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a0 "lol">${entities}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&a10;</t></is></c></row></sheetData></worksheet>`) },
  ]);
};

describe('bad files through the public door', () => {
  let market: Market;
  let folder: string;
  let lin: ApiClient;
  let other: ApiClient;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bad-files-'));
    market = await Market.open({ STORAGE_DIR: folder, LOG_LEVEL: 'warn' });
    [lin, other] = await Promise.all([market.person('lin', '永和模具厂'), market.person('other', '邻厂')]);
  }, 120_000);
  afterEach(async () => {
    // Whatever came of it: every object has its row and every row its object, and nothing is half there.
    await until(() => standing(), ({ objects, rows, others }) => others.length === 0 && objects.join() === rows.join(), 10_000);
  }, 20_000);
  afterAll(async () => {
    await market?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  async function standing(): Promise<{ objects: string[]; rows: string[]; others: string[] }> {
    const all = everyFile(folder);
    const { rows } = await market.owner.query<{ id: string }>(`select company_id || '/' || id as id from ordering.files where storage_key is not null order by 1`);
    const known = new Set(rows.map(({ id }) => id));
    return { objects: all.filter((name) => known.has(name)), rows: [...known], others: all.filter((name) => !known.has(name)) };
  }
  const ticket = async (purpose: string, name: string, bytes: Buffer, told: { size?: number } = {}): Promise<Ticket> => (await lin.ask<{ createUpload: Ticket }>(UPLOAD, {
    input: { idempotencyKey: ApiClient.key(), purpose, name, byteSize: String(told.size ?? bytes.length), sha256: createHash('sha256').update(bytes).digest('hex') } })).createUpload;
  const put = async ({ url, token }: Ticket, bytes: Buffer, range?: string): Promise<{ status: number; code: string; message: string }> => {
    const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream', ...(range === undefined ? {} : { 'content-range': range }) } });
    return { status: answer.status, ...await answer.json() as { code: string; message: string } };
  };
  const uploaded = async (purpose: string, name: string, bytes: Buffer): Promise<string> => {
    const given = await ticket(purpose, name, bytes);
    if (bytes.length <= CHUNK) expect(await put(given, bytes)).toMatchObject({ status: 201 });
    else for (let at = 0; at < bytes.length; at += CHUNK) expect((await put(given, bytes.subarray(at, at + CHUNK), `bytes ${at}-${Math.min(at + CHUNK, bytes.length) - 1}/${bytes.length}`)).status).toBeLessThan(300);
    return given.file.id;
  };
  const aMould = async (): Promise<string> => (await lin.ask<{ createMould: { id: string } }>(doc.CREATE_MOULD, { input: { idempotencyKey: ApiClient.key(), mouldNo: `M-${ApiClient.key().slice(0, 8)}`, title: '空调支架' } })).createMould.id;
  const read = async (...fileIds: string[]): Promise<ImportSeen> => {
    const { startImport } = await lin.ask<{ startImport: { __typename: string; id: string } }>(doc.START_IMPORT, { input: { idempotencyKey: ApiClient.key(), mouldId: await aMould(), fileIds } });
    expect(startImport.__typename).toBe('Import');
    return (await until(() => lin.ask<{ import: ImportSeen }>(IMPORT, { id: startImport.id }), ({ import: { state, models } }) => state !== 'PARSING' && models.every((model) => model.state !== 'MEASURING'), 60_000)).import;
  };
  const stateOf = async (id: string): Promise<string> => (await market.owner.query<{ state: string }>('select state from ordering.files where id = $1', [id])).rows[0]!.state;

  it('are refused at the door: empty, of another kind than they are called, of no kind, more or less than was told', async () => {
    expect(await ticket('BOM', 'nothing.csv', Buffer.alloc(0), { size: 0 })).toMatchObject({ __typename: 'FileRefused', message: expect.any(String) });
    const noise = randomBytes(20_000);
    noise[0] = 0;
    for (const [purpose, name, bytes] of [
      ['BOM', 'list.xlsx', aDrawing('a drawing')], ['BOM', 'list.csv', noise], ['MODEL', 'mould.stp', Buffer.from(LIST)], ['MODEL', 'mould.stp', noise], ['DRAWING', '405.pdf', Buffer.from('MZ\u0000\u0001')], ['DRAWING', '405.pdf', zipOf([list])],
      ['BUNDLE', 'all.zip', aMouldModel()], ['BUNDLE', 'all.zip', Buffer.from('Rar!\u001a\u0007\u0000 and so on')], ['PHOTO', 'p.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')], ['ATTACHMENT', 'a.png', Buffer.from('<html></html>')],
    ] as const) {
      const given = await ticket(purpose, name, bytes);
      expect([name, await put(given, bytes)]).toEqual([name, expect.objectContaining({ status: 415, code: 'TYPE_REFUSED', message: expect.any(String) })]);
      expect(await stateOf(given.file.id)).toBe('QUARANTINED');
    }
    const drawing = aDrawing('405');
    const tenfold = await ticket('DRAWING', '405.pdf', drawing);
    expect(await put(tenfold, Buffer.concat(Array.from({ length: 10 }, () => drawing)))).toMatchObject({ status: 413, code: 'TOO_LARGE' });
    expect(await put(tenfold, drawing.subarray(0, 5))).toMatchObject({ status: 409, code: 'CONTENT_MISMATCH' });
    expect(await put(await ticket('DRAWING', '405.pdf', drawing, { size: drawing.length + 1 }), Buffer.concat([drawing, Buffer.from('x')]))).toMatchObject({ status: 409, code: 'CONTENT_MISMATCH' });
    // A sender that goes away in the middle.
    await cutOff(tenfold, drawing);
    // The ticket is good for another try.
    await until(() => put(tenfold, drawing), ({ status }) => status === 201, 10_000);
  }, 60_000);

  it('have names of one line without folders, or none at all', async () => {
    expect((await ticket('DRAWING', '../../etc/passwd', aDrawing('x'))).file.name).not.toMatch(/[/\\]|^\./);
    for (const name of ['a\u0000b.pdf', '\u202efdp.exe', 'a\nb.pdf']) {
      const answer = await lin.ask<{ createUpload: Ticket }>(UPLOAD, { input: { idempotencyKey: ApiClient.key(), purpose: 'DRAWING', name, byteSize: '1', sha256: '0'.repeat(64) } }).catch((error: unknown) => String(error));
      expect(typeof answer === 'string' ? answer : answer.createUpload.file.name).not.toMatch(/[\u0000\u202e\n]/);
    }
  });

  it('that are lists end in one sentence, whatever they were made to do', async () => {
    for (const [name, bytes, code] of [
      ['locked.xlsx', fixture('not-ok/with-password.xlsx'), 'FILE_ENCRYPTED'], ['old.xls', fixture('not-ok/old-excel.xls'), 'OLD_EXCEL'], ['cut.xlsx', fixture('not-ok/cut-short.xlsx'), 'FILE_BROKEN'],
      ['bomb.xlsx', fixture('not-ok/packed-a-thousand-to-one.xlsx'), 'UNPACKS_TOO_DENSE'], ['lies.xlsx', fixture('not-ok/directory-that-lies.xlsx'), 'FILE_BROKEN'], ['letter.xlsx', fixture('not-ok/document-named.xlsx'), 'NOT_A_WORKBOOK'],
    ] as const) {
      const fileId = await uploaded('BOM', name, bytes);
      expect([name, await read(fileId)]).toEqual([name, expect.objectContaining({ state: 'FAILED', problems: [{ code, message: expect.stringMatching(/.{6,}/) }] })]);
      expect([name, await stateOf(fileId)]).toEqual([name, 'QUARANTINED']);
    }
    // Entities stay what they are written as, and a program in a workbook is not even looked at.
    const bomb = await read(await uploaded('BOM', 'laughs.xlsx', xmlBomb()));
    expect(['FAILED', 'REVIEW']).toContain(bomb.state);
    expect(bomb.counts.import).toBe(0);
    expect(await read(await uploaded('BOM', 'macros.xlsm', withMacros()))).toMatchObject({ state: 'REVIEW', counts: { import: 1 } });
  }, 120_000);

  it('that are bundles are refused as a whole or lose what is bad in them by name, and nobody else waits', async () => {
    const waits = stopwatch(other);
    for (const [bytes, code] of [
      [zipOf([list, { name: 'bomb.pdf', bytes: Buffer.alloc(60_000_000, 0x20) }]), 'BUNDLE_TOO_DENSE'], [zipOf([{ ...list, encrypted: true }]), 'BUNDLE_ENCRYPTED'], [zipOf([list]).subarray(0, 120), 'BUNDLE_BROKEN'], [zipOf([{ name: 'a.exe', bytes: Buffer.from('MZ\u0000') }]), 'BUNDLE_EMPTY'],
    ] as const) {
      const fileId = await uploaded('BUNDLE', 'all.zip', bytes);
      expect([code, await read(fileId)]).toEqual([code, expect.objectContaining({ state: 'FAILED', problems: [{ code, message: expect.stringMatching(/.{6,}/) }] })]);
    }
    const mixed = await read(await uploaded('BUNDLE', 'all.zip', zipOf([
      list, { name: '../../../AC2507-101.pdf', bytes: aDrawing('101') }, { name: 'C:\\temp\\AC2507-405_B.pdf', bytes: aDrawing('405') }, { name: 'a\u0000b/\u202efdp.pdf', bytes: aDrawing('turned') }, { name: 'inner.zip', bytes: zipOf([list]) },
      { name: 'nothing.pdf', bytes: Buffer.alloc(0) }, { name: 'broken.stp', bytes: Buffer.from('ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\n') }, { name: 'locked.xlsx', bytes: fixture('not-ok/with-password.xlsx') },
    ])));
    expect(mixed).toMatchObject({ state: 'REVIEW', counts: { import: 2 } });
    expect(mixed.attachments.map(({ partNo, file }) => [partNo, file.name]).sort()).toEqual([['AC2507-101', 'AC2507-101.pdf'], ['AC2507-405', 'AC2507-405_B.pdf']]);
    expect(mixed.unmatchedFiles.map(({ name }) => name)).toEqual(['fdp.pdf']);
    expect(mixed.skippedFiles.map(({ name, code }) => [name, code]).sort()).toEqual([['broken.stp', 'MODEL_UNREADABLE'], ['inner.zip', 'NESTED_ARCHIVE'], ['locked.xlsx', 'FILE_BROKEN'], ['nothing.pdf', 'FILE_EMPTY']]);
    expect(mixed.skippedFiles.every(({ message }) => message.length > 5)).toBe(true);
    // A neighbour asked all the time; generous, for a machine that does other things as well.
    expect(await waits()).toBeLessThan(1_500);
  }, 120_000);

  it('that are models give what is whole in them, and say what is not', async () => {
    const whole = aMouldModel();
    const cut = await read(await uploaded('MODEL', 'cut.stp', whole.subarray(0, Math.floor(whole.length * 0.7))));
    expect(cut.state).toBe('REVIEW');
    expect(cut.models[0]!.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['TRUNCATED', 'UNREADABLE']));
    expect(cut.models[0]!.items.every(({ geometry }) => geometry === 'STOPPED')).toBe(true);
    expect(await read(await uploaded('MODEL', 'none.stp', Buffer.from('ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n')))).toMatchObject({ state: 'FAILED', problems: [{ code: 'MODEL_UNREADABLE' }] });
    // Larger than geometry is made for: parts at once, sizes by hand, and a neighbour who notices nothing.
    const waits = stopwatch(other);
    const padding = Buffer.from(`/*${' '.repeat(1_000_000)}*/\n`);
    const large = Buffer.concat([whole.subarray(0, whole.length - 'ENDSEC;\nEND-ISO-10303-21;\n'.length), ...Array.from({ length: 65 }, () => padding), Buffer.from('ENDSEC;\nEND-ISO-10303-21;\n')]);
    const seen = await read(await uploaded('MODEL', 'large.stp', large));
    expect(seen).toMatchObject({ state: 'REVIEW', counts: { import: 22 }, models: [{ state: 'PARTIAL', problems: expect.arrayContaining([expect.objectContaining({ code: 'FILE_TOO_LARGE' })]) }] });
    expect(seen.problems.filter(({ code }) => code === 'SIZE_MISSING').length).toBeGreaterThan(15);
    expect(await waits()).toBeLessThan(1_500);
  }, 120_000);
});

function everyFile(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    return statSync(join(folder, path), { throwIfNoEntry: false })?.isDirectory() ? everyFile(folder, path) : [path];
  }).sort();
}

/** Sends half of what it promised and goes away. */
function cutOff({ url, token }: Ticket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const sending = request(url, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-length': String(bytes.length) } });
    sending.on('error', () => resolve());
    sending.write(bytes.subarray(0, bytes.length / 2), () => { setTimeout(() => sending.destroy(new Error('gone')), 100); });
  });
}

/** Asks the same small thing over and over until it is stopped; gives the slowest of a hundred answers in milliseconds. */
function stopwatch(api: ApiClient): () => Promise<number> {
  let going = true;
  const took: number[] = [];
  const asking = (async () => {
    while (going) {
      const begun = performance.now();
      await api.ask(ME);
      took.push(performance.now() - begun);
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  })();
  return async () => {
    going = false;
    await asking;
    return took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0;
  };
}
