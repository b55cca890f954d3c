import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import { isEvidence, type FileView } from '#contracts/order-files';
import type { ReportOperationInput } from '#contracts/order-progress';
import type { OperationState } from '#contracts/order-progress-views';
import { newId } from '#kernel';
import type { Tx } from '#platform/database';
import type { LockedRun } from './progress.locks.js';
import type { RunTimes } from './report.policy.js';

/** One operation after a report. */
export interface RunStep {
  run: LockedRun;
  state: OperationState;
  times: RunTimes;
  good: number | null;
  scrap: number | null;
  /** Share of the minutes that the shop counted. */
  minutes: number | null;
  /** The report that a correction takes back. */
  takesBack: string | null;
}

/** Writes reports and moves the operations they are about. */
@Injectable()
export class ReportRecords {
  /** Adds one report per operation and moves the operations: two statements whatever their number. Work shows who has the piece. */
  async record(tx: Tx, actor: Actor, input: ReportOperationInput, steps: readonly RunStep[], at: Date): Promise<void> {
    await tx.query(
      `insert into ordering.run_reports (id, run_id, owner_id, supplier_id, company_id, user_id, action, from_state, to_state, happened_at, received_at, good, scrap, minutes, pause_reason,
              machine_id, note, file_ids, corrects_id)
       select n.id, n.run_id, n.owner_id, n.supplier_id, $1, $2, $3, n.from_state, n.to_state, $4, $5, n.good, n.scrap, n.minutes, $6, $7, $8, $9, n.corrects_id
         from unnest($10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::int[], $17::int[], $18::int[], $19::text[])
           as n (id, run_id, owner_id, supplier_id, from_state, to_state, good, scrap, minutes, corrects_id)`,
      [
        actor.companyId, actor.userId, input.action, input.happenedAt, at, input.pauseReason ?? null, input.machineId ?? null, input.note ?? null, input.fileIds ?? [],
        steps.map(() => newId('report')), steps.map(({ run }) => run.id), steps.map(({ run }) => run.ownerId), steps.map(({ run }) => run.doneBy),
        steps.map(({ run }) => run.state), steps.map(({ state }) => state), steps.map(({ good }) => good), steps.map(({ scrap }) => scrap), steps.map(({ minutes }) => minutes), steps.map(({ takesBack }) => takesBack),
      ]);
    await tx.query(
      `with moved as (
         update ordering.runs r
            set state = n.state, started_at = n.started_at, ended_at = n.ended_at, running_since = n.running_since, worked_ms = n.worked_ms, minutes = n.worked_ms / 60000,
                pause_reason = n.pause_reason, last_report_at = $1, machine_id = coalesce($2, r.machine_id), version = r.version + 1
           from unnest($3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::bigint[], $9::text[])
             as n (id, state, started_at, ended_at, running_since, worked_ms, pause_reason)
          where r.id = n.id returning r.piece_id, r.done_by
       )
       update ordering.pieces p set holder_company_id = moved.done_by, version = p.version + 1
         from moved where p.id = moved.piece_id and $10 and p.holder_company_id is distinct from moved.done_by`,
      [
        at, input.machineId ?? null, steps.map(({ run }) => run.id), steps.map(({ state }) => state), steps.map(({ times }) => times.startedAt), steps.map(({ times }) => times.endedAt),
        steps.map(({ times }) => times.runningSince), steps.map(({ times }) => times.workedMs), steps.map(({ times }) => times.pauseReason),
        input.action === 'SETUP' || input.action === 'START' || input.action === 'DONE',
      ]);
  }

  /** True when all of these are usable files of the company that may be evidence. */
  async hasFiles(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<boolean> {
    const files = await tx.query<Pick<FileView, 'purpose' | 'mediaType'>>(
      `select purpose, media_type as "mediaType" from ordering.files where company_id = $1 and id = any($2) and state = 'READY'`, [companyId, fileIds]);
    return files.length === fileIds.length && files.every(isEvidence);
  }
}
