import { deliveryStates, type DeliveryState } from '#contracts/order-orders';
import { defineLifecycle } from '#kernel';

/** A delivery: signing says "parcels arrived", counting "quantity right", the inspection "quality right"; three steps, maybe three people. */
export const deliveryLifecycle = defineLifecycle<DeliveryState>('delivery', 'DISPATCHED', deliveryStates, [
  { from: 'DISPATCHED', to: 'SIGNED', by: 'sign' },
  { from: 'DISPATCHED', to: 'COUNTED', by: 'sign and count' },
  { from: 'SIGNED', to: 'COUNTED', by: 'count' },
  { from: 'COUNTED', to: 'STOCKED', by: 'accept all' },
  { from: 'COUNTED', to: 'PARTLY_REJECTED', by: 'reject some' },
  { from: 'COUNTED', to: 'REJECTED', by: 'reject all' },
  { from: 'PARTLY_REJECTED', to: 'STOCKED', by: 'accept after rework' },
  { from: 'PARTLY_REJECTED', to: 'REJECTED', by: 'reject the rest' },
  { from: 'REJECTED', to: 'PARTLY_REJECTED', by: 'accept some after rework' },
  { from: 'REJECTED', to: 'STOCKED', by: 'accept after rework' },
]);
