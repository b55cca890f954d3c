import { toleranceBar, typedDecimal, verdictOf } from './tolerance.view.js';

const measured = (value: string, given: object = {}) => ({ nominal: '62', upper: '0.02', lower: '-0.02', value, ...given });

it('takes numbers as people type them', () => {
  expect(['62', ' +0.01', '61,98', '−0.02', '６２', '1e3', '', 'x', '0.0000001'].map(typedDecimal)).toEqual(['62', '0.01', '61.98', '-0.02', '62', null, null, null, null]);
});

describe('a measured value', () => {
  it('is inside up to its limits, exactly', () => {
    expect(['61.98', '62.02', '62', '61.97', '62.020001', '61.979999'].map((value) => verdictOf(measured(value)))).toEqual(['INSIDE', 'INSIDE', 'INSIDE', 'OUTSIDE', 'OUTSIDE', 'OUTSIDE']);
  });

  it('says nothing until all is there', () => {
    expect([verdictOf(measured('')), verdictOf(measured('62', { upper: '' })), verdictOf(measured('62', { upper: '-0.1', lower: '0' })), toleranceBar(measured(''))]).toEqual(['INCOMPLETE', 'INCOMPLETE', 'INCOMPLETE', null]);
  });

  it('stands on the bar where it lies, and at its end when it is far outside', () => {
    expect(toleranceBar(measured('62.02'))).toEqual({ from: 0.25, to: 0.75, nominal: 0.5, value: 0.75 });
    expect(toleranceBar(measured('61.97'))!.value).toBe(0.125);
    expect(toleranceBar(measured('70'))!.value).toBe(1);
    expect(toleranceBar({ nominal: '8', upper: '0', lower: '0', value: '8' })).toEqual({ from: 0.25, to: 0.25, nominal: 0.25, value: 0.25 });
  });
});
