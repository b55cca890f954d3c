import type { HouseEvents } from '#contracts';
import type { Disposition } from '#contracts/order-progress-views';
import type { InspectedPiece, Verdict } from './inspection.policy.js';

type Judged = HouseEvents['ordering.pieces.judged.v1']['pieces'][number];

const FAULTS: ReadonlySet<Disposition> = new Set<Disposition>(['CONCESSION', 'REWORK', 'REPAIR', 'RETURN', 'SCRAP']);

/**
 * What an owner's decision says of the suppliers that worked on a piece: whose line is accepted with it, and on whose line it found a fault. A shop's
 * check of its own work says nothing of its record, and neither does a piece that is held.
 */
export function judgementsOf(piece: InspectedPiece, companyId: string, disposition: Disposition, verdict: Verdict): Judged[] {
  if (companyId !== piece.ownerId) return [];
  const supplierOf = (orderLineId: string): string => piece.lines.find((line) => line.orderLineId === orderLineId)!.supplierId;
  const accepted = new Set([...verdict.accepts, ...(verdict.clears && verdict.orderLineId !== null ? [verdict.orderLineId] : [])]);
  const faulty = FAULTS.has(disposition) ? verdict.orderLineId : null;
  return [...new Set([...accepted, ...(faulty === null ? [] : [faulty])])].map((orderLineId) => ({
    orderLineId, pieceId: piece.id, supplierId: supplierOf(orderLineId), accepted: accepted.has(orderLineId), faulty: orderLineId === faulty,
  }));
}
