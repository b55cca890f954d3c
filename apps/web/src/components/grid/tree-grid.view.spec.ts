import { chosenOf, chosenWith, rowsBetween, sideStep, treeLines } from './tree-grid.view.js';

const groups = [{ id: 'base', rowIds: ['a', 'b'] }, { id: 'forming', rowIds: ['c'] }];

describe('the list with branches', () => {
  it('shows every branch, the rows of open ones, and where each stands', () => {
    const lines = treeLines(groups, new Set(['base']));
    expect(lines).toEqual([
      { kind: 'group', id: 'base', open: false, place: 1, of: 2 }, { kind: 'group', id: 'forming', open: true, place: 2, of: 2 }, { kind: 'row', id: 'c', groupId: 'forming', place: 1, of: 1 },
    ]);
  });

  it('opens, enters, leaves and closes a branch by the arrows to the sides', () => {
    const open = treeLines(groups, new Set());
    const closed = treeLines(groups, new Set(['base']));
    expect(sideStep('ArrowRight', closed, 0)).toEqual({ toggle: 'base' });
    expect(sideStep('ArrowRight', open, 0)).toEqual({ to: 1 });
    expect(sideStep('ArrowLeft', open, 2)).toEqual({ to: 0 });
    expect(sideStep('ArrowLeft', open, 0)).toEqual({ toggle: 'base' });
    expect([sideStep('ArrowLeft', closed, 0), sideStep('ArrowRight', open, 1), sideStep('j', open, 0), sideStep('ArrowRight', open, -1)]).toEqual([null, null, null, null]);
  });

  it('chooses from the last chosen row to this one over the branches, and one alone without a last', () => {
    const lines = treeLines(groups, new Set());
    expect(rowsBetween(lines, 'b', 'c')).toEqual(['b', 'c']);
    expect(rowsBetween(lines, 'c', 'a')).toEqual(['a', 'b', 'c']);
    expect(rowsBetween(lines, null, 'b')).toEqual(['b']);
    expect(rowsBetween(treeLines(groups, new Set(['base'])), 'a', 'c')).toEqual(['c']);
    expect(rowsBetween(lines, 'a', 'gone')).toEqual([]);
  });

  it('knows how much of a branch is chosen', () => {
    expect([[], ['a'], ['a', 'b', 'c']].map((ids) => chosenOf(['a', 'b'], new Set(ids)))).toEqual(['none', 'some', 'all']);
    expect([...chosenWith(new Set(['a']), ['b', 'c'], true)]).toEqual(['a', 'b', 'c']);
    expect([...chosenWith(new Set(['a', 'b']), ['a'], false)]).toEqual(['b']);
  });
});
