import { Module, type DynamicModule } from '@nestjs/common';
import { Health, HEALTH_OPTIONS, type HealthOptions } from './health.js';
import { HealthController } from './health.controller.js';

@Module({})
class HealthModule {}

/** /healthz, /readyz and /metrics on the process' HTTP port. */
export function healthModule(options: HealthOptions): DynamicModule {
  return {
    module: HealthModule,
    controllers: [HealthController],
    providers: [{ provide: HEALTH_OPTIONS, useValue: options }, Health],
    exports: [Health],
  };
}
