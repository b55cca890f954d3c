import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

const LONGEST_BACK_OFF_MS = 30_000;

/**
 * Looks again and again for what is due. A tick claims its rows with `for update skip locked`, so the same clock in another process is harmless.
 * Ticks of one clock never overlap; one that throws is logged and tried again after a growing pause. Starts with the application and,
 * at shutdown, ends after the tick under way and before the connections close.
 */
@Injectable()
export abstract class LeasedClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly clockLog = new Logger(this.constructor.name);
  private loop: Promise<void> | null = null;
  private stopping = false;
  private nudged = false;
  private wake: (() => void) | null = null;

  /**
   * @param everyMs pause in milliseconds between the end of a tick and the next one
   * @param longestBackOffMs longest pause in milliseconds after ticks that failed
   */
  constructor(protected readonly everyMs: number, private readonly longestBackOffMs = LONGEST_BACK_OFF_MS) {}

  /** Does what is due now. */
  abstract tick(): Promise<void>;

  onApplicationBootstrap(): void {
    this.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  start(): void {
    if (this.stopping) return;
    this.loop ??= this.run();
  }

  /** Lets the tick under way end and begins no other. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.loop;
  }

  /** Ticks at once, or once more directly after the tick under way. */
  nudge(): void {
    this.nudged = true;
    this.wake?.();
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      this.nudged = false;
      try {
        await this.tick();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.clockLog.error(`The tick failed (${failures} in a row).`, error);
      }
      await this.pause(failures);
    }
  }

  /** After a failure a nudge does not shorten the pause: what rings the bell may be what fails. */
  private async pause(failures: number): Promise<void> {
    if (this.stopping || (this.nudged && failures === 0)) return;
    const ms = failures === 0 ? this.everyMs : Math.min(this.longestBackOffMs, Math.max(this.everyMs, 100) * 2 ** Math.min(failures, 16));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        if (failures > 0 && !this.stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}
