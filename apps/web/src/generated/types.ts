// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type SizeInput = {
  lengthMm?: string | null | undefined;
  widthMm?: string | null | undefined;
  heightMm?: string | null | undefined;
  diameterMm?: string | null | undefined;
};

export type ExternalRefInput = {
  source: string;
  id: string;
};

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

export type FilePurpose =
  | 'BOM'
  | 'MODEL'
  | 'DRAWING'
  | 'BUNDLE'
  | 'PHOTO'
  | 'CERTIFICATE'
  | 'ATTACHMENT';

export type CreateUploadInput = {
  idempotencyKey: string;
  purpose: FilePurpose;
  name: string;
  byteSize: string;
  sha256: string;
};

export type AwardState =
  | 'PROPOSED'
  | 'APPROVED'
  | 'OFFERED'
  | 'ACCEPTED'
  | 'ORDERED'
  | 'DECLINED'
  | 'LAPSED'
  | 'REVOKED';

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

export type MouldFilter = {
  search?: string | null | undefined;
  states?: Array<MouldState> | null | undefined;
};

export type PartSupply =
  | 'MAKE'
  | 'OUTSIDE'
  | 'BUY';

export type PartState =
  | 'PLANNED'
  | 'SOURCING'
  | 'ORDERED'
  | 'IN_PROCESS'
  | 'IN_TRANSIT'
  | 'TO_INSPECT'
  | 'ACCEPTED'
  | 'INSTALLED'
  | 'ON_HOLD'
  | 'SCRAPPED'
  | 'CANCELLED';

export type PartGap =
  | 'DRAWING'
  | 'MATERIAL'
  | 'HARDNESS'
  | 'TOLERANCE'
  | 'ROUTE'
  | 'SIZE'
  | 'QUESTION';

export type CreateMouldInput = {
  idempotencyKey: string;
  mouldNo: string;
  title: string;
  customerName?: string | null | undefined;
  cavities?: string | null | undefined;
  baseStandard?: string | null | undefined;
  t0Date?: string | null | undefined;
  t1Date?: string | null | undefined;
  currency?: string;
  external?: ExternalRefInput | null | undefined;
};

export type ImportState =
  | 'PARSING'
  | 'REVIEW'
  | 'CONFIRMED'
  | 'REJECTED'
  | 'FAILED';

export type ImportMeaning =
  | 'IGNORE'
  | 'PART_NO'
  | 'NAME'
  | 'NAME_EN'
  | 'CATEGORY'
  | 'MATERIAL'
  | 'SIZE'
  | 'LENGTH'
  | 'WIDTH'
  | 'HEIGHT'
  | 'QUANTITY'
  | 'HARDNESS'
  | 'REQUIREMENTS'
  | 'ROUTE'
  | 'SUPPLY'
  | 'UNIT_MASS'
  | 'REVISION'
  | 'NOTE';

export type ImportAction =
  | 'IMPORT'
  | 'REVIEW'
  | 'SKIP'
  | 'LAYOUT';

export type ImportLineKind =
  | 'ITEM'
  | 'HEAD'
  | 'HEADING'
  | 'SECTION'
  | 'TOTAL'
  | 'SIGNATURE'
  | 'BLANK'
  | 'NUMBERED_BLANK'
  | 'REMARK';

export type ImportChange =
  | 'ADD'
  | 'CHANGE'
  | 'SAME'
  | 'MISSING';

export type StartImportInput = {
  idempotencyKey: string;
  mouldId: string;
  fileIds: Array<string>;
};

export type ImportColumnInput = {
  index: number;
  meaning: ImportMeaning;
};

export type ImportAnswerInput = {
  no: number;
  answer: string;
};

export type ReviewImportInput = {
  idempotencyKey: string;
  importId: string;
  version: number;
  columns?: Array<ImportColumnInput> | null | undefined;
  answers?: Array<ImportAnswerInput> | null | undefined;
  reject?: boolean;
};

export type ConfirmImportInput = {
  idempotencyKey: string;
  importId: string;
  version: number;
};

export type PartPatch = {
  partId: string;
  version: number;
  category?: string | null | undefined;
  material?: string | null | undefined;
  hardness?: string | null | undefined;
  requirements?: string | null | undefined;
  size?: SizeInput | null | undefined;
  quantity?: number | null | undefined;
  supply?: PartSupply | null | undefined;
  fileIds?: Array<string> | null | undefined;
};

export type UpdatePartsInput = {
  idempotencyKey: string;
  parts: Array<PartPatch>;
};

export type OperationInput = {
  seq: number;
  process: string;
  outside?: boolean;
  dependsOn?: Array<number> | null | undefined;
  plannedMinutes?: number | null | undefined;
  inspect?: boolean;
  note?: string | null | undefined;
};

export type PartAt = {
  partId: string;
  version: number;
};

export type SetRoutesInput = {
  idempotencyKey: string;
  parts: Array<PartAt>;
  operations: Array<OperationInput>;
};

export type ReleasePartsInput = {
  idempotencyKey: string;
  parts: Array<PartAt>;
};

export type OrderLineState =
  | 'ISSUED'
  | 'ACKNOWLEDGED'
  | 'READY'
  | 'IN_PROGRESS'
  | 'FINISHED'
  | 'PART_DELIVERED'
  | 'DELIVERED'
  | 'ACCEPTED'
  | 'SETTLED'
  | 'CLOSED'
  | 'CHANGE_PENDING'
  | 'SUSPENDED'
  | 'CANCELLED'
  | 'TERMINATED';

export type Lateness =
  | 'ON_TIME'
  | 'AT_RISK'
  | 'LATE'
  | 'SILENT';

export type DeliveryKind =
  | 'GOODS'
  | 'FREE_ISSUE'
  | 'HANDOVER'
  | 'RETURN';

export type DeliveryState =
  | 'DISPATCHED'
  | 'SIGNED'
  | 'COUNTED'
  | 'STOCKED'
  | 'PARTLY_REJECTED'
  | 'REJECTED';

export type OperationState =
  | 'PENDING'
  | 'READY'
  | 'DISPATCHED'
  | 'SETUP'
  | 'RUNNING'
  | 'PAUSED'
  | 'DONE'
  | 'PASSED'
  | 'FAILED'
  | 'SKIPPED'
  | 'ABORTED';

export type PauseReason =
  | 'TOOL'
  | 'PROGRAM'
  | 'POWER'
  | 'MATERIAL'
  | 'WAITING_ELECTRODE'
  | 'URGENT_JOB'
  | 'QUALITY'
  | 'END_OF_SHIFT'
  | 'DRAWING_UNCLEAR'
  | 'OUTAGE';

export type ReportAction =
  | 'SETUP'
  | 'START'
  | 'PAUSE'
  | 'DONE'
  | 'PROBLEM'
  | 'SKIP'
  | 'CORRECT';

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

export type ImportFactsFragment = { id: string, version: number, state: ImportState, progressPercent: number, files: Array<{ id: string, name: string }>, counts: { import: number, review: number, skip: number, layout: number }, columns: Array<{ index: number, header: string, meaning: ImportMeaning, confidencePercent: number }>, rows: Array<{ rowNo: number, action: ImportAction, kind: ImportLineKind, change: ImportChange, partNo: string | null, name: string | null, category: string | null, material: string | null, hardness: string | null, quantity: number | null, supply: PartSupply | null, differences: Array<{ meaning: ImportMeaning, before: string | null, after: string | null }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } | null }>, problems: Array<{ no: number, rowNo: number, column: number | null, code: string, message: string, read: string, suggestions: Array<string>, answer: string | null, blocking: boolean }> };

export type ImportDoorQueryVariables = Exact<{
  mouldId: string;
}>;

export type ImportDoorQuery = { mould: { id: string, mouldNo: string, title: string, imports: Array<{ id: string, state: ImportState, counts: { import: number, review: number, skip: number, layout: number }, files: Array<{ name: string }> }> } | null };

export type ImportReadingQueryVariables = Exact<{
  id: string;
}>;

export type ImportReadingQuery = { import: { id: string, version: number, state: ImportState, progressPercent: number, files: Array<{ id: string, name: string }>, counts: { import: number, review: number, skip: number, layout: number }, columns: Array<{ index: number, header: string, meaning: ImportMeaning, confidencePercent: number }>, rows: Array<{ rowNo: number, action: ImportAction, kind: ImportLineKind, change: ImportChange, partNo: string | null, name: string | null, category: string | null, material: string | null, hardness: string | null, quantity: number | null, supply: PartSupply | null, differences: Array<{ meaning: ImportMeaning, before: string | null, after: string | null }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } | null }>, problems: Array<{ no: number, rowNo: number, column: number | null, code: string, message: string, read: string, suggestions: Array<string>, answer: string | null, blocking: boolean }> } | null };

export type StartImportMutationVariables = Exact<{
  input: StartImportInput;
}>;

export type StartImportMutation = { startImport:
    | { __typename: 'Import', id: string }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'FileRefused', code: RefusalCode, message: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };

export type ReviewImportMutationVariables = Exact<{
  input: ReviewImportInput;
}>;

export type ReviewImportMutation = { reviewImport:
    | { __typename: 'Import', id: string, version: number, state: ImportState, progressPercent: number, files: Array<{ id: string, name: string }>, counts: { import: number, review: number, skip: number, layout: number }, columns: Array<{ index: number, header: string, meaning: ImportMeaning, confidencePercent: number }>, rows: Array<{ rowNo: number, action: ImportAction, kind: ImportLineKind, change: ImportChange, partNo: string | null, name: string | null, category: string | null, material: string | null, hardness: string | null, quantity: number | null, supply: PartSupply | null, differences: Array<{ meaning: ImportMeaning, before: string | null, after: string | null }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } | null }>, problems: Array<{ no: number, rowNo: number, column: number | null, code: string, message: string, read: string, suggestions: Array<string>, answer: string | null, blocking: boolean }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type ConfirmImportMutationVariables = Exact<{
  input: ConfirmImportInput;
}>;

export type ConfirmImportMutation = { confirmImport:
    | { __typename: 'Mould', id: string }
    | { __typename: 'ImportUnresolved', code: RefusalCode, message: string }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type MouldsQueryVariables = Exact<{
  filter?: MouldFilter | null | undefined;
  after?: string | null | undefined;
}>;

export type MouldsQuery = { moulds: { edges: Array<{ node: { id: string, mouldNo: string, title: string, customerName: string | null, state: MouldState, t1Date: string | null, summary: { parts: number, outside: number, publishable: number, incomplete: number, accepted: number } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateMouldMutationVariables = Exact<{
  input: CreateMouldInput;
}>;

export type CreateMouldMutation = { createMould:
    | { __typename: 'Mould', id: string }
    | { __typename: 'AlreadyExists', code: RefusalCode, message: string, existingId: string }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
   };

export type PassportQueryVariables = Exact<{
  id: string;
}>;

export type PassportQuery = { part: { id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, files: Array<{ id: string, name: string }>, revisions: Array<{ revision: string, material: string | null, hardness: string | null, requirements: string | null, quantity: number, route: Array<string>, releasedAt: string, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }>, mould: { id: string, mouldNo: string, title: string }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, progressPercent: number, holder: { id: string, name: string } | null, runs: Array<{ id: string, seq: number, process: string, state: OperationState, rework: boolean, orderLineId: string | null, startedAt: string | null, endedAt: string | null, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, doneBy: { id: string, name: string }, reports: Array<{ id: string, action: ReportAction, happenedAt: string, by: string, good: number | null, scrap: number | null, pauseReason: PauseReason | null, note: string | null }> }> }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> } | null, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }>, categories: Array<{ code: string, nameZh: string, nameEn: string, group: string, usualRoute: Array<string> }> } };

export type PartTradeQueryVariables = Exact<{
  mouldId: string;
}>;

export type PartTradeQuery = { orders: { edges: Array<{ node: { id: string, orderNo: string, supplier: { id: string, name: string }, lines: Array<{ id: string, lineNo: number, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, forecastDate: string | null, travellerCode: string, unitPrice: { amountMinor: string, currency: string }, amount: { amountMinor: string, currency: string, taxIncluded: boolean }, item: { itemNo: string, revision: string } }> } }> }, tenders: { edges: Array<{ node: { id: string, tenderNo: string, title: string, lots: Array<{ id: string, lotNo: number, title: string, state: LotState, closesAt: string, bidCount: number | null, best: { amountMinor: string, currency: string } | null, parts: Array<{ id: string }> }> } }> } };

export type LotOffersQueryVariables = Exact<{
  tenderId: string;
}>;

export type LotOffersQuery = { tender: { id: string, standings: Array<{ bidId: string, lotId: string, rank: number, alias: string, state: BidState, promisedDate: string, bidder: { id: string, name: string } | null, comparable: { amountMinor: string, currency: string } }>, awards: Array<{ id: string, lotId: string, bidId: string, state: AwardState, promisedDate: string, reason: string | null, orderId: string | null, supplier: { id: string, name: string }, amount: { amountMinor: string, currency: string } }> } | null };

export type OrderDeliveriesQueryVariables = Exact<{
  orderId: string;
}>;

export type OrderDeliveriesQuery = { deliveries: { edges: Array<{ node: { id: string, deliveryNo: string, kind: DeliveryKind, state: DeliveryState, carrier: string | null, dispatchedAt: string, signedAt: string | null, expectedAt: string | null, from: { id: string, name: string }, to: { id: string, name: string }, lines: Array<{ orderLineId: string, sent: number, counted: number | null }> } }> } };

export type PartFactsFragment = { id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> };

export type WorkbenchQueryVariables = Exact<{
  id: string;
}>;

export type WorkbenchQuery = { mould: { id: string, mouldNo: string, title: string, state: MouldState, t1Date: string | null, imports: Array<{ id: string, state: ImportState }>, parts: Array<{ id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> }> } | null, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }>, categories: Array<{ code: string, nameZh: string, nameEn: string, group: string, usualRoute: Array<string> }> } };

export type ChangePartsMutationVariables = Exact<{
  input: UpdatePartsInput;
}>;

export type ChangePartsMutation = { updateParts:
    | { __typename: 'PartsChanged', parts: Array<{ id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> }> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type RoutePartsMutationVariables = Exact<{
  input: SetRoutesInput;
}>;

export type RoutePartsMutation = { setRoutes:
    | { __typename: 'PartsChanged', parts: Array<{ id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> }> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type ReleasePartsMutationVariables = Exact<{
  input: ReleasePartsInput;
}>;

export type ReleasePartsMutation = { releaseParts:
    | { __typename: 'PartsChanged', parts: Array<{ id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> }> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

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

export type CreateUploadMutationVariables = Exact<{
  input: CreateUploadInput;
}>;

export type CreateUploadMutation = { createUpload:
    | { __typename: 'UploadTicket', url: string, token: string, file: { id: string } }
    | { __typename: 'FileRefused', code: RefusalCode, message: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };

export type LiveTicketMutationVariables = Exact<{ [key: string]: never; }>;

export type LiveTicketMutation = { createLiveTicket:
    | { __typename: 'LiveTicket', token: string, url: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };
