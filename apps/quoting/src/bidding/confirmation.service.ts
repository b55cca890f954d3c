import { Inject, Injectable } from '@nestjs/common';
import { Problem, instantText } from '#kernel';
import type { Actor } from '#contracts';
import { confirmBid, type ConfirmBidInput, type ConfirmBidResult, type ConfirmRefused } from '#contracts/quoting-amendments';
import type { BidView, ConfirmationReceiptView, MarketView, QualificationGap } from '#contracts/quoting-bidding';
import type { LotEventDraft } from '#contracts/lot-ledger';
import { Database, once, type Tx } from '#platform/database';
import { RECEIPT_KEY, type SigningKey } from '#platform/tickets';
import { lockLedgers, writeLotEvents } from '../ledger/index.js';
import { BidDesk } from './bid-desk.service.js';
import { BidReader } from './bid-reader.service.js';
import { keepConfirmation } from './bid-rows.storage.js';
import { confirmationRefused } from './bidding-sentences.view.js';
import { decideConfirmation } from './confirmation.policy.js';
import { extendWithOther, type Extension } from './extension.policy.js';
import { deriveFeed } from './feed.view.js';
import { LotBooks } from './lot-books.service.js';
import { lotProjection } from './lot-projection.policy.js';
import { LOT_COLUMNS, projectLotsSql, valuesOf } from './lot-rows.storage.js';
import { fold, unpublishedLot } from './lot-state.policy.js';
import { MarketService } from './market.service.js';
import { marketView } from './market.view.js';

/** `entries` is how far the ledger of the lot reached then, and all of the answer that is not the bid's own follows from it. */
type Kept = { __typename: 'Confirmed'; bidId: string; lotId: string; entries?: number; validUntil?: string; receipt?: ConfirmationReceiptView } | ConfirmRefused;

/** A confirmed bid with the lot as it was told to its bidder after the moment in which that was decided. */
export interface ConfirmedBid { readonly bid: BidView; readonly market: MarketView; readonly closesAt: string; readonly seq: number }

/** Bids that are confirmed at their price after their lot was amended. */
@Injectable()
export class ConfirmationService {
  constructor(private readonly database: Database, private readonly books: LotBooks, private readonly desk: BidDesk, private readonly reader: BidReader, private readonly market: MarketService, @Inject(RECEIPT_KEY) private readonly key: SigningKey) {}

  /** Confirms over GraphQL: bid, market, closing and number of the lot in the answer are those of the first answer, also for a repeat. NOT_FOUND for bids of others and missing ones. */
  async confirmBid(actor: Actor, input: ConfirmBidInput): Promise<ConfirmBidResult> {
    const { confirmed, refusal } = await this.confirm(actor, input);
    if (confirmed === null) return refusal;
    const [lot] = await this.market.bidderLotsByIds(actor, [confirmed.bid.lotId]);
    const { bid, market, closesAt, seq } = confirmed;
    return { __typename: 'BidPlaced', bid, lot: { ...lot!, myBid: bid, market, closesAt, liveSeq: seq } };
  }

  /** Confirms the own bid, final and on disk when this returns; a repeat of the key finds it confirmed. `provenAt` is when a long-lived connection proved its session. */
  async confirm(actor: Actor, input: ConfirmBidInput, provenAt: Date | null = null): Promise<{ confirmed: ConfirmedBid; refusal: null } | { confirmed: null; refusal: ConfirmRefused }> {
    const [own] = await this.reader.byIds(actor.companyId, [input.bidId]);
    if (own === undefined) throw Problem.notFound();
    const gaps = await this.desk.wake(actor, own.lotId);
    const kept = await this.database.asHouse((tx) => once<Kept>(tx, actor, confirmBid.name, input.idempotencyKey, input, () => this.decide(tx, actor, input, own.lotId, gaps, provenAt)));
    if (kept.__typename !== 'Confirmed') return { confirmed: null, refusal: kept };
    // Whoever is bid for automatically may have to answer.
    await this.desk.wake(actor, own.lotId);
    const entries = (await this.books.readOne(own.lotId))!.entries.slice(0, kept.entries);
    const state = fold(unpublishedLot(own.lotId), entries);
    const bid: BidView = { ...own, state: 'VALID', termsVersion: input.termsVersion, validUntil: kept.validUntil ?? own.validUntil, finalRank: null, gapPercent: null, outReason: null, confirmation: kept.receipt ?? null };
    return { confirmed: { bid, market: marketView(state, actor.companyId), closesAt: instantText(new Date(state.closesAt)), seq: deriveFeed({ audience: 'bidder', companyId: actor.companyId }, entries).length }, refusal: null };
  }

  private async decide(tx: Tx, actor: Actor, input: ConfirmBidInput, lotId: string, gaps: readonly QualificationGap[], provenAt: Date | null): Promise<Kept> {
    // All at once, in the order of their ids: lots that close together move together.
    const together = await tx.query<{ id: string }>(
      `select other.id from quoting.lots l join quoting.lots other on other.tender_id = l.tender_id and other.state in ('PUBLISHED', 'SUSPENDED')
        where l.id = $1 and l.rules #>> '{softClose,scope}' = 'ALL_LOTS'`, [lotId],
    );
    const lotIds = [...new Set([lotId, ...together.map(({ id }) => id)])];
    const locked = await lockLedgers(tx, lotIds);
    const now = locked.find(({ id }) => id === lotId)!.at.getTime();
    if (provenAt !== null && await hasEnded(tx, actor.principalId, provenAt)) throw new Problem('UNAUTHENTICATED', 'The session has ended. Sign in again.');
    const lots = await this.books.statesIn(tx, lotIds);
    const decision = decideConfirmation(lots.get(lotId)!.state, actor.companyId, input.bidId, input.termsVersion, gaps, now);
    if (!decision.ok) return confirmationRefused(decision.refusal, actor.locale);
    const { bidder, bindsUntil, extension } = decision.value;
    const drafts: LotEventDraft[] = [{ lotId, type: 'BID_CONFIRMED', payload: { bidId: bidder.bidId, alias: bidder.alias, termsVersion: input.termsVersion } }];
    if (extension !== null) {
      drafts.push(extended(lotId, extension, 'SOFT_CLOSE'));
      for (const { state } of lots.values()) {
        const along = state.lotId === lotId ? null : extendWithOther(state, extension.closesAt, now);
        if (along !== null) drafts.push(extended(state.lotId, along, 'OTHER_LOT'));
      }
    }
    const entries = await writeLotEvents(tx, locked.filter(({ id }) => drafts.some((draft) => draft.lotId === id)), drafts);
    const [bound] = await tx.query<{ validUntil: string }>(
      `update quoting.bids set state = 'VALID', confirmed_terms = $2, confirmed_until = greatest(valid_until, confirmed_until, $3::date) where id = $1 returning confirmed_until as "validUntil"`, [bidder.bidId, input.termsVersion, bindsUntil],
    );
    const receipt = await keepConfirmation(tx, this.key, { companyId: actor.companyId, bidId: bidder.bidId, termsVersion: input.termsVersion }, entries.find(({ type }) => type === 'BID_CONFIRMED')!);
    const touched = [...lots.values()].map(({ state }) => ({ state, news: entries.filter((entry) => entry.lotId === state.lotId) })).filter(({ news }) => news.length > 0);
    await tx.query(projectLotsSql(1), valuesOf(touched.map(({ state, news }) => lotProjection(fold(state, news))), LOT_COLUMNS));
    return { __typename: 'Confirmed', bidId: bidder.bidId, lotId, entries: entries.findLast((entry) => entry.lotId === lotId)!.seq, validUntil: bound!.validUntil, receipt };
  }
}

async function hasEnded(tx: Tx, principalId: string, provenAt: Date): Promise<boolean> {
  return (await tx.query('select 1 from quoting.ended_principals where principal_id = $1 and ended_at >= $2', [principalId, provenAt])).length > 0;
}

function extended(lotId: string, { closesAt, extensions, maxExtensions }: Extension, why: 'SOFT_CLOSE' | 'OTHER_LOT'): LotEventDraft {
  return { lotId, type: 'EXTENDED', payload: { closesAt: instantText(new Date(closesAt)), extensions, maxExtensions, why } };
}
