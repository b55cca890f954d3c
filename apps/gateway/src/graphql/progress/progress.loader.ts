import { Injectable } from '@nestjs/common';
import { evidenceOf, piecesOfLines, reportsOfRuns } from '#contracts/order-progress';
import type { EvidenceView, OperationReportView, PieceView } from '#contracts/order-progress-views';
import { Rpc } from '#platform/rpc';
import { PerRequest } from '../per-request.loader.js';

/** Pieces, reports and their evidence for many fields by one call each. */
@Injectable()
export class ProgressLoader {
  readonly piecesOfLines = new PerRequest<string, PieceView[]>(async (orderLineIds, actor) => {
    const { lines } = await this.rpc.call(piecesOfLines, actor, { orderLineIds: [...orderLineIds] });
    return new Map(lines.map(({ orderLineId, pieces }) => [orderLineId, pieces]));
  }, 10_000);
  readonly reports = new PerRequest<string, OperationReportView[]>(async (runIds, actor) => {
    const { runs } = await this.rpc.call(reportsOfRuns, actor, { runIds: [...runIds] });
    return new Map(runs.map(({ runId, reports }) => [runId, reports]));
  }, 10_000);
  /** By report or inspection. */
  readonly evidence = new PerRequest<string, EvidenceView[]>(async (subjectIds, actor) => {
    const { subjects } = await this.rpc.call(evidenceOf, actor, { subjectIds: [...subjectIds] });
    return new Map(subjects.map(({ subjectId, evidence }) => [subjectId, evidence]));
  }, 10_000);

  constructor(private readonly rpc: Rpc) {}
}
