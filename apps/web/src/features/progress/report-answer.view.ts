import type { ReportMutation } from '../../generated/types.js';
import { ApiProblem, mayAskAgain } from '../../lib/api/problem.js';
import type { Outcome, Refused } from './outbox.policy.js';

/** What an answer of the service means for a waiting report. */
export function outcomeOf(answer: ReportMutation['reportOperation']): Outcome {
  switch (answer.__typename) {
    case 'OperationsReported': return { kind: 'TAKEN' };
    case 'InputRefused': return { kind: 'REFUSED', refused: { message: answer.message, details: answer.problems.map(({ message }) => message) } };
    case 'EvidenceMissing': return { kind: 'REFUSED', refused: { message: answer.message, details: [...answer.documents] } };
    case 'OperationBlocked': return { kind: 'REFUSED', refused: { message: answer.message, details: [] } };
  }
}

/** What it means when no answer of the trade came. A business no is never here; what the house cannot say goes to the person who can decide. */
export function outcomeOfProblem(problem: unknown): Outcome {
  if (!(problem instanceof ApiProblem)) return { kind: 'BROKEN', refused: { message: problem instanceof Error ? problem.message : String(problem), details: [] } };
  if (mayAskAgain(problem)) return { kind: 'LATER', afterMs: problem.retryAfterMs };
  if (problem.code === 'UNAUTHENTICATED') return { kind: 'SIGN_IN' };
  const refused: Refused = { message: problem.message, details: problem.requestId === null ? [] : [problem.requestId] };
  return problem.code === 'INTERNAL' ? { kind: 'BROKEN', refused } : { kind: 'REFUSED', refused };
}
