import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { compareDecimals } from '#kernel';
import { openBomFile } from './bom-file.parser.js';
import { bomLimits, type BomGrid } from './bom-grid.policy.js';
import { answersTo, type BomProblem } from './bom-problem.policy.js';
import { readBom, type BomAsked, type BomReading } from './bom-reading.policy.js';
import type { BomRow } from './bom-row.policy.js';

const fixture = (name: string) => readFileSync(new URL(`../../../../../test/fixtures/bom/ok/${name}`, import.meta.url));
async function gridOf(bytes: Uint8Array | string): Promise<BomGrid> {
  const opened = await openBomFile(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, bomLimits);
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value;
}
const read = async (bytes: Uint8Array | string, asked: BomAsked = {}): Promise<BomReading> => readBom(await gridOf(bytes), asked);
const row = (reading: BomReading, no: number): BomRow => reading.rows.find(({ rowNo }) => rowNo === no)!;
const codes = (reading: BomReading, no: number): string[] => reading.problems.filter(({ rowNo }) => rowNo === no).map(({ code }) => code);
const problem = (reading: BomReading, no: number, code: string): BomProblem => reading.problems.find((each) => each.rowNo === no && each.code === code)!;
/** The reading after answers, given as a client gives them: by number. */
const answered = async (bytes: Uint8Array | string, reading: BomReading, answers: Record<number, string>, asked: BomAsked = {}): Promise<BomReading> => {
  const { answers: kept } = answersTo(reading.problems, Object.entries(answers).map(([no, answer]) => ({ no: Number(no), answer })), asked.answers ?? []);
  return read(bytes, { ...asked, answers: kept, before: reading.problems });
};

describe('reading the sample list of a real mould', () => {
  it('makes 210 parts and 1,001 pieces of it, with no problem that is not real', async () => {
    const { counts, rows, problems, columns } = await read(fixture('sample-bom.csv'), { mouldNo: 'AC2507' });
    const items = rows.filter(({ action }) => action === 'IMPORT');
    const supplied = (supply: string) => items.filter((item) => item.supply === supply).length;
    expect(counts).toEqual({ import: 210, review: 0, skip: 0, layout: 1 });
    expect(items.reduce((pieces, { quantity }) => pieces + quantity!, 0)).toBe(1_001);
    expect([supplied('BUY'), supplied('OUTSIDE'), supplied('MAKE')]).toEqual([98, 91, 21]);
    expect(problems).toEqual([]);
    expect(columns.map(({ meaning }) => meaning)).toEqual(['IGNORE', 'IGNORE', 'PART_NO', 'NAME', 'NAME_EN', 'CATEGORY', 'MATERIAL', 'SIZE', 'QUANTITY', 'IGNORE', 'HARDNESS', 'HARDNESS', 'REQUIREMENTS', 'REQUIREMENTS', 'ROUTE',
      'SUPPLY', 'UNIT_MASS', 'IGNORE', 'REVISION', 'NOTE']);
  });

  it('keeps every field of a line', async () => {
    const reading = await read(fixture('sample-bom.csv'), { mouldNo: 'AC2507' });
    expect(row(reading, 13)).toMatchObject({
      partNo: 'AC2507-202', partNoGenerated: false, name: '前模仁(右)', nameEn: 'Cavity insert R', category: 'CAV', categoryProposed: false, material: '8407', sizeText: '340×200×70',
      size: { lengthMm: '340', widthMm: '200', heightMm: '70', diameterMm: null }, quantity: 1, spareQuantity: 0, unit: '件', unitCode: 'H87', treatment: '真空淬火', hardness: 'HRC48-52',
      requirements: '外观面SPI B1;背面Ra0.8; 外形-0.01/-0.02;型面±0.02', route: ['CNC', 'DT', 'GD', 'HT', 'GR', 'HSM', 'WEDM', 'EDM', 'POL', 'CMM'], routeProposed: false, supply: 'OUTSIDE', supplyProposed: false,
      unitMassKg: '37.13', massReadKg: '37.13', massComputedKg: '37.13', revision: 'B', note: null, tooling: false, mirrorOf: 'AC2507-201', split: null,
    });
  });

  it('weighs what it can weigh within 5 % of what the factory wrote', async () => {
    const { rows } = await read(fixture('sample-bom.csv'));
    const weighed = rows.filter(({ massComputedKg, massReadKg }) => massComputedKg !== null && massReadKg !== null);
    expect(weighed.length).toBeGreaterThan(150);
    for (const { massComputedKg, massReadKg } of weighed.filter(({ massReadKg: kg }) => compareDecimals(kg!, '0.05') > 0)) {
      expect(Math.abs(Number(massComputedKg) / Number(massReadKg) - 1)).toBeLessThan(0.05);
    }
  });

  it('finds left and right, and the part that an electrode serves', async () => {
    const { rows } = await read(fixture('sample-bom.csv'));
    expect(rows.filter(({ mirrorOf }) => mirrorOf !== null).length).toBe(37);
    expect(rows.filter(({ tooling }) => tooling).length).toBe(18);
    expect(rows.find(({ partNo }) => partNo === 'AC2507-E06')).toMatchObject({ parentPartNo: 'AC2507-207', tooling: true });
    expect(rows.filter(({ tooling, parentPartNo }) => tooling && parentPartNo === null)).toEqual([]);
  });
});

describe('reading the messy list of a real habit', () => {
  const expected = parse(fixture('sample-bom-messy.expected.csv'), { columns: true }) as Record<string, string>[];

  it('imports 29 lines, asks about 9, leaves 2 out, and accounts for every record', async () => {
    const { counts, rows, head } = await read(fixture('sample-bom-messy.csv'));
    expect(counts).toEqual({ import: 29, review: 9, skip: 2, layout: 12 });
    expect(rows.map(({ rowNo }) => rowNo)).toEqual(Array.from({ length: 52 }, (_, i) => i + 1));
    expect(head).toMatchObject({ mouldNo: 'AC2507', product: '空调支架(左/右)', cavities: '1+1', drawnBy: '李䶮' });
  });

  it.each(expected.map((line) => [line.file_row!, line.name!, line] as const))('understands row %s (%s) as a person would', async (no, _name, line) => {
    const found = row(await read(fixture('sample-bom-messy.csv')), Number(no));
    expect({
      action: found.action.toLowerCase(), part_no: found.partNoGenerated ? '(auto)' : found.partNo ?? '', name: found.name, category: found.category, material: found.material ?? '', size_mm: found.sizeText ?? '',
      quantity: String(found.quantity), spare_quantity: String(found.spareQuantity), unit: found.unit, heat_treatment: found.treatment ?? '', hardness: found.hardness ?? '',
      unit_mass_kg_recomputed: found.massComputedKg ?? '',
    }).toEqual({
      action: line.action, part_no: line.part_no, name: line.name, category: line.category, material: line.material === '-' ? '' : line.material, size_mm: line.size_mm, quantity: line.quantity,
      spare_quantity: line.spare_quantity, unit: line.unit, heat_treatment: line.heat_treatment, hardness: line.hardness,
      // The list writes 0.220 where a decimal is 0.22.
      unit_mass_kg_recomputed: line.unit_mass_kg_recomputed === '' ? '' : String(Number(line.unit_mass_kg_recomputed)),
    });
  });

  it('says what it saw in every odd line, the questions first', async () => {
    const reading = await read(fixture('sample-bom-messy.csv'));
    expect(reading.problems.filter(({ blocking }) => blocking).map(({ rowNo, code, suggestions }) => [rowNo, code, suggestions[0]])).toEqual([
      [10, 'MATERIAL_BLANK', 'S50C'], [19, 'PART_NO_CONFLICT', 'AC2507-218'], [20, 'PART_NO_CONFLICT', 'AC2507-219'], [23, 'MATERIAL_ALIAS', '8407'], [36, 'QUANTITY_EACH', '2'], [37, 'MATERIAL_ON_DRAWING', 'O1'],
      [37, 'SIZE_ON_DRAWING', '见图'], [41, 'INCH_SIZE', 'φ25×230'], [46, 'EXCEL_DATE', 'PT1/8'], [47, 'EXCEL_NUMBER', '2507E01']]);
    const told: Record<number, string[]> = {
      7: ['MATERIAL_ALIAS'], 8: ['DITTO_CARRIED', 'UNIT_CONVERTED', 'UNIT_CONVERTED', 'DITTO_CARRIED'], 9: ['DITTO_CARRIED', 'MASS_IS_LINE_TOTAL'], 12: ['UNIT_CONVERTED'], 13: ['REVISION_IN_NOTE'], 14: ['MIRRORED_PAIR'],
      15: ['SPARE_PIECES'], 25: ['DUPLICATE_LINE'], 26: ['CANCELLED_LINE'], 27: ['MATERIAL_ALIAS', 'MASS_IS_LINE_TOTAL'], 31: ['MIRRORED_PAIR'], 32: ['MATERIAL_ALIAS', 'HARDNESS_ASSUMED'], 33: ['MATERIAL_ALIAS'],
      36: ['QUANTITY_EACH', 'REFERENCE_DIMENSION'], 42: ['PART_NO_GENERATED', 'SPRING_COLOUR', 'SIZE_ASSUMED'], 48: ['ROUGH_AND_FINISH'], 51: ['TOTAL_DIFFERS'],
    };
    for (const [no, said] of Object.entries(told)) expect([no, codes(reading, Number(no))]).toEqual([no, said]);
    expect(problem(reading, 51, 'TOTAL_DIFFERS').message).toEqual({ zh: '合计写的是225,而各行应做的是208件;合计没有改动任何一行。', en: 'The total says 225, but the lines add up to 208 wanted pieces; no line was changed.' });
    for (const no of [6, 16, 17, 18, 22, 24, 28, 29, 34, 35, 49]) expect([no, codes(reading, no)]).toEqual([no, []]);
  });

  it('keeps what stood in the cell, its column, the revision and the note', async () => {
    const reading = await read(fixture('sample-bom-messy.csv'));
    expect(problem(reading, 23, 'MATERIAL_ALIAS')).toMatchObject({ column: 3, read: '国产8407', suggestions: ['8407', 'H13', 'SKD61', '国产8407'], answer: null });
    expect(row(reading, 13)).toMatchObject({ revision: 'B', sizeText: '340×200×70', note: '设变B:\n原330×200×70' });
    expect(row(reading, 8)).toMatchObject({ material: 'S50C', note: '开精框', massReadKg: '461.6', group: '模架类' });
    expect(row(reading, 42)).toMatchObject({ requirements: '黄色' });
    expect(row(reading, 47)).toMatchObject({ partNo: null, tooling: true });
  });

  it('imports every line once its questions are answered', async () => {
    const bytes = fixture('sample-bom-messy.csv');
    const reading = await read(bytes);
    const open = (from: BomReading) => Object.fromEntries(from.problems.filter(({ blocking, answer }) => blocking && answer === null).map(({ no, suggestions, code }) => [no, code === 'PART_NO_CONFLICT' ? suggestions.find((each) => each.endsWith('219'))! : suggestions[0]!]));
    const { 2: _first, ...answers } = open(reading);
    const after = await answered(bytes, reading, answers);
    expect(after.counts).toEqual({ import: 38, review: 0, skip: 2, layout: 12 });
    expect(row(after, 20).partNo).toBe('AC2507-219');
    expect(row(after, 19).partNo).toBe('AC2507-218');
    expect(row(after, 41).sizeText).toBe('φ25×230');
    expect(row(after, 47).partNo).toBe('2507E01');
    expect(after.problems.find(({ no }) => no === 3)).toMatchObject({ rowNo: 20, answer: 'AC2507-219' });
    expect(after.problems.some(({ rowNo, code }) => rowNo === 19 && code === 'PART_NO_CONFLICT')).toBe(false);
  });
});

describe('answering doubts', () => {
  const journey = fixture('journey-three-lines.csv');

  it('takes 国产8407 for itself when a person says so', async () => {
    const reading = await read(journey, { mouldNo: 'AC2507' });
    expect(reading.counts).toEqual({ import: 2, review: 1, skip: 0, layout: 1 });
    expect(reading.problems[0]).toMatchObject({ no: 1, rowNo: 3, code: 'MATERIAL_ALIAS', answer: null, blocking: true });
    expect(row(reading, 4)).toMatchObject({ partNo: 'AC2507-601', supply: 'BUY', supplyProposed: false });
    const after = await answered(journey, reading, { 1: '国产8407' }, { mouldNo: 'AC2507' });
    expect(after.counts).toEqual({ import: 3, review: 0, skip: 0, layout: 1 });
    expect(row(after, 3)).toMatchObject({ material: '国产8407', unitMassKg: '1.18' });
    expect(after.problems[0]).toMatchObject({ no: 1, answer: '国产8407' });
  });

  it('leaves a line out that a person skips', async () => {
    const reading = await read(journey);
    const after = await answered(journey, reading, { 1: '跳过' });
    expect(after.counts).toEqual({ import: 2, review: 0, skip: 1, layout: 1 });
    expect(row(after, 3)).toMatchObject({ action: 'SKIP', quantity: 0 });
  });

  it('keeps a question open whose answer cannot be read, and says so', async () => {
    const list = '件号,名称,材料,数量\nA-1,面板,S50C,若干\n';
    const reading = await read(list);
    const after = await answered(list, reading, { 1: '很多' });
    expect(after.counts.review).toBe(1);
    expect(after.problems[0]).toMatchObject({ no: 1, code: 'QUANTITY_UNREADABLE', answer: null });
    expect(after.problems[0]!.message.en).toContain('"很多" cannot be read');
    expect(row(await answered(list, after, { 1: '左右各2' }), 2)).toMatchObject({ action: 'IMPORT', quantity: 4, split: { why: 'MIRRORED', first: 'A-1', second: 'A-1R', accepted: false } });
  });

  it('names the answers that fit no doubt', () => {
    expect(answersTo([], [{ no: 7, answer: 'x' }], [])).toEqual({ answers: [], unknown: [7] });
  });

  it('splits a mirrored pair and brings back what was cancelled or doubled, when a person says so', async () => {
    const list = '件号,名称,材料,规格,数量,备注\nA-1,滑块,718H,10×10×10,左右各1,\nA-2,压条,O1,10×10×10,2,取消\nA-3,压条,O1,20×10×10,2,\nA-3,压条,O1,20×10×10,2,\n';
    const reading = await read(list);
    expect(reading.counts).toMatchObject({ import: 2, skip: 2 });
    const after = await answered(list, reading, {
      [problem(reading, 2, 'MIRRORED_PAIR').no]: '拆分', [problem(reading, 3, 'CANCELLED_LINE').no]: '导入', [problem(reading, 5, 'DUPLICATE_LINE').no]: 'A-4' });
    expect(after.counts).toMatchObject({ import: 4, skip: 0 });
    expect(row(after, 2).split).toEqual({ why: 'MIRRORED', first: 'A-1', second: 'A-1R', accepted: true });
    expect(row(after, 5).partNo).toBe('A-4');
  });

  it('lets a person number a line that has no number, but not with one that is taken', async () => {
    const list = '件号,名称,材料,规格,数量\nA-1,面板,S50C,,1\n,顶针,SKD61,φ6×300,4\n';
    const reading = await read(list, { mouldNo: 'A' });
    const no = problem(reading, 3, 'PART_NO_GENERATED').no;
    expect(row(await answered(list, reading, { [no]: 'a-1' }), 3)).toMatchObject({ partNo: 'EJP-01', partNoGenerated: true });
    expect(row(await answered(list, reading, { [no]: 'A-7' }), 3)).toMatchObject({ partNo: 'A-7', partNoGenerated: false });
  });

  it('asks again when two answers give the same number', async () => {
    const list = '件号,名称,材料,数量\nA-1,面板,S50C,1\nA-1,底板,S50C,1\n';
    const reading = await read(list);
    const after = await answered(list, reading, { 1: 'A-9', 2: 'A-9' });
    expect(codes(after, 3)).toContain('PART_NO_TAKEN');
    expect(after.counts).toMatchObject({ import: 1, review: 1 });
  });
});

describe('reading other habits', () => {
  it('reads an English list with its own order, units and totals', async () => {
    const reading = await read(fixture('english-heading.csv'));
    expect(reading.counts).toEqual({ import: 7, review: 1, skip: 0, layout: 6 });
    expect(row(reading, 7)).toMatchObject({ name: 'Ejector pin', category: 'EJP', sizeText: 'φ6×150', quantity: 12, unit: '支', treatment: 'Nitriding', hardness: 'HV900', note: 'cut to length', partNo: 'M2311-EJP-01', partNoGenerated: true });
    expect(row(reading, 9)).toMatchObject({ material: 'SUJ2', sizeText: 'φ30×φ20×40', hardness: 'HRC58-62' });
    expect(row(reading, 10)).toMatchObject({ quantity: 1_200, sizeText: 'M8×25' });
    expect(codes(reading, 13)).toEqual([]);
  });

  it('reads semicolons with decimal commas, tabs in UTF-16, and a heading in two languages that comes again', async () => {
    expect(row(await read(fixture('semicolon-decimal-comma.csv')), 2)).toMatchObject({ sizeText: '250×40×70.5', massReadKg: '5.53' });
    expect((await read(fixture('tabs-utf16.csv'))).counts).toEqual({ import: 2, review: 0, skip: 0, layout: 1 });
    const twice = await read(fixture('two-language-heading.csv'));
    expect(twice.counts).toEqual({ import: 3, review: 0, skip: 0, layout: 4 });
    expect(row(twice, 5).kind).toBe('HEADING');
  });

  it('reads all sheets of a workbook whose heading stands below a form', async () => {
    const reading = await read(fixture('form-above-the-heading.xlsx'));
    expect(reading.counts).toEqual({ import: 6, review: 1, skip: 0, layout: 21 });
    expect(reading.head.mouldNo).toBe('MT230815');
    expect(row(reading, 7)).toMatchObject({ sheet: '普通', partNo: 'MT230815-1121', sizeText: '150×180×40.01' });
    expect(row(reading, 10)).toMatchObject({ sizeText: 'PT1/8', action: 'REVIEW' });
    expect(row(reading, 24)).toMatchObject({ sheet: '模架', partNo: 'MT230815-01', category: 'APL' });
    expect(problem(reading, 26, 'SHEET_WITHOUT_HEADER').message.zh).toContain('工作表“备件清单”第1行');
    expect(reading.headings.length).toBe(1);
  });

  it('asks what the columns mean when it finds no heading, and reads the list when it is told', async () => {
    const list = 'A-1,面板,S50C,1\nA-2,底板,S50C,1\n';
    const blind = await read(list);
    expect(blind).toMatchObject({ counts: { import: 0, review: 0, skip: 0, layout: 2 }, problems: [{ code: 'HEADER_NOT_FOUND', blocking: true }] });
    const told = await read(list, { chosen: [{ index: 0, meaning: 'PART_NO' }, { index: 1, meaning: 'NAME' }, { index: 2, meaning: 'MATERIAL' }, { index: 3, meaning: 'QUANTITY' }] });
    expect(told.counts).toEqual({ import: 2, review: 0, skip: 0, layout: 0 });
  });

  it('asks once for the quantity of a list that has no such column', async () => {
    const list = '件号,名称,材料\nA-1,面板,S50C\nA-2,底板,S50C\n';
    const reading = await read(list);
    expect(reading.problems).toMatchObject([{ rowNo: 1, code: 'QUANTITY_COLUMN_MISSING', blocking: true }]);
    expect(reading.counts).toMatchObject({ import: 2, layout: 1 });
    expect(row(await answered(list, reading, { 1: '2' }), 3).quantity).toBe(2);
  });

  it('says when the list is of another mould, when a subtotal is wrong, and when a ditto mark has nothing above', async () => {
    const list = '模号:B9,,,\n件号,名称,材料,数量\nB9-1,面板,〃,2\nB9-2,底板,S50C,1\n小计,,,4\nB9-3,方铁,S50C,2\n合计,,,5\n';
    const reading = await read(list, { mouldNo: 'AC2507' });
    expect(codes(reading, 1)).toEqual(['MOULD_NO_DIFFERS']);
    expect(codes(reading, 3)).toContain('DITTO_WITHOUT_SOURCE');
    expect(codes(reading, 5)).toEqual(['TOTAL_DIFFERS']);
    expect(codes(reading, 7)).toEqual([]);
  });

  it('cancels a part, not a corner of it', async () => {
    const list = '件号,名称,材料,规格,数量,备注\nA-1,压条,O1,10×10×10,2,取消R角\nA-2,压条,O1,11×10×10,2,"设变取消,用旧件"\n';
    expect((await read(list)).rows.map(({ action }) => action)).toEqual(['LAYOUT', 'IMPORT', 'SKIP']);
  });

  it('takes no unreadable size for a part that somebody must make, and any name for one that is bought', async () => {
    const list = '件号,名称,材料,规格,数量\nA-1,滑块,718H,异形R5,2\nA-2,热流道系统,,2点开放式,1\nA-3,滑块,718H,100×50,2\n';
    const reading = await read(list);
    expect(reading.rows.map(({ action }) => action)).toEqual(['LAYOUT', 'REVIEW', 'IMPORT', 'REVIEW']);
    expect([codes(reading, 2), codes(reading, 4)]).toEqual([['SIZE_UNREADABLE'], ['SIZE_INCOMPLETE']]);
    expect(row(await answered(list, reading, { 1: '60×40×30', 2: 'φ100×50' }), 4)).toMatchObject({ action: 'IMPORT', sizeText: 'φ100×50' });
  });

  it('proposes route and supply where the list is silent, marked as proposed', async () => {
    const found = row(await read('件号,名称,材料,数量\nA-1,前模镶件,8407,1\n'), 2);
    expect(found).toMatchObject({ category: 'CVS', categoryProposed: true, route: ['MIL', 'HT', 'GR', 'WEDM', 'EDM', 'POL'], routeProposed: true, supply: 'MAKE', supplyProposed: true });
  });

  it('asks about a line without a number that repeats another one', async () => {
    const reading = await read('名称,材料,规格,数量\n顶针,SKD61,φ6×300,4\n顶针,SKD61,φ6×300,8\n', { mouldNo: 'M1' });
    expect(reading.rows.map(({ action, partNo }) => [action, partNo])).toEqual([['LAYOUT', null], ['IMPORT', 'M1-EJP-01'], ['REVIEW', 'M1-EJP-02']]);
    expect(codes(reading, 3)).toContain('UNNUMBERED_TWICE');
  });
});
