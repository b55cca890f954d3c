import { Injectable } from '@nestjs/common';
import { SECOND } from '#kernel';
import { LeasedClock } from '#platform/lease';
import { AwardAnswerService } from './award-answer.service.js';

/** Offers that nobody answered in time. */
@Injectable()
export class AwardClock extends LeasedClock {
  constructor(private readonly answers: AwardAnswerService) {
    super(SECOND);
  }

  async tick(): Promise<void> {
    await this.answers.lapseDue();
  }
}
