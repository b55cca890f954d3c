/** True when an address leads to the machine itself, so that no other device can follow it. */
export function onlyThisMachine(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
