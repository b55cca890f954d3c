import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { Consumes } from '#platform/messaging';
import { AwardAnswerService } from './award-answer.service.js';

/** Order tells that an accepted award became an order. */
@Injectable()
export class OrderConsumer {
  constructor(private readonly answers: AwardAnswerService) {}

  @Consumes('ordering.order.issued.v1')
  orderIssued(order: HouseEvents['ordering.order.issued.v1'], tx: Tx): Promise<void> {
    return this.answers.noteOrder(tx, order);
  }
}
