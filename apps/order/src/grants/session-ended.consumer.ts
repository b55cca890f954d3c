import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { Consumes } from '#platform/messaging';
import { OpeningLog } from './opening-log.service.js';

/** When a right ends, its tickets open nothing any more. */
@Injectable()
export class SessionEndedConsumer {
  constructor(private readonly log: OpeningLog) {}

  @Consumes('accounts.session.ended.v1')
  onEnded(fact: HouseEvents['accounts.session.ended.v1'], tx: Tx): Promise<void> {
    return this.log.ended(tx, fact.principalIds);
  }
}
