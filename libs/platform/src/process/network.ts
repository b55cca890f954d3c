const NETWORK_GROUPS = 4;
const ALL_GROUPS = 8;
const GONE = 'gone';

/**
 * The part of a network address that one customer of a provider holds: of IPv6 the first 64 bits, because the rest is the
 * customer's own to choose and would give a new name for every attempt. IPv4 inside IPv6 is IPv4; what is no address stays as it is.
 * A connection that broke while its request was read has no address any more: all of those count as one network.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return GONE;
  const text = address.toLowerCase().replace(/%.*$/, '');
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/.test(text)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (mapped !== null) return mapped[1]!;
  const [head = '', tail] = text.split('::', 2);
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, ALL_GROUPS - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups.slice(0, NETWORK_GROUPS).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}

/**
 * The network of a client that came through so many of our own proxies: each of them has put the address that it saw at the end of
 * X-Forwarded-For, and what stands before those is the client's own invention.
 */
export function clientNetwork(remote: string | undefined, forwardedFor: string | undefined, trustedProxies: number): string {
  const said = forwardedFor?.split(',').map((one) => one.trim()).filter(Boolean) ?? [];
  const hops = [...said, remote];
  return networkOf(hops[Math.max(0, hops.length - 1 - trustedProxies)]);
}
