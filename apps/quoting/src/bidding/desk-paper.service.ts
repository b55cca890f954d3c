import { instantText } from '#kernel';
import { entryText, receiptText } from '#contracts/lot-record';
import type { BidBreakdownView, BidRefused } from '#contracts/quoting-bidding';
import type { SealingKey, SigningKey } from '#platform/tickets';
import { sha256 } from '../ledger/index.js';
import { bidView, type StoredBid } from './bid.view.js';
import { Chance } from './chance.service.js';
import { principalOf, type KeptAnswer, type Taken, type Waiting } from './desk-answer.view.js';
import type { AnswerRow, BidRow } from './desk-rows.storage.js';
import type { HeldLot } from './desk.locks.js';
import { tell } from './feed.view.js';
import { feedOf, type LotBook } from './lot-book.policy.js';
import { marketView } from './market.view.js';
import { offerText } from './offer.view.js';
import { receiptNo } from './receipt.policy.js';
import type { Seated, Turn } from './turn.policy.js';

/** What the desk puts on paper: bids with their receipts, and answers to be found again. While bids are sealed, nothing of an amount is readable in it. */
export class DeskPaper {
  constructor(private readonly receipts: SigningKey, private readonly offers: SealingKey, private readonly chance: Chance) {}

  /** The row of a bid that was taken; `placedBy` is the person or key behind it. */
  bidRow(waiting: Pick<Waiting, 'attempt' | 'breakdown' | 'note' | 'arrivedAt'>, placedBy: string, seat: Seated, verdict: Extract<Turn['verdicts'][number], { taken: true }>, held: HeldLot, after: Turn['after']): BidRow {
    const { attempt, breakdown, note } = waiting;
    const decidedAt = instantText(held.now);
    const number = receiptNo(this.chance.take(8));
    const entryNonce = this.chance.take(16).toString('hex');
    const entryCommitment = sha256(entryText(entryNonce, verdict.hash));
    const signature = this.receipts.sign(receiptText(number, held.id, decidedAt, verdict.commitment, entryCommitment));
    const offer = { amountMinor: attempt.amount.amountMinor, breakdown, nonce: seat.nonce, note };
    const shown = after.unsealed ? { ...offer, offerSealed: null } : { amountMinor: null, breakdown: null, nonce: null, note: null, offerSealed: this.offers.seal(offerText(offer), seat.bidId) };
    return {
      id: seat.bidId, lotId: held.id, tenderId: held.tender_id, companyId: attempt.companyId, seq: verdict.seq, versionNo: verdict.accepted.versionNo,
      state: after.bidders.get(attempt.companyId)!.bidId === seat.bidId ? 'VALID' : 'REPLACED',
      currency: attempt.amount.currency, taxIncluded: attempt.amount.taxIncluded, taxRate: attempt.amount.taxRate,
      promisedDate: attempt.promisedDate, quality: attempt.quality, validUntil: verdict.accepted.validUntil, termsVersion: attempt.termsVersion, ...shown,
      receiptNo: number, commitment: verdict.commitment, entryCommitment, entryNonce, signature: Buffer.from(signature, 'base64url').toString('base64'), keyId: this.receipts.keyId,
      placedBy,
      // The database's clock decides; how long the bid waited here is measured by the steady clock of this process.
      receivedAt: instantText(new Date(held.now.getTime() - Math.max(0, Math.round(performance.now() - waiting.arrivedAt)))), decidedAt,
    };
  }

  /** What its bidder is told. */
  taken(bid: BidRow, waiting: Waiting, nonce: string, book: LotBook, turn: Turn): Taken {
    const listener = { audience: 'bidder', companyId: bid.companyId } as const;
    const stored: StoredBid = {
      ...bid, amountMinor: waiting.attempt.amount.amountMinor, nonce, note: waiting.note, breakdown: waiting.breakdown as BidBreakdownView | null,
      receivedAt: new Date(bid.receivedAt), decidedAt: new Date(bid.decidedAt), finalRank: null, outReason: null, confirmation: null,
    };
    return {
      bid: bidView(stored, null), market: marketView(turn.after, bid.companyId), closesAt: instantText(new Date(turn.after.closesAt)),
      seq: feedOf(book, listener).seq + tell(listener, book.state, turn.entries, turn.after).length,
    };
  }

  /** The row by which a repeat of the key finds its answer: sealed with the bids, because numbers of a refusal speak of them too. */
  answerRow(waiting: Waiting, response: KeptAnswer | BidRefused, sealed: boolean): AnswerRow {
    const text = JSON.stringify(response);
    return {
      companyId: waiting.actor.companyId, principal: principalOf(waiting.actor), key: waiting.key, bodySha256: waiting.bodySha256,
      response: sealed ? JSON.stringify({ sealed: this.offers.seal(text, waiting.key) }) : text,
    };
  }

  /** The answer that a key had before. */
  answerOf(waiting: Waiting, response: object): KeptAnswer | BidRefused {
    return ('sealed' in response ? JSON.parse(this.offers.open(response.sealed as string, waiting.key)) : response) as KeptAnswer | BidRefused;
  }
}
