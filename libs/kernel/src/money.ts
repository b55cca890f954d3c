import { isDecimal, parseDecimal } from './decimal.js';
import { ratio, timesRounded } from './ratio.js';

/**
 * An amount in minor units with its tax basis. On every wire the amount is a decimal string of 1 to 16 digits,
 * so no reader can round it; arithmetic is bigint.
 */
export interface Money {
  /** Minor units (fen, cent) as a string of 1 to 16 digits without sign or leading zero. */
  amountMinor: string;
  /** ISO 4217 code of a currency the house deals in. */
  currency: string;
  /** True when the amount contains value added tax. */
  taxIncluded: boolean;
  /** Value added tax in percent, such as "13". */
  taxRate: string;
}

/** Largest amount that is taken anywhere: 10^15 minor units. */
export const MAX_MINOR = 10n ** 15n;

/** Currencies with their number of decimal places (ISO 4217). */
export const currencyPlaces: Readonly<Record<string, number>> = {
  CNY: 2, EUR: 2, USD: 2, HKD: 2, TWD: 2, GBP: 2, CHF: 2, THB: 2, MYR: 2, SGD: 2, INR: 2, MXN: 2, JPY: 0, KRW: 0, VND: 0, KWD: 3,
};

const MINOR = /^(0|[1-9]\d{0,15})$/;

/** True for a whole number of minor units, 0 to 10^15, as a plain ASCII digit string. */
export function isMinorAmount(text: unknown): text is string {
  return typeof text === 'string' && MINOR.test(text) && BigInt(text) <= MAX_MINOR;
}

export function isCurrency(text: unknown): text is string {
  return typeof text === 'string' && Object.hasOwn(currencyPlaces, text);
}

/** True for a tax rate from 0 to 100 percent with at most 2 places. */
export function isTaxRate(text: unknown): text is string {
  return isDecimal(text) && /^\d{1,3}(\.\d{1,2})?$/.test(text) && parseDecimal(text) <= parseDecimal('100');
}

export function money(amountMinor: bigint, currency: string, taxIncluded: boolean, taxRate: string): Money {
  if (amountMinor < 0n || amountMinor > MAX_MINOR) throw new RangeError('Amount outside 0 to 10^15 minor units.');
  return { amountMinor: amountMinor.toString(), currency, taxIncluded, taxRate };
}

/** The tax basis in which bids of one tender are compared. */
export interface TaxBasis {
  currency: string;
  taxIncluded: boolean;
  taxRate: string;
}

/**
 * Value added tax rates in percent that an invoice in this currency can carry, where the law of one country decides that.
 * CNY: 13 goods, 9 transport and building, 6 services, 5 and 3 simplified, 1 small taxpayers at present, 0 exempt.
 */
const invoicedRates: Readonly<Record<string, readonly string[]>> = { CNY: ['0', '1', '3', '5', '6', '9', '13'] };

/**
 * Rates that an offer may name where offers are compared on this basis: those that the law knows, else none and the basis' own. An offer is
 * compared by its net value, so a rate that no invoice can carry would make a high price look low.
 */
export function ratesComparableOn({ currency, taxRate }: TaxBasis): readonly string[] {
  const rates = invoicedRates[currency] ?? ['0'];
  return rates.includes(taxRate) ? rates : [...rates, taxRate];
}

/**
 * The same amount on another tax basis: the net value is kept and the basis' own rate is put on top.
 * comparable = minor / (1 + own rate if included) * (1 + basis rate if included), rounded half away from zero once.
 */
export function comparableMinor(amountMinor: bigint, of: TaxBasis, basis: TaxBasis): bigint {
  if (of.currency !== basis.currency) throw new RangeError('Amounts of two currencies cannot be compared.');
  const hundred = parseDecimal('100');
  const gross = (b: TaxBasis): bigint => hundred + (b.taxIncluded ? parseDecimal(b.taxRate) : 0n);
  const from = gross(of);
  const to = gross(basis);
  return from === to ? amountMinor : timesRounded(amountMinor, ratio(to, from));
}

/** Splits an amount by integer weights without losing a unit: the largest remainders get the odd units, first come first. */
export function splitMinor(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((w) => w < 0n)) throw new RangeError('Weights must be non-negative and not all zero.');
  const shares = weights.map((w) => (total * w) / sum);
  let rest = total - shares.reduce((a, b) => a + b, 0n);
  const order = weights.map((w, i) => ({ i, remainder: (total * w) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  for (const { i } of order) {
    if (rest === 0n) break;
    shares[i] = (shares[i] ?? 0n) + 1n;
    rest -= 1n;
  }
  return shares;
}
