import { comparableMinor, type TaxBasis } from '#kernel';
import type { LedgerEntry, LotTerms } from '#contracts/lot-ledger';
import type { DumpedBid } from './history.js';

// Written anew from the published rules, on purpose without a line of the engine. The campaign asks for price alone (weight 100), so that
// the order of bids is the amount on the lot's basis, then the promised day, then who came first.

/** A lot after one entry of its ledger. */
export interface Step {
  readonly state: string;
  readonly closesAt: number;
  /** Bids that count, best first. Empty while sealed. */
  readonly ranking: readonly string[];
  readonly bestMinor: string | null;
}

export interface Replayed {
  /** By number of the entry; 0 is the lot before its first. */
  readonly steps: readonly Step[];
  /** States in the order in which they were reached, with the entry that led there. */
  readonly moves: readonly { seq: number; from: string; to: string }[];
  readonly extensions: number;
  readonly closedAt: string | null;
  /** When bidding ended, by its closing or by the lot being taken back. */
  readonly endedAt: string | null;
  readonly closedSeq: number | null;
  readonly openedAt: number | null;
  readonly unsealed: boolean;
  /** What became of each bid. */
  readonly bidStates: ReadonlyMap<string, string>;
  /** Last state of each award. */
  readonly awardStates: ReadonlyMap<string, string>;
}

interface Standing { bid: DumpedBid; comparable: bigint; state: string }

/** A bid that a new one of its company replaces. */
const OF_NOW = new Set(['VALID', 'NEEDS_CONFIRMATION']);
const COUNTS = new Set(['VALID', 'WON', 'STANDBY', 'LOST']);

/** Goes through the ledger of a lot from the beginning. Bids that the table does not have are passed over; other checks name them. */
export function replayLot(entries: readonly LedgerEntry[], bids: ReadonlyMap<string, DumpedBid>): Replayed {
  const steps: Step[] = [{ state: 'DRAFT', closesAt: 0, ranking: [], bestMinor: null }];
  const moves: { seq: number; from: string; to: string }[] = [];
  const standings = new Map<string, Standing>();
  const bidStates = new Map<string, string>();
  const awardStates = new Map<string, string>();
  let terms: LotTerms | null = null;
  let [state, closesAt, unsealed, extensions] = ['DRAFT', 0, false, 0];
  let [closedAt, endedAt, closedSeq, openedAt]: [string | null, string | null, number | null, number | null] = [null, null, null, null];
  const move = (seq: number, to: string): void => { if (to !== state) moves.push({ seq, from: state, to }); state = to; };
  const mark = (bidId: string, to: string): void => {
    bidStates.set(bidId, to);
    for (const standing of standings.values()) if (standing.bid.id === bidId) standing.state = to;
  };
  for (const entry of entries) {
    switch (entry.type) {
      case 'PUBLISHED':
        terms = entry.payload;
        closesAt = Date.parse(terms.closesAt);
        unsealed = terms.rules.visibility !== 'SEALED' && (terms.rules.sealedMinutes ?? null) === null;
        move(entry.seq, 'PUBLISHED');
        break;
      case 'AMENDED':
        terms = entry.payload.terms;
        closesAt = Date.parse(terms.closesAt);
        for (const standing of standings.values()) {
          if (standing.state === 'VALID') mark(standing.bid.id, 'NEEDS_CONFIRMATION');
          standing.comparable = onBasis(standing.bid, terms.basis);
        }
        break;
      case 'BID_CONFIRMED': mark(entry.payload.bidId, 'VALID'); break;
      case 'BID_PLACED': {
        const bid = bids.get(entry.payload.bidId);
        if (bid === undefined || terms === null) break;
        const before = standings.get(bid.companyId);
        if (before !== undefined && OF_NOW.has(bidStates.get(before.bid.id) ?? '')) bidStates.set(before.bid.id, 'REPLACED');
        bidStates.set(bid.id, 'VALID');
        standings.set(bid.companyId, { bid, comparable: onBasis(bid, terms.basis), state: 'VALID' });
        break;
      }
      case 'BID_WITHDRAWN': mark(entry.payload.bidId, 'WITHDRAWN'); break;
      case 'BID_DISQUALIFIED': mark(entry.payload.bidId, 'DISQUALIFIED'); break;
      case 'EXTENDED': closesAt = Date.parse(entry.payload.closesAt); extensions = entry.payload.extensions; break;
      case 'SUSPENDED': move(entry.seq, 'SUSPENDED'); break;
      case 'RESUMED': closesAt = Date.parse(entry.payload.closesAt); move(entry.seq, 'PUBLISHED'); break;
      case 'OPENED': unsealed = true; openedAt = Date.parse(entry.at); break;
      case 'CLOSED':
        closedAt = entry.at;
        endedAt = entry.at;
        closedSeq = entry.seq;
        closesAt = Date.parse(entry.payload.closesAt);
        move(entry.seq, 'CLOSED');
        move(entry.seq, entry.payload.outcome);
        if (entry.payload.outcome === 'UNSUCCESSFUL') settle(standings, mark, 'LOST');
        // What nobody confirmed is over when bidding ends.
        else for (const standing of standings.values()) if (standing.state === 'NEEDS_CONFIRMATION') mark(standing.bid.id, 'EXPIRED');
        break;
      case 'UNSUCCESSFUL': move(entry.seq, 'UNSUCCESSFUL'); settle(standings, mark, entry.payload.why === 'VALIDITY_OVER' ? 'EXPIRED' : 'LOST'); break;
      case 'AWARDED':
        awardStates.set(entry.payload.awardId, entry.payload.state);
        if (entry.payload.lotState !== null) move(entry.seq, entry.payload.lotState);
        break;
      case 'SETTLED': for (const { bidId, state: to } of entry.payload.bids) mark(bidId, to); break;
      case 'CANCELLED':
        endedAt ??= entry.at;
        move(entry.seq, 'CANCELLED');
        settle(standings, mark, 'EXPIRED');
        break;
      default: break;
    }
    const ranked = unsealed && state !== 'CANCELLED' ? rank([...standings.values()].filter((standing) => COUNTS.has(standing.state))) : [];
    const lowest = ranked.reduce<bigint | null>((least, { comparable }) => (least === null || comparable < least ? comparable : least), null);
    steps.push({ state, closesAt, ranking: ranked.map(({ bid }) => bid.id), bestMinor: lowest === null ? null : lowest.toString() });
  }
  return { steps, moves, extensions, closedAt, endedAt, closedSeq, openedAt, unsealed, bidStates, awardStates };
}

function settle(standings: ReadonlyMap<string, Standing>, mark: (bidId: string, to: string) => void, to: string): void {
  for (const { bid, state } of standings.values()) if (COUNTS.has(state) || state === 'NEEDS_CONFIRMATION') mark(bid.id, to);
}

function rank(standings: Standing[]): Standing[] {
  return standings.sort((a, b) => (a.comparable < b.comparable ? -1 : a.comparable > b.comparable ? 1
    : a.bid.promisedDate < b.bid.promisedDate ? -1 : a.bid.promisedDate > b.bid.promisedDate ? 1 : a.bid.seq - b.bid.seq));
}

function onBasis(bid: DumpedBid, basis: TaxBasis): bigint {
  return comparableMinor(BigInt(bid.amountMinor), { currency: bid.currency, taxIncluded: bid.taxIncluded, taxRate: bid.taxRate }, basis);
}
