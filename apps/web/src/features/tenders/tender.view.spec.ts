import { cancellable, declineCounts, tenderSum, type Tender } from './tender.view.js';

const lot = (state: string, bidCount: number | null, best: number | null = null, openQuestions = 0) => ({ state, bidCount, openQuestions, best: best === null ? null : { amountMinor: String(best) } }) as unknown as Tender['lots'][number];
const invited = (state: string, ...declines: string[]) => ({ state, declines }) as unknown as Tender['invitations'][number];

describe('a tender at a glance', () => {
  it('adds up lots, guests and best bids', () => {
    const sum = tenderSum({ lots: [lot('PUBLISHED', 0), lot('PUBLISHED', 2, 500, 1), lot('EVALUATING', 3, 700), lot('COMPLETED', 1, 1)], invitations: [invited('SENT'), invited('SEEN'), invited('DECLINED', 'PRICE')], awards: [{ id: 'a', state: 'PROPOSED' }] as Tender['awards'] });
    expect(sum).toEqual({ lots: 4, open: 2, toAward: 1, decided: 1, unbid: 1, openQuestions: 1, seen: 2, declined: 1, bestMinor: 1_201n, proposed: 1 });
    expect(tenderSum({ lots: [lot('PUBLISHED', null)], invitations: [], awards: [] })).toMatchObject({ unbid: 0, bestMinor: null });
  });

  it('tells why companies said no', () => {
    expect(declineCounts([invited('DECLINED', 'PRICE', 'DATE'), invited('SEEN', 'DATE')])).toEqual([['DATE', 2], ['PRICE', 1]]);
  });

  it('cancels only what is not decided', () => {
    expect(cancellable({ lots: [lot('PUBLISHED', 0), lot('AWARDED', 1), lot('CANCELLED', 0)] }).map(({ state }) => state)).toEqual(['PUBLISHED']);
  });
});
