import { Injectable } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import { isEvidence, type FileView } from '#contracts/order-files';
import type { DeliveryState, DeliveryView, DispatchDeliveryInput, ListDeliveriesInput } from '#contracts/order-orders';
import { Database, type Tx } from '#platform/database';
import { spreadCount, type SentPiece } from './delivery.policy.js';
import { deliveryView, type DeliveryRow } from './delivery.view.js';
import { deliveryStateAfterInspection, type DeliveredPiece } from './fulfilment.policy.js';
import type { LockedDelivery } from './order.locks.js';
import { pageOf, placeOf } from './page.view.js';

/** A delivery that leaves. */
export interface Departure { id: string; toId: string; buyerId: string; actor: Actor; input: DispatchDeliveryInput; sent: readonly SentPiece[]; at: Date }

const REFUSED_ARTICLES = "(case when lp.verdict in ('REWORK', 'REPAIR', 'RETURN') then lp.counted - lp.accepted else 0 end)";

const deliveriesSql = (where: string, limit: string): string => `
  select d.id, d.version, d.delivery_no as "deliveryNo", d.kind, d.state, d.from_id as "fromId", d.to_id as "toId", d.carrier, d.expected_at as "expectedAt",
         d.dispatched_at as "dispatchedAt", d.signed_at as "signedAt",
         (select json_agg(json_build_object('orderLineId', s.order_line_id, 'pieceId', s.piece_id, 'batch', s.batch, 'sent', s.sent, 'counted', s.counted) order by s.place)
            from ordering.delivery_pieces s where s.delivery_id = d.id) as pieces
    from ordering.deliveries d where ${where} order by d.id desc limit ${limit}`;

/** Writes and reads deliveries; what may be done has been decided before. */
@Injectable()
export class DeliveryRecords {
  constructor(private readonly database: Database) {}

  async view(tx: Tx, id: string): Promise<DeliveryView> {
    const [row] = await tx.query<DeliveryRow>(deliveriesSql('d.id = $1', '1'), [id]);
    return deliveryView(row!);
  }

  async page(actor: Actor, input: ListDeliveriesInput): Promise<Page<DeliveryView>> {
    const place = placeOf(input.after, 'id');
    const rows = await this.database.read<DeliveryRow>(actor.companyId, deliveriesSql(
      `(d.from_id = $1 or d.to_id = $1 or d.buyer_id = $1)
       and ($2::text is null or exists (select from ordering.delivery_pieces s join ordering.order_lines l on l.id = s.order_line_id where s.delivery_id = d.id and l.order_id = $2))
       and ($3::text[] is null or d.state = any($3)) and ($4::text is null or d.id < $4)`, '$5'),
    [actor.companyId, input.orderId ?? null, input.states?.length ? input.states : null, place?.[0] ?? null, input.first + 1]);
    return pageOf(rows, input.first, (row) => [row.id], deliveryView);
  }

  /** What the named files are for, as far as they are usable files of the company that may be evidence. */
  async purposesOf(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<string[]> {
    if (fileIds.length === 0) return [];
    const files = await tx.query<Pick<FileView, 'purpose' | 'mediaType'>>(
      `select purpose, media_type as "mediaType" from ordering.files where company_id = $1 and id = any($2) and state = 'READY'`, [companyId, fileIds]);
    return files.filter(isEvidence).map(({ purpose }) => purpose);
  }

  /** True when the shop has something to do on every piece of a hand-over. */
  async isNextShop(tx: Tx, companyId: string, sent: readonly SentPiece[]): Promise<boolean> {
    const [answer] = await tx.query<{ all: boolean }>(
      `select bool_and(exists (select from ordering.runs r where r.piece_id = n.id and r.done_by = $1 and r.state in ('PENDING', 'READY', 'DISPATCHED'))) as all
         from unnest($2::text[]) as n (id)`, [companyId, sent.map(({ pieceId }) => pieceId)]);
    return answer?.all ?? false;
  }

  /** The delivery is on its way: articles that were refused before and come again are no longer where they were. */
  async dispatched(tx: Tx, { id, toId, buyerId, actor, input, sent, at }: Departure): Promise<void> {
    await tx.query(
      `with number as (
         insert into ordering.document_numbers (company_id, kind, day, last) values ($2, 'DELIVERY', ($9::timestamptz at time zone 'UTC')::date, 1)
         on conflict (company_id, kind, day) do update set last = document_numbers.last + 1
         returning 'DN-' || to_char(day, 'YYMMDD') || '-' || lpad(last::text, greatest(3, length(last::text)), '0') as no
       ), delivery as (
         insert into ordering.deliveries (id, delivery_no, kind, from_id, to_id, buyer_id, carrier, expected_at, file_ids, dispatched_by, dispatched_at)
         select $1, no, $3, $2, $4, $5, $6, $7, $8, $10, $9 from number
       )
       insert into ordering.delivery_pieces (delivery_id, place, order_line_id, piece_id, from_id, to_id, buyer_id, batch, sent)
       select $1, n.place, n.order_line_id, n.piece_id, $2, $4, $5, n.batch, n.sent
         from unnest($11::text[], $12::text[], $13::boolean[], $14::int[]) with ordinality as n (order_line_id, piece_id, batch, sent, place)`,
      [
        id, actor.companyId, input.kind, toId, buyerId, input.carrier ?? null, input.expectedAt ?? null, input.fileIds ?? [], at, actor.userId,
        sent.map((piece) => piece.orderLineId), sent.map((piece) => piece.pieceId), sent.map((piece) => piece.batch), sent.map((piece) => piece.sent),
      ]);
    const change = input.kind === 'FREE_ISSUE' ? 'issued = lp.issued + n.sent'
      : input.kind === 'RETURN' ? 'sent = lp.sent - n.sent, arrived = lp.arrived - n.sent, counted = least(lp.counted, lp.arrived - n.sent)'
        : `sent = lp.sent - ${REFUSED_ARTICLES} + n.sent, arrived = lp.arrived - ${REFUSED_ARTICLES}, counted = lp.counted - ${REFUSED_ARTICLES},
           verdict = case when lp.verdict in ('REWORK', 'REPAIR', 'RETURN') then null else lp.verdict end`;
    await tx.query(
      `with moved as (
         update ordering.line_pieces lp set ${change}
           from unnest($2::text[], $3::text[], $4::int[]) as n (order_line_id, piece_id, sent) where lp.order_line_id = n.order_line_id and lp.piece_id = n.piece_id
         returning lp.piece_id, case when $5 = 'FREE_ISSUE' then lp.issued when $5 = 'RETURN' then n.sent else lp.sent end >= lp.count as whole
       )
       update ordering.pieces p set transit_delivery_id = $1, version = p.version + 1 from moved where p.id = moved.piece_id and moved.whole`,
      [id, sent.map((piece) => piece.orderLineId), sent.map((piece) => piece.pieceId), sent.map((piece) => piece.sent), input.kind]);
  }

  sentPieces(tx: Tx, deliveryId: string): Promise<SentPiece[]> {
    return tx.query<SentPiece>('select order_line_id as "orderLineId", piece_id as "pieceId", batch, sent from ordering.delivery_pieces where delivery_id = $1 order by place', [deliveryId]);
  }

  /** 签收: the parcels are there, and whoever signed has the pieces. */
  async signed(tx: Tx, delivery: LockedDelivery, actor: Actor, at: Date, note: string | null): Promise<void> {
    await tx.query(
      `with delivery as (
         update ordering.deliveries set state = 'SIGNED', version = version + 1, signed_at = $2, signed_by = $3, receipt_note = $4 where id = $1
       ), arrived as (
         update ordering.line_pieces lp set arrived = lp.arrived + s.sent from ordering.delivery_pieces s
          where s.delivery_id = $1 and lp.order_line_id = s.order_line_id and lp.piece_id = s.piece_id and $6
       )
       update ordering.pieces set transit_delivery_id = null, holder_company_id = $5, version = version + 1 where transit_delivery_id = $1`,
      [delivery.id, at, actor.userId, note, actor.companyId, delivery.kind === 'GOODS' || delivery.kind === 'HANDOVER']);
  }

  /** 点数: what was sent and is not there has not left; pieces that a final inspection cleared before are accepted with the count. */
  async counted(tx: Tx, delivery: LockedDelivery, actor: Actor, at: Date, note: string | null, sent: readonly SentPiece[], counts: ReadonlyMap<string, number>): Promise<void> {
    const pieces = [...counts].flatMap(([orderLineId, counted]) =>
      spreadCount(counted, sent.filter((piece) => piece.orderLineId === orderLineId)).map((piece) => ({ ...piece, orderLineId })));
    const goods = delivery.kind === 'GOODS' || delivery.kind === 'HANDOVER';
    const change = goods ? `sent = lp.sent - s.missing, arrived = lp.arrived - s.missing, counted = lp.counted + s.counted, accepted = lp.accepted + case when lp.cleared then s.counted else 0 end`
      : delivery.kind === 'FREE_ISSUE' ? 'issued = lp.issued - s.missing' : 'sent = lp.sent';
    const moved = await tx.query<{ pieceId: string; cleared: boolean }>(
      `with counts as (
         select n.order_line_id, n.piece_id, n.counted, d.sent - n.counted as missing
           from unnest($2::text[], $3::text[], $4::int[]) as n (order_line_id, piece_id, counted)
           join ordering.delivery_pieces d on d.delivery_id = $1 and d.order_line_id = n.order_line_id and d.piece_id = n.piece_id
       ), moved as (
         update ordering.line_pieces lp set ${change} from counts s where lp.order_line_id = s.order_line_id and lp.piece_id = s.piece_id
         returning lp.order_line_id, lp.piece_id, lp.cleared and $5 as cleared
       ), listed as (
         update ordering.delivery_pieces d set counted = s.counted, verdict = case when m.cleared and s.counted > 0 then 'ACCEPT' end
           from counts s join moved m using (order_line_id, piece_id) where d.delivery_id = $1 and d.order_line_id = s.order_line_id and d.piece_id = s.piece_id
       ), lost as (
         update ordering.pieces p set holder_company_id = $6, version = p.version + 1 from counts s where p.id = s.piece_id and s.counted = 0 and p.holder_company_id = $7
       )
       select piece_id as "pieceId", cleared from moved`,
      [
        delivery.id, pieces.map((piece) => piece.orderLineId), pieces.map((piece) => piece.pieceId), pieces.map((piece) => piece.counted), goods, delivery.fromId, delivery.toId,
      ]);
    await tx.query(
      `update ordering.deliveries set state = 'COUNTED', version = version + $5, counted_at = $2, counted_by = $3, receipt_note = coalesce($4, receipt_note) where id = $1`,
      [delivery.id, at, actor.userId, note, delivery.state === 'DISPATCHED' ? 0 : 1]);
    if (moved.some(({ cleared }) => cleared)) await this.decided(tx, moved.map(({ pieceId }) => pieceId));
    if (delivery.kind === 'FREE_ISSUE') {
      await tx.query(
        `update ordering.order_lines l set material_ready = not exists (select from ordering.line_pieces lp where lp.order_line_id = l.id and lp.issued < lp.count)
          where l.id = any($1)`, [[...counts.keys()]]);
    }
  }

  /** What decisions about pieces make of the counted deliveries that brought them. */
  async decided(tx: Tx, pieceIds: readonly string[]): Promise<void> {
    const deliveries = await tx.query<{ id: string; state: DeliveryState; pieces: DeliveredPiece[] }>(
      `select d.id, d.state, (select json_agg(json_build_object('counted', coalesce(s.counted, 0), 'verdict', s.verdict)) from ordering.delivery_pieces s where s.delivery_id = d.id) as pieces
         from ordering.deliveries d
        where d.kind in ('GOODS', 'HANDOVER') and d.state not in ('DISPATCHED', 'SIGNED') and d.id in (select delivery_id from ordering.delivery_pieces where piece_id = any($1))
        order by d.id for update of d`, [pieceIds]);
    const moved = deliveries.map((delivery) => ({ ...delivery, next: deliveryStateAfterInspection(delivery.state, delivery.pieces) })).filter(({ state, next }) => state !== next);
    if (moved.length === 0) return;
    await tx.query('update ordering.deliveries d set state = n.state, version = version + 1 from unnest($1::text[], $2::text[]) as n (id, state) where d.id = n.id',
      [moved.map(({ id }) => id), moved.map(({ next }) => next)]);
  }
}
