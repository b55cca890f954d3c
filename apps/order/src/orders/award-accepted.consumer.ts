import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { Consumes } from '#platform/messaging';
import { OrderIntake } from './order-intake.service.js';

/** A supplier accepted an award: it becomes an order line. */
@Injectable()
export class AwardAcceptedConsumer {
  constructor(private readonly intake: OrderIntake) {}

  @Consumes('quoting.award.accepted.v1')
  onAwardAccepted(award: HouseEvents['quoting.award.accepted.v1'], tx: Tx): Promise<void> {
    return this.intake.placeAward(tx, award);
  }
}
