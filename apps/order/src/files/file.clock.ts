import { Injectable } from '@nestjs/common';
import { LeasedClock } from '#platform/lease';
import { Housekeeping } from './housekeeping.service.js';

/** Once a minute: promises of bytes that nobody kept are forgotten. Once an hour: rows and objects are held against each other. */
@Injectable()
export class FileClock extends LeasedClock {
  constructor(private readonly housekeeping: Housekeeping) {
    super(60_000);
  }

  override async tick(): Promise<void> {
    await this.housekeeping.forget();
    await this.housekeeping.compareHourly();
  }
}
