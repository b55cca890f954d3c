import { Injectable } from '@nestjs/common';
import { Problem } from '#kernel';
import type { Actor } from '#contracts';
import { reasonText } from '#contracts/lot-ledger';
import { withdrawBid, type WithdrawBidInput, type WithdrawBidResult } from '#contracts/quoting-bidding';
import { Database, once, type Tx } from '#platform/database';
import { lockLedgers, sha256, writeLotEvents } from '../ledger/index.js';
import { BidDesk } from './bid-desk.service.js';
import { BidReader } from './bid-reader.service.js';
import { withdrawalRefused } from './bidding-sentences.view.js';
import { LotBooks } from './lot-books.service.js';
import { lotProjection } from './lot-projection.policy.js';
import { LOT_COLUMNS, projectLotsSql, valuesOf } from './lot-rows.storage.js';
import { fold } from './lot-state.policy.js';
import { nonceOf } from './offer.storage.js';
import { decideWithdrawal } from './withdrawal.policy.js';

type Kept = { __typename: 'Withdrawn'; bidId: string } | Exclude<WithdrawBidResult, { __typename: 'Bid' }>;

/** Bids that are taken back by their bidders. */
@Injectable()
export class WithdrawalService {
  constructor(private readonly database: Database, private readonly books: LotBooks, private readonly reader: BidReader, private readonly desk: BidDesk) {}

  /** Withdraws the own bid that stands. Free while a sealed lot is open; in a live lot a reason is needed and the company is out of it. */
  async withdrawBid(actor: Actor, input: WithdrawBidInput): Promise<WithdrawBidResult> {
    const kept = await this.database.asHouse((tx) => once<Kept>(tx, actor, withdrawBid.name, input.idempotencyKey, input, () => this.withdraw(tx, actor, input)));
    if (kept.__typename !== 'Withdrawn') return kept;
    // The amount of a sealed bid is in its own row and nowhere else, so what is kept for repeats names the bid only.
    const [bid] = await this.reader.byIds(actor.companyId, [kept.bidId]);
    // Whoever is bid for automatically may lead again.
    await this.desk.wake(actor, bid!.lotId);
    return bid!;
  }

  private async withdraw(tx: Tx, actor: Actor, input: WithdrawBidInput): Promise<Kept> {
    const [bid] = await tx.query<{ lotId: string }>('select lot_id as "lotId" from quoting.bids where id = $1 and company_id = $2', [input.bidId, actor.companyId]);
    if (!bid) throw Problem.notFound();
    const locked = await lockLedgers(tx, [bid.lotId]);
    const { state } = (await this.books.statesIn(tx, [bid.lotId])).get(bid.lotId)!;
    const reason = input.reason ?? null;
    const decision = decideWithdrawal(state, actor.companyId, input.bidId, reason, locked[0]!.at.getTime());
    if (!decision.ok) return withdrawalRefused(decision.refusal, actor.locale);
    const { bidder, out } = decision.value;
    const reasonHash = reason === null ? null : sha256(reasonText(bidder.bidId, await nonceOf(tx, bidder.bidId, this.books.offers.open), reason));
    const entries = await writeLotEvents(tx, locked, [{ lotId: bid.lotId, type: 'BID_WITHDRAWN', payload: { bidId: bidder.bidId, alias: bidder.alias, reasonHash, out } }]);
    await tx.query(`update quoting.bids set state = 'WITHDRAWN', out_reason = $2 where id = $1`, [bidder.bidId, reason]);
    await tx.query(projectLotsSql(1), valuesOf([lotProjection(fold(state, entries))], LOT_COLUMNS));
    return { __typename: 'Withdrawn', bidId: bidder.bidId };
  }
}
