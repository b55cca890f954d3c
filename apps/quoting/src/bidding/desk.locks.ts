/** A lot as the desk holds it: where its ledger ends, and the database's clock read after the lock. */
export interface HeldLot {
  id: string;
  tender_id: string;
  buyer_company_id: string;
  last_seq: number;
  head_hash: string | null;
  now: Date;
  /** Companies that are bid for automatically. */
  proxies: number;
  /** What bids are qualified by; only for lots that were asked for. */
  asked: string[] | null;
  nda_required: boolean | null;
  may_give_on: string[] | null;
  /** Lots of the same tender that close together with it, none when it closes alone; null when it was not asked for. */
  closes_with: string[] | null;
}

/**
 * Locks lots in the order of their ids and reads the clock behind each lock, so that whoever waited over a closing is late.
 * `$1` the lots, `$2` those of them whose demands are not known yet. Prepared once per connection.
 */
export const HOLD_LOTS = {
  name: 'desk_hold_lots',
  text: `
    with held as materialized (
      select id, tender_id, buyer_company_id, last_seq, head_hash, proxies from quoting.lots where id = any($1::text[]) order by id for update
    )
    select held.*, date_trunc('milliseconds', clock_timestamp()) as now, demands.asked, demands.nda_required, demands.may_give_on, demands.closes_with
      from held left join lateral (
        select (select array_agg(distinct p.process) from quoting.lot_lines n, unnest(n.processes) as p (process) where n.lot_id = held.id) as asked,
               (t.disclosure ->> 'ndaRequired')::boolean as nda_required,
               (select array_agg(g.process) from jsonb_array_elements_text(t.terms -> 'subcontracting') as g (process)) as may_give_on,
               (select coalesce(array_agg(other.id), '{}') from quoting.lots l join quoting.lots other on other.tender_id = l.tender_id and other.state in ('PUBLISHED', 'SUSPENDED')
                 where l.id = held.id and l.rules #>> '{softClose,scope}' = 'ALL_LOTS') as closes_with
          from quoting.tenders t where t.id = held.tender_id
      ) demands on held.id = any($2::text[])
     order by held.id`,
} as const;
