import { Controller } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import {
  dispatchDelivery, getOrder, listDeliveries, listOrders, recordReceipt,
  type DeliveryView, type DispatchDeliveryInput, type DispatchDeliveryResult, type ListDeliveriesInput, type ListOrdersInput, type OrderIdInput, type OrderView,
  type RecordReceiptInput, type RecordReceiptResult,
} from '#contracts/order-orders';
import { Serves } from '#platform/rpc';
import { DeliveryService } from './delivery.service.js';
import { OrderService } from './order.service.js';

/** What the house may ask about orders and deliveries. */
@Controller()
export class OrderRpc {
  constructor(private readonly orders: OrderService, private readonly goods: DeliveryService) {}

  @Serves(getOrder)
  order(actor: Actor, input: OrderIdInput): Promise<OrderView | null> {
    return this.orders.order(actor, input.id);
  }

  @Serves(listOrders)
  list(actor: Actor, input: ListOrdersInput): Promise<Page<OrderView>> {
    return this.orders.orders(actor, input);
  }

  @Serves(listDeliveries)
  deliveries(actor: Actor, input: ListDeliveriesInput): Promise<Page<DeliveryView>> {
    return this.goods.deliveries(actor, input);
  }

  @Serves(dispatchDelivery)
  dispatch(actor: Actor, input: DispatchDeliveryInput): Promise<DispatchDeliveryResult> {
    return this.goods.dispatch(actor, input);
  }

  @Serves(recordReceipt)
  receive(actor: Actor, input: RecordReceiptInput): Promise<RecordReceiptResult> {
    return this.goods.receive(actor, input);
  }
}
