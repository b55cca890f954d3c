import { setTimeout as sleep } from 'node:timers/promises';
import { formatDecimal, parseDecimal } from '#kernel';
import { sealingKey } from '#platform/tickets';
import { offerOf } from '../../apps/quoting/src/bidding/offer.view.js';
import type { Dump } from './history.js';
import type { House } from './house.js';
import type { Recorder } from './recorder.js';

const QUIET_WITHIN_MS = 120_000;
const INSTANT = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Waits until nothing is waiting in the post; null when it does not come to rest. */
export async function untilQuiet(house: House): Promise<number | null> {
  const since = Date.now();
  for (; Date.now() - since < QUIET_WITHIN_MS; await sleep(200)) {
    const { rows: [row] } = await house.owner.query<{ waiting: number }>('select count(*)::int as waiting from post.deliveries where done_at is null and not dead');
    if (row?.waiting === 0) return Date.now() - since;
  }
  return null;
}

/** Looks through every table as it lies on the disk for words that are sealed. */
export async function lookThroughTables(house: House, recorder: Recorder): Promise<void> {
  const { rows: tables } = await house.owner.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('accounts', 'ordering', 'quoting', 'post')`);
  for (const { name } of tables) {
    const at = Date.now();
    const { rows } = await house.owner.query<{ word: string }>(`select distinct (regexp_matches(t::text, '7\\d{11}', 'g'))[1] as word from ${name} t where t::text ~ '7\\d{11}'`);
    for (const { word } of rows) recorder.see('tables', word, at);
  }
}

/** The tables at the end. */
export async function dumpOf(house: House, quietAfterMs: number | null): Promise<Dump> {
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await house.owner.query<T>(sql)).rows;
  const offers = sealingKey(house.secret);
  type Bid = Omit<Dump['bids'][number], 'amountMinor' | 'nonce'> & { amount: string | null; nonce: string | null; sealed: string | null };
  const bids = await rows<Bid>(
    // The bids of a lot that was taken back are over without being written again: this is how everybody reads them.
    `select b.id, b.lot_id as "lotId", company_id as "companyId", seq, version_no as "versionNo", case when l.state = 'CANCELLED' and b.state in ('VALID', 'NEEDS_CONFIRMATION') then 'EXPIRED' else b.state end as state, amount_minor::text as amount, offer_sealed as sealed, b.currency, b.tax_included as "taxIncluded", b.tax_rate::text as "taxRate",
            to_char(promised_date, 'YYYY-MM-DD') as "promisedDate", b.terms_version as "termsVersion", commitment, nonce, ${INSTANT('decided_at')} as "decidedAt", receipt_no as "receiptNo", final_rank as "finalRank" from quoting.bids b join quoting.lots l on l.id = b.lot_id`);
  return {
    lots: await rows(`select id, tender_id as "tenderId", buyer_company_id as "buyerId", state, ${INSTANT('closes_at')} as "closesAt", ${INSTANT('closed_at')} as "closedAt", extensions, last_seq as "lastSeq", head_hash as "headHash",
                             bid_count as "bidCount", best_minor::text as "bestMinor" from quoting.lots where published_at is not null`),
    entries: await rows(`select lot_id as "lotId", seq, turn, type, payload, ${INSTANT('at')} as at, prev_hash as "prevHash", hash from quoting.lot_events order by lot_id, seq`),
    bids: bids.map(({ amount, sealed, nonce, ...bid }) => {
      const offer = offerOf(bid.id, { amountMinor: amount, nonce, offerSealed: sealed, breakdown: null, note: null }, offers.open);
      return { ...bid, amountMinor: offer.amountMinor, nonce: offer.nonce, taxRate: formatDecimal(parseDecimal(bid.taxRate)) };
    }),
    awards: await rows(`select id, lot_id as "lotId", bid_id as "bidId", supplier_company_id as "supplierId", buyer_company_id as "buyerId", state, amount_minor::text as "amountMinor", order_id as "orderId" from quoting.awards`),
    orders: await rows(`select a.award_id as "awardId", a.lot_id as "lotId", a.bid_id as "bidId", a.amount_minor::text as "amountMinor", (select sum(l.amount_minor)::text from ordering.order_lines l where l.award_id = a.award_id) as "linesMinor" from ordering.order_awards a`),
    invitations: await rows('select tender_id as "tenderId", company_id as "companyId" from quoting.invitations'),
    heads: await rows('select lot_id as "lotId", head_hash as "headHash", signature, key_id as "keyId" from quoting.lot_heads'),
    events: (await rows<{ id: string; type: string; payload: Record<string, unknown> }>('select id, type, payload from post.events')).map(({ id, type, payload }) => ({ id, type, subjects: subjectsOf(type, payload) })),
    deliveries: await rows('select event_id as "eventId", consumer, done_at is not null as done, dead from post.deliveries'),
    inbox: await rows(`select 'gateway' as service, handler, event_id as "eventId" from accounts.inbox union all select 'order', handler, event_id from ordering.inbox union all select 'quoting', handler, event_id from quoting.inbox`),
    keys: await house.keys(),
    idleInTransaction: (await rows<{ n: number }>(`select count(*)::int as n from pg_stat_activity where state like 'idle in transaction%' and clock_timestamp() - state_change > interval '10 seconds'`))[0]!.n,
    quietAfterMs,
  };
}

/** Lots or awards that an event is about. */
function subjectsOf(type: string, payload: Record<string, unknown>): string[] {
  switch (type) {
    case 'quoting.award.accepted.v1': return [payload.awardId as string];
    case 'ordering.order.issued.v1': return payload.awardIds as string[];
    case 'quoting.lots.published.v1': return (payload.lots as { lotId: string }[]).map(({ lotId }) => lotId);
    case 'quoting.lots.released.v1': return payload.lotIds as string[];
    default: return [];
  }
}
