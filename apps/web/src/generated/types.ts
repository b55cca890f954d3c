// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type RefusalCode =
  | 'INPUT_REFUSED'
  | 'STATE_REFUSED'
  | 'VERSION_CONFLICT'
  | 'LIMIT_REACHED'
  | 'ALREADY_EXISTS'
  | 'FILE_REFUSED'
  | 'CREDENTIALS_REFUSED'
  | 'IMPORT_UNRESOLVED'
  | 'TENDER_INCOMPLETE'
  | 'NOT_QUALIFIED'
  | 'LOT_NOT_OPEN'
  | 'BID_ABOVE_CEILING'
  | 'BID_DROP_UNCONFIRMED'
  | 'TERMS_OUTDATED'
  | 'AWARD_REFUSED'
  | 'QUANTITY_REFUSED'
  | 'OPERATION_BLOCKED'
  | 'EVIDENCE_MISSING';

export type BidState =
  | 'VALID'
  | 'NEEDS_CONFIRMATION'
  | 'REPLACED'
  | 'WITHDRAWN'
  | 'DISQUALIFIED'
  | 'WON'
  | 'STANDBY'
  | 'LOST'
  | 'EXPIRED';

export type ConfirmBidInput = {
  idempotencyKey: string;
  bidId: string;
  termsVersion: number;
};

export type Role =
  | 'OWNER'
  | 'PLANNER'
  | 'ENGINEER'
  | 'BUYER'
  | 'MANAGER'
  | 'QUALITY'
  | 'FITTER'
  | 'STORE'
  | 'FINANCE'
  | 'SALES'
  | 'SHOP_OPERATOR'
  | 'PLATFORM_OPERATOR';

export type RegisterInput = {
  idempotencyKey: string;
  name: string;
  email: string;
  password: string;
  companyName: string;
  locale?: string;
};

export type SignInInput = {
  email: string;
  password: string;
};

export type DemoSide =
  | 'BUYER'
  | 'SUPPLIER';

export type EnterDemoInput = {
  side: DemoSide;
};

export type RefreshSessionInput = {
  refreshToken?: string | null | undefined;
};

export type SwitchCompanyInput = {
  companyId: string;
};

export type MouldState =
  | 'DRAFT'
  | 'DESIGN'
  | 'RELEASED'
  | 'MACHINING'
  | 'ASSEMBLY'
  | 'TRIAL'
  | 'MODIFICATION'
  | 'ACCEPTED'
  | 'SHIPPED'
  | 'CLOSED'
  | 'ON_HOLD'
  | 'CANCELLED';

export type LotState =
  | 'DRAFT'
  | 'PUBLISHED'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'EVALUATING'
  | 'PARTIALLY_AWARDED'
  | 'AWARDED'
  | 'COMPLETED'
  | 'UNSUCCESSFUL'
  | 'CANCELLED';

export type BidVisibility =
  | 'SEALED'
  | 'RANK_ONLY'
  | 'BEST_PRICE'
  | 'OPEN';

export type MaterialSupply =
  | 'SUPPLIER'
  | 'BUYER';

export type InvitationState =
  | 'SENT'
  | 'SEEN'
  | 'NDA_ACCEPTED'
  | 'DECLINED';

export type AcceptNdaInput = {
  idempotencyKey: string;
  lotId: string;
  sha256: string;
};

export type JobQueryVariables = Exact<{
  id: string;
}>;

export type JobQuery = { bidderLot: { id: string, lotNo: number, tenderNo: string, title: string, state: LotState, termsVersion: number, opensAt: string, closesAt: string, extensions: number, liveSeq: number, rules: { visibility: BidVisibility, showBidCount: boolean, currency: string, taxIncluded: boolean, freightIncluded: boolean, improvementPercent: string, improvementMinor: string, confirmDropPercent: string, softClose: { windowSeconds: number, extendSeconds: number, maxExtensions: number } | null }, terms: { payment: string, inspectionDays: number }, ceiling: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, ndaToAccept: { text: string, sha256: string } | null, lines: Array<{ itemNo: string, name: string, material: string | null, hardness: string | null, quantity: number, processes: Array<string>, requestedDate: string, materialSupply: MaterialSupply, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }>, fit: { score: number, reasons: Array<string> }, myBid: { id: string, promisedDate: string, versionNo: number, state: BidState, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } } | null, market: { rank: number | null, bidCount: number | null, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, highestAcceptable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, others: Array<{ alias: string, promisedDate: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }> } } | null };

export type ConfirmBidMutationVariables = Exact<{
  input: ConfirmBidInput;
}>;

export type ConfirmBidMutation = { confirmBid:
    | { __typename: 'BidPlaced', bid: { id: string, state: BidState } }
    | { __typename: 'LotNotOpen', code: RefusalCode, message: string }
    | { __typename: 'TermsOutdated', code: RefusalCode, message: string }
    | { __typename: 'BidAboveCeiling', code: RefusalCode, message: string }
    | { __typename: 'NotQualified', code: RefusalCode, message: string }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
   };

export type AcceptNdaMutationVariables = Exact<{
  input: AcceptNdaInput;
}>;

export type AcceptNdaMutation = { acceptNda:
    | { __typename: 'BidderLot', id: string, ndaToAccept: { sha256: string } | null }
    | { __typename: 'InputRefused', code: RefusalCode, message: string }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
   };

export type JobsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type JobsQuery = { bidderLots: { edges: Array<{ node: { id: string, lotNo: number, tenderNo: string, title: string, state: LotState, termsVersion: number, opensAt: string, closesAt: string, extensions: number, liveSeq: number, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean }, lines: Array<{ itemNo: string, name: string, material: string | null, hardness: string | null, quantity: number, processes: Array<string>, requestedDate: string, materialSupply: MaterialSupply, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }>, fit: { score: number, reasons: Array<string> }, myBid: { id: string, promisedDate: string, versionNo: number, state: BidState, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } } | null, market: { rank: number | null, bidCount: number | null, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, highestAcceptable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, others: Array<{ alias: string, promisedDate: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }> } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type JobCardFragment = { id: string, lotNo: number, tenderNo: string, title: string, state: LotState, termsVersion: number, opensAt: string, closesAt: string, extensions: number, liveSeq: number, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean }, lines: Array<{ itemNo: string, name: string, material: string | null, hardness: string | null, quantity: number, processes: Array<string>, requestedDate: string, materialSupply: MaterialSupply, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }>, fit: { score: number, reasons: Array<string> }, myBid: { id: string, promisedDate: string, versionNo: number, state: BidState, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } } | null, market: { rank: number | null, bidCount: number | null, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, highestAcceptable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, others: Array<{ alias: string, promisedDate: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }> } };

export type LiveBoardQueryVariables = Exact<{
  id: string;
}>;

export type LiveBoardQuery = { tender: { id: string, tenderNo: string, title: string, state: LotState, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean, softClose: { windowSeconds: number, extendSeconds: number, maxExtensions: number } | null }, invitations: Array<{ state: InvitationState }>, lots: Array<{ id: string, lotNo: number, title: string, state: LotState, closesAt: string, extensions: number, termsVersion: number, bidCount: number | null, openQuestions: number, liveSeq: number, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, ceiling: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, parts: Array<{ partNo: string, name: string, material: string | null, quantity: number }> }>, standings: Array<{ lotId: string, bidId: string, rank: number, alias: string, promisedDate: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, comparable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }> } | null };

export type PriceFragment = { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string };

export type MyBidsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type MyBidsQuery = { myBids: { edges: Array<{ node: { id: string, state: BidState, versionNo: number, promisedDate: string, finalRank: number | null, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, receipt: { receiptNo: string, decidedAt: string }, lot: { id: string, title: string, tenderNo: string, closesAt: string, state: LotState, lines: Array<{ itemNo: string, name: string }> } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DemoQueryVariables = Exact<{ [key: string]: never; }>;

export type DemoQuery = { demo: { joinUrl: string } | null };

export type EnterDemoMutationVariables = Exact<{
  input: EnterDemoInput;
}>;

export type EnterDemoMutation = { enterDemo:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string, retryAt: string | null }
   };

export type LiveTendersQueryVariables = Exact<{ [key: string]: never; }>;

export type LiveTendersQuery = { tenders: { edges: Array<{ node: { id: string, title: string, lots: Array<{ id: string, state: LotState, closesAt: string, bidCount: number | null }> } }> } };

export type TendersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type TendersQuery = { tenders: { edges: Array<{ node: { id: string, tenderNo: string, title: string, state: LotState, opensAt: string, closesAt: string, lots: Array<{ id: string, state: LotState, bidCount: number | null }>, invitations: Array<{ state: InvitationState }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TodayQueryVariables = Exact<{ [key: string]: never; }>;

export type TodayQuery = { tenders: { edges: Array<{ node: { id: string, tenderNo: string, title: string, state: LotState, closesAt: string, lots: Array<{ id: string, state: LotState, closesAt: string, bidCount: number | null, openQuestions: number, best: { amountMinor: string, currency: string } | null }> } }> }, moulds: { edges: Array<{ node: { id: string, mouldNo: string, title: string, state: MouldState, t1Date: string | null, summary: { parts: number, outside: number, publishable: number, incomplete: number, accepted: number } } }> } };

export type SignedFragment = { accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;

export type SignInMutation = { signIn:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'CredentialsRefused', code: RefusalCode, message: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string, retryAt: string | null }
   };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;

export type RegisterMutation = { register:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'LimitReached', code: RefusalCode, message: string, retryAt: string | null }
   };

export type GoOnMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;

export type GoOnMutation = { refreshSession:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'CredentialsRefused', code: RefusalCode, message: string }
   };

export type SwitchCompanyMutationVariables = Exact<{
  input: SwitchCompanyInput;
}>;

export type SwitchCompanyMutation = { switchCompany:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
   };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;

export type SignOutMutation = { signOut:
    | { __typename: 'SignedOut', at: string }
    | { __typename: 'CredentialsRefused' }
   };

export type LiveTicketMutationVariables = Exact<{ [key: string]: never; }>;

export type LiveTicketMutation = { createLiveTicket:
    | { __typename: 'LiveTicket', token: string, url: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };
