import fc from 'fast-check';
import { assign } from './assignment.policy.js';
import { chooseArticles, sendable, spreadCount, type SendablePiece } from './delivery.policy.js';
import { directionOf, missingDocuments } from './direction.policy.js';
import { linesOfRemake, remakeRuns, type ScrappedRun } from './remake.policy.js';
import { cursorOf, pageOf, placeOf } from './page.view.js';

const aPiece = (no: number, given: Partial<SendablePiece> = {}): SendablePiece => ({
  pieceId: `pce_${no}`, serialNo: no, batch: false, count: 1, issued: 0, sent: 0, arrived: 0, counted: 0, accepted: 0, verdict: null, begun: true, finished: true, ...given,
});

describe('choosing articles for a delivery', () => {
  const line = (quantity: number, pieceIds: string[] | null = null) => ({ orderLineId: 'oln', pieceIds, quantity });

  it('takes the lowest serial numbers, or the pieces named', () => {
    const pieces = [aPiece(3), aPiece(1), aPiece(2, { finished: false })];
    expect(chooseArticles('GOODS', line(1), pieces)).toMatchObject({ ok: true, value: [{ pieceId: 'pce_1', sent: 1 }] });
    expect(chooseArticles('GOODS', line(1, ['pce_3']), pieces)).toMatchObject({ ok: true, value: [{ pieceId: 'pce_3', sent: 1 }] });
    expect(chooseArticles('GOODS', line(1, ['pce_9']), pieces)).toEqual({ ok: false, refusal: { code: 'PIECE_NOT_OF_LINE', index: 0 } });
  });

  it('says what would pass, or that operations are open', () => {
    expect(chooseArticles('GOODS', line(3), [aPiece(1), aPiece(2), aPiece(3, { finished: false })])).toEqual({ ok: false, refusal: { code: 'QUANTITY_REFUSED', orderLineId: 'oln', maximum: 2 } });
    expect(chooseArticles('GOODS', line(1), [aPiece(1, { finished: false })])).toEqual({ ok: false, refusal: { code: 'OPERATIONS_OPEN' } });
    expect(chooseArticles('GOODS', line(1), [aPiece(1, { sent: 1 })])).toMatchObject({ refusal: { code: 'QUANTITY_REFUSED', maximum: 0 } });
    expect(chooseArticles('GOODS', line(1), [aPiece(1, { verdict: 'HOLD' })])).toMatchObject({ refusal: { code: 'QUANTITY_REFUSED', maximum: 0 } });
  });

  it('never takes more than is there, and exactly what was asked for', () => {
    const piece = fc.record({ count: fc.integer({ min: 1, max: 50 }), sent: fc.nat(50), finished: fc.boolean() });
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 120 }), fc.constantFrom('GOODS' as const, 'FREE_ISSUE' as const, 'RETURN' as const), (given, quantity, kind) => {
      const pieces = given.map(({ count, sent, finished }, i) => aPiece(i + 1, { count, batch: true, sent: Math.min(sent, count), arrived: Math.min(sent, count), finished }));
      const chosen = chooseArticles(kind, line(quantity), pieces);
      if (!chosen.ok) return;
      expect(chosen.value.reduce((sum, { sent }) => sum + sent, 0)).toBe(quantity);
      for (const { pieceId, sent } of chosen.value) expect(sent).toBeLessThanOrEqual(sendable(kind, pieces.find((p) => p.pieceId === pieceId)!));
    }));
  });

  it('spreads a count without losing or adding an article', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }), fc.nat(), (sizes, n) => {
      const sent = sizes.map((size, i) => ({ pieceId: `${i}`, sent: size }));
      const counted = n % (sizes.reduce((a, b) => a + b, 0) + 1);
      const spread = spreadCount(counted, sent);
      expect(spread.reduce((sum, piece) => sum + piece.counted, 0)).toBe(counted);
      spread.forEach((piece, i) => expect(piece.counted).toBeLessThanOrEqual(sizes[i]!));
    }));
  });
});

describe('the direction of a delivery', () => {
  const lin = 'com_buyer';
  const he = 'com_he';
  const line = { buyerId: lin, supplierId: he };
  it('follows from its kind and its sides', () => {
    expect(directionOf('GOODS', he, null, [line])).toEqual({ ok: true, value: { toId: lin, buyerId: lin } });
    expect(directionOf('RETURN', lin, he, [line])).toEqual({ ok: true, value: { toId: he, buyerId: lin } });
    expect(directionOf('FREE_ISSUE', he, null, [line])).toMatchObject({ refusal: { code: 'NOT_ONE_DIRECTION' } });
    expect(directionOf('FREE_ISSUE', lin, null, [line, { buyerId: lin, supplierId: 'com_wang' }])).toMatchObject({ refusal: { code: 'NOT_ONE_DIRECTION' } });
    expect(directionOf('GOODS', he, null, [line, { buyerId: 'com_b', supplierId: he }])).toMatchObject({ refusal: { code: 'NOT_ONE_DIRECTION' } });
    expect(directionOf('GOODS', he, 'com_x', [line])).toMatchObject({ refusal: { code: 'WRONG_RECEIVER' } });
    expect(directionOf('HANDOVER', he, null, [line])).toMatchObject({ refusal: { code: 'RECEIVER_NEEDED' } });
    expect(directionOf('HANDOVER', he, lin, [line])).toMatchObject({ refusal: { code: 'WRONG_RECEIVER' } });
    expect(directionOf('HANDOVER', he, 'com_next', [line])).toEqual({ ok: true, value: { toId: 'com_next', buyerId: lin } });
  });

  it('needs a paper for every document and a photograph for photographs', () => {
    expect(missingDocuments(['MATERIAL_CERTIFICATE', 'HARDNESS_REPORT', 'PHOTOS'], ['CERTIFICATE', 'PHOTO'])).toEqual(['HARDNESS_REPORT']);
    expect(missingDocuments(['PHOTOS'], ['CERTIFICATE'])).toEqual(['PHOTOS']);
    expect(missingDocuments([], [])).toEqual([]);
  });
});

describe('giving pieces to a line', () => {
  it('conserves them: taken, left and missing add up', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }), fc.integer({ min: 1, max: 100 }), (sizes, quantity) => {
      const { taken, missing } = assign(quantity, sizes.map((count, i) => ({ id: `${i}`, serialNo: i + 1, count, underWay: i % 3 === 1 })));
      expect(taken.reduce((sum, { take }) => sum + take, 0) + missing).toBe(quantity);
      taken.forEach(({ pieceId, take, rest }) => expect(take + rest).toBe(sizes[Number(pieceId)]));
      expect(taken.filter(({ rest }) => rest > 0).length).toBeLessThanOrEqual(1);
      expect(taken.some(({ pieceId, rest }) => rest > 0 && Number(pieceId) % 3 === 1)).toBe(false);
    }));
  });
});

describe('a re-make', () => {
  const run = (seq: number, state: ScrappedRun['state'], orderLineId: string | null, given: Partial<ScrappedRun> = {}): ScrappedRun => ({
    id: `${seq}`, seq, reworkNo: 0, state, dependsOn: seq > 10 ? [seq - 10] : [], plannedMinutes: 5, orderLineId, process: 'CNC', doneBy: orderLineId ?? 'owner', inspect: false, ...given,
  });
  it('repeats the route; what another shop had finished is the owner\'s again', () => {
    const again = remakeRuns([run(10, 'PASSED', 'a'), run(20, 'PASSED', 'b'), run(20, 'READY', 'b', { reworkNo: 1 }), run(30, 'PENDING', 'c'), run(40, 'PENDING', null)], 'b', 'owner');
    expect(again.map(({ seq, state, doneBy, orderLineId }) => [seq, state, doneBy, orderLineId])).toEqual([
      [10, 'READY', 'owner', null], [20, 'PENDING', 'b', 'b'], [30, 'PENDING', 'c', 'c'], [40, 'PENDING', 'owner', null],
    ]);
    expect(linesOfRemake(again, 'b')).toEqual(['b', 'c']);
    expect(linesOfRemake(remakeRuns([run(10, 'PASSED', null)], null, 'owner'), null)).toEqual([]);
  });
});

describe('a place in a list', () => {
  it('comes back as it was written, and nothing else is taken', () => {
    const id = 'ord_0123456789abcdefghjkmnpqrs';
    expect(placeOf(cursorOf(['2026-11-23', id]), 'day', 'id')).toEqual(['2026-11-23', id]);
    expect(placeOf(null, 'id')).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => {
      expect(() => placeOf(text, 'day', 'id')).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }) as Error);
    }));
    expect(() => placeOf(cursorOf([id, id]), 'day', 'id')).toThrow();
  });

  it('tells whether another page follows', () => {
    expect(pageOf([1, 2, 3], 2, (n) => [`${n}`], (n) => n)).toMatchObject({ edges: [{ node: 1 }, { node: 2 }], pageInfo: { hasNextPage: true } });
    expect(pageOf([], 2, () => [''], (n) => n)).toEqual({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });
});
