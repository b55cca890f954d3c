import { Inject, Injectable } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import type { ListOrdersInput, OrderView } from '#contracts/order-orders';
import { Database } from '#platform/database';
import type { LatenessRules } from './lateness.policy.js';
import { LATENESS_RULES } from './lateness-rules.port.js';
import { orderView, type OrderRow } from './order.view.js';
import { pageOf, placeOf } from './page.view.js';

const NEXT_DAY = "coalesce(o.next_promised_date, date '9999-12-31')";

/**
 * One statement whatever the number of orders: the page, its lines, and of each line what is left of its operations and where its pieces are.
 * Lines are looked up one by one along the indexes, so that the time grows with the page and not with its square.
 */
function ordersSql(where: string, limit: string): string {
  return `
    with page as (
      select o.id, o.version, o.order_no, o.revision, o.buyer_id, o.supplier_id, o.currency, o.tax_included, o.tax_rate, o.total_minor, o.state, o.terms, o.issued_at, o.next_promised_date
        from ordering.orders o where ${where} order by ${NEXT_DAY}, o.id limit ${limit}
    )
    select page.id, page.version, page.order_no as "orderNo", page.revision, page.buyer_id as "buyerId", page.supplier_id as "supplierId",
           page.currency, page.tax_included as "taxIncluded", trim_scale(page.tax_rate)::text as "taxRate", page.total_minor as "totalMinor",
           page.state, page.terms, page.issued_at as "issuedAt", coalesce(page.next_promised_date, date '9999-12-31')::text as "nextDay",
           coalesce((
             select json_agg(json_build_object(
               'id', l.id, 'lineNo', l.line_no, 'state', l.state, 'item', l.item, 'quantity', l.quantity, 'delivered', l.delivered, 'accepted', l.accepted,
               'arrived', stock.arrived, 'unitPriceMinor', l.unit_price_minor::text, 'amountMinor', l.amount_minor::text,
               'promisedDate', l.promised_date, 'repromisedDate', stock.promised, 'travellerCode', l.traveller_code,
               'begun', coalesce(work.begun, false), 'work', coalesce(work.work, '[]')) order by l.line_no)
               from ordering.order_lines l
               cross join lateral (
                 select coalesce(sum(lp.arrived - case when lp.verdict in ('REWORK', 'REPAIR', 'RETURN', 'SCRAP') then lp.counted - lp.accepted else 0 end), 0)::int as arrived,
                        min(coalesce(lp.promised_date, l.promised_date)) filter (where lp.count > lp.accepted) as promised
                   from ordering.line_pieces lp where lp.order_line_id = l.id) stock
               cross join lateral (
                 select json_agg(json_build_object('seq', cell.seq, 'minutes', cell.minutes, 'open', cell.open, 'runningSince', cell.running_since, 'readySince', cell.ready_since)) as work,
                        bool_or(cell.begun) as begun
                   from (
                     select r.seq, max(r.planned_minutes) as minutes, sum(case when r.state in ('PASSED', 'SKIPPED') then 0 else lp.count end)::int as open,
                            bool_or(r.state not in ('PENDING', 'READY', 'DISPATCHED', 'SKIPPED')) as begun,
                            min(greatest(r.ready_at, r.last_report_at)) filter (where r.state in ('SETUP', 'RUNNING')) as running_since,
                            min(greatest(r.ready_at, r.last_report_at)) filter (where r.state in ('READY', 'DISPATCHED')) as ready_since
                       from ordering.runs r join ordering.line_pieces lp on lp.order_line_id = l.id and lp.piece_id = r.piece_id and lp.count > 0
                      where r.order_line_id = l.id and r.state not in ('FAILED', 'ABORTED') group by r.seq) cell) work
              where l.order_id = page.id), '[]') as lines
      from page order by coalesce(page.next_promised_date, date '9999-12-31'), page.id`;
}

/** Reads orders for their two sides. */
@Injectable()
export class OrderService {
  constructor(private readonly database: Database, @Inject(LATENESS_RULES) private readonly rules: LatenessRules) {}

  /** One order that the own company is a side of; null for any other. */
  async order(actor: Actor, id: string): Promise<OrderView | null> {
    const [order] = await this.database.read<OrderRow>(actor.companyId, ordersSql('o.id = $1 and (o.buyer_id = $2 or o.supplier_id = $2)', '1'), [id, actor.companyId]);
    return order ? orderView(order, actor.companyId, new Date(), this.rules) : null;
  }

  /** Orders of the own company, next promised day first. */
  async orders(actor: Actor, input: ListOrdersInput): Promise<Page<OrderView>> {
    const place = placeOf(input.after, 'day', 'id');
    const me = input.side === 'BUYER' ? 'o.buyer_id = $1' : input.side === 'SUPPLIER' ? 'o.supplier_id = $1' : '(o.buyer_id = $1 or o.supplier_id = $1)';
    const rows = await this.database.read<OrderRow>(actor.companyId, ordersSql(`${me}
      and ($2::text[] is null or o.state = any($2))
      and ($3::text is null or (o.buyer_id = $1 and exists (select from ordering.order_lines m where m.order_id = o.id and m.mould_id = $3)))
      and ($4::text is null or (${NEXT_DAY}, o.id) > ($4::date, $5::text))`, '$6'),
    [actor.companyId, input.states?.length ? input.states : null, input.mouldId ?? null, place?.[0] ?? null, place?.[1] ?? null, input.first + 1]);
    const now = new Date();
    return pageOf(rows, input.first, (row) => [row.nextDay, row.id], (row) => orderView(row, actor.companyId, now, this.rules));
  }
}
