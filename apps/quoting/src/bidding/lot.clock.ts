import { Injectable } from '@nestjs/common';
import { LeasedClock } from '#platform/lease';
import { ClosingService } from './closing.service.js';

/** Looks at least so often, in milliseconds; before a known closing exactly then. */
const EVERY_MS = 500;
/** Bidders see a lot that should be closed: a database that was away is asked again soon. */
const LONGEST_BACK_OFF_MS = 1_000;

/** Opens and closes lots on time, and says twice a second that this process serves. */
@Injectable()
export class LotClock extends LeasedClock {
  private next: NodeJS.Timeout | null = null;
  private beats: NodeJS.Timeout | null = null;
  private beating: Promise<void> | null = null;
  /** Of the process' steady clock. */
  private beatAt = -Infinity;

  constructor(private readonly closings: ClosingService) {
    super(EVERY_MS, LONGEST_BACK_OFF_MS);
  }

  override start(): void {
    // A tick may wait for a lot that somebody holds; that is no silence. One that cannot beat says so itself.
    this.beats ??= setInterval(() => { this.beat().catch(() => undefined); }, EVERY_MS);
    super.start();
  }

  async tick(): Promise<void> {
    // Before anything is closed: what fell into a silence must be known by then.
    await this.beat();
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
    if (this.beats !== null) clearInterval(this.beats);
    if (this.next !== null) clearTimeout(this.next);
    await super.stop();
  }

  private beat(): Promise<void> {
    if (this.beating !== null) return this.beating;
    if (performance.now() - this.beatAt < EVERY_MS) return Promise.resolve();
    const startedAt = performance.now();
    this.beating = this.closings.beat().then(() => { this.beatAt = startedAt; }).finally(() => { this.beating = null; });
    return this.beating;
  }
}
