import fc from 'fast-check';
import { sealingKey } from './sealing-key.js';

const key = sealingKey('a secret of the specs, at least 32 characters');

describe('the sealing key', () => {
  it('gives back every text, and only about what it was sealed', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = key.seal(text, 'bid_1');
      expect(key.open(sealed, 'bid_1')).toBe(text);
      expect(key.seal(text, 'bid_1')).not.toBe(sealed);
      expect(() => key.open(sealed, 'bid_2')).toThrow();
      expect(() => sealingKey('another secret of the specs, 32 letters').open(sealed, 'bid_1')).toThrow();
    }));
  });

  it('notices every changed byte', () => {
    const sealed = Buffer.from(key.seal('{"amountMinor":"386000"}', 'bid_1'), 'base64url');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i]! ^= 1;
      expect(() => key.open(changed.toString('base64url'), 'bid_1')).toThrow();
    }
  });

  it('knows the same text again after a restart, and says nothing of it', () => {
    expect(sealingKey('a secret of the specs, at least 32 characters').fingerprint('386000')).toBe(key.fingerprint('386000'));
    expect(sealingKey('another secret of the specs, 32 letters').fingerprint('386000')).not.toBe(key.fingerprint('386000'));
  });
});
