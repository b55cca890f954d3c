import { aPart } from '../../../../test/builders/parts.js';
import { checkTender, placeKey, usualLimits, type CheckedTender } from './tender-check.policy.js';

const now = new Date('2026-11-23T08:00:00.000Z');
const at = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const line = (given: Parameters<typeof aPart>[0] = {}, quantity: number | null = null) => {
  const part = aPart(given);
  return { partId: part.partId, quantity, requestedDate: '2026-12-05', part };
};
const tender = (given: Partial<CheckedTender> = {}, lot: Partial<CheckedTender['lots'][number]> = {}): CheckedTender => ({
  visibility: 'BEST_PRICE', direct: false, heldElsewhere: new Map(), invited: 4, refused: 0, placeMissing: false, lots: [{ lotId: 'lot_1', opensAt: at(-1), closesAt: at(40), lines: [line()], matches: 4, ...lot }], ...given,
});
const found = (given: CheckedTender) => {
  const { blocking, warnings } = checkTender(given, usualLimits, now);
  return { blocking: blocking.map((one) => one.code), warnings: warnings.map((one) => one.code) };
};

describe('the check before publishing', () => {
  it('finds nothing in a good tender', () => {
    expect(found(tender())).toEqual({ blocking: [], warnings: [] });
  });

  it('warns of a short time by the kind of tender, and blocks what cannot be', () => {
    expect(found(tender({}, { closesAt: at(29) }))).toEqual({ blocking: [], warnings: ['CLOSES_TOO_SOON'] });
    expect(found(tender({ visibility: 'SEALED' }, { closesAt: at(239) })).warnings).toEqual(['CLOSES_TOO_SOON']);
    expect(found(tender({ visibility: 'SEALED' }, { closesAt: at(240) }))).toEqual({ blocking: [], warnings: [] });
    expect(found(tender({}, { closesAt: new Date(now.getTime() + 4_999) })).blocking).toEqual(['CLOSES_IN_PAST']);
    expect(found(tender({}, { closesAt: new Date(now.getTime() + 5_000) }))).toEqual({ blocking: [], warnings: ['CLOSES_TOO_SOON'] });
    expect(found(tender({}, { opensAt: at(39) })).warnings).toEqual(['CLOSES_TOO_SOON']);
  });

  it('blocks without anybody to invite and warns of few', () => {
    expect(found(tender({ invited: 0 }, { matches: 0 })).blocking).toEqual(['NO_INVITEE']);
    expect(found(tender({ invited: 2 })).warnings).toEqual(['FEW_MATCHES']);
    expect(found(tender({ refused: 1, placeMissing: true }, { matches: 0 })).warnings).toEqual(['NO_MATCH', 'NOT_INVITABLE', 'NO_LOCATION']);
  });

  it('names every gap of every line, in the words of the API', () => {
    expect(found(tender({}, { lines: [line({ gaps: ['DRAWING', 'HARDNESS'], released: false }), line({ operations: [] })] })).blocking).toEqual(['NO_DRAWING', 'NO_HARDNESS', 'NOT_RELEASED', 'NO_ROUTE']);
  });

  it('warns of a drawing or model that was forgotten, and of one of another revision', () => {
    const papers = (drawing: 'THERE' | 'EXPECTED' | 'NONE', model: 'THERE' | 'EXPECTED' | 'NONE', otherRevision: string | null = null) => found(tender({}, { lines: [line({ papers: { drawing, model, otherRevision } })] }));
    expect(papers('EXPECTED', 'EXPECTED')).toEqual({ blocking: [], warnings: ['DRAWING_MISSING', 'MODEL_MISSING'] });
    expect(papers('THERE', 'NONE', 'B').warnings).toEqual(['DRAWING_REVISION']);
    expect(papers('NONE', 'THERE').warnings).toEqual([]);
  });

  it('lets no piece be asked for twice, but lets two shops share a route', () => {
    const four = aPart({ openQuantity: 4, quantity: 4 });
    const asks = (quantity: number | null, seqs: number[]) => ({
      partId: four.partId, quantity, requestedDate: '2026-12-05', part: { ...four, operations: four.operations.filter((operation) => seqs.includes(operation.seq)) },
    });
    expect(found(tender({}, { lines: [asks(2, [10, 20, 30]), asks(2, [10, 20, 30])] })).blocking).toEqual([]);
    expect(found(tender({}, { lines: [asks(3, [10]), asks(2, [10, 20])] })).blocking).toEqual(['ALREADY_PLACED']);
    expect(found(tender({}, { lines: [asks(null, [10]), asks(null, [20, 30])] })).blocking).toEqual([]);
    expect(found(tender({}, { lines: [line({ openQuantity: 0 })] })).blocking).toEqual(['NOTHING_ASKED']);
    // Order counts with the post; what this house has just published itself is known at once.
    const held = (pieces: number) => ({ heldElsewhere: new Map([[placeKey(four.partId, 20), pieces]]) });
    expect(found(tender(held(2), { lines: [asks(2, [10, 20])] })).blocking).toEqual([]);
    expect(found(tender(held(3), { lines: [asks(2, [10, 20])] })).blocking).toEqual(['ALREADY_PLACED']);
    expect(found(tender(held(4), { lines: [asks(2, [10])] })).blocking).toEqual([]);
  });
});
