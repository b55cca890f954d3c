import type { DraftTenderFragment } from '../../generated/types.js';
import { askable, byRoute, complaintsBy, draftOf, inMode, inputOf, lotTitle, merged, modeOf, newDraft, processesOf, savedLots, split, unreadable, withBand, withOperations, withoutBand, type Part } from './draft.view.js';

const now = Date.parse('2026-11-23T08:05:00.000Z');
const part = (id: string, route = ['CNC', 'HT'], given: Partial<Part> = {}): Part => ({
  id, partNo: id, name: `镶件 ${id}`, material: '8407', hardness: null, requirements: null, quantity: 2, unitMassKg: null, state: 'PLANNED', released: true, gaps: [], mirrorOfId: null,
  size: { lengthMm: '10', widthMm: '20', heightMm: '30', diameterMm: null }, route: route.map((process, i) => ({ seq: (i + 1) * 10, process, outside: process !== 'CNC' })), ...given,
}) as Part;
const draft = (...parts: Part[]) => newDraft('AC2507', 'CNY', parts, now);

describe('writing a tender', () => {
  it('begins with a lot for each part and ends on a quarter of an hour', () => {
    const form = draft(part('a'), part('b'));
    expect(form.lots.map(({ key }) => key)).toEqual(['a', 'b']);
    expect([form.closesAt, form.requestedDate, modeOf(form.rules)]).toEqual(['2026-11-23T10:15:00.000Z', '2026-12-07', 'BEST_PRICE']);
    expect(askable([part('a'), part('b', ['CNC'], { gaps: ['DRAWING'] }), part('c', ['CNC'], { released: false }), part('d', []), part('e', ['CNC'], { state: 'SOURCING' })]).map(({ id }) => id)).toEqual(['a']);
  });

  it('makes batches, and takes them apart again', () => {
    const { lots } = draft(part('a'), part('b', ['WEDM']), part('c'));
    expect(byRoute(lots).map(({ lines }) => lines.map((line) => line.part.id))).toEqual([['a', 'c'], ['b']]);
    const two = merged(lots, new Set(['b', 'c']));
    expect(two.map(lotTitle)).toEqual(['镶件 a', '镶件 b +1']);
    expect(split(two, new Set(['b'])).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(merged(lots, new Set(['b']))).toEqual(lots);
  });

  it('asks for whole parts, or for what is meant for outside', () => {
    const { lots } = draft(part('a'), part('b', ['HT']));
    const outside = withOperations(lots, true);
    expect(outside.map((lot) => [lot.lines[0]!.operationSeqs, processesOf(lot)])).toEqual([[[20], ['HT']], [null, ['HT']]]);
    expect(withOperations(outside, false)).toEqual(lots);
  });

  it('keeps the rules of a mode together', () => {
    const { rules } = draft(part('a'));
    const sealed = inMode(rules, 'SEALED');
    expect(sealed).toMatchObject({ visibility: 'SEALED', softClose: null, showBidCount: false, improvementBase: 'OWN_BID' });
    expect(inMode(sealed, 'OPEN')).toMatchObject({ visibility: 'OPEN', showBidCount: true, softClose: { windowSeconds: 180 } });
    expect(modeOf(inMode(rules, 'FIXED'))).toBe('FIXED');
    expect(inMode(inMode(rules, 'FIXED'), 'RANK_ONLY')).toMatchObject({ visibility: 'RANK_ONLY', closesAtFirstBid: false, improvementBase: 'OWN_BID' });
  });

  it('adds bands of rising prices and takes them away', () => {
    const { rules } = draft(part('a'));
    const one = withBand({ ...rules, improvementMinor: '1000' });
    expect(one).toEqual([{ fromMinor: '100000', percent: '1', minor: '2000' }]);
    const two = withBand({ ...rules, improvementBands: one });
    expect(two).toEqual([one[0], { fromMinor: '200000', percent: '1', minor: '4000' }]);
    expect(withoutBand(two, 0)).toEqual([two[1]]);
    expect(withBand({ ...rules, improvementMinor: '0' })[0]!.fromMinor).toBe('100000');
  });

  it('reads amounts as people write them', () => {
    expect(['', ' ', '12', '12.345'].map((text) => unreadable(text, 'CNY'))).toEqual([false, false, false, true]);
    expect(['12.345', '12.5', '12'].map((text) => [unreadable(text, 'KWD'), unreadable(text, 'JPY')])).toEqual([[false, true], [false, true], [false, false]]);
    const form = { ...draft(part('a')), lots: draft(part('a')).lots.map((lot) => ({ ...lot, ceiling: '1,180', target: 'x' })) };
    expect(inputOf(form, '2026-11-23T08:05:00.000Z')).toMatchObject({ opensAt: '2026-11-23T08:05:00.000Z', lots: [{ ceiling: { amountMinor: '118000', currency: 'CNY' }, reserve: null, lines: [{ partId: 'a', operationSeqs: null, requestedDate: '2026-12-07' }] }] });
  });

  it('comes back from the house as it was written', () => {
    const form = draft(part('a', ['CNC', 'HT', 'CNC']), part('b'));
    const saved = {
      id: 't', version: 2, tenderNo: 'T1', title: form.title, state: 'DRAFT', publishedAt: null, opensAt: form.closesAt, closesAt: form.closesAt, enquiryEndsAt: null, rules: { __typename: 'TenderRules', ...form.rules },
      audience: { trusted: true, withinKm: null, companies: [{ id: 'com_1', name: '建达' }], excluded: [] }, disclosure: form.disclosure, terms: form.terms, check: { invitees: 0, blocking: [], warnings: [] },
      lots: [{
        id: 'lot_1', lotNo: 1, title: '', ceiling: { amountMinor: '118050', currency: 'CNY', taxIncluded: true, taxRate: '13' }, reserve: null, parts: [part('a', ['CNC', 'HT', 'CNC'])],
        lines: [{ processes: ['HT', 'CNC'], wholePart: false, quantity: 2, requestedDate: '2026-12-07', materialSupply: 'BUYER' }],
      }],
    } as unknown as DraftTenderFragment;
    const back = draftOf(saved, now);
    expect([back.opensAt, draftOf(saved, Date.parse(form.closesAt)).opensAt]).toEqual([form.closesAt, null]);
    expect(back).toMatchObject({ materialSupply: 'BUYER', requestedDate: '2026-12-07', audience: { companies: [{ id: 'com_1' }] }, lots: [{ ceiling: '1180.50', target: '', lines: [{ operationSeqs: [20, 30], quantity: null }] }] });
    expect('__typename' in back.rules).toBe(false);
  });

  it('finds what the house keeps of a lot by the lot, wherever it stands by now', () => {
    const sent = draft(part('a'), part('b'));
    const kept = savedLots(sent, [{ id: 'lot_1', forBidders: { title: '···', lines: [] } }, { id: 'lot_2', forBidders: null }]);
    expect(kept).toEqual([{ key: 'a', id: 'lot_1', forBidders: { title: '···', lines: [] } }, { key: 'b', id: 'lot_2', forBidders: null }]);
    expect(savedLots(draft(part('a')), [{ id: 'lot_1', forBidders: null }, { id: 'lot_2', forBidders: null }])).toHaveLength(1);
  });

  it('puts complaints where they belong', () => {
    const { lots, rules } = complaintsBy([{ path: 'lots.3.ceiling', message: 'a' }, { path: 'rules.minBids', message: 'b' }, { path: 'lots.3.lines.0.quantity', message: 'c' }]);
    expect([...lots]).toEqual([[3, ['a', 'c']]]);
    expect(rules).toEqual(['b']);
  });
});
