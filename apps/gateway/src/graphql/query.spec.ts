import fc from 'fast-check';
import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { countObjects } from './object-count.view.js';
import { measure } from './query-measure.plugin.js';
import { scalars } from './scalars.plugin.js';
import { schemaText } from './schema-text.storage.js';
import { draw, isForgettable, type Bucket } from './token-bucket.policy.js';
import { landing } from './pages/landing.view.js';

const schema = buildSchema(schemaText());
const measured = (text: string, variables: Record<string, unknown> = {}) => {
  const document = parse(text);
  return measure(schema, document, document.definitions[0] as OperationDefinitionNode, variables);
};

describe('measuring a document', () => {
  it('counts a page as many times as it was asked for', () => {
    expect(measured('{ tenders(first: 10) { edges { node { id } } pageInfo { endCursor } } }')).toEqual({ depth: 4, aliases: 0, objects: 1 + 10 * 2 + 1, rootFields: 1, directives: 0 });
    expect(measured('query ($n: Int!) { tenders(first: $n) { edges { cursor } } }', { n: 70 }).objects).toBe(71);
    expect(measured('{ tenders { edges { cursor } } }').objects).toBe(21);
    expect(measured('{ tenders(first: 10) { edges { node { questions(first: 5) { edges { node { id } } } } } } }').objects).toBe(1 + 10 * (1 + 1 + 1 + 5 * 2));
  });

  it('counts through fragments as if they were not there', () => {
    const plain = measured('{ a: tenders(first: 10) { edges { node { id lots { id } } } } }');
    expect(measured('{ a: tenders(first: 10) { ...P } } fragment P on BuyerTenderConnection { edges { ...E } } fragment E on BuyerTenderEdge { node { ... on BuyerTender { id ...L } } } fragment L on BuyerTender { lots { id } }')).toEqual(plain);
  });

  it('counts what is asked of the root', () => {
    expect(measured('{ a: serverTime b: serverTime ...F ...F ... { machines { id } } } fragment F on Query { c: serverTime viewer { roles } }').rootFields).toBe(5);
  });

  it('ends soon, whatever fragments hold each other', () => {
    const chain = Array.from({ length: 60 }, (_, i) => `fragment F${i} on Mould { ${i === 59 ? 'id' : `...F${i + 1} ...F${i + 1} parts { mould { ...F${i + 1} ...F${i + 1} } }`} }`).join(' ');
    // Without remembering each fragment this would be four to the power of sixty fields.
    expect(measured(`{ mould(id: "x") { ...F0 } } ${chain}`).depth).toBe(1 + 59 * 2 + 1);
    expect(measured('{ mould(id: "x") { ...A } } fragment A on Mould { id ...B } fragment B on Mould { ...A }').depth).toBe(2);
  });
});

describe('counting an answer', () => {
  it('counts objects, not words, and stops at enough', () => {
    expect(countObjects({ a: [{ b: 1 }, { b: { c: null } }], words: ['x', 'y'], none: null }, 100)).toBe(4);
    expect(countObjects({ a: Array.from({ length: 1_000 }, () => ({})) }, 10)).toBe(11);
    expect(countObjects(null, 10)).toBe(0);
  });
});

describe('a budget', () => {
  it('never gives more in any time than it holds and what flows in', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000 }), fc.array(fc.tuple(fc.nat(50), fc.nat(600_000)), { maxLength: 60 }), (perHour, draws) => {
      let bucket: Bucket | undefined;
      let now = 0;
      let taken = 0;
      for (const [points, pause] of draws) {
        now += pause;
        const answer = draw(bucket, points, perHour, now);
        if (answer.allowed) taken += points;
        else expect(draw(answer.bucket, points, perHour, now + answer.retryAfterMs).allowed || points > perHour).toBe(true);
        bucket = answer.bucket;
        expect(bucket.left).toBeGreaterThanOrEqual(0);
      }
      expect(taken).toBeLessThanOrEqual(perHour + (now * perHour) / 3_600_000 + 1e-6);
    }));
  });

  it('is forgotten only when it is full again', () => {
    expect(isForgettable({ left: 99, at: 0 }, 100, 0)).toBe(false);
    expect(isForgettable({ left: 99, at: 0 }, 100, 36_000)).toBe(true);
  });
});

describe('scalars', () => {
  it('take strings of their form and nothing else', () => {
    const good: Record<string, string[]> = {
      DateTime: ['2026-11-23T08:00:00.000Z', '2026-11-23T16:00:00+08:00'], Date: ['2026-02-28'], MinorAmount: ['0', '1000000000000000'], Decimal: ['-0.02', '12', '999.123456'], Currency: ['CNY', 'JPY'], ByteCount: ['0', '20971520'],
      IdempotencyKey: ['12345678', '!~'.repeat(64)], ProcessCode: ['WEDM', 'CNC5'], CategoryCode: ['CAV'],
    };
    const bad: Record<string, unknown[]> = {
      DateTime: ['2026-11-23', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', ''], Date: ['2026-02-29', '26-01-01', '2026-1-1'], MinorAmount: ['-1', '1.5', '01', '1e3', 'NaN', '1000000000000001', '１'],
      Decimal: ['NaN', '1e309', '1.1234567', '+1', '.5', '1.', 'Infinity', '１'], Currency: ['cny', 'XXX', 'CNYY', '__proto__'], ByteCount: ['-1', '1.5', '01', '', '1e3', '12345678901234'], IdempotencyKey: ['1234567', 'x'.repeat(129), 'with blank', '钥匙钥匙钥匙钥匙'],
      ProcessCode: ['wedm', 'W', 'W-DM', 'WEDM\n'], CategoryCode: ['', 'cav'],
    };
    for (const [name, scalar] of Object.entries(scalars)) {
      for (const value of good[name]!) expect(scalar.parseValue(value)).toBe(value);
      for (const value of [...bad[name]!, 1, 1e309, Number.NaN, true, null, {}, ['x'], 1n]) expect(() => scalar.parseValue(value)).toThrow(name);
      expect(() => scalar.serialize(12)).toThrow(TypeError);
    }
  });
});

describe('the first page', () => {
  it('names in both languages what is there, and in production only what is open', () => {
    expect(landing(true).html).toContain('/graphiql');
    expect(landing(false).html).not.toMatch(/graphiql|schema\.graphql|docs\//);
    for (const { html } of [landing(true), landing(false)]) expect(html).not.toMatch(/https?:\/\//);
  });
});
