import type { LotState, TenderRulesView, TradeTermsView } from '#contracts/quoting-tender-terms';
import type { TendersInput } from '#contracts/quoting-tenders';
import type { Tx } from '#platform/database';
import type { BidderLotRow, LineState, LotRow } from './lot.view.js';
import { ID, readCursor, WHOLE } from './page.view.js';
import type { ListedTender, TenderRow } from './tender.view.js';

/** Something that reads: a transaction, or a door of one statement. */
export type Reads = Pick<Tx, 'query'>;

const LINES = `(select coalesce(json_agg(json_build_object(
    'id', n.id, 'lineNo', n.line_no, 'partId', n.part_id, 'operationSeqs', n.operation_seqs, 'quantity', n.quantity, 'requestedDate', n.requested_date::text,
    'materialSupply', n.material_supply, 'snapshot', n.snapshot) order by n.line_no), '[]') from quoting.lot_lines n where n.lot_id = l.id)`;

/** A lot without its secret. */
const LOT = `'id', l.id, 'tenderId', l.tender_id, 'lotNo', l.lot_no, 'title', l.title, 'state', l.state, 'termsVersion', l.terms_version,
  'currency', l.currency, 'taxIncluded', l.tax_included, 'taxRate', l.tax_rate::text, 'ceilingMinor', l.ceiling_minor::text,
  'opensAt', l.opens_at, 'closesAt', l.closes_at, 'extensions', l.extensions, 'lines', ${LINES}`;

const OPEN_QUESTIONS = `(select count(*)::int from quoting.questions q where q.lot_id = l.id and q.answer is null)`;

/** SQL: true when a guest has said no to the lot `l` and has not bid on it since; `guest` is its invitation. */
export function declinedBy(guest: string): string {
  return `exists (select 1 from quoting.declines d where d.lot_id = l.id and d.company_id = ${guest}.company_id
    and not exists (select 1 from quoting.bids b where b.lot_id = d.lot_id and b.company_id = d.company_id and b.decided_at > d.declined_at))`;
}

export const TENDER_COLUMNS = `t.id, t.buyer_company_id as "buyerId", t.version, t.tender_no as "tenderNo", t.title, t.rules, t.audience, t.disclosure, t.terms, t.tax_rate as "taxRate",
  t.opens_at as "opensAt", t.closes_at as "closesAt", t.enquiry_ends_at as "enquiryEndsAt", t.prior_tender_id as "priorTenderId", t.published_at as "publishedAt"`;

/** All lots of a tender as one JSON value, for the column list of a select over `quoting.tenders t`. */
export const LOTS_OF_TENDER = `(select coalesce(json_agg(json_build_object(${LOT}, 'reserveMinor', l.reserve_minor::text, 'reserveNonce', l.reserve_nonce, 'ownClosesAt', l.own_closes_at,
  'openQuestions', ${OPEN_QUESTIONS}) order by l.lot_no), '[]') from quoting.lots l where l.tender_id = t.id)`;

/** What `tenderState` of the lifecycle says, for a column `states` of distinct states of lots. */
export const DERIVED_STATE = `case
  when 'DRAFT' = any (states) then 'DRAFT' when 'PUBLISHED' = any (states) then 'PUBLISHED' when 'SUSPENDED' = any (states) then 'SUSPENDED' when 'CLOSED' = any (states) then 'CLOSED'
  when 'EVALUATING' = any (states) then case when states && array['PARTIALLY_AWARDED', 'AWARDED', 'COMPLETED'] then 'PARTIALLY_AWARDED' else 'EVALUATING' end
  when 'PARTIALLY_AWARDED' = any (states) then 'PARTIALLY_AWARDED' when 'AWARDED' = any (states) then 'AWARDED' when 'COMPLETED' = any (states) then 'COMPLETED'
  when 'UNSUCCESSFUL' = any (states) then 'UNSUCCESSFUL' else 'CANCELLED' end`;

/**
 * A page of a company's tenders: those that still run by next closing, then the ended ones, latest first. One more than the page holds,
 * to know whether there is a next one. Columns are those of `quoting.tenders t`; the values are `tendersPageValues`.
 */
export function tendersPage(columns: string): string {
  return `select * from (
      select ${columns}, s.states, s."firstLotNo", case when s.running then 0 else 1 end as ended,
             ((extract(epoch from t.closes_at) * 1000000)::bigint * case when s.running then 1 else -1 end)::text as place
        from quoting.tenders t
        join lateral (
          select array_agg(distinct l.state) as states, min(l.lot_no) as "firstLotNo",
                 bool_or(l.state in ('DRAFT', 'PUBLISHED', 'SUSPENDED', 'CLOSED', 'EVALUATING', 'PARTIALLY_AWARDED')) as running
            from quoting.lots l where l.tender_id = t.id) s on true
       where t.buyer_company_id = $1
         and ($2::text is null or t.id in (select n.tender_id from quoting.lot_lines n where n.buyer_company_id = $1 and n.mould_id = $2))
    ) listed
    where ($3::text[] is null or ${DERIVED_STATE} = any ($3))
      and ($4::int is null or (ended, place::bigint, id) > ($4::int, $5::bigint, $6::text))
    order by ended, place::bigint, id limit $7`;
}

/** Values of the statement of `tendersPage`. BAD_INPUT for a cursor that no page gave. */
export function tendersPageValues(companyId: string, input: TendersInput): unknown[] {
  const after = readCursor(input.after, [/^[01]$/, WHOLE, ID]);
  return [companyId, input.filter?.mouldId ?? null, input.filter?.states ?? null, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, input.first + 1];
}

/** The place of a tender in the list, for its cursor. */
export function placeOfTender({ ended, place, id }: ListedTender): string[] {
  return [String(ended), place, id];
}

type Json<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

/** A lot as its owner's tools need it, with the closing that was given to it alone, and the nonce that hides its reserve in the ledger. */
export interface OwnedLot extends LotRow {
  reserveNonce: string;
  ownClosesAt: Date | null;
}

export interface TenderWithLots {
  tender: TenderRow;
  lots: OwnedLot[];
}

/** JSON gives instants as text. */
export function ownedLots(lots: Json<OwnedLot>[]): OwnedLot[] {
  return lots.map((lot) => ({
    ...lot, opensAt: new Date(lot.opensAt), closesAt: new Date(lot.closesAt), ownClosesAt: lot.ownClosesAt === null ? null : new Date(lot.ownClosesAt), lines: lot.lines as LineState[],
  }));
}

/** A tender of one company with its lots, in one statement; null when it is missing or another's. */
export async function readTender(reads: Reads, buyerId: string, tenderId: string): Promise<TenderWithLots | null> {
  const [row] = await reads.query<TenderRow & { lots: Json<OwnedLot>[] }>(
    `select ${TENDER_COLUMNS}, ${LOTS_OF_TENDER} as lots from quoting.tenders t where t.id = $1 and t.buyer_company_id = $2`, [tenderId, buyerId],
  );
  if (!row) return null;
  const { lots, ...tender } = row;
  return { tender, lots: ownedLots(lots) };
}

/** A bidder's lot before its reasons are put into words. */
export type RawBidderLot<Reason> = Omit<BidderLotRow, 'fitReasons'> & {
  fitReasons: Reason[];
  invitationState: string;
  /** Place in the list: microseconds of the closing. */
  closesMicros: string;
};

export interface BidderLotQuery {
  companyId: string;
  /** Only these lots, null for all. */
  lotIds: readonly string[] | null;
  exceptLotIds: readonly string[];
  states: readonly string[] | null;
  process: string | null;
  /** False shows lots that the company declined too. */
  hideDeclined: boolean;
  after: { score: string; closesMicros: string; id: string } | null;
  limit: number;
}

/** Does an offer of the lot stand with the invited company, or did it take one? */
const AWARDED = `exists (select from quoting.awards a where a.lot_id = l.id and a.supplier_company_id = i.company_id and a.state in ('OFFERED', 'ACCEPTED', 'ORDERED'))`;

/** Lots that a company is invited to, best fit and next closing first. The secret of a lot is not even read. */
export async function readBidderLots<Reason>(reads: Reads, query: BidderLotQuery): Promise<RawBidderLot<Reason>[]> {
  const rows = await reads.query<{ lot: Json<Omit<RawBidderLot<Reason>, 'mouldNames'>>; mouldNames: BidderLotRow['mouldNames'] }>(
    `with listed as materialized (
     select i.tender_id, row_number() over (order by -coalesce(f.score, 0), l.closes_at, l.id) as place, json_build_object(${LOT}, 'buyerId', l.buyer_company_id, 'tenderNo', t.tender_no, 'rules', l.rules, 'terms', t.terms, 'disclosure', t.disclosure,
              'closedAt', l.closed_at, 'ndaAccepted', i.nda_accepted_at is not null,
              'declined', ${declinedBy('i')}, 'awarded', ${AWARDED}, 'quality', i.quality, 'invitationState', i.state, 'fitScore', coalesce(f.score, 0), 'fitReasons', coalesce(f.reasons, '[]'),
              'closesMicros', (extract(epoch from l.closes_at) * 1000000)::bigint::text) as lot
       from quoting.invitations i
       join quoting.lots l on l.tender_id = i.tender_id and l.state <> 'DRAFT' and l.published_at is not null
       join quoting.tenders t on t.id = i.tender_id
       left join quoting.lot_fits f on f.company_id = i.company_id and f.lot_id = l.id
      where i.company_id = $1
        and ($2::text[] is null or l.id = any ($2)) and not l.id = any ($3::text[])
        and ($4::text[] is null or l.state = any ($4))
        and ($5::text is null or exists (select 1 from quoting.lot_lines n where n.lot_id = l.id and $5 = any (n.processes)))
        and not ($6::boolean and ${declinedBy('i')})
        and ($7::int is null or (-coalesce(f.score, 0), (extract(epoch from l.closes_at) * 1000000)::bigint, l.id) > (-$7::int, $8::bigint, $9::text))
      order by place limit $10),
     named as materialized (
      select n.tender_id, jsonb_agg(distinct n.snapshot -> 'mould') as names from quoting.lot_lines n
       where n.tender_id in (select tender_id from listed) and jsonb_typeof(n.snapshot -> 'mould') = 'object' group by n.tender_id)
     select lot, coalesce(named.names, '[]') as "mouldNames" from listed left join named on named.tender_id = listed.tender_id order by place`,
    [
      query.companyId, query.lotIds, query.exceptLotIds, query.states, query.process, query.hideDeclined,
      query.after?.score ?? null, query.after?.closesMicros ?? null, query.after?.id ?? null, query.limit,
    ],
  );
  return rows.map(({ lot, mouldNames }) => ({ ...lot, mouldNames, opensAt: new Date(lot.opensAt), closesAt: new Date(lot.closesAt), closedAt: lot.closedAt === null ? null : new Date(lot.closedAt) }));
}

/** What was agreed on a lot besides its price: for awards, which make an order of it. */
export interface AgreedLot {
  id: string;
  tenderId: string;
  tenderNo: string;
  buyerId: string;
  state: LotState;
  rules: TenderRulesView;
  terms: TradeTermsView;
  lines: LineState[];
}

/** Columns of the above, for a select over published `quoting.lots l` and their `quoting.tenders t`. */
export const AGREED_COLUMNS = `l.id, l.tender_id as "tenderId", t.tender_no as "tenderNo", l.buyer_company_id as "buyerId", l.state, l.rules, t.terms, ${LINES} as lines`;

/** Published lots by id with what was agreed, in one statement; the caller has decided who may see it. */
export async function readAgreedLots(reads: Reads, lotIds: readonly string[]): Promise<Map<string, AgreedLot>> {
  const rows = await reads.query<AgreedLot>(
    `select ${AGREED_COLUMNS} from quoting.lots l join quoting.tenders t on t.id = l.tender_id where l.id = any ($1) and l.published_at is not null`, [lotIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
