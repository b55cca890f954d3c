import { Injectable } from '@nestjs/common';
import { SECOND } from '#kernel';
import { LeasedClock } from '#platform/lease';
import { ProxyService } from './proxy.service.js';

/** Whoever is bid for automatically would have bid at once: nobody is to win by a moment in which no one woke him. */
const EVERY_MS = 2 * SECOND;

/** Wakes proxies of lots that moved without them. */
@Injectable()
export class ProxyClock extends LeasedClock {
  constructor(private readonly proxies: ProxyService) {
    super(EVERY_MS);
  }

  async tick(): Promise<void> {
    await this.proxies.wakeAsleep();
  }
}
