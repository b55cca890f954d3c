import { Inject, Injectable, Logger } from '@nestjs/common';
import { marketDay } from '#kernel';
import type { Actor, HouseEvents, StateRefused } from '#contracts';
import { answerAward, type AnswerAwardInput, type AnswerAwardResult, type AwardState } from '#contracts/quoting-awards';
import { Database, once, type Tx } from '#platform/database';
import { Outbox } from '#platform/messaging';
import { LotsAside, isAway } from '../bidding/index.js';
import { SupplierService } from '../capacity/index.js';
import { writeLotEvents } from '../ledger/index.js';
import { readAgreedLots } from '../tenders/index.js';
import { fallenAwardStates } from './award.lifecycle.js';
import { needsManager, nextStandby } from './award.policy.js';
import { acceptOffer, declineOffer, readLotAwards } from './award-rows.storage.js';
import { AwardWriter, type AwardMove } from './award-writer.service.js';
import { offerView, type AwardRow } from './award.view.js';
import { awardAccepted } from './awards.events.js';
import { lockIfFree, lockOffer } from './awards.locks.js';
import { awardSentence } from './awards-sentences.view.js';
import { AwardBids } from './bids.port.js';
import { AWARD_LIMITS, type AwardLimits } from './limits.port.js';

const DUE_AT_ONCE = 100;

/** The supplier answers, or time does; then order tells what came of it. */
@Injectable()
export class AwardAnswerService {
  private readonly aside = new LotsAside();
  private readonly log = new Logger(AwardAnswerService.name);

  constructor(
    private readonly database: Database,
    private readonly bids: AwardBids,
    private readonly suppliers: SupplierService,
    private readonly writer: AwardWriter,
    private readonly outbox: Outbox,
    @Inject(AWARD_LIMITS) private readonly limits: AwardLimits,
  ) {}

  /** Accepts or declines an offer in time. Declined, the next standby is asked at its own price. */
  answerAward(actor: Actor, input: AnswerAwardInput): Promise<AnswerAwardResult> {
    return this.database.asHouse((tx) => once(tx, actor, answerAward.name, input.idempotencyKey, input, async () => {
      const award = await lockOffer(tx, actor.companyId, input.awardId);
      if (award.state !== 'OFFERED') return tooLate(actor, award.state);
      if (award.version !== input.version) return { __typename: 'VersionConflict', code: 'VERSION_CONFLICT', message: awardSentence('VERSION', actor.locale), currentVersion: award.version };
      const by = actor.userId ?? actor.principalId;
      if (input.accept) return this.accept(tx, actor, award, by);
      if (!input.reason) {
        return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message: awardSentence('INPUT', actor.locale), problems: [{ path: 'reason', message: awardSentence('DECLINE_REASON', actor.locale) }] };
      }
      if (!await declineOffer(tx, award.id, by, input.reason)) return tooLate(actor, 'LAPSED');
      await this.goOn(tx, award, 'DECLINED');
      return offerView({ ...award, state: 'DECLINED', version: award.version + 1 });
    }));
  }

  /** Lets offers lapse whose time is over. Safe to run anywhere at once; a lot that somebody works on waits for the next look, and one that cannot be read stops no other. */
  async lapseDue(): Promise<number> {
    const due = await this.database.readAsHouse<{ id: string; lotId: string }>(
      `select id, lot_id as "lotId" from quoting.awards where state = 'OFFERED' and accept_by <= clock_timestamp() and lot_id <> all ($1::text[]) order by accept_by limit ${DUE_AT_ONCE}`, [this.aside.waiting(performance.now())],
    );
    let lapsed = 0;
    for (const { id, lotId } of due) {
      try {
        lapsed += await this.database.asHouse((tx) => this.lapse(tx, id));
        this.aside.succeeded(lotId);
      } catch (error) {
        if (isAway(error)) throw error;
        this.log.error(`The offer on ${lotId} cannot lapse; the next attempt is in ${this.aside.failed(lotId, performance.now())} ms.`, error);
      }
    }
    return lapsed;
  }

  /** Notes the orders of accepted awards; lots whose award became an order are completed. A fact that comes twice finds nothing to do. */
  async noteOrders(tx: Tx, orders: readonly HouseEvents['ordering.order.issued.v1'][]): Promise<void> {
    const noted = orders.flatMap((order) => order.awardIds.map((awardId) => ({ awardId, order })));
    const ordered = await tx.query<{ id: string; lotId: string; bidId: string; orderId: string }>(
      `with accepted as materialized (
         select distinct on (a.id) a.id, a.lot_id, n.order_id
           from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as n (award_id, order_id, buyer_id, supplier_id, place)
           join quoting.awards a on a.id = n.award_id and a.buyer_company_id = n.buyer_id and a.supplier_company_id = n.supplier_id and a.state = 'ACCEPTED'
          order by a.id, n.place
       ), locked as materialized (
         select l.id from quoting.lots l where l.id in (select lot_id from accepted) order by l.id for update
       ), ordered as (
         update quoting.awards a set state = 'ORDERED', order_id = accepted.order_id, version = a.version + 1
           from accepted join locked on locked.id = accepted.lot_id where a.id = accepted.id and a.state = 'ACCEPTED' returning a.id, a.lot_id, a.bid_id, a.order_id
       ), completed as (
         update quoting.lots l set state = 'COMPLETED' from ordered where l.id = ordered.lot_id and l.state = 'AWARDED'
       )
       select id, lot_id as "lotId", bid_id as "bidId", order_id as "orderId" from ordered`,
      [noted.map(({ awardId }) => awardId), noted.map(({ order }) => order.orderId), noted.map(({ order }) => order.buyerId), noted.map(({ order }) => order.supplierId)],
    );
    if (ordered.length === 0) return;
    const grown = [...new Map(orders.map((order) => [order.orderId, order])).values()].filter(({ orderId }) => ordered.some((award) => award.orderId === orderId));
    await this.writer.announce(tx, ordered.map((award): AwardMove => ({ awardId: award.id, lotId: award.lotId, bidId: award.bidId, state: 'ORDERED', lotState: 'COMPLETED' })),
      grown.flatMap(({ orderId, buyerId, supplierId }) => [buyerId, supplierId].map((companyId) => ({ companyId, type: 'order.issued', subjectId: orderId }))));
  }

  private async lapse(tx: Tx, awardId: string): Promise<number> {
    const award = await lockIfFree(tx, awardId);
    if (!award || award.state !== 'OFFERED' || award.acceptBy! > await tx.now()) return 0;
    await tx.query(`update quoting.awards set state = 'LAPSED', version = version + 1, answered_at = clock_timestamp() where id = $1`, [award.id]);
    await this.goOn(tx, award, 'LAPSED');
    return 1;
  }

  private async accept(tx: Tx, actor: Actor, award: AwardRow, by: string): Promise<AnswerAwardResult> {
    const accepted = await acceptOffer(tx, award.id, by);
    if (accepted === null) return tooLate(actor, 'LAPSED');
    await this.outbox.add(tx, 'quoting.award.accepted.v1', awardAccepted(award, accepted.agreed, accepted.answeredAt), award.id);
    await writeLotEvents(tx, [accepted.locked], [{ lotId: award.lotId, type: 'AWARDED', payload: { awardId: award.id, bidId: award.bidId, state: 'ACCEPTED', lotState: null } }]);
    return offerView({ ...award, state: 'ACCEPTED', version: award.version + 1 });
  }

  /** After a fallen award: the next standby is offered at its own price, above the limit a manager is asked first; without a standby the buyer decides anew. */
  private async goOn(tx: Tx, award: AwardRow, fell: 'DECLINED' | 'LAPSED'): Promise<void> {
    const bids = (await this.bids.ranked(tx, [award.lotId])).get(award.lotId) ?? [];
    const fallen = (await readLotAwards(tx, [award.lotId])).filter((one) => fallenAwardStates.includes(one.state)).map((one) => one.bidId);
    const { suppliers } = await this.suppliers.byIds(tx, award.buyerId, bids.map((bid) => bid.companyId));
    const stopped = new Set(suppliers.filter((one) => one.status === 'SUSPENDED' || one.status === 'TERMINATED').map((one) => one.companyId));
    const now = await tx.now();
    const next = nextStandby({ bids, fallenBidIds: fallen }, stopped, marketDay(now));
    const moves: AwardMove[] = [{ awardId: award.id, lotId: award.lotId, bidId: award.bidId, state: fell, lotState: null }];
    const news = [{ companyId: award.buyerId, type: 'award.declined', subjectId: award.id }];
    const offer = next !== null && !needsManager(next, true, this.limits.approvalMinor);
    if (next !== null) {
      const rules = (await readAgreedLots(tx, [award.lotId])).get(award.lotId)!.rules;
      const state = offer ? 'OFFERED' as const : 'PROPOSED' as const;
      const [id] = await this.writer.write(tx, { tenderId: award.tenderId, buyerId: award.buyerId, raiseVersion: false }, [{
        lotId: award.lotId, bid: next, state, reason: null, standby: true, proposedBy: null, approvedBy: null, acceptWithinMinutes: rules.acceptWithinMinutes,
      }], now);
      moves.push({ awardId: id!, lotId: award.lotId, bidId: next.bidId, state, lotState: null });
      news.push(offer ? { companyId: next.companyId, type: 'award.offered', subjectId: id! } : { companyId: award.buyerId, type: 'award.proposed', subjectId: id! });
    }
    if (!offer) {
      await tx.query(`update quoting.lots set state = 'EVALUATING' where id = $1 and state = 'AWARDED'`, [award.lotId]);
      moves[0]!.lotState = 'EVALUATING';
    }
    await this.writer.announce(tx, moves, news);
  }
}

function tooLate(actor: Actor, state: AwardState): StateRefused {
  return { __typename: 'StateRefused', code: 'STATE_REFUSED', message: awardSentence('ANSWERED', actor.locale), currentState: state };
}
