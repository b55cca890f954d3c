import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import { answerWorkload, type AnswerWorkloadInput, type AnswerWorkloadResult, type WorkloadLevel, type WorkloadView } from '#contracts/quoting-capacity';
import { Database, once } from '#platform/database';
import { capacitySentence, machineSentence } from './capacity-sentences.view.js';

/** Days for which an answer is believed; a shop that says nothing for longer counts as one that never said anything. */
const USUAL_DAYS = 7;
const MOST_DAYS = 31;

interface WorkloadRow { load: WorkloadLevel; answeredAt: Date; holdsUntil: Date }

/** How busy a shop says it is. */
@Injectable()
export class WorkloadService {
  constructor(private readonly database: Database) {}

  /** The own company's answer while it holds. */
  async workload(actor: Actor): Promise<WorkloadView | null> {
    const [row] = await this.database.read<WorkloadRow>(actor.companyId,
      'select load, answered_at as "answeredAt", holds_until as "holdsUntil" from quoting.workloads where company_id = $1 and holds_until > clock_timestamp()', [actor.companyId]);
    return row === undefined ? null : workloadView(row);
  }

  /** Takes a new answer in place of the old one; it holds from now, by the database's clock. Refuses days that nobody can foresee. */
  async answer(actor: Actor, input: AnswerWorkloadInput): Promise<AnswerWorkloadResult> {
    const days = input.days ?? USUAL_DAYS;
    if (days < 1 || days > MOST_DAYS) {
      return { __typename: 'InputRefused', code: 'INPUT_REFUSED', message: capacitySentence('INPUT', actor.locale), problems: [{ path: 'days', message: machineSentence('DAYS_OUT_OF_RANGE', actor.locale) }] };
    }
    return this.database.asCompany(actor.companyId, (tx) => once<AnswerWorkloadResult>(tx, actor, answerWorkload.name, input.idempotencyKey, input, async () => {
      const [row] = await tx.query<WorkloadRow>(
        `insert into quoting.workloads as known (company_id, load, answered_by, answered_at, holds_until)
         select $1, $2, $3, at, at + make_interval(days => $4) from clock_timestamp() at
         on conflict (company_id) do update set load = excluded.load, answered_by = excluded.answered_by, answered_at = excluded.answered_at, holds_until = excluded.holds_until
         returning load, answered_at as "answeredAt", holds_until as "holdsUntil"`, [actor.companyId, input.load, actor.userId, days]);
      return workloadView(row!);
    }));
  }
}

function workloadView({ load, answeredAt, holdsUntil }: WorkloadRow): WorkloadView {
  return { __typename: 'Workload', load, answeredAt: answeredAt.toISOString(), holdsUntil: holdsUntil.toISOString() };
}
