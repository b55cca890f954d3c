import { readFileSync, readdirSync } from 'node:fs';
import { openBomFile } from './bom-file.parser.js';
import { bomLimits, type BomGrid, type BomLimits, type BomRefusal, type Opened } from './bom-grid.policy.js';
import { refusalSentence } from './bom-sentences.view.js';
import { storedZip } from './stored-zip.parser.js';

const fixtures = new URL('../../../../../test/fixtures/bom/', import.meta.url);
const fixture = (path: string) => readFileSync(new URL(path, fixtures));
const open = (bytes: Uint8Array | string, limits: Partial<BomLimits> = {}): Promise<Opened<BomGrid>> =>
  openBomFile(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, { ...bomLimits, ...limits });
const grid = async (bytes: Uint8Array | string): Promise<BomGrid> => {
  const answer = await open(bytes);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};
const refusal = async (bytes: Uint8Array | string, limits: Partial<BomLimits> = {}): Promise<BomRefusal> => {
  const answer = await open(bytes, limits);
  if (answer.ok) throw new Error('It was read.');
  return answer.refusal;
};

describe('opening text', () => {
  it('reads UTF-8 with and without a mark, UTF-16 with one, and GB18030 with its four-byte codes', async () => {
    const text = '件号,名称\nA-1,⌀䶮';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const [bytes, encoding] of [[text, 'UTF-8'], [`\ufeff${text}`, 'UTF-8'], [utf16, 'UTF-16LE'], [Buffer.from(utf16).swap16(), 'UTF-16BE']] as const) {
      expect(await grid(bytes)).toMatchObject({ kind: 'CSV', encoding, sheets: [{ records: [{ no: 1, cells: ['件号', '名称'] }, { no: 2, cells: ['A-1', '⌀䶮'] }] }] });
    }
    const messy = await grid(fixture('ok/sample-bom-messy.csv'));
    expect(messy.encoding).toBe('GB18030');
    expect(messy.sheets[0]!.records[1]!.cells).toContain('制表:李䶮');
    expect(JSON.stringify(messy)).not.toContain('\ufffd');
  });

  it.each([[',', false], [';', true], ['\t', false], ['|', false]])('finds the separator %j by looking', async (separator, decimalComma) => {
    const lines = [['a', 'b,b;b', 'c'], ['1', '"2"', '3']].map((cells) => cells.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(separator)).join('\r\n');
    expect(await grid(lines)).toMatchObject({ decimalComma, sheets: [{ records: [{ cells: ['a', 'b,b;b', 'c'] }, { cells: ['1', '"2"', '3'] }] }] });
  });

  it('keeps line breaks inside cells and counts records, blank ones too', async () => {
    const { sheets } = await grid('a,"x\ny"\n\nb,z\n');
    expect(sheets[0]!.records).toEqual([{ no: 1, cells: ['a', 'x\ny'] }, { no: 2, cells: [] }, { no: 3, cells: ['b', 'z'] }]);
  });

  it('believes a first line that names the separator', async () => {
    expect((await grid('sep=;\na;b,c\n')).sheets[0]!.records).toEqual([{ no: 1, cells: [] }, { no: 2, cells: ['a', 'b,c'] }]);
  });
});

describe('opening a workbook', () => {
  it('reads every sheet, numbers records through, and writes dates so that they can be recognised', async () => {
    const { kind, sheets } = await grid(fixture('ok/form-above-the-heading.xlsx'));
    expect(kind).toBe('XLSX');
    expect(sheets.map(({ name }) => name)).toEqual(['普通', '模架', '备件清单']);
    expect(sheets[0]!.records[4]!.cells).toEqual(['日期', '2018-05-10']);
    expect(sheets[0]!.records[9]!.cells[5]).toBe('2025-01-08');
    expect(sheets[0]!.records[10]!.cells[5]).toBe('71.44000000000001*20*10');
    expect(sheets[1]!.records[0]!.no).toBe(sheets[0]!.records.length + 1);
  });

  it('leaves entities of its XML unread', async () => {
    const { sheets } = await grid(fixture('ok/entities-stay-inert.xlsx'));
    expect(JSON.stringify(sheets)).not.toMatch(/AAAA|root:/);
  });

  it('hands its reader an archive that every other reader understands too', async () => {
    const bytes = new Uint8Array(storedZip([{ name: 'xl/工作簿.xml', bytes: new TextEncoder().encode('<x/>') }]));
    expect(await refusal(bytes)).toMatchObject({ code: 'NOT_A_WORKBOOK' });
  });
});

describe('refusing a file', () => {
  it.each([
    ['empty.csv', 'FILE_EMPTY'], ['picture-named.csv', 'FILE_TYPE_UNKNOWN'], ['drawing-named.csv', 'FILE_TYPE_UNKNOWN'], ['binary-named.csv', 'ENCODING_UNKNOWN'], ['latin1-named.csv', 'ENCODING_UNKNOWN'],
    ['old-excel.xls', 'OLD_EXCEL'], ['with-password.xlsx', 'FILE_ENCRYPTED'], ['locked-entries.xlsx', 'FILE_ENCRYPTED'], ['document-named.xlsx', 'NOT_A_WORKBOOK'], ['cut-short.xlsx', 'FILE_BROKEN'],
    ['cells-that-are-nonsense.xlsx', 'FILE_BROKEN'], ['packed-a-thousand-to-one.xlsx', 'UNPACKS_TOO_DENSE'], ['directory-that-lies.xlsx', 'FILE_BROKEN'], ['two-thousand-entries.xlsx', 'TOO_MANY_ENTRIES'],
  ])('%s is %s', async (name, code) => {
    const { code: found } = await refusal(fixture(`not-ok/${name}`));
    expect(found).toBe(code);
  });

  it('leaves no bad fixture untried', () => {
    expect(readdirSync(new URL('not-ok/', fixtures)).length).toBe(14);
  });

  it.each<[string, string, Partial<BomLimits>, string]>([
    ['a file over the size', 'a,b,c', { bytes: 4 }, 'FILE_TOO_LARGE'], ['too many rows', 'a\nb\nc\nd', { rows: 3 }, 'TOO_MANY_ROWS'], ['too many columns', 'a,b,c,d', { columns: 3 }, 'TOO_MANY_COLUMNS'],
    ['a cell without end', `a,${'x'.repeat(50)}`, { cell: 40 }, 'CELL_TOO_LONG'], ['nothing but blanks', ' , ,\n\n', {}, 'FILE_EMPTY'], ['a quote that never closes', 'a,b\n"c,d\n', {}, 'FILE_BROKEN'],
    ['a web page', '<html><table><tr><td>1</td></tr></table>', {}, 'FILE_TYPE_UNKNOWN'], ['NUL bytes', 'a,b\n\u0000\u0000', {}, 'FILE_TYPE_UNKNOWN'],
  ])('refuses %s', async (_what, text, limits, code) => {
    expect(await refusal(text, limits)).toMatchObject({ code });
  });

  it('refuses a workbook that unpacks beyond the limit', async () => {
    expect(await refusal(fixture('ok/form-above-the-heading.xlsx'), { unpackedBytes: 2_000 })).toEqual({ code: 'UNPACKS_TOO_LARGE', limit: 2_000, found: null });
  });

  it('says what to do, in both languages, with the limit', async () => {
    const { zh, en } = refusalSentence(await refusal(fixture('not-ok/old-excel.xls')));
    expect(zh).toContain('.xlsx');
    expect(en).toContain('save it as .xlsx or CSV');
    expect(refusalSentence({ code: 'TOO_MANY_ROWS', limit: 10_000, found: null }).zh).toContain('10000');
  });
});
