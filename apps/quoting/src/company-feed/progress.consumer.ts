import { Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { ConsumesTogether, type Fact } from '#platform/messaging';
import { tellCompanies } from './company-news.service.js';
import { newsOfImport, newsOfLine, newsOfProgress, newsOfRecall } from './progress-news.policy.js';

/** Facts of the workshop become news on the streams of both sides. */
@Injectable()
export class ProgressConsumer {
  @ConsumesTogether('ordering.progress.changed.v1', 'ordering.line.changed.v1')
  async onMoves(facts: readonly Fact<'ordering.progress.changed.v1' | 'ordering.line.changed.v1'>[], tx: Tx): Promise<void> {
    await tellCompanies(tx, facts.flatMap((fact) => (fact.type === 'ordering.progress.changed.v1' ? newsOfProgress(fact.payload) : newsOfLine(fact.payload))));
  }

  @ConsumesTogether('ordering.drawings.recalled.v1')
  async onRecalls(facts: readonly Fact<'ordering.drawings.recalled.v1'>[], tx: Tx): Promise<void> {
    for (const { payload } of facts) await tellCompanies(tx, newsOfRecall(payload, await lotsInvitedTo(tx, payload.companyId, payload.subjectIds)));
  }

  @ConsumesTogether('ordering.import.progressed.v1')
  async onImports(facts: readonly Fact<'ordering.import.progressed.v1'>[], tx: Tx): Promise<void> {
    await tellCompanies(tx, newsOfImport(facts.map(({ payload }) => payload)));
  }
}

/** Those of some lots that a company was invited to. */
async function lotsInvitedTo(tx: Tx, companyId: string, lotIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `select l.id from quoting.lots l join quoting.invitations i on i.tender_id = l.tender_id and i.company_id = $1 where l.id = any ($2) and l.published_at is not null`, [companyId, lotIds]);
  return new Set(rows.map(({ id }) => id));
}
