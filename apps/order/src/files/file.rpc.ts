import { Controller } from '@nestjs/common';
import type { Actor } from '#contracts';
import { createUpload, type CreateUploadInput, type CreateUploadResult } from '#contracts/order-files';
import { Serves } from '#platform/rpc';
import { UploadService } from './upload.service.js';

/** What the house may ask about files. */
@Controller()
export class FileRpc {
  constructor(private readonly uploads: UploadService) {}

  @Serves(createUpload)
  createUpload(actor: Actor, input: CreateUploadInput): Promise<CreateUploadResult> {
    return this.uploads.createUpload(actor, input);
  }
}
