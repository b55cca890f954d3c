import type { Lateness, OrderLineState, TodayQuery } from '../../generated/types.js';
import { liveLines, orderRisks, orderTasks, riskLines, taskLines } from './today.view.js';

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

  const line = (id: string, state: OrderLineState, lateness: Lateness, promisedDate: string) => ({ id, state, lateness, promisedDate });
  const order = (id: string, ...lines: ReturnType<typeof line>[]) => ({ node: { id, orderNo: id, supplier: { name: `of ${id}` }, lines } });
  const orders: TodayQuery['orders'] = { edges: [
    order('one', line('a', 'DELIVERED', 'ON_TIME', '2026-12-01'), line('b', 'IN_PROGRESS', 'SILENT', '2026-12-04'), line('c', 'IN_PROGRESS', 'LATE', '2026-11-20')),
    order('two', line('d', 'IN_PROGRESS', 'LATE', '2026-11-12'), line('e', 'IN_PROGRESS', 'LATE', '2026-11-11'), line('f', 'READY', 'AT_RISK', '2026-12-03')), order('calm', line('g', 'READY', 'ON_TIME', '2026-12-03')),
  ] };

  it('asks for what has arrived to be counted and inspected, and not for what was sent to somebody else', () => {
    const deliveries: TodayQuery['deliveries'] = { edges: [
      { node: { id: 'dlv_1', to: { id: 'com_own' }, lines: [{ orderLineId: 'b' }, { orderLineId: 'c' }] } }, { node: { id: 'dlv_2', to: { id: 'com_own' }, lines: [{ orderLineId: 'd' }] } },
      { node: { id: 'dlv_3', to: { id: 'com_other' }, lines: [{ orderLineId: 'e' }] } }, { node: { id: 'dlv_4', to: { id: 'com_own' }, lines: [{ orderLineId: 'of an order of long ago' }] } },
    ] };
    expect(orderTasks({ orders, deliveries }, 'com_own').map(({ orderId, kind, count }) => [orderId, kind, count])).toEqual([['one', 'RECEIVE', 1], ['one', 'INSPECT', 1], ['two', 'RECEIVE', 1]]);
  });

  it('puts what is late first, the longest of all at the top, and what is only quiet last', () => {
    expect(orderRisks({ orders }).map(({ orderId, kind, count, promisedDate }) => [orderId, kind, count, promisedDate])).toEqual([
      ['two', 'LATE', 2, '2026-11-11'], ['one', 'LATE', 1, '2026-11-20'], ['two', 'AT_RISK', 1, '2026-12-03'], ['one', 'SILENT', 1, '2026-12-04'],
    ]);
  });
});
