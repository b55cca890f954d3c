import { Module, type DynamicModule } from '@nestjs/common';
import { CapacityModule } from '../capacity/index.js';
import { AmendmentService } from './amendment.service.js';
import { CancellationService } from './cancellation.service.js';
import { TenderCheckService } from './check.service.js';
import { DraftService } from './draft.service.js';
import { GuestService } from './guest.service.js';
import { TENDER_LIMITS } from './limits.port.js';
import { PartService } from './part.service.js';
import { PublicationService } from './publication.service.js';
import { QuestionService } from './question.service.js';
import { LotRelease } from './release.service.js';
import { usualLimits, type TenderLimits } from './tender-check.policy.js';
import { TenderReader } from './tender-reader.service.js';
import { TendersRpc } from './tenders.rpc.js';

/** What buyers ask for. */
@Module({
  imports: [CapacityModule],
  controllers: [TendersRpc],
  providers: [
    AmendmentService, CancellationService, TenderCheckService, DraftService, GuestService, PartService, PublicationService, QuestionService, LotRelease, TenderReader,
    { provide: TENDER_LIMITS, useValue: usualLimits },
  ],
  exports: [TenderReader, LotRelease],
})
export class TendersModule {
  /** With the limits of the settings instead of the usual ones. */
  static with(limits: Partial<TenderLimits>): DynamicModule {
    return { module: TendersModule, providers: [{ provide: TENDER_LIMITS, useValue: { ...usualLimits, ...limits } }] };
  }
}
