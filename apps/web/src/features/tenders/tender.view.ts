import type { TenderPageQuery } from '../../generated/types.js';

export type Tender = NonNullable<TenderPageQuery['tender']>;
export interface TenderSum { lots: number; open: number; toAward: number; decided: number; unbid: number; openQuestions: number; seen: number; declined: number; bestMinor: bigint | null; proposed: number }

/** The numbers of a tender's head. Sealed lots count neither bids nor amounts. */
export function tenderSum({ lots, invitations, awards }: Pick<Tender, 'lots' | 'invitations' | 'awards'>): TenderSum {
  const count = (...states: string[]) => lots.filter(({ state }) => states.includes(state)).length;
  const best = lots.flatMap(({ best: one }) => (one === null ? [] : [BigInt(one.amountMinor)]));
  return {
    lots: lots.length, open: count('PUBLISHED'), toAward: count('EVALUATING'), decided: count('AWARDED', 'PARTIALLY_AWARDED', 'COMPLETED'), unbid: lots.filter(({ state, bidCount }) => state === 'PUBLISHED' && bidCount === 0).length,
    openQuestions: lots.reduce((sum, { openQuestions }) => sum + openQuestions, 0), seen: invitations.filter(({ state }) => state !== 'SENT').length, declined: invitations.filter(({ state }) => state === 'DECLINED').length,
    bestMinor: best.length === 0 ? null : best.reduce((a, b) => a + b, 0n), proposed: awards.filter(({ state }) => state === 'PROPOSED').length,
  };
}

/** Reasons given for declining, the most frequent first. */
export function declineCounts<Reason extends string>(invitations: readonly { declines: readonly Reason[] }[]): [Reason, number][] {
  const counts = new Map<Reason, number>();
  for (const reason of invitations.flatMap(({ declines }) => declines)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Lots that may still be cancelled. */
export function cancellable({ lots }: Pick<Tender, 'lots'>): Tender['lots'] {
  return lots.filter(({ state }) => ['DRAFT', 'PUBLISHED', 'SUSPENDED', 'CLOSED', 'EVALUATING'].includes(state));
}
