import { Injectable } from '@nestjs/common';
import { LeasedClock } from '#platform/lease';
import { ClosingService } from './closing.service.js';

/** Looks at least so often, in milliseconds; before a known closing exactly then. */
const EVERY_MS = 500;

/** Opens and closes lots on time, and says twice a second that this process serves. */
@Injectable()
export class LotClock extends LeasedClock {
  private next: NodeJS.Timeout | null = null;

  constructor(private readonly closings: ClosingService) {
    super(EVERY_MS);
  }

  async tick(): Promise<void> {
    await this.closings.beat();
    let { toOpen, toUnseal, toClose, nextInMs } = await this.closings.look();
    if (toOpen || toUnseal || toClose) {
      while (toOpen && await this.closings.openDue() > 0);
      while (toUnseal && await this.closings.unsealDue() > 0);
      while (toClose && await this.closings.closeDue() > 0);
      ({ toOpen, toUnseal, toClose, nextInMs } = await this.closings.look());
    }
    if (this.next !== null) clearTimeout(this.next);
    this.next = nextInMs !== null && nextInMs > 0 && nextInMs < EVERY_MS ? setTimeout(() => this.nudge(), Math.ceil(nextInMs)) : null;
  }

  override async stop(): Promise<void> {
    if (this.next !== null) clearTimeout(this.next);
    await super.stop();
  }
}
