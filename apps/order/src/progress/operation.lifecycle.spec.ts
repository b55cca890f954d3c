import { deliveryLifecycle } from '../orders/delivery.lifecycle.js';
import { orderLineLifecycle } from '../orders/order-line.lifecycle.js';
import { operationLifecycle } from './operation.lifecycle.js';

describe('the lifecycles of the workshop', () => {
  it('end where the trade ends', () => {
    const ends = (lifecycle: { states: readonly string[]; isFinal(state: never): boolean }) => lifecycle.states.filter((state) => lifecycle.isFinal(state as never));
    expect(ends(operationLifecycle)).toEqual(['FAILED', 'ABORTED']);
    expect(ends(orderLineLifecycle)).toEqual(['CLOSED', 'CANCELLED', 'TERMINATED']);
    expect(ends(deliveryLifecycle)).toEqual(['STOCKED']);
  });

  it('never let an accepted line or a finished check go back by themselves', () => {
    expect(orderLineLifecycle.moves.filter(({ from }) => from === 'ACCEPTED').map(({ to }) => to)).toEqual(['SETTLED']);
    expect(operationLifecycle.moves.filter(({ from }) => from === 'PASSED').every(({ by }) => by === 'correct' || by === 'inspection asks for rework')).toBe(true);
  });

  it('name every move once', () => {
    for (const lifecycle of [operationLifecycle, orderLineLifecycle, deliveryLifecycle]) {
      const moves = lifecycle.moves.map(({ from, to }) => `${from} ${to}`);
      expect(moves.filter((move, i) => moves.indexOf(move) !== i)).toEqual([]);
    }
  });
});
