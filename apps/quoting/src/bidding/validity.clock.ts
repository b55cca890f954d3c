import { Injectable } from '@nestjs/common';
import { LeasedClock } from '#platform/lease';
import { UnsuccessfulService } from './unsuccessful.service.js';

/** Validity ends with a day; nobody waits for the minute. */
const EVERY_MS = 5 * 60_000;

/** Ends lots that nobody decided while their bids were valid. */
@Injectable()
export class ValidityClock extends LeasedClock {
  constructor(private readonly endings: UnsuccessfulService) {
    super(EVERY_MS);
  }

  async tick(): Promise<void> {
    while (await this.endings.endOverdue() > 0);
  }
}
