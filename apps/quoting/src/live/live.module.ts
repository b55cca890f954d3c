import { Module, type DynamicModule } from '@nestjs/common';
import { CompanyFeedModule } from '../company-feed/index.js';
import { LIVE_OPTIONS, usualLiveLimits, type LiveLimits } from './live-limits.policy.js';
import { LiveFrames } from './live-frame.service.js';
import { LiveHeads } from './live-head.service.js';
import { LiveMessages } from './live-message.live.js';
import { LiveRooms } from './live-room.service.js';
import { LiveSessions } from './live-session.service.js';
import { LiveServer } from './live.live.js';
import { LotRights } from './lot-right.service.js';
import { SessionEndedConsumer } from './session-ended.consumer.js';

/**
 * The live side door. Always: every message is held to its class, every resume asks for the right anew, and room names are made here.
 * Never: state that only a socket knows; whoever was away resumes from the ledger.
 */
@Module({})
export class LiveModule {
  static with(bidding: DynamicModule, origins: readonly string[], limits: Partial<LiveLimits> = {}, trustedProxies = 0): DynamicModule {
    return {
      module: LiveModule,
      imports: [bidding, CompanyFeedModule],
      providers: [{ provide: LIVE_OPTIONS, useValue: { ...usualLiveLimits, ...limits, origins, trustedProxies } }, LiveFrames, LiveHeads, LiveMessages, LiveRooms, LiveServer, LiveSessions, LotRights, SessionEndedConsumer],
    };
  }
}
