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
import { LiveModule } from './live/index.js';
import { TendersModule } from './tenders/index.js';

/** One desk for all who need it. */
const bidding = BiddingModule.with({ betweenBidsMs: settings.BID_PAUSE_MS, deskQueue: settings.DESK_QUEUE, deskBatch: settings.DESK_BATCH });

/** The market: capacity, tenders, bidding, awards. */
@Module({
  imports: [
    platformModule({ service: 'quoting', settings, entities, migrations, rules: houseRules }),
    CapacityModule,
    CompanyFeedModule,
    TendersModule,
    bidding,
    AwardsModule.with(bidding),
    LiveModule.with(bidding, [settings.PUBLIC_URL, settings.PUBLIC_LIVE_URL, ...settings.WEB_ORIGINS], {
      messagesPerSecond: settings.LIVE_MESSAGES_PER_SECOND, messageBurst: 2 * settings.LIVE_MESSAGES_PER_SECOND, resumesPerSecond: settings.LIVE_RESUMES_PER_SECOND,
      bidsPerSecond: settings.LIVE_BIDS_PER_SECOND, connections: settings.LIVE_CONNECTIONS, connectionsPerCompany: settings.LIVE_CONNECTIONS_PER_COMPANY, connectionsPerAddress: settings.LIVE_CONNECTIONS_PER_ADDRESS,
      rooms: settings.LIVE_ROOMS, unreadFrames: settings.LIVE_UNREAD_FRAMES,
    }, settings.TRUSTED_PROXIES),
  ],
})
export class AppModule {}
