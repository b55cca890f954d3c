import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import { suspendLots, type SuspendLotsInput, type SuspendLotsResult } from '#contracts/quoting-tenders';
import { Database, once, type Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { lockLedgers, writeLotEvents, type LockedLot } from '../ledger/index.js';
import { guestsOf } from './amendment.service.js';
import { stateRefused } from './refusals.view.js';
import { catchUp, goOnAfter, mayStop, type Extended, type LotTimes } from './suspension.policy.js';
import { readTender } from './tender-rows.storage.js';
import { buyerTenderView } from './tender.view.js';
import { lockTender } from './tenders.locks.js';

type StoppableLot = LotTimes & { id: string; tenderId: string; state: string; suspendedAt: Date | null; softClose: Extended | null };

/** Stops the clock of lots and lets it run again: a file with an error, a hall without power. */
@Injectable()
export class SuspensionService {
  constructor(private readonly database: Database) {}

  /** Suspends lots of one tender, or lets them go on with as much time as they had left. All or none. NOT_FOUND for foreign and missing lots. */
  async suspendLots(actor: Actor, input: SuspendLotsInput): Promise<SuspendLotsResult> {
    return this.database.asHouse((tx) => once(tx, actor, suspendLots.name, input.idempotencyKey, input, async () => {
      const found = await tx.query<{ tenderId: string }>('select distinct tender_id as "tenderId" from quoting.lots where id = any ($1) and buyer_company_id = $2', [input.lotIds, actor.companyId]);
      if (found.length === 0) throw Problem.notFound();
      if (found.length > 1) throw Problem.badInput([{ path: 'input.lotIds', message: 'must be lots of one tender' }]);
      const tender = await lockTender(tx, actor.companyId, found[0]!.tenderId);
      const locked = await lockLedgers(tx, input.lotIds);
      const lots = await tx.query<StoppableLot>(
        `select id, tender_id as "tenderId", state, opens_at as "opensAt", closes_at as "closesAt", planned_closes_at as "plannedClosesAt", unseals_at as "unsealsAt", suspended_at as "suspendedAt", rules -> 'softClose' as "softClose"
           from quoting.lots where id = any ($1) and tender_id = $2 order by id`, [input.lotIds, tender.id],
      );
      if (lots.length !== input.lotIds.length) throw Problem.notFound();
      const now = locked[0]!.at;
      const hindered = lots.find((lot) => (input.suspend ? !mayStop(lot, now) : lot.state !== 'SUSPENDED'));
      if (hindered) return stateRefused(actor, 'NOT_OPEN', hindered.state === 'PUBLISHED' && input.suspend ? 'CLOSED' : hindered.state);
      await (input.suspend ? this.stop(tx, locked, now, input.reason) : this.goOn(tx, locked, lots, now));
      await tx.query('update quoting.tenders set version = version + 1 where id = $1', [tender.id]);
      const type = input.suspend ? 'lot.suspended' : 'lot.resumed';
      await tellCompanies(tx, [...lots.map((lot) => ({ companyId: tender.buyerId, type, subjectId: lot.id })), ...await guestsOf(tx, tender.id, lots.map((lot) => lot.id), type)]);
      const after = (await readTender(tx, actor.companyId, tender.id))!;
      return buyerTenderView(after.tender, after.lots);
    }));
  }

  private async stop(tx: Tx, lots: readonly LockedLot[], now: Date, reason: string): Promise<void> {
    await tx.query(`update quoting.lots set state = 'SUSPENDED', suspended_at = $2 where id = any ($1)`, [lots.map((lot) => lot.id), now]);
    await writeLotEvents(tx, lots, lots.map((lot) => ({ lotId: lot.id, type: 'SUSPENDED' as const, payload: { reason } })));
  }

  private async goOn(tx: Tx, locked: readonly LockedLot[], lots: readonly StoppableLot[], now: Date): Promise<void> {
    const later = lots.map((lot) => ({ ...lot, ...goOnAfter(lot, lot.suspendedAt!, now) }));
    // Behind the locks of these lots: whoever moves the others must lock these, too.
    const running = await tx.query<Pick<LotTimes, 'closesAt' | 'plannedClosesAt'>>(
      `select closes_at as "closesAt", planned_closes_at as "plannedClosesAt" from quoting.lots where tender_id = $1 and state = 'PUBLISHED'`, [lots[0]!.tenderId],
    );
    const moved = later.map((lot) => ({ ...catchUp(lot, lot.softClose, [...running, ...later]), id: lot.id }));
    await tx.query(
      `update quoting.lots lot set state = 'PUBLISHED', suspended_at = null, closes_at = n.closes_at, planned_closes_at = n.planned, unseals_at = n.unseals
         from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[]) as n (id, closes_at, planned, unseals) where lot.id = n.id`,
      [moved.map((lot) => lot.id), moved.map((lot) => lot.closesAt), moved.map((lot) => lot.plannedClosesAt), moved.map((lot) => lot.unsealsAt)],
    );
    await writeLotEvents(tx, locked, moved.map((lot) => ({
      lotId: lot.id, type: 'RESUMED' as const,
      payload: { closesAt: lot.closesAt.toISOString(), plannedClosesAt: lot.plannedClosesAt.toISOString(), ...(lot.unsealsAt === null ? {} : { unsealsAt: lot.unsealsAt.toISOString() }) },
    })));
  }
}
