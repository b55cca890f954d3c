import type { Fit } from '../capacity/fit.policy.js';
import { matchViews, NEAREST } from './match.view.js';

const fit = (fits: boolean, score: number): Fit => ({ fits, score, reasons: [fits ? { code: 'OFFERED', process: 'WEDM' } : { code: 'MISSING', process: 'WEDM' }] });
const of = (entries: readonly (readonly [string, Fit])[]) => new Map(entries.map(([companyId, one]) => [companyId, new Map([['lot_1', one]])]));

describe('who fits a lot', () => {
  it('counts the invited that fit, and says why the others do not', () => {
    const [match] = matchViews(['lot_1'], of([['com_far', fit(true, 90)], ['com_no', fit(false, 20)], ['com_yes', fit(true, 60)]]), new Set(['com_yes', 'com_no']), 'en');
    expect(match).toMatchObject({ lotId: 'lot_1', fitting: 1 });
    expect(match!.companies.map(({ companyId, invited, fits, reasons }) => [companyId, invited, fits, reasons[0]])).toEqual([
      ['com_yes', true, true, 'WEDM: offered, no machine recorded'], ['com_no', true, false, 'WEDM: not offered'], ['com_far', false, true, 'WEDM: offered, no machine recorded'],
    ]);
  });

  it('names no more than one can look at', () => {
    const many = of(Array.from({ length: 40 }, (_, i) => [`com_${i}`, fit(true, i)] as const));
    expect(matchViews(['lot_1'], many, new Set(), 'zh-CN')[0]!.companies.map(({ score }) => score)).toEqual(Array.from({ length: NEAREST }, (_, i) => 39 - i));
  });
});
