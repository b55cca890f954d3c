import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { Consumes, type EventFacts } from '#platform/messaging';
import { LiveSessions } from './live-session.service.js';

/** When a right ends, its connections end. */
@Injectable()
export class SessionEndedConsumer {
  constructor(private readonly sessions: LiveSessions) {}

  @Consumes('accounts.session.ended.v1')
  async onEnded(fact: HouseEvents['accounts.session.ended.v1'], tx: Tx, event: EventFacts): Promise<void> {
    await this.sessions.end(tx, fact.principalIds, fact.reason, event.occurredAt);
  }
}
