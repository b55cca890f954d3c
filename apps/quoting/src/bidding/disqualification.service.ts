import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor, StateRefused } from '#contracts';
import { reasonText } from '#contracts/lot-ledger';
import { disqualifyBid, type DisqualifyBidInput, type DisqualifyBidResult } from '#contracts/quoting-amendments';
import { Database, once, type Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { lockLedgers, sha256, writeLotEvents } from '../ledger/index.js';
import { TenderReader, lockTender } from '../tenders/index.js';
import { BidDesk } from './bid-desk.service.js';
import { buyerSentence } from './bidding-sentences.view.js';
import { decideDisqualification } from './disqualification.policy.js';
import { LotBooks } from './lot-books.service.js';
import { lotProjection } from './lot-projection.policy.js';
import { LOT_COLUMNS, projectLotsSql, valuesOf } from './lot-rows.storage.js';
import { fold } from './lot-state.policy.js';
import { nonceOf } from './offer.storage.js';

type Kept = { __typename: 'Disqualified'; tenderId: string; lotId: string } | StateRefused;

/** Bids that a buyer takes out of the ranking: false data, a capability that is missing, a price that nobody explains. */
@Injectable()
export class DisqualificationService {
  constructor(private readonly database: Database, private readonly books: LotBooks, private readonly tenders: TenderReader, private readonly desk: BidDesk) {}

  /**
   * Takes a bid on an own lot out of the ranking, with a reason that its bidder reads; the company is out of the lot, and the ranks of the others
   * move up. NOT_FOUND for bids that the buyer may not see: those of others' lots, and sealed ones.
   */
  async disqualifyBid(actor: Actor, input: DisqualifyBidInput): Promise<DisqualifyBidResult> {
    const kept = await this.database.asHouse((tx) => once<Kept>(tx, actor, disqualifyBid.name, input.idempotencyKey, input, () => this.disqualify(tx, actor, input)));
    if (kept.__typename !== 'Disqualified') return kept;
    // Whoever is bid for automatically may lead again.
    await this.desk.wake(actor, kept.lotId);
    return (await this.tenders.tender(actor, kept.tenderId))!;
  }

  private async disqualify(tx: Tx, actor: Actor, { bidId, reason }: DisqualifyBidInput): Promise<Kept> {
    const [bid] = await tx.query<{ lotId: string; tenderId: string }>(
      'select b.lot_id as "lotId", b.tender_id as "tenderId" from quoting.bids b join quoting.lots l on l.id = b.lot_id where b.id = $1 and l.buyer_company_id = $2', [bidId, actor.companyId],
    );
    if (bid === undefined) throw Problem.notFound();
    await lockTender(tx, actor.companyId, bid.tenderId);
    const locked = await lockLedgers(tx, [bid.lotId]);
    const { state } = (await this.books.statesIn(tx, [bid.lotId])).get(bid.lotId)!;
    const decision = decideDisqualification(state, bidId, locked[0]!.at.getTime());
    if (decision === null) throw Problem.notFound();
    if (!decision.ok) return { __typename: 'StateRefused', code: 'STATE_REFUSED', message: buyerSentence('NOT_DISQUALIFIABLE', actor.locale), currentState: decision.refusal.currentState };
    const { alias, companyId } = decision.value;
    const reasonHash = sha256(reasonText(bidId, await nonceOf(tx, bidId, this.books.offers.open), reason));
    const after = fold(state, await writeLotEvents(tx, locked, [{ lotId: bid.lotId, type: 'BID_DISQUALIFIED', payload: { bidId, alias, reasonHash } }]));
    // Ranks that were final move up where bidding has ended.
    const ranks = after.closedAt === null ? [] : after.ranking;
    await tx.query(
      `with out as (
         update quoting.bids set state = 'DISQUALIFIED', final_rank = null, out_reason = $2 where id = $1
       ), proxy as (
         delete from quoting.proxy_bids where lot_id = $3 and company_id = $4 returning 1
       ), lot as (
         update quoting.lots set proxies = proxies - (select count(*)::int from proxy) where id = $3
       ), tender as (
         update quoting.tenders set version = version + 1 where id = $5
       )
       update quoting.bids bid set final_rank = now.rank from unnest($6::text[], $7::int[]) as now (id, rank) where bid.id = now.id`,
      [bidId, reason, bid.lotId, companyId, bid.tenderId, ranks.map((one) => one.bidId), ranks.map((_, i) => i + 1)],
    );
    await tx.query(projectLotsSql(1), valuesOf([lotProjection(after)], LOT_COLUMNS));
    await tellCompanies(tx, [{ companyId, type: 'bid.decided', subjectId: bidId }]);
    return { __typename: 'Disqualified', tenderId: bid.tenderId, lotId: bid.lotId };
  }
}
