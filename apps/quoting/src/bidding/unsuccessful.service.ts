import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import { declareUnsuccessful, type DeclareUnsuccessfulInput, type DeclareUnsuccessfulResult } from '#contracts/quoting-bidding';
import type { StateRefused, VersionConflict } from '#contracts';
import type { LotEventPayloads } from '#contracts/lot-ledger';
import { Database, once, type Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { appendLotEvents } from '../ledger/index.js';
import { LotRelease, TenderReader, lockLots, lockTender } from '../tenders/index.js';
import { buyerSentence } from './bidding-sentences.view.js';
import { marketDaySql } from './bid-rows.storage.js';
import { LotBooks } from './lot-books.service.js';
import { lotProjection } from './lot-projection.policy.js';
import { LOT_COLUMNS, projectLotsSql, valuesOf } from './lot-rows.storage.js';
import { fold } from './lot-state.policy.js';

/** A bid on lot `l` that can still be awarded: when an award falls back, also one that had lost. */
const AWARDABLE = `select from quoting.bids b where b.lot_id = l.id and b.state in ('VALID', 'STANDBY', 'NEEDS_CONFIRMATION', 'WON', 'LOST') and coalesce(b.confirmed_until, b.valid_until) >= ${marketDaySql('clock_timestamp()')}`;
/** The ledger is read in both languages. */
const NOT_DECIDED = '报价有效期内没有定标 / not decided while its bids were valid';

type Kept = { __typename: 'Declared' } | StateRefused | VersionConflict;

/** Lots that were evaluated and on which no bid is taken: the end is told to everybody who bid. */
@Injectable()
export class UnsuccessfulService {
  constructor(private readonly database: Database, private readonly books: LotBooks, private readonly releases: LotRelease, private readonly tenders: TenderReader) {}

  /** Declares evaluated lots unsuccessful, all or none: bids are lost, parts can be placed again. NOT_FOUND for lots of another tender. */
  async declareUnsuccessful(actor: Actor, input: DeclareUnsuccessfulInput): Promise<DeclareUnsuccessfulResult> {
    const kept = await this.database.asHouse((tx) => once<Kept>(tx, actor, declareUnsuccessful.name, input.idempotencyKey, input, () => this.declare(tx, actor, input)));
    return kept.__typename === 'Declared' ? (await this.tenders.tender(actor, input.tenderId))! : kept;
  }

  private async declare(tx: Tx, actor: Actor, input: DeclareUnsuccessfulInput): Promise<Kept> {
    const tender = await lockTender(tx, actor.companyId, input.tenderId);
    if (tender.version !== input.version) return { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', message: buyerSentence('VERSION', actor.locale), currentVersion: tender.version };
    const locked = await lockLots(tx, input.lotIds);
    if (locked.length !== input.lotIds.length || locked.some((lot) => lot.tenderId !== tender.id)) throw Problem.notFound();
    const hindered = locked.find((lot) => lot.state !== 'EVALUATING');
    if (hindered) return { __typename: 'StateRefused', code: 'STATE_REFUSED', message: buyerSentence('NOT_EVALUATED', actor.locale), currentState: hindered.state };
    await this.end(tx, tender, input.lotIds, { reason: input.reason }, 'LOST');
    return { __typename: 'Declared' };
  }

  /**
   * Ends evaluated lots on which no bid can be awarded any more, as a rule because the validity of every one is over: bids expire, parts can be placed again. A lot on
   * which an award fell back ends by the same rule. Returns how many ended, lots of one tender at a time; as long as there are any, call again.
   */
  async endOverdue(): Promise<number> {
    return this.database.asHouse(async (tx) => {
      const [tender] = await tx.query<{ id: string; buyerId: string }>(
        `select t.id, t.buyer_company_id as "buyerId" from quoting.tenders t
          where exists (select from quoting.lots l where l.tender_id = t.id and l.state = 'EVALUATING' and not exists (${AWARDABLE})) limit 1 for update skip locked`,
      );
      if (tender === undefined) return 0;
      const lots = await tx.query<{ id: string }>(`select l.id from quoting.lots l where l.tender_id = $1 and l.state = 'EVALUATING' and not exists (${AWARDABLE}) order by l.id for update`, [tender.id]);
      await this.end(tx, tender, lots.map(({ id }) => id), { reason: NOT_DECIDED, why: 'VALIDITY_OVER' }, 'EXPIRED');
      return lots.length;
    });
  }

  /** Writes the end of locked lots of a locked tender, frees their parts and tells buyer and bidders. */
  private async end(tx: Tx, tender: { id: string; buyerId: string }, lotIds: readonly string[], payload: LotEventPayloads['UNSUCCESSFUL'], bids: 'LOST' | 'EXPIRED'): Promise<void> {
    const lots = await this.books.statesIn(tx, lotIds);
    const entries = await appendLotEvents(tx, lotIds.map((lotId) => ({ lotId, type: 'UNSUCCESSFUL' as const, payload })));
    const after = [...lots.values()].map(({ state }) => fold(state, entries.filter((entry) => entry.lotId === state.lotId)));
    await tx.query(projectLotsSql(1), valuesOf(after.map(lotProjection), LOT_COLUMNS));
    await tx.query(`update quoting.bids set state = $2 where lot_id = any ($1) and state in ('VALID', 'STANDBY', 'NEEDS_CONFIRMATION', 'WON')`, [lotIds, bids]);
    await tx.query('update quoting.tenders set version = version + 1 where id = $1', [tender.id]);
    await this.releases.release(tx, lotIds, 'UNSUCCESSFUL');
    await tellCompanies(tx, after.flatMap((lot) => [tender.buyerId, ...lot.bidders.keys()].map((companyId) => ({ companyId, type: 'lot.unsuccessful', subjectId: lot.lotId }))));
  }
}
