import { alike, doubtOf, meaningsTwice, openQuestions, rowId, rowsIn, sortedDoubts, tabCounts, type Doubt, type ReadRow } from './import.view.js';

const row = (rowNo: number, more: Partial<ReadRow> = {}): ReadRow => ({
  rowNo, action: 'IMPORT', kind: 'ITEM', change: 'ADD', differences: [], partNo: `P${rowNo}`, name: '镶件', category: null, material: null, hardness: null, size: null, quantity: 1, supply: 'OUTSIDE', ...more,
});
const doubt = (no: number, rowNo: number, more: Partial<Doubt> = {}): Doubt => ({ no, rowNo, column: null, code: 'MATERIAL_ALIAS', message: `m${no}`, read: '国产8407', suggestions: ['国产8407', '8407'], answer: null, blocking: true, ...more });

describe('a list that was read', () => {
  const rows = [row(1, { action: 'LAYOUT', kind: 'HEAD', change: 'SAME' }), row(2), row(3, { action: 'REVIEW' }), row(4, { change: 'CHANGE' }), row(5, { action: 'SKIP', change: 'SAME' }), row(0, { action: 'LAYOUT', change: 'MISSING', partNo: 'P9' })];

  it('puts every line and every missing part somewhere, and none where it is not', () => {
    expect(tabCounts({ rows })).toEqual({ all: 6, add: 2, change: 1, review: 1, skip: 1, layout: 1, missing: 1 });
    expect(rowsIn({ rows }, 'missing').map(rowId)).toEqual(['gone P9']);
    expect(rowsIn({ rows }, 'layout').map(rowId)).toEqual(['1']);
  });

  it('asks first, tells then, and shows what has its answer last', () => {
    const problems = [doubt(1, 9, { answer: '8407' }), doubt(2, 8, { blocking: false }), doubt(3, 7), doubt(4, 3), doubt(5, 3, { column: 2 })];
    expect(sortedDoubts({ problems }).map(({ no }) => no)).toEqual([4, 5, 3, 2, 1]);
    expect(openQuestions({ problems }).map(({ no }) => no)).toEqual([3, 4, 5]);
  });

  it('says of a line the question that is open before what was only told', () => {
    const problems = [doubt(1, 3, { blocking: false }), doubt(2, 3)];
    expect(doubtOf({ problems }, row(3))?.no).toBe(2);
    expect(doubtOf({ problems: [doubt(1, 0)] }, row(0, { change: 'MISSING' }))).toBeNull();
  });

  it('answers together only what is alike, open, and has an answer to take', () => {
    const problems = [doubt(1, 3), doubt(2, 4), doubt(3, 5, { suggestions: [] }), doubt(4, 6, { code: 'EXCEL_DATE' }), doubt(5, 7, { answer: 'x' })];
    expect(alike({ problems }, problems[0]!).map(({ no }) => no)).toEqual([1, 2]);
  });

  it('notices a meaning that two columns claim', () => {
    const column = (index: number, meaning: 'NAME' | 'NOTE') => ({ index, header: '', meaning, confidencePercent: 80 });
    expect(meaningsTwice([column(0, 'NAME'), column(1, 'NAME'), column(2, 'NOTE'), column(3, 'NOTE')])).toEqual(['NAME']);
  });
});
