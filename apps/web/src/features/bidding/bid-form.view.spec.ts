import * as fc from 'fast-check';
import { adviceOn, gapToLead, leading, lowered } from './bid-form.view.js';

describe('quick prices', () => {
  it('are whole yuan, never above what would be taken', () => {
    expect([lowered('118000', 1, null, 'CNY'), lowered('118000', 3, null, 'CNY'), lowered('118000', 1, '115050', 'CNY'), lowered('50', 1, null, 'CNY')]).toEqual(['116800', '114400', '115000', null]);
    expect([leading('114900', null, 'CNY'), leading('114950', null, 'CNY'), leading('114900', '110000', 'CNY'), leading('100', null, 'CNY')]).toEqual(['114800', '114900', '110000', null]);
    expect([lowered('118000', 1, null, 'JPY'), leading('118000', null, 'JPY'), lowered('118500', 1, null, 'KWD'), leading('3000', null, 'KWD')]).toEqual(['116820', '117999', '117000', '2000']);
    fc.assert(fc.property(fc.bigInt({ min: 200n, max: 10n ** 12n }), fc.bigInt({ min: 100n, max: 10n ** 12n }), (best, ceiling) => {
      const price = BigInt(leading(String(best), String(ceiling), 'CNY') ?? '0');
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
    expect(gapToLead('117900', '114900', 'CNY')).toEqual({ percent: '2.6', minor: '3100' });
    expect(gapToLead('117900', null, 'CNY')).toBeNull();
    expect(gapToLead('114900', '114900', 'CNY')).toBeNull();
    expect(gapToLead(null, '114900', 'CNY')).toBeNull();
  });
});
