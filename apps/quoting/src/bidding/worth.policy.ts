import { MAX_MINOR, comparableMinor, money, parseDecimal, type Money, type TaxBasis } from '#kernel';
import type { TenderRulesView } from '#contracts/quoting-tender-terms';

/** Least improvement from a price on: the larger of millionths of a percent and minor units. */
export interface Step { readonly from: bigint; readonly percent: bigint; readonly minor: bigint }

/** Steps by price, highest first, the last one from 0 on; percentages in millionths of a percent. */
export interface ExactRules { readonly steps: readonly Step[]; readonly confirmDropPercent: bigint }

/** What bids are compared on. */
interface Compared { readonly basis: TaxBasis }

/** The numbers of rules, read once. */
export function exactOf(rules: TenderRulesView): ExactRules {
  const steps = [{ fromMinor: '0', percent: rules.improvementPercent, minor: rules.improvementMinor }, ...rules.improvementBands]
    .map((band): Step => ({ from: BigInt(band.fromMinor), percent: parseDecimal(band.percent), minor: BigInt(band.minor) }));
  return { steps: steps.reverse(), confirmDropPercent: parseDecimal(rules.confirmDropPercent) };
}

/** An amount on the basis in which the bids of a lot are compared, in minor units. */
export function comparableOn(lot: Compared, amount: Money): bigint {
  const { currency, taxIncluded, taxRate } = lot.basis;
  const minor = BigInt(amount.amountMinor);
  // Most bids are on the basis already, and reading rates takes longer than all the rest.
  if (amount.currency === currency && amount.taxIncluded === taxIncluded && amount.taxRate === taxRate) return minor;
  return comparableMinor(minor, amount, lot.basis);
}

/** The highest amount on another tax basis that is worth at most so much on the lot's own, in minor units. */
export function highestWorth(lot: Compared, comparable: bigint, on: TaxBasis): Money {
  let minor = comparableMinor(comparable, lot.basis, on);
  while (comparableMinor(minor + 1n, on, lot.basis) <= comparable) minor += 1n;
  while (comparableMinor(minor, on, lot.basis) > comparable) minor -= 1n;
  return money(minor < MAX_MINOR ? minor : MAX_MINOR, on.currency, on.taxIncluded, on.taxRate);
}
