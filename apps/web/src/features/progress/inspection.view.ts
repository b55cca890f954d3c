import type { Disposition, InspectionType, OperationState, RecordInspectionInput, InspectMutation } from '../../generated/types.js';

export interface InspectedPiece { id: string; serial: string; count: number; state: string; runs: readonly { seq: number; process: string; state: OperationState; rework: boolean }[] }

/** What a buyer decides about a piece, the usual first. */
export const DECISIONS = ['ACCEPT', 'CONCESSION', 'REWORK', 'RETURN', 'SCRAP'] as const satisfies readonly Disposition[];
export type Decision = (typeof DECISIONS)[number];

/** Pieces that wait for a decision: those that have come, and those with an operation that waits for its check. */
export function toInspect<T extends InspectedPiece>(pieces: readonly T[]): T[] {
  return pieces.filter(({ state, runs }) => state === 'TO_INSPECT' || (state === 'IN_PROCESS' && runs.some((run) => run.state === 'DONE')));
}

/** Operations that can be asked for again: those that were done on all of the chosen pieces. */
export function repeatable(pieces: readonly InspectedPiece[]): { seq: number; process: string }[] {
  const [first, ...others] = pieces.map(({ runs }) => runs.filter(({ state }) => state === 'DONE' || state === 'PASSED'));
  return (first ?? []).filter(({ seq }) => others.every((runs) => runs.some((run) => run.seq === seq))).map(({ seq, process }) => ({ seq, process }))
    .filter(({ seq }, i, all) => all.findIndex((one) => one.seq === seq) === i);
}

export interface Draft { decision: Decision; finding: string; reworkSeq: number | null; promisedDate: string | null }

/** What is still missing before the decision can be sent; null when nothing is. */
export function missing({ decision, finding, reworkSeq }: Draft, pieces: readonly InspectedPiece[]): 'PIECES' | 'FINDING' | 'OPERATION' | null {
  if (pieces.length === 0) return 'PIECES';
  if (decision !== 'ACCEPT' && finding.trim() === '') return 'FINDING';
  return decision === 'REWORK' && reworkSeq === null ? 'OPERATION' : null;
}

/** The inspection as the service takes it: one decision for every chosen piece. What has come is an incoming one, what is still in the shop one in process. */
export function inspectionOf(key: string, { decision, finding, reworkSeq, promisedDate }: Draft, pieces: readonly InspectedPiece[]): RecordInspectionInput {
  const type: InspectionType = pieces.every(({ state }) => state === 'TO_INSPECT') ? 'INCOMING' : 'IN_PROCESS';
  const again = decision === 'REWORK' || decision === 'RETURN';
  return {
    idempotencyKey: key, type,
    dispositions: pieces.map(({ id }) => ({
      pieceId: id, disposition: decision, finding: decision === 'ACCEPT' ? null : finding.trim(), reworkSeq: decision === 'REWORK' ? reworkSeq : null, promisedDate: again ? promisedDate : null,
    })),
  };
}

/** The sentences of a refusal, with what would pass. Empty when it was taken. */
export function refusalOf(answer: InspectMutation['recordInspection'] | undefined): string[] {
  if (answer === undefined || answer.__typename === 'Inspection') return [];
  return [answer.message, ...(answer.__typename === 'InputRefused' ? answer.problems.map(({ message }) => message) : answer.__typename === 'EvidenceMissing' ? answer.documents : [])];
}
