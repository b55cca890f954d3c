import { Module, type DynamicModule } from '@nestjs/common';
import { BoardService } from './board.service.js';
import { EvidenceController } from './evidence.controller.js';
import { EVIDENCE_OPTIONS, EvidenceService, type EvidenceOptions } from './evidence.service.js';
import { InspectionReading } from './inspection-reading.service.js';
import { InspectionRecords } from './inspection-records.service.js';
import { InspectionService } from './inspection.service.js';
import { AskedMachinePark } from './machine-park.service.js';
import { MachinePark } from './machines.port.js';
import { PieceReading } from './piece-reading.service.js';
import { PlanService } from './plan.service.js';
import { ProgressRpc } from './progress.rpc.js';
import { ReportRecords } from './report-records.service.js';
import { ReportService } from './report.service.js';
import { TravellerService } from './traveller.service.js';

/**
 * What happens to the pieces. Always: reports are only added, all of a report or none of it. Ask first: another reason to block.
 * Never: a percentage that somebody typed, an operation of another shop in a supplier's view.
 */
@Module({})
export class ProgressModule {
  /** `orders` is the orders module as the app configured it. */
  static with(orders: DynamicModule, evidence: EvidenceOptions): DynamicModule {
    return {
      module: ProgressModule,
      imports: [orders],
      controllers: [ProgressRpc, EvidenceController],
      providers: [
        BoardService, EvidenceService, InspectionReading, InspectionRecords, InspectionService, PieceReading, PlanService, ReportRecords, ReportService, TravellerService,
        { provide: MachinePark, useClass: AskedMachinePark },
        { provide: EVIDENCE_OPTIONS, useValue: evidence },
      ],
    };
  }
}
