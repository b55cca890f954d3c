import fc from 'fast-check';
import { orderLineStates } from '#contracts/order-orders';
import { acceptedOf, arrivedOf, deliveredOf, deliveryStateAfterInspection, lineState, mostToSend, orderState, refusedArticles, type LinePiece, type Verdict } from './fulfilment.policy.js';
import { followingStates, orderLineLifecycle } from './order-line.lifecycle.js';
import { deliveryLifecycle } from './delivery.lifecycle.js';

const aPiece = (given: Partial<LinePiece> = {}): LinePiece => ({ pieceId: 'pce', count: 1, sent: 0, arrived: 0, counted: 0, accepted: 0, verdict: null, begun: false, finished: false, ...given });
const through = { begun: true, finished: true };
const there = { ...through, sent: 1, arrived: 1, counted: 1 };
const verdict = fc.constantFrom<Verdict | null>(null, 'ACCEPT', 'CONCESSION', 'REWORK', 'REPAIR', 'RETURN', 'HOLD');

/** A piece that could be: nothing accepted that was not counted, nothing counted that was not sent. */
const possible = fc.record({ count: fc.integer({ min: 1, max: 30 }), cuts: fc.array(fc.nat(30), { minLength: 4, maxLength: 4 }), verdict, begun: fc.boolean(), finished: fc.boolean() })
  .map(({ count, cuts, begun, finished, ...rest }): LinePiece => {
    const [sent, arrived, counted, accepted] = cuts.reduce<number[]>((all, cut) => [...all, Math.min(cut, all.at(-1) ?? count)], []) as [number, number, number, number];
    return { pieceId: 'pce', count, sent, arrived, counted, accepted, begun: begun || finished, finished, ...rest };
  });
const pieces = fc.array(possible, { minLength: 1, maxLength: 6 });
const quantityOf = (all: readonly LinePiece[]) => all.reduce((sum, { count }) => sum + count, 0);

describe('where a line stands', () => {
  const line = (all: LinePiece[], state: (typeof orderLineStates)[number] = 'ACKNOWLEDGED', materialReady = false) => lineState({ state, quantity: Math.max(1, quantityOf(all)), materialReady, pieces: all });

  it.each<[string, LinePiece[], string]>([
    ['nothing has begun', [aPiece()], 'ACKNOWLEDGED'],
    ['one piece has begun', [aPiece({ begun: true }), aPiece()], 'IN_PROGRESS'],
    ['one of two is through', [aPiece(through), aPiece()], 'IN_PROGRESS'],
    ['every piece is through', [aPiece(through), aPiece(through)], 'FINISHED'],
    ['one of two was counted', [aPiece(there), aPiece()], 'PART_DELIVERED'],
    ['all were counted', [aPiece(there), aPiece(there)], 'DELIVERED'],
    ['one of two counted pieces was refused', [aPiece(there), aPiece({ ...there, verdict: 'RETURN' })], 'PART_DELIVERED'],
    ['the only piece was refused and is being reworked', [aPiece({ ...there, finished: false, verdict: 'REWORK' })], 'IN_PROGRESS'],
    ['all were accepted', [aPiece({ ...there, accepted: 1, verdict: 'ACCEPT' })], 'ACCEPTED'],
    ['the only piece was scrapped and its re-make waits', [aPiece({ count: 0, verdict: 'SCRAP', begun: true }), aPiece()], 'IN_PROGRESS'],
  ])('when %s', (_, all, state) => expect(line(all)).toBe(state));

  it('is ready once the blanks are there', () => expect(line([aPiece()], 'ACKNOWLEDGED', true)).toBe('READY'));

  it.each(orderLineStates.filter((state) => !(followingStates as readonly string[]).includes(state)))('stays %s, because that is a decision', (state) => {
    expect(line([aPiece({ ...there, accepted: 1 })], state)).toBe(state);
  });

  it('is accepted exactly when good and conceded pieces are as many as ordered', () => {
    fc.assert(fc.property(pieces, (all) => {
      expect(lineState({ state: 'IN_PROGRESS', quantity: quantityOf(all), materialReady: true, pieces: all }) === 'ACCEPTED').toBe(acceptedOf(all) === quantityOf(all));
    }));
  });

  it('never holds more than was ordered, and what may leave fits into what is missing', () => {
    fc.assert(fc.property(pieces, (all) => {
      const quantity = quantityOf(all);
      expect(acceptedOf(all)).toBeLessThanOrEqual(deliveredOf(all));
      expect(deliveredOf(all)).toBeLessThanOrEqual(arrivedOf(all));
      expect(mostToSend(all) + all.reduce((sum, piece) => sum + piece.sent - refusedArticles(piece), 0)).toBeLessThanOrEqual(quantity);
    }));
  });

  it('moves along its lifecycle whatever happens to a piece next', () => {
    fc.assert(fc.property(pieces, pieces, fc.boolean(), (before, after, ready) => {
      const from = lineState({ state: 'ACKNOWLEDGED', quantity: quantityOf(before), materialReady: ready, pieces: before });
      const to = lineState({ state: from, quantity: quantityOf(after), materialReady: ready, pieces: after });
      // Accepted pieces stay accepted, and what was counted has begun.
      const real = from !== 'ACCEPTED' && (deliveredOf(before) === 0 || after.some((piece) => piece.begun || deliveredOf([piece]) > 0));
      if (real && from !== to) expect(orderLineLifecycle.canMove(from, to)).toBe(true);
    }));
  });
});

describe('where an order stands', () => {
  it.each<[string[], string]>([
    [['ACKNOWLEDGED', 'ACKNOWLEDGED'], 'ACKNOWLEDGED'], [['ACKNOWLEDGED', 'IN_PROGRESS'], 'IN_PROGRESS'], [['ACKNOWLEDGED', 'FINISHED'], 'IN_PROGRESS'], [['FINISHED', 'FINISHED'], 'FINISHED'],
    [['ACKNOWLEDGED', 'READY'], 'ACKNOWLEDGED'], [['IN_PROGRESS', 'ACCEPTED'], 'PART_DELIVERED'], [['DELIVERED', 'ACCEPTED'], 'DELIVERED'], [['ACCEPTED', 'CANCELLED'], 'ACCEPTED'],
    [['CANCELLED', 'CANCELLED'], 'CANCELLED'], [['CANCELLED', 'TERMINATED'], 'TERMINATED'], [['IN_PROGRESS', 'SUSPENDED'], 'IN_PROGRESS'], [['SUSPENDED', 'CANCELLED'], 'SUSPENDED'],
    [['IN_PROGRESS', 'CHANGE_PENDING'], 'CHANGE_PENDING'], [['ACCEPTED', 'SETTLED'], 'ACCEPTED'],
  ])('of lines %j is %s', (lines, state) => expect(orderState(lines as never)).toBe(state));

  it('is that of its lines when they agree, and does not depend on their order', () => {
    fc.assert(fc.property(fc.constantFrom(...orderLineStates), fc.integer({ min: 1, max: 5 }), (state, n) => expect(orderState(Array.from({ length: n }, () => state))).toBe(state)));
    fc.assert(fc.property(fc.array(fc.constantFrom(...orderLineStates), { minLength: 1 }), (states) => {
      const state = orderState(states);
      if (state !== 'TERMINATED') expect(orderState([...states].reverse())).toBe(state);
    }));
  });
});

describe('a counted delivery after inspections', () => {
  it.each<[(Verdict | null)[], string]>([
    [[null, null], 'COUNTED'], [['ACCEPT', null], 'COUNTED'], [['ACCEPT', 'CONCESSION'], 'STOCKED'], [['ACCEPT', 'REWORK'], 'PARTLY_REJECTED'], [['RETURN', 'SCRAP'], 'REJECTED'], [['HOLD', 'ACCEPT'], 'COUNTED'],
  ])('%j makes it %s', (verdicts, state) => expect(deliveryStateAfterInspection('COUNTED', verdicts.map((word) => ({ counted: 1, verdict: word })))).toBe(state));

  it('moves along its lifecycle and never before it was counted', () => {
    const found = fc.array(fc.record({ counted: fc.nat(2), verdict }), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(found, found, (first, second) => {
      const one = deliveryStateAfterInspection('COUNTED', first);
      const two = deliveryStateAfterInspection(one, second);
      expect(one === 'COUNTED' || deliveryLifecycle.canMove('COUNTED', one)).toBe(true);
      if (one !== 'STOCKED' && one !== two) expect(deliveryLifecycle.canMove(one, two)).toBe(true);
      expect(deliveryStateAfterInspection('SIGNED', first)).toBe('SIGNED');
    }));
  });
});
