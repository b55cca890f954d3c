import { Module, type DynamicModule } from '@nestjs/common';
import { SheetsModule } from '../sheets/index.js';
import { Claims } from './claims.service.js';
import { GRANT_OPTIONS, type GrantOptions } from './grants-options.port.js';
import { GrantService } from './grant.service.js';
import { SessionEndedConsumer } from './session-ended.consumer.js';
import { GrantsRpc } from './grants.rpc.js';
import { OpeningLog } from './opening-log.service.js';
import { RecallService } from './recall.service.js';

/**
 * Who sees which drawing, how far, and who has looked. Always: asked at every opening, written down before the bytes go out. Ask first: another way to a drawing.
 * Never: a right that is remembered, a name of the owner's on what bidders see.
 */
@Module({})
export class GrantsModule {
  static with(options: GrantOptions): DynamicModule {
    return {
      module: GrantsModule,
      imports: [SheetsModule],
      controllers: [GrantsRpc],
      providers: [Claims, GrantService, OpeningLog, RecallService, SessionEndedConsumer, { provide: GRANT_OPTIONS, useValue: options }],
    };
  }
}
