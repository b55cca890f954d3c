import { expectedCounts, orderSums } from './orders.view.js';

const line = (lateness: 'ON_TIME' | 'LATE' | 'SILENT', quantity: number, delivered: number, promisedDate: string) => ({ lateness, quantity, delivered, accepted: 1, promisedDate });

it('an order is as late as its worst line, and next what has not come', () => {
  expect(orderSums([line('ON_TIME', 2, 2, '2026-11-01'), line('SILENT', 3, 1, '2026-12-09'), line('LATE', 1, 0, '2026-11-20')])).toEqual({ lateness: 'LATE', quantity: 6, delivered: 3, accepted: 3, promisedDate: '2026-11-20' });
  expect(orderSums([])).toEqual({ lateness: 'ON_TIME', quantity: 0, delivered: 0, accepted: 0, promisedDate: null });
});

it('a line that is in a delivery twice is counted once', () => {
  expect([...expectedCounts([{ orderLineId: 'a', sent: 2, counted: null }, { orderLineId: 'b', sent: 1, counted: null }, { orderLineId: 'a', sent: 3, counted: null }])]).toEqual([['a', 5], ['b', 1]]);
});
