import { Injectable } from '@nestjs/common';
import { LeasedClock } from '#platform/lease';
import { Housekeeping } from './housekeeping.service.js';

/** Ends what has expired and clears what nobody needs any more. */
@Injectable()
export class AccountsClock extends LeasedClock {
  constructor(private readonly housekeeping: Housekeeping) {
    super(15_000);
  }

  async tick(): Promise<void> {
    await this.housekeeping.endExpired();
    await this.housekeeping.clearOld();
  }
}
