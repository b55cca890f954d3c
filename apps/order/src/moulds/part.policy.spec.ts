import fc from 'fast-check';
import type { PartState } from '#contracts/order-moulds';
import { papersOf } from './part.view.js';
import { isLaterRevision, nextRevision, noSize, revised, sameDefinition, type PartDefinition } from './part-definition.policy.js';
import { gapsOf } from './part-gaps.policy.js';
import { openQuantity } from './placement.policy.js';
import { standingOf } from './part-standing.policy.js';
import { plannedRoute, routeOfCodes, withSupply } from './route.policy.js';

const aPart = (given: Partial<PartDefinition> = {}): PartDefinition => ({
  partNo: 'P1', revision: 'A', released: false, parentId: null, name: '镶件', nameEn: null, category: null, material: '8407', treatment: null, hardness: 'HRC48-52',
  requirements: 'IT6', size: { ...noSize, lengthMm: '96', widthMm: '42', heightMm: '58' }, quantity: 1, unitMassKg: null, supply: 'OUTSIDE', mirrorOfId: null,
  note: null, fileIds: [], openQuestion: false, route: routeOfCodes(['CNC', 'HT'], 'OUTSIDE'), ...given,
});

describe('what a part lacks before a tender', () => {
  it('is nothing when size, material, hardness, tolerance and route are known', () => {
    expect(gapsOf(aPart())).toEqual([]);
    expect(gapsOf(aPart({ supply: 'MAKE' }))).toEqual([]);
  });

  it.each<[string, Partial<PartDefinition>, string[]]>([
    ['no material', { material: ' ' }, ['MATERIAL']],
    ['no hardness with a heat treatment on the route', { hardness: null }, ['HARDNESS']],
    ['no tolerance', { requirements: null }, ['TOLERANCE']],
    ['no route', { route: [] }, ['ROUTE']],
    ['nothing but buying on the route', { route: routeOfCodes(['BUY'], 'OUTSIDE') }, ['ROUTE']],
    ['no size', { size: noSize }, ['DRAWING', 'SIZE']],
    ['half a size', { size: { ...noSize, lengthMm: '10', widthMm: '5' } }, ['DRAWING']],
    ['an unanswered question', { openQuestion: true }, ['QUESTION']],
  ])('is told for %s', (_, given, gaps) => {
    expect(gapsOf(aPart(given))).toEqual(gaps);
  });

  it('is no hardness without a heat treatment, and no drawing once a file or a full round size is there', () => {
    expect(gapsOf(aPart({ hardness: null, route: routeOfCodes(['CNC', 'GR'], 'OUTSIDE') }))).toEqual([]);
    expect(gapsOf(aPart({ size: { ...noSize, lengthMm: '10', widthMm: '5' }, fileIds: ['fil_1'] }))).toEqual([]);
    expect(gapsOf(aPart({ size: { ...noSize, diameterMm: '30', heightMm: '100' } }))).toEqual([]);
  });

  it('is never asked of a bought part but for its questions', () => {
    const bolt = aPart({ supply: 'BUY', material: null, size: noSize, requirements: null, hardness: null, route: [] });
    expect(gapsOf(bolt)).toEqual([]);
    expect(gapsOf({ ...bolt, openQuestion: true })).toEqual(['QUESTION']);
  });
});

describe('the letters of revisions', () => {
  it('count on after Z', () => {
    expect(['A', 'Y', 'Z', 'AZ', 'ZZ'].map(nextRevision)).toEqual(['B', 'Z', 'AA', 'BA', 'AAA']);
  });

  it('always grow', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Z]{1,2}$/), (letter) => isLaterRevision(nextRevision(letter), letter) && !isLaterRevision(letter, nextRevision(letter))));
  });

  it('stay while the part is a draft, and move on when a frozen definition changes', () => {
    const draft = aPart();
    expect(revised(draft, { ...draft, quantity: 9 })).toMatchObject({ revision: 'A', released: false });
    const frozen = aPart({ released: true });
    expect(revised(frozen, { ...frozen, quantity: 9 })).toMatchObject({ revision: 'B', released: false });
    expect(revised(frozen, { ...frozen, category: 'CAV', supply: 'MAKE' })).toMatchObject({ revision: 'A', released: true });
  });

  it('follow the list when it names a later one, never back', () => {
    const draft = aPart({ revision: 'B' });
    expect(revised(draft, draft, 'D').revision).toBe('D');
    expect(revised(draft, draft, 'A').revision).toBe('B');
    const frozen = aPart({ revision: 'B', released: true });
    expect(revised(frozen, frozen, 'C')).toMatchObject({ revision: 'C', released: false });
    expect(revised(frozen, frozen, 'B')).toMatchObject({ revision: 'B', released: true });
  });

  it('do not move for who does a step, but do for what it is', () => {
    const part = aPart();
    expect(sameDefinition(part, { ...part, route: routeOfCodes(['CNC', 'HT'], 'MAKE') })).toBe(true);
    expect(sameDefinition(part, { ...part, route: routeOfCodes(['CNC', 'QT'], 'OUTSIDE') })).toBe(false);
  });
});

describe('a route', () => {
  it('is in order and waits for the step before unless it says otherwise', () => {
    const route = plannedRoute([{ seq: 30, process: 'GR', dependsOn: [10, 10] }, { seq: 10, process: 'CNC' }, { seq: 20, process: 'HT' }, { seq: 40, process: 'POL', dependsOn: [] }]);
    expect(route.map((step) => [step.seq, step.dependsOn])).toEqual([[10, []], [20, [10]], [30, [10]], [40, []]]);
  });

  it('from a list gives away every step of an outside part but the buying', () => {
    expect(routeOfCodes(['BUY', 'CNC'], 'OUTSIDE').map((s) => [s.seq, s.outside])).toEqual([[10, false], [20, true]]);
    expect(routeOfCodes(['CNC', 'HT'], 'MAKE').some((s) => s.outside)).toBe(false);
  });

  it('keeps single steps outside when a part is made outside that had them', () => {
    const some = plannedRoute([{ seq: 10, process: 'CNC' }, { seq: 20, process: 'HT', outside: true }]);
    expect(withSupply(some, 'MAKE', 'MAKE')).toEqual(some);
    expect(withSupply(some, 'MAKE', 'OUTSIDE').map((s) => s.outside)).toEqual([false, true]);
    expect(withSupply(some, 'OUTSIDE', 'MAKE').map((s) => s.outside)).toEqual([false, false]);
  });
});

describe('what is left to place', () => {
  it('is decided by the busiest of the operations asked for', () => {
    const placements = [{ quantity: 2, seqs: [10, 20] }, { quantity: 1, seqs: [20] }];
    expect([openQuantity(4, placements, [10]), openQuantity(4, placements, [20]), openQuantity(4, placements, [10, 20]), openQuantity(4, placements, [30]), openQuantity(4, placements, [])]).toEqual([2, 1, 1, 4, 1]);
    expect(openQuantity(4, [{ quantity: 3, seqs: [] }], [30])).toBe(1);
  });

  it('is never below zero nor above the quantity, and never grows with a further placement', () => {
    const placement = fc.record({ quantity: fc.integer({ min: 1, max: 9 }), seqs: fc.subarray([10, 20, 30]) });
    fc.assert(fc.property(fc.integer({ min: 1, max: 20 }), fc.array(placement, { maxLength: 6 }), placement, fc.subarray([10, 20, 30]), (quantity, placements, further, seqs) => {
      const open = openQuantity(quantity, placements, seqs);
      expect(open).toBeGreaterThanOrEqual(0);
      expect(open).toBeLessThanOrEqual(quantity);
      expect(openQuantity(quantity, [...placements, further], seqs)).toBeLessThanOrEqual(open);
    }));
  });
});

describe('where a part stands', () => {
  const standing = (pieces: PartState[], placed: { ordered?: boolean; sourcing?: boolean } = {}) => standingOf({ pieces, ordered: false, sourcing: false, ...placed });

  it.each<[PartState[], { ordered?: boolean; sourcing?: boolean }, PartState]>([
    [[], {}, 'PLANNED'], [['PLANNED'], { sourcing: true }, 'SOURCING'], [[], { ordered: true, sourcing: true }, 'ORDERED'], [['ORDERED'], {}, 'ORDERED'],
    [['PLANNED', 'IN_PROCESS'], { ordered: true }, 'IN_PROCESS'], [['ACCEPTED', 'PLANNED'], {}, 'IN_PROCESS'], [['ACCEPTED', 'TO_INSPECT'], {}, 'TO_INSPECT'],
    [['ACCEPTED', 'SCRAPPED'], {}, 'ACCEPTED'], [['SCRAPPED'], {}, 'SCRAPPED'], [['CANCELLED'], {}, 'CANCELLED'], [['ON_HOLD'], {}, 'ON_HOLD'], [['ON_HOLD', 'IN_TRANSIT'], {}, 'IN_TRANSIT'],
    [['INSTALLED'], {}, 'INSTALLED'],
  ])('with pieces %j and %j is %s', (pieces, placed, state) => {
    expect(standing(pieces, placed)).toBe(state);
  });
});

describe('what shows a part besides its sizes', () => {
  const file = (name: string, purpose = 'DRAWING') => ({ name, purpose }) as never;
  const papers = (files: never[], revision = 'B', given = {}) => papersOf({ files, modelItemId: null, mouldHasDrawings: true, mouldHasModels: false, partNo: 'AC2507-405', revision, ...given });

  it('knows drawings, models, and the letter that a drawing gives itself', () => {
    expect(papers([file('AC2507-405_B.pdf'), file('AC2507-405_A.pdf')])).toEqual({ drawing: 'THERE', model: 'NONE', otherRevision: null });
    expect(papers([file('AC2507-405_A.pdf')]).otherRevision).toBe('A');
    expect(papers([file('sheet.pdf')]).otherRevision).toBeNull();
    expect(papers([])).toMatchObject({ drawing: 'EXPECTED' });
    expect(papers([], 'A', { mouldHasDrawings: false, mouldHasModels: true })).toMatchObject({ drawing: 'NONE', model: 'EXPECTED' });
    expect(papers([file('405.stp', 'MODEL')])).toMatchObject({ drawing: 'EXPECTED', model: 'THERE' });
  });
});
