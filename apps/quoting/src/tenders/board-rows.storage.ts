import type { BoardLotField, BoardSelectionInput, BoardTenderField } from '#contracts/quoting-tenders';
import { SELECTION } from '#platform/database';
import { tendersPage } from './tender-rows.storage.js';

const TENDER: Readonly<Record<BoardTenderField, string>> = {
  version: 'version', tenderNo: 'tender_no', title: 'title', rules: 'rules', audience: 'audience', disclosure: 'disclosure', terms: 'terms', opensAt: 'opens_at', closesAt: 'closes_at',
  enquiryEndsAt: 'enquiry_ends_at', priorTenderId: 'prior_tender_id', publishedAt: 'published_at',
};

const BASIS = 'l.currency, l.tax_included as "taxIncluded", trim_scale(l.tax_rate)::text as "taxRate"';

/**
 * What each field of a lot is read from. Bidding keeps count and best amount in the row, nothing of them while bids are sealed; a lot that
 * is not sealed and has no bids yet has none written.
 */
const LOT: Readonly<Record<Exclude<BoardLotField, 'ceiling' | 'reserve' | 'best'>, string>> = {
  lotNo: 'l.lot_no as "lotNo"', title: 'l.title as "lotTitle"', state: 'l.state as "lotState"', termsVersion: 'l.terms_version as "termsVersion"',
  partIds: 'l.part_ids as "partIds"',
  closesAt: '(extract(epoch from l.closes_at) * 1000)::float8 as "lotClosesAt"', extensions: 'l.extensions',
  openQuestions: '(select count(*)::int from quoting.questions q where q.lot_id = l.id and q.answer is null) as "openQuestions"',
  bidCount: `coalesce(l.bid_count, case when l.published_at is not null and l.rules ->> 'visibility' <> 'SEALED' and l.unseals_at is null then 0 end) as "bidCount"`,
};

const AMOUNT = { ceiling: 'l.ceiling_minor as "ceilingMinor"', reserve: 'l.reserve_minor as "reserveMinor"', best: 'l.best_minor as "bestMinor"' } as const;
const isAmount = (field: BoardLotField): field is keyof typeof AMOUNT => field in AMOUNT;

/**
 * The statement of a board, with the parameters of `tendersPage`. Names of fields come from closed lists. Plain rows cost the database half
 * of the same lots as JSON; columns are of forms that the driver reads quickly, which arrays and instants are not.
 */
export function boardStatement({ tender, lots }: BoardSelectionInput, withLots: boolean): string {
  const ofTender = tender.map((field) => `, t.${TENDER[field]} as "${field}"`).join('');
  const page = tendersPage(`t.id${ofTender}`);
  if (!withLots) return `${SELECTION} select listed.*, null as "lotId" from (${page}) listed`;
  const once = ['states', 'ended', 'place', ...tender].map((column) => `, case when l.lot_no is not distinct from t."firstLotNo" then t."${column}" end as "${column}"`).join('');
  const ofLot = [...lots.map((field) => (isAmount(field) ? AMOUNT[field] : LOT[field])), ...(lots.some(isAmount) ? [BASIS] : [])].map((column) => `, ${column}`).join('');
  return `${SELECTION} select t.id${once}, l.id as "lotId"${ofLot}
    from (${page}) t left join quoting.lots l on l.tender_id = t.id order by t.ended, t.place::bigint, t.id, l.lot_no`;
}
