import { isId, newId } from './ids.js';

describe('ids', () => {
  it('carry the prefix of their kind and are never made twice', () => {
    const made = new Set(Array.from({ length: 10_000 }, () => newId('bid')));
    expect(made.size).toBe(10_000);
    expect([...made].every((id) => isId(id, 'bid'))).toBe(true);
  });

  it('sort by the time they were made at', () => {
    expect(newId('lot', 1_000) < newId('lot', 1_001)).toBe(true);
  });

  it.each(['', 'lot_', 'lot_1', 'LOT_00000000000000000000000000', "lot_' or 1=1 --xxxxxxxxxxxxxxx", 'bid_00000000000000000000000000'])('do not take %j for a lot', (text) => {
    expect(isId(text, 'lot')).toBe(false);
  });
});
