import { Controller } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import {
  bidderLot, bidderLots, bidderLotsByIds, bidderMarkets, bidsByIds, buyerMarkets, buyerTender, buyerTenders, closingHeads, declareUnsuccessful, lotLedgers, lotRecord, myBids, ownProxies, placeBid, setProxyBid, withdrawBid,
  type BidView, type BidderLot, type BidderMarketView, type BuyerMarketView, type BuyerTender, type ByIds, type ClosingHeadView, type DeclareUnsuccessfulInput, type DeclareUnsuccessfulResult, type LedgerEntryView, type LotLedgersInput, type LotRecordView, type MyBidsInput,
  type PlaceBidInput, type PlaceBidResult, type ProxyBidView, type SetProxyBidInput, type SetProxyBidResult, type WithdrawBidInput, type WithdrawBidResult,
} from '#contracts/quoting-bidding';
import { confirmBid, disqualifyBid, type ConfirmBidInput, type ConfirmBidResult, type DisqualifyBidInput, type DisqualifyBidResult } from '#contracts/quoting-amendments';
import type { BidderLotsInput, ById, TendersInput } from '#contracts/quoting-tenders';
import { Serves } from '#platform/rpc';
import { BidReader } from './bid-reader.service.js';
import { ConfirmationService } from './confirmation.service.js';
import { DisqualificationService } from './disqualification.service.js';
import { MarketService } from './market.service.js';
import { PlacingService } from './placing.service.js';
import { ProxyService } from './proxy.service.js';
import { RecordService } from './record.service.js';
import { UnsuccessfulService } from './unsuccessful.service.js';
import { WithdrawalService } from './withdrawal.service.js';

/** What the gateway asks of bidding. Bids over GraphQL come in here; those over the socket take the same desk. */
@Controller()
export class BiddingRpc {
  constructor(
    private readonly placings: PlacingService,
    private readonly confirmations: ConfirmationService,
    private readonly withdrawals: WithdrawalService,
    private readonly proxies: ProxyService,
    private readonly disqualifications: DisqualificationService,
    private readonly endings: UnsuccessfulService,
    private readonly reader: BidReader,
    private readonly market: MarketService,
    private readonly records: RecordService,
  ) {}

  @Serves(placeBid)
  placeBid(actor: Actor, input: PlaceBidInput): Promise<PlaceBidResult> { return this.placings.placeBid(actor, input); }

  @Serves(confirmBid)
  confirmBid(actor: Actor, input: ConfirmBidInput): Promise<ConfirmBidResult> { return this.confirmations.confirmBid(actor, input); }

  @Serves(withdrawBid)
  withdrawBid(actor: Actor, input: WithdrawBidInput): Promise<WithdrawBidResult> { return this.withdrawals.withdrawBid(actor, input); }

  @Serves(setProxyBid)
  setProxyBid(actor: Actor, input: SetProxyBidInput): Promise<SetProxyBidResult> { return this.proxies.setProxyBid(actor, input); }

  @Serves(ownProxies)
  ownProxies(actor: Actor, { ids }: ByIds): Promise<ProxyBidView[]> { return this.proxies.own(actor, ids); }

  @Serves(disqualifyBid)
  disqualifyBid(actor: Actor, input: DisqualifyBidInput): Promise<DisqualifyBidResult> { return this.disqualifications.disqualifyBid(actor, input); }

  @Serves(declareUnsuccessful)
  declareUnsuccessful(actor: Actor, input: DeclareUnsuccessfulInput): Promise<DeclareUnsuccessfulResult> { return this.endings.declareUnsuccessful(actor, input); }

  @Serves(myBids)
  myBids(actor: Actor, input: MyBidsInput): Promise<Page<BidView>> { return this.reader.myBids(actor, input); }

  @Serves(bidsByIds)
  bidsByIds(actor: Actor, { ids }: ByIds): Promise<BidView[]> { return this.reader.byIds(actor.companyId, ids); }

  @Serves(buyerTender)
  tender(actor: Actor, { id }: ById): Promise<BuyerTender | null> { return this.market.tender(actor, id); }

  @Serves(buyerTenders)
  tenders(actor: Actor, input: TendersInput): Promise<Page<BuyerTender>> { return this.market.tendersOf(actor, input); }

  @Serves(buyerMarkets)
  buyerMarkets(actor: Actor, { ids }: ByIds): Promise<BuyerMarketView[]> { return this.market.buyerMarkets(actor, ids); }

  @Serves(bidderLot)
  bidderLot(actor: Actor, { id }: ById): Promise<BidderLot | null> { return this.market.bidderLot(actor, id); }

  @Serves(bidderLots)
  bidderLots(actor: Actor, input: BidderLotsInput): Promise<Page<BidderLot>> { return this.market.bidderLots(actor, input); }

  @Serves(bidderLotsByIds)
  bidderLotsByIds(actor: Actor, { ids }: ByIds): Promise<BidderLot[]> { return this.market.bidderLotsByIds(actor, ids); }

  @Serves(bidderMarkets)
  bidderMarkets(actor: Actor, { ids }: ByIds): Promise<BidderMarketView[]> { return this.market.bidderMarkets(actor, ids); }

  @Serves(lotLedgers)
  lotLedgers(actor: Actor, input: LotLedgersInput): Promise<{ lotId: string; ledger: Page<LedgerEntryView> | null }[]> { return this.market.ledgers(actor, input); }

  @Serves(lotRecord)
  lotRecord(actor: Actor, { id }: ById): Promise<LotRecordView | null> { return this.records.lotRecord(actor, id); }

  @Serves(closingHeads)
  closingHeads(actor: Actor, { ids }: ByIds): Promise<ClosingHeadView[]> { return this.records.closingHeads(actor, ids); }
}
