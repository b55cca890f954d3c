import { Problem, type ProblemCode } from '#kernel';
import type { ConfirmRefused } from '#contracts/quoting-amendments';
import type { BidRefused, BidView, MarketView } from '#contracts/quoting-bidding';
import type { BidTaken, LiveProblem, LiveProblemCode, LiveRefusal } from '#contracts/live.protocol';

/** Codes that /live has no word for are told by the nearest that it has. */
const CODES: Readonly<Record<ProblemCode, LiveProblemCode>> = {
  UNAUTHENTICATED: 'UNAUTHENTICATED', FORBIDDEN: 'FORBIDDEN', NOT_FOUND: 'NOT_FOUND', BAD_INPUT: 'BAD_INPUT', IDEMPOTENCY_MISMATCH: 'IDEMPOTENCY_MISMATCH',
  RATE_LIMITED: 'RATE_LIMITED', QUERY_TOO_COSTLY: 'RATE_LIMITED', UNAVAILABLE: 'UNAVAILABLE', INTERNAL: 'INTERNAL',
};

/** A problem as /live tells it. */
export function liveProblem(problem: Problem, requestId: string): LiveProblem {
  const { retryAfterMs } = problem.details;
  return { code: CODES[problem.code], message: problem.message, requestId, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** A refusal as /live tells it: the same words and numbers as in GraphQL, without the name of a type. */
export function liveRefusal(refusal: BidRefused | ConfirmRefused): LiveRefusal {
  const { __typename: _name, ...told } = refusal;
  return told;
}

/** A taken bid as /live tells it. */
export function bidTaken(taken: { bid: BidView; market: MarketView; closesAt: string; seq: number }): BidTaken {
  const { bid, market, closesAt, seq } = taken;
  return { bidId: bid.id, versionNo: bid.versionNo, receipt: bid.receipt, ...(bid.confirmation === null ? {} : { confirmation: bid.confirmation }), market, closesAt, seq };
}
