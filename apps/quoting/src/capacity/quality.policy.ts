/** Pieces of a supplier that buyers judged, and those of them that were accepted without a fault ever having been found. */
export interface SupplierRecord { readonly judged: number; readonly good: number }

/** So many pieces of the market's mean are added to everybody's own: one piece says little. */
export const MEAN_PIECES = 10;
/** Quality is told in thousandths: 1000 is without fault. */
export const WITHOUT_FAULT = 1_000;

/**
 * Quality of a supplier in thousandths, rounded down: (good + k · m) / (judged + k), where m is the share of the whole market and k = 10. Who has no
 * record stands at the market's mean; a market without any record counts everybody as without fault.
 */
export function qualityOf(own: SupplierRecord | null, market: SupplierRecord): number {
  if (market.judged === 0) return WITHOUT_FAULT;
  const { judged, good } = own ?? { judged: 0, good: 0 };
  // Over a common denominator, so that nothing is rounded twice.
  return Number((BigInt(WITHOUT_FAULT) * (BigInt(good) * BigInt(market.judged) + BigInt(MEAN_PIECES) * BigInt(market.good))) / (BigInt(judged + MEAN_PIECES) * BigInt(market.judged)));
}
