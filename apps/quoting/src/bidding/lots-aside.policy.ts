import { Problem } from '#kernel';

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Lots that failed for their own sake: they are tried alone and ever more rarely, so that one that cannot be read stops no other. Times in milliseconds of a steady clock. */
export class LotsAside {
  private readonly lots = new Map<string, { failures: number; until: number }>();

  /** All that stand aside. */
  all(): string[] {
    return [...this.lots.keys()];
  }

  /** Those whose time has not come again. */
  waiting(now: number): string[] {
    return this.all().filter((id) => this.lots.get(id)!.until > now);
  }

  /** Those that may be tried again. */
  ripe(now: number): string[] {
    return this.all().filter((id) => this.lots.get(id)!.until <= now);
  }

  /** Puts a lot aside, or leaves it there for twice as long as before. Returns for how long. */
  failed(lotId: string, now: number): number {
    const failures = (this.lots.get(lotId)?.failures ?? 0) + 1;
    const ms = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
    this.lots.set(lotId, { failures, until: now + ms });
    return ms;
  }

  succeeded(lotId: string): void {
    this.lots.delete(lotId);
  }
}

/** Is the database away? Then no lot is to blame. */
export function isAway(error: unknown): boolean {
  return error instanceof Problem && error.code === 'UNAVAILABLE';
}
