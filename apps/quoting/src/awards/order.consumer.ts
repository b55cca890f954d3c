import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { ConsumesTogether, type Fact } from '#platform/messaging';
import { AwardAnswerService } from './award-answer.service.js';

/** Order tells that accepted awards became orders. */
@Injectable()
export class OrderConsumer {
  constructor(private readonly answers: AwardAnswerService) {}

  @ConsumesTogether('ordering.order.issued.v1')
  ordersIssued(facts: readonly Fact<'ordering.order.issued.v1'>[], tx: Tx): Promise<void> {
    return this.answers.noteOrders(tx, facts.map(({ payload }) => payload));
  }
}
