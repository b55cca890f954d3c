import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '#contracts';
import { getOrder } from '#contracts/order-orders';
import {
  listInspections, listNonconformances, listWorkItems, readTraveller, recordInspection, reportOperation,
  type InspectionView, type ListInspectionsInput, type MouldProgressView, type ListNonconformancesInput, type ListWorkItemsInput, type OperationReportView, type OperationRunView,
  type PieceView, type RecordInspectionInput, type ReportOperationInput, type TravellerView,
} from '#contracts/order-progress';
import { Rpc } from '#platform/rpc';
import { CompanyLoader } from '../companies/companies.loader.js';
import { Asking, EdgeContext } from '../edge-context.plugin.js';
import { MouldLoader } from '../moulds/moulds.loader.js';
import { ProgressLoader } from './progress.loader.js';

/** Pieces, operations, inspections. */
@Resolver()
export class ProgressResolver {
  constructor(private readonly rpc: Rpc) {}

  @Query('traveller')
  traveller(@Asking() actor: Actor, @Args('code') code: string) { return this.rpc.call(readTraveller, actor, { code }); }

  @Query('workItems')
  workItems(@Asking() actor: Actor, @Args() { filter, ...page }: Filtered<ListWorkItemsInput>) { return this.rpc.call(listWorkItems, actor, { ...page, ...filter }); }

  @Query('inspections')
  inspections(@Asking() actor: Actor, @Args() args: ListInspectionsInput) { return this.rpc.call(listInspections, actor, args); }

  @Query('nonconformances')
  nonconformances(@Asking() actor: Actor, @Args() args: ListNonconformancesInput) { return this.rpc.call(listNonconformances, actor, args); }

  @Mutation('reportOperation')
  reportOperation(@Asking() actor: Actor, @Args('input') input: ReportOperationInput) { return this.rpc.call(reportOperation, actor, input); }

  @Mutation('recordInspection')
  recordInspection(@Asking() actor: Actor, @Args('input') input: RecordInspectionInput) { return this.rpc.call(recordInspection, actor, input); }
}

@Resolver('Traveller')
export class TravellerResolver {
  constructor(private readonly rpc: Rpc, private readonly moulds: MouldLoader) {}

  @ResolveField('part')
  part(@Context() context: EdgeContext, @Parent() { partId }: TravellerView) { return partId && this.moulds.parts.load(context, partId); }

  @ResolveField('order')
  order(@Asking() actor: Actor, @Parent() { orderId }: TravellerView) { return orderId && this.rpc.call(getOrder, actor, { id: orderId }); }
}

@Resolver('MouldProgress')
export class MouldProgressResolver {
  constructor(private readonly companies: CompanyLoader) {}

  @ResolveField('companies')
  async companiesOf(@Context() context: EdgeContext, @Parent() { rows }: MouldProgressView) {
    const ids = [...new Set(rows.flatMap(({ cells }) => cells.map(({ doneById }) => doneById)))];
    return (await Promise.all(ids.map((id) => this.companies.cards.load(context, id)))).filter((card) => card !== undefined && card !== null);
  }
}

@Resolver('Piece')
export class PieceResolver {
  constructor(private readonly companies: CompanyLoader) {}

  @ResolveField('holder')
  holder(@Context() context: EdgeContext, @Parent() { holderId }: PieceView) { return holderId && this.companies.cards.load(context, holderId); }
}

@Resolver('OperationRun')
export class OperationRunResolver {
  constructor(private readonly companies: CompanyLoader, private readonly loader: ProgressLoader) {}

  @ResolveField('doneBy')
  doneBy(@Context() context: EdgeContext, @Parent() { doneById }: OperationRunView) { return this.companies.cards.load(context, doneById); }

  @ResolveField('reports')
  async reports(@Context() context: EdgeContext, @Parent() { id }: OperationRunView) { return await this.loader.reports.load(context, id) ?? []; }
}

@Resolver('OperationReport')
export class OperationReportResolver {
  constructor(private readonly companies: CompanyLoader, private readonly loader: ProgressLoader) {}

  /** A colleague's name; of another company, or of one who has left, the company's. */
  @ResolveField('by')
  async by(@Context() context: EdgeContext, @Parent() { byUserId, byCompanyId }: OperationReportView) {
    const colleague = byUserId && await this.companies.colleagues.load(context, byUserId);
    return colleague ? colleague.name : (await this.companies.cards.load(context, byCompanyId))?.name;
  }

  @ResolveField('evidence')
  async evidence(@Context() context: EdgeContext, @Parent() { id }: OperationReportView) { return await this.loader.evidence.load(context, id) ?? []; }

  @ResolveField('files')
  async files(@Context() context: EdgeContext, @Parent() { id }: OperationReportView) { return (await this.loader.evidence.load(context, id) ?? []).map(({ file }) => file); }
}

@Resolver('Inspection')
export class InspectionResolver {
  constructor(private readonly companies: CompanyLoader, private readonly loader: ProgressLoader) {}

  @ResolveField('by')
  by(@Context() context: EdgeContext, @Parent() { byId }: InspectionView) { return this.companies.cards.load(context, byId); }

  @ResolveField('evidence')
  async evidence(@Context() context: EdgeContext, @Parent() { id }: InspectionView) { return await this.loader.evidence.load(context, id) ?? []; }

  @ResolveField('files')
  async files(@Context() context: EdgeContext, @Parent() { id }: InspectionView) { return (await this.loader.evidence.load(context, id) ?? []).map(({ file }) => file); }
}

/** A page with its filter apart, as the API has it. */
type Filtered<T extends { first: number }> = Pick<T, 'first'> & { after?: string | null; filter?: Omit<T, 'first' | 'after'> | null };
