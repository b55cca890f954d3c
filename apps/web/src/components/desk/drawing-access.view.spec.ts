import { lastLooks, looksOf, type Opening } from './drawing-access.view.js';

const opening = (id: number, given: Partial<Opening> = {}): Opening => ({
  id: String(id), companyName: 'Jianda', company: { id: 'com_1', name: 'Jianda EDM' }, personName: 'Wang', byKey: false, fileId: 'fil_1', stage: 'VIEW', page: 1, outcome: 'OPENED', why: null, times: 1, openedAt: new Date(id * 60_000).toISOString(), ...given,
});

describe('who has looked', () => {
  it('is one line for the pages of one sitting', () => {
    const looks = looksOf([opening(5, { page: 3 }), opening(4, { page: 1 }), opening(3, { page: 1 }), opening(2, { page: 2, outcome: 'REFUSED', why: 'RECALLED' })], 'com_0');
    expect(looks.map(({ id, pages, outcome }) => [id, pages, outcome])).toEqual([['5', [1, 3], 'OPENED'], ['2', [2], 'REFUSED']]);
  });

  it('counts refusals that say the same', () => {
    expect(looksOf([opening(3, { outcome: 'REFUSED', why: 'TICKET', times: 40 }), opening(2, { outcome: 'REFUSED', why: 'TICKET', times: 2 })], '').map(({ times }) => times)).toEqual([42]);
  });

  it('is another line for another day, person, file or stage', () => {
    const lines = [opening(50), opening(39), opening(38, { personName: 'He' }), opening(37, { fileId: 'fil_2' }), opening(36, { stage: 'DOWNLOAD', page: null })];
    expect(looksOf(lines, 'com_1').map(({ pages, isOwn }) => [pages, isOwn])).toEqual([[[1], true], [[1], true], [[1], true], [[1], true], [[], true]]);
  });

  it('says of a program what it is, and of an old entry nothing', () => {
    expect(looksOf([opening(1, { personName: null, byKey: true })], '')[0]!.person).toBe('API');
    expect(looksOf([opening(1, { personName: null, company: null, companyName: null })], '')[0]).toMatchObject({ person: '—', company: '—' });
  });

  it('tells when a company last saw something, not when it was refused', () => {
    expect(lastLooks([opening(3, { outcome: 'REFUSED', why: 'ENDED' }), opening(2), opening(1)])).toEqual(new Map([['com_1', new Date(120_000).toISOString()]]));
  });
});
