import { movedCell } from './matrix.view.js';

describe('moving in a matrix', () => {
  const at = { row: 2, column: 1 };
  it('goes by cells and stays inside', () => {
    expect(movedCell('ArrowDown', false, at, 4, 3)).toEqual({ row: 3, column: 1 });
    expect(movedCell('ArrowDown', false, { row: 3, column: 1 }, 4, 3)).toEqual({ row: 3, column: 1 });
    expect(movedCell('ArrowLeft', false, { row: 0, column: 0 }, 4, 3)).toEqual({ row: 0, column: 0 });
    expect(movedCell('PageDown', false, at, 40, 3)).toEqual({ row: 12, column: 1 });
    expect(movedCell('j', false, at, 4, 3)).toEqual({ row: 3, column: 1 });
  });

  it('knows the ends of the row and the corners', () => {
    expect(movedCell('Home', false, at, 4, 3)).toEqual({ row: 2, column: 0 });
    expect(movedCell('End', true, at, 4, 3)).toEqual({ row: 3, column: 2 });
    expect(movedCell('ArrowUp', true, at, 4, 3)).toEqual({ row: 0, column: 1 });
  });

  it('leaves other keys alone, and an empty matrix', () => {
    expect(movedCell('a', false, at, 4, 3)).toBeNull();
    expect(movedCell('k', true, at, 4, 3)).toBeNull();
    expect(movedCell('End', false, at, 0, 3)).toBeNull();
  });
});
