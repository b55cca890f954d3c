import type { DeliveryKind } from '#contracts/order-orders';
import { refuse, accept, type Result } from '#kernel';
import { readyToSend, type LinePiece } from './fulfilment.policy.js';

/** A piece that a line of a delivery may take articles from. */
export interface SendablePiece extends LinePiece {
  serialNo: number;
  /** Articles given to the supplier as free issue and still there. */
  issued: number;
  /** A batch has more than one article, or had before some were scrapped. */
  batch: boolean;
}

export interface LineToSend { orderLineId: string; pieceIds: readonly string[] | null; quantity: number }
export interface SentPiece { orderLineId: string; pieceId: string; batch: boolean; sent: number }

export type SendRefusal =
  | { code: 'QUANTITY_REFUSED'; orderLineId: string; maximum: number }
  | { code: 'OPERATIONS_OPEN' }
  | { code: 'PIECE_NOT_OF_LINE'; index: number }
  | { code: 'QUANTITY_MISMATCH'; pieces: number };

/** Articles of a piece that may go this way now. Goods leave when their operations have passed, blanks before; returns are of what has arrived. */
export function sendable(kind: DeliveryKind, piece: SendablePiece): number {
  if (kind === 'FREE_ISSUE') return Math.max(0, piece.count - piece.issued);
  if (kind === 'RETURN') return Math.max(0, piece.arrived - piece.accepted);
  return readyToSend(piece);
}

/**
 * Chooses the articles of one line of a delivery: the pieces named, else those with the lowest serial numbers. Never more than the line can
 * spare; `maximum` of a refusal is what would pass.
 */
export function chooseArticles(kind: DeliveryKind, line: LineToSend, pieces: readonly SendablePiece[]): Result<SentPiece[], SendRefusal> {
  const byNumber = [...pieces].sort((a, b) => a.serialNo - b.serialNo);
  const named = line.pieceIds === null ? byNumber : line.pieceIds.map((id) => byNumber.find((piece) => piece.pieceId === id));
  const stranger = named.findIndex((piece) => piece === undefined);
  if (stranger >= 0) return refuse('PIECE_NOT_OF_LINE', { index: stranger });
  const chosen = named as SendablePiece[];
  const maximum = chosen.reduce((sum, piece) => sum + sendable(kind, piece), 0);
  if (line.quantity > maximum) {
    const unfinished = kind !== 'FREE_ISSUE' && kind !== 'RETURN' && maximum === 0 && chosen.some((piece) => piece.count > piece.sent && !piece.finished);
    return unfinished ? refuse('OPERATIONS_OPEN') : refuse('QUANTITY_REFUSED', { orderLineId: line.orderLineId, maximum });
  }
  const singles = line.pieceIds !== null && chosen.every((piece) => !piece.batch);
  if (singles && line.quantity !== chosen.length) return refuse('QUANTITY_MISMATCH', { pieces: chosen.length });
  const sent: SentPiece[] = [];
  let left = line.quantity;
  for (const piece of chosen) {
    const take = Math.min(left, sendable(kind, piece));
    if (take > 0) sent.push({ orderLineId: line.orderLineId, pieceId: piece.pieceId, batch: piece.batch, sent: take });
    left -= take;
  }
  return accept(sent);
}

/** Spreads a count over the pieces of a line in the order they were sent; the shortage is at the end. */
export function spreadCount(counted: number, sent: readonly { pieceId: string; sent: number }[]): { pieceId: string; counted: number }[] {
  let left = counted;
  return sent.map(({ pieceId, sent: most }) => {
    const here = Math.min(left, most);
    left -= here;
    return { pieceId, counted: here };
  });
}
