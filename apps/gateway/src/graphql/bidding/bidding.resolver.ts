import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '#contracts';
import { confirmBid, disqualifyBid, type ConfirmBidInput, type DisqualifyBidInput } from '#contracts/quoting-amendments';
import { declareUnsuccessful, lotRecord, myBids, placeBid, setProxyBid, withdrawBid, type BidView, type DeclareUnsuccessfulInput, type MyBidsInput, type PlaceBidInput, type SetProxyBidInput, type StandingView, type WithdrawBidInput } from '#contracts/quoting-bidding';
import { Rpc } from '#platform/rpc';
import { Tickets } from '#platform/tickets';
import { CompanyLoader } from '../companies/companies.loader.js';
import { Asking, EdgeContext } from '../edge-context.plugin.js';
import { EdgeSettings } from '../edge-settings.port.js';
import { MarketLoader } from '../tenders/market.loader.js';

const TICKET_SECONDS = 60;

/** Bids, and the ticket for the live side door. */
@Resolver()
export class BiddingResolver {
  constructor(private readonly rpc: Rpc, private readonly tickets: Tickets, private readonly settings: EdgeSettings, private readonly market: MarketLoader) {}

  @Query('myBids')
  myBids(@Asking() actor: Actor, @Args() args: MyBidsInput) { return this.rpc.call(myBids, actor, args); }

  @Query('lotRecord')
  lotRecord(@Asking() actor: Actor, @Args('lotId') id: string) { return this.rpc.call(lotRecord, actor, { id }); }

  @Mutation('createLiveTicket')
  async createLiveTicket(@Asking() actor: Actor) {
    return { __typename: 'LiveTicket', url: this.settings.liveUrl, ...await this.tickets.mint('live', actor, TICKET_SECONDS) };
  }

  @Mutation('placeBid')
  placeBid(@Asking() actor: Actor, @Args('input') input: PlaceBidInput) { return this.rpc.call(placeBid, actor, input); }

  @Mutation('confirmBid')
  confirmBid(@Asking() actor: Actor, @Args('input') input: ConfirmBidInput) { return this.rpc.call(confirmBid, actor, input); }

  @Mutation('withdrawBid')
  withdrawBid(@Asking() actor: Actor, @Args('input') input: WithdrawBidInput) { return this.rpc.call(withdrawBid, actor, input); }

  @Mutation('setProxyBid')
  setProxyBid(@Asking() actor: Actor, @Args('input') input: SetProxyBidInput) { return this.rpc.call(setProxyBid, actor, input); }

  @Mutation('disqualifyBid')
  async disqualifyBid(@Asking() actor: Actor, @Args('input') input: DisqualifyBidInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(disqualifyBid, actor, input), info); }

  @Mutation('declareUnsuccessful')
  async declareUnsuccessful(@Asking() actor: Actor, @Args('input') input: DeclareUnsuccessfulInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(declareUnsuccessful, actor, input), info); }
}

@Resolver('Bid')
export class BidResolver {
  constructor(private readonly market: MarketLoader) {}

  @ResolveField('lot')
  lot(@Context() context: EdgeContext, @Parent() { lotId }: BidView) { return this.market.bidderLots.load(context, lotId); }
}

@Resolver('BuyerLot')
export class LedgerResolver {
  constructor(private readonly market: MarketLoader) {}

  @ResolveField('ledger')
  ledger(@Context() context: EdgeContext, @Parent() { id }: { id: string }, @Args('first') first: number, @Args('after') after?: string | null) {
    return this.market.ledgersAt(first, after ?? null).load(context, id);
  }

  @ResolveField('closingHead')
  closingHead(@Context() context: EdgeContext, @Parent() { id }: { id: string }) { return this.market.closingHeads.load(context, id); }
}

@Resolver('BidderLot')
export class OwnHeadResolver {
  constructor(private readonly market: MarketLoader) {}

  @ResolveField('proxy')
  proxy(@Context() context: EdgeContext, @Parent() { id }: { id: string }) { return this.market.proxies.load(context, id); }

  @ResolveField('closingHead')
  closingHead(@Context() context: EdgeContext, @Parent() { id }: { id: string }) { return this.market.closingHeads.load(context, id); }
}

@Resolver('Standing')
export class StandingResolver {
  constructor(private readonly companies: CompanyLoader) {}

  @ResolveField('bidder')
  bidder(@Context() context: EdgeContext, @Parent() { bidderId }: StandingView) { return bidderId && this.companies.cards.load(context, bidderId); }
}
