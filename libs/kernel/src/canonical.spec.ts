import fc from 'fast-check';
import { canonicalJson } from './canonical.js';

describe('canonical JSON', () => {
  const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(fc.string({ maxLength: 6 }).filter((key) => key !== '__proto__'), tie('node'), { maxKeys: 4 })),
  })).node;

  it('says what JSON says, the same whatever the order of the fields', () => {
    const turned = (value: unknown): unknown => (Array.isArray(value) ? value.map(turned)
      : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, field]) => [key, turned(field)])) : value);
    fc.assert(fc.property(tree, (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(turned(value))).toBe(text);
    }));
  });

  it('is written without blanks, by code units', () => {
    expect(canonicalJson({ b: [1, { d: 'é', c: null }], a: true, Z: '"\n' })).toBe('{"Z":"\\"\\n","a":true,"b":[1,{"c":null,"d":"é"}]}');
    expect(canonicalJson({ e: {}, l: [] })).toBe('{"e":{},"l":[]}');
    expect(canonicalJson(-0)).toBe('0');
  });

  it('refuses what two readers could write differently', () => {
    for (const value of [1.5, NaN, Infinity, 2 ** 53, 1n, undefined, { a: undefined }, '\ud800', Symbol('x'), () => 1]) expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});
