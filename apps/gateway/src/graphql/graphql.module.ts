import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { Module, type DynamicModule } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiKeysResolver } from './api-keys/api-keys.resolver.js';
import { authorised } from './authorisation.plugin.js';
import { AwardOfferResolver, AwardResolver, AwardedTenderResolver, AwardsResolver } from './awards/awards.resolver.js';
import { BidResolver, BiddingResolver, LedgerResolver, OwnHeadResolver, StandingResolver } from './bidding/bidding.resolver.js';
import { CapacityResolver } from './capacity/capacity.resolver.js';
import { CommonResolver } from './common/common.resolver.js';
import { CompanyLoader } from './companies/companies.loader.js';
import { CompaniesResolver, CompanyResolver, ViewerResolver } from './companies/companies.resolver.js';
import { SessionKeeper } from './companies/session-keeper.plugin.js';
import { CompiledQueries } from './compiled.plugin.js';
import { DrawingLoader } from './drawings/drawings.loader.js';
import { DrawingGrantResolver, DrawingsResolver, FileOpeningResolver, LotLineResolver, PartDrawingsResolver, TenderDrawingsResolver } from './drawings/drawings.resolver.js';
import { Doorkeeper } from './edge-context.plugin.js';
import { EdgeSettings } from './edge-settings.port.js';
import { MouldLoader } from './moulds/moulds.loader.js';
import { WholeMouldLoader } from './moulds/whole-moulds.loader.js';
import { MouldResolver, MouldsResolver, PartResolver } from './moulds/moulds.resolver.js';
import { DeliveryResolver, OrderLineResolver, OrderResolver, OrdersResolver } from './orders/orders.resolver.js';
import { PagesController } from './pages/pages.controller.js';
import { WebAppController } from './pages/web-app.controller.js';
import { Numbers } from './numbers.plugin.js';
import { Problems, wholeRequestProblem } from './problem.plugin.js';
import { ProgressLoader } from './progress/progress.loader.js';
import { InspectionResolver, MouldProgressResolver, OperationReportResolver, OperationRunResolver, PieceResolver, ProgressResolver, TravellerResolver } from './progress/progress.resolver.js';
import { QueryLimits } from './query-limits.plugin.js';
import { RateLimiter } from './rate-limit.plugin.js';
import { scalars } from './scalars.plugin.js';
import { schemaText } from './schema-text.storage.js';
import { lotPartsAtHand } from './tenders/lot-parts.plugin.js';
import { MarketLoader } from './tenders/market.loader.js';
import {
  BidderLotResolver, BuyerLotResolver, BuyerTenderResolver, CompanyMatchResolver, InvitationResolver, TenderAudienceResolver, TenderRulesResolver, TendersResolver,
} from './tenders/tenders.resolver.js';

const resolvers = [
  ApiKeysResolver, AwardOfferResolver, AwardResolver, AwardedTenderResolver, AwardsResolver, BidResolver, BiddingResolver, LedgerResolver, OwnHeadResolver, StandingResolver, CapacityResolver, CommonResolver, CompaniesResolver, CompanyResolver,
  ViewerResolver, MouldResolver, MouldsResolver, PartResolver, DeliveryResolver, OrderLineResolver, OrderResolver, OrdersResolver, InspectionResolver, MouldProgressResolver,
  OperationReportResolver, OperationRunResolver, PieceResolver, ProgressResolver, TravellerResolver, BidderLotResolver, BuyerLotResolver, BuyerTenderResolver,
  CompanyMatchResolver, InvitationResolver, TenderAudienceResolver, TenderRulesResolver, TendersResolver, DrawingGrantResolver, DrawingsResolver, FileOpeningResolver, LotLineResolver,
  PartDrawingsResolver, TenderDrawingsResolver,
];
const loaders = [CompanyLoader, DrawingLoader, MarketLoader, MouldLoader, ProgressLoader, WholeMouldLoader];

/** How the public API is served. Everything that Apollo and Nest do besides is switched off by name. */
export function graphqlOptions(settings: EdgeSettings, doorkeeper: Doorkeeper, problems: Problems, limits: QueryLimits, compiled: CompiledQueries, numbers: Numbers): Omit<ApolloDriverConfig, 'driver'> {
  return {
    path: '/graphql',
    typeDefs: schemaText(),
    resolvers: scalars,
    transformSchema: (schema) => lotPartsAtHand(authorised(schema)),
    context: (request: FastifyRequest, reply: FastifyReply) => doorkeeper.admit(request, reply).catch((problem: unknown) => { throw wholeRequestProblem(problem); }),
    plugins: [ApolloServerPluginCacheControlDisabled(), numbers, limits, compiled],
    introspection: !settings.production,
    graphiql: false,
    playground: false,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: settings.maxTokens },
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: settings.production,
    autoTransformHttpErrors: false,
    formatError: (formatted, thrown) => problems.format(formatted, thrown, settings.production),
  };
}

@Module({})
class EdgeParts {}

/**
 * The public API.
 * Always: every root field has a line in the policy table; what a resolver needs comes from one call.
 * Ask first: anything that runs before authorisation.
 * Never: an entity, a rule of the trade, a decision of a middleware about rights.
 */
@Module({})
export class EdgeModule {
  static with(settings: EdgeSettings, accounts: DynamicModule): DynamicModule {
    const parts: DynamicModule = {
      module: EdgeParts,
      imports: [accounts],
      providers: [{ provide: EdgeSettings, useValue: settings }, RateLimiter, Doorkeeper, Problems, QueryLimits, CompiledQueries, Numbers],
      exports: [accounts, EdgeSettings, RateLimiter, Doorkeeper, Problems, QueryLimits, CompiledQueries, Numbers],
    };
    return {
      module: EdgeModule,
      imports: [parts, GraphQLModule.forRootAsync<ApolloDriverConfig>({
        driver: ApolloDriver, imports: [parts], useFactory: graphqlOptions, inject: [EdgeSettings, Doorkeeper, Problems, QueryLimits, CompiledQueries, Numbers],
      })],
      providers: [SessionKeeper, ...loaders, ...resolvers],
      controllers: [PagesController, WebAppController],
    };
  }
}
