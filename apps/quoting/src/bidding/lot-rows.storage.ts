import { formatDecimal, instantText, parseDecimal } from '#kernel';
import type { LotProjection } from './lot-projection.policy.js';
import { offerOf, type Opens } from './offer.view.js';
import type { LotEntry } from './lot-state.policy.js';

/** Columns of an entry with the facts of its bid, as the two tables give them. */
export interface EntryRow {
  seq: number;
  turn: number;
  type: LotEntry['type'];
  payload: LotEntry['payload'];
  at: Date;
  hash: string;
  company_id: string | null;
  bid_id: string | null;
  amount_minor: string | null;
  offer_sealed: string | null;
  currency: string | null;
  tax_included: boolean | null;
  tax_rate: string | null;
  promised_date: string | null;
  bid_quality: number | null;
}

/** The columns of an entry `e` and its bid `b`. */
export const ENTRY_COLUMNS = `e.seq, e.turn, e.type, e.payload, e.at, e.hash, b.company_id, b.id as bid_id, b.amount_minor, b.offer_sealed, b.currency, b.tax_included, b.tax_rate, b.promised_date, b.quality as bid_quality`;
/** Joins the bid of an entry. */
export const ENTRY_BID = `left join quoting.bids b on e.type = 'BID_PLACED' and b.lot_id = e.lot_id and b.seq = e.seq`;

/** An entry as the fold reads it; a sealed offer is opened for it. */
export function entryOf(lotId: string, row: EntryRow, opens: Opens): LotEntry {
  const entry = { lotId, seq: row.seq, turn: row.turn, type: row.type, payload: row.payload, at: instantText(row.at), hash: row.hash } as LotEntry;
  if (row.company_id === null) return entry;
  const { amountMinor } = offerOf(row.bid_id!, { amountMinor: row.amount_minor, offerSealed: row.offer_sealed, breakdown: null, nonce: null, note: null }, opens);
  const amount = { amountMinor, currency: row.currency!, taxIncluded: row.tax_included!, taxRate: formatDecimal(parseDecimal(row.tax_rate!)) };
  return { ...entry, bid: { companyId: row.company_id, amount, promisedDate: row.promised_date!, quality: row.bid_quality! } };
}

/** Lots with what their ledgers have beyond what is known of them: `$1` ids, `$2` the last known numbers. One row per missing entry, at least one per lot. */
export const NEWS_OF_LOTS = `
  select known.lot_id, l.tender_id, l.buyer_company_id, l.last_seq, l.head_hash, ${ENTRY_COLUMNS}
    from unnest($1::text[], $2::int[]) as known (lot_id, seq)
    join quoting.lots l on l.id = known.lot_id
    left join quoting.lot_events e on e.lot_id = l.id and e.seq > known.seq and e.seq <= l.last_seq
    ${ENTRY_BID}
   order by known.lot_id, e.seq`;

export interface LotNewsRow extends Omit<EntryRow, 'seq'> {
  lot_id: string;
  tender_id: string;
  buyer_company_id: string;
  last_seq: number;
  head_hash: string | null;
  /** Null when nothing is missing. */
  seq: number | null;
}

/** A column of a statement that writes many rows at once: name, type, and what a row gives. */
export type Column<T> = readonly [name: string, type: string, of: (row: T) => unknown];

/** Parameters `$at` and on, one list per column, as `unnest` takes them. */
export function columnLists<T>(columns: readonly Column<T>[], at: number): string {
  return columns.map(([, type], i) => `$${at + i}::${type}[]`).join(', ');
}

export function columnNames<T>(columns: readonly Column<T>[]): string {
  return columns.map(([name]) => name).join(', ');
}

/** The lists for these rows. */
export function valuesOf<T>(rows: readonly T[], columns: readonly Column<T>[]): unknown[][] {
  return columns.map(([, , of]) => rows.map(of));
}

/** What of a lot's row follows from its ledger. */
export const LOT_COLUMNS: readonly Column<LotProjection>[] = [
  ['id', 'text', (l) => l.id], ['last_seq', 'int', (l) => l.lastSeq], ['head_hash', 'text', (l) => l.headHash], ['state', 'text', (l) => l.state], ['bidding_opened', 'boolean', (l) => l.opened],
  ['closes_at', 'timestamptz', (l) => l.closesAt], ['extensions', 'int', (l) => l.extensions], ['closed_at', 'timestamptz', (l) => l.closedAt],
  ['unseals_at', 'timestamptz', (l) => l.unsealsAt], ['bid_count', 'int', (l) => l.bidCount], ['best_minor', 'bigint', (l) => l.bestMinor],
];

/** Brings the rows of lots up to their ledgers, by one statement. */
export function projectLotsSql(at: number): string {
  const changing = LOT_COLUMNS.slice(1).map(([name]) => name);
  return `update quoting.lots lot set ${changing.map((name) => `${name} = now.${name}`).join(', ')}
    from unnest(${columnLists(LOT_COLUMNS, at)}) as now (${columnNames(LOT_COLUMNS)}) where lot.id = now.id`;
}
