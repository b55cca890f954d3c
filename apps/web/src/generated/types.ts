// Written by `npm run generate` from the documents of the pages and schema.graphql. Not edited by hand.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type MoneyInput = {
  amountMinor: string;
  currency: string;
  taxIncluded: boolean;
  taxRate: string;
};

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

export type DrawingStage =
  | 'OUTLINE'
  | 'VIEW'
  | 'DOWNLOAD';

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

export type Scope =
  | 'COMPANY_READ'
  | 'COMPANY_WRITE'
  | 'MOULDS_READ'
  | 'MOULDS_WRITE'
  | 'TENDERS_READ'
  | 'TENDERS_WRITE'
  | 'BIDS_READ'
  | 'BIDS_WRITE'
  | 'AWARDS_WRITE'
  | 'ORDERS_READ'
  | 'ORDERS_WRITE'
  | 'PROGRESS_READ'
  | 'PROGRESS_WRITE';

export type CreateApiKeyInput = {
  idempotencyKey: string;
  name: string;
  scopes: Array<Scope>;
  roles?: Array<Role> | null | undefined;
  expiresAt: string;
};

export type RevokeApiKeyInput = {
  idempotencyKey: string;
  apiKeyId: string;
  graceMinutes?: number;
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

export type AwardPickInput = {
  lotId: string;
  bidId: string;
};

export type ProposeAwardsInput = {
  idempotencyKey: string;
  tenderId: string;
  version: number;
  picks: Array<AwardPickInput>;
  reason?: string | null | undefined;
};

export type AwardRule =
  | 'ALREADY_AWARDED'
  | 'BID_NOT_VALID'
  | 'REASON_MISSING'
  | 'MATCHED_PARTS'
  | 'SUPPLIER_STOPPED'
  | 'QUANTITY';

export type DecideAwardsInput = {
  idempotencyKey: string;
  tenderId: string;
  version: number;
  awardIds?: Array<string> | null | undefined;
  approve: boolean;
  reason?: string | null | undefined;
};

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

export type LedgerEntryType =
  | 'PUBLISHED'
  | 'BIDDING_OPENED'
  | 'BID_PLACED'
  | 'BID_CONFIRMED'
  | 'BID_WITHDRAWN'
  | 'BID_DISQUALIFIED'
  | 'EXTENDED'
  | 'AMENDED'
  | 'SUSPENDED'
  | 'RESUMED'
  | 'CLOSED'
  | 'OPENED'
  | 'AWARDED'
  | 'SETTLED'
  | 'UNSUCCESSFUL'
  | 'CANCELLED'
  | 'QUESTION_ASKED'
  | 'QUESTION_ANSWERED';

export type ConfirmBidInput = {
  idempotencyKey: string;
  bidId: string;
  termsVersion: number;
};

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

export type CompanyStatus =
  | 'PENDING'
  | 'OPEN'
  | 'SUSPENDED'
  | 'TERMINATED';

export type SupplierRelation =
  | 'NONE'
  | 'TRUSTED'
  | 'BLOCKED';

export type CompanyFilter = {
  search?: string | null | undefined;
  process?: string | null | undefined;
  relation?: SupplierRelation | null | undefined;
  status?: CompanyStatus | null | undefined;
};

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

export type UpdateCompanyInput = {
  idempotencyKey: string;
  version: number;
  name?: string | null | undefined;
  registrationNo?: string | null | undefined;
  timeZone?: string | null | undefined;
  town?: string | null | undefined;
  latitude?: string | null | undefined;
  longitude?: string | null | undefined;
  processes?: Array<string> | null | undefined;
};

export type InviteMemberInput = {
  idempotencyKey: string;
  email: string;
  roles: Array<Role>;
};

export type AcceptInvitationInput = {
  idempotencyKey: string;
  token: string;
  code: string;
  name?: string | null | undefined;
  password?: string | null | undefined;
};

export type ChangeMemberInput = {
  idempotencyKey: string;
  memberId: string;
  version: number;
  roles: Array<Role>;
};

export type SetSupplierRelationInput = {
  idempotencyKey: string;
  companyId: string;
  relation: SupplierRelation;
};

export type DrawingHindrance =
  | 'NDA'
  | 'STAGE'
  | 'DECLINED'
  | 'CANCELLED'
  | 'ENDED'
  | 'RECALLED'
  | 'SUPERSEDED'
  | 'FORMAT'
  | 'TICKET'
  | 'NONE';

export type RequestDownloadInput = {
  fileId: string;
  stage?: DrawingStage | null | undefined;
};

export type FileOpeningOutcome =
  | 'OPENED'
  | 'REFUSED';

export type DrawingGuestKind =
  | 'BIDDER'
  | 'SUPPLIER';

export type RecallDrawingsInput = {
  idempotencyKey: string;
  companyId: string;
  partId?: string | null | undefined;
  tenderId?: string | null | undefined;
  recall?: boolean;
  reason: string;
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

export type AttachedBy =
  | 'NUMBER'
  | 'SHORT_NUMBER'
  | 'NAME'
  | 'PERSON';

export type AttachmentOutcome =
  | 'ADD'
  | 'REPLACE'
  | 'SAME';

export type ModelState =
  | 'READING'
  | 'MEASURING'
  | 'READY'
  | 'PARTIAL'
  | 'FAILED';

export type GeometryState =
  | 'WAITING'
  | 'READY'
  | 'NOTHING'
  | 'STOPPED';

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

export type ImportFileInput = {
  fileId: string;
  partNo?: string | null | undefined;
};

export type ReviewImportInput = {
  idempotencyKey: string;
  importId: string;
  version: number;
  columns?: Array<ImportColumnInput> | null | undefined;
  answers?: Array<ImportAnswerInput> | null | undefined;
  files?: Array<ImportFileInput> | null | undefined;
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

export type PlannedStepInput = {
  runIds: Array<string>;
  plannedEnd?: string | null | undefined;
};

export type PlanOperationsInput = {
  idempotencyKey: string;
  steps: Array<PlannedStepInput>;
};

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

export type ImprovementBase =
  | 'OWN_BID'
  | 'BEST_BID';

export type ImprovementBandInput = {
  fromMinor: string;
  percent?: string;
  minor?: string;
};

export type TieBreak =
  | 'PRICE'
  | 'DATE'
  | 'LATENESS'
  | 'FIRST_COME';

export type SoftCloseScope =
  | 'TRIGGERED_LOT'
  | 'ALL_LOTS';

export type TenderRulesInput = {
  visibility?: BidVisibility;
  showBidCount?: boolean;
  currency?: string;
  taxIncluded?: boolean;
  freightIncluded?: boolean;
  improvementBase?: ImprovementBase;
  improvementPercent?: string;
  improvementMinor?: string;
  improvementBands?: Array<ImprovementBandInput> | null | undefined;
  confirmDropPercent?: string;
  softClose?: SoftCloseInput | null | undefined;
  closesAtFirstBid?: boolean;
  sealedMinutes?: number | null | undefined;
  direct?: boolean;
  minBids?: number;
  priceWeight?: number;
  dateWeight?: number;
  qualityWeight?: number;
  tieOrder?: Array<TieBreak> | null | undefined;
  validityDays?: number;
  acceptWithinMinutes?: number;
  tellGap?: boolean;
};

export type SoftCloseInput = {
  windowSeconds?: number;
  extendSeconds?: number;
  triggerRank?: number;
  maxExtensions?: number;
  hardCloseMinutes?: number;
  scope?: SoftCloseScope;
};

export type MaterialSupply =
  | 'SUPPLIER'
  | 'BUYER';

export type TenderAudienceInput = {
  trusted?: boolean;
  withinKm?: number | null | undefined;
  companyIds?: Array<string> | null | undefined;
  excludedIds?: Array<string> | null | undefined;
};

export type TenderDisclosureInput = {
  buyerName?: boolean;
  mouldName?: boolean;
  customerName?: boolean;
  accessDays?: number;
  ndaRequired?: boolean;
  drawingStage?: DrawingStage;
};

export type TradeTermsInput = {
  payment?: string;
  requiredDocuments?: Array<RequiredDocument> | null | undefined;
  subcontracting?: Array<string> | null | undefined;
  inspectionDays?: number;
  latePercentPerDay?: string;
  note?: string | null | undefined;
};

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

export type LotLineInput = {
  partId: string;
  operationSeqs?: Array<number> | null | undefined;
  quantity?: number | null | undefined;
  requestedDate: string;
  materialSupply?: MaterialSupply;
};

export type LotInput = {
  title?: string | null | undefined;
  lines: Array<LotLineInput>;
  ceiling?: MoneyInput | null | undefined;
  reserve?: MoneyInput | null | undefined;
  closesAt?: string | null | undefined;
};

export type CreateTenderInput = {
  idempotencyKey: string;
  title: string;
  lots: Array<LotInput>;
  rules?: TenderRulesInput;
  audience?: TenderAudienceInput;
  disclosure?: TenderDisclosureInput;
  terms?: TradeTermsInput;
  opensAt: string;
  closesAt: string;
  enquiryEndsAt?: string | null | undefined;
  priorTenderId?: string | null | undefined;
};

export type UpdateTenderInput = {
  idempotencyKey: string;
  tenderId: string;
  version: number;
  title?: string | null | undefined;
  lots?: Array<LotInput> | null | undefined;
  rules?: TenderRulesInput | null | undefined;
  audience?: TenderAudienceInput | null | undefined;
  disclosure?: TenderDisclosureInput | null | undefined;
  terms?: TradeTermsInput | null | undefined;
  opensAt?: string | null | undefined;
  closesAt?: string | null | undefined;
  enquiryEndsAt?: string | null | undefined;
};

export type PublishTenderInput = {
  idempotencyKey: string;
  tenderId: string;
  version: number;
  acceptWarnings?: string | null | undefined;
};

export type InviteSuppliersInput = {
  idempotencyKey: string;
  tenderId: string;
  companyIds?: Array<string> | null | undefined;
};

export type CancelLotsInput = {
  idempotencyKey: string;
  tenderId: string;
  version: number;
  lotIds?: Array<string> | null | undefined;
  reason: string;
};

export type AcceptNdaInput = {
  idempotencyKey: string;
  lotId: string;
  sha256: string;
};

export type AnswerQuestionInput = {
  idempotencyKey: string;
  questionId: string;
  answer: string;
};

export type AccessFragment = { grants: Array<{ as: DrawingGuestKind, stage: DrawingStage | null, hindrance: DrawingHindrance | null, until: string | null, ndaAcceptedAt: string | null, ndaVersion: string | null, company: { id: string, name: string } | null, recall: { reason: string, recalledAt: string } | null }>, openings: Array<{ id: string, companyName: string | null, personName: string | null, byKey: boolean, fileId: string, stage: DrawingStage, page: number | null, outcome: FileOpeningOutcome, why: DrawingHindrance | null, times: number, openedAt: string, company: { id: string, name: string } | null }> };

export type PartAccessQueryVariables = Exact<{
  id: string;
}>;

export type PartAccessQuery = { part: { id: string, drawingAccess: { grants: Array<{ as: DrawingGuestKind, stage: DrawingStage | null, hindrance: DrawingHindrance | null, until: string | null, ndaAcceptedAt: string | null, ndaVersion: string | null, company: { id: string, name: string } | null, recall: { reason: string, recalledAt: string } | null }>, openings: Array<{ id: string, companyName: string | null, personName: string | null, byKey: boolean, fileId: string, stage: DrawingStage, page: number | null, outcome: FileOpeningOutcome, why: DrawingHindrance | null, times: number, openedAt: string, company: { id: string, name: string } | null }> } } | null };

export type TenderAccessQueryVariables = Exact<{
  id: string;
}>;

export type TenderAccessQuery = { tender: { id: string, drawingAccess: { grants: Array<{ as: DrawingGuestKind, stage: DrawingStage | null, hindrance: DrawingHindrance | null, until: string | null, ndaAcceptedAt: string | null, ndaVersion: string | null, company: { id: string, name: string } | null, recall: { reason: string, recalledAt: string } | null }>, openings: Array<{ id: string, companyName: string | null, personName: string | null, byKey: boolean, fileId: string, stage: DrawingStage, page: number | null, outcome: FileOpeningOutcome, why: DrawingHindrance | null, times: number, openedAt: string, company: { id: string, name: string } | null }> } } | null };

export type RecallDrawingsMutationVariables = Exact<{
  input: RecallDrawingsInput;
}>;

export type RecallDrawingsMutation = { recallDrawings:
    | { __typename: 'DrawingAccess', grants: Array<{ as: DrawingGuestKind, stage: DrawingStage | null, hindrance: DrawingHindrance | null, until: string | null, ndaAcceptedAt: string | null, ndaVersion: string | null, company: { id: string, name: string } | null, recall: { reason: string, recalledAt: string } | null }>, openings: Array<{ id: string, companyName: string | null, personName: string | null, byKey: boolean, fileId: string, stage: DrawingStage, page: number | null, outcome: FileOpeningOutcome, why: DrawingHindrance | null, times: number, openedAt: string, company: { id: string, name: string } | null }> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
   };

export type PaperFileFragment = { id: string, name: string, purpose: FilePurpose, mediaType: string | null, grantedStage: DrawingStage };

export type OpenPaperMutationVariables = Exact<{
  input: RequestDownloadInput;
}>;

export type OpenPaperMutation = { requestDownload:
    | { __typename: 'DownloadTicket', url: string, expiresAt: string }
    | { __typename: 'FileRefused', message: string, grantedStage: DrawingStage | null, missing: DrawingHindrance | null }
   };

export type ApiKeysQueryVariables = Exact<{ [key: string]: never; }>;

export type ApiKeysQuery = { apiKeys: Array<{ id: string, name: string, prefix: string, scopes: Array<Scope>, roles: Array<Role>, createdAt: string, lastUsedAt: string | null, expiresAt: string, revokedAt: string | null }> };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;

export type CreateApiKeyMutation = { createApiKey:
    | { __typename: 'ApiKeyCreated', secret: string | null, apiKey: { id: string, name: string } }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };

export type RevokeApiKeyMutationVariables = Exact<{
  input: RevokeApiKeyInput;
}>;

export type RevokeApiKeyMutation = { revokeApiKey:
    | { __typename: 'ApiKey', id: string, revokedAt: string | null }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
   };

export type AwardPageQueryVariables = Exact<{
  id: string;
}>;

export type AwardPageQuery = { tender: { id: string, version: number, tenderNo: string, title: string, state: LotState, opensAt: string, closesAt: string, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean, priceWeight: number, dateWeight: number, qualityWeight: number, acceptWithinMinutes: number }, lots: Array<{ id: string, lotNo: number, title: string, state: LotState, closesAt: string, bidCount: number | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, lines: Array<{ requestedDate: string }>, parts: Array<{ id: string, partNo: string, name: string, material: string | null, quantity: number, mirrorOfId: string | null }> }>, standings: Array<{ lotId: string, bidId: string, rank: number, alias: string, state: BidState, promisedDate: string, note: string | null, bidder: { id: string, name: string } | null, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, comparable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }>, awards: Array<{ id: string, version: number, lotId: string, bidId: string, state: AwardState, promisedDate: string, reason: string | null, acceptBy: string | null, orderId: string | null, supplier: { id: string, name: string }, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, approvedBy: { name: string } | null }> } | null };

export type AwardTenderFragment = { id: string, version: number, tenderNo: string, title: string, state: LotState, opensAt: string, closesAt: string, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean, priceWeight: number, dateWeight: number, qualityWeight: number, acceptWithinMinutes: number }, lots: Array<{ id: string, lotNo: number, title: string, state: LotState, closesAt: string, bidCount: number | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, lines: Array<{ requestedDate: string }>, parts: Array<{ id: string, partNo: string, name: string, material: string | null, quantity: number, mirrorOfId: string | null }> }>, standings: Array<{ lotId: string, bidId: string, rank: number, alias: string, state: BidState, promisedDate: string, note: string | null, bidder: { id: string, name: string } | null, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, comparable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }>, awards: Array<{ id: string, version: number, lotId: string, bidId: string, state: AwardState, promisedDate: string, reason: string | null, acceptBy: string | null, orderId: string | null, supplier: { id: string, name: string }, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, approvedBy: { name: string } | null }> };

export type ProposeAwardsMutationVariables = Exact<{
  input: ProposeAwardsInput;
}>;

export type ProposeAwardsMutation = { proposeAwards:
    | { __typename: 'BuyerTender', id: string, version: number, tenderNo: string, title: string, state: LotState, opensAt: string, closesAt: string, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean, priceWeight: number, dateWeight: number, qualityWeight: number, acceptWithinMinutes: number }, lots: Array<{ id: string, lotNo: number, title: string, state: LotState, closesAt: string, bidCount: number | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, lines: Array<{ requestedDate: string }>, parts: Array<{ id: string, partNo: string, name: string, material: string | null, quantity: number, mirrorOfId: string | null }> }>, standings: Array<{ lotId: string, bidId: string, rank: number, alias: string, state: BidState, promisedDate: string, note: string | null, bidder: { id: string, name: string } | null, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, comparable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }>, awards: Array<{ id: string, version: number, lotId: string, bidId: string, state: AwardState, promisedDate: string, reason: string | null, acceptBy: string | null, orderId: string | null, supplier: { id: string, name: string }, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, approvedBy: { name: string } | null }> }
    | { __typename: 'AwardRefused', code: RefusalCode, message: string, lotId: string, rule: AwardRule }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string, currentVersion: number }
   };

export type DecideAwardsMutationVariables = Exact<{
  input: DecideAwardsInput;
}>;

export type DecideAwardsMutation = { decideAwards:
    | { __typename: 'BuyerTender', id: string, version: number, tenderNo: string, title: string, state: LotState, opensAt: string, closesAt: string, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean, priceWeight: number, dateWeight: number, qualityWeight: number, acceptWithinMinutes: number }, lots: Array<{ id: string, lotNo: number, title: string, state: LotState, closesAt: string, bidCount: number | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, lines: Array<{ requestedDate: string }>, parts: Array<{ id: string, partNo: string, name: string, material: string | null, quantity: number, mirrorOfId: string | null }> }>, standings: Array<{ lotId: string, bidId: string, rank: number, alias: string, state: BidState, promisedDate: string, note: string | null, bidder: { id: string, name: string } | null, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, comparable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }>, awards: Array<{ id: string, version: number, lotId: string, bidId: string, state: AwardState, promisedDate: string, reason: string | null, acceptBy: string | null, orderId: string | null, supplier: { id: string, name: string }, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, approvedBy: { name: string } | null }> }
    | { __typename: 'AwardRefused', code: RefusalCode, message: string, lotId: string, rule: AwardRule }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string, currentVersion: number }
   };

export type JobQueryVariables = Exact<{
  id: string;
}>;

export type JobQuery = { bidderLot: { drawingStage: DrawingStage, id: string, lotNo: number, tenderNo: string, title: string, state: LotState, termsVersion: number, opensAt: string, closesAt: string, extensions: number, liveSeq: number, rules: { inWords: Array<string>, visibility: BidVisibility, showBidCount: boolean, currency: string, taxIncluded: boolean, freightIncluded: boolean, improvementPercent: string, improvementMinor: string, confirmDropPercent: string, softClose: { windowSeconds: number, extendSeconds: number, maxExtensions: number } | null }, terms: { payment: string, inspectionDays: number }, ceiling: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, ndaToAccept: { text: string, sha256: string } | null, papers: Array<{ id: string, itemNo: string, name: string, revision: string, thumbnailUrl: string | null, mould: { mouldNo: string | null, title: string | null, customerName: string | null } | null, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null, grantedStage: DrawingStage }> }>, lines: Array<{ itemNo: string, name: string, thumbnailUrl: string | null, material: string | null, hardness: string | null, quantity: number, processes: Array<string>, requestedDate: string, materialSupply: MaterialSupply, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }>, fit: { score: number, reasons: Array<string> }, myBid: { id: string, promisedDate: string, versionNo: number, state: BidState, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } } | null, market: { rank: number | null, bidCount: number | null, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, highestAcceptable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, others: Array<{ alias: string, promisedDate: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }> } } | null };

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

export type JobsQuery = { bidderLots: { edges: Array<{ node: { id: string, lotNo: number, tenderNo: string, title: string, state: LotState, termsVersion: number, opensAt: string, closesAt: string, extensions: number, liveSeq: number, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean }, lines: Array<{ itemNo: string, name: string, thumbnailUrl: string | null, material: string | null, hardness: string | null, quantity: number, processes: Array<string>, requestedDate: string, materialSupply: MaterialSupply, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }>, fit: { score: number, reasons: Array<string> }, myBid: { id: string, promisedDate: string, versionNo: number, state: BidState, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } } | null, market: { rank: number | null, bidCount: number | null, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, highestAcceptable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, others: Array<{ alias: string, promisedDate: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }> } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type JobCardFragment = { id: string, lotNo: number, tenderNo: string, title: string, state: LotState, termsVersion: number, opensAt: string, closesAt: string, extensions: number, liveSeq: number, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean }, lines: Array<{ itemNo: string, name: string, thumbnailUrl: string | null, material: string | null, hardness: string | null, quantity: number, processes: Array<string>, requestedDate: string, materialSupply: MaterialSupply, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }>, fit: { score: number, reasons: Array<string> }, myBid: { id: string, promisedDate: string, versionNo: number, state: BidState, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } } | null, market: { rank: number | null, bidCount: number | null, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, highestAcceptable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, others: Array<{ alias: string, promisedDate: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }> } };

export type LiveBoardQueryVariables = Exact<{
  id: string;
}>;

export type LiveBoardQuery = { tender: { id: string, tenderNo: string, title: string, state: LotState, rules: { visibility: BidVisibility, currency: string, taxIncluded: boolean, softClose: { windowSeconds: number, extendSeconds: number, maxExtensions: number } | null }, invitations: Array<{ state: InvitationState }>, lots: Array<{ id: string, lotNo: number, title: string, state: LotState, closesAt: string, extensions: number, termsVersion: number, bidCount: number | null, openQuestions: number, liveSeq: number, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, ceiling: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, parts: Array<{ partNo: string, name: string, material: string | null, quantity: number, thumbnailUrl: string | null }> }>, standings: Array<{ lotId: string, bidId: string, rank: number, alias: string, promisedDate: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, comparable: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } }> } | null };

export type PriceFragment = { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string };

export type MyBidsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type MyBidsQuery = { myBids: { edges: Array<{ node: { id: string, state: BidState, versionNo: number, promisedDate: string, finalRank: number | null, outReason: string | null, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, receipt: { receiptNo: string, decidedAt: string }, lot: { id: string, title: string, tenderNo: string, closesAt: string, state: LotState, lines: Array<{ quantity: number, thumbnailUrl: string | null }>, market: { rank: number | null, bidCount: number | null } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ShopMachineFragment = { id: string, version: number, name: string, processes: Array<string>, maxMassKg: string | null, toleranceMm: string | null, maxHardnessHrc: string | null, hoursPerDay: string, active: boolean, maxSize: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } };

export type MachinesQueryVariables = Exact<{ [key: string]: never; }>;

export type MachinesQuery = { machines: Array<{ id: string, version: number, name: string, processes: Array<string>, maxMassKg: string | null, toleranceMm: string | null, maxHardnessHrc: string | null, hoursPerDay: string, active: boolean, maxSize: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } }>, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }> } };

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

export type CompanyProfileQueryVariables = Exact<{ [key: string]: never; }>;

export type CompanyProfileQuery = { viewer: { roles: Array<Role>, user: { id: string } | null, company: { id: string, version: number, name: string, registrationNo: string | null, timeZone: string, status: CompanyStatus, processes: Array<string>, town: string | null, latitude: string | null, longitude: string | null, members: Array<{ id: string, version: number, roles: Array<Role>, user: { id: string, name: string, email: string } }> } } | null, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }> } };

export type OwnCompanyFragment = { id: string, version: number, name: string, registrationNo: string | null, timeZone: string, status: CompanyStatus, processes: Array<string>, town: string | null, latitude: string | null, longitude: string | null, members: Array<{ id: string, version: number, roles: Array<Role>, user: { id: string, name: string, email: string } }> };

export type UpdateCompanyMutationVariables = Exact<{
  input: UpdateCompanyInput;
}>;

export type UpdateCompanyMutation = { updateCompany:
    | { __typename: 'Company', id: string, version: number, name: string, registrationNo: string | null, timeZone: string, status: CompanyStatus, processes: Array<string>, town: string | null, latitude: string | null, longitude: string | null, members: Array<{ id: string, version: number, roles: Array<Role>, user: { id: string, name: string, email: string } }> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type InviteMemberMutationVariables = Exact<{
  input: InviteMemberInput;
}>;

export type InviteMemberMutation = { inviteMember:
    | { __typename: 'MemberInvitation', id: string, email: string, roles: Array<Role>, expiresAt: string }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };

export type ChangeMemberMutationVariables = Exact<{
  input: ChangeMemberInput;
}>;

export type ChangeMemberMutation = { changeMember:
    | { __typename: 'Member', id: string, version: number, roles: Array<Role> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type SupplierListQueryVariables = Exact<{
  filter?: CompanyFilter | null | undefined;
  after?: string | null | undefined;
}>;

export type SupplierListQuery = { companies: { edges: Array<{ node: { id: string, name: string, town: string | null, status: CompanyStatus, processes: Array<string>, relation: SupplierRelation } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }> } };

export type SetSupplierRelationMutationVariables = Exact<{
  input: SetSupplierRelationInput;
}>;

export type SetSupplierRelationMutation = { setSupplierRelation:
    | { __typename: 'CompanyCard', id: string, relation: SupplierRelation }
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

export type AwardableQueryVariables = Exact<{ [key: string]: never; }>;

export type AwardableQuery = { tenders: { edges: Array<{ node: { id: string, lots: Array<{ state: LotState, bidCount: number | null }> } }> } };

export type ImportFactsFragment = { id: string, version: number, state: ImportState, progressPercent: number, partsWithoutDrawing: Array<string>, files: Array<{ id: string, name: string }>, counts: { import: number, review: number, skip: number, layout: number }, columns: Array<{ index: number, header: string, meaning: ImportMeaning, confidencePercent: number }>, rows: Array<{ rowNo: number, action: ImportAction, kind: ImportLineKind, change: ImportChange, partNo: string | null, name: string | null, category: string | null, material: string | null, hardness: string | null, quantity: number | null, supply: PartSupply | null, differences: Array<{ meaning: ImportMeaning, before: string | null, after: string | null }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } | null, model: { id: string, geometry: GeometryState, thumbnailUrl: string | null } | null }>, problems: Array<{ no: number, rowNo: number, column: number | null, code: string, message: string, read: string, suggestions: Array<string>, answer: string | null, blocking: boolean }>, models: Array<{ state: ModelState, measured: number, file: { id: string, name: string }, items: Array<{ id: string }>, problems: Array<{ code: string, message: string }> }>, attachments: Array<{ partNo: string, by: AttachedBy, revision: string | null, outcome: AttachmentOutcome, file: { id: string, name: string } }>, unmatchedFiles: Array<{ id: string, name: string }>, asideFiles: Array<{ id: string, name: string }>, skippedFiles: Array<{ name: string, code: string, message: string }> };

export type ImportDoorQueryVariables = Exact<{
  mouldId: string;
}>;

export type ImportDoorQuery = { mould: { id: string, mouldNo: string, title: string, imports: Array<{ id: string, state: ImportState, counts: { import: number, review: number, skip: number, layout: number }, files: Array<{ name: string }> }> } | null };

export type ImportReadingQueryVariables = Exact<{
  id: string;
}>;

export type ImportReadingQuery = { import: { id: string, version: number, state: ImportState, progressPercent: number, partsWithoutDrawing: Array<string>, files: Array<{ id: string, name: string }>, counts: { import: number, review: number, skip: number, layout: number }, columns: Array<{ index: number, header: string, meaning: ImportMeaning, confidencePercent: number }>, rows: Array<{ rowNo: number, action: ImportAction, kind: ImportLineKind, change: ImportChange, partNo: string | null, name: string | null, category: string | null, material: string | null, hardness: string | null, quantity: number | null, supply: PartSupply | null, differences: Array<{ meaning: ImportMeaning, before: string | null, after: string | null }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } | null, model: { id: string, geometry: GeometryState, thumbnailUrl: string | null } | null }>, problems: Array<{ no: number, rowNo: number, column: number | null, code: string, message: string, read: string, suggestions: Array<string>, answer: string | null, blocking: boolean }>, models: Array<{ state: ModelState, measured: number, file: { id: string, name: string }, items: Array<{ id: string }>, problems: Array<{ code: string, message: string }> }>, attachments: Array<{ partNo: string, by: AttachedBy, revision: string | null, outcome: AttachmentOutcome, file: { id: string, name: string } }>, unmatchedFiles: Array<{ id: string, name: string }>, asideFiles: Array<{ id: string, name: string }>, skippedFiles: Array<{ name: string, code: string, message: string }> } | null };

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
    | { __typename: 'Import', id: string, version: number, state: ImportState, progressPercent: number, partsWithoutDrawing: Array<string>, files: Array<{ id: string, name: string }>, counts: { import: number, review: number, skip: number, layout: number }, columns: Array<{ index: number, header: string, meaning: ImportMeaning, confidencePercent: number }>, rows: Array<{ rowNo: number, action: ImportAction, kind: ImportLineKind, change: ImportChange, partNo: string | null, name: string | null, category: string | null, material: string | null, hardness: string | null, quantity: number | null, supply: PartSupply | null, differences: Array<{ meaning: ImportMeaning, before: string | null, after: string | null }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } | null, model: { id: string, geometry: GeometryState, thumbnailUrl: string | null } | null }>, problems: Array<{ no: number, rowNo: number, column: number | null, code: string, message: string, read: string, suggestions: Array<string>, answer: string | null, blocking: boolean }>, models: Array<{ state: ModelState, measured: number, file: { id: string, name: string }, items: Array<{ id: string }>, problems: Array<{ code: string, message: string }> }>, attachments: Array<{ partNo: string, by: AttachedBy, revision: string | null, outcome: AttachmentOutcome, file: { id: string, name: string } }>, unmatchedFiles: Array<{ id: string, name: string }>, asideFiles: Array<{ id: string, name: string }>, skippedFiles: Array<{ name: string, code: string, message: string }> }
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

export type PassportQuery = { part: { thumbnailUrl: string | null, id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, model: { meshUrl: string | null, thumbnailUrl: string | null } | null, revisions: Array<{ revision: string, material: string | null, hardness: string | null, requirements: string | null, quantity: number, route: Array<string>, releasedAt: string, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }> }>, mould: { id: string, mouldNo: string, title: string }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, progressPercent: number, holder: { id: string, name: string } | null, runs: Array<{ id: string, seq: number, process: string, state: OperationState, rework: boolean, orderLineId: string | null, startedAt: string | null, endedAt: string | null, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, doneBy: { id: string, name: string }, reports: Array<{ id: string, action: ReportAction, happenedAt: string, by: string, good: number | null, scrap: number | null, pauseReason: PauseReason | null, note: string | null, evidence: Array<{ url: string, file: { id: string, name: string, mediaType: string | null } }> }> }> }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }>, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> } | null, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }>, categories: Array<{ code: string, nameZh: string, nameEn: string, group: string, usualRoute: Array<string> }> } };

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

export type PartFactsFragment = { id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }>, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> };

export type WorkbenchQueryVariables = Exact<{
  id: string;
}>;

export type WorkbenchQuery = { mould: { id: string, mouldNo: string, title: string, state: MouldState, t1Date: string | null, modelUrl: string | null, modelBodies: Array<{ place: number, partId: string }>, imports: Array<{ id: string, state: ImportState }>, parts: Array<{ id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }>, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> }> } | null, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }>, categories: Array<{ code: string, nameZh: string, nameEn: string, group: string, usualRoute: Array<string> }> } };

export type ChangePartsMutationVariables = Exact<{
  input: UpdatePartsInput;
}>;

export type ChangePartsMutation = { updateParts:
    | { __typename: 'PartsChanged', parts: Array<{ id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }>, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> }> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type RoutePartsMutationVariables = Exact<{
  input: SetRoutesInput;
}>;

export type RoutePartsMutation = { setRoutes:
    | { __typename: 'PartsChanged', parts: Array<{ id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }>, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> }> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type ReleasePartsMutationVariables = Exact<{
  input: ReleasePartsInput;
}>;

export type ReleasePartsMutation = { releaseParts:
    | { __typename: 'PartsChanged', parts: Array<{ id: string, version: number, partNo: string, revision: string, released: boolean, parentId: string | null, name: string, nameEn: string | null, category: string | null, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, supply: PartSupply, state: PartState, gaps: Array<PartGap>, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }>, route: Array<{ seq: number, process: string, outside: boolean, dependsOn: Array<number>, plannedMinutes: number | null, inspect: boolean, note: string | null }> }> }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
   };

export type AcceptInvitationMutationVariables = Exact<{
  input: AcceptInvitationInput;
}>;

export type AcceptInvitationMutation = { acceptInvitation:
    | { __typename: 'Session', accessToken: string, viewer: { roles: Array<Role>, user: { id: string, name: string, email: string, locale: string } | null, company: { id: string, name: string }, companies: Array<{ id: string, name: string }> } }
    | { __typename: 'CredentialsRefused', code: RefusalCode, message: string }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'LimitReached', code: RefusalCode, message: string, retryAt: string | null }
   };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;

export type SignOutEverywhereMutation = { signOutEverywhere:
    | { __typename: 'SignedOut', at: string }
    | { __typename: 'CredentialsRefused', code: RefusalCode, message: string }
   };

export type BoardQueryVariables = Exact<{
  mouldId: string;
}>;

export type BoardQuery = { mould: { id: string, mouldNo: string, title: string, state: MouldState, t0Date: string | null, t1Date: string | null, summary: { parts: number, outside: number, accepted: number }, progress: { forecastT1: string | null, slackDays: number | null, progressPercent: number, companies: Array<{ id: string, name: string }>, rows: Array<{ partId: string, partNo: string, name: string, state: PartState, lateness: Lateness, slackDays: number | null, promisedDate: string | null, cells: Array<{ seq: number, process: string, state: OperationState, passed: number, pieces: number, doneById: string, orderLineId: string | null, promisedDate: string | null, plannedMinutes: number | null, plannedEnd: string | null, startedAt: string | null, endedAt: string | null, quietHours: number | null }> }> } } | null };

export type EvidencePictureFragment = { url: string, file: { id: string, name: string, mediaType: string | null } };

export type TrackedPartQueryVariables = Exact<{
  id: string;
}>;

export type TrackedPartQuery = { part: { id: string, partNo: string, name: string, revision: string, material: string | null, hardness: string | null, requirements: string | null, quantity: number, state: PartState, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, progressPercent: number, holder: { id: string, name: string } | null, runs: Array<{ startedAt: string | null, endedAt: string | null, id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null, plannedEnd: string | null, doneBy: { id: string, name: string }, reports: Array<{ id: string, action: ReportAction, happenedAt: string, by: string, good: number | null, scrap: number | null, minutes: number | null, pauseReason: PauseReason | null, note: string | null, evidence: Array<{ url: string, file: { id: string, name: string, mediaType: string | null } }> }> }> }> } | null };

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

export type DeskOrderQuery = { order: { id: string, orderNo: string, revision: number, state: OrderLineState, mySide: TradeSide, issuedAt: string, supplier: { name: string }, buyer: { name: string }, total: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, terms: { payment: string, requiredDocuments: Array<RequiredDocument>, inspectionDays: number, latePercentPerDay: string, note: string | null }, lines: Array<{ id: string, lineNo: number, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, forecastDate: string | null, travellerCode: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string }, item: { itemNo: string, name: string, revision: string, material: string | null }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, progressPercent: number, holder: { name: string } | null, runs: Array<{ id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null, plannedEnd: string | null }> }> }> } | null };

export type DeskDeliveriesQueryVariables = Exact<{
  orderId: string;
}>;

export type DeskDeliveriesQuery = { deliveries: { edges: Array<{ node: { id: string, version: number, deliveryNo: string, kind: DeliveryKind, state: DeliveryState, carrier: string | null, dispatchedAt: string, signedAt: string | null, to: { id: string }, lines: Array<{ orderLineId: string, sent: number, counted: number | null }> } }> } };

export type ShopTravellerQueryVariables = Exact<{
  code: string;
}>;

export type ShopTravellerQuery = { traveller: { code: string, itemNo: string, name: string, revision: string, outdated: boolean, mayReport: boolean, part: { id: string, revision: string, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }>, revisions: Array<{ revision: string, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null }> }>, model: { meshUrl: string | null, thumbnailUrl: string | null } | null } | null, pieces: Array<{ id: string, serial: string, count: number, state: PartState, holder: { name: string } | null, runs: Array<{ id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null, plannedEnd: string | null, reports: Array<{ id: string, action: ReportAction, happenedAt: string, receivedAt: string, by: string, good: number | null, scrap: number | null, minutes: number | null, pauseReason: PauseReason | null, note: string | null, evidence: Array<{ url: string, file: { id: string, name: string, mediaType: string | null } }> }> }> }>, order: { id: string, orderNo: string, mySide: TradeSide, buyer: { name: string }, supplier: { name: string }, terms: { requiredDocuments: Array<RequiredDocument> }, lines: Array<{ id: string, travellerCode: string, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, item: { id: string, itemNo: string, name: string, revision: string, thumbnailUrl: string | null, material: string | null, hardness: string | null, requirements: string | null, requestedDate: string, materialSupply: MaterialSupply, mould: { mouldNo: string | null, title: string | null, customerName: string | null } | null, files: Array<{ id: string, name: string, purpose: FilePurpose, mediaType: string | null, grantedStage: DrawingStage }>, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null } } }> } | null } | null };

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

export type PlanOperationsMutationVariables = Exact<{
  input: PlanOperationsInput;
}>;

export type PlanOperationsMutation = { planOperations:
    | { __typename: 'OperationsPlanned', runs: Array<{ id: string, plannedEnd: string | null }> }
    | { __typename: 'OperationBlocked', code: RefusalCode, message: string, runId: string, reason: BlockReason }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
   };

export type ShopRunFragment = { id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null, plannedEnd: string | null };

export type ShopLineFragment = { id: string, lineNo: number, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, travellerCode: string, item: { itemNo: string, name: string, revision: string, material: string | null, thumbnailUrl: string | null }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, runs: Array<{ id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null, plannedEnd: string | null }> }> };

export type ShopWorkQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type ShopWorkQuery = { orders: { edges: Array<{ node: { id: string, orderNo: string, buyer: { name: string }, lines: Array<{ id: string, lineNo: number, state: OrderLineState, lateness: Lateness, quantity: number, delivered: number, accepted: number, promisedDate: string, travellerCode: string, item: { itemNo: string, name: string, revision: string, material: string | null, thumbnailUrl: string | null }, pieces: Array<{ id: string, serial: string, count: number, state: PartState, runs: Array<{ id: string, pieceId: string, serial: string, seq: number, process: string, state: OperationState, rework: boolean, minutes: number, pauseReason: PauseReason | null, quietHours: number | null, orderLineId: string | null, plannedEnd: string | null }> }> }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

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

export type PublishMouldQueryVariables = Exact<{
  mouldId: string;
  ids?: Array<string> | string | null | undefined;
}>;

export type PublishMouldQuery = { mould: { id: string, mouldNo: string, title: string, currency: string, t1Date: string | null, parts: Array<{ id: string, partNo: string, name: string, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, state: PartState, released: boolean, gaps: Array<PartGap>, mirrorOfId: string | null, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean }> }> } | null, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }> } };

export type PublishMouldsQueryVariables = Exact<{ [key: string]: never; }>;

export type PublishMouldsQuery = { moulds: { edges: Array<{ node: { id: string, mouldNo: string, title: string, summary: { publishable: number, incomplete: number } } }> } };

export type PublishDraftQueryVariables = Exact<{
  id: string;
}>;

export type PublishDraftQuery = { tender: { id: string, version: number, tenderNo: string, title: string, state: LotState, publishedAt: string | null, opensAt: string, closesAt: string, enquiryEndsAt: string | null, rules: { visibility: BidVisibility, showBidCount: boolean, currency: string, taxIncluded: boolean, freightIncluded: boolean, improvementBase: ImprovementBase, improvementPercent: string, improvementMinor: string, confirmDropPercent: string, sealedMinutes: number | null, direct: boolean, tieOrder: Array<TieBreak>, closesAtFirstBid: boolean, minBids: number, priceWeight: number, dateWeight: number, qualityWeight: number, validityDays: number, acceptWithinMinutes: number, tellGap: boolean, improvementBands: Array<{ fromMinor: string, percent: string, minor: string }>, softClose: { windowSeconds: number, extendSeconds: number, triggerRank: number, maxExtensions: number, hardCloseMinutes: number, scope: SoftCloseScope } | null }, audience: { trusted: boolean, withinKm: number | null, companies: Array<{ id: string, name: string }>, excluded: Array<{ id: string, name: string }> }, disclosure: { buyerName: boolean, mouldName: boolean, customerName: boolean, ndaRequired: boolean, drawingStage: DrawingStage, accessDays: number }, terms: { payment: string, requiredDocuments: Array<RequiredDocument>, subcontracting: Array<string>, inspectionDays: number, latePercentPerDay: string, note: string | null }, lots: Array<{ id: string, lotNo: number, title: string, forBidders: { title: string, lines: Array<{ itemNo: string, name: string, mould: { mouldNo: string | null, title: string | null, customerName: string | null } | null }> } | null, ceiling: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, lines: Array<{ processes: Array<string>, wholePart: boolean, quantity: number, requestedDate: string, materialSupply: MaterialSupply }>, parts: Array<{ id: string, partNo: string, name: string, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, state: PartState, released: boolean, gaps: Array<PartGap>, mirrorOfId: string | null, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean }> }> }>, check: { invitees: number, blocking: Array<{ code: string, message: string, lotId: string | null }>, warnings: Array<{ code: string, message: string, lotId: string | null }> } } | null, catalogue: { processes: Array<{ code: string, nameZh: string, nameEn: string }> } };

export type DraftMatchesQueryVariables = Exact<{
  id: string;
}>;

export type DraftMatchesQuery = { tender: { id: string, version: number, check: { invitees: number, blocking: Array<{ code: string, message: string, lotId: string | null }>, warnings: Array<{ code: string, message: string, lotId: string | null }> }, matches: Array<{ lotId: string, fitting: number, companies: Array<{ invited: boolean, fits: boolean, score: number, reasons: Array<string>, company: { id: string, name: string, town: string | null } }> }> } | null };

export type SuppliersQueryVariables = Exact<{
  search?: string | null | undefined;
}>;

export type SuppliersQuery = { companies: { edges: Array<{ node: { id: string, name: string, town: string | null, relation: SupplierRelation, processes: Array<string> } }> } };

export type PublishPartFragment = { id: string, partNo: string, name: string, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, state: PartState, released: boolean, gaps: Array<PartGap>, mirrorOfId: string | null, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean }> };

export type DraftCheckFragment = { invitees: number, blocking: Array<{ code: string, message: string, lotId: string | null }>, warnings: Array<{ code: string, message: string, lotId: string | null }> };

export type DraftTenderFragment = { id: string, version: number, tenderNo: string, title: string, state: LotState, publishedAt: string | null, opensAt: string, closesAt: string, enquiryEndsAt: string | null, rules: { visibility: BidVisibility, showBidCount: boolean, currency: string, taxIncluded: boolean, freightIncluded: boolean, improvementBase: ImprovementBase, improvementPercent: string, improvementMinor: string, confirmDropPercent: string, sealedMinutes: number | null, direct: boolean, tieOrder: Array<TieBreak>, closesAtFirstBid: boolean, minBids: number, priceWeight: number, dateWeight: number, qualityWeight: number, validityDays: number, acceptWithinMinutes: number, tellGap: boolean, improvementBands: Array<{ fromMinor: string, percent: string, minor: string }>, softClose: { windowSeconds: number, extendSeconds: number, triggerRank: number, maxExtensions: number, hardCloseMinutes: number, scope: SoftCloseScope } | null }, audience: { trusted: boolean, withinKm: number | null, companies: Array<{ id: string, name: string }>, excluded: Array<{ id: string, name: string }> }, disclosure: { buyerName: boolean, mouldName: boolean, customerName: boolean, ndaRequired: boolean, drawingStage: DrawingStage, accessDays: number }, terms: { payment: string, requiredDocuments: Array<RequiredDocument>, subcontracting: Array<string>, inspectionDays: number, latePercentPerDay: string, note: string | null }, lots: Array<{ id: string, lotNo: number, title: string, forBidders: { title: string, lines: Array<{ itemNo: string, name: string, mould: { mouldNo: string | null, title: string | null, customerName: string | null } | null }> } | null, ceiling: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, lines: Array<{ processes: Array<string>, wholePart: boolean, quantity: number, requestedDate: string, materialSupply: MaterialSupply }>, parts: Array<{ id: string, partNo: string, name: string, material: string | null, hardness: string | null, requirements: string | null, quantity: number, unitMassKg: string | null, state: PartState, released: boolean, gaps: Array<PartGap>, mirrorOfId: string | null, thumbnailUrl: string | null, size: { lengthMm: string | null, widthMm: string | null, heightMm: string | null, diameterMm: string | null }, route: Array<{ seq: number, process: string, outside: boolean }> }> }>, check: { invitees: number, blocking: Array<{ code: string, message: string, lotId: string | null }>, warnings: Array<{ code: string, message: string, lotId: string | null }> } };

export type CreateDraftMutationVariables = Exact<{
  input: CreateTenderInput;
}>;

export type CreateDraftMutation = { createTender:
    | { __typename: 'BuyerTender', id: string, version: number, lots: Array<{ id: string, lotNo: number, forBidders: { title: string, lines: Array<{ itemNo: string, name: string, mould: { mouldNo: string | null, title: string | null, customerName: string | null } | null }> } | null }>, check: { invitees: number, blocking: Array<{ code: string, message: string, lotId: string | null }>, warnings: Array<{ code: string, message: string, lotId: string | null }> } }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
   };

export type SaveDraftMutationVariables = Exact<{
  input: UpdateTenderInput;
}>;

export type SaveDraftMutation = { updateTender:
    | { __typename: 'BuyerTender', id: string, version: number, lots: Array<{ id: string, lotNo: number, forBidders: { title: string, lines: Array<{ itemNo: string, name: string, mould: { mouldNo: string | null, title: string | null, customerName: string | null } | null }> } | null }>, check: { invitees: number, blocking: Array<{ code: string, message: string, lotId: string | null }>, warnings: Array<{ code: string, message: string, lotId: string | null }> } }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string, currentVersion: number }
   };

export type SavedDraftFragment = { id: string, version: number, lots: Array<{ id: string, lotNo: number, forBidders: { title: string, lines: Array<{ itemNo: string, name: string, mould: { mouldNo: string | null, title: string | null, customerName: string | null } | null }> } | null }>, check: { invitees: number, blocking: Array<{ code: string, message: string, lotId: string | null }>, warnings: Array<{ code: string, message: string, lotId: string | null }> } };

export type BidderTextsFragment = { title: string, lines: Array<{ itemNo: string, name: string, mould: { mouldNo: string | null, title: string | null, customerName: string | null } | null }> };

export type PublishTenderMutationVariables = Exact<{
  input: PublishTenderInput;
}>;

export type PublishTenderMutation = { publishTender:
    | { __typename: 'BuyerTender', id: string, version: number, state: LotState }
    | { __typename: 'TenderIncomplete', code: RefusalCode, message: string, check: { invitees: number, blocking: Array<{ code: string, message: string, lotId: string | null }>, warnings: Array<{ code: string, message: string, lotId: string | null }> } }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };

export type TenderPageQueryVariables = Exact<{
  id: string;
}>;

export type TenderPageQuery = { tender: { id: string, version: number, tenderNo: string, title: string, state: LotState, opensAt: string, closesAt: string, enquiryEndsAt: string | null, publishedAt: string | null, rules: { inWords: Array<string>, visibility: BidVisibility, currency: string, taxIncluded: boolean, freightIncluded: boolean, improvementPercent: string, closesAtFirstBid: boolean, minBids: number, priceWeight: number, dateWeight: number, qualityWeight: number, validityDays: number, acceptWithinMinutes: number, softClose: { windowSeconds: number, extendSeconds: number, triggerRank: number, maxExtensions: number, hardCloseMinutes: number } | null }, disclosure: { buyerName: boolean, mouldName: boolean, customerName: boolean, ndaRequired: boolean, drawingStage: DrawingStage, accessDays: number }, terms: { payment: string, inspectionDays: number, latePercentPerDay: string, note: string | null }, lots: Array<{ id: string, lotNo: number, title: string, state: LotState, closesAt: string, extensions: number, bidCount: number | null, openQuestions: number, best: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, ceiling: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, reserve: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null, parts: Array<{ partNo: string, name: string, thumbnailUrl: string | null }>, lines: Array<{ quantity: number, processes: Array<string>, requestedDate: string }> }>, invitations: Array<{ id: string, state: InvitationState, declines: Array<DeclineReason>, company: { id: string, name: string, town: string | null } | null }>, questions: { edges: Array<{ node: { id: string, lotId: string, text: string, answer: string | null, askedAt: string } }> }, awards: Array<{ id: string, state: AwardState }> } | null };

export type LotLedgerQueryVariables = Exact<{
  tenderId: string;
  lotId: string;
  after?: string | null | undefined;
}>;

export type LotLedgerQuery = { tender: { id: string, lot: { id: string, ledger: { edges: Array<{ node: { seq: number, type: LedgerEntryType, at: string, alias: string | null, reason: string | null, closesAt: string, hash: string, amount: { amountMinor: string, currency: string, taxIncluded: boolean, taxRate: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type AnswerQuestionMutationVariables = Exact<{
  input: AnswerQuestionInput;
}>;

export type AnswerQuestionMutation = { answerQuestion:
    | { __typename: 'Question', id: string, answer: string | null }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
   };

export type InviteMoreMutationVariables = Exact<{
  input: InviteSuppliersInput;
}>;

export type InviteMoreMutation = { inviteSuppliers:
    | { __typename: 'BuyerTender', id: string, version: number }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'InputRefused', code: RefusalCode, message: string, problems: Array<{ path: string, message: string }> }
    | { __typename: 'LimitReached', code: RefusalCode, message: string }
   };

export type CancelLotsMutationVariables = Exact<{
  input: CancelLotsInput;
}>;

export type CancelLotsMutation = { cancelLots:
    | { __typename: 'BuyerTender', id: string, version: number }
    | { __typename: 'StateRefused', code: RefusalCode, message: string }
    | { __typename: 'VersionConflict', code: RefusalCode, message: string, currentVersion: number }
   };

export type TendersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type TendersQuery = { tenders: { edges: Array<{ node: { id: string, tenderNo: string, title: string, state: LotState, opensAt: string, closesAt: string, lots: Array<{ id: string, state: LotState, bidCount: number | null }>, invitations: Array<{ state: InvitationState }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TodayQueryVariables = Exact<{ [key: string]: never; }>;

export type TodayQuery = { tenders: { edges: Array<{ node: { id: string, tenderNo: string, title: string, state: LotState, closesAt: string, lots: Array<{ id: string, state: LotState, closesAt: string, bidCount: number | null, openQuestions: number, best: { amountMinor: string, currency: string } | null }> } }> }, orders: { edges: Array<{ node: { id: string, orderNo: string, supplier: { name: string }, lines: Array<{ id: string, state: OrderLineState, lateness: Lateness, promisedDate: string }> } }> }, deliveries: { edges: Array<{ node: { id: string, to: { id: string }, lines: Array<{ orderLineId: string }> } }> }, moulds: { edges: Array<{ node: { id: string, mouldNo: string, title: string, state: MouldState, t1Date: string | null, summary: { parts: number, outside: number, publishable: number, incomplete: number, accepted: number } } }> } };

export type RequestPagesMutationVariables = Exact<{
  input: RequestDownloadInput;
}>;

export type RequestPagesMutation = { requestDownload:
    | { __typename: 'DownloadTicket', url: string, expiresAt: string }
    | { __typename: 'FileRefused', message: string }
   };

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
