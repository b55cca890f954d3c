import type { TodayQuery } from '../../generated/types.js';

type Tender = TodayQuery['tenders']['edges'][number]['node'];

export interface LiveLine { id: string; title: string; tenderNo: string; open: number; lots: number; nextClosing: string; sealed: boolean }
export interface TaskLine { tenderId: string; title: string; kind: 'AWARD' | 'QUESTION'; count: number }
export interface OrderTask { orderId: string; orderNo: string; supplier: string; kind: 'RECEIVE' | 'INSPECT'; count: number }
export interface OrderRisk { orderId: string; orderNo: string; supplier: string; kind: 'LATE' | 'AT_RISK' | 'SILENT'; count: number; promisedDate: string }
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

/** What came or was made and waits for the buyer: deliveries to be counted, lines to be inspected; by order. */
export function orderTasks({ orders, deliveries }: Pick<TodayQuery, 'orders' | 'deliveries'>, companyId: string): OrderTask[] {
  const here = deliveries.edges.filter(({ node }) => node.to.id === companyId).map(({ node }) => new Set(node.lines.map(({ orderLineId }) => orderLineId)));
  return orders.edges.flatMap(({ node: { id, orderNo, supplier, lines } }) => {
    const receive = here.filter((ids) => lines.some((line) => ids.has(line.id))).length;
    const inspect = lines.filter(({ state }) => state === 'DELIVERED').length;
    const of = (kind: OrderTask['kind'], count: number): OrderTask[] => (count === 0 ? [] : [{ orderId: id, orderNo, supplier: supplier.name, kind, count }]);
    return [...of('RECEIVE', receive), ...of('INSPECT', inspect)];
  });
}

const URGENCY: readonly OrderRisk['kind'][] = ['LATE', 'AT_RISK', 'SILENT'];

/** Lines that are late, will be, or have gone quiet; by order, the latest first. */
export function orderRisks({ orders }: Pick<TodayQuery, 'orders'>): OrderRisk[] {
  return orders.edges.flatMap(({ node: { id, orderNo, supplier, lines } }) => URGENCY.flatMap((kind) => {
    const such = lines.filter(({ lateness }) => lateness === kind);
    return such.length === 0 ? [] : [{ orderId: id, orderNo, supplier: supplier.name, kind, count: such.length, promisedDate: such.map(({ promisedDate }) => promisedDate).sort()[0]! }];
  })).sort((a, b) => URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || (a.promisedDate < b.promisedDate ? -1 : 1));
}

/** Open lots that may end without a market. */
export function riskLines(tenders: readonly Tender[]): RiskLine[] {
  return tenders.flatMap(({ id, title, lots }) => ([['NO_BID', 0], ['ONE_BID', 1]] as const).flatMap(([kind, bids]) => {
    const thin = lots.filter(({ state, bidCount }) => state === 'PUBLISHED' && bidCount === bids);
    return thin.length === 0 ? [] : [{ tenderId: id, title, kind, count: thin.length, nextClosing: thin.map(({ closesAt }) => closesAt).sort()[0]! }];
  })).sort((a, b) => (a.nextClosing < b.nextClosing ? -1 : 1));
}
