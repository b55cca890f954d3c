import { Injectable } from '@nestjs/common';
import { linePapers, MOST_LINES, type LinePapersView } from '#contracts/order-grants';
import { Rpc } from '#platform/rpc';
import { PerRequest, by } from '../per-request.loader.js';

/** What shows the parts of lines of lots and orders, by one call for a response. */
@Injectable()
export class DrawingLoader {
  readonly papers = new PerRequest<string, LinePapersView>(async (lineIds, actor) => by((await this.rpc.call(linePapers, actor, { lineIds: [...lineIds] })).lines, 'lineId'), MOST_LINES);

  constructor(private readonly rpc: Rpc) {}
}
