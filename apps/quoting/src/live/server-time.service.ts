import { Injectable } from '@nestjs/common';
import { instantText } from '#kernel';
import { Database } from '#platform/database';

/**
 * The time that clients are told: the database's, which decides about bids. Between two measurements it is this process' clock with the
 * difference found last, so a process whose clock is wrong still shows the right countdown.
 */
@Injectable()
export class ServerTime {
  private offsetMs = 0;

  constructor(private readonly database: Database) {}

  now(): string {
    return instantText(new Date(Date.now() + this.offsetMs));
  }

  /** Measures the difference; a database that is away leaves the last one. */
  async measure(): Promise<void> {
    const before = Date.now();
    const [row] = await this.database.readAsHouse<{ now: Date }>('select clock_timestamp() as now').catch(() => []);
    if (row !== undefined) this.offsetMs = row.now.getTime() - (before + Date.now()) / 2;
  }
}
