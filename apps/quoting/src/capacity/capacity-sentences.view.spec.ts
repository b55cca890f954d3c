import type { FitReason } from './fit.policy.js';
import { fitSentences } from './capacity-sentences.view.js';

const reasons: FitReason[] = [
  { code: 'OFFERED', process: 'MIL' }, { code: 'MACHINE', process: 'WEDM', machine: 'AQ537' }, { code: 'OFFERED', process: 'HT' }, { code: 'TOO_LARGE', process: 'GR', need: '700', have: '600' },
  { code: 'TOO_LARGE', process: 'EDM', need: '700', have: '500' }, { code: 'BUSY', load: 'PARTLY' }, { code: 'DISTANCE', km: 12 },
];

it('says once what holds for several operations, and keeps apart what differs', () => {
  expect(fitSentences(reasons, 'en')).toEqual(['MIL, HT: offered, no machine recorded', 'WEDM: AQ537 can do it', 'GR: work of 700 mm exceeds 600 mm', 'EDM: work of 700 mm exceeds 500 mm', 'says it is partly busy', '12 km away']);
  expect(fitSentences(reasons, 'zh-CN')[0]).toBe('MIL、HT：工艺符合，未登记机床');
  expect(fitSentences([], 'en')).toEqual([]);
});
