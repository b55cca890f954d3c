import type { DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Bell } from './bell.js';
import { MESSAGING_OPTIONS, Outbox, type MessagingOptions } from './outbox.js';
import { OldPost } from './old-post.clock.js';
import { Relay } from './relay.clock.js';

class MessagingModule {}

/** Facts between services: `Outbox` to tell, `@Consumes` to act, `Bell` to wake. */
export function messagingModule(options: MessagingOptions): DynamicModule {
  return {
    module: MessagingModule, global: true,
    imports: [DiscoveryModule],
    providers: [{ provide: MESSAGING_OPTIONS, useValue: options }, Outbox, Bell, Relay, OldPost],
    exports: [Outbox, Bell, Relay],
  };
}
