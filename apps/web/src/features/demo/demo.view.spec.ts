import { onlyThisMachine } from '../../lib/format/address.view.js';
import { liveliest } from './liveliest.view.js';

describe('the way into the demo', () => {
  it('leads to the tender in which most may be seen', () => {
    const lots = (state: string, ...bids: (number | null)[]) => bids.map((bidCount) => ({ state, bidCount }));
    expect(liveliest([{ id: 'a', lots: lots('PUBLISHED', 1, 2) }, { id: 'sealed', lots: lots('PUBLISHED', null, null, null) }, { id: 'b', lots: lots('PUBLISHED', 0, 0, 1) }, { id: 'over', lots: lots('CLOSED', 5, 5, 5, 5) }])).toBe('b');
    expect(liveliest([{ id: 'sealed', lots: lots('PUBLISHED', null) }])).toBeNull();
  });

  it('shows no code that leads nowhere', () => {
    expect(['http://127.0.0.1:3000/m/demo', 'http://localhost/m/demo', 'http://[::1]:3000/'].map(onlyThisMachine)).toEqual([true, true, true]);
    expect(['http://192.168.1.20:3000/m/demo', 'https://demo.example/m/demo'].map(onlyThisMachine)).toEqual([false, false]);
  });
});
