import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { LeasedClock } from '#platform/lease';

const EVERY_MS = 15 * 60_000;

/** Drops the answers kept for repeated commands once no repeat may ask for them any more. */
@Injectable()
export class OldAnswers extends LeasedClock {
  constructor(private readonly schema: string, private readonly database: Database) {
    super(EVERY_MS);
  }

  async tick(): Promise<void> {
    await this.database.asHouse((tx) => tx.query(`select ${this.schema}.purge_idempotency()`));
  }
}
