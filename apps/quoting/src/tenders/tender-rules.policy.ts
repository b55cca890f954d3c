import { compareDecimals, isDecimal } from '#kernel';
import type { TenderRulesInput, TenderRulesView, TradeTermsInput, TradeTermsView } from '#contracts/quoting-tender-terms';
import { usualSubcontracting } from '#contracts/quoting-tender-terms';

/** A value that breaks a rule of the trade: where it is, and which rule. */
export interface Complaint {
  path: string;
  code: ComplaintCode;
}

export type ComplaintCode =
  | 'SEALED_HAS_NO_SOFT_CLOSE' | 'SEALED_SHOWS_NO_COUNT' | 'SEALED_CANNOT_CLOSE_AT_FIRST_BID' | 'OWN_BID_ONLY' | 'BANDS_RISE' | 'SEALED_ANYWAY' | 'SEALED_TOO_LONG' | 'BEGINNING_FIXED' | 'DIRECT_ASKS_ONE' | 'PRICE_DECIDES_TIES' | 'WEIGHTS_SUM' | 'WEIGHT_RANGE' | 'PERCENT_RANGE'
  | 'MIN_BIDS_RANGE' | 'VALIDITY_RANGE' | 'ACCEPT_RANGE' | 'FIRST_BID_NEEDS_CEILING' | 'WINDOW_ABOVE_HARD_CLOSE' | 'INSPECTION_RANGE' | 'LATE_RANGE'
  | 'OPENS_AFTER_CLOSING' | 'ENQUIRY_AFTER_CLOSING' | 'TOO_FAR' | 'BASIS_DIFFERS' | 'AMOUNT_ZERO' | 'RESERVE_ABOVE_CEILING' | 'TOO_MANY_LINES' | 'UNKNOWN_COMPANY'
  | 'OWN_COMPANY' | 'BOTH_NAMED_AND_EXCLUDED' | 'UNKNOWN_TENDER' | 'NOT_OVER' | 'UNKNOWN_OPERATION' | 'NDA_TEXT_DIFFERS' | 'NOBODY_NAMED' | 'NOT_INVITABLE'
  | 'CLOSES_EARLIER' | 'CLOCK_STANDS' | 'WANTED_PAST' | 'PART_NOT_READY' | 'OTHER_OPERATIONS';

/** The rules as they will hold, with nothing left open. */
export function rulesOf(input: TenderRulesInput): TenderRulesView {
  const soft = input.softClose;
  return {
    visibility: input.visibility,
    showBidCount: input.showBidCount,
    currency: input.currency,
    taxIncluded: input.taxIncluded,
    freightIncluded: input.freightIncluded,
    improvementBase: input.improvementBase,
    improvementPercent: input.improvementPercent,
    improvementMinor: input.improvementMinor,
    improvementBands: (input.improvementBands ?? []).map(({ fromMinor, percent, minor }) => ({ fromMinor, percent, minor })),
    confirmDropPercent: input.confirmDropPercent,
    softClose: soft ? {
      windowSeconds: soft.windowSeconds, extendSeconds: soft.extendSeconds, triggerRank: soft.triggerRank,
      maxExtensions: soft.maxExtensions, hardCloseMinutes: soft.hardCloseMinutes, scope: soft.scope,
    } : null,
    closesAtFirstBid: input.closesAtFirstBid,
    sealedMinutes: input.sealedMinutes ?? null,
    direct: input.direct,
    minBids: input.minBids,
    priceWeight: input.priceWeight,
    dateWeight: input.dateWeight,
    qualityWeight: input.qualityWeight,
    tieOrder: input.tieOrder ?? ['PRICE', 'DATE', 'FIRST_COME'],
    validityDays: input.validityDays,
    acceptWithinMinutes: input.acceptWithinMinutes,
    tellGap: input.tellGap,
  };
}

/** What of the rules cannot hold together; checked when they are written and again when they are frozen. */
export function complaintsAboutRules(rules: TenderRulesView): Complaint[] {
  const found: Complaint[] = [];
  const say = (path: string, code: ComplaintCode): void => { found.push({ path: `rules.${path}`, code }); };
  const whole = (value: number, least: number, most: number): boolean => Number.isSafeInteger(value) && value >= least && value <= most;
  const percent = (text: string, most: string): boolean => isDecimal(text) && compareDecimals(text, '0') >= 0 && compareDecimals(text, most) <= 0;

  if (rules.visibility === 'SEALED') {
    if (rules.softClose !== null) say('softClose', 'SEALED_HAS_NO_SOFT_CLOSE');
    if (rules.showBidCount) say('showBidCount', 'SEALED_SHOWS_NO_COUNT');
    if (rules.closesAtFirstBid) say('closesAtFirstBid', 'SEALED_CANNOT_CLOSE_AT_FIRST_BID');
  }
  if (rules.sealedMinutes !== null && rules.visibility === 'SEALED') say('sealedMinutes', 'SEALED_ANYWAY');
  if (rules.sealedMinutes !== null && rules.closesAtFirstBid) say('closesAtFirstBid', 'SEALED_CANNOT_CLOSE_AT_FIRST_BID');
  if (rules.direct && rules.minBids > 1) say('minBids', 'DIRECT_ASKS_ONE');
  if ((rules.visibility === 'SEALED' || rules.visibility === 'RANK_ONLY') && rules.improvementBase !== 'OWN_BID') say('improvementBase', 'OWN_BID_ONLY');
  for (const weight of ['priceWeight', 'dateWeight', 'qualityWeight'] as const) if (!whole(rules[weight], 0, 100)) say(weight, 'WEIGHT_RANGE');
  if (rules.priceWeight + rules.dateWeight + rules.qualityWeight !== 100) say('priceWeight', 'WEIGHTS_SUM');
  if (!percent(rules.improvementPercent, '50')) say('improvementPercent', 'PERCENT_RANGE');
  rules.improvementBands.forEach((band, i) => {
    if (!percent(band.percent, '50')) say(`improvementBands.${i}.percent`, 'PERCENT_RANGE');
    if (BigInt(band.fromMinor) <= BigInt(rules.improvementBands[i - 1]?.fromMinor ?? '0')) say(`improvementBands.${i}.fromMinor`, 'BANDS_RISE');
  });
  // Awards and bidders rely on it: of two bids of the same score the dearer one never wins.
  if (rules.tieOrder[0] !== 'PRICE') say('tieOrder', 'PRICE_DECIDES_TIES');
  if (!percent(rules.confirmDropPercent, '100')) say('confirmDropPercent', 'PERCENT_RANGE');
  if (!whole(rules.minBids, 1, 9)) say('minBids', 'MIN_BIDS_RANGE');
  if (!whole(rules.validityDays, 1, 180)) say('validityDays', 'VALIDITY_RANGE');
  if (!whole(rules.acceptWithinMinutes, 1, 14 * 24 * 60)) say('acceptWithinMinutes', 'ACCEPT_RANGE');
  const soft = rules.softClose;
  if (soft !== null && soft.extendSeconds > soft.hardCloseMinutes * 60) say('softClose.extendSeconds', 'WINDOW_ABOVE_HARD_CLOSE');
  return found;
}

/** The terms as they will hold. */
export function termsOf(input: TradeTermsInput): TradeTermsView {
  return {
    payment: input.payment,
    requiredDocuments: input.requiredDocuments ?? [],
    subcontracting: input.subcontracting ?? [...usualSubcontracting],
    inspectionDays: input.inspectionDays,
    latePercentPerDay: input.latePercentPerDay,
    note: input.note ?? null,
  };
}

/** What of the terms is outside custom. */
export function complaintsAboutTerms(terms: TradeTermsView): Complaint[] {
  const found: Complaint[] = [];
  if (!Number.isSafeInteger(terms.inspectionDays) || terms.inspectionDays < 1 || terms.inspectionDays > 30) found.push({ path: 'terms.inspectionDays', code: 'INSPECTION_RANGE' });
  if (!isDecimal(terms.latePercentPerDay) || compareDecimals(terms.latePercentPerDay, '0') < 0 || compareDecimals(terms.latePercentPerDay, '5') > 0) {
    found.push({ path: 'terms.latePercentPerDay', code: 'LATE_RANGE' });
  }
  return found;
}
