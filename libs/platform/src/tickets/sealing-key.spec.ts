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
    const [name, text] = key.seal('{"amountMinor":"386000"}', 'bid_1').split('.') as [string, string];
    const sealed = Buffer.from(text, 'base64url');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i]! ^= 1;
      for (const text of [changed.toString('base64url'), `${name}.${changed.toString('base64url')}`]) expect(() => key.open(text, 'bid_1')).toThrow();
    }
  });

  it('opens what former secrets sealed, by the name of the key, also from before keys had names, and says what is missing', () => {
    const before = 'another secret of the specs, 32 letters';
    const [old, next] = [sealingKey(before), sealingKey('a secret of the specs, at least 32 characters', 'offers', ['one that never sealed, of 32 letters', before])];
    const sealed = old.seal('386000', 'bid_1');
    expect(next.open(sealed, 'bid_1')).toBe('386000');
    expect(next.open(sealed.split('.')[1]!, 'bid_1')).toBe('386000');
    expect(key.open(next.seal('386000', 'bid_1'), 'bid_1')).toBe('386000');
    expect(() => next.open(sealed, 'bid_2')).toThrow();
    expect(() => key.open(sealed, 'bid_1')).toThrow(/names the key [0-9a-f]{12}.*MOULDSHARE_FORMER_SECRETS/);
    expect([next.knows(sealed), key.knows(sealed), key.knows(sealed.split('.')[1]!)]).toEqual([true, false, null]);
    expect(next.formerFingerprints('386000')).toContain(old.fingerprint('386000'));
    expect([next.fingerprint('386000'), key.formerFingerprints('386000')]).toEqual([key.fingerprint('386000'), []]);
  });

  it('knows the same text again after a restart, and says nothing of it', () => {
    expect(sealingKey('a secret of the specs, at least 32 characters').fingerprint('386000')).toBe(key.fingerprint('386000'));
    expect(sealingKey('another secret of the specs, 32 letters').fingerprint('386000')).not.toBe(key.fingerprint('386000'));
  });
});
