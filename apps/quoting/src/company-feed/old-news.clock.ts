import { Injectable } from '@nestjs/common';
import { MINUTE } from '#kernel';
import { LeasedClock } from '#platform/lease';
import { CompanyStreams } from './company-stream.service.js';

/** Forgets news that no socket may ask for any more. */
@Injectable()
export class OldNewsClock extends LeasedClock {
  constructor(private readonly streams: CompanyStreams) {
    super(10 * MINUTE);
  }

  async tick(): Promise<void> {
    await this.streams.forgetOld();
  }
}
