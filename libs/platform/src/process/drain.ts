import { Inject, Injectable } from '@nestjs/common';
import { Logger } from '#platform/observability';

/** Stops one way in and waits for those inside; true when all were served. */
export type StopTaking = (atMostMs: number) => Promise<boolean>;

/** Kept of the time for the ways that stop last, however long the others take. */
const LAST_MS = 2_000;

/**
 * How a process ends without losing anybody: every way in stops taking and lets those inside finish; only then connections close.
 * Ways whose clients have nowhere else to go stop last: a call refused while this process waits for others could have been answered.
 * An edge with clients of its own adds itself.
 */
@Injectable()
export class Drain {
  private readonly ways = new Map<string, StopTaking>();
  private readonly lastWays = new Map<string, StopTaking>();
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

  /** Adds a way in that goes on taking until all others have stopped. */
  addLast(name: string, stop: StopTaking): void {
    this.lastWays.set(name, stop);
  }

  /** Stops all ways in and waits for those inside, at most so long. */
  async begin(atMostMs: number): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    const startedAt = performance.now();
    await this.stop(this.ways, this.lastWays.size === 0 ? atMostMs : Math.max(atMostMs - LAST_MS, atMostMs / 2));
    await this.stop(this.lastWays, atMostMs - (performance.now() - startedAt));
  }

  private async stop(ways: ReadonlyMap<string, StopTaking>, atMostMs: number): Promise<void> {
    await Promise.all([...ways].map(async ([name, stop]) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<false>((resolve) => { timer = setTimeout(() => resolve(false), atMostMs); });
      const failed = (error: unknown): false => { this.logger.error('A way in did not stop cleanly.', { name }, error as Error, 'Drain'); return false; };
      const served = await Promise.race([stop(atMostMs).catch(failed), late]);
      clearTimeout(timer);
      if (!served) this.logger.warn('Somebody inside was not served in time.', { name }, 'Drain');
    }));
  }
}
