import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '#contracts';
import {
  answerAward, awardOffers, decideAwards, proposeAwards, tenderAwards,
  type AnswerAwardInput, type AwardOfferView, type AwardOffersInput, type AwardView, type AwardedTender, type DecideAwardsInput, type ProposeAwardsInput,
} from '#contracts/quoting-awards';
import { Rpc } from '#platform/rpc';
import { CompanyLoader } from '../companies/companies.loader.js';
import { Asking, EdgeContext } from '../edge-context.plugin.js';
import { MarketLoader } from '../tenders/market.loader.js';

/** Deciding for bids, and answering the decision. */
@Resolver()
export class AwardsResolver {
  constructor(private readonly rpc: Rpc, private readonly market: MarketLoader) {}

  @Query('awardOffers')
  awardOffers(@Asking() actor: Actor, @Args() args: AwardOffersInput) { return this.rpc.call(awardOffers, actor, args); }

  @Mutation('proposeAwards')
  async proposeAwards(@Asking() actor: Actor, @Args('input') input: ProposeAwardsInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(proposeAwards, actor, input), info); }

  @Mutation('decideAwards')
  async decideAwards(@Asking() actor: Actor, @Args('input') input: DecideAwardsInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(decideAwards, actor, input), info); }

  @Mutation('answerAward')
  answerAward(@Asking() actor: Actor, @Args('input') input: AnswerAwardInput) { return this.rpc.call(answerAward, actor, input); }
}

@Resolver('BuyerTender')
export class AwardedTenderResolver {
  constructor(private readonly rpc: Rpc) {}

  @ResolveField('awards')
  awards(@Asking() actor: Actor, @Parent() { id, awards }: Partial<AwardedTender> & { id: string }) { return awards ?? this.rpc.call(tenderAwards, actor, { id }); }
}

@Resolver('Award')
export class AwardResolver {
  constructor(private readonly companies: CompanyLoader) {}

  @ResolveField('supplier')
  supplier(@Context() context: EdgeContext, @Parent() { supplierId }: AwardView) { return this.companies.cards.load(context, supplierId); }

  @ResolveField('approvedBy')
  approvedBy(@Context() context: EdgeContext, @Parent() { approvedById }: AwardView) { return approvedById && this.companies.colleagues.load(context, approvedById); }
}

@Resolver('AwardOffer')
export class AwardOfferResolver {
  constructor(private readonly market: MarketLoader) {}

  @ResolveField('lot')
  lot(@Context() context: EdgeContext, @Parent() { lotId, buyerId }: AwardOfferView) { return this.market.awardedLot(context, lotId, buyerId); }

  @ResolveField('bid')
  bid(@Context() context: EdgeContext, @Parent() { bidId }: AwardOfferView) { return this.market.bids.load(context, bidId); }
}
