import type { AwardedLine } from '#contracts';
import { money, newId, ratio, timesRounded } from '#kernel';
import type { Tx } from '#platform/database';
import type { AcceptedAward, FreeOfPart, Joining, PieceShare } from './intake.policy.js';
import { orderedItem } from './order.view.js';

export interface PlacedOrder { id: string; orderNo: string; lastLineNo: number }

/** A line to be written, with the pieces behind it. */
export interface NewLine {
  id: string;
  orderId: string;
  award: AcceptedAward;
  /** Place among the lines of its award, from 1. */
  place: number;
  lineNo: number;
  amountMinor: bigint;
  mouldId: string;
  line: AwardedLine;
  pieces: PieceShare[];
}

/** Locks the parts of awards in the order of their ids, so that two awards never take the same piece; answers which awards are orders already. */
export async function lockPartsOf(tx: Tx, awards: readonly AcceptedAward[]): Promise<Set<string>> {
  const parts = awards.flatMap(({ buyerId, lines }) => lines.map(({ partId }) => ({ buyerId, partId })));
  const rows = await tx.query<{ awardId: string | null }>(
    `with locked as materialized (
       select p.id from ordering.parts p where p.id = any($2) and exists (select from unnest($2::text[], $3::text[]) as n (part_id, buyer_id) where n.part_id = p.id and n.buyer_id = p.company_id)
        order by p.id for update
     )
     select a.award_id as "awardId" from (select count(*) from locked) held left join ordering.order_awards a on a.award_id = any($1)`,
    [awards.map(({ awardId }) => awardId), parts.map(({ partId }) => partId), parts.map(({ buyerId }) => buyerId)]);
  return new Set(rows.flatMap(({ awardId }) => awardId ?? []));
}

/** The orders to join, or new ones with the next numbers, in the order asked for; either way their rows are locked until the end. */
export async function openOrders(tx: Tx, joinings: readonly Joining[]): Promise<PlacedOrder[]> {
  const wanted = joinings.map((joining, place) => ({
    place, id: newId('order'), buyer: joining.buyerId, supplier: joining.supplierId, tender: joining.tenderId, currency: joining.currency, tax_included: joining.taxIncluded,
    tax_rate: joining.taxRate, minor: joining.totalMinor, places: joining.places, terms: joining.terms, promised: joining.promisedDate,
  }));
  const rows = await tx.query<PlacedOrder & { place: number }>(
    `with wanted as materialized (
       select * from jsonb_to_recordset($1::jsonb) as w (place int, id text, buyer text, supplier text, tender text, currency char(3), tax_included boolean, tax_rate numeric(5, 2),
              minor bigint, places int, terms jsonb, promised date)
     ), open as materialized (
       select o.id, w.place from wanted w join ordering.orders o on o.buyer_id = w.buyer and o.supplier_id = w.supplier and o.tender_id = w.tender and o.currency = w.currency
          and o.tax_included = w.tax_included and o.tax_rate = w.tax_rate and o.begun_at is null
        order by o.id for update of o
     ), joined as (
       update ordering.orders o set version = o.version + 1, total_minor = o.total_minor + w.minor, last_line_no = o.last_line_no + w.places, next_promised_date = least(o.next_promised_date, w.promised)
         from open join wanted w using (place) where o.id = open.id
       returning w.place, o.id, o.order_no, o.last_line_no
     ), new as materialized (
       select w.*, count(*) over (partition by buyer)::int as of, row_number() over (partition by buyer order by supplier, tender, currency, tax_included, tax_rate)::int as nth
         from wanted w where place not in (select place from joined)
     ), numbered as (
       insert into ordering.document_numbers (company_id, kind, day, last)
       select buyer, 'ORDER', (now() at time zone 'UTC')::date, count(*) from new group by buyer order by buyer
       on conflict (company_id, kind, day) do update set last = document_numbers.last + excluded.last
       returning company_id, day, last
     ), made as (
       insert into ordering.orders (id, order_no, buyer_id, supplier_id, tender_id, currency, tax_included, tax_rate, total_minor, last_line_no, state, terms, next_promised_date)
       select n.id, 'PO-' || to_char(d.day, 'YYMMDD') || '-' || lpad(no.text, greatest(3, length(no.text)), '0'), n.buyer, n.supplier, n.tender, n.currency, n.tax_included, n.tax_rate,
              n.minor, n.places, 'ACKNOWLEDGED', n.terms, n.promised
         from new n join numbered d on d.company_id = n.buyer cross join lateral (select (d.last - n.of + n.nth)::text as text) no
        order by n.buyer, n.nth
       on conflict (buyer_id, supplier_id, tender_id, currency, tax_included, tax_rate) where begun_at is null
       do update set version = orders.version + 1, total_minor = orders.total_minor + excluded.total_minor, last_line_no = orders.last_line_no + excluded.last_line_no,
                     next_promised_date = least(orders.next_promised_date, excluded.next_promised_date)
       returning id, order_no, last_line_no, buyer_id, supplier_id, tender_id, currency, tax_included, tax_rate
     )
     select place, id, order_no as "orderNo", last_line_no as "lastLineNo" from joined
     union all
     select n.place, m.id, m.order_no, m.last_line_no from made m join new n on n.buyer = m.buyer_id and n.supplier = m.supplier_id and n.tender = m.tender_id and n.currency = m.currency
        and n.tax_included = m.tax_included and n.tax_rate = m.tax_rate
     order by place`,
    [JSON.stringify(wanted)]);
  if (rows.length !== joinings.length) throw new Error(`${joinings.length} orders were asked for and ${rows.length} are there.`);
  return rows;
}

/** Living pieces of the parts with the operations that are given away or begun already; they have to be told apart by their owner. */
export function freePieces(tx: Tx, partIds: readonly string[]): Promise<FreeOfPart[]> {
  return tx.query<FreeOfPart>(
    `select p.id, p.part_id as "partId", p.mould_id as "mouldId", p.company_id as "companyId", p.serial_no as "serialNo", p.count,
            exists (select from ordering.line_pieces lp where lp.piece_id = p.id and lp.sent > lp.counted) as "underWay",
            array(select r.seq from ordering.runs r where r.piece_id = p.id and (r.order_line_id is not null or r.state not in ('PENDING', 'READY'))) as "takenSeqs"
       from ordering.pieces p
      where p.part_id = any($1) and p.state not in ('SCRAPPED', 'CANCELLED', 'ACCEPTED', 'INSTALLED')
      order by p.part_id, p.serial_no`,
    [partIds]);
}

/**
 * Writes awards, their lines and the pieces behind them by one statement, whatever their number. The placement of a lot is written too, because
 * the news that it was published may still be under way; parts that nobody had begun show as ordered. The named operations of the pieces are the
 * supplier's from now on; with the steel in the price he has the whole pieces as well.
 */
export async function recordLines(tx: Tx, lines: readonly NewLine[]): Promise<void> {
  const awards = [...new Map(lines.map(({ award, orderId }) => [award.awardId, { award, orderId }])).values()];
  const behind = lines.flatMap(({ id, award: { buyerId, supplierId }, pieces }) => pieces.map(({ pieceId, count }) => ({ id, buyerId, supplierId, pieceId, count })));
  const runs = lines.flatMap(({ id, award, line, pieces }) => pieces.flatMap(({ pieceId }) => line.operationSeqs.map((seq) => ({ id, supplierId: award.supplierId, pieceId, seq }))));
  const held = holdings(lines);
  await tx.query(
    `with award as (
       insert into ordering.order_awards (award_id, order_id, buyer_id, supplier_id, lot_id, bid_id, amount_minor, accepted_at)
       select n.award_id, n.order_id, n.buyer_id, n.supplier_id, n.lot_id, n.bid_id, n.amount_minor, n.accepted_at
         from jsonb_to_recordset($1::jsonb) as n (award_id text, order_id text, buyer_id text, supplier_id text, lot_id text, bid_id text, amount_minor bigint, accepted_at timestamptz)
     ), line as materialized (
       select *, array(select jsonb_array_elements_text(n.operation_seqs)::int) as seqs
         from jsonb_to_recordset($2::jsonb) as n (id text, order_id text, place int, line_no int, buyer_id text, supplier_id text, award_id text, lot_id text, tender_id text, lot_line_id text,
              mould_id text, part_id text, revision text, item jsonb, operation_seqs jsonb, material_supply text, quantity int, unit_price_minor bigint, amount_minor bigint,
              promised_date date, traveller_code text)
     ), lines as (
       insert into ordering.order_lines (id, order_id, line_no, buyer_id, supplier_id, award_id, lot_line_id, mould_id, part_id, revision, item,
              operation_seqs, material_supply, quantity, unit_price_minor, amount_minor, promised_date, traveller_code, state)
       select id, order_id, line_no, buyer_id, supplier_id, award_id, lot_line_id, mould_id, part_id, revision, item,
              seqs, material_supply, quantity, unit_price_minor, amount_minor, promised_date, traveller_code, 'ACKNOWLEDGED' from line
     ), placed as (
       insert into ordering.placements (lot_id, line_no, tender_id, company_id, part_id, quantity, operation_seqs, state)
       select lot_id, place, tender_id, buyer_id, part_id, quantity, seqs, 'ORDERED' from line
       on conflict (lot_id, line_no) do update set state = 'ORDERED' where placements.state = 'SOURCING'
     ), shown as (
       update ordering.parts set state = 'ORDERED' where id in (select part_id from line) and state in ('PLANNED', 'SOURCING')
     ), given as (
       update ordering.runs r set order_line_id = n.line_id, done_by = n.supplier_id, version = version + 1, ready_at = case when state = 'READY' then clock_timestamp() end
         from unnest($8::text[], $9::text[], $10::text[], $11::int[]) as n (line_id, supplier_id, piece_id, seq)
        where r.piece_id = n.piece_id and r.seq = n.seq and r.order_line_id is null and r.state in ('PENDING', 'READY')
     ), handed as (
       update ordering.pieces p
          set state = case when state in ('PLANNED', 'SOURCING') then 'ORDERED' else state end, version = version + 1, order_line_id = coalesce(order_line_id, n.line_id),
              holder_company_id = coalesce(n.holder_id, holder_company_id)
         from unnest($12::text[], $13::text[], $14::text[]) as n (piece_id, line_id, holder_id) where p.id = n.piece_id
     )
     insert into ordering.line_pieces (order_line_id, piece_id, buyer_id, supplier_id, count)
     select * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::int[])`,
    [
      JSON.stringify(awards.map(({ award, orderId }) => awardRow(award, orderId))), JSON.stringify(lines.map(lineRow)),
      behind.map(({ id }) => id), behind.map(({ pieceId }) => pieceId), behind.map(({ buyerId }) => buyerId), behind.map(({ supplierId }) => supplierId), behind.map(({ count }) => count),
      runs.map(({ id }) => id), runs.map(({ supplierId }) => supplierId), runs.map(({ pieceId }) => pieceId), runs.map(({ seq }) => seq),
      held.map(({ pieceId }) => pieceId), held.map(({ lineId }) => lineId), held.map(({ holderId }) => holderId),
    ]);
}

/** Each piece once: the first line that takes operations of it, and who holds it from now on if somebody gets it whole. */
function holdings(lines: readonly NewLine[]): { pieceId: string; lineId: string; holderId: string | null }[] {
  const held = new Map<string, { pieceId: string; lineId: string; holderId: string | null }>();
  for (const { id, award, line, pieces } of lines) {
    const holderId = line.wholePart && award.materialSupply === 'SUPPLIER' ? award.supplierId : null;
    for (const { pieceId } of pieces) {
      const known = held.get(pieceId);
      held.set(pieceId, { pieceId, lineId: known?.lineId ?? id, holderId: holderId ?? known?.holderId ?? null });
    }
  }
  return [...held.values()];
}

function awardRow({ awardId, buyerId, supplierId, lotId, bidId, amount, acceptedAt }: AcceptedAward, orderId: string): object {
  return { award_id: awardId, order_id: orderId, buyer_id: buyerId, supplier_id: supplierId, lot_id: lotId, bid_id: bidId, amount_minor: amount.amountMinor, accepted_at: acceptedAt };
}

function lineRow({ id, orderId, award, place, lineNo, amountMinor, mouldId, line }: NewLine): object {
  const unit = timesRounded(amountMinor, ratio(1n, BigInt(line.quantity)));
  return {
    id, order_id: orderId, place, line_no: lineNo, buyer_id: award.buyerId, supplier_id: award.supplierId, award_id: award.awardId, lot_id: award.lotId, tender_id: award.tenderId,
    lot_line_id: line.lotLineId, mould_id: mouldId, part_id: line.partId, revision: line.revision, item: orderedItem(line, award.materialSupply, award.promisedDate),
    operation_seqs: line.operationSeqs, material_supply: award.materialSupply, quantity: line.quantity,
    unit_price_minor: money(unit, award.amount.currency, award.amount.taxIncluded, award.amount.taxRate).amountMinor, amount_minor: amountMinor.toString(),
    promised_date: award.promisedDate, traveller_code: newTravellerCode(),
  };
}

/** Twelve letters, 60 bits that nobody can guess: whoever holds the paper may look. */
function newTravellerCode(): string {
  return newId('ticket').slice(-12).toUpperCase();
}
