import type { Lateness } from '../../generated/types.js';

interface Line { lateness: Lateness; quantity: number; delivered: number; accepted: number; promisedDate: string }
export interface OrderSums { lateness: Lateness; quantity: number; delivered: number; accepted: number; /** Next day promised for a line that has not come. */ promisedDate: string | null }

const WORST: readonly Lateness[] = ['LATE', 'AT_RISK', 'SILENT', 'ON_TIME'];

/** An order as one row: its worst line speaks for it. */
export function orderSums(lines: readonly Line[]): OrderSums {
  const sum = (key: 'quantity' | 'delivered' | 'accepted') => lines.reduce((all, line) => all + line[key], 0);
  return {
    lateness: WORST.find((word) => lines.some(({ lateness }) => lateness === word)) ?? 'ON_TIME', quantity: sum('quantity'), delivered: sum('delivered'), accepted: sum('accepted'),
    promisedDate: lines.filter(({ delivered, quantity }) => delivered < quantity).map(({ promisedDate }) => promisedDate).sort()[0] ?? null,
  };
}

interface DeliveryLine { orderLineId: string; sent: number; counted: number | null }

/** What the counts would be when everything has come, by line. */
export function expectedCounts(lines: readonly DeliveryLine[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { orderLineId, sent } of lines) counts.set(orderLineId, (counts.get(orderLineId) ?? 0) + sent);
  return counts;
}
