import fc from 'fast-check';
import { arrayLiteral } from './array-literal.policy.js';

/** Reads one-dimensional arrays as PostgreSQL's manual describes them. */
function read(literal: string): (string | null)[] {
  const values: (string | null)[] = [];
  const inside = literal.slice(1, -1);
  for (const [, quoted, plain] of inside.matchAll(/(?:"((?:\\[\s\S]|[^"\\])*)"|([^,"]+))(?:,|$)/g)) {
    values.push(quoted !== undefined ? quoted.replace(/\\([\s\S])/g, '$1') : plain === 'NULL' ? null : plain!);
  }
  return values;
}

describe('writing a column of values', () => {
  it('keeps every text whatever is in it', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('NULL', 'null', '', ' ', '"', '\\', '{', '}', ',', '件号', "'; drop", 'a\nb', '\t'));
    fc.assert(fc.property(fc.array(fc.option(text), { minLength: 1 }), (values) => {
      const literal = arrayLiteral(values);
      if (values.every((value) => value === null)) expect(literal).toBe('{}');
      else expect(read(literal)).toEqual(values);
    }));
  });

  it('writes numbers and truths plainly', () => {
    expect(arrayLiteral([1, null, -2])).toBe('{1,NULL,-2}');
    expect(arrayLiteral([true, false])).toBe('{true,false}');
  });
});
