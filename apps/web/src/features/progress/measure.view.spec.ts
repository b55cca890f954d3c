import { characteristicsIn, measuredSum, measuredText, measurements } from './measure.view.js';

describe('tolerances in the wishes of a drawing', () => {
  it.each([
    ['62±0.02', [['62', '62', '0.02', '-0.02']]],
    ['Ra1.6; 流道槽深±0.02', [['流道槽深', '', '0.02', '-0.02']]],
    ['Ra0.4; IT6;挂台0/-0.02', [['挂台', '', '0', '-0.02']]],
    ['⌀8.00 +0.01/0；总高 72 ± 0.05', [['⌀8.00', '8.00', '0.01', '0'], ['总高72', '72', '0.05', '-0.05']]],
    ['-0.01/-0.03', [['', '', '-0.01', '-0.03']]],
    ['HRC48-52; general', []],
  ])('%s', (text, wanted) => {
    expect(characteristicsIn(text).map(({ name, nominal, upper, lower }) => [name, nominal, upper, lower])).toEqual(wanted);
  });

  it('are none where nothing is said', () => {
    expect(characteristicsIn(null)).toEqual([]);
  });
});

const row = (name: string, value: string, given: object = {}) => ({ name, nominal: '62', upper: '0.02', lower: '-0.02', value, ...given });

it('what was measured is told exactly, what is not complete is left out', () => {
  const rows = [row('62', '61.97'), row('', '62,01'), row('孔', '8.006', { nominal: '8', upper: '+0.01', lower: '0' }), row('x', '')];
  expect(measurements(rows, 'pce_1').map(({ characteristicNo, value, upper }) => [characteristicNo, value, upper])).toEqual([['62', '61.97', '0.02'], ['2', '62.01', '0.02'], ['孔', '8.006', '0.01']]);
  expect(measuredSum(rows)).toEqual({ inside: 2, outside: 1 });
  expect(measuredText(rows, 'OUTSIDE')).toBe('62 +0.02/-0.02: 61.97');
  expect(measuredText(rows, 'ALL')).toBe('62 +0.02/-0.02: 61.97; 62 +0.02/-0.02: 62.01; 孔 8 +0.01/0: 8.006');
});
