import type { DeliveryKind, DeliveryLineView, DeliveryState, DeliveryView } from '#contracts/order-orders';

export interface DeliveryRow {
  id: string;
  version: number;
  deliveryNo: string;
  kind: DeliveryKind;
  state: DeliveryState;
  fromId: string;
  toId: string;
  carrier: string | null;
  expectedAt: Date | null;
  dispatchedAt: Date;
  signedAt: Date | null;
  /** In the order of the sender's list. */
  pieces: { orderLineId: string; pieceId: string; batch: boolean; sent: number; counted: number | null }[];
}

/** A delivery as its sender, its receiver and the payer see it; articles are summed up by order line. */
export function deliveryView(row: DeliveryRow): DeliveryView {
  const lines = new Map<string, DeliveryLineView>();
  for (const piece of row.pieces) {
    const line = lines.get(piece.orderLineId) ?? { orderLineId: piece.orderLineId, pieceIds: [], sent: 0, counted: null };
    if (!piece.batch) line.pieceIds.push(piece.pieceId);
    line.sent += piece.sent;
    if (piece.counted !== null) line.counted = (line.counted ?? 0) + piece.counted;
    lines.set(piece.orderLineId, line);
  }
  return {
    __typename: 'Delivery', id: row.id, version: row.version, deliveryNo: row.deliveryNo, kind: row.kind, state: row.state, fromId: row.fromId, toId: row.toId,
    lines: [...lines.values()], carrier: row.carrier, expectedAt: row.expectedAt?.toISOString() ?? null, files: [], dispatchedAt: row.dispatchedAt.toISOString(),
    signedAt: row.signedAt?.toISOString() ?? null,
  };
}
