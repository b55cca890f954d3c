import { instantText, type Money } from '#kernel';
import { reasonText, type LedgerEntry, type LotEventDraft, type LotTerms } from '#contracts/lot-ledger';
import type { TenderRulesView } from '#contracts/quoting-tender-terms';
import { decideBid, type BidAttempt } from '../../apps/quoting/src/bidding/bid.policy.js';
import { decideConfirmation } from '../../apps/quoting/src/bidding/confirmation.policy.js';
import { closeIfDue, closing, goLiveIfDue } from '../../apps/quoting/src/bidding/closing.policy.js';
import { fold, unpublishedLot, type BidFacts, type LotEntry, type LotState } from '../../apps/quoting/src/bidding/lot-state.policy.js';
import { decideWithdrawal } from '../../apps/quoting/src/bidding/withdrawal.policy.js';
import { bidderText, commitmentText } from '../../apps/quoting/src/bidding/receipt.policy.js';
import { chainEntries, sha256 } from '../../apps/quoting/src/ledger/index.js';

/** Rules as a tender has them when its buyer says nothing, except what the spec is about. */
export function rulesWith(given: Partial<TenderRulesView> = {}): TenderRulesView {
  return {
    visibility: 'BEST_PRICE', showBidCount: true, currency: 'CNY', taxIncluded: true, freightIncluded: true, improvementBase: 'OWN_BID',
    improvementPercent: '1', improvementMinor: '1000', improvementBands: [], confirmDropPercent: '20', softClose: null, closesAtFirstBid: false, sealedMinutes: null, direct: false, minBids: 1,
    priceWeight: 100, dateWeight: 0, qualityWeight: 0, tieOrder: ['PRICE', 'DATE', 'FIRST_COME'], validityDays: 7, acceptWithinMinutes: 240, tellGap: false, ...given,
  };
}

/** Yuan with 13 % tax included, in fen. */
export function fen(minor: number | string): Money {
  return { amountMinor: String(minor), currency: 'CNY', taxIncluded: true, taxRate: '13' };
}

/** The moment at which the lots of these specs open. */
export const OPENS_AT = Date.parse('2026-11-23T08:00:00.000Z');
export const CLOSES_AT = OPENS_AT + 40 * 60_000;

export function termsWith(given: Partial<LotTerms> = {}, rules: Partial<TenderRulesView> = {}): LotTerms {
  return {
    rules: rulesWith(rules), basis: { currency: 'CNY', taxIncluded: true, taxRate: '13' }, ceilingMinor: '420000', wantedDate: '2026-12-05',
    opensAt: instantText(new Date(OPENS_AT)), closesAt: instantText(new Date(CLOSES_AT)), termsVersion: 1, ...given,
  };
}

/** A lot played in memory with the real rules and a real ledger, one turn at a time. */
export class LotCase {
  readonly entries: LotEntry[] = [];
  state: LotState;
  private bids = 0;

  constructor(terms: LotTerms, readonly lotId = 'lot_case', publishedAt = OPENS_AT) {
    this.state = unpublishedLot(lotId);
    this.turn(publishedAt, [{ lotId, type: 'PUBLISHED', payload: terms }]);
  }

  /** Writes what happened in one moment. */
  turn(now: number, drafts: LotEventDraft[], bid?: BidFacts): LotEntry[] {
    const chained = chainEntries({ lastSeq: this.state.seq, headHash: this.state.headHash }, instantText(new Date(now)), drafts);
    const written = chained.map((entry: LedgerEntry): LotEntry => (entry.type === 'BID_PLACED' && bid ? { ...entry, bid } : entry));
    this.state = fold(this.state, written);
    this.entries.push(...written);
    return written;
  }

  /** Decides a bid by the rules and writes it when it is taken. */
  bid(companyId: string, amount: Money | number, now: number, given: Partial<BidAttempt> & { alias?: string; nonce?: string } = {}) {
    const attempt: BidAttempt = {
      companyId, termsVersion: this.state.termsVersion, amount: typeof amount === 'number' ? fen(amount) : amount,
      promisedDate: '2026-12-05', validUntil: null, confirmDrop: false, quality: 1_000, ...given,
    };
    const decision = decideBid(this.state, attempt, [], now, { betweenBidsMs: 0 });
    if (!decision.ok) return decision;
    this.bids += 1;
    const bidId = `bid_${this.bids}`;
    const nonce = given.nonce ?? '00';
    const { versionNo, extension } = decision.value;
    const commitment = sha256(commitmentText({
      amount: attempt.amount, bidId, lotId: this.lotId, nonce, promisedDate: attempt.promisedDate, termsVersion: attempt.termsVersion, versionNo,
    }));
    const drafts: LotEventDraft[] = [{
      lotId: this.lotId, type: 'BID_PLACED',
      payload: { bidId, alias: given.alias ?? companyId, versionNo, termsVersion: attempt.termsVersion, commitment, bidder: sha256(bidderText(companyId, nonce, this.state.rules.qualityWeight > 0 ? attempt.quality : null)) },
    }];
    if (extension !== null) {
      drafts.push({ lotId: this.lotId, type: 'EXTENDED', payload: { closesAt: instantText(new Date(extension.closesAt)), extensions: extension.extensions, maxExtensions: extension.maxExtensions, why: 'SOFT_CLOSE' } });
    }
    this.turn(now, drafts, { companyId, amount: attempt.amount, promisedDate: attempt.promisedDate, quality: attempt.quality });
    if (decision.value.closes) this.turn(now, closing(this.state, 'FIRST_BID', now).events);
    return decision;
  }

  /** Amends the lot as the buyer would, with the closing as it is unless another one is given. */
  amend(now: number, given: Partial<LotTerms> = {}) {
    const { state: lot } = this;
    const terms: LotTerms = {
      rules: lot.rules, basis: lot.basis, ceilingMinor: lot.ceiling === null ? null : lot.ceiling.toString(), wantedDate: lot.wantedDate,
      opensAt: instantText(new Date(lot.opensAt)), closesAt: instantText(new Date(lot.closesAt)), termsVersion: lot.termsVersion + 1, ...given,
    };
    this.turn(now, [{ lotId: this.lotId, type: 'AMENDED', payload: { note: 'another radius', terms } }]);
  }

  /** Confirms the company's bid by the rules and writes it when it may. */
  confirm(companyId: string, now: number) {
    const bidId = this.state.bidders.get(companyId)?.bidId ?? 'bid_none';
    const decision = decideConfirmation(this.state, companyId, bidId, this.state.termsVersion, [], now);
    if (decision.ok) {
      const { bidder, extension } = decision.value;
      const drafts: LotEventDraft[] = [{ lotId: this.lotId, type: 'BID_CONFIRMED', payload: { bidId, alias: bidder.alias, termsVersion: this.state.termsVersion } }];
      if (extension !== null) drafts.push({ lotId: this.lotId, type: 'EXTENDED', payload: { ...extension, closesAt: instantText(new Date(extension.closesAt)), why: 'SOFT_CLOSE' } });
      this.turn(now, drafts);
    }
    return decision;
  }

  withdraw(companyId: string, now: number, reason: string | null = 'typing error') {
    const bidId = this.state.bidders.get(companyId)?.bidId ?? 'bid_none';
    const decision = decideWithdrawal(this.state, companyId, bidId, reason, now);
    if (decision.ok) {
      const { bidder, out } = decision.value;
      this.turn(now, [{ lotId: this.lotId, type: 'BID_WITHDRAWN', payload: { bidId: bidder.bidId, alias: bidder.alias, reasonHash: reason === null ? null : sha256(reasonText(bidder.bidId, '00', reason)), out } }]);
    }
    return decision;
  }

  /** Ends a sealed beginning if it is over; false when it is not. */
  goLive(now: number): boolean {
    const due = goLiveIfDue(this.state, now);
    if (due.length > 0) this.turn(now, due);
    return due.length > 0;
  }

  /** Closes the lot if it is due; false when it is not. */
  close(now: number): boolean {
    const due = closeIfDue(this.state, now);
    if (due !== null) this.turn(now, due.events);
    return due !== null;
  }
}
