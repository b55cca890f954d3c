import { Inject, Injectable } from '@nestjs/common';
import { Logger } from '#platform/observability';

/** Stops one way in and waits for those inside; true when all were served. */
export type StopTaking = (atMostMs: number) => Promise<boolean>;

/**
 * How a process ends without losing anybody: every way in stops taking, all at the same time, and lets those inside finish;
 * only then connections close. An edge with clients of its own adds itself.
 */
@Injectable()
export class Drain {
  private readonly ways = new Map<string, StopTaking>();
  private begun = false;

  constructor(@Inject(Logger) private readonly logger: Logger) {}

  /** True once the process is on its way out; nothing new is begun then. */
  get closing(): boolean {
    return this.begun;
  }

  /** Adds a way in, by its name in the log. */
  add(name: string, stop: StopTaking): void {
    this.ways.set(name, stop);
  }

  /** Stops all ways in and waits for those inside, at most so long. */
  async begin(atMostMs: number): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    await Promise.all([...this.ways].map(async ([name, stop]) => {
      const served = await Promise.race([
        stop(atMostMs).catch((error: unknown) => { this.logger.error('A way in did not stop cleanly.', { name }, error as Error, 'Drain'); return false; }),
        new Promise<false>((resolve) => { setTimeout(() => resolve(false), atMostMs).unref(); }),
      ]);
      if (!served) this.logger.warn('Somebody inside was not served in time.', { name }, 'Drain');
    }));
  }
}
