import { clientNetwork, networkOf } from './network.js';

describe('the network that attempts are counted for', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'], ['::ffff:203.0.113.7', '203.0.113.7'], ['::FFFF:203.0.113.7', '203.0.113.7'], ['::1', '0:0:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'], ['2001:DB8:1:2::9', '2001:db8:1:2'], ['2001:db8::1', '2001:db8:0:0'], ['2001:0db8::', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'], ['64:ff9b::203.0.113.7', '64:ff9b:0:0'], ['something else', 'something else'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('a connection that is gone', () => {
  it('has a network all the same', () => {
    expect([networkOf(undefined), clientNetwork(undefined, undefined, 0), clientNetwork(undefined, '203.0.113.7', 1)]).toEqual(['gone', 'gone', '203.0.113.7']);
  });
});

describe('the network of a client', () => {
  it('is what our proxies saw, never what the client says of itself', () => {
    expect(clientNetwork('10.0.0.9', '203.0.113.7', 0)).toBe('10.0.0.9');
    expect(clientNetwork('10.0.0.9', '198.51.100.1, 203.0.113.7', 1)).toBe('203.0.113.7');
    expect(clientNetwork('10.0.0.9', '1.1.1.1, 203.0.113.7, 10.0.0.8', 2)).toBe('203.0.113.7');
    expect(clientNetwork('::ffff:10.0.0.9', undefined, 1)).toBe('10.0.0.9');
  });
});
