import { quantile, ratios, takesOf, turnByTurn } from './rounds.js';

describe('what a bench makes of its takes', () => {
  it('tells the median with both ends', () => {
    expect(takesOf([5, 1, 9])).toEqual({ median: 5, least: 1, most: 9 });
    expect(takesOf([4, 1, 2, 9])).toEqual({ median: 3, least: 1, most: 9 });
    expect(takesOf([7])).toEqual({ median: 7, least: 7, most: 7 });
    expect(() => takesOf([])).toThrow(/never taken/);
  });

  it('takes turn by turn, every second round the other way about, and forgets the first round', async () => {
    const order: string[] = [];
    const take = (name: string) => (round: number) => { order.push(`${name}${round}`); return Promise.resolve(round); };
    expect(await turnByTurn(2, { a: take('a'), b: take('b') })).toEqual({ a: [1, 2], b: [1, 2] });
    expect(order).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
  });

  it('divides round by round', () => {
    expect(ratios([1, 9], [2, 3])).toEqual([0.5, 3]);
  });

  it('finds the value below which a share lies', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(quantile(hundred, 0.5)).toBe(51);
    expect(quantile(hundred, 0.99)).toBe(100);
    expect(quantile([3], 0.99)).toBe(3);
  });
});
