import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { Consumes } from '#platform/messaging';
import { tellCompanies } from './company-news.service.js';
import { newsOfLine, newsOfProgress } from './progress-news.policy.js';

/** Facts of the workshop become news on the streams of both sides. */
@Injectable()
export class ProgressConsumer {
  @Consumes('ordering.progress.changed.v1')
  async onProgress(fact: HouseEvents['ordering.progress.changed.v1'], tx: Tx): Promise<void> {
    await tellCompanies(tx, newsOfProgress(fact));
  }

  @Consumes('ordering.line.changed.v1')
  async onLine(fact: HouseEvents['ordering.line.changed.v1'], tx: Tx): Promise<void> {
    await tellCompanies(tx, newsOfLine(fact));
  }
}
