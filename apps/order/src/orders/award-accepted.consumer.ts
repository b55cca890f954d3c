import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { ConsumesTogether, type Fact } from '#platform/messaging';
import { OrderIntake } from './order-intake.service.js';

/** Suppliers accepted awards: they become order lines. */
@Injectable()
export class AwardAcceptedConsumer {
  constructor(private readonly intake: OrderIntake) {}

  @ConsumesTogether('quoting.award.accepted.v1')
  onAwardsAccepted(facts: readonly Fact<'quoting.award.accepted.v1'>[], tx: Tx): Promise<void> {
    return this.intake.placeAwards(tx, facts.map(({ payload }) => payload));
  }
}
