import { newId } from '#kernel';
import { noSize } from '../part-definition.policy.js';
import { routeOfCodes } from '../route.policy.js';
import { layoutRow, type BomRow } from './bom-row.policy.js';
import { draftsOf, planImport } from './part-draft.policy.js';

const aRow = (rowNo: number, partNo: string, given: Partial<BomRow> = {}): BomRow => ({
  ...layoutRow(rowNo, 'ITEM', null, null), action: 'IMPORT', partNo, name: '滑块镶件', category: 'SLI', material: '8407', size: { ...noSize, lengthMm: '96', widthMm: '42', heightMm: '58' },
  quantity: 2, hardness: 'HRC48-52', requirements: 'IT6', route: ['BUY', 'CNC', 'HT'], supply: 'OUTSIDE', unitMassKg: '1.824', revision: 'A', ...given,
});
const plan = (rows: BomRow[], parts: Parameters<typeof planImport>[2] = []) => planImport(rows, 'mld_1', parts, () => newId('part'));
const confirmed = (rows: BomRow[]) => plan(rows).added;

describe('planning what a list does to a mould', () => {
  it('adds every item line in order and nothing else', () => {
    const result = plan([layoutRow(1, 'HEADING', null, null), aRow(2, 'P1'), aRow(3, 'P2', { action: 'SKIP' }), aRow(4, 'P3')]);
    expect(result.added.map((part) => [part.partNo, part.position])).toEqual([['P1', 1], ['P3', 2]]);
    expect([...result.changes]).toEqual([[2, 'ADD'], [4, 'ADD']]);
    expect(result.added[0]!.route.map((step) => [step.seq, step.process, step.outside])).toEqual([[10, 'BUY', false], [20, 'CNC', true], [30, 'HT', true]]);
  });

  it('leaves a mould alone that has the same already', () => {
    const parts = confirmed([aRow(2, 'P1'), aRow(3, 'P2')]);
    const again = plan([aRow(2, 'P1'), aRow(3, 'P2')], parts);
    expect([again.added, again.changed, again.rerouted, again.missing]).toEqual([[], [], [], []]);
    expect([...again.changes]).toEqual([[2, 'SAME'], [3, 'SAME']]);
  });

  it('changes what differs, adds what is new and names what is missing', () => {
    const parts = confirmed([aRow(2, 'P1'), aRow(3, 'P2'), aRow(4, 'P3')]);
    const again = plan([aRow(2, 'P1', { quantity: 5 }), aRow(3, 'P3', { route: ['CNC', 'QT'] }), aRow(4, 'P4')], parts);
    expect(again.changed.map((part) => [part.partNo, part.quantity])).toEqual([['P1', 5], ['P3', 2]]);
    expect(again.rerouted.map((part) => part.partNo)).toEqual(['P3']);
    expect(again.added.map((part) => [part.partNo, part.position])).toEqual([['P4', 4]]);
    expect(again.missing).toEqual(['P2']);
    expect([...again.changes]).toEqual([[2, 'CHANGE'], [3, 'CHANGE'], [4, 'ADD']]);
    expect(again.differences.get(2)).toEqual([{ meaning: 'QUANTITY', before: '2', after: '5' }]);
    expect(again.differences.get(3)).toMatchObject([{ meaning: 'ROUTE', after: 'CNC>QT' }]);
    expect([...again.differences.keys()]).toEqual([2, 3]);
  });

  it('does not undo what people decided with what the list leaves out or only proposes', () => {
    const [part] = confirmed([aRow(2, 'P1')]);
    const edited = { ...part!, category: 'CAV', requirements: 'IT5', supply: 'MAKE' as const, route: routeOfCodes(['CNC', 'HT', 'GR'], 'MAKE') };
    const again = plan([aRow(2, 'P1', { categoryProposed: true, requirements: null, supplyProposed: true, route: ['MIL'], routeProposed: true })], [edited]);
    expect([...again.changes]).toEqual([[2, 'SAME']]);
  });

  it('keeps minutes and notes of steps that the list repeats', () => {
    const [part] = confirmed([aRow(2, 'P1')]);
    const planned = { ...part!, route: part!.route.map((step) => ({ ...step, plannedMinutes: 60 })) };
    expect([...plan([aRow(2, 'P1')], [planned]).changes]).toEqual([[2, 'SAME']]);
  });

  it('opens the next revision of a frozen part that changes, or the one that the list names', () => {
    const frozen = confirmed([aRow(2, 'P1'), aRow(3, 'P2'), aRow(4, 'P3')]).map((part) => ({ ...part, released: true }));
    const again = plan([aRow(2, 'P1', { quantity: 3 }), aRow(3, 'P2', { quantity: 3, revision: 'D' }), aRow(4, 'P3')], frozen);
    expect(again.changed.map((part) => [part.partNo, part.revision, part.released])).toEqual([['P1', 'B', false], ['P2', 'D', false]]);
  });

  it('makes the spare pieces too', () => {
    expect(confirmed([aRow(2, 'P1', { quantity: 1, spareQuantity: 1 })])[0]!.quantity).toBe(2);
  });

  it('takes no proposed route and no size that no mould has', () => {
    const [part] = confirmed([aRow(2, 'P1', { routeProposed: true, size: { ...noSize, lengthMm: '99999999' } })]);
    expect([part!.route, part!.size]).toEqual([[], noSize]);
  });

  it('makes two parts of a pair that a person agreed to split, the second the mirror of the first', () => {
    const rows = [aRow(2, 'P1', { quantity: 2, split: { why: 'MIRRORED', first: 'P1', second: 'P1R', accepted: true } })];
    const [left, right] = confirmed(rows);
    expect([left, right].map((part) => [part!.partNo, part!.quantity])).toEqual([['P1', 1], ['P1R', 1]]);
    expect([left!.mirrorOfId, right!.mirrorOfId]).toEqual([null, left!.id]);
    expect(draftsOf([aRow(2, 'P1', { quantity: 2, split: { why: 'MIRRORED', first: 'P1', second: 'P1R', accepted: false } })])).toHaveLength(1);
  });

  it('ties mirrors and electrodes to their parts, also to those of the mould', () => {
    const [insert] = confirmed([aRow(2, 'P1')]);
    const result = plan([aRow(2, 'P1'), aRow(3, 'P1R', { mirrorOf: 'P1' }), aRow(4, 'E1', { parentPartNo: 'P1' })], [insert!]);
    expect(result.added.map((part) => [part.partNo, part.mirrorOfId, part.parentId])).toEqual([['P1R', insert!.id, null], ['E1', null, insert!.id]]);
  });
});
