import type { DynamicModule } from '@nestjs/common';
import { HouseClock } from '#platform/time';
import { sealingKey } from './sealing-key.js';
import { signingKey } from './signing-key.js';
import { Tickets } from './tickets.js';

/** Token of the `SigningKey` for receipts. */
export const RECEIPT_KEY = Symbol('receipt signing key');

/** Token of the `SealingKey` for offers that nobody may read yet. */
export const OFFER_KEY = Symbol('offer sealing key');

class TicketsModule {}

/** Tickets for the side doors the key that signs receipts, and the one that seals offers. */
export function ticketsModule(options: { secret: string; formerSecrets?: readonly string[] }): DynamicModule {
  return {
    module: TicketsModule, global: true,
    providers: [
      { provide: Tickets, inject: [{ token: HouseClock, optional: true }], useFactory: (clock?: HouseClock) => new Tickets(options.secret, clock) },
      { provide: RECEIPT_KEY, useFactory: () => signingKey(options.secret, 'receipts') },
      { provide: OFFER_KEY, useFactory: () => sealingKey(options.secret, 'offers', options.formerSecrets) },
    ],
    exports: [Tickets, RECEIPT_KEY, OFFER_KEY],
  };
}
