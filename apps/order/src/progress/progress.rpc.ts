import { Controller } from '@nestjs/common';
import type { Actor, Page } from '#contracts';
import {
  evidenceOf, listInspections, listNonconformances, listWorkItems, mouldProgress, piecesOfLines, piecesOfParts, planOperations, readTraveller, recordInspection, reportOperation,
  reportsOfRuns, type EvidenceOfInput, type ListInspectionsInput, type ListNonconformancesInput, type ListWorkItemsInput, type MouldProgressInput,
  type PiecesOfLinesInput, type PiecesOfPartsInput, type PlanOperationsInput, type PlanOperationsResult, type RecordInspectionInput, type RecordInspectionResult, type ReportOperationInput, type ReportOperationResult,
  type ReportsOfRunsInput, type TravellerInput,
} from '#contracts/order-progress';
import type {
  EvidenceView, InspectionView, MouldProgressView, NonconformanceView, OperationReportView, OperationRunView, PieceView, TravellerView,
} from '#contracts/order-progress-views';
import { Serves } from '#platform/rpc';
import { BoardService } from './board.service.js';
import { EvidenceService } from './evidence.service.js';
import { InspectionService } from './inspection.service.js';
import { PieceReading } from './piece-reading.service.js';
import { PlanService } from './plan.service.js';
import { ReportService } from './report.service.js';
import { TravellerService } from './traveller.service.js';

/** What the house may ask about progress. */
@Controller()
export class ProgressRpc {
  constructor(
    private readonly reports: ReportService,
    private readonly planning: PlanService,
    private readonly inspecting: InspectionService,
    private readonly reading: PieceReading,
    private readonly boards: BoardService,
    private readonly travellers: TravellerService,
    private readonly evidence: EvidenceService,
  ) {}

  @Serves(reportOperation)
  report(actor: Actor, input: ReportOperationInput): Promise<ReportOperationResult> {
    return this.reports.report(actor, input);
  }

  @Serves(planOperations)
  plan(actor: Actor, input: PlanOperationsInput): Promise<PlanOperationsResult> {
    return this.planning.plan(actor, input);
  }

  @Serves(recordInspection)
  inspect(actor: Actor, input: RecordInspectionInput): Promise<RecordInspectionResult> {
    return this.inspecting.inspect(actor, input);
  }

  @Serves(readTraveller)
  traveller(actor: Actor, input: TravellerInput): Promise<TravellerView | null> {
    return this.travellers.traveller(actor, input.code);
  }

  @Serves(listWorkItems)
  workItems(actor: Actor, input: ListWorkItemsInput): Promise<Page<OperationRunView>> {
    return this.reading.workItems(actor, input);
  }

  @Serves(listInspections)
  inspections(actor: Actor, input: ListInspectionsInput): Promise<Page<InspectionView>> {
    return this.inspecting.inspections(actor, input);
  }

  @Serves(listNonconformances)
  nonconformances(actor: Actor, input: ListNonconformancesInput): Promise<Page<NonconformanceView>> {
    return this.inspecting.nonconformances(actor, input);
  }

  @Serves(mouldProgress)
  board(actor: Actor, input: MouldProgressInput): Promise<MouldProgressView> {
    return this.boards.board(actor, input);
  }

  @Serves(piecesOfLines)
  async piecesOfLines(actor: Actor, input: PiecesOfLinesInput): Promise<{ lines: { orderLineId: string; pieces: PieceView[] }[] }> {
    return { lines: await this.reading.ofLines(actor, input.orderLineIds) };
  }

  @Serves(piecesOfParts)
  async piecesOfParts(actor: Actor, input: PiecesOfPartsInput): Promise<{ parts: { partId: string; pieces: PieceView[] }[] }> {
    return { parts: await this.reading.ofParts(actor, input.partIds) };
  }

  @Serves(reportsOfRuns)
  async reportsOfRuns(actor: Actor, input: ReportsOfRunsInput): Promise<{ runs: { runId: string; reports: OperationReportView[] }[] }> {
    return { runs: await this.reading.reportsOf(actor, input.runIds) };
  }

  @Serves(evidenceOf)
  async evidenceOf(actor: Actor, input: EvidenceOfInput): Promise<{ subjects: { subjectId: string; evidence: EvidenceView[] }[] }> {
    return { subjects: await this.evidence.of(actor, input.subjectIds) };
  }
}
