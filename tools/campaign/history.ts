import type { LedgerEntry } from '#contracts/lot-ledger';

/** The process that a call or a connection came to. */
export type ProcessName = 'gateway' | 'order' | 'quoting' | 'quoting-b';

export type Deed = 'placeBid' | 'confirmBid' | 'otherBody' | 'withdrawBid' | 'propose' | 'answer' | 'readBids' | 'readLot' | 'resume' | 'publish';

/**
 * One attempt of one client, from sending to the answer. `fail` only where the server said no; whatever was cut off, timed out or went
 * wrong inside is `info`: it may or may not have happened. Times are milliseconds since 1970 of the one machine that everything runs on.
 */
export interface Operation {
  readonly i: number;
  /** Company that asks. */
  readonly who: string;
  readonly f: Deed;
  readonly via: ProcessName;
  readonly lotId: string;
  readonly key: string | null;
  readonly amountMinor: string | null;
  readonly t0: number;
  t1: number;
  type: 'ok' | 'fail' | 'info';
  /** Refusal or problem. */
  code: string | null;
  /** Of the answer what has to be the same for every repeat of the key. */
  said: string | null;
  bid: AckedBid | null;
  confirmed: AckedConfirmation | null;
  /** Of LOT_NOT_OPEN. */
  notOpen: { state: string; decidedAt: string; closesAt: string } | null;
  /** Ids of own bids that a reading showed. */
  seen: readonly string[] | null;
  /** Live number that a reading showed. */
  seq: number | null;
  /** True when the answer shows the lot as closed in the ledger. */
  closed: boolean;
}

export interface AckedConfirmation { bidId: string; termsVersion: number; receiptNo: string; decidedAt: string; entryCommitment: string; signature: string; keyId: string }
export interface AckedBid { id: string; versionNo: number; receiptNo: string; decidedAt: string; commitment: string; entryCommitment: string | null; nonce: string; signature: string; keyId: string }

/** What came to a client about a lot over one connection: an event, or a snapshot that stands for all before it. */
export interface Frame {
  readonly who: string;
  readonly via: ProcessName;
  readonly lotId: string;
  readonly seq: number;
  readonly at: number;
  readonly kind: 'event' | 'snapshot';
  readonly type: string;
  /** Mark of the canonical text of an event: the same number says the same in every process. */
  readonly text: string;
  /** Of a buyer's `bid` and `bid-out`. */
  readonly best: { bidId: string; bestMinor: string | null; rank: number | null } | null;
}

/** A word that only one company may know was found in bytes: those that a company received, the lines of a process, or the tables. */
export interface Sighting { readonly who: string; readonly canary: string; readonly at: number }

/** A word that was planted: the name of a company, or an amount or a note of one sealed bid on a lot. */
export interface Canary { readonly canary: string; readonly companyId: string; readonly lotId: string | null }

/** A lot at the end, as a client has put it together from what it was sent, and as a fresh reading shows it. */
export interface EndView { readonly who: string; readonly lotId: string; readonly folded: string; readonly fresh: string; readonly closesAt: string; readonly state: string; readonly rank: number | null }

export interface History {
  readonly operations: readonly Operation[];
  readonly frames: readonly Frame[];
  readonly canaries: readonly Canary[];
  readonly sightings: readonly Sighting[];
  readonly ends: readonly EndView[];
  /** Buyers by company id; all others bid. */
  readonly buyers: readonly string[];
}

/** What was done to the house. `t1` is when it served again; null when it never did. */
export interface Fault {
  readonly kind: 'kill' | 'crash' | 'pause' | 'cut' | 'stall' | 'half-open' | 'duplicate-post' | 'drain' | 'skew' | 'disk-full';
  readonly target: ProcessName | 'postgres' | 'proxy' | 'post';
  readonly t0: number;
  t1: number | null;
}

export interface DumpedLot {
  id: string; tenderId: string; buyerId: string; state: string; closesAt: string; closedAt: string | null; extensions: number; lastSeq: number; headHash: string | null;
  bidCount: number | null; bestMinor: string | null;
}
export interface DumpedBid {
  id: string; lotId: string; companyId: string; seq: number; versionNo: number; state: string; amountMinor: string; currency: string; taxIncluded: boolean; taxRate: string;
  promisedDate: string; termsVersion: number; commitment: string; nonce: string; decidedAt: string; receiptNo: string; finalRank: number | null;
}
export interface DumpedAward { id: string; lotId: string; bidId: string; supplierId: string; buyerId: string; state: string; amountMinor: string; orderId: string | null }

/** The tables at the end, after everything has healed and come to rest. Sealed offers are opened. */
export interface Dump {
  readonly lots: readonly DumpedLot[];
  readonly entries: readonly (LedgerEntry & { readonly prevHash: string })[];
  readonly bids: readonly DumpedBid[];
  readonly awards: readonly DumpedAward[];
  /** What order made of accepted awards; `linesMinor` is the sum of the order lines. */
  readonly orders: readonly { awardId: string; lotId: string; bidId: string; amountMinor: string; linesMinor: string }[];
  readonly invitations: readonly { tenderId: string; companyId: string }[];
  readonly heads: readonly { lotId: string; headHash: string; signature: string; keyId: string }[];
  readonly events: readonly { id: string; type: string; subjects: readonly string[] }[];
  readonly deliveries: readonly { eventId: string; consumer: string; done: boolean; dead: boolean }[];
  readonly inbox: readonly { service: string; handler: string; eventId: string }[];
  /** Public keys of receipts and heads, as published. */
  readonly keys: readonly { kid: string; kty: string; crv: string; x: string }[];
  /** Sessions that sit in a transaction and do nothing, for more than ten seconds. */
  readonly idleInTransaction: number;
  /** Milliseconds from the last fault until nothing waited in the post; null when it never came to rest. */
  readonly quietAfterMs: number | null;
}
