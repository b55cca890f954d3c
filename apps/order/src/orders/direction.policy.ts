import type { DeliveryKind } from '#contracts/order-orders';
import { accept, refuse, type Result } from '#kernel';

/** The two companies of an order line. */
export interface Sides { buyerId: string; supplierId: string }

export type DirectionRefusal = { code: 'NOT_ONE_DIRECTION' } | { code: 'WRONG_RECEIVER' } | { code: 'RECEIVER_NEEDED' };

/**
 * Where a delivery goes: goods from the supplier to the buyer, blanks and returns the other way, a hand-over from the supplier to the shop
 * that is named. All its lines share sender and receiver.
 */
export function directionOf(kind: DeliveryKind, senderId: string, wished: string | null, lines: readonly Sides[]): Result<{ toId: string; buyerId: string }, DirectionRefusal> {
  const first = lines[0];
  const fromSupplier = kind === 'GOODS' || kind === 'HANDOVER';
  if (first === undefined || lines.some((line) => (fromSupplier ? line.supplierId : line.buyerId) !== senderId || line.buyerId !== first.buyerId)) return refuse('NOT_ONE_DIRECTION');
  if (kind === 'HANDOVER') {
    if (wished === null) return refuse('RECEIVER_NEEDED');
    return wished === senderId || wished === first.buyerId ? refuse('WRONG_RECEIVER') : accept({ toId: wished, buyerId: first.buyerId });
  }
  const toId = fromSupplier ? first.buyerId : first.supplierId;
  if (!fromSupplier && lines.some((line) => line.supplierId !== toId)) return refuse('NOT_ONE_DIRECTION');
  return wished !== null && wished !== toId ? refuse('WRONG_RECEIVER') : accept({ toId, buyerId: first.buyerId });
}

/** Documents that a delivery still lacks: each needs a paper of its own, photographs a photograph. The papers answer the list in its order. */
export function missingDocuments(required: readonly string[], purposes: readonly string[]): string[] {
  const papers = purposes.filter((purpose) => purpose !== 'PHOTO').length;
  const photographed = purposes.includes('PHOTO');
  const wanted = required.filter((document) => document !== 'PHOTOS');
  return [...wanted.slice(papers), ...(required.includes('PHOTOS') && !photographed ? ['PHOTOS'] : [])];
}
