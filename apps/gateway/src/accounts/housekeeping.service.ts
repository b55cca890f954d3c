import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Sessions } from './session.service.js';

const BATCH = 500;

/** What time does to accounts. */
@Injectable()
export class Housekeeping {
  constructor(private readonly database: Database, private readonly sessions: Sessions) {}

  /** Ends sessions and keys whose time is over, so that their sockets hear of it. */
  async endExpired(): Promise<void> {
    await this.database.asHouse(async (tx) => {
      const sessions = await tx.query<{ id: string }>(
        'select id from accounts.sessions where ended_at is null and expires_at <= clock_timestamp() order by id limit $1 for update skip locked', [BATCH],
      );
      await this.sessions.end(tx, sessions.map(({ id }) => id), 'EXPIRED');
      const keys = await tx.query<{ id: string; revoked: boolean }>(
        `update accounts.api_keys set end_told = true where id in (
           select id from accounts.api_keys where not end_told and (expires_at <= clock_timestamp() or revoked_at <= clock_timestamp()) limit $1 for update skip locked)
         returning id, coalesce(revoked_at <= clock_timestamp(), false) as revoked`, [BATCH],
      );
      await this.sessions.announceEnd(tx, keys.filter(({ revoked }) => revoked).map(({ id }) => id), 'REVOKED');
      await this.sessions.announceEnd(tx, keys.filter(({ revoked }) => !revoked).map(({ id }) => id), 'EXPIRED');
    });
  }

  /** Forgets attempts, repeats of registrations and long-ended sessions. */
  async clearOld(): Promise<void> {
    await this.database.asHouse(async (tx) => {
      await tx.query('delete from accounts.attempts where name_mac in (select name_mac from accounts.attempts where ends_at < clock_timestamp() limit $1 for update skip locked)', [BATCH]);
      await tx.query(`delete from accounts.registrations where made_at < clock_timestamp() - interval '72 hours'`);
      await tx.query(
        `delete from accounts.sessions where id in (
           select id from accounts.sessions where expires_at < clock_timestamp() - interval '90 days' limit $1 for update skip locked)`, [BATCH],
      );
    });
  }
}
