import { formOf, gapsOfAll, misread, patchOf, wrongOf } from './part-form.view.js';
import { branchesOf, filteredParts, isReady, mayUndo, modelLinks, proposedRoute, routeInput, routesToFill, summed, tabCounts, tallied, undoOf, usualRoute, type Part } from './workbench.view.js';

const step = (process: string, outside = false, more: Partial<Part['route'][number]> = {}) => ({ seq: 10, process, outside, dependsOn: [], plannedMinutes: null, inspect: false, note: null, ...more });
const part = (id: string, more: Partial<Part> = {}): Part => ({
  id, version: 1, partNo: `M-${id}`, revision: 'A', released: false, parentId: null, name: '镶件', nameEn: 'insert', category: 'CVS', material: '8407', hardness: null, requirements: null,
  size: { lengthMm: '62', widthMm: '34', heightMm: '72', diameterMm: null }, quantity: 2, unitMassKg: null, supply: 'OUTSIDE', state: 'PLANNED', gaps: [], files: [], route: [step('MIL', true)], ...more,
});
const catalogue = { processes: [], categories: [{ code: 'CVS', nameZh: '前模镶件', nameEn: 'cavity insert', group: 'forming', usualRoute: ['MIL', 'GR'] }, { code: 'EJP', nameZh: '顶针', nameEn: 'ejector pin', group: 'ejection', usualRoute: ['BUY', 'CUT'] }] };
const any = { tab: 'all', words: '', material: '', process: '', gap: '' } as const;
const kindOf = (code: string | null) => code ?? '';
const ids = (parts: readonly Part[]) => parts.map(({ id }) => id);

describe('the workbench of a mould', () => {
  const parts = [
    part('whole'), part('step', { supply: 'MAKE', route: [step('MIL'), step('HT', true)], gaps: ['HARDNESS'] }), part('own', { supply: 'MAKE', route: [], gaps: ['ROUTE'], category: null }),
    part('bought', { supply: 'BUY', route: [step('BUY')], category: 'EJP', material: 'SKD61', name: '顶针', gaps: ['QUESTION'] }), part('sent', { state: 'SOURCING' }),
  ];

  it('puts whole parts and single operations outside, and holds a part ready only when nothing is missing and it is not on its way', () => {
    expect(ids(filteredParts(parts, { ...any, tab: 'outside' }, kindOf))).toEqual(['whole', 'step', 'sent']);
    expect(ids(parts.filter(isReady))).toEqual(['whole']);
    expect(tabCounts(parts)).toEqual({ all: 5, outside: 3, make: 2, buy: 1, gaps: 3, ready: 1 });
  });

  it('finds by words anywhere, material, process and gap together', () => {
    expect(ids(filteredParts(parts, { ...any, words: ' m-s  镶 ' }, kindOf))).toEqual(['step', 'sent']);
    expect(ids(filteredParts(parts, { ...any, words: 'INSERT cvs', material: '8407', process: 'HT' }, kindOf))).toEqual(['step']);
    expect(ids(filteredParts(parts, { ...any, gap: 'ROUTE' }, kindOf))).toEqual(['own']);
    expect(tallied(parts, ({ route }) => route.map(({ process }) => process))).toEqual([['MIL', 3], ['HT', 1]]);
  });

  it('counts parts and pieces, and what of them goes outside', () => {
    expect(summed(parts)).toEqual({ parts: 5, pieces: 10, outside: 3, outsidePieces: 6 });
  });

  it('hangs parts into the tree of kinds, those without a kind last', () => {
    expect(branchesOf(parts, catalogue)).toEqual([{ id: 'forming', rowIds: ['whole', 'step', 'sent'] }, { id: 'ejection', rowIds: ['bought'] }, { id: 'none', rowIds: ['own'] }]);
  });

  it('proposes the route that most parts of the kind have', () => {
    expect(usualRoute(parts, 'CVS')).toEqual({ steps: [{ process: 'MIL', outside: true }], count: 2 });
    expect([usualRoute(parts, 'EJP'), usualRoute(parts, null)]).toEqual([null, null]);
  });

  it('fills routes that are missing by the kind: as in this mould, else as in the trade', () => {
    const bare = (id: string, category: string | null, supply: Part['supply']) => part(id, { category, supply, route: [], gaps: ['ROUTE'] });
    expect(proposedRoute([], bare('x', 'CVS', 'MAKE'), catalogue)).toEqual([{ process: 'MIL', outside: false }, { process: 'GR', outside: false }]);
    expect(proposedRoute(parts, bare('x', 'CVS', 'OUTSIDE'), catalogue)).toEqual([{ process: 'MIL', outside: true }]);
    expect(proposedRoute([], bare('x', null, 'MAKE'), catalogue)).toBeNull();
    const chosen = [bare('a', 'EJP', 'OUTSIDE'), bare('b', 'EJP', 'OUTSIDE'), bare('c', 'EJP', 'MAKE'), bare('d', null, 'MAKE'), part('e')];
    expect(routesToFill(chosen, chosen, catalogue).map(({ parts: some, steps }) => [ids(some), steps.map(({ process, outside }) => `${process}${outside ? '*' : ''}`).join('>')])).toEqual([[['a', 'b'], 'BUY>CUT*'], [['c'], 'BUY>CUT']]);
  });

  it('keeps what planners wrote on a step, and its order when the steps are the same', () => {
    const before = [step('MIL', true, { seq: 5, plannedMinutes: 90, note: 'square' }), step('HT', true, { seq: 15, dependsOn: [5], inspect: true })];
    expect(routeInput([{ process: 'MIL', outside: false }, { process: 'HT', outside: true }], before)).toEqual([{ ...before[0], outside: false }, before[1]]);
    expect(routeInput([{ process: 'HT', outside: true }, { process: 'BUY', outside: true }], before)).toEqual([
      { seq: 10, process: 'HT', outside: true, dependsOn: null, plannedMinutes: null, inspect: true, note: null }, { seq: 20, process: 'BUY', outside: false, dependsOn: null, plannedMinutes: null, inspect: false, note: null },
    ]);
  });

  it('takes back exactly what was changed, parts of one route together', () => {
    const before = [part('a'), part('b'), part('c')];
    const after = [part('a', { version: 2, supply: 'MAKE', route: [step('MIL')] }), part('b', { version: 2, supply: 'MAKE', route: [step('MIL')] }), part('c')];
    const { patches, routes } = undoOf(before, after);
    expect(patches.map(({ partId, version, supply }) => [partId, version, supply])).toEqual([['a', 2, 'OUTSIDE'], ['b', 2, 'OUTSIDE']]);
    expect(routes).toEqual([{ ids: ['a', 'b'], route: [step('MIL', true)] }]);
    expect(mayUndo(before, after)).toBe(true);
    expect(mayUndo([part('a', { released: true })], [part('a', { revision: 'B' })])).toBe(false);
  });
});

describe('filling in parts', () => {
  const one = part('a', { hardness: 'HRC48-52' });

  it('sends only what was changed, and clears what was emptied', () => {
    const before = formOf([one]);
    expect(patchOf(before, before)).toBeNull();
    expect(patchOf(before, { ...before, material: ' 718H ', hardness: '' })).toEqual({ material: '718H', hardness: '' });
    expect(patchOf(before, { ...before, lengthMm: '６２,５', quantity: '4' })).toEqual({ size: { lengthMm: '62.5', widthMm: '34', heightMm: '72', diameterMm: null }, quantity: 4 });
  });

  it('shows of several parts what they have in common', () => {
    expect(formOf([one, part('b', { material: '8407', quantity: 3 })])).toMatchObject({ material: '8407', hardness: '', quantity: '' });
    expect(patchOf(formOf([one, part('b')]), { ...formOf([one, part('b')]), requirements: '±0.02' })).toEqual({ requirements: '±0.02' });
  });

  it('holds back what is no number', () => {
    const form = formOf([one]);
    expect(misread({ ...form, lengthMm: '见图', heightMm: '7.5', quantity: '1+1' })).toEqual(['lengthMm', 'quantity']);
    expect(misread(form)).toEqual([]);
  });

  it('lists gaps once for all, and finds the sentence for a field', () => {
    expect(gapsOfAll([part('a', { gaps: ['ROUTE', 'MATERIAL'] }), part('b', { gaps: ['MATERIAL'] })])).toEqual(['MATERIAL', 'ROUTE']);
    expect(wrongOf([{ path: 'parts.0.size.lengthMm', message: 'too long' }], 'lengthMm')).toBe('too long');
    expect(wrongOf([{ path: 'parts.0.quantity', message: 'x' }], 'lengthMm')).toBeNull();
  });
});

describe('a model beside the list', () => {
  const parts = [{ id: 'prt_1', partNo: 'A-1', name: 'A板', supply: 'OUTSIDE' }, { id: 'prt_2', partNo: 'A-2', name: '导柱', supply: 'BUY' }];

  it('joins bodies to parts both ways, and knows which are bought', () => {
    const links = modelLinks([{ place: 0, partId: 'prt_1' }, { place: 6, partId: 'prt_2' }, { place: 7, partId: 'prt_gone' }], parts);
    expect([links.placeOf.get('prt_2'), links.partOf.get('0'), links.partOf.get('7'), links.nameOf.get('6'), [...links.bought]]).toEqual(['6', 'prt_1', undefined, 'A-2 导柱', ['6']]);
  });
});
