import { canonicalJson, formatDecimal, parseDecimal, type Money } from '#kernel';

/** What a bid's commitment binds. */
export interface CommittedBid {
  readonly amount: Money;
  readonly bidId: string;
  readonly lotId: string;
  readonly nonce: string;
  readonly promisedDate: string;
  readonly termsVersion: number;
  readonly versionNo: number;
}

/** Letters and digits that are not taken for one another when read aloud. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** The amount in its one form: the tax rate without needless zeros. What is committed to, stored and shown is this form. */
export function plainMoney(amount: Money): Money {
  return {
    amountMinor: amount.amountMinor, currency: amount.currency, taxIncluded: amount.taxIncluded, taxRate: formatDecimal(parseDecimal(amount.taxRate)),
  };
}

/** Text whose SHA-256 is the commitment of a bid. */
export function commitmentText(bid: CommittedBid): string {
  const { amount, bidId, lotId, nonce, promisedDate, termsVersion, versionNo } = bid;
  return canonicalJson({ amount: plainMoney(amount), bidId, lotId, nonce, promisedDate, termsVersion, versionNo });
}

/** Text whose SHA-256 binds the bidder to the bid without naming it, and the quality it is weighed with where the tender weighs it. */
export function bidderText(companyId: string, nonce: string, quality: number | null): string {
  return canonicalJson(quality === null ? { companyId, nonce } : { companyId, nonce, quality });
}

/** Number for people, such as 7KQ2-9F4M, from at least 8 random bytes. */
export function receiptNo(random: Uint8Array): string {
  const letters = [...random.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]!);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
