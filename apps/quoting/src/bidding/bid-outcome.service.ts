import { formatDecimal, parseDecimal, type Money } from '#kernel';
import { Injectable } from '@nestjs/common';
import type { BidState } from '#contracts/quoting-bidding';
import type { Tx } from '#platform/database';
import { tellCompanies } from '../company-feed/index.js';
import { appendLotEvents } from '../ledger/index.js';
import { dismiss, fall, settle } from './closing.policy.js';
import { LotBooks } from './lot-books.service.js';
import type { LotState } from './lot-state.policy.js';
import { buyerSees } from './lot.view.js';

/** One bidder's present bid on an opened lot, for those who decide. */
export interface RankedBid {
  bidId: string;
  lotId: string;
  companyId: string;
  /** From 1. */
  rank: number;
  state: BidState;
  /** As bid. */
  amount: Money;
  /** In minor units on the tender's basis. */
  comparableMinor: string;
  /** True when it lies above the buyer's secret reserve. */
  aboveReserve: boolean;
  promisedDate: string;
  /** Last day on which the bid binds. */
  validUntil: string;
}

/** What those who award ask of bidding, within their own transactions and for any number of lots at once. */
@Injectable()
export class BidOutcomes {
  constructor(private readonly books: LotBooks) {}

  /** Bids by rank of lots whose bids are open; a lot whose bids are not is absent. Two statements. */
  async ranked(tx: Tx, lotIds: readonly string[]): Promise<Map<string, RankedBid[]>> {
    const lots = [...(await this.books.statesIn(tx, lotIds)).values()].filter(({ state }) => buyerSees(state));
    const bidIds = lots.flatMap(({ state }) => state.ranking.map((bidder) => bidder.bidId));
    const rows = bidIds.length === 0 ? [] : await tx.query<{ id: string; valid_until: string; reserve_minor: string | null }>(
      'select b.id, coalesce(b.confirmed_until, b.valid_until) as valid_until, l.reserve_minor from quoting.bids b join quoting.lots l on l.id = b.lot_id where b.id = any($1::text[])', [bidIds],
    );
    const kept = new Map(rows.map((row) => [row.id, { validUntil: row.valid_until, reserve: row.reserve_minor === null ? null : BigInt(row.reserve_minor) }]));
    return new Map(lots.map(({ state }) => [state.lotId, state.ranking.map((bidder, i): RankedBid => {
      const { validUntil, reserve } = kept.get(bidder.bidId)!;
      return {
        bidId: bidder.bidId, lotId: state.lotId, companyId: bidder.companyId, rank: i + 1, state: bidder.state,
        amount: { ...bidder.amount, taxRate: formatDecimal(parseDecimal(bidder.amount.taxRate)) }, comparableMinor: bidder.comparable.toString(),
        aboveReserve: reserve !== null && bidder.comparable > reserve, promisedDate: bidder.promisedDate, validUntil,
      };
    })]));
  }

  /**
   * Tells bidders what became of their bids: the chosen one won, the two behind it stand by, all others lost, each with its rank.
   * Without a chosen bid all lost. A bid that was chosen before and is not now has fallen. Ledger, bids and company streams, in four statements.
   */
  async settle(tx: Tx, choices: readonly { lotId: string; winnerBidId: string | null }[]): Promise<void> {
    await this.tell(tx, choices.map(({ lotId, winnerBidId }) => ({ lotId, becomes: (lot) => settle(lot, winnerBidId) })));
  }

  /** Tells bidders whose chosen bid fell, while nobody was offered in its place, that it is lost. */
  async fall(tx: Tx, fallen: readonly { lotId: string; bidId: string }[]): Promise<void> {
    await this.tell(tx, fallen.map(({ lotId, bidId }) => ({ lotId, becomes: (lot) => fall(lot, bidId) })));
  }

  /** Tells bidders who stood by that an order was made of the chosen bid. */
  async dismiss(tx: Tx, lotIds: readonly string[]): Promise<void> {
    await this.tell(tx, lotIds.map((lotId) => ({ lotId, becomes: dismiss })));
  }

  private async tell(tx: Tx, decided: readonly { lotId: string; becomes: (lot: LotState) => ReturnType<typeof settle> }[]): Promise<void> {
    const lots = await this.books.statesIn(tx, decided.map(({ lotId }) => lotId));
    const settled = decided.flatMap(({ lotId, becomes }) => {
      const lot = lots.get(lotId);
      const bids = lot === undefined ? [] : becomes(lot.state);
      return bids.length === 0 ? [] : [{ lotId, bids }];
    });
    if (settled.length === 0) return;
    await appendLotEvents(tx, settled.map(({ lotId, bids }) => ({ lotId, type: 'SETTLED' as const, payload: { bids: bids.map(({ bidId, state }) => ({ bidId, state })) } })));
    const all = settled.flatMap(({ bids }) => bids);
    await tx.query(
      `update quoting.bids bid set state = now.state, final_rank = now.rank from unnest($1::text[], $2::text[], $3::int[]) as now (id, state, rank) where bid.id = now.id`,
      [all.map((bid) => bid.bidId), all.map((bid) => bid.state), all.map((bid) => bid.rank)],
    );
    await tellCompanies(tx, all.map((bid) => ({ companyId: bid.companyId, type: 'bid.decided', subjectId: bid.bidId })));
  }
}
