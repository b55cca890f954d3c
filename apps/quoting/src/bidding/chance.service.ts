import { randomFillSync } from 'node:crypto';

const DRAWN_AT_ONCE = 8_192;

/** Random bytes, drawn from the system many at a time: asking is what costs. No byte is given twice. */
export class Chance {
  private readonly pool = Buffer.alloc(DRAWN_AT_ONCE);
  private used = DRAWN_AT_ONCE;

  /** So many bytes, at most 64. */
  take(bytes: number): Buffer {
    if (this.used + bytes > DRAWN_AT_ONCE) {
      randomFillSync(this.pool);
      this.used = 0;
    }
    const taken = Buffer.from(this.pool.subarray(this.used, this.used + bytes));
    this.used += bytes;
    return taken;
  }
}
