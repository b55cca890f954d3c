import { createHash } from 'node:crypto';
import { ownSha256, sha256 } from './sha256.js';

describe('the hash of a file', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 100_003])('is that of the standard for %i bytes, with the browser and without', async (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + 7) % 256);
    const wanted = createHash('sha256').update(bytes).digest('hex');
    expect(await sha256(bytes)).toBe(wanted);
    expect(Buffer.from(ownSha256(bytes)).toString('hex')).toBe(wanted);
  });
});
