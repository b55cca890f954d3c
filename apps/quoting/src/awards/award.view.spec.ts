import fc from 'fast-check';
import { aPart } from '../../../../test/builders/parts.js';
import { sharedLines, type AgreedLine } from './award.view.js';

const line = (quantity: number, minutes: (number | null)[]): AgreedLine => {
  const snapshot = aPart({ operations: minutes.map((plannedMinutes, i) => ({ seq: i * 10 + 10, process: 'CNC', plannedMinutes, inspect: false })) });
  return { lotLineId: `lin_${quantity}`, partId: snapshot.partId, revision: 'A', itemNo: snapshot.partNo, name: snapshot.name, quantity, operationSeqs: [10], wholePart: true, snapshot };
};
const cny = (amountMinor: string) => ({ amountMinor, currency: 'CNY', taxIncluded: true, taxRate: '13' });

describe('sharing the price of a lot among its lines', () => {
  it('follows the planned time, or the pieces where a time is missing', () => {
    expect(sharedLines([line(1, [60]), line(2, [60])], cny('90000')).map((one) => one.amount.amountMinor)).toEqual(['30000', '60000']);
    expect(sharedLines([line(1, [600]), line(2, [null])], cny('90000')).map((one) => one.amount.amountMinor)).toEqual(['30000', '60000']);
    expect(sharedLines([line(1, [])], cny('380000'))[0]!.amount).toEqual(cny('380000'));
  });

  it('loses and makes no unit, however the lines are', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null })), { minLength: 1, maxLength: 40 }), fc.bigInt({ min: 1n, max: 10n ** 15n }), (lines, total) => {
      const shares = sharedLines(lines.map(([quantity, minutes]) => line(quantity, [minutes])), cny(total.toString())).map((one) => BigInt(one.amount.amountMinor));
      expect(shares.reduce((a, b) => a + b, 0n)).toBe(total);
      expect(shares.every((share) => share >= 0n)).toBe(true);
    }));
  });
});
