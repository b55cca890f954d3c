import type { Tx } from '#platform/database';
import type { LockedLot } from '../ledger/index.js';
import { AGREED_COLUMNS, type AgreedLot } from '../tenders/index.js';
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

/** What accepting an offer needs to go on with: when it was, what was agreed on the lot, and where its ledger ends. */
export interface AcceptedOffer {
  answeredAt: Date;
  agreed: AgreedLot;
  locked: LockedLot;
}

/** Accepts an offer whose lot and award are locked, by the database's clock behind the lock; null when the time was over. */
export async function acceptOffer(tx: Tx, awardId: string, by: string): Promise<AcceptedOffer | null> {
  const [row] = await tx.query<AgreedLot & LockedLot & { answeredAt: Date }>(
    `with ended as (
       update quoting.awards set state = 'ACCEPTED', version = version + 1, answered_by = $2, answered_at = clock_timestamp()
        where id = $1 and accept_by > clock_timestamp() returning lot_id, answered_at
     )
     select ${AGREED_COLUMNS}, l.last_seq, l.head_hash, date_trunc('milliseconds', ended.answered_at) as at, ended.answered_at as "answeredAt"
       from ended join quoting.lots l on l.id = ended.lot_id join quoting.tenders t on t.id = l.tender_id`, [awardId, by],
  );
  if (row === undefined) return null;
  const { last_seq, head_hash, at, answeredAt, ...agreed } = row;
  return { answeredAt, agreed, locked: { id: agreed.id, last_seq, head_hash, at } };
}

/** Declines an offer whose lot and award are locked; false when the time was over. */
export async function declineOffer(tx: Tx, awardId: string, by: string, reason: string): Promise<boolean> {
  const ended = await tx.query(
    `update quoting.awards set state = 'DECLINED', version = version + 1, answered_by = $2, decline_reason = $3, answered_at = clock_timestamp()
      where id = $1 and accept_by > clock_timestamp() returning id`, [awardId, by, reason],
  );
  return ended.length > 0;
}
