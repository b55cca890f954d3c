import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Crypto } from './crypto.service.js';
import { isThrottled, type Throttle } from './throttle.policy.js';

/** The answer to an attempt: how many there were, itself included, and when counting begins anew. */
export interface Attempt { throttled: boolean; endsAt: Date }

/** Counts attempts in the database, so that all processes of the gateway count together and a restart forgets nothing. */
@Injectable()
export class Throttles {
  constructor(private readonly database: Database, private readonly crypto: Crypto) {}

  /** Counts one attempt before it is made; attempts that run at once are each counted. */
  async take(throttle: Throttle, name: string): Promise<Attempt> {
    const [row] = await this.database.asHouse((tx) => tx.query<{ count: number; ends_at: Date }>(
      `insert into accounts.attempts as a (name_mac, count, ends_at) values ($1, 1, clock_timestamp() + make_interval(secs => $2))
       on conflict (name_mac) do update set
         count = case when a.ends_at <= clock_timestamp() then 1 else a.count + 1 end,
         ends_at = case when a.ends_at <= clock_timestamp() then excluded.ends_at else a.ends_at end
       returning count, ends_at`,
      [this.nameMac(throttle, name), throttle.windowSeconds],
    ));
    return { throttled: isThrottled(throttle, row!.count), endsAt: row!.ends_at };
  }

  /** Takes an attempt back that turned out to be rightful. */
  async giveBack(throttle: Throttle, name: string): Promise<void> {
    await this.database.asHouse((tx) => tx.query(
      'update accounts.attempts set count = greatest(count - 1, 0) where name_mac = $1', [this.nameMac(throttle, name)],
    ));
  }

  private nameMac(throttle: Throttle, name: string): string {
    return this.crypto.mac('throttle', throttle.name, name);
  }
}
