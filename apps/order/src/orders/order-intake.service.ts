import { Injectable } from '@nestjs/common';
import type { AwardedLine, HouseEvents } from '#contracts';
import { money, newId, ratio, splitMinor, timesRounded } from '#kernel';
import type { Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { assign, type FreePiece } from './assignment.policy.js';
import { orderIssued } from './order.events.js';
import { orderedItem } from './order.view.js';
import { PieceOpening } from './piece-opening.service.js';

export type AcceptedAward = HouseEvents['quoting.award.accepted.v1'];

interface PlacedOrder { id: string; orderNo: string; lastLineNo: number }
interface FreeOfPart extends FreePiece { partId: string; mouldId: string; takenSeqs: number[] }
interface NewLine { id: string; lineNo: number; amountMinor: bigint; mouldId: string; line: AwardedLine; pieces: { pieceId: string; count: number }[] }

/**
 * Makes orders of accepted awards. An award joins the order of the same buyer, supplier, tender and tax basis as long as no work has
 * begun on that one, else it opens the next; every award becomes an order exactly once.
 */
@Injectable()
export class OrderIntake {
  constructor(private readonly outbox: Outbox, private readonly opening: PieceOpening) {}

  /** Takes one accepted award into an order, in the consumer's transaction. A repeat does nothing. */
  async placeAward(tx: Tx, award: AcceptedAward): Promise<void> {
    if (await this.isPlaced(tx, award)) return;
    const order = await this.orderFor(tx, award);
    const free = await this.freePieces(tx, award);
    const lines = await this.linesOf(tx, award, order, free);
    await this.record(tx, award, order, lines);
    await this.outbox.addMany(tx, [orderIssued({ orderId: order.id, orderNo: order.orderNo, awardIds: [award.awardId], buyerId: award.buyerId, supplierId: award.supplierId })]);
  }

  /** True when the award is an order already. Locks the parts, so that two awards never take the same piece. */
  private async isPlaced(tx: Tx, award: AcceptedAward): Promise<boolean> {
    const [answer] = await tx.query<{ placed: boolean }>(
      `with locked as (select id from ordering.parts where id = any($2) and company_id = $3 order by id for update)
       select exists (select from ordering.order_awards where award_id = $1) as placed, (select count(*) from locked)`,
      [award.awardId, award.lines.map((line) => line.partId), award.buyerId]);
    return answer!.placed;
  }

  /** Living pieces of the parts with the operations that are given away or begun already. */
  private freePieces(tx: Tx, award: AcceptedAward): Promise<FreeOfPart[]> {
    return tx.query<FreeOfPart>(
      `select p.id, p.part_id as "partId", p.mould_id as "mouldId", p.serial_no as "serialNo", p.count,
              exists (select from ordering.line_pieces lp where lp.piece_id = p.id and lp.sent > lp.counted) as "underWay",
              array(select r.seq from ordering.runs r where r.piece_id = p.id and (r.order_line_id is not null or r.state not in ('PENDING', 'READY'))) as "takenSeqs"
         from ordering.pieces p
        where p.part_id = any($1) and p.company_id = $2 and p.state not in ('SCRAPPED', 'CANCELLED', 'ACCEPTED', 'INSTALLED')
        order by p.part_id, p.serial_no`,
      [award.lines.map((line) => line.partId), award.buyerId]);
  }

  /** The order to join, or a new one with the next number; either way its row is locked until the end. */
  private async orderFor(tx: Tx, award: AcceptedAward): Promise<PlacedOrder> {
    const { amount } = award;
    const places = award.lines.length * 10;
    const [order] = await tx.query<PlacedOrder>(
      `with joined as (
         update ordering.orders set version = version + 1, total_minor = total_minor + $7, last_line_no = last_line_no + $8, next_promised_date = least(next_promised_date, $11::date)
          where buyer_id = $2 and supplier_id = $3 and tender_id = $4 and currency = $5 and tax_included = $6 and tax_rate = $9::numeric and begun_at is null
         returning id, order_no, last_line_no
       ), numbered as (
         insert into ordering.document_numbers (company_id, kind, day, last)
         select $2, 'ORDER', (now() at time zone 'UTC')::date, 1 where not exists (select from joined)
         on conflict (company_id, kind, day) do update set last = document_numbers.last + 1
         returning 'PO-' || to_char(day, 'YYMMDD') || '-' || lpad(last::text, 3, '0') as order_no
       ), made as (
         insert into ordering.orders (id, order_no, buyer_id, supplier_id, tender_id, currency, tax_included, tax_rate, total_minor, last_line_no, state, terms, next_promised_date)
         select $1, order_no, $2, $3, $4, $5, $6, $9::numeric, $7, $8, 'ACKNOWLEDGED', $10::jsonb, $11::date from numbered
         on conflict (buyer_id, supplier_id, tender_id, currency, tax_included, tax_rate) where begun_at is null
         do update set version = orders.version + 1, total_minor = orders.total_minor + $7, last_line_no = orders.last_line_no + $8,
                       next_promised_date = least(orders.next_promised_date, $11::date)
         returning id, order_no, last_line_no
       )
       select id, order_no as "orderNo", last_line_no as "lastLineNo" from joined union all select id, order_no, last_line_no from made`,
      [newId('order'), award.buyerId, award.supplierId, award.tenderId, amount.currency, amount.taxIncluded, amount.amountMinor, places, amount.taxRate, JSON.stringify(award.terms), award.promisedDate]);
    return order!;
  }

  private async linesOf(tx: Tx, award: AcceptedAward, order: PlacedOrder, free: FreeOfPart[]): Promise<NewLine[]> {
    const shares = sharesOf(award);
    const lines: NewLine[] = [];
    for (const [i, line] of award.lines.entries()) {
      const wanted = new Set(line.operationSeqs);
      const fits = free.filter((piece) => piece.partId === line.partId && !piece.takenSeqs.some((seq) => wanted.has(seq)));
      const { taken, missing } = assign(line.quantity, fits);
      await this.opening.divide(tx, taken.filter(({ rest }) => rest > 0));
      const opened = missing > 0 ? await this.opening.openMissing(tx, award.buyerId, line.partId, missing) : [];
      for (const { pieceId, take } of taken) {
        const piece = free.find(({ id }) => id === pieceId)!;
        piece.count = take;
        piece.takenSeqs.push(...line.operationSeqs);
      }
      lines.push({
        id: newId('orderLine'), lineNo: order.lastLineNo - (award.lines.length - 1 - i) * 10, amountMinor: shares[i]!,
        mouldId: fits[0]?.mouldId ?? opened[0]!.mouldId, line,
        pieces: [...taken.map(({ pieceId, take }) => ({ pieceId, count: take })), ...opened.map(({ pieceId, count }) => ({ pieceId, count }))],
      });
    }
    return lines;
  }

  /**
   * Writes the award, its lines and the pieces behind them by one statement. The placement of the lot is written too, because the news
   * that the lot was published may still be under way; parts that nobody had begun show as ordered.
   */
  private async record(tx: Tx, award: AcceptedAward, order: PlacedOrder, lines: readonly NewLine[]): Promise<void> {
    await tx.query(
      `with award as (
         insert into ordering.order_awards (award_id, order_id, buyer_id, supplier_id, lot_id, bid_id, amount_minor, accepted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
       ), lines as (
         insert into ordering.order_lines (id, order_id, line_no, buyer_id, supplier_id, award_id, lot_line_id, mould_id, part_id, revision, item,
                operation_seqs, material_supply, quantity, unit_price_minor, amount_minor, promised_date, traveller_code, state)
         select n.id, $2, n.line_no, $3, $4, $1, n.lot_line_id, n.mould_id, n.part_id, n.revision, n.item,
                array(select jsonb_array_elements_text(n.operation_seqs)::int), $9, n.quantity, n.unit_price_minor, n.amount_minor, $10, n.traveller_code, 'ACKNOWLEDGED'
           from jsonb_to_recordset($11::jsonb) as n (id text, line_no int, lot_line_id text, mould_id text, part_id text, revision text, item jsonb,
                operation_seqs jsonb, quantity int, unit_price_minor bigint, amount_minor bigint, traveller_code text)
       ), placed as (
         insert into ordering.placements (lot_id, line_no, tender_id, company_id, part_id, quantity, operation_seqs, state)
         select $5, n.place, $15, $3, n.part_id, n.quantity, array(select jsonb_array_elements_text(n.operation_seqs)::int), 'ORDERED'
           from jsonb_to_recordset($11::jsonb) as n (place int, part_id text, quantity int, operation_seqs jsonb)
         on conflict (lot_id, line_no) do update set state = 'ORDERED' where placements.state = 'SOURCING'
       ), shown as (
         update ordering.parts set state = 'ORDERED' where id = any($16) and state in ('PLANNED', 'SOURCING')
       )
       insert into ordering.line_pieces (order_line_id, piece_id, buyer_id, supplier_id, count)
       select n.order_line_id, n.piece_id, $3, $4, n.count from unnest($12::text[], $13::text[], $14::int[]) as n (order_line_id, piece_id, count)`,
      [
        award.awardId, order.id, award.buyerId, award.supplierId, award.lotId, award.bidId, award.amount.amountMinor, award.acceptedAt,
        award.materialSupply, award.promisedDate, JSON.stringify(lines.map((line, i) => lineRow(line, i + 1, award))),
        lines.flatMap((line) => line.pieces.map(() => line.id)), lines.flatMap((line) => line.pieces.map((piece) => piece.pieceId)),
        lines.flatMap((line) => line.pieces.map((piece) => piece.count)), award.tenderId, award.lines.map((line) => line.partId),
      ]);
    for (const { id, line, pieces } of lines) await this.handOver(tx, award, id, line, pieces.map(({ pieceId }) => pieceId));
  }

  /** The named operations of the pieces are the supplier's from now on; with the steel in the price he has the whole pieces as well. */
  private async handOver(tx: Tx, award: AcceptedAward, orderLineId: string, line: AwardedLine, pieceIds: readonly string[]): Promise<void> {
    await tx.query(
      `with given as (
         update ordering.runs set order_line_id = $1, done_by = $2, version = version + 1, ready_at = case when state = 'READY' then clock_timestamp() end
          where piece_id = any($3) and seq = any($4) and order_line_id is null and state in ('PENDING', 'READY')
       )
       update ordering.pieces
          set state = case when state in ('PLANNED', 'SOURCING') then 'ORDERED' else state end, version = version + 1, order_line_id = coalesce(order_line_id, $1),
              holder_company_id = case when $5 then $2 else holder_company_id end
        where id = any($3)`,
      [orderLineId, award.supplierId, pieceIds, line.operationSeqs, line.wholePart && award.materialSupply === 'SUPPLIER']);
  }
}

/** Shares of the lines as the award names them; when they do not add up to the award they are split anew by the same weights. */
function sharesOf(award: AcceptedAward): bigint[] {
  const total = BigInt(award.amount.amountMinor);
  const shares = award.lines.map((line) => BigInt(line.amount.amountMinor));
  const sum = shares.reduce((a, b) => a + b, 0n);
  if (sum === total) return shares;
  return splitMinor(total, sum > 0n ? shares : award.lines.map((line) => BigInt(line.quantity)));
}

function lineRow(entry: NewLine, place: number, award: AcceptedAward): object {
  const { line } = entry;
  const unit = timesRounded(entry.amountMinor, ratio(1n, BigInt(line.quantity)));
  return {
    id: entry.id, place, line_no: entry.lineNo, lot_line_id: line.lotLineId, mould_id: entry.mouldId, part_id: line.partId, revision: line.revision,
    item: orderedItem(line, award.materialSupply, award.promisedDate), operation_seqs: line.operationSeqs, quantity: line.quantity,
    unit_price_minor: money(unit, award.amount.currency, award.amount.taxIncluded, award.amount.taxRate).amountMinor, amount_minor: entry.amountMinor.toString(),
    traveller_code: newTravellerCode(),
  };
}

/** Twelve letters, 60 bits that nobody can guess: whoever holds the paper may look. */
function newTravellerCode(): string {
  return newId('ticket').slice(-12).toUpperCase();
}
