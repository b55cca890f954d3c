import { MINUTE, type Money, type TaxBasis } from '#kernel';
import type { BidState } from '#contracts/quoting-bidding';
import { plainRules, type LotState as LotPhase, type TenderRulesView } from '#contracts/quoting-tender-terms';
import type { LedgerEntry, LotEventPayloads, LotTerms } from '#contracts/lot-ledger';
import { compareBids, daysLate } from './score.policy.js';
import { comparableOn, exactOf, type ExactRules } from './worth.policy.js';

export { comparableOn, highestWorth } from './worth.policy.js';

/** What a bid of the ledger stands for: who offered what. Kept apart from the ledger, bound to it by the commitment. */
export interface BidFacts {
  readonly companyId: string;
  readonly amount: Money;
  readonly promisedDate: string;
  /** Record of the supplier in thousandths, frozen at its invitation. */
  readonly quality: number;
}

/** An entry as the fold reads it; a bid brings its facts. */
export type LotEntry = LedgerEntry & { readonly bid?: BidFacts };

/** The present bid of one company on one lot. */
export interface Bidder {
  readonly companyId: string;
  /** Name in the tender, for the buyer. */
  readonly alias: string;
  /** Name in this lot, for other bidders: the order in which they came. */
  readonly lotAlias: string;
  readonly bidId: string;
  readonly versionNo: number;
  readonly seq: number;
  readonly amount: Money;
  readonly comparable: bigint;
  readonly promisedDate: string;
  readonly daysLate: number;
  readonly quality: number;
  readonly termsVersion: number;
  readonly state: BidState;
  /** True when the company may not bid on the lot any more. */
  readonly out: boolean;
  /** True when it was offered the award and did not take it. */
  readonly fell: boolean;
  /** Milliseconds since 1970. */
  readonly decidedAt: number;
}

/** A lot as its ledger says; all that bids are judged by. Times in milliseconds since 1970. */
export interface LotState {
  readonly lotId: string;
  /** Number and hash of the last entry; 0 and null before the first. */
  readonly seq: number;
  readonly headHash: string | null;
  readonly phase: LotPhase;
  readonly rules: TenderRulesView;
  /** The numbers of the rules, read once: steps by price, highest first, the last one from 0 on; percentages in millionths of a percent. */
  readonly exact: ExactRules;
  readonly basis: TaxBasis;
  readonly ceiling: bigint | null;
  readonly wantedDate: string;
  readonly termsVersion: number;
  readonly opensAt: number;
  readonly opened: boolean;
  readonly closesAt: number;
  readonly plannedClosesAt: number;
  readonly extensions: number;
  /** When the closing was written; null before. Whatever came of it. */
  readonly closedAt: number | null;
  /** Why the lot stands still or ended without an award, in the buyer's words; null otherwise. */
  readonly reason: string | null;
  /** True while amounts and ranks may be spoken of: always in live lots, after a sealed beginning from its end on, in sealed ones from their opening on. */
  readonly unsealed: boolean;
  /** When a lot that begins sealed goes live; null for all others, and from then on. */
  readonly unsealsAt: number | null;
  readonly bidders: ReadonlyMap<string, Bidder>;
  /** Bids that count, best first. Empty while sealed. */
  readonly ranking: readonly Bidder[];
  /** Number of the entry that last changed the ranking. */
  readonly rankedAt: number;
}

/** A private copy that entries are written into; for whoever decides many bids in one go. */
export type LotDraft = { -readonly [K in keyof LotState]: LotState[K] } & { bidders: Map<string, Bidder>; ranking: Bidder[] };

const NO_RULES: TenderRulesView = {
  visibility: 'SEALED', showBidCount: false, currency: 'CNY', taxIncluded: true, freightIncluded: true, improvementBase: 'OWN_BID',
  improvementPercent: '0', improvementMinor: '0', improvementBands: [], confirmDropPercent: '100', softClose: null, closesAtFirstBid: false, sealedMinutes: null, direct: false, minBids: 1,
  priceWeight: 100, dateWeight: 0, qualityWeight: 0, tieOrder: [], validityDays: 0, acceptWithinMinutes: 0, tellGap: false,
};
const RANKED = new Set<BidState>(['VALID', 'WON', 'STANDBY', 'LOST']);

/** A lot before anything happened to it. */
export function unpublishedLot(lotId: string): LotState {
  return {
    lotId, seq: 0, headHash: null, phase: 'DRAFT', rules: NO_RULES, exact: exactOf(NO_RULES), basis: { currency: 'CNY', taxIncluded: true, taxRate: '0' }, ceiling: null,
    wantedDate: '2000-01-01', termsVersion: 1, opensAt: 0, opened: false, closesAt: 0, plannedClosesAt: 0, extensions: 0, closedAt: null, reason: null,
    unsealed: false, unsealsAt: null, bidders: new Map(), ranking: [], rankedAt: 0,
  };
}

/** The lot after further entries. Pure: the same ledger gives the same lot, in every process and in every year. */
export function fold(state: LotState, entries: readonly LotEntry[]): LotState {
  if (entries.length === 0) return state;
  const draft = draftOf(state);
  goOn(draft, entries);
  return draft;
}

/** A copy of a lot that may be written into. */
export function draftOf(state: LotState): LotDraft {
  return { ...state, bidders: new Map(state.bidders), ranking: [...state.ranking] };
}

/** Writes further entries into a draft; what `fold` does, without a copy for each. */
export function goOn(draft: LotDraft, entries: readonly LotEntry[]): void {
  for (const entry of entries) {
    if (entry.lotId !== draft.lotId || entry.seq !== draft.seq + 1) throw new Error(`The ledger of ${draft.lotId} does not go on with ${entry.lotId} ${entry.seq} after ${draft.seq}.`);
    apply(draft, entry);
    draft.seq = entry.seq;
    draft.headHash = entry.hash;
  }
}

/** Splits entries into turns: those that were decided in the same moment. */
export function turnsOf(entries: readonly LotEntry[]): LotEntry[][] {
  const turns: LotEntry[][] = [];
  for (const entry of entries) {
    const last = turns.at(-1);
    if (last !== undefined && last[0]!.turn === entry.turn) last.push(entry);
    else turns.push([entry]);
  }
  return turns;
}

/** Rank of a company's bid from 1, null when it has none that counts. */
export function rankOf(state: LotState, companyId: string): number | null {
  const place = state.ranking.findIndex((bidder) => bidder.companyId === companyId);
  return place === -1 ? null : place + 1;
}

/** Lowest comparable amount among the bids that count, null without any. With weights it need not be that of the first rank. */
export function lowestOf(ranking: readonly Bidder[]): bigint | null {
  let lowest: bigint | null = null;
  for (const { comparable } of ranking) if (lowest === null || comparable < lowest) lowest = comparable;
  return lowest;
}

/** The phase at an instant: a lot whose closing has passed takes no bids, also while nobody has written the closing yet. */
export function phaseAt(state: LotState, now: number): LotPhase {
  return state.phase === 'PUBLISHED' && now >= state.closesAt ? 'CLOSED' : state.phase;
}

/** Are bids sealed at an instant? A sealed beginning is over when its time is, also while nobody has written it yet. */
export function sealedAt(state: LotState, now: number): boolean {
  return !state.unsealed && !(state.unsealsAt !== null && now >= state.unsealsAt);
}

function apply(lot: LotDraft, entry: LotEntry): void {
  switch (entry.type) {
    case 'PUBLISHED':
      setTerms(lot, entry.payload);
      lot.phase = 'PUBLISHED';
      lot.plannedClosesAt = lot.closesAt;
      lot.opened = Date.parse(entry.at) >= lot.opensAt;
      lot.unsealsAt = lot.rules.sealedMinutes === null ? null : lot.opensAt + lot.rules.sealedMinutes * MINUTE;
      lot.unsealed = lot.rules.visibility !== 'SEALED' && lot.unsealsAt === null;
      return;
    case 'BIDDING_OPENED': lot.opened = true; return;
    case 'BID_PLACED': return place(lot, entry);
    case 'BID_CONFIRMED': return confirm(lot, entry.payload, entry.seq);
    case 'BID_WITHDRAWN': return change(lot, entry.payload.bidId, entry.seq, { state: 'WITHDRAWN', out: entry.payload.out });
    case 'BID_DISQUALIFIED': return change(lot, entry.payload.bidId, entry.seq, { state: 'DISQUALIFIED', out: true });
    case 'EXTENDED':
      lot.closesAt = Date.parse(entry.payload.closesAt);
      lot.extensions = entry.payload.extensions;
      return;
    case 'AMENDED': return amend(lot, entry.payload, entry.seq);
    case 'SUSPENDED':
      lot.phase = 'SUSPENDED';
      lot.reason = entry.payload.reason;
      return;
    case 'RESUMED':
      lot.phase = 'PUBLISHED';
      lot.reason = null;
      lot.closesAt = Date.parse(entry.payload.closesAt);
      if (entry.payload.plannedClosesAt !== undefined) lot.plannedClosesAt = Date.parse(entry.payload.plannedClosesAt);
      if (entry.payload.unsealsAt !== undefined) lot.unsealsAt = Date.parse(entry.payload.unsealsAt);
      return;
    case 'CLOSED':
      lot.closedAt = Date.parse(entry.at);
      lot.phase = entry.payload.outcome;
      lot.closesAt = Date.parse(entry.payload.closesAt);
      if (entry.payload.outcome === 'UNSUCCESSFUL') settleAll(lot, 'LOST');
      else expireUnconfirmed(lot);
      return;
    case 'UNSUCCESSFUL':
      lot.phase = 'UNSUCCESSFUL';
      lot.reason = entry.payload.reason;
      settleAll(lot, 'LOST');
      return;
    case 'OPENED':
      lot.unsealed = true;
      lot.unsealsAt = null;
      rankAll(lot, entry.seq);
      return;
    case 'AWARDED':
      lot.phase = entry.payload.lotState ?? lot.phase;
      if (entry.payload.state === 'DECLINED' || entry.payload.state === 'LAPSED') change(lot, entry.payload.bidId, entry.seq, { fell: true });
      return;
    case 'SETTLED':
      for (const { bidId, state } of entry.payload.bids) change(lot, bidId, entry.seq, { state });
      return;
    case 'CANCELLED':
      lot.phase = 'CANCELLED';
      lot.reason = entry.payload.reason;
      settleAll(lot, 'EXPIRED');
      lot.ranking = [];
      lot.rankedAt = entry.seq;
      return;
    case 'QUESTION_ASKED':
    case 'QUESTION_ANSWERED':
      return;
  }
}

function setTerms(lot: LotDraft, terms: LotTerms): void {
  lot.rules = plainRules(terms.rules);
  lot.exact = exactOf(lot.rules);
  lot.basis = terms.basis;
  lot.ceiling = terms.ceilingMinor === null ? null : BigInt(terms.ceilingMinor);
  lot.wantedDate = terms.wantedDate;
  lot.opensAt = Date.parse(terms.opensAt);
  lot.closesAt = Date.parse(terms.closesAt);
  lot.termsVersion = terms.termsVersion;
}

function amend(lot: LotDraft, payload: LotEventPayloads['AMENDED'], seq: number): void {
  const closedAt = lot.closesAt;
  setTerms(lot, payload.terms);
  if (lot.closesAt !== closedAt) lot.plannedClosesAt = lot.closesAt;
  for (const bidder of lot.bidders.values()) {
    if (bidder.state === 'VALID') lot.bidders.set(bidder.companyId, { ...bidder, state: 'NEEDS_CONFIRMATION' });
  }
  lot.unsealed = lot.rules.visibility !== 'SEALED' && lot.unsealsAt === null;
  rankAll(lot, seq);
}

function place(lot: LotDraft, entry: Extract<LotEntry, { type: 'BID_PLACED' }>): void {
  const facts = entry.bid;
  if (facts === undefined) throw new Error(`The facts of bid ${entry.payload.bidId} are missing.`);
  const known = lot.bidders.get(facts.companyId);
  const bidder: Bidder = {
    companyId: facts.companyId, alias: entry.payload.alias, lotAlias: known?.lotAlias ?? `S${lot.bidders.size + 1}`,
    bidId: entry.payload.bidId, versionNo: entry.payload.versionNo, seq: entry.seq,
    amount: facts.amount, comparable: comparableOn(lot, facts.amount),
    promisedDate: facts.promisedDate, daysLate: daysLate(facts.promisedDate, lot.wantedDate), quality: facts.quality,
    termsVersion: entry.payload.termsVersion, state: 'VALID', out: false, fell: false, decidedAt: Date.parse(entry.at),
  };
  lot.bidders.set(bidder.companyId, bidder);
  if (!lot.unsealed) return;
  leave(lot, bidder.companyId);
  insert(lot, bidder);
  lot.rankedAt = entry.seq;
}

function change(lot: LotDraft, bidId: string, seq: number, to: Partial<Pick<Bidder, 'state' | 'out' | 'fell' | 'termsVersion' | 'daysLate'>>): void {
  const bidder = [...lot.bidders.values()].find((one) => one.bidId === bidId);
  if (bidder === undefined) return;
  lot.bidders.set(bidder.companyId, { ...bidder, ...to });
  if (lot.unsealed) rankAll(lot, seq);
}

function confirm(lot: LotDraft, { bidId, termsVersion }: LotEventPayloads['BID_CONFIRMED'], seq: number): void {
  const bidder = [...lot.bidders.values()].find((one) => one.bidId === bidId);
  // The day that is wanted may have moved, and with it how late the promise is.
  if (bidder !== undefined) change(lot, bidId, seq, { state: 'VALID', termsVersion, daysLate: daysLate(bidder.promisedDate, lot.wantedDate) });
}

/** Bids that nobody confirmed are over when bidding ends. */
function expireUnconfirmed(lot: LotDraft): void {
  for (const bidder of lot.bidders.values()) if (bidder.state === 'NEEDS_CONFIRMATION') lot.bidders.set(bidder.companyId, { ...bidder, state: 'EXPIRED' });
}

function settleAll(lot: LotDraft, state: BidState): void {
  for (const bidder of lot.bidders.values()) if (RANKED.has(bidder.state) || bidder.state === 'NEEDS_CONFIRMATION') lot.bidders.set(bidder.companyId, { ...bidder, state });
  lot.ranking = lot.ranking.map((bidder) => lot.bidders.get(bidder.companyId)!);
}

function rankAll(lot: LotDraft, seq: number): void {
  if (!lot.unsealed) return;
  const counting = [...lot.bidders.values()].filter((bidder) => RANKED.has(bidder.state));
  const lowest = lowestOf(counting) ?? 0n;
  const order = counting.sort((a, b) => compareBids(lot.rules, a, b, lowest));
  const same = order.length === lot.ranking.length && order.every((bidder, i) => bidder.bidId === lot.ranking[i]!.bidId);
  lot.ranking = order;
  if (!same) lot.rankedAt = seq;
}

function leave(lot: LotDraft, companyId: string): void {
  const place = lot.ranking.findIndex((bidder) => bidder.companyId === companyId);
  if (place !== -1) lot.ranking.splice(place, 1);
}

/** Puts a live bid into the ranking; nobody else's order depends on it, so no other bid moves against another. */
function insert(lot: LotDraft, bidder: Bidder): void {
  let low = 0;
  for (let high = lot.ranking.length; low < high;) {
    const middle = (low + high) >> 1;
    if (compareBids(lot.rules, bidder, lot.ranking[middle]!, 0n) < 0) high = middle;
    else low = middle + 1;
  }
  lot.ranking.splice(low, 0, bidder);
}

/** Has one of these companies a bid on the lot that counts, or would count again? */
export function hasBidOf(lot: Pick<LotState, 'bidders'>, companyIds: readonly string[]): boolean {
  return companyIds.some((id) => {
    const state = lot.bidders.get(id)?.state;
    return state !== undefined && (RANKED.has(state) || state === 'NEEDS_CONFIRMATION');
  });
}
