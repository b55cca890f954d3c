import { Injectable } from '@nestjs/common';
import { LeasedClock } from '#platform/lease';
import { FileService } from './file.service.js';

/** Once a minute: promises of bytes that nobody kept are forgotten. */
@Injectable()
export class FileClock extends LeasedClock {
  constructor(private readonly files: FileService) {
    super(60_000);
  }

  override async tick(): Promise<void> {
    await this.files.forget();
  }
}
