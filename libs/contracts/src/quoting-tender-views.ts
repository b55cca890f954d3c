import type { Money } from '#kernel';
import type { MouldNames, SizeView } from './part-snapshot.js';
import type {
  DrawingStage, LotState, MaterialSupply, TenderAudienceView, TenderDisclosureView, TenderRulesView, TradeTermsView,
} from './quoting-tender-terms.js';

export const declineReasons = ['CAPACITY', 'MACHINE', 'PRICE', 'DATE', 'MATERIAL', 'PROCESS', 'DISTANCE', 'OTHER'] as const;
export type DeclineReason = (typeof declineReasons)[number];

export type InvitationState = 'SENT' | 'SEEN' | 'NDA_ACCEPTED' | 'DECLINED';

/** The frozen task of one line of a lot, masked for bidders: no customer, no mould, no neighbour. Files and thumbnail are added by order, which keeps them. */
export interface LotLineView {
  id: string;
  /** Lot number and line, or the part number when the buyer's name is shown. */
  itemNo: string;
  name: string;
  category: string | null;
  revision: string;
  material: string | null;
  hardness: string | null;
  /** Null for bidders before they accept the non-disclosure text, and once they see no drawing any more. */
  requirements: string | null;
  size: SizeView;
  unitMassKg: string | null;
  quantity: number;
  processes: string[];
  wholePart: boolean;
  requestedDate: string;
  materialSupply: MaterialSupply;
  /** Names of mould and end customer as far as the reader may know them; null when there are none. */
  mould: MouldNames | null;
}

/** The texts of a lot as its bidders read them, without the names that the tender hides. */
export interface LotTextsView { title: string; lines: Pick<LotLineView, 'itemNo' | 'name' | 'requirements' | 'mould'>[] }

/** A lot as its owner sees it. What the market says of it (`bidCount`, `best`, `liveSeq`, `standings`, `ledger`) is added by bidding. */
export interface BuyerLotView {
  __typename: 'BuyerLot';
  id: string;
  tenderId: string;
  lotNo: number;
  title: string;
  /** Of a draft, under its present disclosure; null once it is out. */
  forBidders: LotTextsView | null;
  state: LotState;
  termsVersion: number;
  lines: LotLineView[];
  /** The own parts behind the lines, in the same order. */
  partIds: string[];
  ceiling: Money | null;
  /** Secret; in no other view. */
  reserve: Money | null;
  closesAt: string;
  extensions: number;
  openQuestions: number;
}

/** A tender as its owner sees it. */
export interface BuyerTenderView {
  __typename: 'BuyerTender';
  id: string;
  version: number;
  tenderNo: string;
  title: string;
  /** Derived from the lots. */
  state: LotState;
  rules: TenderRulesView;
  audience: TenderAudienceView;
  disclosure: TenderDisclosureView;
  terms: TradeTermsView;
  opensAt: string;
  closesAt: string;
  enquiryEndsAt: string | null;
  lots: BuyerLotView[];
  priorTenderId: string | null;
  publishedAt: string | null;
  /** Present when the command had to compute it; else ask `tender-check`. */
  check?: TenderCheckView;
}

export interface NdaTextView { text: string; sha256: string }
/** 0 to 100, and at most five reasons in the reader's language, best first. */
export interface FitView { score: number; reasons: string[] }

/** A lot as an invited company sees it, without the market: bidding adds `liveSeq`, `myBid` and `market`. */
export interface BidderLotView {
  __typename: 'BidderLot';
  id: string;
  lotNo: number;
  tenderNo: string;
  title: string;
  state: LotState;
  termsVersion: number;
  /** Null before the award unless the tender shows the buyer. */
  buyerId: string | null;
  lines: LotLineView[];
  rules: TenderRulesView;
  terms: TradeTermsView;
  ceiling: Money | null;
  opensAt: string;
  closesAt: string;
  extensions: number;
  ndaToAccept: NdaTextView | null;
  drawingStage: DrawingStage;
  /** Own record from 0 to 1 as it was at the invitation; null where the rules do not weigh it. */
  quality: string | null;
  fit: FitView;
}

export interface InvitationView {
  id: string;
  companyId: string | null;
  email: null;
  state: InvitationState;
  declines: DeclineReason[];
}

/** A question about a lot; the asker is never named. */
export interface QuestionView {
  __typename: 'Question';
  id: string;
  lotId: string;
  text: string;
  answer: string | null;
  mine: boolean;
  askedAt: string;
}

/** One finding of a check: stable code, a sentence for people, and the lot it belongs to. */
export interface CheckFindingView { code: string; message: string; lotId: string | null }

export interface TenderCheckView { blocking: CheckFindingView[]; warnings: CheckFindingView[]; invitees: number }

/** How one company answers what a lot asks; reasons in the reader's language, at most five, what decides first. */
export interface CompanyMatchView extends FitView { companyId: string; invited: boolean; fits: boolean }
/** Who fits one lot of a draft: how many of those who would be invited, and the companies that come nearest. */
export interface LotMatchView { lotId: string; fitting: number; companies: CompanyMatchView[] }

/** The draft has blocking findings, or warnings without a reason. */
export interface TenderIncomplete { __typename: 'TenderIncomplete'; code: 'TENDER_INCOMPLETE'; message: string; check: TenderCheckView }
