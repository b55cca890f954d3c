import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Logger } from '#platform/observability';
import { FileStorage } from './file-storage.port.js';

/** Bytes that nobody has written to for this long belong to a transfer that is no more. */
const QUIET_MS = 40 * 60_000;
const BATCH = 200;
/** An object without a row may be one whose row is being written; after a day it is nobody's. */
const ORPHAN_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/** What comparing rows and objects found. */
export interface Comparison { objects: number; orphansRemoved: number; lost: number }

/** Nothing is left lying about: neither promises without bytes, nor bytes without a row. */
@Injectable()
export class Housekeeping {
  private comparedAt = -Infinity;

  constructor(private readonly database: Database, private readonly storage: FileStorage, private readonly logger: Logger) {}

  /** Forgets promises that nobody kept, broken transfers, bytes of refused files and bytes that were never kept. Answers how many rows it touched. */
  async forget(): Promise<number> {
    await this.storage.sweep(QUIET_MS);
    let touched = 0;
    for (let batch = BATCH; batch === BATCH; touched += batch) batch = await this.forgetBatch();
    return touched;
  }

  /** Compares at most once an hour. */
  async compareHourly(): Promise<Comparison | null> {
    if (performance.now() - this.comparedAt < HOUR_MS) return null;
    this.comparedAt = performance.now();
    return this.compare();
  }

  /**
   * Holds objects and rows against each other. An object that has had no row for a day is removed. A row without its object is told in the log
   * and left alone: a folder that is not mounted must not condemn every file.
   */
  async compare(now = Date.now()): Promise<Comparison> {
    const seen = new Set<string>();
    const found: Comparison = { objects: 0, orphansRemoved: 0, lost: 0 };
    let page: { key: string; changedAt: Date }[] = [];
    const settle = async () => {
      const orphans = await this.withoutRow(page.filter(({ changedAt }) => now - changedAt.getTime() > ORPHAN_MS).map(({ key }) => key));
      for (const key of orphans) await this.storage.remove(key);
      found.orphansRemoved += orphans.length;
      page = [];
    };
    for await (const object of this.storage.objects()) {
      found.objects += 1;
      seen.add(object.key);
      page.push(object);
      if (page.length === 1_000) await settle();
    }
    await settle();
    const lost = await this.rowsBefore(now).then((keys) => keys.filter((key) => !seen.has(key)));
    found.lost = lost.length;
    if (found.orphansRemoved > 0) this.logger.warn('Objects without a row were removed.', { ...found }, 'Files');
    if (lost.length > 0) this.logger.error('Files have lost their bytes.', { ...found, first: lost.slice(0, 5) }, 'Files');
    return found;
  }

  private withoutRow(keys: readonly string[]): Promise<string[]> {
    if (keys.length === 0) return Promise.resolve([]);
    return this.database.readAsHouse<{ key: string }>(
      `select o.key from unnest($1::text[]) as o (key)
        where not exists (select from ordering.files f where f.id = split_part(o.key, '/', 2) and f.company_id = split_part(o.key, '/', 1))`, [keys])
      .then((rows) => rows.map(({ key }) => key));
  }

  /** Keys of rows that were whole before the listing began. */
  private rowsBefore(now: number): Promise<string[]> {
    return this.database.readAsHouse<{ key: string }>(
      `select storage_key as key from ordering.files where state = 'READY' and created_at < $1::timestamptz - interval '1 hour'`, [new Date(now)])
      .then((rows) => rows.map(({ key }) => key));
  }

  private forgetBatch(): Promise<number> {
    return this.database.asHouse(async (tx) => {
      const due = await tx.query<{ id: string; companyId: string; state: string; transfer: string | null }>(
        `select id, company_id as "companyId", state, transfer from ordering.files
          where (state = 'AWAITED' and expires_at < clock_timestamp() and (transfer_until is null or transfer_until < clock_timestamp()))
             or (state = 'AWAITED' and transfer is not null and transfer_ends < clock_timestamp() and (transfer_until is null or transfer_until < clock_timestamp()))
             or (state = 'QUARANTINED' and storage_key is not null)
          limit ${BATCH} for update skip locked`);
      for (const file of due) {
        const key = `${file.companyId}/${file.id}`;
        if (file.transfer !== null) await this.storage.abandon(key, file.transfer);
        await this.storage.remove(key);
      }
      const ids = due.map((file) => file.id);
      await tx.query(`update ordering.files set received = 0, transfer = null, transfer_ends = null where id = any($1) and transfer is not null`, [ids]);
      await tx.query(`delete from ordering.files where id = any($1) and state = 'AWAITED' and expires_at < clock_timestamp()`, [ids]);
      await tx.query(`update ordering.files set storage_key = null where id = any($1) and state = 'QUARANTINED'`, [ids]);
      return due.length;
    });
  }
}
