import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LeasedClock } from '#platform/lease';
import { Bell } from '#platform/messaging';
import { ModelGeometry } from './model-geometry.service.js';
import { geometriesAtOnce } from './model-reader.port.js';
import { MODELS_BELL } from './model-structures.service.js';

/** Measures models as they come, as many at once as leave a core to others; every few seconds it looks for those whose reader died. */
@Injectable()
export class ModelClock extends LeasedClock implements OnModuleInit {
  constructor(private readonly geometry: ModelGeometry, private readonly bell: Bell) {
    super(5_000);
  }

  onModuleInit(): void {
    this.bell.on(MODELS_BELL, () => this.nudge(), () => this.nudge());
  }

  override async tick(): Promise<void> {
    await this.geometry.begin(geometriesAtOnce, () => this.nudge());
  }

  /** A geometry may take minutes, which no shutdown waits for. */
  override async stop(): Promise<void> {
    const stopped = super.stop();
    await this.geometry.stop();
    await stopped;
  }
}
