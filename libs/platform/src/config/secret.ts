import { hkdfSync } from 'node:crypto';

/**
 * A key for one purpose, derived from the secret of the house. Two purposes never share a key,
 * so a proof made for one door opens no other.
 */
export function derivedKey(secret: string, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'mouldshare', purpose, bytes));
}
