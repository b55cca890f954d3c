import { newId } from '#kernel';
import { derivedKey } from '#platform/config';
import { CallOpener, FRESH_MS, sealCall, type Call } from './call-envelope.js';

const key = derivedKey('a secret of thirty-two characters', 'rpc call');

function aCall(given: Partial<Call> = {}): Call {
  return {
    operation: 'order.moulds.describe-parts', right: 'actor', actor: null, locale: 'en', requestId: newId('request'), callId: newId('request'),
    issuedAt: 1_000_000, deadlineMs: 10_000, input: { name: 'slide 滑块' }, ...given,
  };
}

describe('opening a call', () => {
  let now = 1_000_000;
  const opener = () => new CallOpener(key, () => now);
  beforeEach(() => { now = 1_000_000; });

  it('gives back exactly what was sealed', () => {
    const call = aCall();
    expect(opener().open(sealCall(key, call))).toEqual(call);
  });

  it('refuses a call whose input, actor or operation was changed on the way', () => {
    const sealed = sealCall(key, aCall());
    for (const [from, to] of [['slide', 'guide'], ['"actor":null', '"actor":{}'], ['describe-parts', 'describe-pards']] as const) {
      expect(() => opener().open({ ...sealed, call: sealed.call.replace(from, to) })).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    }
  });

  it('refuses a call sealed with the key of another purpose or another house', () => {
    for (const other of [derivedKey('a secret of thirty-two characters', 'tickets'), derivedKey('another secret of the same length', 'rpc call')]) {
      expect(() => opener().open(sealCall(other, aCall()))).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    }
  });

  it('refuses what is no envelope at all', () => {
    for (const packet of [null, undefined, 7, 'call', [], {}, { call: '{}' }, { call: '{}', proof: '' }, { call: {}, proof: [] }, { call: '{}', proof: 'é'.repeat(43) }]) {
      expect(() => opener().open(packet)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    }
  });

  it('takes a call up to thirty seconds old and no older, and none from far ahead', () => {
    now = 1_000_000 + FRESH_MS;
    expect(opener().open(sealCall(key, aCall()))).toBeDefined();
    now += 1;
    expect(() => opener().open(sealCall(key, aCall()))).toThrow();
    now = 1_000_000 - 6_000;
    expect(() => opener().open(sealCall(key, aCall()))).toThrow();
    expect(() => opener().open(sealCall(key, aCall({ issuedAt: Number.NaN })))).toThrow();
  });

  it('takes each call only once, however its copies are spread over the time it is fresh', () => {
    const one = opener();
    const sealed = sealCall(key, aCall({ issuedAt: now + 4_000 }));
    one.open(sealed);
    for (const later of [0, 1_000, 20_000, 34_000]) {
      now = 1_000_000 + later;
      one.open(sealCall(key, aCall({ issuedAt: now })));
      expect(() => one.open(sealed)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
    }
  });

  it('keeps no more than what may still be fresh', () => {
    const one = opener();
    for (let i = 0; i < 3_000; i += 1) {
      now += 100;
      one.open(sealCall(key, aCall({ issuedAt: now })));
    }
    const kept = one as unknown as { seen: Set<string>; seenBefore: Set<string> };
    expect(kept.seen.size + kept.seenBefore.size).toBeLessThan(800);
  });
});
