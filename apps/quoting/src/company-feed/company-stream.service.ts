import { Injectable } from '@nestjs/common';
import { instantText } from '#kernel';
import { Database } from '#platform/database';
import { RESUME_EVENTS, type CompanyEvent, type CompanyResumed, type ProgressCellChange } from '#contracts/live.protocol';

/** Somebody who waits for the news of a company after a number. */
interface Asker { companyId: string; seq: number; answer: (events: CompanyEvent[]) => void; fail: (error: unknown) => void }

interface EventRow { company_id: string; seq: number; type: string; subject_id: string; cell: ProgressCellChange | null; at: Date }

/** What a company was told lately: kept for a day, so that a socket that was away can go on where it stopped. */
@Injectable()
export class CompanyStreams {
  private readonly askers: Asker[] = [];

  constructor(private readonly database: Database) {}

  /** Number of the last piece of news of a company, 0 if there never was one. */
  async lastSeq(companyId: string): Promise<number> {
    const [row] = await this.database.read<{ last_seq: number }>(companyId, 'select last_seq from quoting.company_streams where company_id = $1', [companyId]);
    return row?.last_seq ?? 0;
  }

  /**
   * News after a number, oldest first, at most 500. What is asked for in the same moment is read by one statement, because one deed often
   * tells many companies at once; each gets its own.
   */
  after(companyId: string, seq: number): Promise<CompanyEvent[]> {
    return new Promise((answer, fail) => {
      this.askers.push({ companyId, seq, answer, fail });
      if (this.askers.length === 1) setImmediate(() => void this.readForAll(this.askers.splice(0)));
    });
  }

  private async readForAll(askers: readonly Asker[]): Promise<void> {
    try {
      const rows = await this.database.readAsHouse<EventRow & { place: number }>(
        `select asked.place::int, e.* from unnest($1::text[], $2::int[]) with ordinality as asked (company_id, seq, place)
          cross join lateral (
            select e.company_id, e.seq, e.type, e.subject_id, e.cell, e.at from quoting.company_events e
             where e.company_id = asked.company_id and e.seq > asked.seq order by e.seq limit $3) e
          order by asked.place, e.seq`,
        [askers.map((asker) => asker.companyId), askers.map((asker) => asker.seq), RESUME_EVENTS],
      );
      const news = askers.map((): CompanyEvent[] => []);
      for (const row of rows) if (row.company_id === askers[row.place - 1]!.companyId) news[row.place - 1]!.push(eventOf(row));
      askers.forEach((asker, i) => asker.answer(news[i]!));
    } catch (error) {
      for (const asker of askers) asker.fail(error);
    }
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
