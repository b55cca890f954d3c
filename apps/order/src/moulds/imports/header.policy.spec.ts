import type { ImportMeaning } from '#contracts/order-imports';
import type { BomSheet } from './bom-grid.policy.js';
import { findHeadings, headingHash, readHeader as readColumns, type BomHeader, type ColumnChoices } from './header.policy.js';
import { guessHeading, unitInHeading } from './header-words.policy.js';
import { readListHead } from './list-head.policy.js';

const sheet = (...rows: string[][]): BomSheet => ({ name: null, records: rows.map((cells, i) => ({ no: i + 1, cells })) });
const readHeader = (from: BomSheet, firstColumn: number, choices: ColumnChoices): BomHeader => readColumns(from, findHeadings(from), firstColumn, choices);
const none: ColumnChoices = { chosen: [], remembered: {} };
const meanings = (from: BomSheet, choices: ColumnChoices = none): ImportMeaning[] => readHeader(from, 0, choices).columns.map(({ meaning }) => meaning);

describe('guessing a heading', () => {
  it.each([
    ['件号', 'PART_NO', 100], ['零件编号', 'PART_NO', 100], ['图号', 'PART_NO', 95], ['序号', 'SEQ', 100], ['No.', 'SEQ', 100], ['Part Name', 'NAME', 100], ["Q'ty", 'QUANTITY', 100], ["Mat'l", 'MATERIAL', 100], ['材 质', 'MATERIAL', 100],
    ['规格尺寸(mm)', 'SIZE', 100], ['Dimension(mm)', 'SIZE', 100], ['单重(kg)', 'UNIT_MASS', 100], ['总重(kg)', 'TOTAL_MASS', 100], ['自制/外协/外购', 'SUPPLY', 100], ['数量(PCS)', 'QUANTITY', 100], ['零件数量', 'QUANTITY', 80],
    ['模具编号', 'MOULD_NO', 100], ['件号\nPart No.', 'PART_NO', 90], ['Materal', 'MATERIAL', 61],
  ])('takes %j for %s (%i %%)', (text, role, confidencePercent) => {
    expect(guessHeading(text)).toMatchObject({ role, confidencePercent });
  });

  it('has no idea of names, sizes and part numbers', () => {
    for (const text of ['', 'AC2507-101', '340×200×70', '1', '天气', 'a sentence that goes on and on beyond a heading']) expect([text, guessHeading(text)]).toEqual([text, null]);
  });

  it('finds the unit', () => {
    expect(['规格(mm)', 'Weight [g]', '长cm', 'Size (inch)', '数量'].map(unitInHeading)).toEqual(['mm', 'g', 'cm', 'inch', null]);
  });
});

describe('finding the heading of a list', () => {
  it('finds it below a form, wherever it stands in the first rows', () => {
    const header = readHeader(sheet(['某某模具'], ['模号:', 'A1', '日期:', '2025'], [], ['序号', '件号', '名称', '材料', '数量'], ['1', 'A-1', '面板', 'S50C', '1']), 0, none);
    expect(header.recordNos).toEqual([4]);
    expect(header.columns.map(({ meaning }) => meaning)).toEqual(['IGNORE', 'PART_NO', 'NAME', 'MATERIAL', 'QUANTITY']);
  });

  it('joins two rows under a merged heading', () => {
    const header = readHeader(sheet(['件号', '名称', '规格(mm)', '', '', '数量'], ['', '', '长', '宽', '高', ''], ['A-1', '面板', '1', '2', '3', '1']), 0, none);
    expect(header.recordNos).toEqual([1, 2]);
    expect(header.columns.map(({ header: text, meaning }) => [text, meaning])).toEqual([
      ['件号', 'PART_NO'], ['名称', 'NAME'], ['规格(mm).长', 'LENGTH'], ['规格(mm).宽', 'WIDTH'], ['规格(mm).高', 'HEIGHT'], ['数量', 'QUANTITY']]);
  });

  it('does not take the first item for a second heading row', () => {
    expect(readHeader(sheet(['件号', '名称', '材料', '数量'], ['A-1', '面板', 'S50C', '1']), 0, none).recordNos).toEqual([1]);
    expect(readHeader(sheet(['件号', '名称', '备注'], ['', '规格', ''], ['A-1', '面板', '']), 0, none).recordNos).toEqual([1]);
  });

  it('gives one column to a meaning: the surer heading, an empty column last', () => {
    expect(meanings(sheet(['零件号', '物料编号', '名称', '数量'], ['', 'M-1', '面板', '1'], ['', 'M-2', '底板', '1']))).toEqual(['IGNORE', 'PART_NO', 'NAME', 'QUANTITY']);
    expect(meanings(sheet(['零件号', '物料编号', '名称', '数量'], ['A-1', 'M-1', '面板', '1']))).toEqual(['PART_NO', 'IGNORE', 'NAME', 'QUANTITY']);
  });

  it('lets treatment and hardness, surface and tolerance share a meaning', () => {
    expect(meanings(sheet(['件号', '名称', '热处理', '硬度', '表面要求', '公差要求']))).toEqual(['PART_NO', 'NAME', 'HARDNESS', 'HARDNESS', 'REQUIREMENTS', 'REQUIREMENTS']);
  });

  it('finds none in prose', () => {
    expect(readHeader(sheet(['hello', 'world'], ['1', '2']), 0, none)).toMatchObject({ recordNos: [], hash: null });
  });
});

describe('what people decided about columns', () => {
  const list = sheet(['件号', '品名', '大小', '数量', '单位'], ['A-1', '面板', '1×2×3', '1', '件']);

  it('wins over every guess, and takes the meaning from its old column', () => {
    const { columns } = readHeader(list, 0, { chosen: [{ index: 2, meaning: 'SIZE' }, { index: 0, meaning: 'NOTE' }, { index: 4, meaning: 'PART_NO' }], remembered: {} });
    expect(columns.map(({ meaning, confidencePercent }) => [meaning, confidencePercent])).toEqual([['NOTE', 100], ['NAME', 100], ['SIZE', 100], ['QUANTITY', 100], ['PART_NO', 100]]);
    expect(readHeader(list, 0, { chosen: [{ index: 2, meaning: 'NAME' }], remembered: {} }).columns.map(({ meaning }) => meaning)).toEqual(['PART_NO', 'IGNORE', 'NAME', 'QUANTITY', 'IGNORE']);
  });

  it('is remembered for the same heading, and only for it', () => {
    const hash = readHeader(list, 0, none).hash!;
    const remembered = { [hash]: ['PART_NO', 'NAME', 'SIZE', 'QUANTITY', 'IGNORE'] as ImportMeaning[] };
    const { columns } = readHeader(list, 0, { chosen: [], remembered });
    expect(columns.map(({ meaning, role, confidencePercent }) => [meaning, role, confidencePercent])).toEqual([
      ['PART_NO', 'PART_NO', 100], ['NAME', 'NAME', 100], ['SIZE', 'SIZE', 100], ['QUANTITY', 'QUANTITY', 100], ['IGNORE', 'UNIT', 100]]);
    expect(meanings(sheet(['件号', '品名', '大小2', '数量', '单位'], ['A-1', '面板', '1×2×3', '1', '件']), { chosen: [], remembered })[2]).toBe('IGNORE');
    expect(headingHash(['件号', ' 品 名 ', '大小', '数量', '单位', ''])).toBe(hash);
  });

  it('can name the columns of a list without any heading', () => {
    const { columns } = readHeader(sheet(['A-1', '面板', '1']), 0, { chosen: [{ index: 0, meaning: 'PART_NO' }, { index: 1, meaning: 'NAME' }, { index: 2, meaning: 'QUANTITY' }], remembered: {} });
    expect(columns.map(({ role }) => role)).toEqual(['PART_NO', 'NAME', 'QUANTITY']);
  });
});

describe('what stands above a list', () => {
  it('is read from cells with keys and from labels with the value beside them', () => {
    expect(readListHead(sheet(['某某公司 零件清单'], ['模号:AC2507  产品名称:空调支架(左/右)  穴数:1+1', '', '日期:2025/7/18']).records)).toEqual({
      title: '某某公司 零件清单', mouldNo: 'AC2507', product: '空调支架(左/右)', cavities: '1+1', date: '2025/7/18', drawnBy: null });
    expect(readListHead(sheet(['项目编号', 'P-88', '模具编号', 'MT01'], ['设计', '王工']).records)).toMatchObject({ mouldNo: 'MT01', drawnBy: '王工' });
    expect(readListHead(sheet(['Mould No.:', 'M2311']).records)).toMatchObject({ mouldNo: 'M2311' });
  });

  it('is nothing when nothing stands there', () => {
    expect(readListHead([])).toEqual({ title: null, mouldNo: null, product: null, cavities: null, date: null, drawnBy: null });
  });
});
