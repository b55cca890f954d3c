import { liveLines, riskLines, taskLines } from './today.view.js';

const lot = (state: 'PUBLISHED' | 'EVALUATING', closesAt: string, bidCount: number | null, openQuestions = 0) => ({ id: closesAt, state, closesAt, bidCount, openQuestions, best: null });
const tender = (id: string, ...lots: ReturnType<typeof lot>[]) => ({ id, tenderNo: id, title: id, state: 'PUBLISHED' as const, closesAt: '', lots });
const tenders = [
  tender('late', lot('PUBLISHED', '11', 3), lot('EVALUATING', '01', 4), lot('EVALUATING', '02', 0)),
  tender('soon', lot('PUBLISHED', '05', 0, 2), lot('PUBLISHED', '06', 1), lot('PUBLISHED', '07', 0)),
  tender('sealed', lot('PUBLISHED', '20', null)),
];

describe('today', () => {
  it('puts the next closing first and says what is sealed', () => {
    expect(liveLines(tenders).map(({ id, open, lots, nextClosing, sealed }) => [id, open, lots, nextClosing, sealed])).toEqual([['soon', 3, 3, '05', false], ['late', 1, 3, '11', false], ['sealed', 1, 1, '20', true]]);
  });

  it('knows what waits for the buyer: bids to decide for, questions to answer', () => {
    expect(taskLines(tenders).map(({ tenderId, kind, count }) => [tenderId, kind, count])).toEqual([['late', 'AWARD', 1], ['soon', 'QUESTION', 2]]);
  });

  it('warns of lots without a market, and says nothing of sealed ones', () => {
    expect(riskLines(tenders).map(({ tenderId, kind, count, nextClosing }) => [tenderId, kind, count, nextClosing])).toEqual([['soon', 'NO_BID', 2, '05'], ['soon', 'ONE_BID', 1, '06']]);
  });
});
