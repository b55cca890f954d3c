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

export type AnswerAwardInput = {
  idempotencyKey: string;
  awardId: string;
  version: number;
  accept: boolean;
  reason?: DeclineReason | null | undefined;
};

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

export type WorkloadLevel =
  | 'FREE'
  | 'PARTLY'
  | 'FULL';

export type AnswerWorkloadInput = {
  idempotencyKey: string;
  load: WorkloadLevel;
  days?: number | null | undefined;
};

export type SaveMachineInput = {
  idempotencyKey: string;
  machineId?: string | null | undefined;
  version?: number | null | undefined;
  name?: string | null | undefined;
  processes?: Array<string> | null | undefined;
  maxSize?: SizeInput | null | undefined;
  maxMassKg?: string | null | undefined;
  toleranceMm?: string | null | undefined;
  maxHardnessHrc?: string | null | undefined;
  hoursPerDay?: string | null | undefined;
  active?: boolean | null | undefined;
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

export type TradeSide =
  | 'BUYER'
  | 'SUPPLIER';

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

export type DeliveryLineInput = {
  orderLineId: string;
  pieceIds?: Array<string> | null | undefined;
  quantity: number;
};

export type DispatchDeliveryInput = {
  idempotencyKey: string;
  kind?: DeliveryKind;
  toCompanyId?: string | null | undefined;
  lines: Array<DeliveryLineInput>;
  carrier?: string | null | undefined;
  expectedAt?: string | null | undefined;
  fileIds?: Array<string> | null | undefined;
};

export type ReceiptStep =
  | 'SIGN'
  | 'COUNT';

export type CountInput = {
  orderLineId: string;
  counted: number;
};

export type RecordReceiptInput = {
  idempotencyKey: string;
  deliveryId: string;
  version: number;
  step: ReceiptStep;
  counts?: Array<CountInput> | null | undefined;
  note?: string | null | undefined;
};

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

export type ReportOperationInput = {
  idempotencyKey: string;
  runIds: Array<string>;
  action: ReportAction;
  revision: string;
  happenedAt: string;
  good?: number | null | undefined;
  scrap?: number | null | undefined;
  minutes?: number | null | undefined;
  pauseReason?: PauseReason | null | undefined;
  machineId?: string | null | undefined;
  note?: string | null | undefined;
  fileIds?: Array<string> | null | undefined;
};

export type BlockReason =
  | 'PREVIOUS_NOT_PASSED'
  | 'NOT_HOLDER'
  | 'REVISION_OUTDATED'
  | 'STATE_CHANGED'
  | 'SUSPENDED'
  | 'INSPECTION_NEEDED';

export type InspectionType =
  | 'INCOMING'
  | 'FIRST_ARTICLE'
  | 'IN_PROCESS'
  | 'FINAL'
  | 'RE_INSPECTION';

export type Disposition =
  | 'ACCEPT'
  | 'CONCESSION'
  | 'REWORK'
  | 'REPAIR'
  | 'RETURN'
  | 'SCRAP'
  | 'HOLD';

export type MeasurementInput = {
  pieceId: string;
  characteristicNo: string;
  nominal: string;
  upper: string;
  lower: string;
  value: string;
};

export type DispositionInput = {
  pieceId: string;
  disposition: Disposition;
  reworkSeq?: number | null | undefined;
  promisedDate?: string | null | undefined;
  finding?: string | null | undefined;
};

export type RecordInspectionInput = {
  idempotencyKey: string;
  type: InspectionType;
  dispositions: Array<DispositionInput>;
  measurements?: Array<MeasurementInput> | null | undefined;
  fileIds?: Array<string> | null | undefined;
};

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

export type RequiredDocument =
  | 'MATERIAL_CERTIFICATE'
  | 'HARDNESS_REPORT'
  | 'HEAT_TREATMENT_CURVE'
  | 'DIMENSION_REPORT'
  | 'PHOTOS';

export type InvitationState =
  | 'SENT'
  | 'SEEN'
  | 'NDA_ACCEPTED'
  | 'DECLINED';

export type DeclineReason =
  | 'CAPACITY'
  | 'MACHINE'
  | 'PRICE'
  | 'DATE'
  | 'MATERIAL'
  | 'PROCESS'
  | 'DISTANCE'
  | 'OTHER';

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

export type ShopMachineFragment = { id: string, version: number, name: string, processes: Array<string>, maxMassKg: string | null, toleranceMm: string | null, maxHardnessHrc: string | null, hoursPerDay: string, active: boolean, maxSize: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } };

export type MachinesQueryVariables = Exact<{ [key: string]: never; }>;

export type MachinesQuery = { machines: Array<{ id: string, version: number, name: string, processes: Array<string>, maxMassKg: string | null, toleranceMm: string | null, maxHardnessHrc: string | null, hoursPerDay: string, active: boolean, maxSize: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }> };

export type SaveMachineMutationVariables = Exact<{
  input: SaveMachineInput;
}>;

export type SaveMachineMutation = { saveMachine:
    | { __typename: 'Machine', id: string, version: number }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string, currentVersion: number }
   };

export type MyWorkloadQueryVariables = Exact<{ [key: string]: never; }>;

export type MyWorkloadQuery = { workload: { load: WorkloadLevel, answeredAt: string, holdsUntil: string } | null };

export type AnswerWorkloadMutationVariables = Exact<{
  input: AnswerWorkloadInput;
}>;

export type AnswerWorkloadMutation = { answerWorkload:
    | { __typename: 'Workload', load: WorkloadLevel, answeredAt: string, holdsUntil: string }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
   };

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

export type BoardQueryVariables = Exact<{
  mouldId: string;
}>;

export type BoardQuery = { mould: { id: string, mouldNo: string, title: string, state: MouldState, t0Date: string | null, t1Date: string | null, summary: { parts: number, outside: number, accepted: number }, progress: { forecastT1: string | null, slackDays: number | null, progressPercent: number, companies: Array<{ id: string, name: string }>, rows: Array<{ partId: string, partNo: string, name: string, state: PartState, lateness: Lateness, slackDays: number | null, promisedDate: string | null, cells: Array<{ seq: number, process: string, state: OperationState, passed: number, pieces: number, doneById: string, orderLineId: string | null, promisedDate: string | null, plannedMinutes: number | null, startedAt: string | null, endedAt: string | null, quietHours: number | null }> }> } } | null };

export type TrackedPartQueryVariables = Exact<{
  id: string;
}>;

export type TrackedPartQuery = { part: { id: string, partNo: string, name: string, revision: string, material: string | null, hardness: string | null, requirements: string | null, quantity: number, state: PartState, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, progressPercent: number, holder: { id: string, name: string } | null, runs: Array<{ startedAt: string | null, endedAt: string | null, id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null, doneBy: { id: string, name: string }, reports: Array<{ id: string, action: ReportAction, happenedAt: string, by: string, good: number | null, scrap: number | null, minutes: number | null, pauseReason: PauseReason | null, note: string | null }> }> }> } | null };

export type InspectMutationVariables = Exact<{
  input: RecordInspectionInput;
}>;

export type InspectMutation = { recordInspection:
    | { __typename: 'Inspection', id: string }
    | { __typename: 'StateRefused', code: RefusalCode, message: string, currentState: string }
    | { __typename: 'EvidenceMissing', code: RefusalCode, message: string, documents: Array<RequiredDocument> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
   };

export type ReceiveMutationVariables = Exact<{
  input: RecordReceiptInput;
}>;

export type ReceiveMutation = { recordReceipt:
    | { __typename: 'Delivery', id: string, state: DeliveryState }
    | { __typename: 'QuantityRefused', code: RefusalCode, message: string, orderLineId: string, maximum: number }
    | { __typename: 'StateRefused', code: RefusalCode, message: string, currentState: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string, currentVersion: number }
   };

export type DeskOrdersQueryVariables = Exact<{
  states?: Array<OrderLineState> | OrderLineState | null | undefined;
  after?: string | null | undefined;
}>;

export type DeskOrdersQuery = { orders: { edges: Array<{ node: { id: string, orderNo: string, state: OrderLineState, issuedAt: string, supplier: { name: string }, total: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, lines: Array<{ id: string, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DeskOrderQueryVariables = Exact<{
  id: string;
}>;

export type DeskOrderQuery = { order: { id: string, orderNo: string, revision: number, state: OrderLineState, mySide: TradeSide, issuedAt: string, supplier: { name: string }, buyer: { name: string }, total: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, terms: { payment: string, requiredDocuments: Array<RequiredDocument>, inspectionDays: number, latePercentPerDay: string, note: string | null }, lines: Array<{ id: string, lineNo: number, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, forecastDate: string | null, travellerCode: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, item: { itemNo: string, name: string, revision: string, material: string | null }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, progressPercent: number, holder: { name: string } | null, runs: Array<{ id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null }> }> }> } | null };

export type DeskDeliveriesQueryVariables = Exact<{
  orderId: string;
}>;

export type DeskDeliveriesQuery = { deliveries: { edges: Array<{ node: { id: string, version: number, deliveryNo: string, kind: DeliveryKind, state: DeliveryState, carrier: string | null, dispatchedAt: string, signedAt: string | null, to: { id: string }, lines: Array<{ orderLineId: string, sent: number, counted: number | null }> } }> } };

export type ShopTravellerQueryVariables = Exact<{
  code: string;
}>;

export type ShopTravellerQuery = { traveller: { code: string, itemNo: string, name: string, revision: string, outdated: boolean, mayReport: boolean, pieces: Array<{ id: string, serial: string, count: number, state: PartState, holder: { name: string } | null, runs: Array<{ id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null, reports: Array<{ id: string, action: ReportAction, happenedAt: string, receivedAt: string, by: string, good: number | null, scrap: number | null, minutes: number | null, pauseReason: PauseReason | null, note: string | null }> }> }>, order: { id: string, orderNo: string, mySide: TradeSide, buyer: { name: string }, supplier: { name: string }, terms: { requiredDocuments: Array<RequiredDocument> }, lines: Array<{ id: string, travellerCode: string, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, item: { material: string | null, hardness: string | null, requirements: string | null, requestedDate: string, materialSupply: MaterialSupply, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } } }> } | null } | null };

export type ShopDeliveriesQueryVariables = Exact<{
  orderId: string;
}>;

export type ShopDeliveriesQuery = { deliveries: { edges: Array<{ node: { id: string, deliveryNo: string, kind: DeliveryKind, state: DeliveryState, carrier: string | null, dispatchedAt: string, signedAt: string | null, lines: Array<{ orderLineId: string, sent: number, counted: number | null }> } }> } };

export type ReportMutationVariables = Exact<{
  input: ReportOperationInput;
}>;

export type ReportMutation = { reportOperation:
    | { __typename: 'OperationsReported', runs: Array<{ id: string }> }
    | { __typename: 'OperationBlocked', code: RefusalCode, message: string, runId: string, reason: BlockReason }
    | { __typename: 'EvidenceMissing', code: RefusalCode, message: string, documents: Array<RequiredDocument> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
   };

export type DispatchMutationVariables = Exact<{
  input: DispatchDeliveryInput;
}>;

export type DispatchMutation = { dispatchDelivery:
    | { __typename: 'Delivery', id: string, deliveryNo: string }
    | { __typename: 'QuantityRefused', code: RefusalCode, message: string, orderLineId: string, maximum: number }
    | { __typename: 'EvidenceMissing', code: RefusalCode, message: string, documents: Array<RequiredDocument> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string, currentState: string }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
   };

export type ShopRunFragment = { id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null };

export type ShopLineFragment = { id: string, lineNo: number, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, travellerCode: string, item: { itemNo: string, name: string, revision: string, material: string | null }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, runs: Array<{ id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null }> }> };

export type ShopWorkQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type ShopWorkQuery = { orders: { edges: Array<{ node: { id: string, orderNo: string, buyer: { name: string }, lines: Array<{ id: string, lineNo: number, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, travellerCode: string, item: { itemNo: string, name: string, revision: string, material: string | null }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, runs: Array<{ id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null }> }> }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ShopOffersQueryVariables = Exact<{ [key: string]: never; }>;

export type ShopOffersQuery = { awardOffers: { edges: Array<{ node: { id: string, version: number, state: AwardState, acceptBy: string, quantity: number | null, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, lot: { id: string, title: string, lines: Array<{ itemNo: string, name: string, material: string | null, quantity: number, processes: Array<string>, requestedDate: string }> }, bid: { promisedDate: string } } }> } };

export type AnswerOfferMutationVariables = Exact<{
  input: AnswerAwardInput;
}>;

export type AnswerOfferMutation = { answerAward:
    | { __typename: 'AwardOffer', id: string, state: AwardState, orderId: string | null }
    | { __typename: 'StateRefused', code: RefusalCode, message: string, currentState: string }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string, currentVersion: number }
   };

export type TendersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type TendersQuery = { tenders: { edges: Array<{ node: { id: string, tenderNo: string, title: string, state: LotState, opensAt: string, closesAt: string, lots: Array<{ id: string, state: LotState, bidCount: number | null }>, invitations: Array<{ state: InvitationState }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TodayQueryVariables = Exact<{ [key: string]: never; }>;

export type TodayQuery = { tenders: { edges: Array<{ node: { id: string, tenderNo: string, title: string, state: LotState, closesAt: string, lots: Array<{ id: string, state: LotState, closesAt: string, bidCount: number | null, openQuestions: number, best: { amountMinor: string, currency: string } | null }> } }> }, moulds: { edges: Array<{ node: { id: string, mouldNo: string, title: string, state: MouldState, t1Date: string | null, summary: { parts: number, outside: number, publishable: number, incomplete: number, accepted: number } } }> } };

export type ProcessesQueryVariables = Exact<{ [key: string]: never; }>;

export type ProcessesQuery = { catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }> } };

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
    | { __typename: 'FileRefused', code: RefusalCode, message: string, maxBytes: string | null }
    | { __typename: 'LimitReached', code: RefusalCode, message: string, limit: number, retryAt: string | null }
   };

export type LiveTicketMutationVariables = Exact<{ [key: string]: never; }>;

export type LiveTicketMutation = { createLiveTicket:
    | { __typename: 'LiveTicket', token: string, url: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };
