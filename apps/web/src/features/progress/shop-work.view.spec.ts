import { shopLists } from './shop-work.view.js';

it('what is late comes first, then the next promised day; what has arrived is no work any more', () => {
  const lists = shopLists([
    { id: 'a', state: 'IN_PROGRESS', lateness: 'ON_TIME', promisedDate: '2026-12-01' }, { id: 'b', state: 'PART_DELIVERED', lateness: 'ON_TIME', promisedDate: '2026-11-30' },
    { id: 'c', state: 'READY', lateness: 'AT_RISK', promisedDate: '2026-12-09' }, { id: 'd', state: 'ACKNOWLEDGED', lateness: 'LATE', promisedDate: '2026-12-08' },
    { id: 'e', state: 'DELIVERED', lateness: 'ON_TIME', promisedDate: '2026-11-01' }, { id: 'f', state: 'ACCEPTED', lateness: 'ON_TIME', promisedDate: '2026-11-01' },
  ]);
  expect(Object.fromEntries(Object.entries(lists).map(([list, lines]) => [list, lines.map(({ id }) => id).join('')]))).toEqual({ TO_DO: 'dcba', SENT: 'e', OVER: 'f' });
});
