import { Injectable } from '@nestjs/common';
import type { Actor } from '#contracts';
import type { PlaceBidInput, PlaceBidResult } from '#contracts/quoting-bidding';
import { BidDesk } from './bid-desk.service.js';
import { MarketService } from './market.service.js';

/** A bid over GraphQL: the desk decides, and the answer shows the lot as its bidder sees it. */
@Injectable()
export class PlacingService {
  constructor(private readonly desk: BidDesk, private readonly market: MarketService) {}

  /** Places a bid. Of the lot in the answer, bid, market, closing and number are those of the first answer, also for a repeat. */
  async placeBid(actor: Actor, input: PlaceBidInput): Promise<PlaceBidResult> {
    const { taken, refusal } = await this.desk.place(actor, input);
    if (taken === null) return refusal;
    const [lot] = await this.market.bidderLotsByIds(actor, [input.lotId]);
    const { bid, market, closesAt, seq } = taken;
    return { __typename: 'BidPlaced', bid, lot: { ...lot!, myBid: bid, market, closesAt, liveSeq: seq } };
  }
}
