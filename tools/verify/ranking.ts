import type { LotTerms } from '#contracts/lot-ledger';
import type { LotRecordDocument, RecordOpening } from '#contracts/lot-record';
import { plainRules } from '#contracts/quoting-tender-terms';

// Written anew from the published rules, on purpose without a line of the engine: two readings of one record must agree.

/** What an opened bid is worth by the terms. */
export interface Offer { readonly bidId: string; readonly comparable: bigint; readonly promised: string; readonly late: bigint; readonly quality: bigint; readonly seq: number }

/** The offer of an opened bid, measured by terms. */
export function offerBy({ bidId, amount, promisedDate, quality, seq }: RecordOpening, terms: LotTerms): Offer {
  return { bidId, comparable: onBasis(amount, terms), promised: promisedDate, late: daysAfter(promisedDate, terms.wantedDate), quality: BigInt(quality ?? 1_000), seq };
}

/** The bid whose award stands after all entries. */
export function awardedBy(entries: LotRecordDocument['entries']): string | null {
  let [bid, award]: [string | null, string | null] = [null, null];
  for (const entry of entries) {
    if (entry.type !== 'AWARDED') continue;
    const { awardId, bidId, state } = entry.payload;
    if (['OFFERED', 'ACCEPTED', 'ORDERED'].includes(state)) [bid, award] = [bidId, awardId];
    else if (award === awardId) [bid, award] = [null, null];
  }
  return bid;
}

/** Sorted by the published formula and ties. */
export function ranked(offers: readonly Offer[], terms: LotTerms): { bidId: string; rank: number; comparableMinor: string }[] {
  const before = orderBy(terms, offers.reduce<bigint | null>((least, { comparable }) => (least === null || comparable < least ? comparable : least), null) ?? 0n);
  return [...offers].sort(before).map(({ bidId, comparable }, i) => ({ bidId, rank: i + 1, comparableMinor: comparable.toString() }));
}

/** Order of two bids, the better one first. Scores are compared crosswise as whole numbers, never as fractions. */
export function orderBy(terms: LotTerms, lowest: bigint): (a: Offer, b: Offer) => number {
  const { visibility, priceWeight, dateWeight, qualityWeight, tieOrder } = plainRules(terms.rules);
  /** Numerator and denominator of what is ranked by, the smaller the better. */
  const worth = ({ comparable, late, quality }: Offer): [bigint, bigint] => {
    if (visibility !== 'SEALED') return [comparable * (100_000n + 100n * BigInt(dateWeight) * late + BigInt(qualityWeight) * (1_000n - quality)), 1n];
    const kept = late >= 10n ? 0n : 10n - late;
    return [-(BigInt(priceWeight) * lowest * 10_000n + (BigInt(dateWeight) * kept * 1_000n + BigInt(qualityWeight) * quality * 10n) * comparable), comparable];
  };
  const ties: Record<string, (a: Offer, b: Offer) => number> = {
    PRICE: (a, b) => sign(a.comparable - b.comparable), LATENESS: (a, b) => sign(a.late - b.late), FIRST_COME: (a, b) => a.seq - b.seq,
    DATE: (a, b) => (a.promised === b.promised ? 0 : a.promised < b.promised ? -1 : 1),
  };
  return (a, b) => {
    const [[numA, denA], [numB, denB]] = [worth(a), worth(b)];
    return sign(numA * denB - numB * denA) || [...tieOrder, 'FIRST_COME'].reduce((result, tie) => result || ties[tie]!(a, b), 0);
  };
}

/** The most that the published step leaves below a base, in minor units: the larger of percent and minor units of the base's band, what remains rounded down. */
export function belowBase(base: bigint, terms: LotTerms): bigint {
  const { improvementPercent, improvementMinor, improvementBands } = plainRules(terms.rules);
  const band = improvementBands.findLast(({ fromMinor }) => base >= BigInt(fromMinor)) ?? { percent: improvementPercent, minor: improvementMinor };
  const byPercent = (base * (100_000_000n - fraction(band.percent, 6))) / 100_000_000n;
  const byMinor = base - BigInt(band.minor);
  const highest = byPercent < byMinor ? byPercent : byMinor;
  return highest < 0n ? 0n : highest;
}

/** Net value kept, the tender's own rate on top, rounded half up once. Rates in hundredths of a percent. */
function onBasis(amount: RecordOpening['amount'], { basis }: LotTerms): bigint {
  const gross = (included: boolean, rate: string): bigint => 10_000n + (included ? fraction(rate, 2) : 0n);
  const [from, to] = [gross(amount.taxIncluded, amount.taxRate), gross(basis.taxIncluded, basis.taxRate)];
  const scaled = BigInt(amount.amountMinor) * to;
  return from === to ? BigInt(amount.amountMinor) : (2n * scaled + from) / (2n * from);
}

/** A decimal text as whole parts of so many digits. */
function fraction(text: string, digits: number): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(digits, '0').slice(0, digits));
}

function daysAfter(day: string, wanted: string): bigint {
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${wanted}T00:00:00Z`)) / 86_400_000);
  return BigInt(Math.max(0, days));
}

function sign(value: bigint): number {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}
