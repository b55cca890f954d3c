import type { HouseEvents } from '#contracts';
import type { Announcement } from '#platform/messaging';

/** The order of awards exists. Facts of one order keep their order. */
export function orderIssued(payload: HouseEvents['ordering.order.issued.v1']): Announcement {
  return { type: 'ordering.order.issued.v1', payload, subject: payload.orderId };
}

/** A line reached another state. */
export function lineChanged(payload: HouseEvents['ordering.line.changed.v1']): Announcement {
  return { type: 'ordering.line.changed.v1', payload, subject: payload.orderId };
}

/** An operation of a part moved, over all its pieces. */
export function progressChanged(payload: HouseEvents['ordering.progress.changed.v1']): Announcement {
  return { type: 'ordering.progress.changed.v1', payload, subject: payload.mouldId };
}
