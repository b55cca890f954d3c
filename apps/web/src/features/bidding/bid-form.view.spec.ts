import * as fc from 'fast-check';
import { adviceOn, gapToLead, leading, lowered, readAmount, writeAmount } from './bid-form.view.js';

describe('an amount as it is typed', () => {
  it('is read with separators, full-width digits and fen, and not otherwise', () => {
    expect(['1,180', '1180.5', '¥ 1 180', '１１８０', '0.07'].map(readAmount)).toEqual(['118000', '118050', '118000', '118000', '7']);
    expect(['', '0', '-5', '1.234', 'abc', '1e5', '12.', '1'.repeat(13)].map(readAmount)).toEqual(Array(8).fill(null));
  });

  it('comes back as it went in', () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 14n - 1n }), (minor) => { expect(readAmount(writeAmount(String(minor)))).toBe(String(minor)); }));
  });
});

describe('quick prices', () => {
  it('are whole yuan, never above what would be taken', () => {
    expect([lowered('118000', 1, null), lowered('118000', 3, null), lowered('118000', 1, '115050'), lowered('50', 1, null)]).toEqual(['116800', '114400', '115000', null]);
    expect([leading('114900', null), leading('114950', null), leading('114900', '110000'), leading('100', null)]).toEqual(['114800', '114900', '110000', null]);
    fc.assert(fc.property(fc.bigInt({ min: 200n, max: 10n ** 12n }), fc.bigInt({ min: 100n, max: 10n ** 12n }), (best, ceiling) => {
      const price = BigInt(leading(String(best), String(ceiling)) ?? '0');
      expect(price < best && price <= ceiling && price % 100n === 0n).toBe(true);
    }));
  });
});

describe('advice before sending', () => {
  const standing = { ceilingMinor: '119000', bestMinor: '114900', ownMinor: '120000', confirmDropPercent: '20' };
  it('stops a slip of the thumb', () => {
    expect(adviceOn(null, standing)).toEqual({ kind: 'NO_AMOUNT' });
    expect(adviceOn('120000', standing)).toEqual({ kind: 'SAME' });
    expect(adviceOn('119001', standing)).toEqual({ kind: 'ABOVE_CEILING', ceilingMinor: '119000' });
    expect(adviceOn('69600', standing)).toEqual({ kind: 'BIG_DROP', percent: '42' });
    expect(adviceOn('114900', standing)).toEqual({ kind: 'TIE' });
    expect(adviceOn('114800', standing)).toEqual({ kind: 'FINE' });
    expect(adviceOn('1', { ...standing, ownMinor: null, ceilingMinor: null })).toEqual({ kind: 'FINE' });
  });

  it('tells the gap only where the best price is shown', () => {
    expect(gapToLead('117900', '114900')).toEqual({ percent: '2.6', minor: '3100' });
    expect(gapToLead('117900', null)).toBeNull();
    expect(gapToLead('114900', '114900')).toBeNull();
    expect(gapToLead(null, '114900')).toBeNull();
  });
});
