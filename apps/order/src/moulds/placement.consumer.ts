import { Injectable } from '@nestjs/common';
import type { HouseEvents } from '#contracts';
import type { Tx } from '#platform/database';
import { Consumes } from '#platform/messaging';
import { Placements } from './placement.service.js';

/** What quoting tells of lots on our parts. */
@Injectable()
export class PlacementConsumer {
  constructor(private readonly placements: Placements) {}

  @Consumes('quoting.lots.published.v1')
  lotsPublished(fact: HouseEvents['quoting.lots.published.v1'], tx: Tx): Promise<void> {
    return this.placements.published(tx, fact);
  }

  @Consumes('quoting.lots.released.v1')
  lotsReleased(fact: HouseEvents['quoting.lots.released.v1'], tx: Tx): Promise<void> {
    return this.placements.released(tx, fact);
  }
}
