import { added } from './part-draft.policy.js';
import { differencesOf } from './difference.policy.js';

const size = { lengthMm: '340.000', widthMm: '200', heightMm: '70', diameterMm: null };
const part = added({
  rowNo: 2, partNo: 'A-1', name: '前模仁', nameEn: null, category: 'CAV', categoryProposed: false, material: '8407', treatment: '淬火', hardness: 'HRC48-52', requirements: null, size, quantity: 1, unitMassKg: '37.1300',
  supply: 'OUTSIDE', supplyProposed: false, route: ['CNC', 'HT'], revision: 'A', note: null, mirrorOf: null, parentPartNo: null, openQuestion: false,
}, { id: 'prt_1', mouldId: 'mld_1', position: 1 }, new Map());

describe('what a list would change about a part', () => {
  it('is nothing when only the spelling of numbers differs', () => {
    expect(differencesOf(part, { ...part, size: { ...size, lengthMm: '340' }, unitMassKg: '37.13' })).toEqual([]);
  });

  it('is told value by value, with what was and what would be', () => {
    expect(differencesOf(part, { ...part, revision: 'B', material: '718H', size: { ...size, heightMm: '72' }, quantity: 2, hardness: null, treatment: null, supply: 'MAKE', note: '先做' })).toEqual([
      { meaning: 'REVISION', before: 'A', after: 'B' }, { meaning: 'MATERIAL', before: '8407', after: '718H' }, { meaning: 'SIZE', before: '340×200×70', after: '340×200×72' },
      { meaning: 'QUANTITY', before: '1', after: '2' }, { meaning: 'HARDNESS', before: '淬火 HRC48-52', after: null }, { meaning: 'SUPPLY', before: 'OUTSIDE', after: 'MAKE' }, { meaning: 'NOTE', before: null, after: '先做' },
    ]);
    expect(differencesOf(part, { ...part, route: part.route.slice(0, 1) })).toEqual([{ meaning: 'ROUTE', before: 'CNC>HT', after: 'CNC' }]);
  });
});
