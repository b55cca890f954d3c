import type { FileView } from './order-files.js';
import type { Lateness } from './order-orders.js';

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
export interface OperationsPlanned { __typename: 'OperationsPlanned'; runs: OperationRunView[] }
export interface OperationBlocked { __typename: 'OperationBlocked'; code: 'OPERATION_BLOCKED'; message: string; runId: string; reason: BlockReason }

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
