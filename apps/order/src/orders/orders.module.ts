import { Module, type DynamicModule } from '@nestjs/common';
import { MouldsModule } from '../moulds/index.js';
import { AwardAcceptedConsumer } from './award-accepted.consumer.js';
import { DeliveryRecords } from './delivery-records.service.js';
import { DeliveryService } from './delivery.service.js';
import { LATENESS_RULES } from './lateness-rules.port.js';
import type { LatenessRules } from './lateness.policy.js';
import { OrderIntake } from './order-intake.service.js';
import { OrderRpc } from './order.rpc.js';
import { OrderService } from './order.service.js';
import { PieceOpening } from './piece-opening.service.js';
import { StandingService } from './standing.service.js';

/**
 * The contract after an award, and what is delivered on it. Always: an award is an order once, pieces are conserved, the line follows
 * from its pieces. Ask first: another reason for a line to rest. Never: more pieces than ordered, a state set by hand.
 */
@Module({})
export class OrdersModule {
  static with(options: { lateness: LatenessRules }): DynamicModule {
    const rules = { provide: LATENESS_RULES, useValue: options.lateness };
    return {
      module: OrdersModule,
      imports: [MouldsModule],
      controllers: [OrderRpc],
      providers: [rules, AwardAcceptedConsumer, DeliveryRecords, DeliveryService, OrderIntake, OrderService, PieceOpening, StandingService],
      exports: [rules, DeliveryRecords, PieceOpening, StandingService],
    };
  }
}
