import { daysBetween, formatDecimal, type DayText } from '#kernel';
import type { TenderRulesView, TieBreak } from '#contracts/quoting-tender-terms';

type Weights = Pick<TenderRulesView, 'visibility' | 'priceWeight' | 'dateWeight' | 'qualityWeight' | 'tieOrder'>;

/** What a bid is ranked by. */
export interface Ranked {
  /** Amount on the tender's tax basis, minor units. */
  readonly comparable: bigint;
  /** Promised day against the day wanted; never below zero. */
  readonly daysLate: number;
  readonly promisedDate: DayText;
  /** Record of the supplier in thousandths, frozen at its invitation; 1000 is without fault. */
  readonly quality: number;
  /** Number in the ledger; the smaller one came first. */
  readonly seq: number;
}

/** Lateness that takes all points of the date away, in days. */
const DAYS_ALLOWED = 10;
/** Quality is told in thousandths. */
const THOUSAND = 1_000n;
const WITHOUT_FAULT = 1_000;
const HUNDREDTHS_OF_PERCENT = 10_000n;

export function daysLate(promised: DayText, wanted: DayText): number {
  return Math.max(0, daysBetween(wanted, promised));
}

/**
 * Price with its lateness and its faults on top, in hundred-thousandths of a minor unit: A = P · (1 + dateWeight/100 · days late/10 + qualityWeight/100 · (1 − quality)).
 * Nobody's A depends on another bidder, so an order once shown is not turned round by a newcomer (live lots).
 */
export function adjustedPrice(weights: Weights, bid: Ranked): bigint {
  return bid.comparable * BigInt(100_000 + 100 * weights.dateWeight * bid.daysLate + weights.qualityWeight * (WITHOUT_FAULT - bid.quality));
}

/** Points of a sealed bid as an exact fraction: wp · Pmin/P + wd · (1 − days late/10, not below 0) + wq · quality. */
function points(weights: Weights, bid: Ranked, lowest: bigint): { numerator: bigint; denominator: bigint } {
  const inTime = BigInt(Math.max(0, DAYS_ALLOWED - bid.daysLate));
  const allowed = BigInt(DAYS_ALLOWED);
  return {
    numerator: BigInt(weights.priceWeight) * lowest * allowed * THOUSAND + (BigInt(weights.dateWeight) * inTime * THOUSAND + BigInt(weights.qualityWeight) * BigInt(bid.quality) * allowed) * bid.comparable,
    denominator: allowed * bid.comparable * THOUSAND,
  };
}

/**
 * Order of two bids, the better one first; never equal. First the score, exactly; then what the tender published for ties; who came first
 * decides last. `lowest` is the lowest comparable amount of all, which sealed scores are measured by.
 */
export function compareBids(weights: Weights, a: Ranked, b: Ranked, lowest: bigint): number {
  const score = byScore(weights, a, b, lowest);
  if (score !== 0) return score;
  for (const tie of weights.tieOrder) {
    const order = byTie[tie](a, b);
    if (order !== 0) return order;
  }
  return a.seq - b.seq;
}

const byTie: Readonly<Record<TieBreak, (a: Ranked, b: Ranked) => number>> = {
  PRICE: (a, b) => sign(a.comparable - b.comparable),
  DATE: (a, b) => (a.promisedDate < b.promisedDate ? -1 : a.promisedDate > b.promisedDate ? 1 : 0),
  LATENESS: (a, b) => a.daysLate - b.daysLate,
  FIRST_COME: (a, b) => a.seq - b.seq,
};

function byScore(weights: Weights, a: Ranked, b: Ranked, lowest: bigint): number {
  if (weights.visibility !== 'SEALED') return weights.priceWeight === 100 ? 0 : sign(adjustedPrice(weights, a) - adjustedPrice(weights, b));
  if (weights.priceWeight === 100) return 0;
  const [first, second] = [points(weights, a, lowest), points(weights, b, lowest)];
  return sign(second.numerator * first.denominator - first.numerator * second.denominator);
}

/** Score from 0 to 100 for showing, in the order of the ranks: rounded down to hundredths. */
export function scoreText(weights: Weights, bid: Ranked, best: Ranked, lowest: bigint): string {
  const { numerator, denominator } = weights.visibility === 'SEALED'
    ? points(weights, bid, lowest)
    : { numerator: 100n * adjustedPrice(weights, best), denominator: adjustedPrice(weights, bid) };
  const hundredths = (numerator * 100n) / denominator;
  return formatDecimal(hundredths * HUNDREDTHS_OF_PERCENT);
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
