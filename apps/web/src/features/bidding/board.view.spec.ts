import { seeded, type LotRecord } from '../../lib/live/lot-record.view.js';
import { attentionOf, boardIds, boardSum, orderChanges, type BoardLot } from './board.view.js';

const now = Date.parse('2026-11-28T08:00:00.000Z');
const cny = (minor: number) => ({ amountMinor: String(minor), currency: 'CNY', taxIncluded: true, taxRate: '13' });
const lot = (id: string, targetMinor: string | null = null, name = 'insert'): BoardLot => ({ id, lotNo: Number(id.slice(1)), partNo: `AC-${id}`, name, material: 'P20', quantity: 1, targetMinor, thumbnailUrl: null });
const record = (lotId: string, minutes: number, bidCount: number, best: number | null, more: Partial<LotRecord> = {}): LotRecord =>
  seeded({ lotId, audience: 'buyer', seq: 1, state: 'PUBLISHED', closesAt: new Date(now + minutes * 60_000).toISOString(), bidCount, best: best === null ? null : cny(best), ...more });

const lots = [lot('l1', '1000'), lot('l2', '1000'), lot('l3', null, 'slider'), lot('l4', '500'), lot('l5')];
const records = new Map([
  record('l1', 30, 4, 800), record('l2', 2, 3, 1_100), record('l3', 20, 1, 300), record('l4', 60, 0, null), record('l5', -5, 2, 50, { state: 'EVALUATING' }),
].map((one) => [one.lotId, one]));
const recordOf = (id: string) => records.get(id);

describe('the board', () => {
  it('asks for attention where a lot does not run by itself', () => {
    expect(lots.map(({ id, targetMinor }) => attentionOf(records.get(id)!, targetMinor, now))).toEqual([[], ['ABOVE_TARGET', 'CLOSING'], ['ONE_BID'], ['NO_BID'], []]);
    expect(attentionOf(record('l9', 30, 4, 5, { openQuestions: 1 }), null, now)).toEqual(['QUESTION']);
    expect(attentionOf(record('l9', 1, 4, 5), null, null)).toEqual([]);
  });

  it('adds up best amounts and compares them with the wishes of the same lots', () => {
    expect(boardSum(lots, recordOf, now)).toEqual({
      bestMinor: '2250', againstTarget: -5, enough: 2, lots: 5, nextClosing: new Date(now + 120_000).toISOString(),
      counts: { attention: 3, all: 5, closing: 1, none: 1, one: 1, above: 1 },
    });
  });

  it('is ordered by what was asked for, what is over last', () => {
    expect(boardIds(lots, recordOf, 'all', 'closing', '', now)).toEqual(['l2', 'l3', 'l1', 'l4', 'l5']);
    expect(boardIds(lots, recordOf, 'all', 'bids', '', now)).toEqual(['l4', 'l3', 'l5', 'l2', 'l1']);
    expect(boardIds(lots, recordOf, 'all', 'target', '', now).slice(0, 2)).toEqual(['l2', 'l1']);
    expect(boardIds(lots, recordOf, 'attention', 'lot', '', now)).toEqual(['l2', 'l3', 'l4']);
    expect(boardIds(lots, recordOf, 'all', 'lot', 'SLIDER', now)).toEqual(['l3']);
  });

  it('counts rows that would move, come or go', () => {
    expect(orderChanges(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(0);
    expect(orderChanges(['a', 'b', 'c'], ['b', 'a', 'c'])).toBe(2);
    expect(orderChanges(['a', 'b'], ['a', 'c'])).toBe(2);
  });
});
