/**
 * What travels over /live, both ways. Types only, so that a browser takes nothing else along.
 * Commands are verbs with an ack; facts carry `seq` and `t`; `seq` is counted per lot and audience without gaps.
 */
type Id = string;
/** RFC 3339 in UTC with milliseconds, always of the server's clock. */
type Instant = string;
/** Calendar day YYYY-MM-DD. */
type Day = string;

/** The protocol spoken here; a handshake that names another one is refused. */
export const LIVE_PROTOCOL = 1;
/** Path of the socket.io server. */
export const LIVE_PATH = '/live';
/** Events of one answer to a resume at most; then resume again. */
export const RESUME_EVENTS = 500;

/** An amount with its tax basis; minor units as a decimal string. */
export interface LiveMoney { amountMinor: string; currency: string; taxIncluded: boolean; taxRate: string }

export type LiveProblemCode =
  | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_INPUT' | 'IDEMPOTENCY_MISMATCH'
  | 'RATE_LIMITED' | 'UNAVAILABLE' | 'INTERNAL' | 'PROTOCOL_UNSUPPORTED';

/** The caller or the world is wrong in a general way. */
export interface LiveProblem { code: LiveProblemCode; message: string; requestId: string; retryAfterMs?: number }

/** The trade says no; the numbers say what would pass. */
export type LiveRefusal =
  | { code: 'LOT_NOT_OPEN'; message: string; state: string; opensAt: Instant; closesAt: Instant; decidedAt: Instant }
  | { code: 'BID_ABOVE_CEILING'; message: string; highestAcceptable: LiveMoney }
  | { code: 'BID_DROP_UNCONFIRMED'; message: string; dropPercent: string }
  | { code: 'TERMS_OUTDATED'; message: string; termsVersion: number }
  | { code: 'NOT_QUALIFIED'; message: string; missing: string[] }
  | { code: 'INPUT_REFUSED'; message: string; problems: { path: string; message: string }[] }
  | { code: 'LIMIT_REACHED'; message: string; limit: number; retryAt: Instant | null }
  | { code: 'STATE_REFUSED'; message: string; currentState: string };

/** Answer to a command; `t` is the server's clock. */
export type Ack<T> =
  | ({ ok: true; t: Instant } & T)
  | { ok: false; t: Instant; refusal: LiveRefusal }
  | { ok: false; t: Instant; problem: LiveProblem };

export interface Hello { protocol: 1; t: Instant; connectionId: string; companyId: Id; companySeq: number; heartbeatMs: 5000 }

/** Decided by the server, never asked for. */
export type Audience = 'buyer' | 'bidder' | 'observer';

/** A bid; one idempotency key per intention, repeated on every retry. */
export interface PlaceBidMessage {
  idempotencyKey: string;
  lotId: Id;
  termsVersion: number;
  /** Price for the whole lot. */
  amount: LiveMoney;
  promisedDate: Day;
  validUntil?: Day | null;
  breakdown?: { materialMinor?: string | null; machineHours?: string | null; machiningMinor?: string | null; treatmentMinor?: string | null; freightMinor?: string | null } | null;
  note?: string | null;
  confirmDrop?: boolean;
}

/** The own bid again at its price, after its lot was amended. */
export interface ConfirmBidMessage { idempotencyKey: string; bidId: Id; termsVersion: number }

/** Proof that a bid was taken; its numbers say nothing about others. */
export interface Receipt {
  receiptNo: string;
  receivedAt: Instant;
  decidedAt: Instant;
  /** SHA-256 of the canonical JSON of {amount, bidId, lotId, nonce, promisedDate, termsVersion, versionNo}. */
  commitment: string;
  /** SHA-256 over `entryNonce \n entryHash`: the record shows both after the closing. Null for bids from before. */
  entryCommitment: string | null;
  nonce: string;
  /** Ed25519 over receiptNo, lotId, decidedAt, commitment and entryCommitment, one per line; base64. */
  signature: string;
  keyId: string;
}

/** Proof that a confirmation was taken. */
export interface Confirmation {
  receiptNo: string;
  bidId: Id;
  termsVersion: number;
  decidedAt: Instant;
  entryCommitment: string;
  /** Ed25519 over receiptNo, lotId, decidedAt, bidId, termsVersion and entryCommitment, one per line; base64. */
  signature: string;
  keyId: string;
}

/** What one invited company may see of the market of a lot. */
export interface Market {
  rank: number | null;
  bidCount: number | null;
  best: LiveMoney | null;
  highestAcceptable: LiveMoney | null;
  others: { alias: string; amount: LiveMoney; promisedDate: Day }[];
}

/** The bid counts; market, closing and `seq` are those after the moment it was decided in. */
export interface BidTaken { bidId: Id; versionNo: number; receipt: Receipt; confirmation?: Confirmation; market: Market; closesAt: Instant; seq: number }

type Everybody =
  | { type: 'opened' | 'resumed'; closesAt: Instant }
  | { type: 'extended'; closesAt: Instant; extensions: number; maxExtensions: number; why: 'SOFT_CLOSE' | 'OTHER_LOT' | 'OUTAGE' }
  | { type: 'suspended' | 'cancelled' | 'unsuccessful'; reason: string }
  | { type: 'closed'; at: Instant; outcome: 'EVALUATING' | 'UNSUCCESSFUL' }
  /** Bids need confirming from here: the buyer's standings are empty, and fill again. */
  | { type: 'amended'; termsVersion: number; closesAt: Instant };

export type BuyerEvent = Everybody
  | { type: 'bid'; bidId: Id; alias: string; amount: LiveMoney; comparable: LiveMoney; promisedDate: Day; rank: number; best: LiveMoney; bidCount: number }
  | { type: 'bid-out'; bidId: Id; alias: string; why: 'WITHDRAWN' | 'DISQUALIFIED'; best: LiveMoney | null; bidCount: number }
  | { type: 'bids-unsealed'; bidCount: number; best: LiveMoney | null }
  | { type: 'question'; questionId: Id; open: number }
  | { type: 'award'; awardId: Id; state: string };

export type BidderEvent = Everybody
  | { type: 'market'; market: Market }
  | { type: 'unsealed'; closesAt: Instant }
  | { type: 'mine'; bidId: Id; state: string; finalRank: number | null }
  | { type: 'question'; questionId: Id }
  | { type: 'amended'; termsVersion: number; closesAt: Instant; note: string };

/** No money, no names, no bids. */
export type ObserverEvent = Everybody;

export type LotFact = BuyerEvent | BidderEvent | ObserverEvent;
/** One fact about a lot for one audience. */
export type LotEvent = { lotId: Id; seq: number; t: Instant } & LotFact;

export interface BuyerStanding { bidId: Id; alias: string; rank: number; amount: LiveMoney; comparable: LiveMoney; promisedDate: Day }

/** A lot at one moment, for one audience. */
export type LotView =
  | { audience: 'buyer'; state: string; closesAt: Instant; extensions: number; termsVersion: number; bidCount: number | null; best: LiveMoney | null; standings: BuyerStanding[] | null }
  | {
      audience: 'bidder'; state: string; closesAt: Instant; extensions: number; termsVersion: number;
      myBid: { bidId: Id; versionNo: number; amount: LiveMoney; promisedDate: Day; state: string } | null; market: Market;
    }
  | { audience: 'observer'; state: string; closesAt: Instant; extensions: number };

/** Answer to a resume: what was missed, or the lot as it is when too much was missed or `lastSeq` is 0. */
export type Resumed =
  | { kind: 'events'; audience: Audience; events: LotEvent[]; seq: number }
  | { kind: 'snapshot'; audience: Audience; view: LotView; seq: number };

/**
 * The head of a lot's ledger when bidding ended, signed at that moment; pushed to the buyer and to those who bid. It has no number: whoever was
 * away reads it as `closingHead`. Ed25519 over lot id and head hash, one per line; base64url.
 */
export interface LotHead { lotId: Id; headHash: string; signature: string; keyId: string; signedAt: Instant }

/** Progress of one operation of a line, for boards. Mould and part are there for the buyer only; no line for work in the own house. */
export interface ProgressCellChange { mouldId?: Id; partId?: Id; orderLineId: Id | null; seq: number; state: string; passed: number; pieces: number }

/** Thin news for one company: a name of the webhook catalogue and the id of what it is about. */
export interface CompanyEvent { seq: number; t: Instant; type: string; subjectId: Id; cell?: ProgressCellChange }
export type CompanyResumed = { kind: 'events'; events: CompanyEvent[]; seq: number } | { kind: 'reset'; seq: number };

export type SessionEndReason = 'SIGNED_OUT' | 'ROLE_CHANGED' | 'REVOKED' | 'EXPIRED' | 'SLOW' | 'POLICY';

export interface ClientToServer {
  'time:ping': (message: { t0: number }, ack: (answer: { t0: number; t: Instant }) => void) => void;
  speak: (message: { locale: 'zh-CN' | 'en' }, ack: (answer: Ack<object>) => void) => void;
  'lot:resume': (message: { lotId: Id; lastSeq: number }, ack: (answer: Ack<Resumed>) => void) => void;
  'lot:leave': (message: { lotId: Id }, ack: (answer: Ack<object>) => void) => void;
  'tender:resume': (message: { tenderId: Id; lastSeqs: Record<Id, number> }, ack: (answer: Ack<{ lots: Record<Id, Resumed> }>) => void) => void;
  'company:resume': (message: { lastSeq: number }, ack: (answer: Ack<CompanyResumed>) => void) => void;
  'bid:place': (message: PlaceBidMessage, ack: (answer: Ack<BidTaken>) => void) => void;
  'bid:confirm': (message: ConfirmBidMessage, ack: (answer: Ack<BidTaken>) => void) => void;
}

export interface ServerToClient {
  hello: (message: Hello) => void;
  heartbeat: (message: { t: Instant }) => void;
  'lot:event': (message: LotEvent) => void;
  /** Several facts in their order, while a lot is busy; only for connections whose handshake said `together`. */
  'lot:events': (message: LotEvent[]) => void;
  'lot:head': (message: LotHead) => void;
  'company:event': (message: CompanyEvent) => void;
  drain: (message: { reconnectWithinMs: number }) => void;
  'session:ended': (message: { reason: SessionEndReason }) => void;
}
