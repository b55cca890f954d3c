import { cursorOf, pageOf, placeOf } from './page.view.js';

const id = 'ord_01m84hc7xw07k8sqb1tq0ssjes';

describe('a place in a sorted list', () => {
  it('is read back as it was written', () => {
    expect(placeOf(cursorOf(['2028-02-29', id]), 'day', 'id')).toEqual(['2028-02-29', id]);
    expect(placeOf(cursorOf(['9999-12-31', id]), 'day', 'id')).toEqual(['9999-12-31', id]);
    expect(placeOf(null, 'id')).toBeNull();
  });

  it.each([
    ['2026-02-30', id], ['2026-99-99', id], ['0000-01-01', id], ['2026-02-28', 'ord_'], ['2026-02-28'], ['2026-02-28', id, id],
  ])('is refused when no calendar or list has it: %j', (...place) => {
    expect(() => placeOf(cursorOf(place), 'day', 'id')).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it.each(['', '%', 'bnVsbA', 'e30', '"'])('is refused when it is no place at all: %j', (text) => {
    expect(() => placeOf(text, 'id')).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('ends a page', () => {
    const page = pageOf([id, 'x'], 1, (row) => [row], (row) => row);
    expect(page).toEqual({ edges: [{ cursor: cursorOf([id]), node: id }], pageInfo: { hasNextPage: true, endCursor: cursorOf([id]) } });
  });
});
