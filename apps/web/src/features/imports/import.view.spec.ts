import {
  alike, differencesOf, doubtOf, drawingless, fewNames, isGoingOn, isSizeTyped, isToldElsewhere, meaningsTwice, openQuestions, partChoices, picturesOf, rowId, rowsIn, sizelessRows, sortedDoubts, tabCounts, type Doubt, type Reading, type ReadRow,
} from './import.view.js';

const row = (rowNo: number, more: Partial<ReadRow> = {}): ReadRow => ({
  rowNo, action: 'IMPORT', kind: 'ITEM', change: 'ADD', differences: [], partNo: `P${rowNo}`, name: '镶件', category: null, material: null, hardness: null, size: null, quantity: 1, supply: 'OUTSIDE', model: null, ...more,
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

describe('a model beside a list', () => {
  const item = (geometry: 'READY' | 'WAITING' | 'STOPPED' | 'NOTHING', thumbnailUrl: string | null = null) => ({ id: `mdi_${geometry}`, geometry, thumbnailUrl });

  it('tells its differences by kind and in the order of the file, and not a second time among the questions', () => {
    const rows = [row(3, { quantity: 1 }), row(4, { quantity: 2 }), row(9, { quantity: 5 }), row(11, { quantity: 6 })];
    const problems = [
      doubt(1, 9, { code: 'MODEL_QUANTITY_DIFFERS', blocking: false, suggestions: ['5', '7'] }), doubt(2, 3, { code: 'NOT_IN_MODEL', blocking: false }),
      doubt(3, 4, { code: 'MODEL_QUANTITY_DIFFERS', blocking: false, suggestions: ['1', '2'], answer: '2' }), doubt(4, 11, { code: 'MODEL_ONLY', blocking: false }), doubt(5, 1),
    ];
    expect(differencesOf({ rows, problems }).map(({ no, kind, listed, modelled, taken }) => [no, kind, listed, modelled, taken])).toEqual([
      [3, 'QUANTITY', 1, 2, 2], [1, 'QUANTITY', 5, 7, 5], [4, 'MODEL_ONLY', null, 6, 6], [2, 'LIST_ONLY', 1, null, 1]]);
    expect(problems.filter((one) => !isToldElsewhere(one)).map(({ no }) => no)).toEqual([5]);
  });

  it('asks for a size where no geometry brings one, and only there', () => {
    const rows = [row(1, { model: item('STOPPED') }), row(2, { model: item('NOTHING') }), row(3, { model: item('STOPPED'), action: 'SKIP' }), row(4), row(5, { model: item('STOPPED') })];
    const problems = [1, 2, 3, 4].map((no) => doubt(no, no, { code: 'SIZE_MISSING', blocking: false }));
    expect(sizelessRows({ rows, problems }).map((one) => [one.row.rowNo, one.doubt.no])).toEqual([[1, 1], [2, 2]]);
  });

  it.each([['62×34×72', true], ['62 x 34.5 x 72 mm', true], ['φ30*160', true], ['Φ30×160mm', true], ['30×160', false], ['见图', false], ['', false], ['62×34', false]])('takes %s as a size: %s', (text, fine) => { expect(isSizeTyped(text)).toBe(fine); });

  it('has a picture where one was made, and goes on until all are', () => {
    expect(picturesOf({ rows: [row(1, { model: item('WAITING') }), row(2, { model: item('READY', 'http://x/1') })] })).toEqual([{ rowNo: 2, name: '镶件', url: 'http://x/1' }]);
    const models = (state: Reading['models'][number]['state']) => ({ models: [{ file: { id: 'f', name: 'a.stp' }, state, measured: 0, items: [], problems: [] }] });
    expect(['READING', 'MEASURING', 'READY', 'PARTIAL', 'FAILED'].map((state) => isGoingOn(models(state as 'READY')))).toEqual([true, true, false, false, false]);
  });

  it('lets a file go to every part there is, in the order of numbers', () => {
    const rows = [row(0, { partNo: 'A-10', change: 'MISSING', action: 'LAYOUT' }), row(1, { partNo: 'A-9' }), row(2, { partNo: 'A-2', action: 'SKIP' }), row(3, { partNo: null }), row(4, { kind: 'TOTAL', partNo: 'x', action: 'LAYOUT' })];
    expect(partChoices({ rows }).map(({ partNo }) => partNo)).toEqual(['A-9', 'A-10']);
  });

  it('speaks of missing drawings where drawings came at all', () => {
    const nothing = { attachments: [], unmatchedFiles: [], skippedFiles: [], models: [], partsWithoutDrawing: ['A-1'] };
    expect(drawingless(nothing)).toEqual([]);
    expect(drawingless({ ...nothing, unmatchedFiles: [{ id: 'f', name: 'x.pdf' }] })).toEqual(['A-1']);
    expect(fewNames(['a', 'b', 'c'])).toEqual({ first: 'a', more: 2 });
  });
});
