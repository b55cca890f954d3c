import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, PartSnapshot } from '#contracts';
import { amendLot, type AmendLotInput, type AmendLotResult } from '#contracts/quoting-amendments';
import { Database, once, type Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { lockLedgers, writeLotEvents, type LockedLot } from '../ledger/index.js';
import { guestsOf } from './amendment.service.js';
import { closingAfterAmendment, complaintsAboutAmendment } from './lot-amendment.policy.js';
import { openLotStates } from './lot.lifecycle.js';
import { hiddenOf, mouldsOf } from './lot.view.js';
import { masked } from './mask.policy.js';
import { PartService, type Described } from './part.service.js';
import { inputRefused, stateRefused, termsOutdated } from './refusals.view.js';
import { onBasis } from './tender-draft.policy.js';
import { readTender, type OwnedLot } from './tender-rows.storage.js';
import { buyerTenderView, type TenderRow } from './tender.view.js';
import { termsOfLot } from './tenders.events.js';
import { lockTender } from './tenders.locks.js';

/** Other terms for one lot while bids are taken on it. Bids on other lots of the tender stay as they are. */
@Injectable()
export class LotAmendmentService {
  constructor(private readonly database: Database, private readonly parts: PartService) {}

  /**
   * Amends one published or suspended lot of the actor's company: raises its terms version, and its bids need confirming before they count
   * again. Says nothing of bids, so it works on sealed lots too. With less than a quarter of the bidding time left the closing moves.
   * NOT_FOUND for foreign, missing and unpublished lots.
   */
  async amendLot(actor: Actor, input: AmendLotInput): Promise<AmendLotResult> {
    const described = input.newRevision ? await this.describe(actor, input.lotId) : null;
    return this.database.asHouse((tx) => once(tx, actor, amendLot.name, input.idempotencyKey, input, async () => {
      const tenderId = await tenderOf(tx, actor, input.lotId);
      const tender = await lockTender(tx, actor.companyId, tenderId);
      const locked = await lockLedgers(tx, [input.lotId]);
      const now = locked[0]!.at;
      const { lots } = (await readTender(tx, actor.companyId, tender.id))!;
      const lot = lots.find(({ id }) => id === input.lotId)!;
      const [clock] = await tx.query<{ plannedClosesAt: Date; suspendedAt: Date | null }>('select planned_closes_at as "plannedClosesAt", suspended_at as "suspendedAt" from quoting.lots where id = $1', [lot.id]);
      const { plannedClosesAt, suspendedAt } = clock!;
      // A lot whose closing has passed is closed, also while nobody has written it yet.
      const state = lot.state === 'PUBLISHED' && now >= lot.closesAt ? 'CLOSED' : lot.state;
      if (!openLotStates.includes(state)) return stateRefused(actor, 'NOT_OPEN', state);
      if (lot.termsVersion !== input.termsVersion) return termsOutdated(actor, lot.termsVersion);
      const parts = described?.take() ?? null;
      const complaints = complaintsAboutAmendment(lot, input, parts, suspendedAt !== null, now);
      if (complaints.length > 0) return inputRefused(actor, complaints);
      const wished = input.closesAt ? new Date(input.closesAt) : null;
      const closesAt = closingAfterAmendment({ opensAt: lot.opensAt, closesAt: lot.closesAt, plannedClosesAt }, wished, suspendedAt ?? now);
      const changed = amended(lot, input, parts, closesAt);
      // Bidders hear the note word for word from the ledger, which is never rewritten.
      const hidden = hiddenOf(mouldsOf([...lots, changed]), tender.disclosure);
      await this.record(tx, locked, tender, changed, masked(input.note, hidden));
      const after = (await readTender(tx, actor.companyId, tender.id))!;
      return buyerTenderView(after.tender, after.lots);
    }));
  }

  private async describe(actor: Actor, lotId: string): Promise<Described> {
    const reads = { query: <T extends object>(sql: string, params?: unknown[]) => this.database.read<T>(actor.companyId, sql, params) };
    const { lots } = (await readTender(reads, actor.companyId, await tenderOf(reads, actor, lotId)))!;
    return this.parts.describe(actor, lots.find(({ id }) => id === lotId)!.lines);
  }

  private async record(tx: Tx, locked: readonly LockedLot[], tender: TenderRow, lot: OwnedLot, note: string): Promise<void> {
    const lines = lot.lines.map(({ id, requestedDate, snapshot }) => ({ id, requested_date: requestedDate, revision: snapshot.revision, snapshot }));
    await tx.query(
      `with lot as (
         update quoting.lots set terms_version = $2, ceiling_minor = $3, planned_closes_at = case when closes_at <> $4 then $4 else planned_closes_at end, closes_at = $4,
           bid_count = case when bid_count is null then null else 0 end, best_minor = null where id = $1
       ), tender as (
         update quoting.tenders set version = version + 1 where id = $5
       ), bids as (
         update quoting.bids set state = 'NEEDS_CONFIRMATION' where lot_id = $1 and state = 'VALID'
       )
       update quoting.lot_lines line set requested_date = n.requested_date, revision = n.revision, snapshot = n.snapshot
         from jsonb_to_recordset($6::jsonb) as n (id text, requested_date date, revision text, snapshot jsonb) where line.id = n.id`,
      [lot.id, lot.termsVersion, lot.ceilingMinor, lot.closesAt, tender.id, JSON.stringify(lines)],
    );
    await writeLotEvents(tx, locked, [{ lotId: lot.id, type: 'AMENDED', payload: { note, terms: termsOfLot(tender, lot) } }]);
    await tellCompanies(tx, await guestsOf(tx, tender.id, [lot.id], 'lot.amended'));
  }
}

async function tenderOf(reads: Pick<Tx, 'query'>, actor: Actor, lotId: string): Promise<string> {
  const [found] = await reads.query<{ tenderId: string }>('select tender_id as "tenderId" from quoting.lots where id = $1 and buyer_company_id = $2 and published_at is not null', [lotId, actor.companyId]);
  if (found === undefined) throw Problem.notFound();
  return found.tenderId;
}

function amended(lot: OwnedLot, input: AmendLotInput, parts: readonly PartSnapshot[] | null, closesAt: Date): OwnedLot {
  return {
    ...lot, termsVersion: lot.termsVersion + 1, closesAt, ceilingMinor: input.ceiling ? onBasis(input.ceiling, lot)!.toString() : lot.ceilingMinor,
    lines: lot.lines.map((line, i) => ({ ...line, requestedDate: input.requestedDate ?? line.requestedDate, snapshot: parts?.[i] ?? line.snapshot })),
  };
}
