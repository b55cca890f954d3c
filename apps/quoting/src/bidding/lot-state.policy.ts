import { MINUTE } from '#kernel';
import type { BidState } from '#contracts/quoting-bidding';
import { plainRules, type LotState as LotPhase, type TenderRulesView } from '#contracts/quoting-tender-terms';
import type { LotEventPayloads, LotTerms } from '#contracts/lot-ledger';
import type { Bidder, LotDraft, LotEntry, LotState } from './lot-shape.policy.js';
import { RANKED, insert, leave, rankAll } from './ranking.policy.js';
import { daysLate } from './score.policy.js';
import { comparableOn, exactOf } from './worth.policy.js';

export type { BidFacts, Bidder, LotDraft, LotEntry, LotState } from './lot-shape.policy.js';
export { lotAliasOf, lowestOf, rankOf } from './ranking.policy.js';
export { comparableOn, highestWorth } from './worth.policy.js';

const NO_RULES: TenderRulesView = {
  visibility: 'SEALED', showBidCount: false, currency: 'CNY', taxIncluded: true, freightIncluded: true, improvementBase: 'OWN_BID',
  improvementPercent: '0', improvementMinor: '0', improvementBands: [], confirmDropPercent: '100', softClose: null, closesAtFirstBid: false, sealedMinutes: null, direct: false, minBids: 1,
  priceWeight: 100, dateWeight: 0, qualityWeight: 0, tieOrder: [], validityDays: 0, acceptWithinMinutes: 0, tellGap: false,
};
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
      // Time that nobody served is nobody's bidding time: the hard close moves along.
      if (entry.payload.why === 'OUTAGE') lot.plannedClosesAt += Date.parse(entry.payload.closesAt) - lot.closesAt;
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
      settleAll(lot, entry.payload.why === 'VALIDITY_OVER' ? 'EXPIRED' : 'LOST');
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
