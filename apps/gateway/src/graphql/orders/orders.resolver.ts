import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '#contracts';
import {
  dispatchDelivery, getOrder, listDeliveries, listOrders, recordReceipt,
  type DeliveryView, type DispatchDeliveryInput, type ListDeliveriesInput, type ListOrdersInput, type OrderLineView, type OrderView, type RecordReceiptInput,
} from '#contracts/order-orders';
import { Rpc } from '#platform/rpc';
import { CompanyLoader } from '../companies/companies.loader.js';
import { Asking, EdgeContext } from '../edge-context.plugin.js';
import { ProgressLoader } from '../progress/progress.loader.js';

/** Orders and deliveries, the same for both sides. */
@Resolver()
export class OrdersResolver {
  constructor(private readonly rpc: Rpc) {}

  @Query('order')
  order(@Asking() actor: Actor, @Args('id') id: string) { return this.rpc.call(getOrder, actor, { id }); }

  @Query('orders')
  orders(@Asking() actor: Actor, @Args() { filter, ...page }: Filtered<ListOrdersInput>) { return this.rpc.call(listOrders, actor, { ...page, ...filter }); }

  @Query('deliveries')
  deliveries(@Asking() actor: Actor, @Args() { filter, ...page }: Filtered<ListDeliveriesInput>) { return this.rpc.call(listDeliveries, actor, { ...page, ...filter }); }

  @Mutation('dispatchDelivery')
  dispatchDelivery(@Asking() actor: Actor, @Args('input') input: DispatchDeliveryInput) { return this.rpc.call(dispatchDelivery, actor, input); }

  @Mutation('recordReceipt')
  recordReceipt(@Asking() actor: Actor, @Args('input') input: RecordReceiptInput) { return this.rpc.call(recordReceipt, actor, input); }
}

@Resolver('Order')
export class OrderResolver {
  constructor(private readonly companies: CompanyLoader) {}

  @ResolveField('buyer')
  buyer(@Context() context: EdgeContext, @Parent() { buyerId }: OrderView) { return this.companies.cards.load(context, buyerId); }

  @ResolveField('supplier')
  supplier(@Context() context: EdgeContext, @Parent() { supplierId }: OrderView) { return this.companies.cards.load(context, supplierId); }
}

@Resolver('OrderLine')
export class OrderLineResolver {
  constructor(private readonly loader: ProgressLoader) {}

  @ResolveField('pieces')
  async pieces(@Context() context: EdgeContext, @Parent() { id }: OrderLineView) { return await this.loader.piecesOfLines.load(context, id) ?? []; }
}

@Resolver('Delivery')
export class DeliveryResolver {
  constructor(private readonly companies: CompanyLoader) {}

  @ResolveField('from')
  from(@Context() context: EdgeContext, @Parent() { fromId }: DeliveryView) { return this.companies.cards.load(context, fromId); }

  @ResolveField('to')
  to(@Context() context: EdgeContext, @Parent() { toId }: DeliveryView) { return this.companies.cards.load(context, toId); }
}

/** A page with its filter apart, as the API has it. */
type Filtered<T extends { first: number }> = Pick<T, 'first'> & { after?: string | null; filter?: Omit<T, 'first' | 'after'> | null };
