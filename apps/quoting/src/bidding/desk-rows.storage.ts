import type { LotProjection } from './lot-projection.policy.js';
import { ENTRY_BID, ENTRY_COLUMNS, LOT_COLUMNS, columnLists, columnNames, projectLotsSql, valuesOf, type Column, type EntryRow } from './lot-rows.storage.js';
import { LOTS_CHANNEL, entryColumns, insertEntriesSql } from '../ledger/index.js';
import type { LedgerEntry } from '#contracts/lot-ledger';

/** What the desk must know about an attempt: an earlier answer to its key, and who asks. */
export interface AskerRow {
  place: number;
  body_sha256: string | null;
  response: object | null;
  invited: boolean;
  nda_accepted: boolean;
  /** Null for a company that was not invited. */
  quality: number | null;
  status: 'PENDING' | 'OPEN' | 'SUSPENDED' | 'TERMINATED' | null;
  processes: string[] | null;
  /** As they were when the company was invited and the tender published, without hyphens. */
  registration_no: string | null;
  buyer_registration_no: string | null;
  /** Was another company under the same registration number invited before? */
  sister_first: boolean;
  alias_no: number | null;
  ended_at: Date | null;
}

export type DeskRow = AskerRow & EntryRow & { lot_id: string | null };

/**
 * One statement for everything that a batch needs to know, read after the lots are locked: for each attempt (`$1`–`$7`: place, tender, buyer,
 * company, person or key, idempotency key, session) who asks and what was answered before, and for each lot of `$9` the entries after `$10`.
 * Every table is asked row by row (`offset 0` keeps it so): this plan is made once per connection, perhaps while the tables are empty, and one
 * that reads a table as a whole would become slower with every bid.
 */
export const LEARN = {
  name: 'desk_learn',
  text: `
    select a.place, i.body_sha256, i.response, v.company_id is not null as invited, v.nda_accepted_at is not null as nda_accepted, v.quality,
           own.status, own.processes, v.registration_no, buyer.buyer_registration_no, kin.sister_first, alias.alias_no, gone.ended_at,
           null::text as lot_id, null::int as seq, null::int as turn, null::text as type, null::jsonb as payload, null::timestamptz as at, null::text as hash,
           null::text as company_id, null::text as bid_id, null::bigint as amount_minor, null::text as offer_sealed, null::bpchar as currency, null::boolean as tax_included, null::numeric as tax_rate, null::date as promised_date, null::smallint as bid_quality
      from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as a (place, tender_id, buyer_id, company_id, principal, key, session_id)
      left join lateral (select body_sha256, response from quoting.idempotency where company_id = a.company_id and principal = a.principal and operation = $8 and key = a.key offset 0) i on true
      left join lateral (select id, company_id, nda_accepted_at, quality, invited_at, registration_no from quoting.invitations where tender_id = a.tender_id and company_id = a.company_id offset 0) v on true
      left join lateral (select status, processes from quoting.supplier_profiles where company_id = a.company_id offset 0) own on true
      left join lateral (select buyer_registration_no from quoting.tenders where id = a.tender_id offset 0) buyer on true
      left join lateral (select exists (select 1 from quoting.invitations k where k.tender_id = a.tender_id and k.registration_no = v.registration_no
                                          and (k.invited_at, k.id) < (v.invited_at, v.id)) as sister_first offset 0) kin on true
      left join lateral (select alias_no from quoting.bidder_aliases where tender_id = a.tender_id and company_id = a.company_id offset 0) alias on true
      left join lateral (select ended_at from quoting.ended_principals where principal_id = a.session_id offset 0) gone on true
    union all
    select null, null, null, null, null, null, null, null, null, null, null, null, null, e.lot_id, ${ENTRY_COLUMNS}
      from unnest($9::text[], $10::int[]) as known (lot_id, seq)
      join quoting.lot_events e on e.lot_id = known.lot_id and e.seq > known.seq
      ${ENTRY_BID}
     order by lot_id, seq`,
} as const;

/** Gives every invited company of these tenders a name that says nothing: a random free number, so that neither order nor lateness shows. */
export const NAME_BIDDERS = `
  insert into quoting.bidder_aliases (tender_id, company_id, alias_no)
  select guest.tender_id, guest.company_id, free.alias_no
    from (select v.tender_id, v.company_id, row_number() over (partition by v.tender_id order by random()) as n
            from quoting.invitations v left join quoting.bidder_aliases known using (tender_id, company_id)
           where v.tender_id = any($1::text[]) and known.company_id is null) guest
    join (select t.tender_id, s.alias_no, row_number() over (partition by t.tender_id order by random()) as n
            from unnest($1::text[]) as t (tender_id)
            cross join lateral (select 2 * count(*)::int + 10 as most from quoting.invitations v where v.tender_id = t.tender_id) size
            cross join lateral generate_series(1, size.most) as s (alias_no)
           where not exists (select 1 from quoting.bidder_aliases known where known.tender_id = t.tender_id and known.alias_no = s.alias_no)) free
      on free.tender_id = guest.tender_id and free.n = guest.n`;

/** A bid as it is kept. */
export interface BidRow {
  id: string;
  lotId: string;
  tenderId: string;
  companyId: string;
  seq: number;
  versionNo: number;
  state: 'VALID' | 'REPLACED';
  /** Null while sealed, as breakdown, note and nonce are. */
  amountMinor: string | null;
  currency: string;
  taxIncluded: boolean;
  taxRate: string;
  promisedDate: string;
  quality: number;
  validUntil: string;
  breakdown: object | null;
  note: string | null;
  termsVersion: number;
  receiptNo: string;
  commitment: string;
  /** Binds the receipt to the entry, and its salt, which the record opens. */
  entryCommitment: string;
  entryNonce: string;
  nonce: string | null;
  offerSealed: string | null;
  signature: string;
  keyId: string;
  placedBy: string;
  receivedAt: string;
  decidedAt: string;
}

/** An answer to be found again by its key. */
export interface AnswerRow {
  companyId: string;
  principal: string;
  key: string;
  bodySha256: string;
  response: string;
}

/** Everything that a batch writes. */
export interface DeskWork {
  entries: readonly LedgerEntry[];
  headsBefore: ReadonlyMap<string, string | null>;
  bids: readonly BidRow[];
  replaced: readonly string[];
  lots: readonly LotProjection[];
  answers: readonly AnswerRow[];
  operation: string;
  rings: readonly string[];
}

const BID_COLUMNS: readonly Column<BidRow>[] = [
  ['id', 'text', (b) => b.id], ['lot_id', 'text', (b) => b.lotId], ['tender_id', 'text', (b) => b.tenderId], ['company_id', 'text', (b) => b.companyId],
  ['seq', 'int', (b) => b.seq], ['version_no', 'int', (b) => b.versionNo], ['state', 'text', (b) => b.state], ['amount_minor', 'bigint', (b) => b.amountMinor],
  ['currency', 'text', (b) => b.currency], ['tax_included', 'boolean', (b) => b.taxIncluded], ['tax_rate', 'numeric', (b) => b.taxRate],
  ['promised_date', 'date', (b) => b.promisedDate], ['quality', 'smallint', (b) => b.quality], ['valid_until', 'date', (b) => b.validUntil],
  ['breakdown', 'jsonb', (b) => (b.breakdown === null ? null : JSON.stringify(b.breakdown))], ['note', 'text', (b) => b.note], ['terms_version', 'int', (b) => b.termsVersion],
  ['receipt_no', 'text', (b) => b.receiptNo], ['commitment', 'text', (b) => b.commitment], ['entry_commitment', 'text', (b) => b.entryCommitment], ['entry_nonce', 'text', (b) => b.entryNonce], ['nonce', 'text', (b) => b.nonce], ['offer_sealed', 'text', (b) => b.offerSealed], ['signature', 'text', (b) => b.signature],
  ['key_id', 'text', (b) => b.keyId], ['placed_by', 'text', (b) => b.placedBy], ['received_at', 'timestamptz', (b) => b.receivedAt], ['decided_at', 'timestamptz', (b) => b.decidedAt],
];
const ANSWER_COLUMNS: readonly Column<AnswerRow>[] = [
  ['company_id', 'text', (a) => a.companyId], ['principal', 'text', (a) => a.principal], ['key', 'text', (a) => a.key], ['body_sha256', 'text', (a) => a.bodySha256], ['response', 'text', (a) => a.response],
];

const ENTRIES_AT = 1;
const BIDS_AT = ENTRIES_AT + 8;
const LOTS_AT = BIDS_AT + BID_COLUMNS.length;
const ANSWERS_AT = LOTS_AT + LOT_COLUMNS.length;
const REST_AT = ANSWERS_AT + ANSWER_COLUMNS.length;

/** One statement for everything that a batch writes: each table once, whatever the number of bids, and the ring that wakes other processes. */
export const RECORD = {
  name: 'desk_record',
  text: `
    with entries as (${insertEntriesSql(ENTRIES_AT)}),
    taken as (insert into quoting.bids (${columnNames(BID_COLUMNS)}) select * from unnest(${columnLists(BID_COLUMNS, BIDS_AT)})),
    replaced as (update quoting.bids set state = 'REPLACED' where id = any($${REST_AT}::text[])),
    moved as (${projectLotsSql(LOTS_AT)}),
    answered as (
      insert into quoting.idempotency (operation, company_id, principal, key, body_sha256, response)
      select $${REST_AT + 1}, a.company_id, a.principal, a.key, a.body_sha256, a.response::json
        from unnest(${columnLists(ANSWER_COLUMNS, ANSWERS_AT)}) as a (${columnNames(ANSWER_COLUMNS)})
    )
    select pg_notify('${LOTS_CHANNEL}', ring) from unnest($${REST_AT + 2}::text[]) as ring`,
} as const;

/** The values of the statement above. */
export function recordValues(work: DeskWork): unknown[] {
  return [
    ...entryColumns(work.entries, work.headsBefore), ...valuesOf(work.bids, BID_COLUMNS), ...valuesOf(work.lots, LOT_COLUMNS), ...valuesOf(work.answers, ANSWER_COLUMNS),
    work.replaced, work.operation, work.rings,
  ];
}
