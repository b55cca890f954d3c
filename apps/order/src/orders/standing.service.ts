import { Injectable } from '@nestjs/common';
import type { OrderLineState } from '#contracts/order-orders';
import type { PieceState } from '#contracts/order-progress-views';
import type { Tx } from '#platform/database';
import { Outbox, type Announcement } from '#platform/messaging';
import { PartStandings } from '../moulds/index.js';
import { acceptedOf, deliveredOf, lineState, orderState, type LinePiece } from './fulfilment.policy.js';
import { lineChanged, progressChanged } from './order.events.js';
import { orderLineLifecycle } from './order-line.lifecycle.js';
import { pieceState, readiness, type PieceInLine, type RunStanding } from './piece.policy.js';

interface PieceRow {
  id: string;
  partId: string;
  state: PieceState;
  count: number;
  held: boolean;
  inTransit: boolean;
  cleared: boolean;
  runs: RunStanding[];
  lines: PieceInLine[];
}

interface LineRow {
  id: string;
  orderId: string;
  buyerId: string;
  supplierId: string;
  state: OrderLineState;
  quantity: number;
  materialReady: boolean;
  delivered: number;
  accepted: number;
  pieces: LinePiece[];
}

/** What of an operation of a part has moved. */
interface CellRow {
  mouldId: string;
  partId: string;
  companyId: string;
  seq: number;
  state: string;
  passed: number;
  pieces: number;
  orderLineId: string | null;
  orderId: string | null;
  supplierId: string | null;
}

/** Keeps what follows from reports, deliveries and decisions: readiness, and where pieces, lines, orders and parts stand. */
@Injectable()
export class StandingService {
  constructor(private readonly outbox: Outbox, private readonly parts: PartStandings) {}

  /**
   * Brings everything in line with the facts about these pieces, which the caller has locked together with their orders
   * (`lockPieces`), and announces what changed. Answers the runs that became ready.
   */
  async refresh(tx: Tx, pieceIds: readonly string[], movedSeqs: readonly number[] = []): Promise<string[]> {
    const pieces = await this.piecesOf(tx, pieceIds);
    const ready = await this.moveRuns(tx, pieces);
    await this.movePieces(tx, pieces);
    const announcements = [...await this.moveLines(tx, pieceIds), ...await this.cellsMoved(tx, pieceIds, movedSeqs)];
    await this.parts.refresh(tx, [...new Set(pieces.map(({ partId }) => partId))]);
    await this.outbox.addMany(tx, announcements);
    return ready;
  }

  private piecesOf(tx: Tx, pieceIds: readonly string[]): Promise<PieceRow[]> {
    return tx.query<PieceRow>(
      `select p.id, p.part_id as "partId", p.state, p.count, p.held, p.transit_delivery_id is not null as "inTransit", p.cleared,
              coalesce((select json_agg(json_build_object('id', r.id, 'seq', r.seq, 'reworkNo', r.rework_no, 'state', r.state, 'dependsOn', r.depends_on,
                                                          'plannedMinutes', r.planned_minutes, 'orderLineId', r.order_line_id))
                          from ordering.runs r where r.piece_id = p.id), '[]') as runs,
              coalesce((select json_agg(json_build_object('orderLineId', l.order_line_id, 'count', l.count, 'arrived', l.arrived, 'accepted', l.accepted, 'verdict', l.verdict))
                          from ordering.line_pieces l where l.piece_id = p.id), '[]') as lines
         from ordering.pieces p where p.id = any($1) order by p.id`,
      [pieceIds]);
  }

  private async moveRuns(tx: Tx, pieces: readonly PieceRow[]): Promise<string[]> {
    const ready: string[] = [];
    const waiting: string[] = [];
    for (const piece of pieces) {
      if (piece.state === 'SCRAPPED' || piece.state === 'CANCELLED') continue;
      const moves = readiness(piece.runs);
      for (const run of piece.runs) {
        if (moves.ready.includes(run.id)) run.state = 'READY';
        if (moves.waiting.includes(run.id)) run.state = 'PENDING';
      }
      ready.push(...moves.ready);
      waiting.push(...moves.waiting);
    }
    if (ready.length + waiting.length > 0) {
      await tx.query(
        `update ordering.runs set state = case when id = any($1) then 'READY' else 'PENDING' end, ready_at = case when id = any($1) then clock_timestamp() end, version = version + 1
          where id = any($1) or id = any($2)`,
        [ready, waiting]);
    }
    return ready;
  }

  private async movePieces(tx: Tx, pieces: readonly PieceRow[]): Promise<void> {
    const moved = pieces.map((piece) => ({ id: piece.id, before: piece.state, state: pieceState(piece) })).filter(({ before, state }) => before !== state);
    if (moved.length === 0) return;
    await tx.query(
      `update ordering.pieces p set state = n.state, version = version + 1 from unnest($1::text[], $2::text[]) as n (id, state) where p.id = n.id`,
      [moved.map(({ id }) => id), moved.map(({ state }) => state)]);
  }

  private async moveLines(tx: Tx, pieceIds: readonly string[]): Promise<Announcement[]> {
    const lines = await tx.query<LineRow>(
      `select l.id, l.order_id as "orderId", l.buyer_id as "buyerId", l.supplier_id as "supplierId", l.state, l.quantity, l.material_ready as "materialReady", l.delivered, l.accepted,
              json_agg(json_build_object('pieceId', lp.piece_id, 'count', lp.count, 'sent', lp.sent, 'arrived', lp.arrived, 'counted', lp.counted, 'accepted', lp.accepted,
                                         'verdict', lp.verdict, 'begun', work.begun, 'finished', work.finished)) as pieces
         from ordering.order_lines l join ordering.line_pieces lp on lp.order_line_id = l.id
         cross join lateral (
           select coalesce(bool_or(r.state not in ('PENDING', 'READY', 'DISPATCHED', 'SKIPPED', 'ABORTED')), false) as begun,
                  coalesce(bool_and(r.state in ('PASSED', 'SKIPPED', 'FAILED', 'ABORTED')), true) as finished
             from ordering.runs r where r.piece_id = lp.piece_id and r.order_line_id = l.id) work
        where l.id in (select order_line_id from ordering.line_pieces where piece_id = any($1))
        group by l.id order by l.id`,
      [pieceIds]);
    const moved = lines.map((line) => ({ ...line, next: lineState(line), nowDelivered: deliveredOf(line.pieces), nowAccepted: acceptedOf(line.pieces) }))
      .filter((line) => line.next !== line.state || line.nowDelivered !== line.delivered || line.nowAccepted !== line.accepted);
    for (const line of moved) {
      if (line.next !== line.state && !orderLineLifecycle.canMove(line.state, line.next)) throw new Error(`An order line cannot go from ${line.state} to ${line.next}.`);
    }
    if (moved.length > 0) {
      await tx.query(
        `update ordering.order_lines l set state = n.state, accepted_at = case when n.state = 'ACCEPTED' then coalesce(l.accepted_at, clock_timestamp()) end, delivered = n.delivered, accepted = n.accepted
           from unnest($1::text[], $2::text[], $3::int[], $4::int[]) as n (id, state, delivered, accepted) where l.id = n.id`,
        [moved.map(({ id }) => id), moved.map(({ next }) => next), moved.map((line) => line.nowDelivered), moved.map((line) => line.nowAccepted)]);
      await this.moveOrders(tx, [...new Set(moved.map(({ orderId }) => orderId))]);
    }
    return moved.filter((line) => line.next !== line.state)
      .map((line) => lineChanged({ orderId: line.orderId, orderLineId: line.id, buyerId: line.buyerId, supplierId: line.supplierId, state: line.next }));
  }

  private async moveOrders(tx: Tx, orderIds: readonly string[]): Promise<void> {
    const orders = await tx.query<{ id: string; lines: OrderLineState[]; nextDay: string | null; begun: boolean }>(
      `select order_id as id, array_agg(state order by line_no) as lines, (min(promised_date) filter (where state not in ('DELIVERED', 'ACCEPTED', 'SETTLED', 'CLOSED', 'CANCELLED', 'TERMINATED')))::text as "nextDay",
              bool_or(state not in ('ISSUED', 'ACKNOWLEDGED', 'READY')) as begun
         from ordering.order_lines where order_id = any($1) group by order_id`, [orderIds]);
    await tx.query(
      `update ordering.orders o set state = n.state, next_promised_date = n.next_day::date, version = version + 1,
              begun_at = case when n.begun then coalesce(o.begun_at, clock_timestamp()) else o.begun_at end
         from unnest($1::text[], $2::text[], $3::text[], $4::boolean[]) as n (id, state, next_day, begun) where o.id = n.id`,
      [orders.map(({ id }) => id), orders.map(({ lines }) => orderState(lines)), orders.map(({ nextDay }) => nextDay), orders.map(({ begun }) => begun)]);
  }

  /** The moved operations over all pieces of their parts, one fact per part and operation. */
  private async cellsMoved(tx: Tx, pieceIds: readonly string[], seqs: readonly number[]): Promise<Announcement[]> {
    if (seqs.length === 0) return [];
    const cells = await tx.query<CellRow>(
      `select p.mould_id as "mouldId", p.part_id as "partId", p.company_id as "companyId", r.seq, (array_agg(r.state order by (p.id = any($1)) desc, r.id))[1] as state,
              (sum(p.count) filter (where r.state in ('PASSED', 'SKIPPED')))::int as passed, sum(p.count)::int as pieces,
              max(r.order_line_id) filter (where p.id = any($1)) as "orderLineId", max(l.order_id) filter (where p.id = any($1)) as "orderId", max(l.supplier_id) filter (where p.id = any($1)) as "supplierId"
         from ordering.pieces p join ordering.runs r on r.piece_id = p.id and r.seq = any($2) and r.state <> 'FAILED'
         left join ordering.order_lines l on l.id = r.order_line_id
        where p.part_id in (select part_id from ordering.pieces where id = any($1)) and p.state not in ('SCRAPPED', 'CANCELLED')
        group by p.mould_id, p.part_id, p.company_id, r.seq`,
      [pieceIds, [...new Set(seqs)]]);
    return cells.map((cell) => progressChanged({
      orderId: cell.orderId, orderLineId: cell.orderLineId, mouldId: cell.mouldId, partId: cell.partId, buyerId: cell.companyId, supplierId: cell.supplierId,
      seq: cell.seq, state: cell.state, passed: cell.passed ?? 0, pieces: cell.pieces,
    }));
  }
}
