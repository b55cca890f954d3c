import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import type { UpdateTenderInput, UpdateTenderResult } from '#contracts/quoting-tenders';
import type { Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { lockLedgers, writeLotEvents, type LockedLot } from '../ledger/index.js';
import { TENDER_LIMITS } from './limits.port.js';
import { openLotStates } from './lot.lifecycle.js';
import { inputRefused, stateRefused } from './refusals.view.js';
import type { TenderLimits } from './tender-check.policy.js';
import { complaintsAboutBeginning, complaintsAboutTimes } from './tender-draft.policy.js';
import { complaintsAboutRules, complaintsAboutTerms, rulesOf, termsOf, type Complaint } from './tender-rules.policy.js';
import { readTender, type OwnedLot } from './tender-rows.storage.js';
import { buyerTenderView, type TenderRow } from './tender.view.js';
import { termsOfLot } from './tenders.events.js';

/** Changes what is published already: only before the first bid, and never in a tender that is sealed or began so, where a refusal would tell of a bid. */
@Injectable()
export class AmendmentService {
  constructor(@Inject(TENDER_LIMITS) private readonly limits: TenderLimits) {}

  /** Amends a published tender that the transaction has locked. Raises the terms version of every lot that takes bids. */
  async amend(tx: Tx, actor: Actor, tender: TenderRow, input: UpdateTenderInput): Promise<UpdateTenderResult> {
    // Behind their locks: an outage moves a closing without the tender.
    const locked = await lockLedgers(tx, (await readTender(tx, actor.companyId, tender.id))!.lots.map((lot) => lot.id));
    const { lots } = (await readTender(tx, actor.companyId, tender.id))!;
    const now = locked[0]!.at;
    const state = buyerTenderView(tender, lots).state;
    if (input.lots || input.audience || input.disclosure || input.opensAt) return stateRefused(actor, 'PUBLISHED', state);
    const changed = [...(input.rules ? ['rules'] : []), ...(input.terms ? ['terms'] : []), ...(input.closesAt ? ['closing'] : []), ...(input.enquiryEndsAt ? ['enquiry end'] : [])];
    const open = lots.filter((lot) => openLotStates.includes(lot.state));
    const next: TenderRow = {
      ...tender, title: input.title ?? tender.title, rules: input.rules ? rulesOf(input.rules) : tender.rules, terms: input.terms ? termsOf(input.terms) : tender.terms,
      closesAt: input.closesAt ? new Date(input.closesAt) : tender.closesAt, enquiryEndsAt: input.enquiryEndsAt ? new Date(input.enquiryEndsAt) : tender.enquiryEndsAt,
    };
    if (open.length < lots.length) return stateRefused(actor, 'PUBLISHED', state);
    // A lot whose closing has passed is closed, also while nobody has written it yet.
    if (open.some((lot) => lot.state === 'PUBLISHED' && now >= lot.closesAt)) return stateRefused(actor, 'PUBLISHED', 'CLOSED');
    if (changed.length > 0) {
      if (tender.rules.visibility === 'SEALED' || tender.rules.sealedMinutes !== null || await this.hasBids(tx, lots)) return stateRefused(actor, 'HAS_BIDS', state);
      const complaints = this.complaints(tender, next, lots, now);
      if (complaints.length > 0) return inputRefused(actor, complaints);
    }
    await tx.query(
      'update quoting.tenders set version = version + 1, title = $2, rules = $3, terms = $4, closes_at = $5, enquiry_ends_at = $6 where id = $1',
      [tender.id, next.title, JSON.stringify(next.rules), JSON.stringify(next.terms), next.closesAt, next.enquiryEndsAt],
    );
    if (changed.length > 0) await this.tell(tx, locked, next, lots, changed.join(', '), input.closesAt ? next.closesAt : null);
    const after = (await readTender(tx, actor.companyId, tender.id))!;
    return buyerTenderView(after.tender, after.lots);
  }

  private complaints(before: TenderRow, next: TenderRow, lots: readonly OwnedLot[], now: Date): Complaint[] {
    const found = [...complaintsAboutRules(next.rules), ...complaintsAboutTerms(next.terms), ...complaintsAboutTimes(next, lots.map((lot) => ({ closesAt: lot.ownClosesAt })), now),
      ...complaintsAboutBeginning(next, lots.map((lot) => ({ closesAt: lot.ownClosesAt })), next.rules)];
    if (next.rules.currency !== before.rules.currency || next.rules.taxIncluded !== before.rules.taxIncluded) found.push({ path: 'rules.currency', code: 'BASIS_DIFFERS' });
    if (next.rules.sealedMinutes !== before.rules.sealedMinutes) found.push({ path: 'rules.sealedMinutes', code: 'BEGINNING_FIXED' });
    if (next.rules.direct !== before.rules.direct) found.push({ path: 'rules.direct', code: 'BEGINNING_FIXED' });
    if (next.rules.closesAtFirstBid && lots.some((lot) => lot.ceilingMinor === null)) found.push({ path: 'rules.closesAtFirstBid', code: 'FIRST_BID_NEEDS_CEILING' });
    if (next.closesAt.getTime() < now.getTime() + this.limits.leastMs) found.push({ path: 'closesAt', code: 'OPENS_AFTER_CLOSING' });
    return found;
  }

  private async tell(tx: Tx, locked: readonly LockedLot[], tender: TenderRow, lots: readonly OwnedLot[], note: string, closesAt: Date | null): Promise<void> {
    await tx.query(
      `update quoting.lots set terms_version = terms_version + 1, rules = $2,
         closes_at = case when own_closes_at is null and $3::timestamptz is not null then $3 else closes_at end,
         planned_closes_at = case when own_closes_at is null and $3::timestamptz is not null then $3 else planned_closes_at end
       where tender_id = $1`, [tender.id, JSON.stringify(tender.rules), closesAt],
    );
    await writeLotEvents(tx, locked, lots.map((lot) => {
      const amended = { ...lot, termsVersion: lot.termsVersion + 1, closesAt: lot.ownClosesAt === null && closesAt !== null ? closesAt : lot.closesAt };
      return { lotId: lot.id, type: 'AMENDED' as const, payload: { note, terms: termsOfLot(tender, amended) } };
    }));
    await tellCompanies(tx, await guestsOf(tx, tender.id, lots.map((lot) => lot.id), 'lot.amended'));
  }

  private async hasBids(tx: Tx, lots: readonly OwnedLot[]): Promise<boolean> {
    const rows = await tx.query(`select 1 from quoting.lot_events where lot_id = any ($1) and type = 'BID_PLACED' limit 1`, [lots.map((lot) => lot.id)]);
    return rows.length > 0;
  }
}

/** One piece of news per invited company and lot. */
export async function guestsOf(tx: Tx, tenderId: string, lotIds: readonly string[], type: string): Promise<{ companyId: string; type: string; subjectId: string }[]> {
  const guests = await tx.query<{ companyId: string }>('select company_id as "companyId" from quoting.invitations where tender_id = $1 order by company_id', [tenderId]);
  return guests.flatMap(({ companyId }) => lotIds.map((subjectId) => ({ companyId, type, subjectId })));
}
