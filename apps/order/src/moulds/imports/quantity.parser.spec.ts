import fc from 'fast-check';
import { readQuantity, unitOf } from './quantity.parser.js';

describe('reading a quantity', () => {
  it.each([
    ['1', 1, 0, null, null], ['2件', 2, 0, '件', null], ['8PCS', 8, 0, 'pcs', null], ['24 支', 24, 0, '支', null], ['1套', 1, 0, '套', null], ['１２', 12, 0, null, null],
    ['１６支', 16, 0, '支', null], ['2.0', 2, 0, null, null], ['1,250', 1250, 0, null, null], ['x4', 4, 0, null, null], ['两件', 2, 0, '件', null], ['4 件/套', 4, 0, '件', null],
    ['左右各1', 2, 0, null, 'LEFT_RIGHT'], ['L/R各2件', 4, 0, '件', 'LEFT_RIGHT'], ['左1右1', 2, 0, null, 'LEFT_RIGHT'], ['1粗1精', 2, 0, null, 'ROUGH_FINISH'], ['1粗2精', 3, 0, null, 'ROUGH_FINISH'],
    ['2对', 4, 0, null, 'PAIR'], ['4+1备', 4, 1, null, 'WITH_SPARE'],
  ])('takes %s for %i wanted and %i spare', (text, pieces, spare, unit, words) => {
    expect(readQuantity(text)).toEqual({ kind: 'PIECES', pieces, spare, unit, words });
  });

  it('asks what the second number of a sum is, unless the note says spare', () => {
    expect(readQuantity('1+1')).toEqual({ kind: 'SUM', first: 1, second: 1, unit: null });
    expect(readQuantity('1+1', '第二件为备件')).toEqual({ kind: 'PIECES', pieces: 1, spare: 1, unit: null, words: 'WITH_SPARE' });
  });

  it('does not know each of what', () => {
    expect(readQuantity('各1')).toEqual({ kind: 'EACH', pieces: 2, unit: null });
  });

  it.each([['', 'BLANK'], ['  ', 'BLANK'], ['1月8日', 'DAMAGED'], ['####', 'DAMAGED'], ['若干', 'UNREADABLE'], ['2.5', 'UNREADABLE'], ['-1', 'UNREADABLE'], ['1e5', 'UNREADABLE'],
    ['200000', 'UNREADABLE'], ['Infinity', 'UNREADABLE'], ['0x10', 'UNREADABLE']])('calls %j %s', (text, kind) => {
    expect(readQuantity(text).kind).toBe(kind);
  });

  it('never makes anything but whole pieces within bounds', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,+-各左右粗精件套支xLR/ 一两十'), maxLength: 12 }), (text) => {
      const reading = readQuantity(text);
      if (reading.kind !== 'PIECES') return;
      expect(Number.isInteger(reading.pieces) && reading.pieces >= 0 && reading.pieces <= 100_000 && Number.isInteger(reading.spare)).toBe(true);
    }), { numRuns: 2_000 });
  });
});

describe('the unit of a line', () => {
  it.each([[null, 'CPN', '件', 'H87'], ['pcs', 'CPN', '支', 'H87'], ['PCS', 'SCW', '个', 'H87'], ['pcs', 'CAV', '件', 'H87'], ['SET', null, '套', 'SET'], ['套', null, '套', 'SET'], ['支', null, '支', 'H87'], ['箱', null, '件', 'H87']])(
    'of %s on a %s is %s', (written, category, word, code) => {
      expect(unitOf(written, category)).toEqual({ word, code });
    });
});
