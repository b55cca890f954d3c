import { readFileSync } from 'node:fs';
import { readStepStructure } from '../../models/step-structure.parser.js';
import { openBomFile } from './bom-file.parser.js';
import { bomLimits, type BomGrid } from './bom-grid.policy.js';
import { matchModel, numberAndName, type ModelListItem } from './model-list.policy.js';
import { readWithModel } from './model-merge.policy.js';

const item = (name: string, quantity = 1, productId = name): ModelListItem => ({ id: `mdi ${name}`, productId, name, revision: null, quantity });
const grid = async (text: string): Promise<BomGrid> => {
  const opened = await openBomFile(new TextEncoder().encode(text), bomLimits);
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value;
};
const LIST = '件号,名称,数量\nAC2507-405,滑块,2\nAC2507-101,A板,1\nAC2507-601,弹簧,4\nAC2507-203,镶件,1\n合计,,8\n';
const codes = (problems: readonly { code: string; rowNo: number }[]) => problems.map(({ code, rowNo }) => `${code} ${rowNo}`);

describe('number and name of a product', () => {
  it.each([
    ['AC2507-405', '滑块', 'AC2507-405', '滑块'], ['AC2507-405_滑块', 'AC2507-405_滑块', 'AC2507-405', '滑块'], ['', 'AC2507-405', 'AC2507-405', 'AC2507-405'],
    ['导柱 φ30', '导柱 φ30', null, '导柱 φ30'], ['M8 bolt', 'M8 bolt', null, 'M8 bolt'], ['', 'A板(定模板)', null, 'A板(定模板)'], ['Part1', '面板', null, '面板'],
  ])('%s / %s', (productId, name, partNo, shown) => expect(numberAndName({ productId, name })).toEqual({ partNo, name: shown }));
});

describe('a model in the place of a list', () => {
  it('gives every part with its pieces', () => {
    const structure = readStepStructure(readFileSync(new URL('../../../../../test/fixtures/models/mould.step', import.meta.url)));
    if (!structure.ok) throw new Error();
    const reading = readWithModel(null, { mouldNo: 'AC2507', model: structure.structure.items.map((each, i) => ({ id: String(i), ...each })) });
    expect(reading.counts).toMatchObject({ import: 7, review: 0 });
    expect(reading.rows.filter(({ kind }) => kind === 'ITEM').map(({ name, quantity }) => [name, quantity])).toEqual([
      ['定模座板', 1], ['A板(定模板)', 1], ['B板(动模板)', 1], ['方铁', 2], ['顶针板', 1], ['动模座板', 1], ['导柱 φ30', 4]]);
    expect(reading.problems.some(({ blocking }) => blocking)).toBe(false);
  });

  it('and none of both is nothing', () => expect(readWithModel(null, {}).rows).toEqual([]));
});

describe('a model beside a list', () => {
  const model = [item('滑块', 3, 'ac2507_405'), item('A板', 1), item('水嘴', 6), item('弹簧', 9)];

  it('adds what the list lacks and tells every difference where it stands', async () => {
    const reading = readWithModel(await grid(LIST), { model });
    expect(codes(reading.problems).filter((code) => /MODEL|TOTAL/.test(code))).toEqual(['MODEL_QUANTITY_DIFFERS 2', 'MODEL_QUANTITY_DIFFERS 4', 'NOT_IN_MODEL 5', 'MODEL_ONLY 10']);
    expect(reading.rows.filter(({ kind }) => kind === 'ITEM').map(({ name, quantity }) => [name, quantity])).toEqual([['滑块', 2], ['A板', 1], ['弹簧', 4], ['镶件', 1], ['水嘴', 6]]);
    expect(reading.problems.find(({ code }) => code === 'MODEL_QUANTITY_DIFFERS')!.message.zh).toBe('清单是2件,三维模型是3件;按清单。');
  });

  it('takes the model\'s number of pieces when a person says so, and keeps answers with their lines', async () => {
    const answers = [{ rowNo: 2, column: 2, code: 'MODEL_QUANTITY_DIFFERS', answer: '3' }, { rowNo: 10, column: null, code: 'MODEL_ONLY', answer: '跳过' }];
    const reading = readWithModel(await grid(LIST), { model, answers });
    expect(reading.rows.find(({ rowNo }) => rowNo === 2)!.quantity).toBe(3);
    expect(reading.rows.find(({ rowNo }) => rowNo === 10)!.action).toBe('SKIP');
    // The list's own total is that of the list.
    expect(reading.problems.find(({ code }) => code === 'TOTAL_DIFFERS')).toMatchObject({ rowNo: 6 });
  });

  it('says nothing when both agree', async () => {
    const reading = readWithModel(await grid('件号,名称,数量\nAC2507-405,滑块,2\nAC2507-101,A板,1\n'), { model: [item('滑块', 2), item('A板')] });
    expect(codes(reading.problems).filter((code) => code.includes('MODEL'))).toEqual([]);
    expect(reading.rows).toHaveLength(3);
  });

  it('meets by number before name, and not by a name that stands twice', () => {
    const [a, b, c] = [item('镶件', 1, 'AC2507-203'), item('镶件', 1, 'AC2507-204'), item('压条')];
    expect(matchModel([{ partNo: 'ac2507 204', name: '别的' }, { partNo: null, name: '压 条' }, { partNo: 'X-1', name: '镶件' }], [a, b, c])).toEqual([b, c, null]);
  });
});
