/** Milliseconds of this machine's steady clock, which nobody sets. */
export type Steady = () => number;

/**
 * The time of the house: the database's, which decides about everything. Between two measurements it goes on with this machine's steady
 * clock, so that a process whose calendar clock is wrong, or is set while it runs, still mints and reads proofs as all others do.
 * Before the first measurement it is the calendar clock.
 */
export class HouseClock {
  private base: { at: number; steady: number } | null = null;

  constructor(private readonly steady: Steady = () => performance.now()) {}

  /** Milliseconds since 1970. */
  now(): number {
    return this.base === null ? Date.now() : Math.round(this.base.at + this.steady() - this.base.steady);
  }

  /** Asks for the database's time and sets itself by it, as if it had been read half-way. An answer that took too long says too little, unless there is none yet. */
  async setBy(ask: () => Promise<Date>): Promise<void> {
    const before = this.steady();
    const at = (await ask()).getTime();
    const after = this.steady();
    if (this.base !== null && after - before > LONGEST_ASK_MS) return;
    this.base = { at, steady: (before + after) / 2 };
  }
}

const LONGEST_ASK_MS = 1_000;
