import type { DynamicModule } from '@nestjs/common';
import { Logger, type LogLevelName } from './logger.js';
import { Metrics } from './metrics.js';

class ObservabilityModule {}

/** One logger and one registry of numbers for the process, everywhere injectable. */
export function observabilityModule(options: { service: string; level: LogLevelName; logger?: Logger }): DynamicModule {
  return {
    module: ObservabilityModule, global: true,
    providers: [{ provide: Logger, useFactory: () => options.logger ?? new Logger(options.service, options.level) }, Metrics],
    exports: [Logger, Metrics],
  };
}
