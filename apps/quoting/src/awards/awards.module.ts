import { Module, type DynamicModule } from '@nestjs/common';
import { currencyAndAmount } from '#platform/config';
import { BidOutcomes } from '../bidding/index.js';
import { CapacityModule } from '../capacity/index.js';
import { settings } from '../config.js';
import { TendersModule } from '../tenders/index.js';
import { AwardAnswerService } from './award-answer.service.js';
import { AwardDecisionService } from './award-decision.service.js';
import { AwardReader } from './award-reader.service.js';
import { AwardWriter } from './award-writer.service.js';
import { AwardClock } from './award.clock.js';
import { AwardsRpc } from './awards.rpc.js';
import { AwardBids } from './bids.port.js';
import { AWARD_LIMITS, type AwardLimits } from './limits.port.js';
import { OrderConsumer } from './order.consumer.js';
import { ProposalEnd } from './proposal-end.service.js';

const limits: AwardLimits = { approvalMinor: new Map([...settings.AWARD_APPROVAL_LIMITS.map(currencyAndAmount), ['CNY', BigInt(settings.AWARD_APPROVAL_LIMIT_MINOR)]]) };

/** Decisions for bids. The module of bidding is handed in, because it was set up with limits of its own and there is one desk only. */
@Module({})
export class AwardsModule {
  static with(bidding: DynamicModule): DynamicModule {
    return {
      module: AwardsModule,
      imports: [CapacityModule, TendersModule, bidding],
      controllers: [AwardsRpc],
      providers: [
        AwardDecisionService, AwardAnswerService, AwardReader, AwardWriter, AwardClock, OrderConsumer, ProposalEnd,
        { provide: AwardBids, useExisting: BidOutcomes },
        { provide: AWARD_LIMITS, useFactory: () => limits },
      ],
    };
  }
}
