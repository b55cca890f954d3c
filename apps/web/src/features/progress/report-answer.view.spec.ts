import { ApiProblem } from '../../lib/api/problem.js';
import { outcomeOf, outcomeOfProblem } from './report-answer.view.js';

describe('an answer to a report', () => {
  it('is taken, or a refusal with what would pass', () => {
    expect(outcomeOf({ __typename: 'OperationsReported', runs: [] })).toEqual({ kind: 'TAKEN' });
    expect(outcomeOf({ __typename: 'OperationBlocked', code: 'OPERATION_BLOCKED', message: 'on hold', runId: 'run_1', reason: 'SUSPENDED' })).toEqual({ kind: 'REFUSED', refused: { message: 'on hold', details: [] } });
    expect(outcomeOf({ __typename: 'InputRefused', code: 'INPUT_REFUSED', message: 'wrong', problems: [{ path: 'good', message: 'together 4' }] })).toEqual({ kind: 'REFUSED', refused: { message: 'wrong', details: ['together 4'] } });
  });

  it.each([
    ['UNREACHABLE', 'LATER'], ['UNAVAILABLE', 'LATER'], ['RATE_LIMITED', 'LATER'], ['UNAUTHENTICATED', 'SIGN_IN'], ['INTERNAL', 'BROKEN'], ['FORBIDDEN', 'REFUSED'], ['NOT_FOUND', 'REFUSED'], ['IDEMPOTENCY_MISMATCH', 'REFUSED'],
  ] as const)('that is a problem %s means %s', (code, kind) => {
    expect(outcomeOfProblem(new ApiProblem(code, 'words', 'req_1', 4_000))).toMatchObject({ kind, ...(kind === 'LATER' ? { afterMs: 4_000 } : {}), ...(kind === 'REFUSED' ? { refused: { message: 'words', details: ['req_1'] } } : {}) });
  });

  it('that is a fault of the page is shown in the end', () => {
    expect(outcomeOfProblem(new TypeError('x'))).toMatchObject({ kind: 'BROKEN', refused: { message: 'x' } });
  });
});
