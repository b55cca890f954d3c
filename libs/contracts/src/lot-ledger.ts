import { canonicalJson, type TaxBasis } from '#kernel';
import type { BidState, ExtensionReason } from './quoting-bidding.js';
import type { KeptRules, LotState } from './quoting-tender-terms.js';

/** Terms of a lot that bids are judged by, frozen. */
export interface LotTerms {
  rules: KeptRules;
  /** Currency, tax basis and rate in which bids are compared. */
  basis: TaxBasis;
  /** Highest comparable amount in minor units, null for none. */
  ceilingMinor: string | null;
  /** Day on which the whole lot is wanted: the latest requested day of its lines. */
  wantedDate: string;
  opensAt: string;
  closesAt: string;
  /** SHA-256 over `reserveText`; only there when the buyer set a secret reserve, which it can then neither change nor deny. */
  reserveCommitment?: string;
  /** Names these terms; a bid says which it answers. */
  termsVersion: number;
}

/**
 * What can happen to a lot, and what the ledger keeps of it. Payloads hold strings, whole numbers, booleans and nulls only, so that
 * their canonical text, and with it the chain, is the same everywhere. Payloads never hold an amount of a bid: a bid stands in the ledger
 * as its commitment, so the record can be given to everybody who took part. Instants are RFC 3339 with milliseconds.
 */
export interface LotEventPayloads {
  /** The lot went out with frozen terms. Written by tenders together with the state PUBLISHED. */
  PUBLISHED: LotTerms;
  /** Bidding began; written by the clock for lots that were published before their opening. */
  BIDDING_OPENED: { closesAt: string };
  /** A bid was taken. The offer itself is in the bids table and bound by the commitment; `bidder` binds the company likewise. */
  BID_PLACED: { bidId: string; alias: string; versionNo: number; termsVersion: number; commitment: string; bidder: string };
  /**
   * A bid left the ranking by its bidder's wish; `out` when the company may not come back. Everybody who took part has the ledger, so it binds the
   * reason by its hash over `reasonText`, null without one; ledgers from before hold the text.
   */
  BID_WITHDRAWN: { bidId: string; alias: string; reasonHash?: string | null; reason?: string | null; out: boolean };
  /** A bid was confirmed unchanged after an amendment. */
  BID_CONFIRMED: { bidId: string; alias: string; termsVersion: number };
  /** A bid left the ranking by the buyer's decision; the reason is bound in the same way. */
  BID_DISQUALIFIED: { bidId: string; alias: string; reasonHash?: string; reason?: string };
  /** The closing moved. `extensions` counts those of the lot's own soft close; OTHER_LOT follows that of another lot of the tender. */
  EXTENDED: { closesAt: string; extensions: number; maxExtensions: number; why: ExtensionReason };
  /** Terms changed: all of them as they hold from now on, with the raised `termsVersion`. Bids that were there need confirming. */
  AMENDED: { note: string; terms: LotTerms };
  /** The clock stands. */
  SUSPENDED: { reason: string };
  /** The clock runs again, with as much time left as when it stopped: hard close and a sealed beginning have moved along where they are named. */
  RESUMED: { closesAt: string; plannedClosesAt?: string; unsealsAt?: string };
  /**
   * Bidding ended at `closesAt`; `outcome` is the state that follows. `salt` is random, and only the record shows it: the head is signed and told also
   * where sealed bids are never opened, and must not say, held against the chain of a lot without bids, that there were some.
   */
  CLOSED: { closesAt: string; why: 'TIME' | 'FIRST_BID'; outcome: 'EVALUATING' | 'UNSUCCESSFUL'; salt?: string };
  /**
   * An evaluated lot ended without an award. Without `why` the buyer gave up; VALIDITY_OVER: nobody decided while the bids were valid;
   * NO_BID_LEFT: every bid had been disqualified, withdrawn, or declined by its supplier.
   */
  UNSUCCESSFUL: { reason: string; why?: 'VALIDITY_OVER' | 'NO_BID_LEFT' };
  /** Sealed bids were opened, all at once: at the closing, or when a sealed beginning ended. */
  OPENED: { bidCount: number };
  /** An award on the lot moved. `lotState` when the lot moved with it. */
  AWARDED: { awardId: string; bidId: string; state: string; lotState: LotState | null };
  /** Bidders are told what became of their bids. */
  SETTLED: { bids: { bidId: string; state: BidState }[] };
  /** The lot was taken back; sealed bids stay sealed for ever. */
  CANCELLED: { reason: string };
  /** A bidder asked; `open` counts the questions without an answer. The text is not kept here. */
  QUESTION_ASKED: { questionId: string; open: number };
  /** The buyer answered, to everybody. */
  QUESTION_ANSWERED: { questionId: string; open: number };
}
export type LotEventType = keyof LotEventPayloads;

/** An event to be written, before it has its place in the ledger. */
export type LotEventDraft = {
  [K in LotEventType]: { readonly lotId: string; readonly type: K; readonly payload: LotEventPayloads[K] };
}[LotEventType];

/** One entry of a ledger. */
export type LedgerEntry = {
  [K in LotEventType]: {
    readonly lotId: string;
    /** From 1 without gaps. */
    readonly seq: number;
    /** Number of the first entry that was decided in the same moment: entries of one turn are told together. */
    readonly turn: number;
    readonly type: K;
    readonly payload: LotEventPayloads[K];
    /** When it was decided, by the database's clock after the lot was locked. */
    readonly at: string;
    readonly hash: string;
  };
}[LotEventType];

/** Text whose SHA-256 binds the buyer to a lot's secret reserve, in minor units on the lot's basis. */
export function reserveText(lotId: string, reserveMinor: string, nonce: string): string {
  return canonicalJson({ lotId, nonce, reserveMinor });
}

/** Text whose SHA-256 binds the reason for which a bid left; salted with the nonce of the bid, which only its bidder and the buyer are given. */
export function reasonText(bidId: string, nonce: string, reason: string): string {
  return canonicalJson({ bidId, nonce, reason });
}

/** SHA-256 of a text's UTF-8 bytes in lower-case hexadecimal, handed in so that rules stay free of the platform. */
export type Sha256 = (text: string) => string;

/** What stands before the first entry of every ledger. */
export const CHAIN_START = '0'.repeat(64);

/** The part of an entry that its hash covers. */
export interface ChainedEntry {
  readonly lotId: string;
  readonly seq: number;
  readonly turn: number;
  readonly type: string;
  readonly at: string;
  readonly payload: object;
}

/** Hash of an entry: SHA-256 over the hash before it and its canonical text. */
export function entryHash(previousHash: string, entry: ChainedEntry, sha256: Sha256): string {
  const { lotId, seq, turn, type, at, payload } = entry;
  return sha256(previousHash + canonicalJson({ lotId, seq, turn, type, at, payload }));
}

/**
 * Looks a whole ledger through: numbers 1 to n, turns that do not jump, and every hash.
 * Null when all is well, else the first number that is wrong and why.
 */
export function firstBreak(entries: readonly (ChainedEntry & { readonly hash: string })[], sha256: Sha256): { seq: number; why: 'GAP' | 'TURN' | 'HASH' } | null {
  let previous = CHAIN_START;
  let turn = 0;
  for (const [i, entry] of entries.entries()) {
    const expected = i + 1;
    if (entry.seq !== expected) return { seq: expected, why: 'GAP' };
    if (entry.turn !== turn && entry.turn !== expected) return { seq: expected, why: 'TURN' };
    if (entryHash(previous, entry, sha256) !== entry.hash) return { seq: expected, why: 'HASH' };
    turn = entry.turn;
    previous = entry.hash;
  }
  return null;
}
