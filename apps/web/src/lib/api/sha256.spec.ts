import { createHash } from 'node:crypto';
import { plainSha256, sha256 } from './sha256.js';

describe('the hash of a file', () => {
  it('is that of the standard, with the browser’s help and without', async () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1_000, 70_001]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect([length, plainSha256(bytes), await sha256(bytes)]).toEqual([length, expected, expected]);
    }
  });
});
