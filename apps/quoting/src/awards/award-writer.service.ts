import { Injectable } from '@nestjs/common';
import { MINUTE, newId } from '#kernel';
import type { LotState } from '#contracts/quoting-tender-terms';
import type { Tx } from '#platform/database';
import { tellCompanies, type CompanyNews } from '../company-feed/index.js';
import { appendLotEvents } from '../ledger/index.js';
import type { RankedBid } from './award.policy.js';
import { AwardBids } from './bids.port.js';

/** One award to be written. */
export interface NewAward {
  lotId: string;
  bid: RankedBid;
  /** Offered at once, or waiting for a manager. */
  state: 'OFFERED' | 'PROPOSED';
  reason: string | null;
  standby: boolean;
  proposedBy: string | null;
  approvedBy: string | null;
  /** From the offer on. */
  acceptWithinMinutes: number;
}

/** What happened to one award, for ledger and news. */
export interface AwardMove {
  awardId: string;
  lotId: string;
  bidId: string;
  state: string;
  lotState: LotState | null;
}

/** Writes awards and what follows from an offer: the lot is awarded, bidders are told. Always the same few statements, however many awards. */
@Injectable()
export class AwardWriter {
  constructor(private readonly bids: AwardBids) {}

  /** Writes new awards of one tender whose lots are locked; returns their ids in order. The tender's version rises when it was a decision of its buyer. */
  async write(tx: Tx, of: { tenderId: string; buyerId: string; raiseVersion: boolean }, awards: readonly NewAward[], now: Date): Promise<string[]> {
    const rows = awards.map((award) => ({
      id: newId('award'), lot_id: award.lotId, supplier: award.bid.companyId, bid_id: award.bid.bidId, state: award.state, rank: award.bid.rank, amount: award.bid.amount.amountMinor,
      currency: award.bid.amount.currency, tax_included: award.bid.amount.taxIncluded, tax_rate: award.bid.amount.taxRate, promised: award.bid.promisedDate, reason: award.reason,
      standby: award.standby, proposed_by: award.proposedBy, approved_by: award.approvedBy,
      offered_at: award.state === 'OFFERED' ? now.toISOString() : null, accept_by: award.state === 'OFFERED' ? acceptBy(now, award.acceptWithinMinutes) : null,
    }));
    await tx.query(
      `with written as (
         insert into quoting.awards (id, lot_id, tender_id, buyer_company_id, supplier_company_id, bid_id, state, rank, amount_minor, currency, tax_included, tax_rate, promised_date,
           reason, standby, proposed_by, proposed_at, approved_by, offered_at, accept_by)
         select n.id, n.lot_id, $1, $2, n.supplier, n.bid_id, n.state, n.rank, n.amount, n.currency, n.tax_included, n.tax_rate, n.promised, n.reason, n.standby, n.proposed_by, $3, n.approved_by,
                n.offered_at, n.accept_by
           from jsonb_to_recordset($4::jsonb) as n (id text, lot_id text, supplier text, bid_id text, state text, rank int, amount bigint, currency text, tax_included boolean, tax_rate numeric,
             promised date, reason text, standby boolean, proposed_by text, approved_by text, offered_at timestamptz, accept_by timestamptz)
       ), moved as (
         update quoting.lots set state = 'AWARDED' where id = any ($5)
       )
       update quoting.tenders set version = version + 1 where id = $1 and $6`,
      [of.tenderId, of.buyerId, now, JSON.stringify(rows), awards.filter((award) => award.state === 'OFFERED').map((award) => award.lotId), of.raiseVersion],
    );
    return rows.map((row) => row.id);
  }

  /** Tells everybody whom it concerns: ledgers, bidders of the lots that were offered now, and the companies' streams. */
  async announce(tx: Tx, moves: readonly AwardMove[], news: readonly CompanyNews[]): Promise<void> {
    await appendLotEvents(tx, moves.map(({ lotId, awardId, bidId, state, lotState }) => ({ lotId, type: 'AWARDED' as const, payload: { awardId, bidId, state, lotState } })));
    const offered = moves.filter((move) => move.state === 'OFFERED');
    if (offered.length > 0) await this.bids.settle(tx, offered.map(({ lotId, bidId }) => ({ lotId, winnerBidId: bidId })));
    const fell = moves.filter((move) => move.lotState === 'EVALUATING');
    if (fell.length > 0) await this.bids.fall(tx, fell.map(({ lotId, bidId }) => ({ lotId, bidId })));
    const ordered = moves.filter((move) => move.lotState === 'COMPLETED');
    if (ordered.length > 0) await this.bids.dismiss(tx, ordered.map(({ lotId }) => lotId));
    await tellCompanies(tx, news);
  }
}

/** Latest moment to accept an offer made now. */
export function acceptBy(now: Date, minutes: number): string {
  return new Date(now.getTime() + minutes * MINUTE).toISOString();
}
