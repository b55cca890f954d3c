import { Controller } from '@nestjs/common';
import type { Actor } from '#contracts';
import {
  createUpload, fileOpenings, requestDownload,
  type CreateUploadInput, type CreateUploadResult, type FileInput, type FileOpeningView, type RequestDownloadInput, type RequestDownloadResult,
} from '#contracts/order-files';
import { Serves } from '#platform/rpc';
import { DownloadService } from './download.service.js';
import { UploadService } from './upload.service.js';

/** What the house may ask about files. */
@Controller()
export class FileRpc {
  constructor(private readonly uploads: UploadService, private readonly downloads: DownloadService) {}

  @Serves(createUpload)
  createUpload(actor: Actor, input: CreateUploadInput): Promise<CreateUploadResult> {
    return this.uploads.createUpload(actor, input);
  }

  @Serves(requestDownload)
  requestDownload(actor: Actor, input: RequestDownloadInput): Promise<RequestDownloadResult> {
    return this.downloads.requestDownload(actor, input);
  }

  @Serves(fileOpenings)
  async fileOpenings(actor: Actor, { fileId }: FileInput): Promise<{ openings: FileOpeningView[] }> {
    return { openings: await this.downloads.openings(actor, fileId) };
  }
}
