import type { TodayQuery } from '../../generated/types.js';

type Tender = TodayQuery['tenders']['edges'][number]['node'];

export interface LiveLine { id: string; title: string; tenderNo: string; open: number; lots: number; nextClosing: string; sealed: boolean }
export interface TaskLine { tenderId: string; title: string; kind: 'AWARD' | 'QUESTION'; count: number }
export interface RiskLine { tenderId: string; title: string; kind: 'NO_BID' | 'ONE_BID'; count: number; nextClosing: string }

/** Open tenders, the next closing first. */
export function liveLines(tenders: readonly Tender[]): LiveLine[] {
  return tenders.flatMap(({ id, title, tenderNo, lots }) => {
    const open = lots.filter(({ state }) => state === 'PUBLISHED');
    const next = open.map(({ closesAt }) => closesAt).sort()[0];
    return next === undefined ? [] : [{ id, title, tenderNo, open: open.length, lots: lots.length, nextClosing: next, sealed: open.every(({ bidCount }) => bidCount === null) }];
  }).sort((a, b) => (a.nextClosing < b.nextClosing ? -1 : 1));
}

/** What waits for the buyer: bids to decide for, questions to answer. */
export function taskLines(tenders: readonly Tender[]): TaskLine[] {
  return tenders.flatMap(({ id, title, lots }) => {
    const award = lots.filter(({ state, bidCount }) => state === 'EVALUATING' && (bidCount ?? 0) > 0).length;
    const questions = lots.reduce((sum, { openQuestions }) => sum + openQuestions, 0);
    return [
      ...(award > 0 ? [{ tenderId: id, title, kind: 'AWARD' as const, count: award }] : []),
      ...(questions > 0 ? [{ tenderId: id, title, kind: 'QUESTION' as const, count: questions }] : []),
    ];
  });
}

/** Open lots that may end without a market. */
export function riskLines(tenders: readonly Tender[]): RiskLine[] {
  return tenders.flatMap(({ id, title, lots }) => ([['NO_BID', 0], ['ONE_BID', 1]] as const).flatMap(([kind, bids]) => {
    const thin = lots.filter(({ state, bidCount }) => state === 'PUBLISHED' && bidCount === bids);
    return thin.length === 0 ? [] : [{ tenderId: id, title, kind, count: thin.length, nextClosing: thin.map(({ closesAt }) => closesAt).sort()[0]! }];
  })).sort((a, b) => (a.nextClosing < b.nextClosing ? -1 : 1));
}
