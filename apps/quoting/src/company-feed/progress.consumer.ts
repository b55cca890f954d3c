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
    await tellCompanies(tx, facts.flatMap(({ payload }) => newsOfRecall(payload)));
  }

  @ConsumesTogether('ordering.import.progressed.v1')
  async onImports(facts: readonly Fact<'ordering.import.progressed.v1'>[], tx: Tx): Promise<void> {
    await tellCompanies(tx, newsOfImport(facts.map(({ payload }) => payload)));
  }
}
