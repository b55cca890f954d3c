import { createHash } from 'node:crypto';
import { ownSha256, sha256, sha256OfFile } from './sha256.js';

describe('the hash of a file', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 100_003])('is that of the standard for %i bytes, with the browser and without', async (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + 7) % 256);
    const wanted = createHash('sha256').update(bytes).digest('hex');
    expect(await sha256(bytes)).toBe(wanted);
    expect(Buffer.from(ownSha256(bytes)).toString('hex')).toBe(wanted);
  });

  it('of a large file is taken piece by piece, whatever its length', async () => {
    for (const length of [4 * 1024 * 1024 - 1, 8 * 1024 * 1024, 9_000_001]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 9)) % 256);
      const shares: number[] = [];
      expect(await sha256OfFile(new Blob([bytes]), (share) => shares.push(share), 0)).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(shares.at(-1)).toBe(1);
    }
  });
});
