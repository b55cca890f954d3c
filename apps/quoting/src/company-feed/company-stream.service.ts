import { Injectable } from '@nestjs/common';
import { instantText } from '#kernel';
import { Database } from '#platform/database';
import { RESUME_EVENTS, type CompanyEvent, type CompanyResumed, type ProgressCellChange } from '#contracts/live.protocol';

interface EventRow { seq: number; type: string; subject_id: string; cell: ProgressCellChange | null; at: Date }

/** What a company was told lately: kept for a day, so that a socket that was away can go on where it stopped. */
@Injectable()
export class CompanyStreams {
  constructor(private readonly database: Database) {}

  /** Number of the last piece of news of a company, 0 if there never was one. */
  async lastSeq(companyId: string): Promise<number> {
    const [row] = await this.database.read<{ last_seq: number }>(companyId, 'select last_seq from quoting.company_streams where company_id = $1', [companyId]);
    return row?.last_seq ?? 0;
  }

  /** News after a number, oldest first, at most 500. */
  async after(companyId: string, seq: number): Promise<CompanyEvent[]> {
    const rows = await this.database.read<EventRow>(
      companyId,
      'select seq, type, subject_id, cell, at from quoting.company_events where company_id = $1 and seq > $2 order by seq limit $3',
      [companyId, seq, RESUME_EVENTS],
    );
    return rows.map(eventOf);
  }

  /** What a socket missed; a reset when that is not kept any more or was never told. */
  async resume(companyId: string, lastSeq: number): Promise<CompanyResumed> {
    const newest = await this.lastSeq(companyId);
    if (lastSeq > newest) return { kind: 'reset', seq: newest };
    if (lastSeq === newest) return { kind: 'events', events: [], seq: newest };
    const events = await this.after(companyId, lastSeq);
    if (events[0]?.seq !== lastSeq + 1) return { kind: 'reset', seq: newest };
    return { kind: 'events', events, seq: events.at(-1)!.seq };
  }

  /** Drops news older than a day. */
  async forgetOld(): Promise<void> {
    await this.database.asHouse((tx) => tx.query(`delete from quoting.company_events where at < clock_timestamp() - interval '24 hours'`));
  }
}

function eventOf(row: EventRow): CompanyEvent {
  return { seq: row.seq, t: instantText(row.at), type: row.type, subjectId: row.subject_id, ...(row.cell ? { cell: row.cell } : {}) };
}
