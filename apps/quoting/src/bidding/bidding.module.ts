import { Module, type DynamicModule } from '@nestjs/common';
import { CapacityModule } from '../capacity/index.js';
import { TendersModule } from '../tenders/index.js';
import { BidDesk } from './bid-desk.service.js';
import { BidOutcomes } from './bid-outcome.service.js';
import { BidReader } from './bid-reader.service.js';
import { BiddingRpc } from './bidding.rpc.js';
import { ClosingService } from './closing.service.js';
import { ConfirmationService } from './confirmation.service.js';
import { DeskBatch } from './desk-batch.service.js';
import { BIDDING_LIMITS, usualBiddingLimits, type BiddingLimits } from './limits.policy.js';
import { DisqualificationService } from './disqualification.service.js';
import { LotBooks } from './lot-books.service.js';
import { LotClock } from './lot.clock.js';
import { MarketService } from './market.service.js';
import { PlacingService } from './placing.service.js';
import { ReceiptKeysController } from './receipt-keys.controller.js';
import { ReceiptKeys } from './receipt-keys.service.js';
import { ProxyClock } from './proxy.clock.js';
import { ProxyService } from './proxy.service.js';
import { RecordService } from './record.service.js';
import { Seals } from './seals.service.js';
import { UnsuccessfulService } from './unsuccessful.service.js';
import { ValidityClock } from './validity.clock.js';
import { WithdrawalService } from './withdrawal.service.js';

/**
 * Bids on lots. Always: a bid is decided with its lot locked, by the clock read behind the lock, and answered after the commit.
 * Ask first: what any audience is told; that is decided in `market.view`, `lot.view` and `feed.view` alone.
 * Never: an amount of a sealed bid in a ledger, a row, a log or a ring that somebody else reads.
 */
@Module({})
export class BiddingModule {
  static with(limits: Partial<BiddingLimits> = {}): DynamicModule {
    return {
      module: BiddingModule,
      imports: [CapacityModule, TendersModule],
      controllers: [BiddingRpc, ReceiptKeysController],
      providers: [
        { provide: BIDDING_LIMITS, useValue: { ...usualBiddingLimits, ...limits } },
        LotBooks, DeskBatch, BidDesk, BidReader, BidOutcomes, ClosingService, ConfirmationService, DisqualificationService, LotClock, MarketService, PlacingService, ProxyClock, ProxyService, ReceiptKeys, RecordService, Seals, UnsuccessfulService, ValidityClock, WithdrawalService,
      ],
      exports: [BidDesk, BidOutcomes, ConfirmationService, LotBooks, RecordService, UnsuccessfulService],
    };
  }
}
