import fc from 'fast-check';
import { compareDecimals, decimalOf, formatDecimal, isDecimal, parseDecimal } from './decimal.js';

describe('exact decimals', () => {
  it('survive reading and writing', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (millionths) => parseDecimal(formatDecimal(millionths)) === millionths));
  });

  it.each(['0', '-0.02', '12.5', '153.86', '0.000001'])('take %s', (text) => {
    expect(isDecimal(text)).toBe(true);
  });

  it.each(['', '.5', '5.', '1e3', '01', 'NaN', '1.0000001', ' 1', '１'])('refuse %j', (text) => {
    expect(isDecimal(text)).toBe(false);
    expect(() => parseDecimal(text)).toThrow(RangeError);
  });

  it('compare by value and not by letters', () => {
    expect(compareDecimals('9.5', '10')).toBeLessThan(0);
    expect(compareDecimals('2.50', '2.5')).toBe(0);
  });

  it('come from a measure with the asked places', () => {
    expect(decimalOf(153.8600001, 2)).toBe('153.86');
    expect(decimalOf(-0.0000001, 3)).toBe('0');
    expect(() => decimalOf(NaN)).toThrow(RangeError);
  });
});
