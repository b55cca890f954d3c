import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { NoInput, PageInput } from '#contracts';
import { IsInstant, MoneyInput } from '#contracts/money-input';
import { Problem, type FieldProblem } from '#kernel';
import { readInput } from './validation.js';

class LotInput {
  @IsString() @MaxLength(20) title!: string;
  @IsInstant() closesAt!: string;
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) ceiling?: MoneyInput | null;
}

class TenderInput {
  @IsInt() @Min(0) @Max(10) count!: number;
  @IsArray() @ArrayMaxSize(5) @ValidateNested({ each: true }) @Type(() => LotInput) lots!: LotInput[];
  @IsOptional() @IsArray() @IsString({ each: true }) tags?: string[];
}

const aLot = { title: 'insert', closesAt: '2026-11-23T08:00:00.000Z' };

async function problemsOf(type: new () => object, input: unknown): Promise<FieldProblem[]> {
  try {
    await readInput(type, input);
  } catch (error) {
    if (error instanceof Problem && error.code === 'BAD_INPUT') return error.details.problems ?? [];
    throw error;
  }
  return [];
}

describe('reading an input', () => {
  it('gives an instance of the class with its nested classes', async () => {
    const input = await readInput(TenderInput, { count: 3, lots: [aLot] });
    expect(input).toBeInstanceOf(TenderInput);
    expect(input.lots[0]).toBeInstanceOf(LotInput);
  });

  it('tells every broken value at once, by its dotted path, without the value', async () => {
    const problems = await problemsOf(TenderInput, {
      count: 11, lots: [aLot, { ...aLot, closesAt: 'tomorrow' }, aLot, { ...aLot, title: 'x'.repeat(21), ceiling: { amountMinor: '1e3', currency: 'CNY', taxIncluded: true, taxRate: '13' } }],
    });
    expect(problems.map(({ path }) => path).sort()).toEqual(['count', 'lots.1.closesAt', 'lots.3.ceiling.amountMinor', 'lots.3.title']);
    expect(JSON.stringify(problems)).not.toContain('tomorrow');
    expect(problems.find(({ path }) => path === 'count')?.message).toBe('must not be greater than 10');
    expect(problems.find(({ path }) => path === 'lots.3.title')?.message).toBe('must be shorter than or equal to 20 characters');
  });

  it('refuses fields the class does not have, at any depth', async () => {
    expect(await problemsOf(TenderInput, { count: 1, lots: [{ ...aLot, tenantId: 'com_x' }], companyId: 'com_y' })).toEqual([
      { path: 'companyId', message: 'is not a field of this input' }, { path: 'lots.0.tenantId', message: 'is not a field of this input' },
    ]);
  });

  it.each([['__proto__'], ['constructor'], ['prototype']])('refuses a field named %s as unknown', async (name) => {
    const input = JSON.parse(`{"count":1,"lots":[{"title":"a","closesAt":"2026-11-23T08:00:00.000Z","${name}":{"admin":true}}]}`) as object;
    expect(await problemsOf(TenderInput, input)).toEqual([{ path: `lots.0.${name}`, message: 'is not a field of this input' }]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('converts nothing: a digit string is no number and a number no string', async () => {
    expect((await problemsOf(TenderInput, { count: '3', lots: [] })).map(({ path }) => path)).toContain('count');
    expect((await problemsOf(TenderInput, { count: 3, lots: [{ ...aLot, title: 5 }] })).map(({ path }) => path)).toContain('lots.0.title');
  });

  it('refuses an object, a text or null where a list belongs, and scalars where objects belong', async () => {
    for (const lots of [{ length: 3 }, 'lots', null, 7, true]) expect((await problemsOf(TenderInput, { count: 1, lots })).length).toBeGreaterThan(0);
    for (const lot of [null, 'x', 7, [], [aLot]]) expect((await problemsOf(TenderInput, { count: 1, lots: [lot] })).length).toBeGreaterThan(0);
  });

  it('refuses a list where one object belongs, an empty one too', async () => {
    const money = { amountMinor: '1', currency: 'CNY', taxIncluded: true, taxRate: '13' };
    for (const ceiling of [[], [money]]) {
      expect(await problemsOf(LotInput, { ...aLot, ceiling })).toContainEqual({ path: 'ceiling', message: 'must be an object, not a list' });
      expect(await problemsOf(TenderInput, { count: 1, lots: [aLot, { ...aLot, ceiling }] })).toContainEqual({ path: 'lots.1.ceiling', message: 'must be an object, not a list' });
    }
  });

  it.each([[null], [undefined], ['text'], [5], [true], [[]], [[aLot]]])('refuses %p as a whole input', async (input) => {
    expect(await problemsOf(TenderInput, input)).toEqual([{ path: 'input', message: 'must be an object' }]);
  });

  it('takes nothing but nothing for an operation without input', async () => {
    expect(await readInput(NoInput, {})).toBeInstanceOf(NoInput);
    expect(await problemsOf(NoInput, { x: 1 })).toEqual([{ path: 'x', message: 'is not a field of this input' }]);
  });

  it('fills in defaults and holds the page size whatever form it comes in', async () => {
    expect((await readInput(PageInput, {})).first).toBe(20);
    for (const first of [1_000_000, -1, 0, 1.5, '10', null, Number.POSITIVE_INFINITY]) expect((await problemsOf(PageInput, { first })).length).toBeGreaterThan(0);
  });

  it('refuses NUL and lone surrogates, which the database could not keep, in values and in names', async () => {
    expect((await problemsOf(TenderInput, { count: 1, lots: [], tags: ['ok', 'a\u0000b'] })).map(({ path }) => path)).toEqual(['tags.1']);
    expect((await problemsOf(TenderInput, { count: 1, lots: [], tags: ['\ud800'] })).map(({ path }) => path)).toEqual(['tags.0']);
    expect((await problemsOf(TenderInput, { count: 1, lots: [], 'a\u0000': 1 })).length).toBe(1);
  });

  it('refuses bottomless nesting without using up the stack', async () => {
    let deep: unknown = 1;
    for (let i = 0; i < 3_000; i += 1) deep = i % 2 === 0 ? [deep] : { deep };
    expect((await problemsOf(TenderInput, { count: 1, lots: [], tags: deep })).length).toBe(1);
  });

  it('tells at most fifty problems', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x${i}`, 1]));
    expect((await problemsOf(TenderInput, { count: 1, lots: [], ...many })).length).toBe(50);
  });

  it('never throws anything but BAD_INPUT, whatever JSON comes', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), async (value) => {
      expect(Array.isArray(await problemsOf(TenderInput, value))).toBe(true);
      expect(Array.isArray(await problemsOf(TenderInput, { count: 1, lots: value, tags: value }))).toBe(true);
    }), { numRuns: 300 });
  });
});
