import type { BoardLotField, BoardSelectionInput, BoardTenderField } from '#contracts/quoting-tenders';
import type { LotState } from '#contracts/quoting-tender-terms';
import type { LotMoney } from './lot.view.js';
import { tendersPage, type ListedTender } from './tender-rows.storage.js';
import type { TenderRow } from './tender.view.js';

/**
 * One row for each lot of a page of tenders, one with a null `lotId` for a tender without lots. What the tender's own row says stands
 * only in the first row of each tender; fields of either that nobody asked for are absent.
 */
export interface BoardRow extends ListedTender, Partial<Omit<TenderRow, 'id' | 'buyerId' | 'taxRate'>>, Partial<LotMoney> {
  firstLotNo: number | null;
  lotId: string | null;
  lotNo?: number;
  lotTitle?: string;
  lotState?: LotState;
  termsVersion?: number;
  partIds?: string[];
  lotClosesAt?: Date;
  extensions?: number;
  openQuestions?: number;
  bidCount?: number | null;
  bestMinor?: string | null;
}

const TENDER: Readonly<Record<BoardTenderField, string>> = {
  version: 'version', tenderNo: 'tender_no', title: 'title', rules: 'rules', audience: 'audience', disclosure: 'disclosure', terms: 'terms', opensAt: 'opens_at', closesAt: 'closes_at',
  enquiryEndsAt: 'enquiry_ends_at', priorTenderId: 'prior_tender_id', publishedAt: 'published_at',
};

const BASIS = 'l.currency, l.tax_included as "taxIncluded", l.tax_rate as "taxRate"';

/**
 * What each field of a lot is read from. Bidding keeps count and best amount in the row, nothing of them while bids are sealed; a lot that
 * is not sealed and has no bids yet has none written.
 */
const LOT: Readonly<Record<Exclude<BoardLotField, 'ceiling' | 'reserve' | 'best'>, string>> = {
  lotNo: 'l.lot_no as "lotNo"', title: 'l.title as "lotTitle"', state: 'l.state as "lotState"', termsVersion: 'l.terms_version as "termsVersion"',
  partIds: 'array(select n.part_id from quoting.lot_lines n where n.lot_id = l.id order by n.line_no) as "partIds"',
  closesAt: 'l.closes_at as "lotClosesAt"', extensions: 'l.extensions',
  openQuestions: '(select count(*)::int from quoting.questions q where q.lot_id = l.id and q.answer is null) as "openQuestions"',
  bidCount: `coalesce(l.bid_count, case when l.published_at is not null and l.rules ->> 'visibility' <> 'SEALED' then 0 end) as "bidCount"`,
};

const AMOUNT = { ceiling: 'l.ceiling_minor as "ceilingMinor"', reserve: 'l.reserve_minor as "reserveMinor"', best: 'l.best_minor as "bestMinor"' } as const;
const isAmount = (field: BoardLotField): field is keyof typeof AMOUNT => field in AMOUNT;

/** The statement of a board, with the parameters of `tendersPage`. Names of fields come from closed lists. Plain rows cost the database half of the same lots as JSON. */
export function boardStatement({ tender, lots }: BoardSelectionInput, withLots: boolean): string {
  const ofTender = tender.map((field) => `, t.${TENDER[field]} as "${field}"`).join('');
  const page = tendersPage(`t.id${ofTender}`);
  if (!withLots) return `select listed.*, null as "lotId" from (${page}) listed`;
  const once = tender.map((field) => `, case when l.lot_no is not distinct from t."firstLotNo" then t."${field}" end as "${field}"`).join('');
  const ofLot = [...lots.map((field) => (isAmount(field) ? AMOUNT[field] : LOT[field])), ...(lots.some(isAmount) ? [BASIS] : [])].map((column) => `, ${column}`).join('');
  return `select t.id, t.states, t.ended, t.place, t."firstLotNo"${once}, l.id as "lotId"${ofLot}
    from (${page}) t left join quoting.lots l on l.tender_id = t.id order by t.ended, t.place::bigint, t.id, l.lot_no`;
}
