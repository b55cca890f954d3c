import fc from 'fast-check';
import { MAX_MINOR, comparableMinor, isCurrency, isMinorAmount, isTaxRate, money, ratesComparableOn, splitMinor } from './money.js';

describe('reading an amount', () => {
  it.each(['0', '1', '386000', '1000000000000000'])('takes %s', (text) => {
    expect(isMinorAmount(text)).toBe(true);
  });

  it.each(['', ' 5 ', '-1', '-0', '00010', '1e3', '0x10', '1_000', '1,5', '1.5', '٥', '５', 'NaN', 'Infinity', '1000000000000001', '1'.repeat(40)])(
    'refuses %j instead of rounding or trimming it', (text) => {
      expect(isMinorAmount(text)).toBe(false);
    });

  it.each([5, NaN, Infinity, null, undefined, {}, [], 10n])('refuses the value %p that is not a string', (value) => {
    expect(isMinorAmount(value)).toBe(false);
  });

  it('knows currencies by their exact code', () => {
    expect(isCurrency('CNY')).toBe(true);
    expect(isCurrency('cny')).toBe(false);
    expect(isCurrency('constructor')).toBe(false);
  });

  it('takes tax rates from 0 to 100 percent only', () => {
    expect(['0', '1', '3', '13', '6.5', '100'].every(isTaxRate)).toBe(true);
    expect(['-1', '100.01', '13%', '1.234', ''].some(isTaxRate)).toBe(false);
  });

  it('never makes an amount outside its limits', () => {
    expect(() => money(-1n, 'CNY', true, '13')).toThrow(RangeError);
    expect(() => money(MAX_MINOR + 1n, 'CNY', true, '13')).toThrow(RangeError);
  });
});

describe('comparing amounts of different tax bases', () => {
  const gross13 = { currency: 'CNY', taxIncluded: true, taxRate: '13' };

  it('keeps an amount that already stands on the basis', () => {
    expect(comparableMinor(386_000n, gross13, gross13)).toBe(386_000n);
  });

  it('puts the tax on a net amount', () => {
    expect(comparableMinor(100_000n, { currency: 'CNY', taxIncluded: false, taxRate: '13' }, gross13)).toBe(113_000n);
  });

  it('exchanges the 3 % of a small taxpayer for the 13 % of the basis', () => {
    expect(comparableMinor(103_000n, { currency: 'CNY', taxIncluded: true, taxRate: '3' }, gross13)).toBe(113_000n);
  });

  it('refuses two currencies', () => {
    expect(() => comparableMinor(1n, { ...gross13, currency: 'EUR' }, gross13)).toThrow(RangeError);
  });

  it('compares with rates that an invoice can carry, and with the rate of the basis', () => {
    expect(ratesComparableOn(gross13)).toEqual(['0', '1', '3', '5', '6', '9', '13']);
    expect(ratesComparableOn({ ...gross13, taxRate: '17' })).toEqual(['0', '1', '3', '5', '6', '9', '13', '17']);
    expect(ratesComparableOn({ currency: 'EUR', taxIncluded: false, taxRate: '19' })).toEqual(['0', '19']);
  });

  it('never reverses the order of two amounts of one basis', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), fc.bigInt({ min: 0n, max: 10n ** 14n }), (a, b) => {
      const of = { currency: 'CNY', taxIncluded: true, taxRate: '3' };
      const [x, y] = [comparableMinor(a, of, gross13), comparableMinor(b, of, gross13)];
      return a < b ? x <= y : a > b ? x >= y : x === y;
    }));
  });
});

describe('splitting an amount', () => {
  it('N26: loses no unit, whatever the weights', () => {
    fc.assert(fc.property(
      fc.bigInt({ min: 0n, max: MAX_MINOR }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 40 }).filter((w) => w.some((x) => x > 0n)),
      (total, weights) => splitMinor(total, weights).reduce((a, b) => a + b, 0n) === total,
    ));
  });

  it('gives each share at most one unit more than its exact part', () => {
    expect(splitMinor(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  });

  it('refuses weights that say nothing', () => {
    expect(() => splitMinor(10n, [0n, 0n])).toThrow(RangeError);
  });
});
