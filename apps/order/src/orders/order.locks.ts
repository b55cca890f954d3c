import type { Tx } from '#platform/database';
import type { SendablePiece } from './delivery.policy.js';

/** An order line with its pieces, as deliveries need it. */
export interface LineToMove {
  id: string;
  orderId: string;
  buyerId: string;
  supplierId: string;
  state: string;
  requiredDocuments: string[];
  pieces: SendablePiece[];
}

/**
 * Locks the orders and pieces behind these lines and reads them, as far as the company is a side; fewer lines than asked for means that
 * some are missing or foreign.
 */
export async function lockLines(tx: Tx, companyId: string, orderLineIds: readonly string[]): Promise<LineToMove[]> {
  const pieces = await tx.query<{ pieceId: string }>(
    'select distinct piece_id as "pieceId" from ordering.line_pieces where order_line_id = any($1) and (buyer_id = $2 or supplier_id = $2)', [orderLineIds, companyId]);
  await lockPieces(tx, pieces.map(({ pieceId }) => pieceId));
  return tx.query<LineToMove>(
    `select l.id, l.order_id as "orderId", l.buyer_id as "buyerId", l.supplier_id as "supplierId", l.state,
            array(select jsonb_array_elements_text(o.terms -> 'requiredDocuments')) as "requiredDocuments",
            (select json_agg(json_build_object('pieceId', lp.piece_id, 'serialNo', p.serial_no, 'batch', lp.count + lp.scrapped > 1, 'count', lp.count, 'issued', lp.issued,
                                               'sent', lp.sent, 'arrived', lp.arrived, 'counted', lp.counted, 'accepted', lp.accepted,
                                               'verdict', case when p.held then 'HOLD' else lp.verdict end, 'begun', true, 'finished', work.finished))
               from ordering.line_pieces lp join ordering.pieces p on p.id = lp.piece_id
               cross join lateral (select coalesce(bool_and(r.state in ('PASSED', 'SKIPPED', 'FAILED', 'ABORTED')), true) as finished
                                     from ordering.runs r where r.piece_id = lp.piece_id and r.order_line_id = l.id) work
              where lp.order_line_id = l.id) as pieces
       from ordering.order_lines l join ordering.orders o on o.id = l.order_id
      where l.id = any($1) and (l.buyer_id = $2 or l.supplier_id = $2) order by l.id`,
    [orderLineIds, companyId]);
}

/** Locks every order that these pieces are in, ordered by id, and then the pieces themselves, ordered by id. */
export async function lockPieces(tx: Tx, pieceIds: readonly string[]): Promise<void> {
  await tx.query(
    `select o.id from ordering.orders o
      where o.id in (select l.order_id from ordering.line_pieces lp join ordering.order_lines l on l.id = lp.order_line_id where lp.piece_id = any($1))
      order by o.id for update`,
    [pieceIds]);
  await tx.query('select id from ordering.pieces where id = any($1) order by id for update', [pieceIds]);
}

/** A delivery under its lock, for those who have to do with it. */
export interface LockedDelivery {
  id: string;
  version: number;
  state: 'DISPATCHED' | 'SIGNED' | 'COUNTED' | 'STOCKED' | 'PARTLY_REJECTED' | 'REJECTED';
  kind: 'GOODS' | 'FREE_ISSUE' | 'HANDOVER' | 'RETURN';
  fromId: string;
  toId: string;
  buyerId: string;
}

/** Locks the orders behind a delivery, its pieces, and then the delivery; undefined when the company has nothing to do with it. */
export async function lockDelivery(tx: Tx, companyId: string, deliveryId: string): Promise<LockedDelivery | undefined> {
  const pieces = await tx.query<{ pieceId: string }>(
    'select piece_id as "pieceId" from ordering.delivery_pieces where delivery_id = $1 and (from_id = $2 or to_id = $2 or buyer_id = $2)', [deliveryId, companyId]);
  if (pieces.length === 0) return undefined;
  await lockPieces(tx, pieces.map(({ pieceId }) => pieceId));
  const [delivery] = await tx.query<LockedDelivery>(
    `select id, version, state, kind, from_id as "fromId", to_id as "toId", buyer_id as "buyerId" from ordering.deliveries
      where id = $1 and (from_id = $2 or to_id = $2 or buyer_id = $2) for update`,
    [deliveryId, companyId]);
  return delivery;
}
