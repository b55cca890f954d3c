import { Module } from '@nestjs/common';
import { MINUTE } from '#kernel';
import { CapacityModule } from '../capacity/index.js';
import { settings } from '../config.js';
import { AmendmentService } from './amendment.service.js';
import { BoardReader } from './board-reader.service.js';
import { CancellationService } from './cancellation.service.js';
import { TenderCheckService } from './check.service.js';
import { DrawingStandings } from './drawing-standing.service.js';
import { DrawingsRpc } from './drawings.rpc.js';
import { DraftService } from './draft.service.js';
import { GuestService } from './guest.service.js';
import { TENDER_LIMITS } from './limits.port.js';
import { LotAmendmentService } from './lot-amendment.service.js';
import { PartService } from './part.service.js';
import { PublicationService } from './publication.service.js';
import { QuestionService } from './question.service.js';
import { LotRelease } from './release.service.js';
import { SuspensionService } from './suspension.service.js';
import { usualLimits, type TenderLimits } from './tender-check.policy.js';
import { TenderReader } from './tender-reader.service.js';
import { TendersRpc } from './tenders.rpc.js';

/** Limits as the settings give them. */
const limits: TenderLimits = {
  ...usualLimits,
  auctionMs: settings.TENDER_AUCTION_MINUTES * MINUTE,
  sealedMs: settings.TENDER_SEALED_MINUTES * MINUTE,
  fewInvited: settings.TENDER_FEW_INVITED,
  openLots: settings.TENDER_OPEN_LOTS,
  openQuestions: settings.TENDER_OPEN_QUESTIONS,
  taxRate: String(settings.TENDER_TAX_PERCENT),
};

/** What buyers ask for. */
@Module({
  imports: [CapacityModule],
  controllers: [TendersRpc, DrawingsRpc],
  providers: [
    AmendmentService, BoardReader, CancellationService, TenderCheckService, DraftService, DrawingStandings, GuestService, LotAmendmentService, PartService, PublicationService, QuestionService, LotRelease, SuspensionService,
    TenderReader,
    { provide: TENDER_LIMITS, useValue: limits },
  ],
  exports: [BoardReader, TenderReader, LotRelease],
})
export class TendersModule {}
