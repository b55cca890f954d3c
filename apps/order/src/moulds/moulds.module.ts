import { Module } from '@nestjs/common';
import { PiecesModule } from '../pieces/index.js';
import { MouldReading } from './mould-reading.service.js';
import { MouldRpc } from './mould.rpc.js';
import { MouldService } from './mould.service.js';
import { PartReading } from './part-reading.service.js';
import { PartRecords } from './part-records.service.js';
import { PartRpc } from './part.rpc.js';
import { PartService } from './part.service.js';
import { PartStandings } from './part-standings.service.js';
import { PlacementConsumer } from './placement.consumer.js';
import { Placements } from './placement.service.js';

/**
 * A mould and its parts. Always: the frozen revision is what tenders and shops work to.
 * Ask first: a new gap word. Never: a part of another company, a line of a list dropped in silence.
 */
@Module({
  imports: [PiecesModule],
  controllers: [MouldRpc, PartRpc],
  providers: [MouldReading, MouldService, PartReading, PartRecords, PartService, PartStandings, Placements, PlacementConsumer],
  exports: [PartReading, PartStandings, Placements],
})
export class MouldsModule {}
