import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { Consumes } from '#platform/messaging';
import { SupplierRecords } from './supplier-record.service.js';

/** Order tells what inspections said of pieces. */
@Injectable()
export class JudgementConsumer {
  constructor(private readonly records: SupplierRecords) {}

  @Consumes('ordering.pieces.judged.v1')
  piecesJudged({ pieces }: HouseEvents['ordering.pieces.judged.v1'], tx: Tx): Promise<void> {
    return this.records.take(tx, pieces);
  }
}
