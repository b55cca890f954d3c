import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { LeasedClock } from '#platform/lease';
import { MESSAGING_OPTIONS, type MessagingOptions } from './outbox.js';
import { KEEP_DELIVERED_DAYS, KEEP_INBOX_DAYS } from './tables.js';

const EVERY_MS = 15 * 60_000;
const AT_ONCE = 5_000;

/** Drops what was delivered a week ago, and what the inbox need not remember any more. */
@Injectable()
export class OldPost extends LeasedClock {
  private ending = false;

  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions, private readonly database: Database) {
    super(EVERY_MS);
  }

  override stop(): Promise<void> {
    this.ending = true;
    return super.stop();
  }

  async tick(): Promise<void> {
    const { service, schema } = this.options;
    await this.drop(
      `delete from post.deliveries where (event_id, consumer) in (
         select event_id, consumer from post.deliveries
          where consumer = $1 and done_at < clock_timestamp() - make_interval(days => $2) limit ${AT_ONCE} for update skip locked)`,
      [service, KEEP_DELIVERED_DAYS],
    );
    await this.drop(
      `delete from post.events where id in (
         select e.id from post.events e
          where e.producer = $1 and e.occurred_at < clock_timestamp() - make_interval(days => $2)
            and not exists (select 1 from post.deliveries d where d.event_id = e.id) limit ${AT_ONCE})`,
      [service, KEEP_DELIVERED_DAYS],
    );
    await this.drop(
      `delete from ${schema}.inbox where (handler, event_id) in (
         select handler, event_id from ${schema}.inbox where acted_at < clock_timestamp() - make_interval(days => $1) limit ${AT_ONCE})`,
      [KEEP_INBOX_DAYS],
    );
  }

  /** In portions, so that no transaction is long. */
  private async drop(sql: string, params: unknown[]): Promise<void> {
    for (let dropped = AT_ONCE; dropped === AT_ONCE && !this.ending;) {
      const [row] = await this.database.asHouse((tx) => tx.query<{ dropped: number }>(
        `with gone as (${sql} returning 1) select count(*)::int as dropped from gone`, params,
      ));
      dropped = row?.dropped ?? 0;
    }
  }
}
