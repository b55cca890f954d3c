import fc from 'fast-check';
import { choosePieces, firstLineNos, joiningsOf, lineNoOf, shareOut, sharesOf, wavesOf, type AcceptedAward, type FreeOfPart } from './intake.policy.js';

const money = (amountMinor: string, taxRate = '13') => ({ amountMinor, currency: 'CNY', taxIncluded: true, taxRate });

function award(awardId: string, parts: string[], given: Partial<AcceptedAward> = {}): AcceptedAward {
  const lines = parts.map((partId) => ({ partId, quantity: 1, operationSeqs: [10], amount: money('100') }) as AcceptedAward['lines'][number]);
  return { awardId, buyerId: 'com_b', supplierId: 'com_s', tenderId: 'tnd_1', amount: money(String(parts.length * 100)), promisedDate: '2026-12-24', lines, terms: {}, ...given } as AcceptedAward;
}

describe('sorting awards by their orders', () => {
  it('adds up what one buyer, supplier, tender and tax basis have in common', () => {
    const joinings = joiningsOf([
      award('a', ['1', '2'], { promisedDate: '2026-12-24' }), award('b', ['3'], { supplierId: 'com_other' }), award('c', ['4'], { promisedDate: '2026-12-01', amount: money('5', '13.00') }),
      award('d', ['5'], { amount: money('7', '6') }),
    ]);
    expect(joinings.map(({ awards, totalMinor, places, promisedDate }) => [awards.map(({ awardId }) => awardId), totalMinor, places, promisedDate])).toEqual([
      [['a', 'c'], '205', 30, '2026-12-01'], [['b'], '100', 10, '2026-12-24'], [['d'], '7', 10, '2026-12-24'],
    ]);
    const first = firstLineNos(joinings[0]!, 70);
    expect([...first]).toEqual([['a', 50], ['c', 70]]);
    expect(lineNoOf(first.get('a')!, 1)).toBe(60);
  });

  it('adds exactly beyond the numbers that a float holds', () => {
    expect(joiningsOf([award('a', ['1'], { amount: money('9007199254740993') }), award('b', ['2'], { amount: money('2') })])[0]!.totalMinor).toBe('9007199254740995');
  });
});

describe('cutting awards into waves', () => {
  it('keeps every award, no part twice in a wave, and the awards on a part in their order', () => {
    fc.assert(fc.property(fc.array(fc.uniqueArray(fc.constantFrom('p', 'q', 'r', 's', 't'), { minLength: 1, maxLength: 3 }), { maxLength: 30 }), (wanted) => {
      const awards = wanted.map((parts, i) => award(`a${i}`, parts));
      const waves = wavesOf(awards);
      expect(waves.flat().map(({ awardId }) => awardId).sort()).toEqual(awards.map(({ awardId }) => awardId).sort());
      for (const wave of waves) {
        const parts = wave.flatMap(({ lines }) => [...new Set(lines.map(({ partId }) => partId))]);
        expect(new Set(parts).size).toBe(parts.length);
      }
      for (const part of ['p', 'q', 'r', 's', 't']) {
        const of = (list: AcceptedAward[]) => list.filter(({ lines }) => lines.some(({ partId }) => partId === part)).map(({ awardId }) => awardId);
        expect(of(waves.flat())).toEqual(of(awards));
      }
    }));
  });

  it('needs one wave when no part is asked for twice', () => {
    expect(wavesOf([award('a', ['1']), award('b', ['2']), award('c', ['3', '3'])])).toHaveLength(1);
  });
});

describe('choosing pieces', () => {
  const piece = (id: string, serialNo: number, count: number, takenSeqs: number[] = []): FreeOfPart => ({ id, partId: '1', mouldId: 'm', companyId: 'com_b', serialNo, count, underWay: false, takenSeqs });
  const line = (quantity: number, operationSeqs: number[]) => ({ partId: '1', quantity, operationSeqs }) as AcceptedAward['lines'][number];

  it('marks what it takes, so that the next line with the same operations finds it gone and one with others does not', () => {
    const pieces = [piece('x', 1, 1), piece('y', 2, 1, [20])];
    expect(choosePieces(line(1, [10]), pieces)).toEqual({ taken: [{ pieceId: 'x', take: 1, rest: 0 }], missing: 0 });
    expect(choosePieces(line(2, [10]), pieces)).toEqual({ taken: [{ pieceId: 'y', take: 1, rest: 0 }], missing: 1 });
    expect(choosePieces(line(2, [20]), pieces)).toEqual({ taken: [{ pieceId: 'x', take: 1, rest: 0 }], missing: 1 });
  });

  it('goes on with what is left of a divided batch in the same hands', () => {
    const pieces = [piece('x', 1, 40)];
    expect(choosePieces(line(15, [10]), pieces).taken).toEqual([{ pieceId: 'x', take: 15, rest: 25 }]);
    expect(choosePieces(line(15, [20]), pieces).taken).toEqual([{ pieceId: 'x', take: 15, rest: 0 }]);
  });

  it('finds the rest of a divided batch free for all that the batch was free for, and leaves it in the lines that had the batch', () => {
    const pieces = [piece('x', 1, 100, [30])];
    const first = choosePieces(line(100, [10]), pieces);
    const shares = [first.taken.map(({ pieceId, take }) => ({ pieceId, count: take }))];
    choosePieces(line(30, [20]), pieces);
    shareOut({ pieceId: 'y', ofPieceId: 'x', serialNo: 2, count: 70 }, line(30, [20]), pieces, shares);
    expect(shares).toEqual([[{ pieceId: 'x', count: 30 }, { pieceId: 'y', count: 70 }]]);
    expect(pieces.map(({ id, serialNo, count, takenSeqs }) => [id, serialNo, count, takenSeqs])).toEqual([['x', 1, 30, [30, 10, 20]], ['y', 2, 70, [30, 10]]]);
    expect(choosePieces(line(80, [20]), pieces)).toEqual({ taken: [{ pieceId: 'y', take: 70, rest: 0 }], missing: 10 });
  });
});

describe('the shares of an award', () => {
  it('are those named when they add up, and else split by the same weights', () => {
    expect(sharesOf(award('a', ['1', '2']))).toEqual([100n, 100n]);
    expect(sharesOf(award('a', ['1', '2', '3'], { amount: money('100') }))).toEqual([34n, 33n, 33n]);
  });
});
