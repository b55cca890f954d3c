import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { IsDay, IsExactDecimal, IsIdempotencyKey, IsInstant, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import type { FileView } from './order-files.js';
import type { EvidenceMissing, Lateness } from './order-orders.js';
import { PageInput, type Page } from './page.js';
import type { InputRefused, StateRefused } from './refusal.js';

/** States of an operation on a piece (ISA-95 words where they exist). */
export const operationStates = [
  'PENDING', 'READY', 'DISPATCHED', 'SETUP', 'RUNNING', 'PAUSED', 'DONE', 'PASSED', 'FAILED', 'SKIPPED', 'ABORTED',
] as const;
export type OperationState = (typeof operationStates)[number];

/** Where a piece or part stands, computed and never set by hand. */
export const partStates = [
  'PLANNED', 'SOURCING', 'ORDERED', 'IN_PROCESS', 'IN_TRANSIT', 'TO_INSPECT', 'ACCEPTED', 'INSTALLED', 'ON_HOLD', 'SCRAPPED', 'CANCELLED',
] as const;
export type PieceState = (typeof partStates)[number];

export const pauseReasons = [
  'TOOL', 'PROGRAM', 'POWER', 'MATERIAL', 'WAITING_ELECTRODE', 'URGENT_JOB', 'QUALITY', 'END_OF_SHIFT', 'DRAWING_UNCLEAR', 'OUTAGE',
] as const;
export type PauseReason = (typeof pauseReasons)[number];

export const reportActions = ['SETUP', 'START', 'PAUSE', 'DONE', 'PROBLEM', 'SKIP', 'CORRECT'] as const;
export type ReportAction = (typeof reportActions)[number];

export const blockReasons = ['PREVIOUS_NOT_PASSED', 'NOT_HOLDER', 'REVISION_OUTDATED', 'STATE_CHANGED', 'SUSPENDED', 'INSPECTION_NEEDED'] as const;
export type BlockReason = (typeof blockReasons)[number];

export const inspectionTypes = ['INCOMING', 'FIRST_ARTICLE', 'IN_PROCESS', 'FINAL', 'RE_INSPECTION'] as const;
export type InspectionType = (typeof inspectionTypes)[number];

export const dispositions = ['ACCEPT', 'CONCESSION', 'REWORK', 'REPAIR', 'RETURN', 'SCRAP', 'HOLD'] as const;
export type Disposition = (typeof dispositions)[number];

export const nonconformanceStates = ['OPEN', 'ANSWERED', 'DISPUTED', 'CLOSED'] as const;
export type NonconformanceState = (typeof nonconformanceStates)[number];

/** One operation on one piece; its reports come from `reportsOfRuns`. */
export interface OperationRunView {
  id: string;
  pieceId: string;
  serial: string;
  seq: number;
  process: string;
  state: OperationState;
  /** True when it repeats an operation after a failed inspection. */
  rework: boolean;
  doneById: string;
  orderLineId: string | null;
  machineId: string | null;
  plannedStart: string | null;
  plannedEnd: string | null;
  startedAt: string | null;
  endedAt: string | null;
  /** Minutes of running so far by the server's clock. */
  minutes: number;
  pauseReason: PauseReason | null;
  /** Whole hours since the last report while running or ready. */
  quietHours: number | null;
}

/** A physical piece or a batch. A supplier gets the operations of its own order lines and progress over these. */
export interface PieceView {
  id: string;
  serial: string;
  count: number;
  state: PieceState;
  /** Null while in transit, and for a supplier when another supplier has it. */
  holderId: string | null;
  /** Share of planned minutes that has passed, in percent. */
  progressPercent: number;
  runs: OperationRunView[];
}

/** One report. The person is named to its own company only; others read the company. */
export interface OperationReportView {
  id: string;
  action: ReportAction;
  happenedAt: string;
  receivedAt: string;
  byUserId: string | null;
  byCompanyId: string;
  good: number | null;
  scrap: number | null;
  /** Machine time by the shop's own count. */
  minutes: number | null;
  pauseReason: PauseReason | null;
  note: string | null;
}

/** A photograph or sheet of a report or an inspection, with a signed address that shows it to the asking company alone until its end. */
export interface EvidenceView { file: FileView; url: string; expiresAt: string }

export interface OperationsReported { __typename: 'OperationsReported'; runs: OperationRunView[] }
export interface OperationBlocked { __typename: 'OperationBlocked'; code: 'OPERATION_BLOCKED'; message: string; runId: string; reason: BlockReason }

/** A report from the shop; phones may keep it offline and send it later in order. */
export class ReportOperationInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  /** Operations on pieces, all of the same seq; all of them or none. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(200) @ArrayUnique() @IsString({ each: true }) @MaxLength(40, { each: true }) runIds!: string[];
  @IsIn(reportActions) action!: ReportAction;
  /** Revision letter that the shop worked to. */
  @IsString() @MinLength(1) @MaxLength(20) revision!: string;
  /** By the phone's clock; kept beside the server's. Not before the order nor after now, give or take ten minutes. */
  @IsInstant() happenedAt!: string;
  @IsOptional() @IsInt() @Min(0) @Max(1_000_000) good?: number | null;
  @IsOptional() @IsInt() @Min(0) @Max(1_000_000) scrap?: number | null;
  /** Minutes of machine time for all of them together by the shop's own count, for DONE; kept beside what the server counted. */
  @IsOptional() @IsInt() @Min(0) @Max(1_000_000) minutes?: number | null;
  @IsOptional() @IsIn(pauseReasons) pauseReason?: PauseReason | null;
  /** Of the own company. */
  @IsOptional() @IsString() @MaxLength(40) machineId?: string | null;
  @IsOptional() @IsPlainText() @MaxLength(1000) note?: string | null;
  @IsOptional() @IsArray() @ArrayMaxSize(10) @IsString({ each: true }) @MaxLength(40, { each: true }) fileIds?: string[] | null;
}
export type ReportOperationResult = OperationsReported | OperationBlocked | EvidenceMissing | InputRefused;

export interface MeasurementView {
  pieceId: string;
  characteristicNo: string;
  nominal: string;
  upper: string;
  lower: string;
  value: string;
  /** Computed: nominal + lower <= value <= nominal + upper. */
  pass: boolean;
}

export interface NonconformanceView {
  id: string;
  version: number;
  state: NonconformanceState;
  orderLineId: string | null;
  piece: PieceView;
  disposition: Disposition;
  finding: string;
  correction: string | null;
  costBearer: 'BUYER' | 'SUPPLIER' | 'OPEN';
  deduction: null;
}

export interface InspectionResultView { piece: PieceView; disposition: Disposition; nonconformance: NonconformanceView | null }

export interface InspectionView {
  __typename: 'Inspection';
  id: string;
  type: InspectionType;
  /** Company that inspected. */
  byId: string;
  results: InspectionResultView[];
  measurements: MeasurementView[];
  decidedAt: string;
}

/** A measured characteristic, in millimetres or the unit of the characteristic. */
export class MeasurementInput {
  @IsString() @MaxLength(40) pieceId!: string;
  @IsPlainText() @MinLength(1) @MaxLength(40) characteristicNo!: string;
  @IsExactDecimal() nominal!: string;
  @IsExactDecimal() upper!: string;
  @IsExactDecimal() lower!: string;
  @IsExactDecimal() value!: string;
}

/** A decision about one piece. */
export class DispositionInput {
  @IsString() @MaxLength(40) pieceId!: string;
  @IsIn(dispositions) disposition!: Disposition;
  /** Operation to repeat, for REWORK and REPAIR; a RETURN may name one. */
  @IsOptional() @IsInt() @Min(1) @Max(9999) reworkSeq?: number | null;
  /** New promised day, for anything that must come again. */
  @IsOptional() @IsDay() promisedDate?: string | null;
  /** What is wrong; needed for anything but ACCEPT. */
  @IsOptional() @IsPlainText() @MaxLength(1000) finding?: string | null;
}

/** An inspection with one decision per piece. */
export class RecordInspectionInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsIn(inspectionTypes) type!: InspectionType;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => DispositionInput) dispositions!: DispositionInput[];
  @IsOptional() @IsArray() @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => MeasurementInput) measurements?: MeasurementInput[] | null;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @MaxLength(40, { each: true }) fileIds?: string[] | null;
}
export type RecordInspectionResult = InspectionView | StateRefused | EvidenceMissing | InputRefused;

/** What a scanned code shows; pieces are empty for a company that is not a side. */
export interface TravellerView {
  code: string;
  itemNo: string;
  name: string;
  revision: string;
  /** True when a newer revision was issued; no DONE is taken then. */
  outdated: boolean;
  thumbnailUrl: null;
  /** The part, for its own company only. */
  partId: string | null;
  /** The order that it belongs to, null for a company that is not a side. */
  orderId: string | null;
  pieces: PieceView[];
  mayReport: boolean;
}

/** One operation of a part over all its pieces. */
export interface ProgressCellView {
  seq: number;
  process: string;
  /** State of the slowest piece. */
  state: OperationState;
  passed: number;
  pieces: number;
  doneById: string;
  /** Order line of the slowest piece, null for work in the own shop. */
  orderLineId: string | null;
  /** Day promised for that line, of its open pieces while it has some. */
  promisedDate: string | null;
  /** Planned minutes for one article, null when nobody planned it. */
  plannedMinutes: number | null;
  plannedEnd: string | null;
  /** When the first piece was begun. */
  startedAt: string | null;
  /** When the latest of the pieces that have passed was reported done, null while none has. */
  endedAt: string | null;
  quietHours: number | null;
}

export interface PartProgressView {
  partId: string;
  partNo: string;
  name: string;
  state: PieceState;
  lateness: Lateness;
  /** Working days to the day the mould needs the part; negative is late. */
  slackDays: number | null;
  promisedDate: string | null;
  cells: ProgressCellView[];
}

export interface MouldProgressView {
  forecastT1: string | null;
  /** Working days between forecast and plan, negative is late. */
  slackDays: number | null;
  progressPercent: number;
  /** Worst slack first. */
  rows: PartProgressView[];
}

export class TravellerInput {
  @IsString() @MaxLength(100) code!: string;
}

/** Operations that the own company has to do, next planned start first. */
export class ListWorkItemsInput extends PageInput {
  @IsOptional() @IsArray() @ArrayMaxSize(11) @IsIn(operationStates, { each: true }) states?: OperationState[] | null;
  @IsOptional() @IsString() @MaxLength(40) machineId?: string | null;
  @IsOptional() @IsString() @MaxLength(40) orderLineId?: string | null;
}

export class ListInspectionsInput extends PageInput {
  @IsOptional() @IsString() @MaxLength(40) orderId?: string | null;
}

export class ListNonconformancesInput extends PageInput {
  @IsOptional() @IsArray() @ArrayMaxSize(4) @IsIn(nonconformanceStates, { each: true }) states?: NonconformanceState[] | null;
}

export class MouldProgressInput {
  @IsString() @MaxLength(40) mouldId!: string;
}

export class PiecesOfLinesInput {
  @IsArray() @ArrayMaxSize(10_000) @IsString({ each: true }) @MaxLength(40, { each: true }) orderLineIds!: string[];
}

export class PiecesOfPartsInput {
  @IsArray() @ArrayMaxSize(2_000) @IsString({ each: true }) @MaxLength(40, { each: true }) partIds!: string[];
}

export class ReportsOfRunsInput {
  @IsArray() @ArrayMaxSize(10_000) @IsString({ each: true }) @MaxLength(40, { each: true }) runIds!: string[];
}

export class EvidenceOfInput {
  /** Reports and inspections. */
  @IsArray() @ArrayMaxSize(10_000) @IsString({ each: true }) @MaxLength(40, { each: true }) subjectIds!: string[];
}

/** Reports what happened to operations; all of them or none. */
export const reportOperation = operation<ReportOperationInput, ReportOperationResult>('order', 'progress', 'report-operation', ReportOperationInput);
/** Records measurements and disposes of pieces; anything but ACCEPT opens a nonconformance. */
export const recordInspection = operation<RecordInspectionInput, RecordInspectionResult>('order', 'progress', 'record-inspection', RecordInspectionInput);
/** What a code on a traveller stands for; null for an unknown code. Anybody signed in may ask. */
export const readTraveller = operation<TravellerInput, TravellerView | null>('order', 'progress', 'read-traveller', TravellerInput);
/** 我的今天: operations of the own company. */
export const listWorkItems = operation<ListWorkItemsInput, Page<OperationRunView>>('order', 'progress', 'list-work-items', ListWorkItemsInput);
/** Inspections of the own company's pieces as buyer or supplier, newest first. */
export const listInspections = operation<ListInspectionsInput, Page<InspectionView>>('order', 'progress', 'list-inspections', ListInspectionsInput);
/** Nonconformances that the own company is a side of, newest first. */
export const listNonconformances = operation<ListNonconformancesInput, Page<NonconformanceView>>('order', 'progress', 'list-nonconformances', ListNonconformancesInput);
/** The tracking board of one mould, for its owner: NOT_FOUND for anybody else. */
export const mouldProgress = operation<MouldProgressInput, MouldProgressView>('order', 'progress', 'mould-progress', MouldProgressInput);
/** Bulk: pieces of order lines, in the order asked; nothing for lines that the company is no side of. */
export const piecesOfLines = operation<PiecesOfLinesInput, { lines: { orderLineId: string; pieces: PieceView[] }[] }>('order', 'progress', 'pieces-of-lines', PiecesOfLinesInput);
/** Bulk: pieces of the own company's parts, in the order asked. */
export const piecesOfParts = operation<PiecesOfPartsInput, { parts: { partId: string; pieces: PieceView[] }[] }>('order', 'progress', 'pieces-of-parts', PiecesOfPartsInput);
/** Bulk: the latest 100 reports of each operation that the company may see, oldest first. */
export const reportsOfRuns = operation<ReportsOfRunsInput, { runs: { runId: string; reports: OperationReportView[] }[] }>('order', 'progress', 'reports-of-runs', ReportsOfRunsInput);

/** Bulk: photographs and sheets of reports and inspections, in the order asked; none for those that the company may not see. */
export const evidenceOf = operation<EvidenceOfInput, { subjects: { subjectId: string; evidence: EvidenceView[] }[] }>('order', 'progress', 'evidence-of', EvidenceOfInput);

/** Who may do what with progress. Skipping needs PLANNER or ENGINEER, a concession MANAGER; the service checks these. */
export const progressRules: Record<string, Rule> = {
  [reportOperation.name]: { kind: 'roles', roles: ['SHOP_OPERATOR', 'PLANNER', 'ENGINEER', 'FITTER', 'QUALITY', 'MANAGER'], scope: 'PROGRESS_WRITE' },
  [recordInspection.name]: { kind: 'roles', roles: ['QUALITY', 'MANAGER'], scope: 'PROGRESS_WRITE' },
  [readTraveller.name]: { kind: 'member', scope: 'PROGRESS_READ' },
  [listWorkItems.name]: { kind: 'member', scope: 'PROGRESS_READ' },
  [listInspections.name]: { kind: 'member', scope: 'PROGRESS_READ' },
  [listNonconformances.name]: { kind: 'member', scope: 'PROGRESS_READ' },
  [mouldProgress.name]: { kind: 'member', scope: 'PROGRESS_READ' },
  [piecesOfLines.name]: { kind: 'member', scope: 'PROGRESS_READ' },
  [piecesOfParts.name]: { kind: 'member', scope: 'PROGRESS_READ' },
  [reportsOfRuns.name]: { kind: 'member', scope: 'PROGRESS_READ' },
  [evidenceOf.name]: { kind: 'member', scope: 'PROGRESS_READ' },
};
