import { Module } from '@nestjs/common';
import { houseRules } from '#contracts/policy-table';
import { platformModule } from '#platform/process';
import { AwardsModule } from './awards/index.js';
import { BiddingModule } from './bidding/index.js';
import { CapacityModule } from './capacity/index.js';
import { CompanyFeedModule } from './company-feed/index.js';
import { settings } from './config.js';
import { entities } from './database/entities.js';
import { migrations } from './database/migrations/index.js';
import { TendersModule } from './tenders/index.js';

/** One desk for all who need it. */
const bidding = BiddingModule.with();

/** The market: capacity, tenders, bidding, awards. */
@Module({
  imports: [
    platformModule({ service: 'quoting', settings, entities, migrations, rules: houseRules }),
    CapacityModule,
    CompanyFeedModule,
    TendersModule,
    bidding,
    AwardsModule.with(bidding),
  ],
})
export class AppModule {}
