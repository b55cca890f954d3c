import {
  MAX_MINOR, accept, formatDecimal, instantText, marketDay, money, parseDecimal, plusDays, ratesComparableOn, ratio, refuse, timesRounded, type Money, type Result,
} from '#kernel';
import type { QualificationGap } from '#contracts/quoting-bidding';
import type { LotState as LotPhase } from '#contracts/quoting-tender-terms';
import { extendIfLate, type Extension } from './extension.policy.js';
import { highestAcceptable, lastComparable, shownBest } from './improvement.policy.js';
import { improves, rankFor } from './rank.policy.js';
import { comparableOn, highestWorth, phaseAt, type LotState } from './lot-state.policy.js';

/** A bid as it reached the desk. */
export interface BidAttempt {
  readonly companyId: string;
  readonly termsVersion: number;
  readonly amount: Money;
  readonly promisedDate: string;
  readonly validUntil: string | null;
  readonly confirmDrop: boolean;
  /** Record of the company in thousandths, frozen at its invitation; nothing that a client says. */
  readonly quality: number;
}

/** How quickly one company may go on in one lot. */
export interface Pace {
  /** Least time between two accepted bids in milliseconds; 0 for none. */
  readonly betweenBidsMs: number;
}

/** A value of a bid that breaks a rule; `limit` is what would pass. */
export interface BidFault {
  readonly path: 'amount.currency' | 'amount.taxRate' | 'amount.amountMinor' | 'promisedDate' | 'validUntil';
  readonly rule: 'CURRENCY' | 'TAX_RATE' | 'NOT_POSITIVE' | 'TOO_LARGE' | 'PAST' | 'TOO_FAR' | 'TOO_SHORT';
  readonly limit: string;
}

/** What an accepted bid does to its lot. */
export interface BidAccepted {
  readonly versionNo: number;
  /** On the tender's tax basis, minor units. */
  readonly comparable: bigint;
  readonly validUntil: string;
  /** The bid that it takes the place of. */
  readonly replaces: string | null;
  readonly extension: Extension | null;
  /** True when the rules close the lot at this bid. */
  readonly closes: boolean;
}

export type BidRefusal =
  | { code: 'LOT_NOT_OPEN'; state: LotPhase; opensAt: string; closesAt: string; decidedAt: string }
  | { code: 'NOT_QUALIFIED'; missing: QualificationGap[] }
  | { code: 'TERMS_OUTDATED'; termsVersion: number }
  | { code: 'INPUT_REFUSED'; faults: BidFault[] }
  /** On the tax basis of the bid. */
  | { code: 'BID_ABOVE_CEILING'; highestAcceptable: Money }
  | { code: 'BID_DROP_UNCONFIRMED'; dropPercent: string; against: 'OWN_BID' | 'CEILING' | 'BEST_BID' }
  | { code: 'LIMIT_REACHED'; limit: number; retryAt: string };

const LATEST_DAYS_AHEAD = 730;
const HUNDRED = parseDecimal('100');
/** Millionths to hundredths of a percent. */
const TO_HUNDREDTHS = 10_000n;

/**
 * Judges a bid. `now` is the database's clock after the lot was locked, in milliseconds since 1970; `gaps` is what the company lacks,
 * read in the same moment. The first reason in this order decides: open, qualified, same terms, sound values, low enough, drop meant, pace.
 * Pace comes last, so a bid that would be refused anyway is told why.
 */
export function decideBid(lot: LotState, attempt: BidAttempt, gaps: readonly QualificationGap[], now: number, pace: Pace): Result<BidAccepted, BidRefusal> {
  const phase = phaseAt(lot, now);
  if (phase !== 'PUBLISHED' || now < lot.opensAt) {
    return refuse('LOT_NOT_OPEN', { state: phase, opensAt: at(lot.opensAt), closesAt: at(lot.closesAt), decidedAt: at(now) });
  }
  const own = lot.bidders.get(attempt.companyId);
  const missing: QualificationGap[] = own?.out ? [...gaps, 'OUT_OF_LOT'] : [...gaps];
  if (missing.length > 0) return refuse('NOT_QUALIFIED', { missing });
  if (attempt.termsVersion !== lot.termsVersion) return refuse('TERMS_OUTDATED', { termsVersion: lot.termsVersion });
  const shortest = shortestValidity(lot);
  const faults = faultsOf(lot, attempt, shortest, now);
  if (faults.length > 0) return refuse('INPUT_REFUSED', { faults });

  const comparable = comparableOn(lot, attempt.amount);
  const highest = highestAcceptable(lot, attempt.companyId);
  if (highest !== null && comparable > highest) {
    return refuse('BID_ABOVE_CEILING', { highestAcceptable: highestWorth(lot, highest, attempt.amount) });
  }
  const ownLast = lastComparable(lot, attempt.companyId);
  // A first bid without a ceiling has nothing else to be measured by, and nobody may learn of a best price that the rules hide.
  const drop = dropPercent(ownLast ?? lot.ceiling ?? shownBest(lot), comparable);
  if (drop !== null && !attempt.confirmDrop && drop.millionths > lot.exact.confirmDropPercent) {
    return refuse('BID_DROP_UNCONFIRMED', { dropPercent: drop.text, against: ownLast !== null ? 'OWN_BID' as const : lot.ceiling !== null ? 'CEILING' as const : 'BEST_BID' as const });
  }
  if (own !== undefined && now - own.decidedAt < pace.betweenBidsMs) {
    return refuse('LIMIT_REACHED', { limit: 1, retryAt: at(own.decidedAt + pace.betweenBidsMs) });
  }
  return accept({
    versionNo: (own?.versionNo ?? 0) + 1,
    comparable,
    validUntil: attempt.validUntil ?? shortest,
    replaces: own !== undefined && (own.state === 'VALID' || own.state === 'NEEDS_CONFIRMATION') ? own.bidId : null,
    extension: lot.rules.closesAtFirstBid || !improves(lot, attempt, comparable) ? null : extendIfLate(lot, rankFor(lot, attempt, comparable), now),
    closes: lot.rules.closesAtFirstBid,
  });
}

/** An amount on the lot's own tax basis. */
export function onBasis(lot: LotState, comparable: bigint): Money {
  return money(comparable, lot.basis.currency, lot.basis.taxIncluded, lot.basis.taxRate);
}

/** First day until which a bid must bind: so many days after the day of the closing, as the market counts them. */
export function shortestValidity(lot: LotState): string {
  return plusDays(marketDay(new Date(lot.closesAt)), lot.rules.validityDays);
}

/** Values of a bid that break a rule, however low it is. `shortest` is the first day until which it must bind. */
export function faultsOf(lot: LotState, attempt: Pick<BidAttempt, 'amount' | 'promisedDate' | 'validUntil'>, shortest: string, now: number): BidFault[] {
  const faults: BidFault[] = [];
  const { amount } = attempt;
  if (amount.currency !== lot.basis.currency) {
    faults.push({ path: 'amount.currency', rule: 'CURRENCY', limit: lot.basis.currency });
  } else if (!ratesComparableOn(lot.basis).includes(amount.taxRate)) {
    faults.push(unknownRate(lot));
  } else {
    const comparable = comparableOn(lot, amount);
    if (comparable <= 0n) faults.push({ path: 'amount.amountMinor', rule: 'NOT_POSITIVE', limit: '1' });
    if (comparable > MAX_MINOR) faults.push({ path: 'amount.amountMinor', rule: 'TOO_LARGE', limit: MAX_MINOR.toString() });
  }
  const today = marketDay(new Date(now));
  const farthest = plusDays(today, LATEST_DAYS_AHEAD);
  if (attempt.promisedDate < today) faults.push({ path: 'promisedDate', rule: 'PAST', limit: today });
  if (attempt.promisedDate > farthest) faults.push({ path: 'promisedDate', rule: 'TOO_FAR', limit: farthest });
  if (attempt.validUntil !== null && attempt.validUntil < shortest) faults.push({ path: 'validUntil', rule: 'TOO_SHORT', limit: shortest });
  if (attempt.validUntil !== null && attempt.validUntil > farthest) faults.push({ path: 'validUntil', rule: 'TOO_FAR', limit: farthest });
  return faults;
}

/** A tax rate that bids of the lot cannot name. */
function unknownRate(lot: LotState): BidFault {
  return { path: 'amount.taxRate', rule: 'TAX_RATE', limit: ratesComparableOn(lot.basis).join(', ') };
}

/** How far an amount lies below another, in percent rounded to hundredths; null when it does not. */
function dropPercent(from: bigint | null, to: bigint): { millionths: bigint; text: string } | null {
  if (from === null || from <= 0n || to >= from) return null;
  const hundredths = timesRounded((from - to) * HUNDRED, ratio(1n, from * TO_HUNDREDTHS));
  return { millionths: ((from - to) * HUNDRED) / from, text: formatDecimal(hundredths * TO_HUNDREDTHS) };
}

function at(ms: number): string {
  return instantText(new Date(ms));
}
