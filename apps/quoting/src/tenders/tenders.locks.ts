import { Problem } from '#kernel';
import type { LotState } from '#contracts/quoting-tender-terms';
import type { Tx } from '#platform/database';
import { TENDER_COLUMNS } from './tender-rows.storage.js';
import type { TenderRow } from './tender.view.js';

/** Locks a tender of one company; NOT_FOUND when it is missing or another's. Lots are locked after their tender, never before. */
export async function lockTender(tx: Tx, buyerId: string, tenderId: string): Promise<TenderRow> {
  const [tender] = await tx.query<TenderRow>(`select ${TENDER_COLUMNS} from quoting.tenders t where t.id = $1 and t.buyer_company_id = $2 for update`, [tenderId, buyerId]);
  if (!tender) throw Problem.notFound();
  return tender;
}

/** One publication of a company at a time: two at once could place the same piece. */
export async function lockPublishing(tx: Tx, buyerId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`publish ${buyerId}`]);
}

/** Locks lots in the order of their ids; those that do not exist are absent. */
export async function lockLots(tx: Tx, lotIds: readonly string[]): Promise<{ id: string; tenderId: string; buyerId: string; state: LotState }[]> {
  return tx.query(
    `select id, tender_id as "tenderId", buyer_company_id as "buyerId", state from quoting.lots where id = any ($1) order by id for update`, [[...lotIds].sort()],
  );
}

/** Locks the invitation of a company to the tender of a lot; NOT_FOUND when it was not invited. */
export async function lockInvitation(tx: Tx, companyId: string, lotId: string): Promise<{ id: string; tenderId: string; buyerId: string; state: string; lotState: LotState; ndaAcceptedAt: Date | null; closesAt: Date; enquiryEndsAt: Date | null }> {
  const [row] = await tx.query<{ id: string; tenderId: string; buyerId: string; state: string; lotState: LotState; ndaAcceptedAt: Date | null; closesAt: Date; enquiryEndsAt: Date | null }>(
    `select i.id, i.tender_id as "tenderId", i.buyer_company_id as "buyerId", i.state, l.state as "lotState", i.nda_accepted_at as "ndaAcceptedAt", l.closes_at as "closesAt", t.enquiry_ends_at as "enquiryEndsAt"
       from quoting.lots l join quoting.tenders t on t.id = l.tender_id join quoting.invitations i on i.tender_id = l.tender_id
      where l.id = $1 and i.company_id = $2 and l.published_at is not null for update of i`, [lotId, companyId],
  );
  if (!row) throw Problem.notFound();
  return row;
}
