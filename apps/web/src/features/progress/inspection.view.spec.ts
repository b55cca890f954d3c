import type { OperationState } from '../../generated/types.js';
import { inspectionOf, missing, refusalOf, repeatable, toInspect, type Draft, type InspectedPiece } from './inspection.view.js';

const piece = (n: number, state: string, ...states: OperationState[]): InspectedPiece => ({ id: `p${n}`, serial: `#${n}`, count: 1, state, runs: states.map((one, i) => ({ seq: (i + 1) * 10, process: ['CNC', 'EDM'][i]!, state: one, rework: false })) });
const draft = (given: Partial<Draft> = {}): Draft => ({ decision: 'ACCEPT', finding: '', reworkSeq: null, promisedDate: null, ...given });

it('what has come and what waits for its check can be decided', () => {
  expect(toInspect([piece(1, 'TO_INSPECT', 'PASSED'), piece(2, 'IN_PROCESS', 'DONE'), piece(3, 'IN_PROCESS', 'RUNNING'), piece(4, 'ACCEPTED', 'PASSED')]).map(({ id }) => id)).toEqual(['p1', 'p2']);
});

it('only what was done on all of them can be done again', () => {
  expect(repeatable([piece(1, 'TO_INSPECT', 'PASSED', 'PASSED'), piece(2, 'TO_INSPECT', 'PASSED', 'READY')])).toEqual([{ seq: 10, process: 'CNC' }]);
  expect(repeatable([])).toEqual([]);
});

it('a decision says what it still needs', () => {
  const pieces = [piece(1, 'TO_INSPECT', 'PASSED')];
  expect([missing(draft(), []), missing(draft(), pieces), missing(draft({ decision: 'SCRAP', finding: ' ' }), pieces), missing(draft({ decision: 'REWORK', finding: 'x' }), pieces), missing(draft({ decision: 'REWORK', finding: 'x', reworkSeq: 10 }), pieces)])
    .toEqual(['PIECES', null, 'FINDING', 'OPERATION', null]);
});

it('an inspection names every piece once and only what goes with the decision', () => {
  const pieces = [piece(1, 'TO_INSPECT', 'PASSED'), piece(2, 'TO_INSPECT', 'PASSED')];
  expect(inspectionOf('key', draft({ decision: 'RETURN', finding: ' too short ', reworkSeq: 10, promisedDate: '2026-12-09' }), pieces)).toEqual({
    idempotencyKey: 'key', type: 'INCOMING', dispositions: ['p1', 'p2'].map((pieceId) => ({ pieceId, disposition: 'RETURN', finding: 'too short', reworkSeq: null, promisedDate: '2026-12-09' })),
  });
  expect(inspectionOf('key', draft({ finding: 'left over', reworkSeq: 10, promisedDate: '2026-12-09' }), [piece(1, 'IN_PROCESS', 'DONE')])).toMatchObject({ type: 'IN_PROCESS', dispositions: [{ finding: null, reworkSeq: null, promisedDate: null }] });
});

it('a refusal is told with its numbers', () => {
  expect(refusalOf(undefined)).toEqual([]);
  expect(refusalOf({ __typename: 'InputRefused', code: 'INPUT_REFUSED', message: 'wrong', problems: [{ path: 'x', message: 'needs a day from today' }] })).toEqual(['wrong', 'needs a day from today']);
});
