import { Injectable, Logger } from '@nestjs/common';
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
import { fold, type LotState } from './lot-state.policy.js';
import { LotsAside, isAway } from './lots-aside.policy.js';

/** A bid on lot `l` that can still be awarded: when an award falls back, also one that had lost, but none whose own award fell. */
const AWARDABLE = `select from quoting.bids b where b.lot_id = l.id and b.state in ('VALID', 'STANDBY', 'LOST') and coalesce(b.confirmed_until, b.valid_until) >= ${marketDaySql('clock_timestamp()')}
  and not exists (select from quoting.lot_events e where e.lot_id = b.lot_id and e.type = 'AWARDED' and e.payload ->> 'bidId' = b.id and e.payload ->> 'state' in ('DECLINED', 'LAPSED'))`;
/** The ledger is read in both languages. */
const NOT_DECIDED = { reason: '报价有效期内没有定标 / not decided while its bids were valid', why: 'VALIDITY_OVER' } as const;
const NONE_LEFT = { reason: '没有可以定标的报价 / no bid is left that could be awarded', why: 'NO_BID_LEFT' } as const;

type Kept = { __typename: 'Declared' } | StateRefused | VersionConflict;

/** Lots that were evaluated and on which no bid is taken: the end is told to everybody who bid. */
@Injectable()
export class UnsuccessfulService {
  private readonly aside = new LotsAside();
  private readonly log = new Logger(UnsuccessfulService.name);
  private readonly ears: ((tx: Tx, lotIds: readonly string[]) => Promise<void>)[] = [];

  constructor(private readonly database: Database, private readonly books: LotBooks, private readonly releases: LotRelease, private readonly tenders: TenderReader) {}

  /** Calls with lots that are about to end, locked, in the transaction that ends them. */
  onEnd(hears: (tx: Tx, lotIds: readonly string[]) => Promise<void>): void {
    this.ears.push(hears);
  }

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
    await this.end(tx, tender, input.lotIds, () => ({ reason: input.reason }));
    return { __typename: 'Declared' };
  }

  /**
   * Ends an evaluated lot on which no bid can be awarded any more: the validity of every one is over, or none is left. Its parts can be placed again.
   * A lot on which an award fell back ends by the same rule, and one that cannot be ended is put aside for a while. Returns how many ended; as long as there are any, call again.
   */
  async endOverdue(): Promise<number> {
    for (;;) {
      let found: string | null = null;
      try {
        return await this.database.asHouse(async (tx) => {
          const [lot] = await tx.query<{ id: string; tenderId: string; buyerId: string }>(
            `select l.id, t.id as "tenderId", t.buyer_company_id as "buyerId" from quoting.lots l join quoting.tenders t on t.id = l.tender_id
              where l.state = 'EVALUATING' and l.id <> all ($1::text[]) and not exists (${AWARDABLE}) order by l.id limit 1 for update of t, l skip locked`, [this.aside.waiting(performance.now())],
          );
          if (lot === undefined) return 0;
          found = lot.id;
          await this.end(tx, { id: lot.tenderId, buyerId: lot.buyerId }, [lot.id], endOf);
          this.aside.succeeded(lot.id);
          return 1;
        });
      } catch (error) {
        if (found === null || isAway(error)) throw error;
        this.log.error(`${String(found)} cannot be ended; the next attempt is in ${this.aside.failed(found, performance.now())} ms.`, error);
      }
    }
  }

  /** Writes the end of locked lots of a locked tender, frees their parts and tells buyer and bidders. */
  private async end(tx: Tx, tender: { id: string; buyerId: string }, lotIds: readonly string[], why: (lot: LotState) => LotEventPayloads['UNSUCCESSFUL']): Promise<void> {
    for (const hears of this.ears) await hears(tx, lotIds);
    const lots = await this.books.statesIn(tx, lotIds);
    const entries = await appendLotEvents(tx, lotIds.map((lotId) => ({ lotId, type: 'UNSUCCESSFUL' as const, payload: why(lots.get(lotId)!.state) })));
    const after = [...lots.values()].map(({ state }) => fold(state, entries.filter((entry) => entry.lotId === state.lotId)));
    await tx.query(projectLotsSql(1), valuesOf(after.map(lotProjection), LOT_COLUMNS));
    const bids = after.flatMap((lot) => [...lot.bidders.values()]);
    await tx.query(
      'update quoting.bids bid set state = now.state from unnest($1::text[], $2::text[]) as now (id, state) where bid.id = now.id and bid.state <> now.state',
      [bids.map((bid) => bid.bidId), bids.map((bid) => bid.state)],
    );
    await tx.query('update quoting.tenders set version = version + 1 where id = $1', [tender.id]);
    await this.releases.release(tx, lotIds, 'UNSUCCESSFUL');
    await tellCompanies(tx, after.flatMap((lot) => [tender.buyerId, ...lot.bidders.keys()].map((companyId) => ({ companyId, type: 'lot.unsuccessful', subjectId: lot.lotId }))));
  }
}

/** Why a lot without a bid that could be awarded ends: of bids that count and whose award did not fall, only the validity can be over. */
function endOf(lot: LotState): LotEventPayloads['UNSUCCESSFUL'] {
  return lot.ranking.some((bidder) => !bidder.fell) ? NOT_DECIDED : NONE_LEFT;
}
