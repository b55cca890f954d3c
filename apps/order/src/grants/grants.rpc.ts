import { Controller } from '@nestjs/common';
import type { Actor } from '#contracts';
import {
  drawingAccess, fileOpenings, linePapers, recallDrawings, requestDownload,
  type DrawingAccessInput, type DrawingAccessView, type FileOpeningsInput, type FileOpeningView, type LinePapersInput, type LinePapersView, type RecallDrawingsInput, type RecallDrawingsResult,
  type RequestDownloadInput, type RequestDownloadResult,
} from '#contracts/order-grants';
import { Serves } from '#platform/rpc';
import { GrantService } from './grant.service.js';
import { OpeningLog } from './opening-log.service.js';
import { RecallService } from './recall.service.js';

/** What the house may ask about who sees which drawing. */
@Controller()
export class GrantsRpc {
  constructor(private readonly grants: GrantService, private readonly recalls: RecallService, private readonly log: OpeningLog) {}

  @Serves(requestDownload)
  requestDownload(actor: Actor, input: RequestDownloadInput): Promise<RequestDownloadResult> {
    return this.grants.requestDownload(actor, input);
  }

  @Serves(linePapers)
  async linePapers(actor: Actor, { lineIds }: LinePapersInput): Promise<{ lines: LinePapersView[] }> {
    return { lines: await this.grants.papers(actor, lineIds) };
  }

  @Serves(fileOpenings)
  async fileOpenings(actor: Actor, { fileId, before }: FileOpeningsInput): Promise<{ openings: FileOpeningView[] }> {
    return { openings: await this.log.ofFile(actor, fileId, before) };
  }

  @Serves(drawingAccess)
  drawingAccess(actor: Actor, input: DrawingAccessInput): Promise<DrawingAccessView> {
    return this.recalls.access(actor, input);
  }

  @Serves(recallDrawings)
  recallDrawings(actor: Actor, input: RecallDrawingsInput): Promise<RecallDrawingsResult> {
    return this.recalls.recall(actor, input);
  }
}
