import { Injectable } from '@nestjs/common';
import { piecesOfLines, reportsOfRuns, type OperationReportView, type PieceView } from '#contracts/order-progress';
import { Rpc } from '#platform/rpc';
import { PerRequest } from '../per-request.loader.js';

/** Pieces and reports for many fields by one call each. */
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

  constructor(private readonly rpc: Rpc) {}
}
