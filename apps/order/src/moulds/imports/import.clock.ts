import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LeasedClock } from '#platform/lease';
import { Bell } from '#platform/messaging';
import { IMPORTS_BELL } from './import.service.js';
import { ListReading } from './list-reading.service.js';

/** Reads lists as they come, rung for by their start; every few seconds it looks for those whose reader died. */
@Injectable()
export class ImportClock extends LeasedClock implements OnModuleInit {
  constructor(private readonly lists: ListReading, private readonly bell: Bell) {
    super(5_000);
  }

  onModuleInit(): void {
    this.bell.on(IMPORTS_BELL, () => this.nudge(), () => this.nudge());
  }

  override async tick(): Promise<void> {
    while (await this.lists.readWaiting() > 0);
  }
}
