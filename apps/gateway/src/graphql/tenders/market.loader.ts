import { Injectable } from '@nestjs/common';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '#contracts';
import {
  bidderLotsByIds, bidderMarkets, bidsByIds, buyerMarkets, closingHeads, lotLedgers, ownProxies,
  type BidView, type BidderLot, type BidderMarketView, type BuyerMarketView, type BuyerTender, type ClosingHeadView, type LedgerEntryView, type ProxyBidView,
} from '#contracts/quoting-bidding';
import type { BidderLotView, BuyerTenderView } from '#contracts/quoting-tender-views';
import type { Page } from '#contracts';
import { Rpc } from '#platform/rpc';
import type { EdgeContext } from '../edge-context.plugin.js';
import { PerRequest, by } from '../per-request.loader.js';
import { selects } from '../selection.plugin.js';

/** What the market says of lots, and links between lots and bids, by one call each. */
@Injectable()
export class MarketLoader {
  readonly bidderLots = new PerRequest<string, BidderLot>(async (ids, actor) => by(await this.rpc.call(bidderLotsByIds, actor, { ids: [...ids] }), 'id'));
  readonly bids = new PerRequest<string, BidView>(async (ids, actor) => by(await this.rpc.call(bidsByIds, actor, { ids: [...ids] }), 'id'));
  readonly closingHeads = new PerRequest<string, ClosingHeadView>(async (ids, actor) => by(await this.rpc.call(closingHeads, actor, { ids: [...ids] }), 'lotId'));
  readonly proxies = new PerRequest<string, ProxyBidView>(async (ids, actor) => by(await this.rpc.call(ownProxies, actor, { ids: [...ids] }), 'lotId'));
  private readonly ledgers = new Map<string, PerRequest<string, Page<LedgerEntryView>>>();

  constructor(private readonly rpc: Rpc) {}

  /** Ledger pages of many lots with the same page wishes, by one call. */
  ledgersAt(first: number, after: string | null): PerRequest<string, Page<LedgerEntryView>> {
    const read = async (lotIds: readonly string[], actor: Actor) => {
      const answers = await this.rpc.call(lotLedgers, actor, { lotIds: [...lotIds], first, after });
      return new Map(answers.flatMap(({ lotId, ledger }): [string, Page<LedgerEntryView>][] => (ledger === null ? [] : [[lotId, ledger]])));
    };
    // Cursors are without number; only first pages are worth sharing.
    if (after !== null) return new PerRequest(read);
    const known = this.ledgers.get(String(first)) ?? new PerRequest(read);
    this.ledgers.set(String(first), known);
    return known;
  }

  /** The lot of an offered award: from the offer on, its supplier knows for whom it is. */
  async awardedLot(context: EdgeContext, lotId: string, buyerId: string): Promise<BidderLot | null> {
    const lot = await this.bidderLots.load(context, lotId);
    return lot && { ...lot, buyerId };
  }

  /** A tender that a command answered with, completed by what the market says of its lots, as far as the response shows it. Refusals pass as they are. */
  async withMarket<T extends { __typename: string }>(actor: Actor, answer: T, info: GraphQLResolveInfo): Promise<T | BuyerTender> {
    if (answer.__typename !== 'BuyerTender') return answer;
    const tender = answer as unknown as BuyerTenderView;
    const shown = ['standings', 'lots.bidCount', 'lots.best', 'lots.liveSeq', 'lots.standings'].some((field) => selects(info, field));
    const markets = !shown || tender.state === 'DRAFT' || tender.lots.length === 0 ? new Map<string, BuyerMarketView>()
      : by(await this.rpc.call(buyerMarkets, actor, { ids: tender.lots.map(({ id }) => id) }), 'lotId');
    const lots = tender.lots.map((lot) => ({ ...lot, ...NO_BUYER_MARKET, ...markets.get(lot.id) }));
    return { ...tender, lots, standings: lots.flatMap(({ standings }) => standings ?? []) };
  }

  /** A lot that a bidder's command answered with, completed by the market. Refusals pass as they are. */
  async withBidderMarket<T extends { __typename: string }>(actor: Actor, answer: T): Promise<T | BidderLot> {
    if (answer.__typename !== 'BidderLot') return answer;
    const lot = answer as unknown as BidderLotView;
    const [market] = await this.rpc.call(bidderMarkets, actor, { ids: [lot.id] });
    return { ...lot, ...NO_BIDDER_MARKET, ...market };
  }
}

const NO_BUYER_MARKET: Omit<BuyerMarketView, 'lotId'> = { bidCount: null, best: null, liveSeq: 0, standings: null };
const NO_BIDDER_MARKET: Omit<BidderMarketView, 'lotId'> = {
  liveSeq: 0, myBid: null, stateReason: null, market: { rank: null, bidCount: null, best: null, highestAcceptable: null, others: [] },
};
