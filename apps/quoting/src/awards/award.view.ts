import { formatDecimal, money, parseDecimal, splitMinor, type Money } from '#kernel';
import type { AwardedLine } from '#contracts';
import type { AwardOfferView, AwardState, AwardView } from '#contracts/quoting-awards';

/** An award as it is kept. */
export interface AwardRow {
  id: string;
  version: number;
  lotId: string;
  tenderId: string;
  buyerId: string;
  supplierId: string;
  bidId: string;
  state: AwardState;
  amountMinor: string;
  currency: string;
  taxIncluded: boolean;
  taxRate: string;
  promisedDate: string;
  reason: string | null;
  approvedById: string | null;
  acceptBy: Date | null;
  orderId: string | null;
}

/** The amount of an award, always that of its bid. */
export function awardMoney(award: Pick<AwardRow, 'amountMinor' | 'currency' | 'taxIncluded' | 'taxRate'>): Money {
  return { amountMinor: award.amountMinor, currency: award.currency, taxIncluded: award.taxIncluded, taxRate: formatDecimal(parseDecimal(award.taxRate)) };
}

/** An award for its buyer. */
export function awardView(award: AwardRow): AwardView {
  return {
    __typename: 'Award', id: award.id, version: award.version, lotId: award.lotId, bidId: award.bidId, supplierId: award.supplierId, state: award.state,
    amount: awardMoney(award), quantity: null, promisedDate: award.promisedDate, reason: award.reason, approvedById: award.approvedById,
    acceptBy: award.acceptBy?.toISOString() ?? null, orderId: award.orderId,
  };
}

/** The same award for its supplier: neither the buyer's reason nor who approved it. */
export function offerView(award: AwardRow): AwardOfferView {
  return {
    __typename: 'AwardOffer', id: award.id, version: award.version, lotId: award.lotId, bidId: award.bidId, buyerId: award.buyerId,
    state: award.state, amount: awardMoney(award), quantity: null, acceptBy: award.acceptBy!.toISOString(), orderId: award.orderId,
  };
}

/** A line of a lot, with what its share of the price is measured by. */
export type AgreedLine = Omit<AwardedLine, 'amount'>;

/**
 * Shares the price of a lot among its lines without losing a unit: by planned minutes where every line has them, else by pieces.
 */
export function sharedLines(lines: readonly AgreedLine[], amount: Money): AwardedLine[] {
  const minutes = lines.map((line) => line.snapshot.operations.reduce((sum, operation) => sum + (operation.plannedMinutes ?? 0), 0) * line.quantity);
  const weights = (minutes.every((m) => m > 0) ? minutes : lines.map((line) => line.quantity)).map((weight) => BigInt(Math.round(weight)));
  const shares = splitMinor(BigInt(amount.amountMinor), weights);
  return lines.map((line, i) => ({ ...line, amount: money(shares[i]!, amount.currency, amount.taxIncluded, amount.taxRate) }));
}
