import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import { declareUnsuccessful, type DeclareUnsuccessfulInput, type DeclareUnsuccessfulResult } from '#contracts/quoting-bidding';
import type { StateRefused, VersionConflict } from '#contracts';
import { Database, once, type Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { appendLotEvents } from '../ledger/index.js';
import { LotRelease, TenderReader, lockLots, lockTender } from '../tenders/index.js';
import { buyerSentence } from './bidding-sentences.view.js';
import { LotBooks } from './lot-books.service.js';
import { lotProjection } from './lot-projection.policy.js';
import { LOT_COLUMNS, projectLotsSql, valuesOf } from './lot-rows.storage.js';
import { fold } from './lot-state.policy.js';

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
    const lots = await this.books.statesIn(tx, input.lotIds);
    const entries = await appendLotEvents(tx, input.lotIds.map((lotId) => ({ lotId, type: 'UNSUCCESSFUL' as const, payload: { reason: input.reason } })));
    const after = [...lots.values()].map(({ state }) => fold(state, entries.filter((entry) => entry.lotId === state.lotId)));
    await tx.query(projectLotsSql(1), valuesOf(after.map(lotProjection), LOT_COLUMNS));
    await tx.query(`update quoting.bids set state = 'LOST' where lot_id = any ($1) and state in ('VALID', 'STANDBY', 'NEEDS_CONFIRMATION', 'WON')`, [input.lotIds]);
    await tx.query('update quoting.tenders set version = version + 1 where id = $1', [tender.id]);
    await this.releases.release(tx, input.lotIds, 'UNSUCCESSFUL');
    await tellCompanies(tx, after.flatMap((lot) => [tender.buyerId, ...lot.bidders.keys()].map((companyId) => ({ companyId, type: 'lot.unsuccessful', subjectId: lot.lotId }))));
    return { __typename: 'Declared' };
  }
}
