import type { Lateness, OrderLineState } from '../../generated/types.js';

export type ShopList = 'TO_DO' | 'SENT' | 'OVER';
interface Line { id: string; state: OrderLineState; lateness: Lateness; promisedDate: string }

const LIST_OF: Readonly<Record<OrderLineState, ShopList>> = {
  ISSUED: 'TO_DO', ACKNOWLEDGED: 'TO_DO', READY: 'TO_DO', IN_PROGRESS: 'TO_DO', FINISHED: 'TO_DO', PART_DELIVERED: 'TO_DO', CHANGE_PENDING: 'TO_DO', SUSPENDED: 'TO_DO',
  DELIVERED: 'SENT', ACCEPTED: 'OVER', SETTLED: 'OVER', CLOSED: 'OVER', CANCELLED: 'OVER', TERMINATED: 'OVER',
};
const WORST: readonly Lateness[] = ['LATE', 'AT_RISK', 'SILENT', 'ON_TIME'];

/** The lines of a shop by what is to be done about them: what is late first, then the next promised day. */
export function shopLists<T extends Line>(lines: readonly T[]): Record<ShopList, T[]> {
  const sorted = [...lines].sort((a, b) => WORST.indexOf(a.lateness) - WORST.indexOf(b.lateness) || a.promisedDate.localeCompare(b.promisedDate) || a.id.localeCompare(b.id));
  const of = (list: ShopList) => sorted.filter(({ state }) => LIST_OF[state] === list);
  return { TO_DO: of('TO_DO'), SENT: of('SENT'), OVER: of('OVER') };
}
