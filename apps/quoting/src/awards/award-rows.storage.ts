import type { Tx } from '#platform/database';
import type { AwardRow } from './award.view.js';

export type Reads = Pick<Tx, 'query'>;

export const AWARD_COLUMNS = `a.id, a.version, a.lot_id as "lotId", a.tender_id as "tenderId", a.buyer_company_id as "buyerId", a.supplier_company_id as "supplierId", a.bid_id as "bidId",
  a.state, a.amount_minor as "amountMinor", a.currency, a.tax_included as "taxIncluded", a.tax_rate as "taxRate", a.promised_date as "promisedDate", a.reason,
  a.approved_by as "approvedById", a.accept_by as "acceptBy", a.order_id as "orderId"`;

/** Awards of a tender of one company, by lot and then by time. */
export async function readTenderAwards(reads: Reads, buyerId: string, tenderId: string): Promise<AwardRow[]> {
  return reads.query<AwardRow>(
    `select ${AWARD_COLUMNS} from quoting.awards a join quoting.lots l on l.id = a.lot_id where a.tender_id = $1 and a.buyer_company_id = $2 order by l.lot_no, a.proposed_at, a.id limit 2000`,
    [tenderId, buyerId],
  );
}

/** Awards of lots, whatever became of them. */
export async function readLotAwards(reads: Reads, lotIds: readonly string[]): Promise<AwardRow[]> {
  return reads.query<AwardRow>(`select ${AWARD_COLUMNS} from quoting.awards a where a.lot_id = any ($1)`, [lotIds]);
}
