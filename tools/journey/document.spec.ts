import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, fill, readJourney } from './document.js';
import { deeds } from './steps.js';

const journey = readJourney(readFileSync(join(import.meta.dirname, '../../docs/api/journey.md'), 'utf8'));
const now = new Date('2026-11-23T08:00:00.000Z');
const filled = (json: string, pace: 'fast' | 'real' = 'fast') => fill(json, new Map<string, unknown>([['lot', 'lot_1'], ['version', 3]]), pace, () => 'key-0001', now);
const wrong = (expected: unknown, actual: unknown) => {
  const saved: Record<string, unknown> = {};
  return { wrong: differences(expected, actual, (name, value) => { saved[name] = value; }), saved };
};

describe('reading the journey', () => {
  it('finds all its steps, and somebody who knows how to do each', () => {
    expect([...journey.keys()]).toEqual(Array.from({ length: 27 }, (_, i) => i + 1));
    expect(Object.keys(deeds).map(Number)).toEqual([...journey.keys()]);
  });

  it('finds a document wherever something is asked, and JSON that can be read once it is filled', () => {
    for (const { number, exchanges } of journey.values()) {
      expect([number, exchanges.length > 0 || number === 18]).toEqual([number, true]);
      for (const { variables, expect: expected } of exchanges) {
        for (const text of [variables, expected]) expect(() => JSON.parse(text) as unknown).not.toThrow();
      }
    }
    expect(journey.get(5)!.csv!.split('\n').filter((line) => line !== '')).toHaveLength(4);
    expect(journey.get(27)!.exchanges).toHaveLength(4);
  });
});

describe('filling a place', () => {
  it('gives saved values in their own type, keys, days and instants', () => {
    expect(filled('{"a": "{{lot}}", "b": "{{version}}", "c": "{{key}}", "d": "{{today+12d}}", "e": "{{now}}", "f": "x {{lot}} y"}')).toEqual({
      a: 'lot_1', b: 3, c: 'key-0001', d: '2026-12-05', e: '2026-11-23T08:00:00.000Z', f: 'x lot_1 y',
    });
  });

  it('takes the pace that was asked for', () => {
    expect(filled('["{{now+40m/30s}}", "{{180/10}}"]')).toEqual(['2026-11-23T08:00:30.000Z', 10]);
    expect(filled('["{{now+40m/30s}}", "{{180/10}}"]', 'real')).toEqual(['2026-11-23T08:40:00.000Z', 180]);
  });

  it('refuses a name that nobody saved', () => {
    expect(() => filled('["{{nobody}}"]')).toThrow('nobody');
  });
});

describe('holding an answer to what is expected', () => {
  it('minds what is written and nothing else', () => {
    expect(wrong({ a: { b: [{ c: 1 }] }, d: '*' }, { a: { b: [{ c: 1, x: 2 }, { c: 9 }], y: 3 }, d: 0 }).wrong).toEqual([]);
  });

  it('says where it differs', () => {
    expect(wrong({ a: [{ b: 1 }] }, { a: [{ b: 2 }] }).wrong).toEqual(['a.0.b is 2 instead of 1']);
    expect(wrong({ a: [{ b: 1 }] }, { a: [] }).wrong).toEqual(['a.0 is missing']);
    expect(wrong({ a: [] }, { a: [1] }).wrong).toEqual(['a has 1 elements instead of none']);
    expect(wrong({ a: null }, { a: 0 }).wrong).toEqual(['a is 0 instead of null']);
    expect(wrong({ a: '*', b: '=b' }, { a: null }).wrong).toEqual(['a is missing', 'b is missing']);
  });

  it('finds written elements among others, in their order, and saves from the one that fits', () => {
    expect(wrong({ a: [{ no: 2, id: '=two' }, { no: 4 }] }, { a: [{ no: 1, id: 'a' }, { no: 2, id: 'b' }, { no: 3 }, { no: 4 }] })).toEqual({ wrong: [], saved: { two: 'b' } });
    expect(wrong({ a: [{ no: 4 }, { no: 2 }] }, { a: [{ no: 2 }, { no: 4 }] }).wrong).toEqual(['a.2 is missing']);
  });

  it('saves what is named', () => {
    expect(wrong({ a: { b: '=name' } }, { a: { b: 'value' } }).saved).toEqual({ name: 'value' });
  });
});
