import { oneOf, readSearch, wayBack, writeSearch } from './address.view.js';

describe('parameters of an address', () => {
  it('are words, whatever they look like', () => {
    expect(readSearch('?q=207&tab=[1]&op=null&lot=a%20b&q=208')).toEqual({ q: '208', tab: '[1]', op: 'null', lot: 'a b' });
    expect(readSearch('')).toEqual({});
  });

  it('are written so that they are read the same, without those that say nothing', () => {
    expect(writeSearch({ q: '207 前模', tab: undefined, view: '', op: 10 })).toBe('?q=207+%E5%89%8D%E6%A8%A1&op=10');
    expect(readSearch(writeSearch({ from: '/buy/x?tab=all&q=a%26b#c' }))).toEqual({ from: '/buy/x?tab=all&q=a%26b#c' });
    expect(writeSearch({ q: undefined })).toBe('');
  });

  it('count where they are known', () => {
    const tabs = ['map', 'plan'] as const;
    expect([oneOf('plan', tabs, 'map'), oneOf('toString', tabs, 'map'), oneOf(undefined, tabs, 'map')]).toEqual(['plan', 'map', 'map']);
  });
});

describe('the way back from the door', () => {
  it('leads to the page that was wanted, with all that its address says', () => {
    expect(wayBack('/buy/tenders/tnd_1/live?tab=all#x', '/buy')).toBe('/buy/tenders/tnd_1/live?tab=all#x');
    expect([wayBack('/m/bids', '/m'), wayBack('/t/7KQ2', '/m'), wayBack('/m?x=1', '/m')]).toEqual(['/m/bids', '/t/7KQ2', '/m?x=1']);
    expect(wayBack('/moulds', '/buy')).toBe('/moulds');
  });

  it.each([undefined, '', 'buy', '//evil.example/buy', '/\\evil.example', '/buy\\..\\evil', 'https://evil.example', 'javascript:alert(1)', '/buy\n//evil', '/sign-in?from=/buy', '/sign-up', '/m/bids'])('is the first page for %j', (from) => {
    expect(wayBack(from, '/buy')).toBe('/buy');
  });

  it('stays at the entry that somebody came to', () => {
    expect([wayBack('/buy', '/m'), wayBack('/m/sign-in', '/m'), wayBack('/tenders', '/m')]).toEqual(['/m', '/m', '/m']);
  });
});
