import { Args, Context, Info, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Actor } from '#contracts';
import { amendLot, type AmendLotInput } from '#contracts/quoting-amendments';
import { bidderLot, bidderLots, buyerTender, buyerTenders, type BidderLot, type BuyerLot } from '#contracts/quoting-bidding';
import {
  acceptNda, answerQuestion, askQuestion, boardLotFields, boardTenderFields, cancelLots, createTender, declineLot, inviteSuppliers, lotQuestions, publishTender, suspendLots,
  tenderCheck, tenderInvitations, tenderMatches, tenderQuestions, updateTender,
  type AcceptNdaInput, type AnswerQuestionInput, type AskQuestionInput, type BidderLotsInput, type BoardSelectionInput, type CancelLotsInput, type CreateTenderInput, type DeclineLotInput,
  type InviteSuppliersInput, type PublishTenderInput, type SuspendLotsInput, type TenderFilterInput, type UpdateTenderInput,
} from '#contracts/quoting-tenders';
import type { TenderAudienceView, TenderRulesView } from '#contracts/quoting-tender-terms';
import type { CompanyMatchView, InvitationView } from '#contracts/quoting-tender-views';
import { Rpc } from '#platform/rpc';
import { CompanyLoader } from '../companies/companies.loader.js';
import { Asking, EdgeContext } from '../edge-context.plugin.js';
import { selectedAt, selects } from '../selection.plugin.js';
import { MouldLoader } from '../moulds/moulds.loader.js';
import { MarketLoader } from './market.loader.js';
import { rulesInWords } from './rules-sentences.view.js';

/** Tenders as their buyer and as invited companies see them. */
@Resolver()
export class TendersResolver {
  constructor(private readonly rpc: Rpc, private readonly market: MarketLoader) {}

  @Query('tender')
  tender(@Asking() actor: Actor, @Args('id') id: string) { return this.rpc.call(buyerTender, actor, { id }); }

  @Query('tenders')
  tenders(@Asking() actor: Actor, @Args() { filter, first, after }: TendersArgs, @Info() info: GraphQLResolveInfo) {
    const wants = (...fields: string[]) => fields.some((field) => selects(info, `edges.node.${field}`));
    const only = wants('standings', 'lots.lines', 'lots.liveSeq', 'lots.standings') ? null : boardSelection(selectedAt(info, 'edges.node'), selectedAt(info, 'edges.node.lots'));
    return this.rpc.call(buyerTenders, actor, { first, after, filter, withLots: wants('lots', 'standings'), only });
  }

  @Query('bidderLot')
  bidderLot(@Asking() actor: Actor, @Args('id') id: string) { return this.rpc.call(bidderLot, actor, { id }); }

  @Query('bidderLots')
  bidderLots(@Asking() actor: Actor, @Args() args: BidderLotsInput) { return this.rpc.call(bidderLots, actor, args); }

  @Mutation('createTender')
  async createTender(@Asking() actor: Actor, @Args('input') input: CreateTenderInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(createTender, actor, input), info); }

  @Mutation('updateTender')
  async updateTender(@Asking() actor: Actor, @Args('input') input: UpdateTenderInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(updateTender, actor, input), info); }

  @Mutation('publishTender')
  async publishTender(@Asking() actor: Actor, @Args('input') input: PublishTenderInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(publishTender, actor, input), info); }

  @Mutation('inviteSuppliers')
  async inviteSuppliers(@Asking() actor: Actor, @Args('input') input: InviteSuppliersInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(inviteSuppliers, actor, input), info); }

  @Mutation('cancelLots')
  async cancelLots(@Asking() actor: Actor, @Args('input') input: CancelLotsInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(cancelLots, actor, input), info); }

  @Mutation('suspendLots')
  async suspendLots(@Asking() actor: Actor, @Args('input') input: SuspendLotsInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(suspendLots, actor, input), info); }

  @Mutation('amendLot')
  async amendLot(@Asking() actor: Actor, @Args('input') input: AmendLotInput, @Info() info: GraphQLResolveInfo) { return this.market.withMarket(actor, await this.rpc.call(amendLot, actor, input), info); }

  @Mutation('acceptNda')
  async acceptNda(@Asking() actor: Actor, @Args('input') input: AcceptNdaInput) { return this.market.withBidderMarket(actor, await this.rpc.call(acceptNda, actor, input)); }

  @Mutation('declineLot')
  async declineLot(@Asking() actor: Actor, @Args('input') input: DeclineLotInput) { return this.market.withBidderMarket(actor, await this.rpc.call(declineLot, actor, input)); }

  @Mutation('askQuestion')
  askQuestion(@Asking() actor: Actor, @Args('input') input: AskQuestionInput) { return this.rpc.call(askQuestion, actor, input); }

  @Mutation('answerQuestion')
  answerQuestion(@Asking() actor: Actor, @Args('input') input: AnswerQuestionInput) { return this.rpc.call(answerQuestion, actor, input); }
}

@Resolver('BuyerTender')
export class BuyerTenderResolver {
  constructor(private readonly rpc: Rpc) {}

  /** Read anew: a tender in a list may have come without its lots, or with a part of what they say. */
  @ResolveField('lot')
  async lot(@Asking() actor: Actor, @Parent() { id }: Identified, @Args('id') lotId: string) { return (await this.rpc.call(buyerTender, actor, { id }))?.lots.find((lot) => lot.id === lotId) ?? null; }

  @ResolveField('check')
  check(@Asking() actor: Actor, @Parent() { id }: Identified) { return this.rpc.call(tenderCheck, actor, { id }); }

  @ResolveField('matches')
  matches(@Asking() actor: Actor, @Parent() { id }: Identified) { return this.rpc.call(tenderMatches, actor, { id }); }

  @ResolveField('invitations')
  invitations(@Asking() actor: Actor, @Parent() { id }: Identified) { return this.rpc.call(tenderInvitations, actor, { id }); }

  @ResolveField('questions')
  questions(@Asking() actor: Actor, @Parent() { id }: Identified, @Args() page: PageArgs) { return this.rpc.call(tenderQuestions, actor, { tenderId: id, ...page }); }
}

@Resolver('BuyerLot')
export class BuyerLotResolver {
  constructor(private readonly loader: MouldLoader) {}

  @ResolveField('parts')
  parts(@Context() context: EdgeContext, @Parent() { partIds }: BuyerLot) { return this.loader.parts.loadMany(context, partIds); }
}

@Resolver('BidderLot')
export class BidderLotResolver {
  constructor(private readonly rpc: Rpc, private readonly companies: CompanyLoader) {}

  @ResolveField('buyer')
  buyer(@Context() context: EdgeContext, @Parent() { buyerId }: BidderLot) { return buyerId && this.companies.cards.load(context, buyerId); }

  @ResolveField('questions')
  questions(@Asking() actor: Actor, @Parent() { id }: Identified, @Args() page: PageArgs) { return this.rpc.call(lotQuestions, actor, { lotId: id, ...page }); }
}

@Resolver('TenderRules')
export class TenderRulesResolver {
  @ResolveField('inWords')
  inWords(@Context() { locale }: EdgeContext, @Parent() rules: TenderRulesView) { return rulesInWords(rules, locale); }
}

@Resolver('TenderAudience')
export class TenderAudienceResolver {
  constructor(private readonly cards: CompanyLoader) {}

  @ResolveField('companies')
  companies(@Context() context: EdgeContext, @Parent() { companyIds }: TenderAudienceView) { return this.cards.cards.loadMany(context, companyIds); }

  @ResolveField('excluded')
  excluded(@Context() context: EdgeContext, @Parent() { excludedIds }: TenderAudienceView) { return this.cards.cards.loadMany(context, excludedIds); }
}

@Resolver('CompanyMatch')
export class CompanyMatchResolver {
  constructor(private readonly cards: CompanyLoader) {}

  @ResolveField('company')
  company(@Context() context: EdgeContext, @Parent() { companyId }: CompanyMatchView) { return this.cards.cards.load(context, companyId); }
}

@Resolver('Invitation')
export class InvitationResolver {
  constructor(private readonly cards: CompanyLoader) {}

  @ResolveField('company')
  company(@Context() context: EdgeContext, @Parent() { companyId }: InvitationView) { return companyId && this.cards.cards.load(context, companyId); }
}

/** What a board asks of tenders and their lots; names of other fields ask for nothing. */
function boardSelection(tender: readonly string[], lots: readonly string[]): BoardSelectionInput {
  return { tender: boardTenderFields.filter((field) => tender.includes(field)), lots: boardLotFields.filter((field) => lots.includes(field) || (field === 'partIds' && lots.includes('parts'))) };
}

interface Identified { id: string }
interface PageArgs { first: number; after?: string | null }
interface TendersArgs extends PageArgs { filter?: { mouldId?: string | null; states?: TenderFilterInput['states'] } | null }
