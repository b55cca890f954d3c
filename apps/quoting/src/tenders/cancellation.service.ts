import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import { cancelLots, type CancelLotsInput, type CancelLotsResult } from '#contracts/quoting-tenders';
import { Database, once, type Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { appendLotEvents } from '../ledger/index.js';
import { guestsOf } from './amendment.service.js';
import { lotLifecycle } from './lot.lifecycle.js';
import { stateRefused, versionConflict } from './refusals.view.js';
import { LotRelease } from './release.service.js';
import { readTender } from './tender-rows.storage.js';
import { buyerTenderView } from './tender.view.js';
import { lockLots, lockTender } from './tenders.locks.js';

/** Takes lots back. Sealed bids stay sealed for ever. */
@Injectable()
export class CancellationService {
  constructor(private readonly database: Database, private readonly releases: LotRelease) {}

  /** Cancels the named lots, or all that still can be. Refused when one of the named ones is decided already. */
  async cancelLots(actor: Actor, input: CancelLotsInput): Promise<CancelLotsResult> {
    return this.database.asHouse((tx) => once(tx, actor, cancelLots.name, input.idempotencyKey, input, async () => {
      const tender = await lockTender(tx, actor.companyId, input.tenderId);
      if (tender.version !== input.version) return versionConflict(actor, tender.version);
      const { lots } = (await readTender(tx, actor.companyId, tender.id))!;
      const wanted = input.lotIds ?? lots.map((lot) => lot.id);
      if (wanted.some((id) => !lots.some((lot) => lot.id === id))) throw Problem.notFound();
      const locked = await lockLots(tx, wanted);
      const may = locked.filter((lot) => lotLifecycle.canMove(lot.state, 'CANCELLED'));
      const hindered = locked.find((lot) => !may.includes(lot));
      if (may.length === 0 || (input.lotIds && hindered)) return stateRefused(actor, 'NOT_OPEN', hindered?.state ?? buyerTenderView(tender, lots).state);
      await this.record(tx, tender.id, may.map((lot) => lot.id), input.reason);
      const shown = may.filter((lot) => lot.state !== 'DRAFT').map((lot) => lot.id);
      await this.announce(tx, tender.id, tender.buyerId, shown, input.reason);
      const after = (await readTender(tx, actor.companyId, tender.id))!;
      return buyerTenderView(after.tender, after.lots);
    }));
  }

  private async record(tx: Tx, tenderId: string, lotIds: readonly string[], reason: string): Promise<void> {
    await tx.query('update quoting.tenders set version = version + 1 where id = $1', [tenderId]);
    // Bids of a lot that is taken back count no more; where they were secret, their number stays so.
    await tx.query(`update quoting.lots set state = 'CANCELLED', cancel_reason = $2, closed_at = coalesce(closed_at, clock_timestamp()), bid_count = bid_count * 0, best_minor = null where id = any ($1)`, [lotIds, reason]);
  }

  private async announce(tx: Tx, tenderId: string, buyerId: string, lotIds: readonly string[], reason: string): Promise<void> {
    if (lotIds.length === 0) return;
    await appendLotEvents(tx, lotIds.map((lotId) => ({ lotId, type: 'CANCELLED' as const, payload: { reason } })));
    await this.releases.release(tx, lotIds, 'CANCELLED');
    await tellCompanies(tx, [...lotIds.map((subjectId) => ({ companyId: buyerId, type: 'lot.cancelled', subjectId })), ...await guestsOf(tx, tenderId, lotIds, 'lot.cancelled')]);
  }
}
