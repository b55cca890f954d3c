import { comparableMinor, DAY_MS, MINUTE, type TaxBasis } from '#kernel';
import type { MoneyInput } from '#contracts';
import type { LotInput } from '#contracts/quoting-tenders';
import type { TenderAudienceInput, TenderAudienceView, TenderRulesView } from '#contracts/quoting-tender-terms';
import type { Complaint } from './tender-rules.policy.js';

/** Order describes this many lines at once. */
export const MOST_LINES = 2_000;
/** Nobody plans a tender further ahead; a wrong year shows here. */
const FURTHEST_DAYS = 366;

/** The last instant that a closing may have. */
export function farthestInstant(now: Date): Date {
  return new Date(now.getTime() + FURTHEST_DAYS * DAY_MS);
}

export interface TenderTimes {
  opensAt: Date;
  closesAt: Date;
  enquiryEndsAt: Date | null;
}

/** What of the times cannot be, whatever the buyer's reason. Whether there is enough time is a question for the check. */
export function complaintsAboutTimes(times: TenderTimes, lots: readonly { closesAt: Date | null }[], now: Date): Complaint[] {
  const found: Complaint[] = [];
  const last = farthestInstant(now).getTime();
  if (times.closesAt <= times.opensAt) found.push({ path: 'closesAt', code: 'OPENS_AFTER_CLOSING' });
  if (times.closesAt.getTime() > last) found.push({ path: 'closesAt', code: 'TOO_FAR' });
  if (times.opensAt.getTime() < now.getTime() - FURTHEST_DAYS * DAY_MS) found.push({ path: 'opensAt', code: 'TOO_FAR' });
  if (times.enquiryEndsAt !== null && times.enquiryEndsAt > times.closesAt) found.push({ path: 'enquiryEndsAt', code: 'ENQUIRY_AFTER_CLOSING' });
  lots.forEach((lot, i) => {
    if (lot.closesAt === null) return;
    if (lot.closesAt <= times.opensAt) found.push({ path: `lots.${i}.closesAt`, code: 'OPENS_AFTER_CLOSING' });
    if (lot.closesAt.getTime() > last) found.push({ path: `lots.${i}.closesAt`, code: 'TOO_FAR' });
  });
  return found;
}

/** A sealed beginning must end before the closing of every lot, so that there is something live after it. */
export function complaintsAboutBeginning(times: Pick<TenderTimes, 'opensAt' | 'closesAt'>, lots: readonly { closesAt: Date | null }[], rules: TenderRulesView): Complaint[] {
  if (rules.sealedMinutes === null) return [];
  const live = times.opensAt.getTime() + rules.sealedMinutes * MINUTE;
  return [times.closesAt, ...lots.flatMap(({ closesAt }) => closesAt ?? [])].some((closesAt) => closesAt.getTime() <= live) ? [{ path: 'rules.sealedMinutes', code: 'SEALED_TOO_LONG' }] : [];
}

/** Currency and tax basis in which all bids of the tender are compared: the rules', with the rate of the first amount that the buyer names. */
export function basisOf(rules: TenderRulesView, lots: readonly LotInput[], usualRate: string): TaxBasis {
  const first = lots.flatMap((lot) => [lot.ceiling, lot.reserve]).find((amount) => amount !== null && amount !== undefined);
  return { currency: rules.currency, taxIncluded: rules.taxIncluded, taxRate: first?.taxRate ?? usualRate };
}

/** An amount of the buyer on the tender's basis; null when it is in another currency. */
export function onBasis(amount: MoneyInput, basis: TaxBasis): bigint | null {
  return amount.currency === basis.currency ? comparableMinor(BigInt(amount.amountMinor), amount, basis) : null;
}

/** What of the lots' amounts and numbers breaks a rule. */
export function complaintsAboutLots(lots: readonly LotInput[], rules: TenderRulesView, basis: TaxBasis): Complaint[] {
  const found: Complaint[] = [];
  if (lots.reduce((sum, lot) => sum + lot.lines.length, 0) > MOST_LINES) found.push({ path: 'lots', code: 'TOO_MANY_LINES' });
  lots.forEach((lot, i) => {
    for (const name of ['ceiling', 'reserve'] as const) {
      const amount = lot[name];
      if (!amount) continue;
      if (amount.currency !== basis.currency) found.push({ path: `lots.${i}.${name}.currency`, code: 'BASIS_DIFFERS' });
      else if (onBasis(amount, basis) === 0n) found.push({ path: `lots.${i}.${name}.amountMinor`, code: 'AMOUNT_ZERO' });
    }
    const ceiling = lot.ceiling ? onBasis(lot.ceiling, basis) : null;
    const reserve = lot.reserve ? onBasis(lot.reserve, basis) : null;
    if (ceiling !== null && reserve !== null && reserve > ceiling) found.push({ path: `lots.${i}.reserve.amountMinor`, code: 'RESERVE_ABOVE_CEILING' });
    if (rules.closesAtFirstBid && !lot.ceiling) found.push({ path: `lots.${i}.ceiling`, code: 'FIRST_BID_NEEDS_CEILING' });
  });
  return found;
}

/** The audience as it will hold. */
export function audienceOf(input: TenderAudienceInput): TenderAudienceView {
  return { trusted: input.trusted, withinKm: input.withinKm ?? null, companyIds: input.companyIds ?? [], excludedIds: input.excludedIds ?? [] };
}

/** A direct request asks one named company and nobody besides. */
export function complaintsAboutDirect(rules: Pick<TenderRulesView, 'direct'>, audience: TenderAudienceView): Complaint[] {
  return rules.direct && (audience.companyIds.length !== 1 || audience.trusted || audience.withinKm !== null) ? [{ path: 'rules.direct', code: 'DIRECT_ASKS_ONE' }] : [];
}

/** Named companies must exist, be others, and not be excluded in the same breath; excluded ones must exist as well. */
export function complaintsAboutAudience(audience: TenderAudienceView, buyerId: string, known: ReadonlySet<string>): Complaint[] {
  const found: Complaint[] = [];
  const excluded = new Set(audience.excludedIds);
  audience.companyIds.forEach((id, i) => {
    const path = `audience.companyIds.${i}`;
    if (id === buyerId) found.push({ path, code: 'OWN_COMPANY' });
    else if (!known.has(id)) found.push({ path, code: 'UNKNOWN_COMPANY' });
    else if (excluded.has(id)) found.push({ path, code: 'BOTH_NAMED_AND_EXCLUDED' });
  });
  audience.excludedIds.forEach((id, i) => {
    if (id !== buyerId && !known.has(id)) found.push({ path: `audience.excludedIds.${i}`, code: 'UNKNOWN_COMPANY' });
  });
  return found;
}

/** Title of a lot that was given none: the name of its first line, and how many more there are. */
export function lotTitle(names: readonly string[]): string {
  const first = (names[0] ?? '').slice(0, 180);
  return names.length > 1 ? `${first} +${names.length - 1}` : first;
}
