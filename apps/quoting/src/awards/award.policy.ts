import type { Money } from '#kernel';
import type { AwardRule } from '#contracts/quoting-awards';
import type { BidState } from '#contracts/quoting-bidding';
import type { LotState } from '#contracts/quoting-tender-terms';

/** One bidder's present bid on an opened lot, as awards need it. */
export interface RankedBid {
  bidId: string;
  lotId: string;
  companyId: string;
  /** From 1. */
  rank: number;
  state: BidState;
  /** As bid. */
  amount: Money;
  /** In minor units on the tender's basis, for approval limits. */
  comparableMinor: string;
  /** True when it lies above the buyer's secret reserve. */
  aboveReserve: boolean;
  promisedDate: string;
  /** Last day on which the bid binds. */
  validUntil: string;
}

/** A lot as deciding sees it. */
export interface LotToAward {
  lotId: string;
  state: LotState;
  /** Parts behind its lines, and those that they mirror. */
  parts: readonly { partId: string; mirrorOfId: string | null }[];
  bids: readonly RankedBid[];
  /** Bids that were offered before and fell. */
  fallenBidIds: readonly string[];
}

/** An award of the same tender that stands. */
export interface StandingAward {
  lotId: string;
  supplierId: string;
}

export interface Choice {
  lotId: string;
  bidId: string;
}

export interface Decided {
  lotId: string;
  bid: RankedBid;
  /** True when no better bid could have been taken. */
  best: boolean;
}

export type PickRefusal = { code: 'RULE'; lotId: string; rule: AwardRule } | { code: 'STATE'; lotId: string; state: LotState };

/** Bids that can still be taken: they count, bind today, and did not fall before. */
export function takeable(lot: Pick<LotToAward, 'bids' | 'fallenBidIds'>, today: string): RankedBid[] {
  return lot.bids.filter((bid) => (bid.state === 'VALID' || bid.state === 'STANDBY' || bid.state === 'LOST') && bid.validUntil >= today && !lot.fallenBidIds.includes(bid.bidId))
    .sort((a, b) => a.rank - b.rank);
}

/**
 * Judges decisions in their order; the first that breaks a rule refuses them all. A reason is needed where the best rank is passed over,
 * where the bid lies above the reserve, and where parts that mirror each other go to different suppliers.
 */
export function decidePicks(
  picks: readonly Choice[], lots: ReadonlyMap<string, LotToAward>, standing: readonly StandingAward[], stopped: ReadonlySet<string>, reason: string | null, today: string,
): { ok: true; value: Decided[] } | { ok: false; refusal: PickRefusal } {
  const refuse = (lotId: string, rule: AwardRule) => ({ ok: false as const, refusal: { code: 'RULE' as const, lotId, rule } });
  const decided: Decided[] = [];
  for (const { lotId, bidId } of picks) {
    const lot = lots.get(lotId)!;
    if (standing.some((award) => award.lotId === lotId) || decided.some((one) => one.lotId === lotId)) return refuse(lotId, 'ALREADY_AWARDED');
    if (lot.state !== 'EVALUATING') return { ok: false, refusal: { code: 'STATE', lotId, state: lot.state } };
    const open = takeable(lot, today);
    const bid = open.find((one) => one.bidId === bidId);
    if (!bid) return refuse(lotId, 'BID_NOT_VALID');
    if (stopped.has(bid.companyId)) return refuse(lotId, 'SUPPLIER_STOPPED');
    const best = open[0]!.bidId === bidId;
    if ((!best || bid.aboveReserve) && reason === null) return refuse(lotId, 'REASON_MISSING');
    decided.push({ lotId, bid, best });
  }
  if (reason === null) {
    const apart = mirrorsApart(decided, lots, standing);
    if (apart !== null) return refuse(apart, 'MATCHED_PARTS');
  }
  return { ok: true, value: decided };
}

/** The first decided lot whose parts mirror those of a lot that goes to somebody else; null when all that match stay together. */
function mirrorsApart(decided: readonly Decided[], lots: ReadonlyMap<string, LotToAward>, standing: readonly StandingAward[]): string | null {
  const supplierOf = new Map<string, string>();
  const takes = [...standing.map((award) => ({ lotId: award.lotId, supplierId: award.supplierId })), ...decided.map((one) => ({ lotId: one.lotId, supplierId: one.bid.companyId }))];
  for (const { lotId, supplierId } of takes) for (const part of lots.get(lotId)?.parts ?? []) supplierOf.set(part.partId, supplierId);
  for (const { lotId, bid } of decided) {
    for (const part of lots.get(lotId)!.parts) {
      const others = [...(part.mirrorOfId === null ? [] : [part.mirrorOfId]), ...[...lots.values()].flatMap((lot) => lot.parts.filter((one) => one.mirrorOfId === part.partId).map((one) => one.partId))];
      if (others.some((other) => supplierOf.has(other) && supplierOf.get(other) !== bid.companyId)) return lotId;
    }
  }
  return null;
}

/** Must a manager decide? Above the limit of the currency or without one, or when the best rank is passed over; not when a manager proposes it. */
export function needsManager(bid: Pick<RankedBid, 'amount' | 'comparableMinor'>, best: boolean, limitsMinor: ReadonlyMap<string, bigint>): boolean {
  const limit = limitsMinor.get(bid.amount.currency);
  return !best || limit === undefined || BigInt(bid.comparableMinor) > limit;
}

/** How far behind the first the bids stay bound. */
const LAST_STANDBY_RANK = 3;

/** Who is asked after an award fell: the best of the bound bids, at its own price. Null leaves the decision to the buyer, as above the reserve. */
export function nextStandby(lot: Pick<LotToAward, 'bids' | 'fallenBidIds'>, stopped: ReadonlySet<string>, today: string): RankedBid | null {
  const next = takeable(lot, today).find((bid) => (bid.state === 'STANDBY' || bid.state === 'VALID') && bid.rank <= LAST_STANDBY_RANK && !stopped.has(bid.companyId));
  return next === undefined || next.aboveReserve ? null : next;
}
