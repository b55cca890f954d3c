import type { FieldProblem, Money } from '#kernel';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IsDay, IsIdempotencyKey, IsMeasure, IsMinorAmount, IsPlainText, MoneyInput } from './money-input.js';
import { operation, type Rule } from './operation.js';
import { PageInput, type Page } from './page.js';
import { BidderLotsInput, ById, TendersInput } from './quoting-tenders.js';
import type { LotState } from './quoting-tender-terms.js';
import type { BidderLotView, BuyerLotView, BuyerTenderView } from './quoting-tender-views.js';
import type { InputRefused, LimitReached, StateRefused, VersionConflict } from './refusal.js';

export const bidStates = ['VALID', 'NEEDS_CONFIRMATION', 'REPLACED', 'WITHDRAWN', 'DISQUALIFIED', 'WON', 'STANDBY', 'LOST', 'EXPIRED'] as const;
export type BidState = (typeof bidStates)[number];

/** What can stand in the ledger of a lot. */
export const ledgerEntryTypes = [
  'PUBLISHED', 'BIDDING_OPENED', 'BID_PLACED', 'BID_CONFIRMED', 'BID_WITHDRAWN', 'BID_DISQUALIFIED', 'EXTENDED', 'AMENDED', 'SUSPENDED', 'RESUMED',
  'CLOSED', 'OPENED', 'AWARDED', 'SETTLED', 'UNSUCCESSFUL', 'CANCELLED', 'QUESTION_ASKED', 'QUESTION_ANSWERED',
] as const;
export type LedgerEntryType = (typeof ledgerEntryTypes)[number];

/** Why a closing moved: a late bid, a late bid on another lot of the tender, or nobody served over the closing. */
export const extensionReasons = ['SOFT_CLOSE', 'OTHER_LOT', 'OUTAGE'] as const;
export type ExtensionReason = (typeof extensionReasons)[number];

export const qualificationGaps = ['NDA', 'VERIFICATION', 'CAPABILITY', 'STOPPED', 'OWN_TENDER', 'SISTER_BID', 'OUT_OF_LOT', 'PROXY_ON'] as const;
export type QualificationGap = (typeof qualificationGaps)[number];

/** How a price is made up. */
export class BidBreakdownInput {
  @IsOptional() @IsMinorAmount() materialMinor?: string | null;
  @IsOptional() @IsMeasure() machineHours?: string | null;
  @IsOptional() @IsMinorAmount() machiningMinor?: string | null;
  @IsOptional() @IsMinorAmount() treatmentMinor?: string | null;
  @IsOptional() @IsMinorAmount() freightMinor?: string | null;
}

/** A bid, the same over GraphQL and /live: one key has one effect whichever road it takes. */
export class PlaceBidInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) lotId!: string;
  /** Bounded, because over /live no schema bounds it before. */
  @IsInt() @Min(1) @Max(2_147_483_647) termsVersion!: number;
  /** Price for the whole lot. */
  @ValidateNested() @Type(() => MoneyInput) amount!: MoneyInput;
  @IsDay() promisedDate!: string;
  /** Null for the shortest that the rules allow. */
  @IsOptional() @IsDay() validUntil?: string | null;
  @IsOptional() @ValidateNested() @Type(() => BidBreakdownInput) breakdown?: BidBreakdownInput | null;
  @IsOptional() @IsString() @IsPlainText() @MaxLength(1_000) note?: string | null;
  @IsOptional() @IsBoolean() confirmDrop?: boolean;
}

export class WithdrawBidInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) bidId!: string;
  /** Needed for live lots. */
  @IsOptional() @IsString() @IsPlainText() @MaxLength(1_000) reason?: string | null;
}

/** Evaluated lots on which no bid is taken. */
export class DeclareUnsuccessfulInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) tenderId!: string;
  @IsInt() @Min(1) version!: number;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) lotIds!: string[];
  @IsString() @IsPlainText() @MinLength(1) @MaxLength(1_000) reason!: string;
}

/** Automatic bidding on one live lot. */
export class SetProxyBidInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsString() @MaxLength(64) lotId!: string;
  @IsInt() @Min(1) @Max(2_147_483_647) termsVersion!: number;
  /** Lowest amount to go to; null ends automatic bidding. */
  @IsOptional() @ValidateNested() @Type(() => MoneyInput) floor?: MoneyInput | null;
  /** How far to go below the leader, in minor units on the tender's basis. */
  @Matches(/^[1-9]\d{0,14}$/, { message: 'must be a whole number of minor units, at least 1' }) stepMinor: string = '100';
  @IsDay() promisedDate!: string;
}

export class BidFilterInput {
  /** All but REPLACED if null. */
  @IsOptional() @IsArray() @ArrayMaxSize(9) @ArrayUnique() @IsIn(bidStates, { each: true }) states?: BidState[] | null;
  /** Only on this lot, with all versions. */
  @IsOptional() @IsString() @MaxLength(64) lotId?: string | null;
}

export class MyBidsInput extends PageInput {
  @IsOptional() @ValidateNested() @Type(() => BidFilterInput) filter?: BidFilterInput | null;
}

/** Ids of objects to look up together. */
export class ByIds {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) ids!: string[];
}

/** First pages of the ledgers of own lots; `after` belongs to the one lot asked for. */
export class LotLedgersInput extends PageInput {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsString({ each: true }) @MaxLength(64, { each: true }) lotIds!: string[];
}

export interface BidBreakdownView {
  materialMinor: string | null;
  machineHours: string | null;
  machiningMinor: string | null;
  treatmentMinor: string | null;
  freightMinor: string | null;
}

/** Proof that the server took a bid. */
export interface BidReceiptView {
  receiptNo: string;
  receivedAt: string;
  decidedAt: string;
  commitment: string;
  /** Binds the receipt to its entry in the ledger, see `entryText`; null for bids from before. */
  entryCommitment: string | null;
  nonce: string;
  signature: string;
  keyId: string;
}

/** Proof that the server took a confirmation; its signature covers `confirmationText`. */
export interface ConfirmationReceiptView {
  receiptNo: string;
  bidId: string;
  termsVersion: number;
  decidedAt: string;
  entryCommitment: string;
  signature: string;
  keyId: string;
}

/** A bid as its own bidder sees it. */
export interface BidView {
  __typename: 'Bid';
  id: string;
  lotId: string;
  versionNo: number;
  state: BidState;
  amount: Money;
  promisedDate: string;
  validUntil: string;
  breakdown: BidBreakdownView | null;
  note: string | null;
  termsVersion: number;
  receipt: BidReceiptView;
  /** Of its newest confirmation; null when it was never confirmed. */
  confirmation: ConfirmationReceiptView | null;
  finalRank: number | null;
  gapPercent: string | null;
  /** Why it was withdrawn or disqualified, in the words of whoever did it; null for all other bids. */
  outReason: string | null;
}

/** What an invited company may see of the market of one lot. */
export interface MarketView {
  rank: number | null;
  bidCount: number | null;
  best: Money | null;
  highestAcceptable: Money | null;
  others: { alias: string; amount: Money; promisedDate: string }[];
}

/** One bidder's present bid as the buyer sees it. */
export interface StandingView {
  bidId: string;
  lotId: string;
  rank: number;
  /** Name in the lot, in the order in which bidders came; in every lot another one. */
  alias: string;
  /** Null before closing unless the lot is OPEN. */
  bidderId: string | null;
  state: BidState;
  amount: Money;
  comparable: Money;
  promisedDate: string;
  /** 0 to 100, in the order of the ranks. */
  score: string;
  breakdown: BidBreakdownView | null;
  note: string | null;
  decidedAt: string;
}

/** One entry of a lot's ledger as the buyer sees it. */
export interface LedgerEntryView {
  seq: number;
  type: LedgerEntryType;
  at: string;
  alias: string | null;
  amount: Money | null;
  closesAt: string;
  /** Why a bid left, in the words of its bidder or of the buyer; null for other events. */
  reason: string | null;
  /** Why the closing moved, null for other events. */
  extension: ExtensionReason | null;
  hash: string;
}

/** The head of a lot's ledger when bidding ended, signed then. */
export interface ClosingHeadView { lotId: string; headHash: string; signature: string; keyId: string; signedAt: string }

/** The record of a closed lot as one participant may have it; `document` is to be kept byte for byte. */
export interface LotRecordView { lotId: string; headHash: string; signature: string; keyId: string; document: string }

/** What the market says of a lot to its buyer; nothing of a sealed lot before it is opened. */
export interface BuyerMarketView {
  lotId: string;
  bidCount: number | null;
  best: Money | null;
  liveSeq: number;
  standings: StandingView[] | null;
}

/** What the market says of a lot to one invited company. */
export interface BidderMarketView {
  lotId: string;
  liveSeq: number;
  myBid: BidView | null;
  market: MarketView;
  /** Why the lot stands still or ended without an award, in the buyer's words; null otherwise. */
  stateReason: string | null;
}

export type BuyerLot = BuyerLotView & Pick<BuyerMarketView, 'bidCount' | 'best' | 'liveSeq' | 'standings'>;
/** A tender with what the market says of its lots; `standings` holds those of all lots whose bids are open. */
export type BuyerTender = Omit<BuyerTenderView, 'lots'> & { lots: BuyerLot[]; standings: StandingView[] };
export type BidderLot = BidderLotView & Pick<BidderMarketView, 'liveSeq' | 'myBid' | 'market' | 'stateReason'>;

export interface BidPlaced { __typename: 'BidPlaced'; bid: BidView; lot: BidderLot }

/** The lot does not take bids at the instant of decision. */
export interface LotNotOpen { __typename: 'LotNotOpen'; code: 'LOT_NOT_OPEN'; message: string; state: LotState; opensAt: string; closesAt: string; decidedAt: string }
/** Above the ceiling, or too little an improvement; in RANK_ONLY lots it speaks of own bids and the ceiling only, while bids are sealed of the ceiling. */
export interface BidAboveCeiling { __typename: 'BidAboveCeiling'; code: 'BID_ABOVE_CEILING'; message: string; highestAcceptable: Money }
/** The drop is unusually large; repeat with confirmDrop and a new key. */
export interface BidDropUnconfirmed { __typename: 'BidDropUnconfirmed'; code: 'BID_DROP_UNCONFIRMED'; message: string; dropPercent: string }
/** The lot was amended after it was read. */
export interface TermsOutdated { __typename: 'TermsOutdated'; code: 'TERMS_OUTDATED'; message: string; termsVersion: number }
/** The company may not bid on this lot. */
export interface NotQualified { __typename: 'NotQualified'; code: 'NOT_QUALIFIED'; message: string; missing: QualificationGap[] }

export type BidRefused = LotNotOpen | BidAboveCeiling | BidDropUnconfirmed | TermsOutdated | NotQualified | InputRefused | LimitReached;
export type PlaceBidResult = BidPlaced | BidRefused;
export type WithdrawBidResult = BidView | LotNotOpen | StateRefused | InputRefused;
/** Automatic bidding as its own company reads it back; in no other view. */
export interface ProxyBidView { lotId: string; floor: Money; stepMinor: string; promisedDate: string; termsVersion: number; active: boolean }
/** Whether a company is bid for automatically; the floor is in no answer that is kept, so it is not here either. */
export interface ProxySet { __typename: 'ProxySet'; active: boolean; lot: BidderLot }
export type SetProxyBidResult = ProxySet | LotNotOpen | BidAboveCeiling | TermsOutdated | NotQualified | StateRefused | InputRefused;
export type DeclareUnsuccessfulResult = BuyerTenderView | StateRefused | VersionConflict;
export type { FieldProblem };

/** Places or replaces the own binding bid on a lot. */
export const placeBid = operation<PlaceBidInput, PlaceBidResult>('quoting', 'bidding', 'place-bid', PlaceBidInput);
/** Withdraws the own bid: free while a sealed lot is open; in a live lot the company is then out of it. */
export const withdrawBid = operation<WithdrawBidInput, WithdrawBidResult>('quoting', 'bidding', 'withdraw-bid', WithdrawBidInput);
/** Sets or ends automatic bidding down to a secret floor; bids by hand are refused meanwhile. */
export const setProxyBid = operation<SetProxyBidInput, SetProxyBidResult>('quoting', 'bidding', 'set-proxy-bid', SetProxyBidInput);
/** Ends evaluated lots without an award: all bidders are told. */
export const declareUnsuccessful = operation<DeclareUnsuccessfulInput, DeclareUnsuccessfulResult>('quoting', 'bidding', 'declare-unsuccessful', DeclareUnsuccessfulInput);
/** Own bids, newest first. */
export const myBids = operation<MyBidsInput, Page<BidView>>('quoting', 'bidding', 'my-bids', MyBidsInput);
/** Own bids by id, for links; what is not there is left out. */
export const bidsByIds = operation<ByIds, BidView[]>('quoting', 'bidding', 'bids-by-ids', ByIds);
/** One tender of the own company with its market; null for a foreign or missing one. */
export const buyerTender = operation<ById, BuyerTender | null>('quoting', 'bidding', 'tender', ById);
/** Tenders of the own company with their markets, next closing first. */
export const buyerTenders = operation<TendersInput, Page<BuyerTender>>('quoting', 'bidding', 'tenders', TendersInput);
/** What the market says of own lots, for tenders that another command answered with; foreign lots are left out. */
export const buyerMarkets = operation<ByIds, BuyerMarketView[]>('quoting', 'bidding', 'buyer-markets', ByIds);
/** One lot that the own company is invited to; null for a foreign or missing one. */
export const bidderLot = operation<ById, BidderLot | null>('quoting', 'bidding', 'bidder-lot', ById);
/** Lots that the own company is invited to, best fit and next closing first. */
export const bidderLots = operation<BidderLotsInput, Page<BidderLot>>('quoting', 'bidding', 'bidder-lots', BidderLotsInput);
/** Lots that the own company is invited to, by id, for links; others are left out. */
export const bidderLotsByIds = operation<ByIds, BidderLot[]>('quoting', 'bidding', 'bidder-lots-by-ids', ByIds);
/** What the market says of lots to the own company, for lots that another command answered with; others are left out. */
export const bidderMarkets = operation<ByIds, BidderMarketView[]>('quoting', 'bidding', 'bidder-markets', ByIds);
/** `BuyerLot.ledger` of several lots: a page each, null while a sealed lot is not opened; foreign lots are left out. */
export const lotLedgers = operation<LotLedgersInput, { lotId: string; ledger: Page<LedgerEntryView> | null }[]>('quoting', 'bidding', 'lot-ledgers', LotLedgersInput);
/** The signed record of a closed lot for its buyer and its bidders; null for all others, and where bids were never opened. */
export const lotRecord = operation<ById, LotRecordView | null>('quoting', 'bidding', 'lot-record', ById);
/** Signed heads of closed lots for their buyer and their bidders; others are left out. */
export const closingHeads = operation<ByIds, ClosingHeadView[]>('quoting', 'bidding', 'closing-heads', ByIds);
/** Automatic bidding of the own company on lots, for those who may set it; lots without it are left out. */
export const ownProxies = operation<ByIds, ProxyBidView[]>('quoting', 'bidding', 'own-proxies', ByIds);

const selling = ['SALES', 'MANAGER'] as const;

export const biddingRules: Record<string, Rule> = {
  [placeBid.name]: { kind: 'roles', roles: selling, scope: 'BIDS_WRITE' },
  [withdrawBid.name]: { kind: 'roles', roles: selling, scope: 'BIDS_WRITE' },
  [setProxyBid.name]: { kind: 'roles', roles: selling, scope: 'BIDS_WRITE' },
  [ownProxies.name]: { kind: 'roles', roles: selling, scope: 'BIDS_WRITE' },
  [declareUnsuccessful.name]: { kind: 'roles', roles: ['BUYER', 'MANAGER'], scope: 'AWARDS_WRITE' },
  [myBids.name]: { kind: 'member', scope: 'BIDS_READ' },
  [bidsByIds.name]: { kind: 'member', scope: 'BIDS_READ' },
  [buyerTender.name]: { kind: 'member', scope: 'TENDERS_READ' },
  [buyerTenders.name]: { kind: 'member', scope: 'TENDERS_READ' },
  [buyerMarkets.name]: { kind: 'member', scope: 'TENDERS_READ' },
  [bidderLot.name]: { kind: 'member', scope: 'BIDS_READ' },
  [bidderLots.name]: { kind: 'member', scope: 'BIDS_READ' },
  [bidderLotsByIds.name]: { kind: 'member', scope: 'BIDS_READ' },
  [bidderMarkets.name]: { kind: 'member', scope: 'BIDS_READ' },
  [lotRecord.name]: { kind: 'member', scope: 'BIDS_READ' },
  [closingHeads.name]: { kind: 'member', scope: null },
  [lotLedgers.name]: { kind: 'member', scope: 'TENDERS_READ' },
};
