import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { importMeanings } from '#contracts/order-imports';
import { isDecimal } from '#kernel';
import { openBomFile } from './bom-file.parser.js';
import { bomLimits } from './bom-grid.policy.js';
import { readBom, type BomReading } from './bom-reading.policy.js';
import { refusalSentence } from './bom-sentences.view.js';

const fixtures = ['sample-bom-messy.csv', 'journey-three-lines.csv', 'english-heading.csv', 'semicolon-decimal-comma.csv', 'tabs-utf16.csv', 'two-language-heading.csv', 'form-above-the-heading.xlsx', 'entities-stay-inert.xlsx']
  .map((name) => readFileSync(new URL(`../../../../../test/fixtures/bom/ok/${name}`, import.meta.url)));

/** What does not hold of a reading, although it must of every one; empty when all is well. */
function broken({ counts, rows, problems, columns }: BomReading, records: number): string[] {
  const wrong: string[] = [];
  const must = (holds: boolean, what: string): void => { if (!holds) wrong.push(what); };
  must(rows.length === records && new Set(rows.map(({ rowNo }) => rowNo)).size === records, 'every record has one row');
  must(counts.import + counts.review + counts.skip + counts.layout === records, 'the counts add up');
  const open = new Set(problems.filter(({ blocking, answer }) => blocking && answer === null).map(({ rowNo }) => rowNo));
  for (const row of rows) {
    const of = `row ${row.rowNo}: `;
    must(row.action !== 'REVIEW' || open.has(row.rowNo), `${of}review has a question`);
    must(row.action !== 'IMPORT' || !open.has(row.rowNo), `${of}an imported line has no question`);
    must(row.action !== 'IMPORT' || (row.partNo !== null && row.name !== null && row.quantity !== null && row.quantity > 0), `${of}an imported line has number, name and quantity`);
    must(row.action !== 'SKIP' || row.quantity === 0, `${of}a skipped line makes nothing`);
    must([...Object.values(row.size ?? {}), row.unitMassKg, row.massReadKg].every((measure) => measure === null || isDecimal(measure)), `${of}measures are exact decimals`);
    must(row.quantity === null || (Number.isInteger(row.quantity) && row.quantity >= 0 && row.quantity <= 100_000), `${of}pieces are whole`);
    must((row.partNo ?? '').length <= 60 && (row.name ?? '').length <= 200, `${of}texts fit`);
     
    must(!/[\u0000\u202e]/.test(`${row.partNo}${row.name}${row.note}${row.material}`), `${of}no invisible character`);
  }
  const numbers = rows.filter(({ action, partNo }) => action === 'IMPORT' && partNo !== null).map(({ partNo }) => partNo!.toUpperCase());
  must(new Set(numbers).size === numbers.length, 'imported numbers are unique');
  must(new Set(problems.map(({ no }) => no)).size === problems.length, 'problem numbers are unique');
  must(problems.every(({ message, suggestions }) => message.zh !== '' && message.en !== '' && suggestions.length <= 9), 'problems speak');
  must(columns.every(({ meaning, confidencePercent }) => importMeanings.includes(meaning) && confidencePercent >= 0 && confidencePercent <= 100), 'columns have known meanings');
  return wrong;
}

const mutation = fc.record({
  file: fc.constantFrom(...fixtures),
  edits: fc.array(fc.record({ at: fc.nat(), kind: fc.constantFrom('flip', 'cut', 'insert', 'swap'), bytes: fc.uint8Array({ maxLength: 6 }) }), { maxLength: 8 }),
});

function mutated(file: Buffer, edits: { at: number; kind: string; bytes: Uint8Array }[]): Buffer {
  return edits.reduce((bytes, { at, kind, bytes: more }) => {
    const place = bytes.length === 0 ? 0 : at % bytes.length;
    const piece = bytes.subarray(place, place + 1 + (at % 40));
    if (kind === 'cut') return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + piece.length)]);
    if (kind === 'insert') return Buffer.concat([bytes.subarray(0, place), more, bytes.subarray(place)]);
    if (kind === 'swap') return Buffer.concat([bytes.subarray(0, place), Buffer.from(piece).reverse(), bytes.subarray(place + piece.length)]);
    const flipped = Buffer.from(bytes);
    if (flipped.length > 0) flipped[place]! ^= 1 + (at % 255);
    return flipped;
  }, file);
}

describe('reading anything', () => {
  it('never throws on mutated files: a named refusal, or a reading that accounts for every record', async () => {
    await fc.assert(fc.asyncProperty(mutation, async ({ file, edits }) => {
      const opened = await openBomFile(mutated(file, edits), bomLimits);
      if (!opened.ok) expect(refusalSentence(opened.refusal).en).not.toBe('');
      else expect(broken(readBom(opened.value, { mouldNo: 'AC2507' }), opened.value.sheets.reduce((sum, { records }) => sum + records.length, 0))).toEqual([]);
    }), { numRuns: 400 });
  });

  it('accounts for every record of any list, whatever people answer and choose', () => {
    const word = fc.oneof(
      fc.constantFrom('', '-', '〃', '同上', 'A-1', 'A-2', '面板', '滑块', '镶件(左)', '镶件(右)', 'S50C', '国产8407', '油钢', '见图', '10×20×30', 'φ6×50', '1"×2', '1月8日', '2.51E+04', '各1', '1+1', '左右各1', '1粗1精', '2', '0', '取消',
        '合计', '小计', '一、模架', 'HRC48-52', '48-52', '自制', 'CNC>HT', '12.5kg', '####', '待定', '用于1', '设变B'),
      fc.string({ maxLength: 8 }));
    const list = fc.array(fc.array(word, { maxLength: 8 }), { maxLength: 12 });
    const heading = fc.shuffledSubarray(['件号', '名称', '材料', '规格', '数量', '硬度', '自制/外协/外购', '备注', '重量', '版本', '单位', '备件', '长', '宽', '高', '类别', '工艺路线'], { minLength: 3 });
    const answers = fc.array(fc.record({ no: fc.integer({ min: 1, max: 12 }), answer: word }), { maxLength: 6 });
    const chosen = fc.array(fc.record({ index: fc.nat(9), meaning: fc.constantFrom(...importMeanings) }), { maxLength: 4 });
    fc.assert(fc.property(heading, list, answers, chosen, (head, lines, given, columns) => {
      const rows = [head, ...lines];
      const grid = { kind: 'CSV' as const, encoding: 'UTF-8' as const, decimalComma: false, sheets: [{ name: null, records: rows.map((cells, i) => ({ no: i + 1, cells })) }] };
      const first = readBom(grid, { mouldNo: 'M1' });
      expect(broken(first, rows.length)).toEqual([]);
      const kept = first.problems.flatMap(({ no, rowNo, column, code }) => given.filter((each) => each.no === no).map(({ answer }) => ({ rowNo, column, code, answer })));
      const second = readBom(grid, { mouldNo: 'M1', answers: kept, chosen: columns, before: first.problems });
      expect(broken(second, rows.length)).toEqual([]);
      expect(readBom(grid, { mouldNo: 'M1', answers: kept, chosen: columns, before: first.problems })).toEqual(second);
    }), { numRuns: 600 });
  });
});
