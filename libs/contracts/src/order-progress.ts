import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { IsDay, IsExactDecimal, IsIdempotencyKey, IsInstant, IsPlainText } from './money-input.js';
import { operation, type Rule } from './operation.js';
import type { EvidenceMissing } from './order-orders.js';
import {
  dispositions, inspectionTypes, nonconformanceStates, operationStates, pauseReasons, reportActions,
  type Disposition, type EvidenceView, type InspectionType, type InspectionView, type MouldProgressView, type NonconformanceState, type NonconformanceView, type OperationBlocked,
  type OperationReportView, type OperationRunView, type OperationsPlanned, type OperationsReported, type OperationState, type PauseReason, type PieceView, type ReportAction, type TravellerView,
} from './order-progress-views.js';
import { PageInput, type Page } from './page.js';
import type { InputRefused, StateRefused } from './refusal.js';

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

/** Until when one operation on pieces is to be done; null takes the plan back. */
export class PlannedStepInput {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @ArrayUnique() @IsString({ each: true }) @MaxLength(40, { each: true }) runIds!: string[];
  @IsOptional() @IsInstant() plannedEnd?: string | null;
}

/** The plan of a shop for operations that it does; all of it or none. */
export class PlanOperationsInput {
  @IsIdempotencyKey() idempotencyKey!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(60) @ValidateNested({ each: true }) @Type(() => PlannedStepInput) steps!: PlannedStepInput[];
}
export type PlanOperationsResult = OperationsPlanned | OperationBlocked | InputRefused;

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

/** Says until when the own company's operations are to be done; all of them or none. */
export const planOperations = operation<PlanOperationsInput, PlanOperationsResult>('order', 'progress', 'plan-operations', PlanOperationsInput);
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
  [planOperations.name]: { kind: 'roles', roles: ['PLANNER', 'MANAGER'], scope: 'PROGRESS_WRITE' },
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
