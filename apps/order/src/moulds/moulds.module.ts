import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/index.js';
import { PiecesModule } from '../pieces/index.js';
import { BomReader } from './imports/bom-reader.port.js';
import { ImportClock } from './imports/import.clock.js';
import { ImportReading } from './imports/import-reading.service.js';
import { ImportRpc } from './imports/import.rpc.js';
import { ImportService } from './imports/import.service.js';
import { IntakeService } from './imports/intake.service.js';
import { ListReading } from './imports/list-reading.service.js';
import { WardrobeService } from './imports/wardrobe.service.js';
import { ModelSizes } from './model-sizes.service.js';
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
  imports: [PiecesModule, ModelsModule],
  controllers: [MouldRpc, PartRpc, ImportRpc],
  providers: [
    MouldReading, MouldService, PartReading, PartRecords, PartService, PartStandings, Placements, PlacementConsumer,
    { provide: BomReader, useFactory: () => new BomReader() }, ImportReading, ImportService, IntakeService, WardrobeService, ListReading, ImportClock, ModelSizes,
  ],
  exports: [PartReading, PartStandings, Placements],
})
export class MouldsModule {}
