import fc from 'fast-check';
import { lotStates, type LotState } from '#contracts/quoting-tender-terms';
import { lotLifecycle, tenderState } from './lot.lifecycle.js';

describe('the course of a lot', () => {
  it('N20: never goes back to bidding once it is closed, and never ends twice', () => {
    const after = (from: LotState, seen = new Set<LotState>()): Set<LotState> => {
      for (const move of lotLifecycle.moves) if (move.from === from && !seen.has(move.to)) after(move.to, seen.add(move.to));
      return seen;
    };
    for (const state of ['CLOSED', 'EVALUATING', 'AWARDED'] as const) expect([...after(state)]).not.toContain('PUBLISHED');
    for (const end of ['COMPLETED', 'UNSUCCESSFUL', 'CANCELLED'] as const) expect(lotLifecycle.isFinal(end)).toBe(true);
    expect(lotLifecycle.canMove('DRAFT', 'AWARDED')).toBe(false);
    expect(lotLifecycle.canMove('AWARDED', 'CANCELLED')).toBe(false);
  });
});

describe('the state of a tender', () => {
  it.each([
    [['DRAFT', 'DRAFT'], 'DRAFT'], [['PUBLISHED', 'CLOSED'], 'PUBLISHED'], [['CLOSED', 'EVALUATING'], 'CLOSED'], [['EVALUATING', 'CANCELLED'], 'EVALUATING'],
    [['EVALUATING', 'AWARDED'], 'PARTIALLY_AWARDED'], [['AWARDED', 'COMPLETED'], 'AWARDED'], [['COMPLETED', 'UNSUCCESSFUL'], 'COMPLETED'], [['UNSUCCESSFUL', 'CANCELLED'], 'UNSUCCESSFUL'],
    [['CANCELLED'], 'CANCELLED'],
  ] as [LotState[], LotState][])('of %j is %s', (states, state) => {
    expect(tenderState(states)).toBe(state);
  });

  it('does not depend on the order of the lots, and is that of the lots where all agree', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...lotStates), { minLength: 1, maxLength: 8 }), fc.integer(), (states, turn) => {
      const k = Math.abs(turn) % states.length;
      expect(tenderState([...states.slice(k), ...states.slice(0, k)])).toBe(tenderState(states));
    }));
    for (const state of lotStates) expect(tenderState([state, state])).toBe(state);
  });
});
